"""Each format is read as its programs write it: attributes, geometries in easting-northing order, CRS."""

import bz2
import gzip
import json
import sqlite3
import tarfile
import zipfile
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely
from shapely import Point, Polygon, box

from etl.read import layers_of, open_source
from etl.source import SourceRequest
from tests.etl.files import read, write_geojson, write_shapefile, write_workbook

SQUARES = [box(500000, 4400000, 500010, 4400010), box(500010, 4400000, 500020, 4400010)]
FRAME = gpd.GeoDataFrame({"ADI": ["Çınar", "Iğdır"], "NO": [1, 2]}, geometry=SQUARES, crs=5255)


@pytest.mark.parametrize(
    ("name", "driver"),
    [("a.fgb", "FlatGeobuf"), ("a.gdb", "OpenFileGDB"), ("a.tab", "MapInfo File"), ("a.mif", "MapInfo File")],
)
def test_what_gdal_writes_is_read_back(folder: Path, name: str, driver: str) -> None:
    options = {"encoding": "UTF-8"} if driver == "MapInfo File" else {}
    pyogrio.write_dataframe(FRAME, folder / name, driver=driver, **options)
    found = read(SourceRequest(folder / name))
    assert found.source.format == driver
    assert sorted(found.rows["ADI"]) == ["Iğdır", "Çınar"]
    areas = shapely.area(found.rows.geometry.to_numpy())
    assert areas == pytest.approx([100, 100], rel=0.01)
    assert found.source.crs is not None


def test_geoparquet_without_pandas_metadata(folder: Path) -> None:
    FRAME.to_parquet(folder / "a.parquet")
    found = read(SourceRequest(folder / "a.parquet"))
    assert found.rows["ADI"].tolist() == ["Çınar", "Iğdır"]
    assert found.rows.geometry.tolist() == SQUARES
    assert found.source.crs is not None
    assert found.source.crs.to_epsg() == 5255
    assert layers_of(SourceRequest(folder / "a.parquet"))[0].rows == 2


@pytest.mark.parametrize(("before", "after"), [("", "\n"), ("\x1e", "\n")])
def test_geojson_text_sequences(folder: Path, before: str, after: str) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"ADI": name},
            "geometry": {"type": "Point", "coordinates": [32.8, 39.9]},
        }
        for name in ("Çınar", "Iğdır")
    ]
    text = "".join(before + json.dumps(f, ensure_ascii=False) + after for f in features)
    (folder / "a.geojsonl").write_text(text)
    assert read(SourceRequest(folder / "a.geojsonl")).rows["ADI"].tolist() == ["Çınar", "Iğdır"]


