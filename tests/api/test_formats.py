"""Layers as files: what is in them, where it lies, who gets them; and how a format is chosen."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from pyproj import CRS, Transformer
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from gis.municipality import Home
from tests.api.conftest import BASE_URL, PARCELS, SOUTH, TECHNICIAN, WEST
from tests.conftest import STORAGE_SRID
from tests.databases import Database

PARCEL = "/ogc/collections/parcel/items"
POI = "/ogc/collections/poi/items"
FORMATS = {
    "csv": ("text/csv; charset=utf-8", "csv"),
    "gpkg": ("application/geopackage+sqlite3", "gpkg"),
    "geoparquet": ("application/vnd.apache.parquet", "parquet"),
    "fgb": ("application/flatgeobuf", "fgb"),
    "geojsonseq": ("application/geo+json-seq", "geojsons"),
}
BINARY = ("gpkg", "geoparquet", "fgb")
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


def read(content: bytes, format_: str, folder: Path) -> Any:
    """As a GeoDataFrame, by libraries that are not Kent's writers."""
    import geopandas

    file = folder / f"answer.{FORMATS[format_][1]}"
    file.write_bytes(content)
    if format_ == "geoparquet":
        return geopandas.read_parquet(file).set_index("id")
    found = pyogrio.read_dataframe(file, fid_as_index=True)
    return found.set_index("id") if "id" in found.columns else found


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_says_what_it_is_and_is_called_after_its_layer(client: TestClient, format_: str) -> None:
    media_type, extension = FORMATS[format_]
    asked = (
        client.get(f"{PARCEL}?f={format_}", auth=TECHNICIAN),
        client.get(PARCEL, headers={"Accept": media_type.split(";")[0]}, auth=TECHNICIAN),
    )
    for answer in asked:
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == media_type
        assert answer.headers["content-disposition"] == f'attachment; filename="parcel.{extension}"'
        assert answer.headers["content-crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    head = client.head(f"{PARCEL}?f={format_}", auth=TECHNICIAN)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == media_type


@pytest.mark.parametrize("crs", [None, STORAGE_SRID, 3857, 4326])
@pytest.mark.parametrize("format_", BINARY)
def test_a_parcel_lies_to_the_centimetre_where_it_is(
    client: TestClient, tmp_path: Path, format_: str, crs: int | None
) -> None:
    """Easting before northing, whatever the CRS; read by GDAL and geopandas, placed by pyproj."""
    query = f"&crs={EPSG}{crs}" if crs else ""
    answer = client.get(f"{PARCEL}?f={format_}{query}", auth=TECHNICIAN)
    found = read(answer.content, format_, tmp_path)
    assert len(found) == PARCELS
    assert CRS(found.crs).to_epsg() == (crs or 4326) or CRS(found.crs).to_authority() == ("OGC", "CRS84")
    back = Transformer.from_crs(crs or 4326, STORAGE_SRID, always_xy=True)
    drawn = shapely.transform(found.geometry.loc[1], lambda xy: _moved(back, xy))
    expected = shapely.box(WEST + 100, SOUTH + 100, WEST + 140, SOUTH + 140)
    assert shapely.hausdorff_distance(drawn, shapely.MultiPolygon([expected])) < 0.01


def _moved(transformer: Transformer, xy: Any) -> Any:
    import numpy as np

    return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))


@pytest.mark.parametrize("format_", BINARY)
def test_fields_keep_their_types_and_codes_stay_codes(
    client: TestClient, tmp_path: Path, format_: str
) -> None:
    found = read(client.get(f"{PARCEL}?f={format_}&limit=3", auth=TECHNICIAN).content, format_, tmp_path)
    first = found.loc[1]
    assert first["registered_area_m2"] == 1600.5
    assert (first["block_no"], first["parcel_no"]) == ("100", "1")
    assert first["condominium"] == "condominium"
    assert str(found["registered_area_m2"].dtype) == "float64"


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "question",
    ["block_no=105", "bbox=33.0012,39.9609,33.0030,39.9630", "limit=7", "limit=50&offset=90", "sortby=-parcel_no&limit=5",
     "properties=parcel_no&limit=4", "skipGeometry=true&limit=2", "bbox=10,10,11,11", f"crs={EPSG}{STORAGE_SRID}&limit=1"],
)  # fmt: skip
def test_a_file_answers_the_question_that_a_page_answers(
    client: TestClient, tmp_path: Path, question: str, format_: str
) -> None:
    page = client.get(f"{PARCEL}?{question}", auth=TECHNICIAN).json()
    answer = client.get(f"{PARCEL}?{question}&f={format_}", auth=TECHNICIAN)
    assert answer.status_code == 200, answer.text
    ids, names = contents(answer.content, format_, tmp_path)
    expected = [f["id"] for f in page["features"]]
    if format_ in ("gpkg", "fgb"):  # their features lie in the order of the id and of the spatial index
        ids, expected = sorted(ids), sorted(expected)
    assert ids == expected
    if expected:
        assert names == set(page["features"][0]["properties"])


