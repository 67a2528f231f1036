"""The sample city's files: made anew they are the same, a mess such as cities hand over, faulty as meant."""

import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pyogrio
import pytest
import rasterio

from data.samples.make.names import keepers
from etl.mapping import Assignment, map_columns
from etl.mapping_file import find_mapping
from gis.municipality import Home
from gis.registry import Layer
from gis.text import fold
from tests.unit.sample_files import EXPECTED, LOADS, MADE, SAMPLES, Rows, features, number, rows_of, text_in

HOME = Home(SAMPLES)
COORDINATES = ("X", "Y", "ENLEM", "BOYLAM", "SAGA", "SAĞA", "YUKARI")

each_load = pytest.mark.parametrize("load", LOADS, ids=lambda load: load["layer"])


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the script has written everything anew."""
    folder = tmp_path_factory.mktemp("samples")
    # In a process of its own: other packages change the prefixes that Python's XML writer uses, and openpyxl's with them.
    subprocess.run([sys.executable, "-m", "data.samples.make", folder], cwd=SAMPLES.parents[1], check=True)
    return folder


def content(file: Path) -> Any:
    """What a file says, apart from how this machine's zlib packs it and which SQLite wrote it."""
    match file.suffix:
        case ".zip" | ".xlsx":
            with zipfile.ZipFile(file) as archive:
                return {m.filename: (m.date_time, archive.read(m)) for m in archive.infolist()}
        case ".gpkg":
            with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as package:
                tables = [
                    row[0] for row in package.execute("select name from sqlite_master where type = 'table'")
                ]
                return {
                    name: package.execute(f'select * from "{name}"').fetchall() for name in sorted(tables)
                }
        case ".tif":
            with rasterio.open(file) as raster:
                overview = raster.read(1, out_shape=(raster.height // 2, raster.width // 2))
                return raster.profile, raster.read().tobytes(), overview.tobytes()
        case _:
            return file.read_bytes()


class TestFiles:
    @pytest.mark.parametrize("file", MADE, ids=lambda file: file.name)
    def test_are_what_the_script_makes(self, file: Path, remade: Path) -> None:
        assert content(remade / file.name) == content(file)

    def test_are_all_of_what_the_script_makes(self, remade: Path) -> None:
        assert {p.name for p in remade.iterdir()} == {p.name for p in MADE}

    def test_are_small(self) -> None:
        assert sum(p.stat().st_size for p in MADE) < 4_000_000
        assert (SAMPLES / "elevation.tif").stat().st_size < 1_500_000


def load_of(load: dict[str, str]) -> tuple[Layer, Rows, list[Assignment]]:
    """The layer, the file's rows, and which of its columns becomes which field."""
    layer = HOME.registry.layers[load["layer"]]
    mapping = find_mapping(HOME, layer, str(SAMPLES / load["map"]) if "map" in load else None)
    rows = rows_of(load["file"])
    mapped = map_columns(layer, rows[0], mapping, taken=COORDINATES)
    assert set(mapped.unused) <= {"id"}  # GDAL gives a TopoJSON's objects one
    return layer, rows, list(mapped.assignments)


class TestHome:
    def test_is_a_municipality_with_every_layer_loaded_once(self) -> None:
        """But for those that Kent itself keeps: no file could be loaded into them."""
        assert HOME.municipality.name.tr == "Çınarova Belediyesi"
        assert HOME.boundary.area > 0
        loadable = sorted(layer.id for layer in HOME.registry.layers.values() if not layer.derived)
        assert sorted(load["layer"] for load in LOADS) == loadable == sorted(EXPECTED)

    def test_loads_nodes_before_what_refers_to_them(self) -> None:
        order = [load["layer"] for load in LOADS]
        assert order.index("network_node") < min(order.index("camera"), order.index("network_link"))

    @each_load
    def test_fills_every_field_of_every_layer(self, load: dict[str, str]) -> None:
        layer, _, assignments = load_of(load)
        assert {a.field.name for a in assignments} == {f.name for f in layer.fields}

    @each_load
    def test_names_every_code_as_a_city_would(self, load: dict[str, str]) -> None:
        layer, rows, assignments = load_of(load)
        unknown = 0
        for a in assignments:
            if a.field.codes is not None and a.column is not None:
                codes = HOME.registry.codes[a.field.codes].codes
                known = {fold(word) for code in codes for word in (code.title.tr, *code.aliases)}
                known |= {fold(word) for word in a.how.codes}
                words = [str(row[a.column]) for row in rows if row[a.column] is not None]
                assert not {w for w in words if w in {code.code for code in codes}}
                unknown += sum(1 for w in words if fold(w) not in known)
        assert unknown == EXPECTED[layer.id]["quarantined"].get("unknown_code", 0)

    @each_load
    def test_expects_as_many_rows_as_there_are(self, load: dict[str, str]) -> None:
        expected = EXPECTED[load["layer"]]
        assert len(rows_of(load["file"])) == expected["rows"]
        assert expected["published"] == expected["rows"] - sum(expected["quarantined"].values())


class TestFaults:
    def test_of_parcels(self) -> None:
        parcels = features("parcel.zip")
        keys = Counter(
            parcels[["MAHALLE_ID", "ADA_NO", "PARSEL_NO"]].fillna("").itertuples(index=False, name=None)
        )
        there = parcels[parcels.geometry.notna()]
        district = features("boundary.geojson").geometry[0]
        assert EXPECTED["parcel"]["quarantined"] == {
            "invalid_geometry": int((~there.geometry.is_valid).sum()),
            "duplicate_key": sum(n for n in keys.values() if n > 1),
            "outside_municipality": int((~there.geometry.intersects(district)).sum()),
            "missing_geometry": len(parcels) - len(there),
        }

    def test_of_tables(self) -> None:
        nodes = {row["DUGUM_NO"] for row in rows_of("network_node.geojson")}
        cameras = rows_of("camera.xlsx")
        assert [c["SICIL_NO"] for c in cameras if c["DUGUM_NO"] not in nodes] == ["KMR-901"]
        assert [c["SICIL_NO"] for c in cameras if number(c["AZIMUT"]) > 360] == ["KMR-902"]
        assert [a["NUMARATAJ_ID"] for a in rows_of("address_point.xlsx") if a["KAPI_NO"] is None] == [
            "79900001"
        ]
        assert [a["SICIL_NO"] for a in rows_of("asset.csv") if a["ALIM_TARIHI"] == "31.02.2021"] == [
            "255-2021-9001"
        ]

    def test_of_registers(self) -> None:
        buildings = {row["YAPI_ID"] for row in rows_of("building.gpkg")}
        lost = [u["ADRES_NO"] for u in rows_of("building_unit.csv") if u["YAPI_ID"] not in buildings]
        assert lost == ["2999999999"]
        assert [row["NOKTA_NO"] for row in rows_of("control_point.xlsx") if number(row["KOT"]) > 9000] == [
            "P.9001"
        ]
        assert list(features("easement.zip").query("~geometry.is_valid")["IRTIFAK_NO"]) == ["İRT-901"]
        zones = Counter(row["IMAR_ADASI"] for row in rows_of("zoning.zip"))
        assert {zone: n for zone, n in zones.items() if n > 1} == {"46101-İ900": 2}
        assert [
            row["RUHSAT_NO"]
            for row in rows_of("excavation_permit.geojson")
            if row["BASLANGIC"] == "31.04.2025"
        ] == ["KR-2025-901"]
        north = {row["DURAK_NO"]: number(row["ENLEM"]) for row in rows_of("bus_stop.csv")}
        assert [stop for stop, latitude in north.items() if latitude < 35] == ["D-1901"]
        assert [row["TURU"] for row in rows_of("tree.csv") if row["AGAC_NO"] == "AĞ-90001"] == [
            "Aydınlatma direği"
        ]
        assert sum(1 for row in rows_of("tree.csv") if not row["AGAC_NO"]) == 1

    def test_of_no_other_layer(self) -> None:
        faulty = {layer for layer, expected in EXPECTED.items() if expected["quarantined"]}
        assert faulty == {
            "parcel", "building", "address_point", "camera", "asset",
            "building_unit", "easement", "control_point", "parcel_lineage", "zoning", "excavation_permit",
            "bus_stop", "tree",
            "water_valve", "hydrant", "manhole", "lighting_pole", "request", "work_order",
        }  # fmt: skip


class TestMess:
    def test_of_the_parcels_shapefile(self) -> None:
        with zipfile.ZipFile(SAMPLES / "parcel.zip") as archive:
            names = archive.namelist()
            table = archive.read("KADASTRO_PARSEL.dbf")
            projection = archive.read("KADASTRO_PARSEL.prj").decode()
        assert not [name for name in names if name.endswith(".cpg")]
        assert table[29] == 0x57
        assert "Ana Taşınmaz".encode("cp1254") in table
        assert projection.startswith('PROJCS["TUREF_TM30"')

    def test_of_the_tables(self) -> None:
        with pytest.raises(UnicodeDecodeError):
            (SAMPLES / "poi.csv").read_text(encoding="utf-8")
        assert (SAMPLES / "asset.csv").read_bytes().startswith(b"\xef\xbb\xbfSICIL_NO;")
        assert all("," in row["Y"] and "," in row["X"] for row in rows_of("address_point.xlsx"))
        assert openpyxl.load_workbook(SAMPLES / "address_point.xlsx").sheetnames == ["Numarataj", "Açıklama"]

    def test_every_turkish_letter_is_used(self) -> None:
        streets = [row["YOL_ADI"] for row in rows_of("road.geojson")]
        assert set("çÇğıIİöÖşŞüÜ") <= set("".join(streets + [row["ADI"] for row in rows_of("poi.csv")]))

    def test_of_coordinate_systems(self) -> None:
        files = ("parcel.zip", "building.gpkg", "water_pipe.zip", "road.geojson")
        found = [pyogrio.read_info(SAMPLES / file)["crs"] for file in files]
        assert found == ["EPSG:5254", "EPSG:4326", "EPSG:32636", "EPSG:4326"]


class TestPeople:
    def test_occur_nowhere_but_in_the_asset_register(self) -> None:
        texts = {file.name: text_in(file) for file in MADE}
        register = texts.pop("asset.csv")
        elsewhere = "\n".join(texts.values())
        assert len({name for name, _ in keepers()}) == len({phone for _, phone in keepers()}) == 40
        for person in keepers():
            for value in person:
                assert value in register
                assert value not in elsewhere

    def test_have_telephone_numbers_that_nobody_has(self) -> None:
        phones = [row["ZIMMETLI_TEL"] for row in rows_of("asset.csv")]
        phones += [row["TELEFON"] for row in rows_of("camera.xlsx") if row["TELEFON"]]
        phones += [row["TELEFON"] for row in rows_of("excavation_permit.geojson") if row["TELEFON"]]
        assert all(phone.startswith("0500 000 0") for phone in phones)
