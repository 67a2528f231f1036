"""Pages end before they are too large to be written or read at once; no feature is lost by it."""

import psycopg
import pytest
from starlette.testclient import TestClient

from gis.features import PAGE_BYTES
from tests.api.test_items import every_page
from tests.conftest import STORAGE_SRID
from tests.databases import Database

POIS = "/ogc/collections/poi/items"
PARCELS = "/ogc/collections/parcel/items"
ONLY_LARGE = "&parcel_no=large"


@pytest.fixture(scope="module")
def large(city: Database) -> int:
    """The number of points of interest; nine have an address of a quarter of a page, which is stored in little room.

    Three parcels, numbered ``large``, have a geometry of half a page each.
    """
    vertices = PAGE_BYTES // 2 // 16
    with psycopg.connect(city.conninfo) as connection:
        connection.execute(
            "INSERT INTO city.poi (poi_code, name, address, category, changed_by, geom) "
            "SELECT 'L' || n, 'Park', CASE WHEN n %% 4 > 0 THEN repeat('x', %s) END, category, changed_by, geom "
            "FROM generate_series(1, 12) AS n, (SELECT * FROM city.poi LIMIT 1) AS poi",
            [PAGE_BYTES // 4],
        )
        connection.execute(
            "INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, changed_by, geom) "
            "SELECT neighbourhood_code, 'L' || n, 'large', changed_by, ST_Multi(ST_MakePolygon(ST_AddPoint(path, ST_StartPoint(path)))) "
            "FROM generate_series(1, 3) AS n, (SELECT * FROM city.parcel LIMIT 1) AS parcel, "
            "LATERAL (SELECT ST_SetSRID(ST_MakeLine(array_agg(ST_Translate(ST_Centroid(geom), 50 * cos(a), 50 * sin(a)) "
            "ORDER BY a)), %s) AS path FROM (SELECT 2 * pi() * i / %s + random() / 1e6 AS a FROM generate_series(1, %s) AS i) AS angles) AS round",
            [STORAGE_SRID, vertices, vertices],
        )
        row = connection.execute("SELECT count(*) FROM city.poi").fetchone()
    assert row is not None
    return int(row[0])


def test_a_page_of_long_texts_ends_early(client: TestClient, large: int) -> None:
    page = client.get(f"{POIS}?limit=1000").json()
    assert 1 < page["numberReturned"] < large
    ids = [feature["id"] for feature in every_page(client, f"{POIS}?limit=1000")]
    assert len(ids) == len(set(ids)) == large


def test_texts_that_are_not_asked_for_do_not_count(client: TestClient, large: int) -> None:
    assert client.get(f"{POIS}?limit=1000&properties=poi_code").json()["numberReturned"] == large


def test_a_page_of_large_geometries_ends_early(client: TestClient, large: int) -> None:
    page = client.get(f"{PARCELS}?limit=1000{ONLY_LARGE}").json()
    assert page["numberReturned"] < page["numberMatched"] == 3
    assert len(every_page(client, f"{PARCELS}?limit=1000{ONLY_LARGE}")) == 3
    bare = client.get(f"{PARCELS}?limit=1000{ONLY_LARGE}&skipGeometry=true").json()
    assert bare["numberReturned"] == 3


def test_a_page_that_cannot_end_early_names_a_limit_that_fits(client: TestClient, large: int) -> None:
    refused = client.get(f"{POIS}?limit=1000&f=jsonld", headers={"Accept-Language": "en"})
    assert (refused.status_code, refused.json()["code"]) == (400, "page_too_large")
    fits = refused.json()["hint"].split("limit=")[1].split(",")[0]
    assert client.get(f"{POIS}?limit={fits}&f=jsonld").status_code == 200