def contents(content: bytes, format_: str, folder: Path) -> tuple[list[int], set[str]]:
    """The ids in a file, in its order, and the names of its properties."""
    file = folder / f"answer.{FORMATS[format_][1]}"
    file.write_bytes(content)
    match format_:
        case "csv":
            reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
            ids = [int(row["id"]) for row in reader]
            names = set(reader.fieldnames or ())
        case "geojsonseq":
            texts = content.split(b"\x1e")[1:]
            assert all(text.endswith(b"\n") for text in texts)
            features = [json.loads(text) for text in texts]
            return [f["id"] for f in features], {name for f in features for name in f["properties"]}
        case "geoparquet":
            table = pq.read_table(file)
            ids, names = table["id"].to_pylist(), set(table.column_names)
        case _:
            meta, fids, _, values = pyogrio.raw.read(file, return_fids=True, read_geometry=False)
            names = set(meta["fields"])
            ids = list(values[list(meta["fields"]).index("id")] if "id" in names else fids)
    return [int(i) for i in ids], names - {"id", "geometry", "geom"}


def test_a_csv_opens_in_a_spreadsheet(client: TestClient) -> None:
    """With the mark by which Excel knows UTF-8, coordinates in columns of their own, and no cell that runs."""
    answer = client.get(f"{POI}?f=csv")
    assert answer.content.startswith(b"\xef\xbb\xbfid,")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["Çınar <Parkı> & Ömer", "'=1+2"]
    longitude, latitude = Transformer.from_crs(STORAGE_SRID, 4326, always_xy=True).transform(
        WEST + 150, SOUTH + 150
    )
    assert float(rows[0]["longitude"]) == pytest.approx(longitude, abs=1e-8)
    assert float(rows[0]["latitude"]) == pytest.approx(latitude, abs=1e-8)
    assert shapely.from_wkt(rows[0]["geometry"]).distance(shapely.Point(longitude, latitude)) < 1e-7
    metres = client.get(f"{POI}?f=csv&crs={EPSG}{STORAGE_SRID}").content.decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(metres)))
    assert (float(first["easting"]), float(first["northing"])) == (WEST + 150, SOUTH + 150)


def test_a_geopackage_carries_titles_for_qgis(client: TestClient, tmp_path: Path) -> None:
    file = tmp_path / "poi.gpkg"
    file.write_bytes(client.get(f"{POI}?f=gpkg&lang=tr").content)
    with sqlite3.connect(file) as package:
        titles = dict(package.execute("SELECT column_name, name FROM gpkg_data_columns"))
        [(identifier, srs)] = package.execute("SELECT identifier, srs_id FROM gpkg_contents")
    assert titles["name"] == "Ad"
    assert srs == 4326
    assert identifier


def test_geoparquet_describes_itself(client: TestClient, tmp_path: Path) -> None:
    file = tmp_path / "parcel.parquet"
    for query, crs in (("", None), (f"&crs={EPSG}{STORAGE_SRID}", STORAGE_SRID)):
        file.write_bytes(client.get(f"{PARCEL}?f=geoparquet{query}", auth=TECHNICIAN).content)
        geo = json.loads(pq.read_schema(file).metadata[b"geo"])
        column = geo["columns"][geo["primary_column"]]
        assert (geo["version"], column["encoding"], column["geometry_types"]) == (
            "1.1.0",
            "WKB",
            ["MultiPolygon"],
        )
        assert ("crs" in column) == (crs is not None)
        assert crs is None or CRS(column["crs"]).to_epsg() == crs


@pytest.mark.parametrize("format_", FORMATS)
def test_a_feature_without_a_place_is_in_every_file(
    client: TestClient, city: Database, tmp_path: Path, format_: str
) -> None:
    with psycopg.connect(city.conninfo) as connection:
        connection.execute("UPDATE city.poi SET geom = NULL WHERE poi_code = '160'")
    try:
        ids, _ = contents(client.get(f"{POI}?f={format_}").content, format_, tmp_path)
        assert sorted(ids) == [f["id"] for f in client.get(POI).json()["features"]]
        assert len(ids) == 2
    finally:
        with psycopg.connect(city.conninfo) as connection:
            connection.execute(
                "UPDATE city.poi SET geom = ST_SetSRID(ST_MakePoint(%s, %s), %s) WHERE poi_code = '160'",
                [WEST + 160, SOUTH + 150, STORAGE_SRID],
            )


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_goes_as_far_as_its_layer_reaches(client: TestClient, format_: str) -> None:
    """The public downloads open data alone; hidden layers look as if they were not there."""
    assert client.get(f"{POI}?f={format_}").status_code == 200
    refused = client.get(f"{PARCEL}?f={format_}&lang=en")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_downloadable")
    assert client.get(f"/ogc/collections/camera/items?f={format_}").status_code == 404
    staff = client.get(f"{PARCEL}?f={format_}", auth=("staff", TECHNICIAN[1]))
    assert staff.status_code == 200


