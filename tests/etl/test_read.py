"""Files of every supported format are read whole, or refused with a reason; never in part, never with a traceback."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely
from shapely import Point, Polygon

from etl.source import SourceLimits, SourceRequest
from gis.errors import SourceError
from tests.etl.files import read, write_geojson, write_shapefile, write_workbook

POINTS = [Point(32.8, 39.9), Point(32.81, 39.91)]
COLUMNS: dict[str, list[Any]] = {"ADI": ["Çınar", "Iğdır"], "NO": [1, 2]}


def refused(path: Path, **said: str) -> SourceError:
    with pytest.raises(SourceError) as error:
        read(SourceRequest(path, **said))  # type: ignore[arg-type]
    assert path.name in error.value.message.tr
    return error.value


def test_a_shapefile_without_its_index_is_read_and_its_folder_left_alone(folder: Path) -> None:
    file = write_shapefile(folder / "yol.shp", COLUMNS, POINTS)
    file.with_suffix(".shx").unlink()
    before = sorted(p.name for p in folder.iterdir())
    source = read(SourceRequest(file))
    assert source.rows.geometry.tolist() == POINTS
    assert sorted(p.name for p in folder.iterdir()) == before


def test_a_shapefile_with_capital_extensions(folder: Path) -> None:
    write_shapefile(folder / "yol.shp", COLUMNS, POINTS)
    for part in list(folder.iterdir()):
        part.rename(folder / part.name.upper())
    source = read(SourceRequest(folder / "YOL.SHP"))
    assert source.rows["ADI"].tolist() == ["Çınar", "Iğdır"]
    assert source.source.crs is not None


def test_the_dbf_leads_to_its_shapefile(folder: Path) -> None:
    file = write_shapefile(folder / "yol.shp", COLUMNS, POINTS)
    assert read(SourceRequest(file.with_suffix(".dbf"))).source.has_geometry


@pytest.mark.parametrize("part", [".shp", ".dbf"])
def test_a_cut_shapefile_is_refused(folder: Path, part: str) -> None:
    file = write_shapefile(folder / "yol.shp", {"ADI": ["a"] * 50}, [Point(i, i) for i in range(50)])
    cut = file.with_suffix(part)
    cut.write_bytes(cut.read_bytes()[:-200])
    with pytest.raises(SourceError) as error:
        read(SourceRequest(file))
    assert error.value.code == "truncated_source"


def test_a_whole_number_column_with_gaps_stays_whole(folder: Path) -> None:
    gaps = gpd.GeoDataFrame({"KOD": [46105, None]}, geometry=POINTS, crs=4326).astype({"KOD": "Int64"})
    pyogrio.write_dataframe(gaps, folder / "a.gpkg")
    assert read(SourceRequest(folder / "a.gpkg")).rows["KOD"].tolist()[0] == 46105
    assert str(read(SourceRequest(folder / "a.gpkg")).rows["KOD"].iloc[0]) == "46105"


def test_several_layers_are_listed_and_one_is_chosen(folder: Path) -> None:
    file = folder / "iki.gpkg"
    frame = gpd.GeoDataFrame(COLUMNS, geometry=POINTS, crs=5255)
    pyogrio.write_dataframe(frame, file, layer="ada")
    pyogrio.write_dataframe(frame.head(1), file, layer="parsel", append=True)
    error = refused(file)
    assert error.code == "several_source_layers"
    assert "ada" in error.message.en
    assert "parsel" in error.message.en
    assert len(read(SourceRequest(file, layer="PARSEL")).rows) == 1
    assert refused(file, layer="bina").code == "unknown_source_layer"


def test_qgis_styles_beside_the_data_are_no_layer(folder: Path) -> None:
    file = folder / "tek.gpkg"
    pyogrio.write_dataframe(gpd.GeoDataFrame(COLUMNS, geometry=POINTS, crs=5255), file, layer="ada")
    pyogrio.write_dataframe(gpd.pd.DataFrame({"styleName": ["x"]}), file, layer="layer_styles", append=True)
    assert read(SourceRequest(file)).source.layer == "ada"


def test_a_damaged_page_loses_no_row_in_silence(folder: Path) -> None:
    file = folder / "bozuk.gpkg"
    many = gpd.GeoDataFrame(
        {"ad": [f"ad {i:05d} " * 8 for i in range(2000)]},
        geometry=[Point(i, 1) for i in range(2000)],
        crs=4326,
    )
    pyogrio.write_dataframe(many, file, layer="x")
    data = bytearray(file.read_bytes())
    page = data.find(b"ad 01000") // 4096 * 4096
    data[page : page + 16] = b"\xff" * 16
    file.write_bytes(data)
    error = refused(file)
    assert error.code == "truncated_source"
    assert "2000" in error.message.en


def test_text_that_is_not_in_the_files_encoding_marks_its_row(folder: Path) -> None:
    file = folder / "a.gpkg"
    pyogrio.write_dataframe(gpd.GeoDataFrame(COLUMNS, geometry=POINTS, crs=4326), file, layer="a")
    edit_geopackage(file, "UPDATE a SET ADI = CAST(X'41DD42' AS text) WHERE fid = 2")
    source = read(SourceRequest(file))
    assert [(f.code, f.rows.tolist()) for f in source.flaws] == [("unreadable_text", [1])]
    assert source.rows["ADI"].tolist()[0] == "Çınar"


def test_geojson_with_a_byte_order_mark(folder: Path) -> None:
    file = write_geojson(folder / "a.geojson", COLUMNS, POINTS)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read(SourceRequest(file)).rows["ADI"].tolist() == ["Çınar", "Iğdır"]


def test_a_value_of_another_type_keeps_its_text(folder: Path) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"no": value},
            "geometry": {"type": "Point", "coordinates": [32, 39]},
        }
        for value in (12, "12/A")
    ]
    file = folder / "a.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert read(SourceRequest(file)).rows["no"].tolist() == ["12", "12/A"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.geojson", b'{"type":"FeatureCollection","features":[{"type":"Fea', "truncated_source"),
        ("a.json", b'{"rows":[{"type":"FeatureCollection"}]}', "unsupported_format"),
        ("a.csv", b"", "empty_source"),
        ("a.csv", b"\xef\xbb\xbf\r\n", "empty_source"),
        ("a.csv", b"ADI;NO\r\n", "empty_source"),
        ("a.csv", b"ADI;NO\r\n;\r\n  ; \r\n", "empty_source"),
        ("a.csv", b"no separator here\nat all\n", "unsupported_format"),
        ("a.csv", b'ADI;NO\n"Cinar;1\nIgdir;2\n', "unbalanced_quotes"),
        ("a.kml", b"<?xml version='1.0'?><kml/>", "truncated_source"),
        ("a.dwg", b"AC1027" + bytes(50), "unsupported_format"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(50), "unsupported_format"),
        ("a.bin", bytes(range(256)) * 20, "unsupported_format"),
        ("a.zip", b"PK\x03\x04" + bytes(80), "truncated_source"),
        ("a.dbf", b"\x03" + bytes(20), "truncated_source"),
        ("a.gpkg", b"SQLite format 3\x00" + bytes(200), "truncated_source"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(folder: Path, name: str, content: bytes, code: str) -> None:
    (folder / name).write_bytes(content)
    assert refused(folder / name).code == code


def test_no_file_and_a_folder(folder: Path) -> None:
    assert refused(folder / "yok.shp").code == "no_such_file"
    assert refused(folder).code == "unreadable_source"


class TestArchive:
    def zipped(self, folder: Path, prefix: str = "") -> Path:
        archive = folder / "hepsi.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
            for name in ("yollar", "binalar"):
                write_shapefile(folder / f"{name}.shp", COLUMNS, POINTS)
                for part in folder.glob(f"{name}.*"):
                    out.write(part, f"{prefix}{part.name}")
            out.writestr(f"{prefix}README.txt", "…")
        return archive

    def test_one_layer_of_a_zip_with_folders(self, folder: Path) -> None:
        archive = self.zipped(folder, "planet/shape/")
        assert refused(archive).code == "several_source_layers"
        source = read(SourceRequest(archive, layer="yollar"))
        assert source.rows["ADI"].tolist() == ["Çınar", "Iğdır"]
        assert source.source.path == archive

    def test_a_name_that_climbs_out_stays_inside(self, folder: Path) -> None:
        archive = self.zipped(folder, "../../../../")
        (folder / "in").mkdir()
        archive = Path(shutil.move(archive, folder / "in"))
        before = sorted(p.name for p in folder.iterdir())
        assert len(read(SourceRequest(archive, layer="binalar")).rows) == 2
        assert sorted(p.name for p in folder.iterdir()) == before

    def test_a_bomb_is_refused_before_it_is_unpacked(self, folder: Path) -> None:
        bomb = folder / "bomba.zip"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("a.csv", b"0" * 50_000_000)
        assert refused(bomb).code == "archive_too_large"

    def test_too_large_for_the_limits(self, folder: Path) -> None:
        archive = self.zipped(folder)
        with pytest.raises(SourceError) as error:
            read(SourceRequest(archive, layer="yollar"), SourceLimits(unpacked_bytes=100))
        assert error.value.code == "archive_too_large"

    def test_a_cut_archive(self, folder: Path) -> None:
        archive = self.zipped(folder)
        archive.write_bytes(archive.read_bytes()[:-100])
        assert refused(archive).code == "truncated_source"

    def test_a_damaged_member(self, folder: Path) -> None:
        archive = folder / "a.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as out:
            out.writestr("a.csv", b"ADI;NO\nCinar;1\n")
        archive.write_bytes(archive.read_bytes().replace(b"Cinar", b"Cinor"))
        assert refused(archive).code == "truncated_source"

    def test_nothing_to_load(self, folder: Path) -> None:
        archive = folder / "a.zip"
        with zipfile.ZipFile(archive, "w") as out:
            out.writestr("README.txt", "…")
        assert refused(archive).code == "no_source_layer"


class TestDelimited:
    @pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254", "utf-16"])
    def test_separators_and_encodings(self, folder: Path, separator: str, encoding: str) -> None:
        file = folder / "a.csv"
        lines = [["ADI", "ŞEHİR"], ["Çınarlı İğde", "Iğdır"], ["", "Ağrı"]]
        file.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))
        rows = read(SourceRequest(file)).rows
        assert rows["ŞEHİR"].tolist() == ["Iğdır", "Ağrı"]
        assert rows["ADI"].tolist() == ["Çınarlı İğde", ""]

    def test_every_value_stays_the_text_it_is(self, folder: Path) -> None:
        (folder / "a.csv").write_text("NO;SAYI\n007;1.295,00\nNA;null\n")
        rows = read(SourceRequest(folder / "a.csv")).rows
        assert rows["NO"].tolist() == ["007", "NA"]
        assert rows["SAYI"].tolist() == ["1.295,00", "null"]

    def test_a_misshapen_row_is_set_aside_with_its_number(self, folder: Path) -> None:
        (folder / "a.csv").write_text('A,B\n1,2\n\n3,4,5\n6\n"7 ""q""\nx",8\n')
        source = read(SourceRequest(folder / "a.csv"))
        (flaw,) = source.flaws
        assert flaw.code == "unreadable_row"
        assert source.rows["A"].tolist() == ["1", '7 "q"\nx', "3,4,5", "6"]
        assert source.rows.index[flaw.rows].tolist() == [3, 4]

    def test_headings_may_repeat_or_be_missing(self, folder: Path) -> None:
        (folder / "a.csv").write_text("AD;AD;;geometry\n1;2;3;4\n")
        assert list(read(SourceRequest(folder / "a.csv")).rows.columns) == [
            "AD",
            "AD_2",
            "column_3",
            "geometry_2",
        ]

    def test_an_inch_mark_is_a_letter_like_any_other(self, folder: Path) -> None:
        (folder / "a.csv").write_text('CAP;NO\n3" boru;1\n4;2\n')
        assert read(SourceRequest(folder / "a.csv")).rows["CAP"].tolist() == ['3" boru', "4"]

    def test_a_wrong_encoding_of_the_users_is_told(self, folder: Path) -> None:
        (folder / "a.csv").write_bytes("AD;NO\nÇınar;1\n".encode("cp1254"))
        assert refused(folder / "a.csv", encoding="utf-8").code == "encoding_unknown"
        assert refused(folder / "a.csv", encoding="kelime").code == "encoding_unknown"


class TestWorkbook:
    def test_a_heading_below_a_title_and_rows_numbered_as_the_sheet_shows(self, folder: Path) -> None:
        rows: list[list[Any]] = [
            ["Kamera listesi 2025"],
            [],
            ["SICIL_NO", "ADI", "YUKSEKLIK"],
            ["K1", "Çarşı", 4.5],
            [],
            ["K2", "İskele", 6],
        ]
        file = write_workbook(folder / "a.xlsx", {"Sayfa1": rows})
        found = read(SourceRequest(file)).rows
        assert found.index.tolist() == [4, 6]
        assert found["ADI"].tolist() == ["Çarşı", "İskele"]
        assert found["YUKSEKLIK"].tolist() == [4.5, 6.0]

    def test_mixed_cells_become_the_text_they_show(self, folder: Path) -> None:
        file = write_workbook(
            folder / "a.xlsx", {"S": [["KAPI_NO", "AD"], [12, "a"], ["12/A", "b"], [None, "c"]]}
        )
        assert read(SourceRequest(file)).rows["KAPI_NO"].tolist()[:2] == ["12", "12/A"]

    def test_several_sheets_are_listed(self, folder: Path) -> None:
        sheet: list[list[Any]] = [["AD", "NO"], ["a", 1]]
        file = write_workbook(folder / "a.xlsx", {"Ocak": sheet, "Şubat": sheet, "Boş": []})
        error = refused(file)
        assert error.code == "several_source_layers"
        assert "Ocak, Şubat" in error.message.tr
        assert len(read(SourceRequest(file, layer="Şubat")).rows) == 1

    def test_a_sheet_without_anything(self, folder: Path) -> None:
        assert refused(write_workbook(folder / "a.xlsx", {"S": []})).code == "empty_source"

    def test_a_sheet_that_is_too_large(self, folder: Path) -> None:
        file = write_workbook(folder / "a.xlsx", {"S": [["A", "B"], *[["1", "2"]] * 50]})
        with pytest.raises(SourceError) as error:
            read(SourceRequest(file), SourceLimits(sheet_cells=50))
        assert error.value.code == "source_too_large"

    def test_a_damaged_workbook(self, folder: Path) -> None:
        file = folder / "a.xlsx"
        with zipfile.ZipFile(file, "w") as out:
            out.writestr("xl/workbook.xml", "<")
        assert refused(file).code == "truncated_source"


def test_a_curve_marks_its_row(folder: Path) -> None:
    file = folder / "a.gpkg"
    square = Polygon([(32, 39), (32.1, 39), (32.1, 39.1)])
    frame = gpd.GeoDataFrame({"AD": ["a", "b"]}, geometry=[square, square], crs=4326)
    pyogrio.write_dataframe(frame, file, geometry_type="Unknown")
    ring = shapely.to_wkb(shapely.LineString([(0, 0), (1, 1), (2, 0), (1, -1), (0, 0)]))
    circle = b"\x01\x08\x00\x00\x00" + ring[5:]  # a CIRCULARSTRING through the same points
    curve = b"GP\x00\x01" + (4326).to_bytes(4, "little") + b"\x01\x0a\x00\x00\x00\x01\x00\x00\x00" + circle
    edit_geopackage(file, "UPDATE a SET geom = ? WHERE fid = 1", curve)
    source = read(SourceRequest(file))
    assert [(f.code, f.rows.tolist()) for f in source.flaws] == [("unreadable_geometry", [0])]
    assert source.rows.geometry.iloc[1] == square


def edit_geopackage(file: Path, statement: str, *values: bytes) -> None:
    """Change rows behind the back of GeoPackage's triggers, which need GDAL's functions."""
    with closing(sqlite3.connect(file)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute(statement, values)
        database.commit()
