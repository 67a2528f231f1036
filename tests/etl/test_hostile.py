"""Files made to do harm end as an error that says what is wrong, with bounded time and memory; each is built here."""

import bz2
import gzip
import http.server
import io
import json
import sqlite3
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from shapely import Point

from etl.read import layers_of
from etl.source import SourceLimits, SourceRequest
from gis.errors import SourceError
from tests.etl.files import read, write_shapefile
from tests.etl.test_formats import KML, dxf, line

SECRET = "SECRET-OF-THIS-MACHINE"


def refused(path: Path, limits: SourceLimits | None = None) -> str:
    """Why, as a code; the message tells nothing of other files."""
    with pytest.raises(SourceError) as error:
        read(SourceRequest(path), limits)
    assert SECRET not in error.value.told("en")
    assert error.value.message.tr != error.value.message.en
    return error.value.code


@pytest.fixture
def visits() -> Iterator[list[str]]:
    """Paths asked of a server nobody should visit; its address is the first."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = [f"http://127.0.0.1:{server.server_port}"]
    try:
        yield found
        assert asked == []
    finally:
        server.shutdown()
        server.server_close()


class TestBombs:
    @pytest.mark.parametrize("name", ["a.csv.gz", "a.csv.bz2", "a.tar.gz"])
    def test_what_unfolds_from_a_compressed_file(self, folder: Path, name: str) -> None:
        data = b"A,B\n" + b"0,0\n" * 4_000_000
        if name == "a.tar.gz":
            packed = io.BytesIO()
            with tarfile.open(fileobj=packed, mode="w") as out:
                entry = tarfile.TarInfo("a.csv")
                entry.size = len(data)
                out.addfile(entry, io.BytesIO(data))
            data = packed.getvalue()
        pack = bz2.compress if name.endswith("bz2") else gzip.compress
        (folder / name).write_bytes(pack(data))
        assert refused(folder / name) == "archive_too_large"

    @pytest.mark.parametrize("name", ["a.kmz", "a.xlsx", "a.gdb.zip"])
    def test_what_unfolds_from_a_zip_of_any_name(self, folder: Path, name: str) -> None:
        member = {"a.kmz": "doc.kml", "a.xlsx": "xl/workbook.xml", "a.gdb.zip": "a.gdb/a00000001.gdbtable"}[
            name
        ]
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr(member, b"<kml>" + b" " * 50_000_000)
        assert refused(folder / name) == "archive_too_large"

    def test_archives_in_archives(self, folder: Path) -> None:
        with zipfile.ZipFile(folder / "in.zip", "w") as out:
            out.writestr("a.csv", "A,B\n1,2\n")
        with zipfile.ZipFile(folder / "renamed.zip", "w") as out:
            out.write(folder / "in.zip", "a.csv")
        assert refused(folder / "renamed.zip") == "nested_archive"
        (folder / "a.csv.gz").write_bytes(gzip.compress(gzip.compress(b"A,B\n1,2\n")))
        assert refused(folder / "a.csv.gz") == "nested_archive"

    def test_a_member_that_claims_to_be_small(self, folder: Path) -> None:
        with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("a.csv", b"0,0\n" * 5_000_000)
        data = (
            (folder / "a.zip")
            .read_bytes()
            .replace((20_000_000).to_bytes(4, "little"), (900).to_bytes(4, "little"))
        )
        (folder / "a.zip").write_bytes(data)
        assert refused(folder / "a.zip") in ("truncated_source", "archive_too_large")

    def test_a_parquet_file_that_claims_more_rows_than_allowed(self, folder: Path) -> None:
        pq.write_table(pa.table({"a": pa.array(np.zeros(100_000))}), folder / "a.parquet")
        assert refused(folder / "a.parquet", SourceLimits(rows=1000)) == "source_too_large"


class TestArchiveNames:
    def test_links_and_devices_are_not_followed(self, folder: Path) -> None:
        secret = folder / "secret.csv"
        secret.write_text(f"A,B\n{SECRET},1\n")
        with tarfile.open(folder / "a.tar", "w") as out:
            for name, kind in (
                ("a.csv", tarfile.SYMTYPE),
                ("b.csv", tarfile.LNKTYPE),
                ("c.csv", tarfile.CHRTYPE),
            ):
                entry = tarfile.TarInfo(name)
                entry.type, entry.linkname = kind, str(secret)
                out.addfile(entry)
        assert refused(folder / "a.tar") == "no_source_layer"
        with zipfile.ZipFile(folder / "a.zip", "w") as zipped:
            member = zipfile.ZipInfo("a.csv")
            member.external_attr = 0o120777 << 16
            zipped.writestr(member, str(secret))
        assert refused(folder / "a.zip") == "no_source_layer"

    def test_a_tar_whose_names_climb_out(self, folder: Path) -> None:
        (folder / "in").mkdir()
        data = b"A,B\n1,2\n"
        with tarfile.open(folder / "in" / "a.tar", "w") as out:
            entry = tarfile.TarInfo("../../climbed.csv")
            entry.size = len(data)
            out.addfile(entry, io.BytesIO(data))
        assert len(read(SourceRequest(folder / "in" / "a.tar")).rows) == 1
        assert not list(folder.parent.glob("climbed*"))
        assert not list(folder.glob("climbed*"))


LAUGH = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGH}]>'


class TestXml:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
    @pytest.mark.parametrize("name", ["a.kml", "a.gml", "a.osm"])
    def test_definitions_of_entities(self, folder: Path, name: str, encoding: str) -> None:
        root = {
            "a.kml": "kml",
            "a.gml": "gml:FeatureCollection xmlns:gml='http://www.opengis.net/gml'",
            "a.osm": "osm",
        }
        text = f"<!-- a --><?x y?>\n{BOMB}<{root[name]}>&l9;</{root[name].split()[0]}>"
        (folder / name).write_bytes(text.encode(encoding))
        assert refused(folder / name) == "hostile_source"

    def test_an_external_entity(self, folder: Path) -> None:
        (folder / "secret.txt").write_text(SECRET)
        head = f'<!DOCTYPE kml [<!ENTITY e SYSTEM "file://{folder}/secret.txt">]>'
        (folder / "a.kml").write_text(KML.replace("<kml ", head + "<kml ", 1).replace("K1", "&e;"))
        assert refused(folder / "a.kml") == "hostile_source"

    def test_entities_in_a_workbook(self, folder: Path) -> None:
        book = openpyxl.Workbook()
        book.worksheets[0].append(["AD", "NO"])
        book.save(folder / "good.xlsx")
        with zipfile.ZipFile(folder / "good.xlsx") as good, zipfile.ZipFile(folder / "a.xlsx", "w") as out:
            for member in good.infolist():
                data = good.read(member)
                if member.filename.endswith("sheet1.xml"):
                    data = BOMB.encode() + data.replace(b"<sheetData>", b"<sheetData>&l9;")
                out.writestr(member, data)
        assert refused(folder / "a.xlsx") == "hostile_source"

    def test_gml_with_a_schema_and_links_elsewhere(self, folder: Path, visits: list[str]) -> None:
        text = (
            '<k:FeatureCollection xmlns:k="urn:k" xmlns:gml="http://www.opengis.net/gml" '
            'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:schemaLocation="urn:k {visits[0]}/k.xsd"><gml:featureMember><k:p gml:id="a"><k:no>1</k:no>'
            f'<k:other xlink:href="{visits[0]}/x.gml#b"/></k:p></gml:featureMember></k:FeatureCollection>'
        )
        (folder / "a.gml").write_text(text)
        assert read(SourceRequest(folder / "a.gml")).rows["no"].tolist() == ["1"]


class TestPointers:
    def test_vrt_however_it_is_called(self, folder: Path, visits: list[str]) -> None:
        write_shapefile(folder / "secret.shp", {"A": [SECRET]}, [Point(1, 1)])
        for at, elsewhere in enumerate(
            (f"{folder}/secret.shp", f"/vsicurl/{visits[0]}/a.geojson", "PG:host=127.0.0.1")
        ):
            vrt = f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{elsewhere}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
            for name in ("a.vrt", "a.gml", "a.csv", "a.json"):
                file = folder / f"{at}{name}"
                file.write_text(vrt)
                assert refused(file) == "unsupported_format"
            with zipfile.ZipFile(folder / f"{at}.zip", "w") as out:
                out.writestr("a.gml", vrt)
            assert refused(folder / f"{at}.zip") == "unsupported_format"

    def test_json_that_is_a_command_to_gdal(self, folder: Path) -> None:
        write_shapefile(folder / "secret.shp", {"A": [SECRET]}, [Point(1, 1)])
        command = {"type": "gdal_streamed_alg", "command_line": f"gdal vector filter {folder}/secret.shp"}
        (folder / "a.json").write_text(json.dumps(command))
        assert refused(folder / "a.json") == "unsupported_format"

    def test_a_view_in_a_geopackage(self, folder: Path, visits: list[str]) -> None:
        file = folder / "a.gpkg"
        pyogrio.write_dataframe(
            gpd.GeoDataFrame({"A": [1]}, geometry=[Point(1, 1)], crs=4326), file, layer="t"
        )
        with closing(sqlite3.connect(file)) as database:
            database.execute(f"CREATE VIEW v AS SELECT fid, geom, ogr_geocode('{visits[0]}') AS A FROM t")
            database.execute("UPDATE gpkg_contents SET table_name = 'v', identifier = 'v'")
            database.execute("UPDATE gpkg_geometry_columns SET table_name = 'v'")
            database.commit()
        assert refused(file) == "hostile_source"

    def test_a_mapinfo_table_of_tables(self, folder: Path) -> None:
        (folder / "a.tab").write_text(
            '!table\n!version 300\nDefinition Table\n  Type NATIVE Charset "WindowsTurkish"\n  Fields 1\n    A Char (10) ;\n'
            'begin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n'
        )
        assert refused(folder / "a.tab") == "hostile_source"


class TestSize:
    def test_thousands_of_columns(self, folder: Path) -> None:
        (folder / "a.csv").write_text(",".join(f"c{i}" for i in range(3000)) + "\n" + "1," * 2999 + "1\n")
        assert refused(folder / "a.csv") == "too_many_columns"
        properties = {f"c{i}": i for i in range(3000)}
        feature = {"type": "Feature", "properties": properties, "geometry": None}
        (folder / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
        assert refused(folder / "a.geojson") == "too_many_columns"

    def test_a_giant_geometry_is_a_flaw_of_its_row(self, folder: Path) -> None:
        giant = shapely.LineString(np.random.default_rng(1).random((50_000, 2)))
        frame = gpd.GeoDataFrame(
            {"A": ["big", "small"]}, geometry=[giant, shapely.LineString([(0, 0), (1, 1)])], crs=4326
        )
        pyogrio.write_dataframe(frame, folder / "a.gpkg")
        found = read(SourceRequest(folder / "a.gpkg"), SourceLimits(geometry_bytes=100_000))
        assert [(f.code, f.rows.tolist()) for f in found.flaws] == [("geometry_too_large", [0])]
        assert found.rows.geometry.iloc[1] is not None

    def test_coordinates_that_are_no_numbers_pass_to_the_checks(self, folder: Path) -> None:
        points = [Point(float("inf"), 1), Point(float("nan"), 1), Point(1, 1)]
        pyogrio.write_dataframe(
            gpd.GeoDataFrame({"A": [1, 2, 3]}, geometry=points, crs=4326), folder / "a.gpkg"
        )
        assert len(read(SourceRequest(folder / "a.gpkg")).rows) == 3

    def test_blocks_within_blocks(self, folder: Path) -> None:
        """Ten inserts of a block of ten inserts …: ten to the eighth lines, if anybody drew them."""
        blocks = "0\nSECTION\n2\nBLOCKS\n"
        for level in range(8):
            inside = (
                line("0", 0, 0, 1, 1)
                if level == 0
                else f"0\nINSERT\n8\n0\n2\nB{level - 1}\n10\n0\n20\n0\n" * 10
            )
            blocks += f"0\nBLOCK\n8\n0\n2\nB{level}\n70\n0\n10\n0\n20\n0\n{inside}0\nENDBLK\n8\n0\n"
        text = dxf("0\nINSERT\n8\n0\n2\nB7\n10\n0\n20\n0\n").decode("cp1254")
        text = text.replace("0\nSECTION\n2\nENTITIES\n", blocks + "0\nENDSEC\n0\nSECTION\n2\nENTITIES\n")
        (folder / "a.dxf").write_text(text)
        assert refused(folder / "a.dxf") == "source_too_large"

    def test_a_file_that_lies_about_its_type(self, folder: Path) -> None:
        pyogrio.write_dataframe(
            gpd.GeoDataFrame({"A": [1]}, geometry=[Point(1, 1)], crs=4326), folder / "a.gpkg"
        )
        data = (folder / "a.gpkg").read_bytes()
        for name in ("a.csv", "a.shp", "a.geojson", "a.kml"):
            (folder / name).write_bytes(data)
            assert read(SourceRequest(folder / name)).source.format == "GPKG"
        for name in ("b.gpkg", "b.shp", "b.parquet", "b.fgb", "b.dxf"):
            (folder / name).write_bytes(b"\x7fELF" + bytes(range(256)) * 8)
            assert refused(folder / name) == "unsupported_format"

    @pytest.mark.parametrize("driver", ["FlatGeobuf", "GPKG", "ESRI Shapefile", "OpenFileGDB"])
    def test_damaged_anywhere_ends_orderly(self, folder: Path, driver: str) -> None:
        """Bytes are spoilt at random places; a crash of GDAL would end this test run."""
        name = {"FlatGeobuf": "a.fgb", "GPKG": "a.gpkg", "ESRI Shapefile": "a.shp", "OpenFileGDB": "a.gdb"}[
            driver
        ]
        frame = gpd.GeoDataFrame({"A": ["x" * 20] * 50}, geometry=[Point(i, i) for i in range(50)], crs=4326)
        pyogrio.write_dataframe(frame, folder / name, driver=driver)
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        random = np.random.default_rng(4)
        said: list[str] = []
        for _ in range(25):
            file = files[random.integers(len(files))]
            whole = file.read_bytes()
            data = bytearray(whole)
            for at in random.integers(0, max(1, len(data)), 8):
                data[at : at + 1] = random.bytes(1)
            file.write_bytes(data)
            try:
                read(SourceRequest(folder / name))
                layers_of(SourceRequest(folder / name))
            except SourceError as error:
                said.append(error.code)
            finally:
                file.write_bytes(whole)
        assert said