def test_a_page_names_every_format_it_may_be_had_in(client: TestClient) -> None:
    def formats(url: str, auth: tuple[str, str] | None = None) -> dict[str, str]:
        links = client.get(url, auth=auth).json()["links"]
        return {link["type"]: link["href"] for link in links if link["rel"] == "alternate"}

    offered = formats(f"{POI}?limit=1")
    assert offered.keys() >= {
        "text/html",
        "application/ld+json",
        *(m.split(";")[0] for m, _ in FORMATS.values()),
    }
    for media_type, address in offered.items():
        answer = client.get(address)
        assert answer.headers["content-type"].startswith(media_type)
    assert formats(PARCEL).keys() == {"text/html", "application/ld+json"}
    assert "text/csv" in formats(PARCEL, TECHNICIAN)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/geo+json"),
        ("", "application/geo+json"),
        ("application/json", "application/geo+json"),
        ("application/*", "application/geo+json"),
        ("text/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/csv;q=0.5, application/flatgeobuf", "application/flatgeobuf"),
        ("text/csv;q=0.5, application/flatgeobuf;q=0.1", "text/csv"),
        ("application/geo+json;q=0, */*", "text/html"),
        ("application/geo+json;q=0.2, */*;q=0.1", "application/geo+json"),
        ("TEXT/CSV ; Q=1.0", "text/csv"),
        ("application/geo+json-seq, nonsense, ;;;", "application/geo+json-seq"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_the_accept_header_chooses(client: TestClient, accept: str, media_type: str) -> None:
    answer = client.get(f"{POI}?limit=1", headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(media_type)


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("image/png", 406),
        ("application/geo+json;q=0, text/html;q=0", 406),
        ("nonsense", 406),
        ("*/*;q=0", 406),
        ("a/b," * 50_000, 400),
        ("text/html;" + "x" * 10_000, 400),
        ("text/html;q=" + "9" * 3_000, 200),
    ],
)
def test_an_accept_header_that_cannot_be_met_is_told(client: TestClient, accept: str, status: int) -> None:
    for address in (POI, f"{POI}/1"):
        answer = client.get(address, headers={"Accept": accept})
        assert answer.status_code == status
        if status != 200:
            assert answer.headers["content-type"] == "application/problem+json"


def test_f_outdoes_the_accept_header(client: TestClient) -> None:
    assert client.get(f"{POI}?f=json", headers={"Accept": "image/png"}).status_code == 200
    answer = client.get(f"{POI}?f=shp&lang=en")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_f")
    assert "gpkg" in answer.json()["detail"]


@pytest.fixture
def narrow(home: Home, city: Database) -> Iterator[TestClient]:
    """A server whose files hold a hundred features at most."""
    settings = ServerSettings(home=home.path, public_url=BASE_URL, export_rows=100)
    with TestClient(create_app(settings, city.conninfo), base_url=BASE_URL) as asked:
        yield asked


def test_a_file_is_whole_or_refused(narrow: TestClient) -> None:
    """Never cut without a word; a limit is the caller's own word."""
    for question in ("", "&bbox=32,39,34,41"):
        refused = narrow.get(f"{PARCEL}?f=csv&lang=en{question}", auth=TECHNICIAN)
        assert (refused.status_code, refused.json()["code"]) == (400, "too_many_features")
    assert narrow.get(f"{PARCEL}?f=csv&block_no=105", auth=TECHNICIAN).text.count("\r\n") == 11
    assert narrow.get(f"{PARCEL}?f=csv&limit=99", auth=TECHNICIAN).text.count("\r\n") == 100


def test_a_count_is_no_file(client: TestClient) -> None:
    assert client.get(f"{POI}?f=csv&resulttype=hits").status_code == 400


def test_what_is_never_wanted_is_no_failure(client: TestClient) -> None:
    for path in (PARCEL, f"{PARCEL}/1", "/ogc/collections"):
        for quality in ("q=0", "q=0.0"):
            headers = {
                "Accept": f"application/geo+json;{quality}, text/html",
                "Accept-Language": f"de;{quality}, en",
            }
            answer = client.get(path, headers=headers)
            assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
            assert answer.headers["content-language"] == "en"
        malformed = {"Accept": "text/html;q=1.2.3", "Accept-Language": "de;q=1.2.3, en"}
        assert client.get(path, headers=malformed).status_code == 200
    assert client.get(PARCEL, headers={"Accept": "application/geo+json;q=0, */*"}).status_code == 200
