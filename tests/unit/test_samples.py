"""The sample city: a town that holds together, in files that stay the same."""

import csv
import io
import json
import sqlite3
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pyogrio
import pytest
import rasterio
import shapely
import shapely.ops
import yaml
from shapely.geometry import LineString, Point, shape

from data.samples.make.__main__ import make_samples
from data.samples.make.addresses import side_of
from data.samples.make.city import City, make_city
from data.samples.make.facilities import TOWN_HALL
from data.samples.make.names import keepers
from data.samples.make.plan import NEIGHBOURHOODS
from etl.mapping import map_columns
from etl.mapping_file import find_mapping
from gis.municipality import Home
from gis.text import fold

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
HOME = Home(SAMPLES)
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((SAMPLES / "expected.yaml").read_text(encoding="utf-8"))
LOADS: list[dict[str, str]] = yaml.safe_load((SAMPLES / "load.yaml").read_text(encoding="utf-8"))
DATA_FILES = sorted(p for p in SAMPLES.iterdir() if p.is_file() and p.name not in ("README.md", "load.yaml", "municipality.yaml"))

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def city() -> City:
    return make_city()


@pytest.fixture(scope="module")
def parcels() -> gpd.GeoDataFrame:
    """The parcels of the file without the bad rows, whose sheet no other parcel has."""
    rows = pyogrio.read_dataframe(SAMPLES / "parcel.zip", encoding="cp1254")
    return rows[rows.PAFTA != "I24-B-99-D-9"]


@pytest.fixture(scope="module")
def buildings() -> gpd.GeoDataFrame:
    rows = pyogrio.read_dataframe(SAMPLES / "building.gpkg").to_crs("EPSG:5254")
    return rows[rows.KULLANIM_AMACI != "Arı kovanlığı"]


@pytest.fixture(scope="module")
def roads() -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(SAMPLES / "road.geojson").to_crs("EPSG:5254").set_index("YOL_ID")


def sheet(file: str) -> Rows:
    """The first sheet's rows."""
    lines = openpyxl.load_workbook(SAMPLES / file).worksheets[0].iter_rows(values_only=True)
    heading = next(lines)
    return [dict(zip(heading, line, strict=True)) for line in lines]


def table(file: str, encoding: str) -> Rows:
    with (SAMPLES / file).open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def number(text: str) -> float:
    return float(text.replace(",", "."))


def position(row: dict[str, Any]) -> Point:
    return Point(number(row["Y"]), number(row["X"]))


def attributes(file: str, layer: str | None = None) -> Rows:
    """A file's rows as texts, whatever its format."""
    match Path(file).suffix:
        case ".xlsx":
            return sheet(file)
        case ".csv":
            return table(file, "utf-8-sig" if file == "asset.csv" else "cp1254")
        case _:
            encoding = "cp1254" if file == "parcel.zip" else None
            frame = pyogrio.read_dataframe(SAMPLES / file, layer=layer, read_geometry=False, encoding=encoding)
            return frame.astype(object).where(frame.notna(), None).to_dict("records")


