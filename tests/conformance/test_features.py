"""OGC 17-069r4 (Features 1: core, OpenAPI, HTML, GeoJSON) by requirement, over every collection an audience sees."""

from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import PARCELS, SOUTH, TECHNICIAN, WEST, to_degrees
from tests.conformance.published import violations

GEOJSON = "application/geo+json"
ITEMS = "/ogc/collections/parcel/items"
Document = dict[str, Any]


def feature_collections(client: TestClient) -> list[Document]:
    listed = client.get("/ogc/collections", auth=TECHNICIAN).json()["collections"]
    return [one for one in listed if one["itemType"] == "feature"]


def every_page(client: TestClient, address: str) -> list[Document]:
    pages: list[Document] = []
    following: str | None = address
    while following:
        pages.append(client.get(following).json())
        following = next((link["href"] for link in pages[-1]["links"] if link["rel"] == "next"), None)
    return pages


def declared(document: Document, path: str) -> dict[str, Document]:
    given = document["paths"][path]["get"]["parameters"]
    whole = [
        document["components"]["parameters"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        for one in given
    ]
    return {one["name"]: one for one in whole}


def test_req_core_fc_md_items_links(client: TestClient) -> None:
    """Each collection links its items as GeoJSON, with the type the official suite looks for."""
    for collection in feature_collections(client):
        (link,) = [one for one in collection["links"] if one["rel"] == "items" and one["type"] == GEOJSON]
        answer = client.get(link["href"], params={"limit": 1}, auth=TECHNICIAN)
        assert (answer.status_code, answer.headers["content-type"]) == (200, GEOJSON), link


@pytest.mark.parametrize("full", ["false", "true"])
def test_req_core_parameter_definitions(client: TestClient, full: str) -> None:
    """fc-limit-definition, fc-bbox-definition, fc-time-definition: of every collection, style form, not exploded."""
    document = client.get(f"/ogc/openapi?f=json&full={full}", auth=TECHNICIAN).json()
    collections = [one["id"] for one in feature_collections(client)] if full == "true" else ["{collectionId}"]
    for collection in collections:
        found = declared(document, f"/collections/{collection}/items")
        for name in ("limit", "bbox", "datetime"):
            given = (found[name]["in"], found[name]["required"], found[name]["style"], found[name]["explode"])
            assert given == ("query", False, "form", False)
        assert found["limit"]["schema"]["type"] == "integer"
        assert found["limit"]["schema"].keys() >= {"minimum", "maximum", "default"}
        assert found["bbox"]["schema"] == {
            "type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6,
        }  # fmt: skip
        assert found["datetime"]["schema"]["type"] == "string"


@pytest.mark.parametrize(
    "query", ["", "limit=1", "limit=3&bbox=-180,-90,180,90", "datetime=../..", "resulttype=hits"]
)
def test_req_core_fc_response(client: TestClient, query: str) -> None:
    for collection in feature_collections(client):
        path = f"/ogc/collections/{collection['id']}/items?{query}"
        answer = client.get(path, auth=TECHNICIAN)
        if query == "datetime=../.." and answer.status_code == 400:
            pytest.fail("an interval open at both ends is valid (17-069r4, 7.15.4)")
        assert answer.status_code == 200, path
        document = answer.json()
        assert not violations("featureCollectionGeoJSON", document), path
        assert document["numberReturned"] == len(document["features"])


def test_req_core_fc_links(client: TestClient) -> None:
    document = client.get(f"{ITEMS}?limit=2").json()
    types = {(link["rel"], link["type"]) for link in document["links"]}
    assert {("self", GEOJSON), ("alternate", "text/html"), ("next", GEOJSON)} <= types
    assert all(link.keys() >= {"rel", "type", "href"} for link in document["links"])


def test_req_core_fc_time_stamp(client: TestClient) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    stamp = datetime.fromisoformat(client.get(ITEMS).json()["timeStamp"])
    assert before <= stamp <= datetime.now(UTC)


@pytest.mark.parametrize(
    "query",
    ["limit=1000", "limit=17", "limit=40&block_no=105", "limit=40&bbox=33.0012,39.9609,33.003,39.963"],
)
def test_req_core_fc_number_matched(client: TestClient, query: str) -> None:
    """The number is the same on every page, and that of all features the pages hold."""
    pages = every_page(client, f"{ITEMS}?{query}")
    ids = [feature["id"] for feature in chain.from_iterable(page["features"] for page in pages)]
    assert {page["numberMatched"] for page in pages} == {len(ids)}
    assert len(ids) == len(set(ids)) > 0


@pytest.mark.parametrize(
    ("limit", "returned"), [(1, 1), (99, 99), (10_000, PARCELS), (10_001, PARCELS), (10**9, PARCELS)]
)
def test_req_core_fc_limit_response_1(client: TestClient, limit: int, returned: int) -> None:
    """A limit above the maximum is no error: the maximum takes its place."""
    answer = client.get(f"{ITEMS}?limit={limit}")
    assert (answer.status_code, answer.json()["numberReturned"]) == (200, returned)


def test_req_core_fc_bbox_response(client: TestClient) -> None:
    """Only what meets the box, six numbers as four; nothing without a place."""
    west, south = to_degrees(WEST + 95, SOUTH + 95)
    east, north = to_degrees(WEST + 145, SOUTH + 145)
    flat = client.get(f"{ITEMS}?bbox={west},{south},{east},{north}").json()
    tall = client.get(f"{ITEMS}?bbox={west},{south},-10,{east},{north},10").json()
    assert [feature["properties"]["parcel_no"] for feature in flat["features"]] == ["1"]
    assert tall["features"] == flat["features"]


@pytest.mark.parametrize(
    "moment", ["2018-02-12T23:20:50Z", "2018-02-12T00:00:00Z/2018-03-18T12:31:12Z", "2018-02-12T00:00:00Z/..", "../2018-03-18T12:31:12Z",
               "2018-02-12/2018-03-18", "/2018-03-18T12:31:12Z", "2018-02-12T23:20:50+03:00"],
)  # fmt: skip
def test_req_core_fc_time_response(client: TestClient, moment: str) -> None:
    answer = client.get(ITEMS, params={"datetime": moment})
    assert answer.status_code == 200, answer.text
    assert not violations("featureCollectionGeoJSON", answer.json())


@pytest.mark.parametrize(
    "moment", ["2018-03-18/2018-02-12", "yesterday", "2018-02-12T25:00:00Z", "2018-02-31", "a/b", "1/2/3"]
)
def test_req_core_query_param_invalid(client: TestClient, moment: str) -> None:
    assert client.get(ITEMS, params={"datetime": moment}).status_code == 400
    assert client.get(ITEMS, params={"limit": "unlimited"}).status_code == 400


def test_req_core_query_param_unknown(client: TestClient) -> None:
    for collection in feature_collections(client):
        path = f"/ogc/collections/{collection['id']}/items"
        assert client.get(f"{path}?unknownQueryParameter17=1", auth=TECHNICIAN).status_code == 400, path
    assert client.get(f"{ITEMS}/1?unknownQueryParameter17=1").status_code == 400


def test_req_core_f_success(client: TestClient) -> None:
    answer = client.get(f"{ITEMS}/1")
    assert answer.headers["content-type"] == GEOJSON
    assert not violations("featureGeoJSON", answer.json())
    types = {(link["rel"], link["type"]) for link in answer.json()["links"]}
    assert {("self", GEOJSON), ("alternate", "text/html"), ("collection", "application/json")} <= types


def test_req_geojson_definition(client: TestClient) -> None:
    """RFC 7946: longitude first, the id outside the properties, null where a collection has no geometry."""
    (feature,) = client.get(f"{ITEMS}?limit=1").json()["features"]
    longitude, latitude = feature["geometry"]["coordinates"][0][0][0]
    assert (round(longitude), round(latitude)) == (33, 40)
    assert "id" not in feature["properties"]
    for path in (ITEMS, f"{ITEMS}/1"):
        assert client.get(path, headers={"Accept": "application/geo+json"}).headers["content-type"] == GEOJSON


@pytest.mark.parametrize("path", [ITEMS, f"{ITEMS}/1"])
def test_req_core_http_head(client: TestClient, path: str) -> None:
    told = client.head(path)
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["content-type"] == GEOJSON