def test_features_wrapped_by_a_portal(folder: Path) -> None:
    write_geojson(folder / "in.geojson", {"ADI": ["a"]}, [Point(32, 39)])
    wrapped = {"title": "Yollar", "rows": [json.loads((folder / "in.geojson").read_text())]}
    (folder / "a.json").write_text(json.dumps(wrapped))
    assert read(SourceRequest(folder / "a.json")).rows["ADI"].tolist() == ["a"]


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Kameralar</name>
<Placemark><name>K1</name><ExtendedData><Data name="MARKA"><value>Ağaç</value></Data></ExtendedData>
<description><![CDATA[<table><tr><th>SİCİL NO</th><td>007</td></tr><tr><td>Durum:</td><td>aktif<br>x</td></tr></table>]]></description>
<Point><coordinates>32.8,39.9,850</coordinates></Point></Placemark>
<Placemark><name>K2</name><description>düz metin</description><Point><coordinates>32.9,39.8</coordinates></Point></Placemark>
</Folder></Document></kml>"""


@pytest.mark.parametrize("name", ["a.kml", "a.kmz"])
def test_kml_with_attributes_in_data_and_in_a_html_table(folder: Path, name: str) -> None:
    if name == "a.kmz":
        with zipfile.ZipFile(folder / name, "w") as out:
            out.writestr("doc.kml", KML)
    else:
        (folder / name).write_text(KML)
    found = read(SourceRequest(folder / name))
    assert found.rows["Name"].tolist() == ["K1", "K2"]
    assert found.rows["MARKA"].tolist()[0] == "Ağaç"
    assert found.rows["SİCİL NO"].tolist()[0] == "007"
    assert found.rows["Durum"].tolist()[0] == "aktif\nx"
    assert shapely.get_x(found.rows.geometry.iloc[0]) == 32.8
    assert "tessellate" not in found.source.column_names


GML = """<?xml version="1.0" encoding="utf-8"?>
<FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:k="urn:k"><gml:featureMember><k:parcel gml:id="p1">
<k:no>007</k:no><k:geom><gml:Point gml:id="g" srsName="{crs}"><gml:pos>{position}</gml:pos></gml:Point></k:geom></k:parcel>
</gml:featureMember></FeatureCollection>"""


@pytest.mark.parametrize(
    ("crs", "position"),
    [
        ("urn:ogc:def:crs:EPSG::4326", "39.9 32.8"),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", "39.9 32.8"),
        ("EPSG:4326", "32.8 39.9"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "32.8 39.9"),
    ],
)
def test_gml_in_the_axis_order_of_its_srs_name(folder: Path, crs: str, position: str) -> None:
    (folder / "a.gml").write_text(GML.format(crs=crs, position=position))
    found = read(SourceRequest(folder / "a.gml"))
    assert found.rows.geometry.iloc[0] == Point(32.8, 39.9)
    assert found.rows["no"].tolist() == ["007"]
    assert sorted(p.name for p in folder.iterdir()) == ["a.gml"]


def test_gml_of_a_tm_zone_gives_the_northing_first(folder: Path) -> None:
    (folder / "a.gml").write_text(GML.format(crs="urn:ogc:def:crs:EPSG::5255", position="4400000 500000"))
    assert read(SourceRequest(folder / "a.gml")).rows.geometry.iloc[0] == Point(500000, 4400000)


def dxf(*entities: str, codepage: str = "ANSI_1254") -> bytes:
    head = f"0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n9\n$DWGCODEPAGE\n3\n{codepage}\n0\nENDSEC\n"
    return (head + "0\nSECTION\n2\nENTITIES\n" + "".join(entities) + "0\nENDSEC\n0\nEOF\n").encode("cp1254")


def line(layer: str, *xy: float) -> str:
    return f"0\nLINE\n8\n{layer}\n10\n{xy[0]}\n20\n{xy[1]}\n11\n{xy[2]}\n21\n{xy[3]}\n"


def text(layer: str, x: float, y: float, said: str) -> str:
    return f"0\nTEXT\n8\n{layer}\n10\n{x}\n20\n{y}\n40\n1\n1\n{said}\n"


def test_a_drawing_becomes_areas_named_by_the_texts_in_them(folder: Path) -> None:
    frame = [line("PARSEL", 0, 0, 20, 0), line("PARSEL", 20, 0, 20, 10), line("PARSEL", 20, 10, 0, 10),
             line("PARSEL", 0, 10, 0, 0), line("PARSEL", 10, 0, 10, 10), line("YOL", 0, 20, 9, 20)]  # fmt: skip
    said = [text("PARSEL_NO", 5, 5, "7"), text("PARSEL_NO", 15, 5, "8"), text("MALİK", 15, 2, "Şahin Iğdır")]
    (folder / "a.dxf").write_bytes(dxf(*frame, *said))
    request = SourceRequest(folder / "a.dxf")
    assert {layer.name: layer.rows for layer in layers_of(request)} == {
        "PARSEL/line": 5, "PARSEL/area": 2, "YOL/line": 1, "PARSEL_NO/point": 2, "MALİK/point": 1,
    }  # fmt: skip
    found = read(SourceRequest(folder / "a.dxf", layer="PARSEL/area"))
    assert dict(zip(found.rows["PARSEL_NO"], found.rows.geometry.centroid.x, strict=True)) == {
        "7": 5,
        "8": 15,
    }
    assert found.rows.set_index("PARSEL_NO").loc["8", "MALİK"] == "Şahin Iğdır"
    assert set(found.rows["layer"]) == {"PARSEL"}


OSM = """<osm version="0.6"><node id="1" lat="39.9" lon="32.8"><tag k="man_made" v="surveillance"/>
<tag k="camera:type" v="dome &quot;x&quot;"/></node></osm>"""


@pytest.mark.parametrize("name", ["a.osm", "a.osm.bz2", "a.osm.gz"])
def test_openstreetmap_tags_become_columns(folder: Path, name: str) -> None:
    packed = {
        "a.osm": OSM.encode(),
        "a.osm.bz2": bz2.compress(OSM.encode()),
        "a.osm.gz": gzip.compress(OSM.encode()),
    }
    (folder / name).write_bytes(packed[name])
    found = read(SourceRequest(folder / name, layer="points"))
    assert found.rows["camera:type"].tolist() == ['dome "x"']
    assert found.rows.geometry.iloc[0] == Point(32.8, 39.9)


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar_archives(folder: Path, mode: str) -> None:
    write_shapefile(folder / "yol.shp", {"ADI": ["Çınar"]}, [Point(32, 39)])
    archive = folder / f"a.tar{mode[1:].replace(':', '.')}"
    with tarfile.open(archive, mode) as out:  # type: ignore[call-overload]
        for part in folder.glob("yol.*"):
            out.add(part, f"veri/{part.name}")
    assert read(SourceRequest(archive)).rows["ADI"].tolist() == ["Çınar"]


def test_a_zipped_file_geodatabase(folder: Path) -> None:
    pyogrio.write_dataframe(FRAME, folder / "a.gdb", driver="OpenFileGDB", layer="parsel")
    with zipfile.ZipFile(folder / "a.zip", "w") as out:
        for part in (folder / "a.gdb").iterdir():
            out.write(part, f"veri/a.gdb/{part.name}")
    assert [(x.name, x.rows) for x in layers_of(SourceRequest(folder / "a.zip"))] == [("parsel", 2)]
    assert len(read(SourceRequest(folder / "a.zip")).rows) == 2


def test_reading_a_geopackage_with_a_log_writes_nothing_beside_it(folder: Path) -> None:
    pyogrio.write_dataframe(FRAME, folder / "a.gpkg")
    with closing(sqlite3.connect(folder / "a.gpkg")) as database:
        database.execute("PRAGMA journal_mode = WAL")
    before = sorted(p.name for p in folder.iterdir())
    assert len(read(SourceRequest(folder / "a.gpkg")).rows) == 2
    assert sorted(p.name for p in folder.iterdir()) == before


def test_a_source_is_read_as_often_as_needed_in_batches(folder: Path) -> None:
    many = gpd.GeoDataFrame({"n": range(70_000)}, geometry=[Point(i, 0) for i in range(70_000)], crs=5255)
    pyogrio.write_dataframe(many, folder / "a.gpkg")
    with open_source(SourceRequest(folder / "a.gpkg")) as source:
        assert source.size == 70_000
        for _ in range(2):
            batches = list(source.batches())
            assert len(batches) > 1
            assert batches[-1].numbers[-1] == 70_000
            assert (
                sum(batch.attributes.column("n").to_numpy().sum() for batch in batches) == 70_000 * 69_999 / 2
            )


def test_a_formula_has_its_computed_value_or_a_finding(folder: Path) -> None:
    file = write_workbook(folder / "a.xlsx", {"S": [["AD", "ALAN"], ["x", 5], ["y", "=B2*2"]]})
    found = read(SourceRequest(file))
    assert [(f.code, f.rows.tolist()) for f in found.flaws] == [("formula_without_value", [1])]
    assert found.rows["ALAN"].tolist()[0] == 5


def test_the_texts_of_a_formula_in_a_csv_stay_texts(folder: Path) -> None:
    (folder / "a.csv").write_text("AD;NO\n=cmd|' /C calc'!A0;1\n")
    assert read(SourceRequest(folder / "a.csv")).rows["AD"].tolist() == ["=cmd|' /C calc'!A0"]


def test_polygons_with_a_hole_of_a_tab_file(folder: Path) -> None:
    ring = Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(3, 3), (6, 3), (6, 6), (3, 6)]])
    pyogrio.write_dataframe(
        gpd.GeoDataFrame({"A": ["x"]}, geometry=[ring], crs=5255), folder / "a.tab", driver="MapInfo File"
    )
    for part in list(folder.iterdir()):
        part.rename(folder / part.name.upper())
    assert shapely.area(read(SourceRequest(folder / "A.TAB")).rows.geometry.iloc[0]) == pytest.approx(
        72, abs=0.5
    )