class TestFiles:
    @pytest.fixture(scope="class")
    def remade(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("samples")
        make_samples(folder)
        return folder

    @pytest.mark.parametrize("file", DATA_FILES, ids=lambda p: p.name)
    def test_are_what_the_script_makes(self, file: Path, remade: Path) -> None:
        assert content(remade / file.name) == content(file)

    def test_are_all_of_what_the_script_makes(self, remade: Path) -> None:
        assert {p.name for p in remade.iterdir()} == {p.name for p in DATA_FILES}

    def test_are_small(self) -> None:
        assert sum(p.stat().st_size for p in DATA_FILES) < 4_000_000
        assert (SAMPLES / "elevation.tif").stat().st_size < 1_500_000


def content(file: Path) -> Any:
    """What a file says, apart from how this machine's zlib packs it and which SQLite wrote it."""
    match file.suffix:
        case ".zip" | ".xlsx":
            with zipfile.ZipFile(file) as archive:
                return {m.filename: (m.date_time, archive.read(m)) for m in archive.infolist()}
        case ".gpkg":
            with sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True) as package:
                tables = [name for (name,) in package.execute("select name from sqlite_master where type = 'table' order by 1")]
                return {name: package.execute(f'select * from "{name}"').fetchall() for name in tables}
        case ".tif":
            with rasterio.open(file) as raster:
                overview = raster.read(1, out_shape=(raster.height // 2, raster.width // 2))
                return raster.profile, raster.read().tobytes(), overview.tobytes()
        case _:
            return file.read_bytes()


class TestHome:
    def test_is_a_municipality_with_every_layer_loaded_once(self) -> None:
        assert HOME.municipality.name.tr == "Çınarova Belediyesi"
        assert HOME.boundary.area > 0
        assert sorted(load["layer"] for load in LOADS) == sorted(HOME.registry.layers) == sorted(EXPECTED)

    def test_loads_nodes_before_what_refers_to_them(self) -> None:
        order = [load["layer"] for load in LOADS]
        assert order.index("network_node") < min(order.index("camera"), order.index("network_link"))

    @pytest.mark.parametrize("load", LOADS, ids=lambda load: load["layer"])
    def test_fills_every_field_of_every_layer(self, load: dict[str, str]) -> None:
        layer = HOME.registry.layers[load["layer"]]
        file = find_mapping(HOME, layer, str(SAMPLES / load["map"]) if "map" in load else None)
        columns = list(attributes(load["file"], load.get("source_layer"))[0])
        mapping = map_columns(layer, columns, file, taken=("X", "Y", "ENLEM", "BOYLAM"))
        assert {a.field.name for a in mapping.assignments} == {f.name for f in layer.fields}
        assert mapping.unused == ()

    @pytest.mark.parametrize("load", LOADS, ids=lambda load: load["layer"])
    def test_names_every_code_as_a_city_would(self, load: dict[str, str]) -> None:
        layer = HOME.registry.layers[load["layer"]]
        file = find_mapping(HOME, layer, str(SAMPLES / load["map"]) if "map" in load else None)
        rows = attributes(load["file"], load.get("source_layer"))
        unknown = 0
        for a in map_columns(layer, list(rows[0]), file, taken=("X", "Y", "ENLEM", "BOYLAM")).assignments:
            if a.field.codes is None:
                continue
            codes = HOME.registry.codes[a.field.codes].codes
            known = {fold(word) for c in codes for word in (c.title.tr, *c.aliases)} | {fold(w) for w in a.how.codes}
            unknown += sum(1 for row in rows if row[a.column] is not None and fold(str(row[a.column])) not in known)
        assert unknown == EXPECTED[layer.id]["quarantined"].get("unknown_code", 0)

    @pytest.mark.parametrize("load", LOADS, ids=lambda load: load["layer"])
    def test_expects_as_many_rows_as_there_are(self, load: dict[str, str]) -> None:
        expected = EXPECTED[load["layer"]]
        assert len(attributes(load["file"], load.get("source_layer"))) == expected["rows"]
        assert expected["published"] == expected["rows"] - sum(expected["quarantined"].values())


class TestBadRows:
    def test_of_parcels(self) -> None:
        rows = pyogrio.read_dataframe(SAMPLES / "parcel.zip", encoding="cp1254")
        keys = Counter(rows[["MAHALLE_ID", "ADA_NO", "PARSEL_NO"]].fillna("").itertuples(index=False, name=None))
        there = rows[rows.geometry.notna()]
        district = gpd.read_file(SAMPLES / "boundary.geojson").to_crs("EPSG:5254").geometry[0]
        assert EXPECTED["parcel"]["quarantined"] == {
            "invalid_geometry": int((~there.geometry.is_valid).sum()),
            "duplicate_key": sum(n for n in keys.values() if n > 1),
            "outside_boundary": int((~there.geometry.intersects(district)).sum()),
            "missing_geometry": len(rows) - len(there),
        }

    def test_of_tables(self) -> None:
        nodes = {row["DUGUM_NO"] for row in attributes("network_node.geojson")}
        cameras = sheet("camera.xlsx")
        assert sum(1 for c in cameras if c["DUGUM_NO"] not in nodes) == 1
        assert sum(1 for c in cameras if number(c["AZIMUT"]) > 360) == 1
        assert sum(1 for a in sheet("address_point.xlsx") if a["KAPI_NO"] is None) == 1
        assert sum(1 for a in table("asset.csv", "utf-8-sig") if a["ALIM_TARIHI"] == "31.02.2021") == 1


class TestMess:
    def test_of_the_parcels_shapefile(self) -> None:
        with zipfile.ZipFile(SAMPLES / "parcel.zip") as archive:
            names = archive.namelist()
            dbf = archive.read("KADASTRO_PARSEL.dbf")
            prj = archive.read("KADASTRO_PARSEL.prj").decode()
        assert not [n for n in names if n.endswith(".cpg")]
        assert dbf[29] == 0x57
        assert "Ana Taşınmaz".encode("cp1254") in dbf
        assert prj.startswith('PROJCS["TUREF_TM30"')

    def test_of_the_tables(self) -> None:
        with pytest.raises(UnicodeDecodeError):
            (SAMPLES / "poi.csv").read_text(encoding="utf-8")
        assert (SAMPLES / "asset.csv").read_bytes().startswith(b"\xef\xbb\xbfSICIL_NO;")
        assert all(isinstance(row["Y"], str) and "," in row["Y"] for row in sheet("address_point.xlsx"))
        assert openpyxl.load_workbook(SAMPLES / "address_point.xlsx").sheetnames == ["Numarataj", "Açıklama"]

    def test_every_turkish_letter_is_used(self) -> None:
        text = "".join(r["YOL_ADI"] for r in attributes("road.geojson"))
        assert set("çÇğıIİöşŞüÜ") <= set(text)

    def test_one_file_a_crs_of_its_own(self) -> None:
        found = {f: pyogrio.read_info(SAMPLES / f)["crs"] for f in ("parcel.zip", "building.gpkg", "water_pipe.zip", "road.geojson")}
        assert found == {
            "parcel.zip": "EPSG:5254",
            "building.gpkg": "EPSG:4326",
            "water_pipe.zip": "EPSG:32636",
            "road.geojson": "EPSG:4326",
        }


class TestLand:
    def test_parcels_tile_their_block(self, parcels: gpd.GeoDataFrame) -> None:
        assert len(parcels) > 1200
        for _, block in parcels[parcels.ADA_NO.notna()].groupby(["MAHALLE_ID", "ADA_NO"]):
            assert_tiles(block.geometry.to_numpy())

    def test_parcels_of_villages_have_no_block_number_and_tile_too(self, parcels: gpd.GeoDataFrame, city: City) -> None:
        villages = {n.code for n in NEIGHBOURHOODS if n.is_village}
        assert set(parcels[parcels.ADA_NO.isna()].MAHALLE_ID) == villages
        assert not set(parcels[parcels.ADA_NO.notna()].MAHALLE_ID) & villages
        for block in {id(p.block): p.block for p in city.parcels}.values():
            assert_tiles(np.array([p.land for p in city.parcels if p.block is block]))

    def test_no_two_parcels_overlap(self, parcels: gpd.GeoDataFrame) -> None:
        assert shapely.coverage_is_valid(parcels.geometry.to_numpy())

    def test_parcels_are_registered_with_their_area(self, parcels: gpd.GeoDataFrame) -> None:
        registered = parcels.ALAN.str.replace(".", "").str.replace(",", ".").astype(float)
        assert (abs(registered / parcels.area - 1) < 0.003).all()

    def test_parcels_lie_in_their_neighbourhood(self, parcels: gpd.GeoDataFrame) -> None:
        areas = gpd.read_file(SAMPLES / "neighbourhood.geojson").to_crs("EPSG:5254").set_index("MAHALLE_KODU").geometry
        for code, of_it in parcels.groupby("MAHALLE_ID"):
            assert shapely.covers(areas[code], of_it.geometry.to_numpy()).all()

    def test_neighbourhoods_tile_the_district(self) -> None:
        areas = [shape(f["geometry"]) for f in json.loads((SAMPLES / "neighbourhood.geojson").read_text())["features"]]
        district = shape(json.loads((SAMPLES / "district.geojson").read_text())["features"][0]["geometry"])
        assert shapely.coverage_is_valid(areas)
        assert shapely.coverage_union_all(areas).symmetric_difference(district).area < 1e-9 * district.area

    def test_buildings_stand_strictly_inside_parcels(self, buildings: gpd.GeoDataFrame, parcels: gpd.GeoDataFrame) -> None:
        tree = shapely.STRtree(parcels.geometry.to_numpy())
        within, _ = tree.query(buildings.geometry.to_numpy(), predicate="within")
        assert sorted(within) == list(range(len(buildings)))
        borders = parcels.boundary.union_all()
        shapely.prepare(borders)
        assert not shapely.intersects(borders, buildings.geometry.to_numpy()).any()

    def test_buildings_do_not_overlap(self, buildings: gpd.GeoDataFrame) -> None:
        shapes = buildings.geometry.to_numpy()
        a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        assert (a == b).all()


def assert_tiles(pieces: Any) -> None:
    """Pieces share borders vertex by vertex and leave no gap."""
    assert shapely.coverage_is_valid(pieces)
    whole = shapely.coverage_union_all(pieces)
    assert whole.geom_type == "Polygon"
    assert not whole.interiors


class TestStreets:
    def test_connect_into_one_network(self, roads: gpd.GeoDataFrame) -> None:
        raw = json.loads((SAMPLES / "road.geojson").read_text())["features"]
        vertices = [{tuple(c) for c in f["geometry"]["coordinates"]} for f in raw]
        reached, rest = vertices[0], vertices[1:]
        while near := [v for v in rest if v & reached]:
            reached, rest = reached.union(*near), [v for v in rest if not v & reached]
        assert not rest

    def test_have_a_vertex_where_they_meet(self, roads: gpd.GeoDataFrame) -> None:
        lines = roads.geometry.to_list()
        a, b = shapely.STRtree(lines).query(lines, predicate="intersects")
        for i, j in zip(a, b, strict=True):
            if i < j:
                for point in shapely.get_parts(lines[i].intersection(lines[j])):
                    ends = [Point(c) for line in (lines[i], lines[j]) for c in line.coords]
                    assert sum(point.distance(end) < 0.002 for end in ends) >= 2

    def test_land_leaves_their_width_free(self, roads: gpd.GeoDataFrame, parcels: gpd.GeoDataFrame) -> None:
        carriageways = roads.geometry.buffer(roads.GENISLIK / 2 - 0.3, cap_style="flat").to_numpy()
        on_road, _ = shapely.STRtree(carriageways).query(parcels.geometry.to_numpy(), predicate="intersects")
        assert len(on_road) == 0


class TestAddresses:
    @pytest.fixture(scope="class")
    def doors(self) -> Rows:
        return [row for row in sheet("address_point.xlsx") if row["KAPI_NO"]]

    def test_stand_on_the_side_their_number_says(self, doors: Rows, roads: gpd.GeoDataFrame) -> None:
        for door in doors:
            road = roads.loc[door["YOL_ID"]]
            assert road.YOL_ADI == door["SOKAK_ADI"]
            assert seen_side(road.geometry, position(door)) == door["TARAF"]
            odd = int(door["KAPI_NO"].split("/")[0]) % 2 == 1
            assert door["TARAF"] == ("Sol" if odd else "Sağ")

    def test_numbers_rise_along_the_street_and_none_is_given_twice(self, doors: Rows, roads: gpd.GeoDataFrame) -> None:
        assert len({(d["YOL_ID"], d["KAPI_NO"]) for d in doors}) == len(doors)
        sides: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for door in doors:
            if "/" not in door["KAPI_NO"]:
                along = roads.loc[door["YOL_ID"]].geometry.project(position(door))
                sides.setdefault((door["YOL_ID"], door["TARAF"]), []).append((int(door["KAPI_NO"]), along))
        for numbers in sides.values():
            along = [at for _, at in sorted(numbers)]
            assert all(here < there for here, there in zip(along, along[1:], strict=False))

    def test_belong_to_a_building_on_their_parcel(self, doors: Rows, city: City) -> None:
        land = {b.code: b.parcel.land for b in city.buildings}
        assert all(land[d["YAPI_ID"]].contains(position(d)) for d in doors)

    def test_streets_sides_are_told_apart(self, city: City) -> None:
        street = city.streets[0]
        x, y = street.line.interpolate(0.5, normalized=True).coords[0]
        assert {side_of(street, Point(x, y + 9)), side_of(street, Point(x, y - 9))} == {"Sol", "Sağ"}


def seen_side(line: LineString, place: Point) -> str:
    """By the sign of the area between the street near a place and the place."""
    along = line.project(place)
    near = shapely.ops.substring(line, max(0, along - 1), min(line.length, along + 1))
    ring = shapely.LinearRing([near.coords[0], near.coords[-1], place.coords[0]])
    return "Sol" if ring.is_ccw else "Sağ"


class TestNetworks:
    def test_pipes_lie_under_streets(self, city: City) -> None:
        streets = shapely.union_all([s.line.buffer(s.width_m / 2) for s in city.streets])
        shapely.prepare(streets)
        pipes = [p.line for p in (*city.water_pipes, *city.sewer_pipes)]
        assert shapely.covers(streets, pipes).all()

    def test_sewers_fall_below_the_ground(self) -> None:
        pipes = pyogrio.read_dataframe(SAMPLES / "sewer_pipe.gpkg", layer="kanal_hatti")
        assert (pipes.AKAR_KOTU_BAS > pipes.AKAR_KOTU_SON).all()
        with rasterio.open(SAMPLES / "elevation.tif") as raster:
            for end, column in ((0, "AKAR_KOTU_BAS"), (-1, "AKAR_KOTU_SON")):
                ends = [line.coords[end] for line in pipes.geometry]
                ground = np.array([v[0] for v in raster.sample(ends)])
                depth = ground - pipes[column].to_numpy()
                assert (depth > 0.8).all()
                assert (depth < 4).all()

    def test_sewers_flow_on_into_a_pipe_that_is_not_higher(self) -> None:
        pipes = pyogrio.read_dataframe(SAMPLES / "sewer_pipe.gpkg", layer="kanal_hatti")
        tops = {p.geometry.coords[0]: p.AKAR_KOTU_BAS for p in pipes.itertuples()}
        outlets = {p.geometry.coords[-1] for p in pipes.itertuples() if p.geometry.coords[-1] not in tops}
        assert len(outlets) == 1
        assert all(p.AKAR_KOTU_SON >= tops[p.geometry.coords[-1]] - 2.5 for p in pipes.itertuples() if p.geometry.coords[-1] in tops)

    def test_links_end_at_their_nodes(self) -> None:
        nodes = gpd.read_file(SAMPLES / "network_node.geojson").to_crs("EPSG:5254").set_index("DUGUM_NO").geometry
        links = pyogrio.read_dataframe(SAMPLES / "network_link.gpkg")
        assert len(nodes) == 80
        assert len(links) == 90
        for link in links.itertuples():
            assert Point(link.geometry.coords[0]).distance(nodes[link.BAS_DUGUM]) < 0.005
            assert Point(link.geometry.coords[-1]).distance(nodes[link.SON_DUGUM]) < 0.005

    def test_fibres_lie_under_streets_but_for_their_ends(self, city: City) -> None:
        streets = shapely.union_all([s.line.buffer(s.width_m / 2) for s in city.streets])
        for link in city.links:
            if link.medium == "Fiber":
                assert streets.covers(LineString(link.line.coords[1:-1])) if len(link.line.coords) > 3 else True
                assert link.line.difference(streets).length < 90

    def test_every_node_is_reached(self, city: City) -> None:
        reached = {city.nodes[0].number}
        for _ in city.nodes:
            reached |= {n.number for link in city.links for n in (link.start, link.end) if {link.start.number, link.end.number} & reached}
        assert reached == {n.number for n in city.nodes}

    def test_the_system_room_is_in_the_town_hall(self, buildings: gpd.GeoDataFrame) -> None:
        nodes = gpd.read_file(SAMPLES / "network_node.geojson").to_crs("EPSG:5254")
        rooms = nodes[nodes.TURU == "Sistem Odası"]
        town_hall = buildings[buildings.YAPI_ADI == TOWN_HALL]
        assert len(rooms) == len(town_hall) == 1
        assert town_hall.geometry.iloc[0].contains(rooms.geometry.iloc[0])

    def test_cameras_hang_near_the_node_they_are_connected_to(self) -> None:
        nodes = gpd.read_file(SAMPLES / "network_node.geojson").to_crs("EPSG:5254").set_index("DUGUM_NO").geometry
        cameras = [c for c in sheet("camera.xlsx") if c["SICIL_NO"] < "KMR-900"]
        assert len(cameras) == 60
        assert all(position(c).distance(nodes[c["DUGUM_NO"]]) < (1 if c["MONTAJ"] == "Direk" else 40) for c in cameras)


class TestPeopleAndThings:
    def test_assets_stand_in_municipal_buildings(self, city: City, buildings: gpd.GeoDataFrame) -> None:
        municipal = {b.name for b in city.buildings if b.facility and b.facility.municipal}
        shapes = buildings[buildings.YAPI_ADI.isin(municipal)].union_all()
        assert all(shapes.contains(position(a)) for a in table("asset.csv", "utf-8-sig"))

    def test_keepers_occur_nowhere_else(self) -> None:
        texts = {p.name: everything_in(p) for p in DATA_FILES}
        elsewhere = "\n".join(text for name, text in texts.items() if name != "asset.csv")
        people = keepers()
        assert len({name for name, _ in people}) == len({phone for _, phone in people}) == 40
        for name, phone in people:
            assert name in texts["asset.csv"]
            assert phone in texts["asset.csv"]
            assert name not in elsewhere
            assert phone not in elsewhere

    def test_telephone_numbers_are_of_the_range_nobody_has(self) -> None:
        phones = [a["ZIMMETLI_TEL"] for a in table("asset.csv", "utf-8-sig")] + [c["TELEFON"] for c in sheet("camera.xlsx")]
        assert all(phone.startswith("0500 000 0") for phone in phones if phone)

    def test_places_lie_in_their_building_or_along_a_street(self, city: City) -> None:
        places = {p.name: p for p in city.places}
        assert len(places) == len(city.places) == 121
        for building in city.buildings:
            if building.name:
                assert building.footprint.contains(places[building.name].place)


def everything_in(file: Path) -> str:
    """All the text of a file, unpacked."""
    if file.suffix in (".zip", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
            raw = b"\n".join(archive.read(name) for name in archive.namelist())
    else:
        raw = file.read_bytes()
    return raw.decode("cp1254" if file.name in ("poi.csv", "parcel.zip") else "utf-8", errors="replace")


class TestTerrain:
    def test_is_a_tiled_raster_with_overviews(self) -> None:
        with rasterio.open(SAMPLES / "elevation.tif") as raster:
            assert raster.crs.to_epsg() == 5254
            assert raster.res == (10.0, 10.0)
            assert raster.profile["tiled"]
            assert raster.overviews(1)
            assert raster.nodata == -9999
            assert (raster.read(1) == raster.nodata).any()

    def test_covers_the_district(self, city: City) -> None:
        with rasterio.open(SAMPLES / "elevation.tif") as raster:
            heights = [v[0] for v in raster.sample(city.district.exterior.coords)]
        assert 900 < min(heights) < max(heights) < 1300

    def test_the_river_runs_downhill_in_a_valley(self, city: City) -> None:
        inside = city.river.intersection(city.district.buffer(200))
        along = [inside.interpolate(at) for at in range(0, int(inside.length), 50)]
        levels = [city.terrain.height(p.x, p.y) for p in along]
        assert all(below < above for above, below in zip(levels, levels[2:], strict=False))
        for point, level in zip(along[2:-2], levels[2:-2], strict=True):
            assert city.terrain.height(point.x - 400, point.y) > level + 5
            assert city.terrain.height(point.x + 400, point.y) > level + 5
