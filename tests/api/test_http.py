"""Features by the manners of HTTP: preferences, links in the header, methods, validators."""

import re

import psycopg
import pytest
from starlette.testclient import TestClient

from tests.api.conftest import SOUTH, TECHNICIAN, WEST
from tests.conftest import STORAGE_SRID
from tests.databases import Database

ITEMS = "/ogc/collections/parcel/items"
_LINK = re.compile(r'<([^>]+)>; rel="(\w+)"(?:; type="([^"]+)")?')


def linked(header: str) -> set[tuple[str, str, str]]:
    return set(_LINK.findall(header))


def first_id(client: TestClient) -> int:
    return int(client.get(f"{ITEMS}?limit=1").json()["features"][0]["id"])


@pytest.mark.parametrize(
    ("path", "status"),
    [(ITEMS, 200), (f"{ITEMS}?nothing=1", 400), (f"{ITEMS}/0", 404), ("/ogc/collections", 200)],
)
def test_a_client_that_asks_for_strict_handling_is_told_that_it_gets_it(
    client: TestClient, path: str, status: int
) -> None:
    strict = client.get(path, headers={"Prefer": "handling=strict"})
    assert (strict.status_code, strict.headers["preference-applied"]) == (status, "handling=strict")
    lenient = client.get(path, headers={"Prefer": "handling=lenient"})
    assert (lenient.status_code, "preference-applied" in lenient.headers) == (status, False)


@pytest.mark.parametrize(
    "path",
    [f"{ITEMS}?limit=3&block_no=100", f"{ITEMS}/{{id}}", "/ogc/collections", "/ogc/collections/parcel"],
)
def test_the_links_of_a_document_stand_in_its_header(client: TestClient, path: str) -> None:
    answer = client.get(path.format(id=first_id(client)))
    document = {(one["href"], one["rel"], one.get("type", "")) for one in answer.json()["links"]}
    header = linked(answer.headers["link"])
    assert header
    assert header <= document
    assert {rel for _, rel, _ in header} >= {rel for _, rel, _ in document if rel in ("self", "next")}


def test_pages_are_followed_by_the_header_alone(client: TestClient) -> None:
    answer = client.get(f"{ITEMS}?limit=60")
    (following,) = [href for href, rel, _ in linked(answer.headers["link"]) if rel == "next"]
    seen = [answer, client.get(following)]
    ids = [feature["id"] for page in seen for feature in page.json()["features"]]
    assert len(set(ids)) == 120


@pytest.mark.parametrize("path", [ITEMS, f"{ITEMS}/1"])
def test_options_promise_reading_only(client: TestClient, path: str) -> None:
    """QGIS opens a layer for editing where POST is allowed on its items."""
    answer = client.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert {one.strip() for one in answer.headers["allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}
    assert "Prefer" in answer.headers["access-control-allow-headers"]
    assert client.put(path).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/ogc",
        "/ogc/collections",
        "/ogc/tiles",
        "/ogc/tileMatrixSets",
        "/ogc/collections/parcel/tiles/WebMercatorQuad/16/24963/38339",
        "/tiles/parcel/16/38339/24963",
        "/tiles/parcel.json",
        "/styles/city",
        "/fonts/Noto Sans Regular/0-255.pbf",
        "/sprites/city.json",
    ],
)
def test_whatever_is_read_from_other_pages_may_be_asked_for_its_methods(
    client: TestClient, path: str
) -> None:
    """A browser asks so before it sends, from another page, a header that not every page may send."""
    answer = client.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert client.post(path).status_code == 405


@pytest.mark.needs("styles")
@pytest.mark.parametrize(
    "path",
    [
        "/styles/city",
        "/styles/parcel.qml",
        "/styles/parcel.sld",
        "/fonts/Noto Sans Regular/0-255.pbf",
        "/sprites/city.json",
    ],
)
def test_what_can_be_got_has_a_head(client: TestClient, path: str) -> None:
    head, got = (ask(path, headers={"Accept-Encoding": "identity"}) for ask in (client.head, client.get))
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "etag", "cache-control"):
        assert head.headers.get(name) == got.headers.get(name)


def test_options_tell_nothing_of_hidden_collections(client: TestClient) -> None:
    hidden, missing = (client.options(f"/ogc/collections/{name}/items") for name in ("camera", "nothing"))
    assert hidden.status_code == missing.status_code == 404
    assert client.options("/ogc/collections/camera/items", auth=TECHNICIAN).status_code == 204


def test_a_feature_is_sent_again_only_when_it_changed(client: TestClient, city: Database) -> None:
    with psycopg.connect(city.conninfo) as connection:
        connection.execute("SET session_replication_role = replica")  # as if it had been there for long
        connection.execute(
            "UPDATE city.poi SET valid_from = '2025-06-01 10:00:00.7+00' WHERE poi_code = '150'"
        )
        (row,) = connection.execute("SELECT id FROM city.poi WHERE poi_code = '150'").fetchone() or ()
    path = f"/ogc/collections/poi/items/{row}"
    date = client.get(path).headers["last-modified"]
    assert date == "Sun, 01 Jun 2025 10:00:00 GMT"
    seen = client.get(path, headers={"If-Modified-Since": date})
    assert (seen.status_code, seen.content, seen.headers["last-modified"]) == (304, b"", date)
    other = {"If-Modified-Since": date, "If-None-Match": '"another"'}
    assert client.get(path, headers=other).status_code == 200
    with psycopg.connect(city.conninfo) as connection:
        connection.execute("UPDATE city.poi SET name = 'Başka' WHERE poi_code = '150'")
    assert client.get(path, headers={"If-Modified-Since": date}).status_code == 200


def test_a_page_of_giant_geometries_ends_early_and_goes_on(client: TestClient, city: Database) -> None:
    """Circles of 140,000 corners, more than 1 MB each."""
    with psycopg.connect(city.conninfo) as connection:
        connection.execute(
            "INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, changed_by, geom) "
            "SELECT '9', 'giant', n::text, 'test', ST_Multi(ST_Buffer(ST_SetSRID(ST_MakePoint(%s + n * 10, %s), %s), 4, 35000)) "
            "FROM generate_series(1, 18) AS n",
            [WEST + 3_000, SOUTH + 3_000, STORAGE_SRID],
        )
    first = client.get(f"{ITEMS}?block_no=giant&sortby=-parcel_no")
    assert len(first.content) < 80 << 20
    page = first.json()
    assert page["numberMatched"] == 18
    assert 1 < page["numberReturned"] < 18
    (following,) = [link["href"] for link in page["links"] if link["rel"] == "next"]
    rest = client.get(following).json()
    assert [link for link in rest["links"] if link["rel"] == "next"] == []
    numbers = [feature["properties"]["parcel_no"] for feature in page["features"] + rest["features"]]
    assert sorted(numbers, key=int) == [str(n) for n in range(1, 19)]
    assert client.get(f"{ITEMS}?block_no=giant&skipGeometry=true").json()["numberReturned"] == 18
    refused = client.get(f"{ITEMS}?block_no=giant&sortby=-parcel_no&f=html")
    assert (refused.status_code, f"limit={page['numberReturned']}" in refused.text) == (400, True)
