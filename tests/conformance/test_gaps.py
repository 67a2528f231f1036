"""Gaps of stock pygeoapi 0.24 about features, tiles and pages: none of them can be seen at /ogc. One test each."""

import re

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import BASE_URL, SOUTH, TECHNICIAN, WEST
from tests.api.test_tiles import tile_at

ITEMS = "/ogc/collections/parcel/items"
TILES = "/ogc/collections/parcel/tiles"


def test_a_reversed_interval_is_refused(client: TestClient) -> None:
    assert client.get(f"{ITEMS}?datetime=2024-02-01/2024-01-01").status_code == 400


def test_csv_heeds_datetime(client: TestClient) -> None:
    def rows(query: str) -> int:
        return len(client.get(f"{ITEMS}?f=csv{query}", auth=TECHNICIAN).text.splitlines()) - 1

    assert rows("") > 0
    assert rows("&datetime=1990-01-01") == 0


@pytest.mark.parametrize("format_", ["json", "html", "jsonld", "csv"])
def test_unknown_parameters_are_not_discarded(client: TestClient, format_: str) -> None:
    assert client.get(f"{ITEMS}?f={format_}&no_such=1").status_code == 400


def test_schemas_name_the_dialect_the_standard_wants(client: TestClient) -> None:
    for document in ("schema", "queryables"):
        schema = client.get(f"/ogc/collections/parcel/{document}").json()["$schema"]
        assert schema == "https://json-schema.org/draft/2020-12/schema"


def test_extents_come_from_the_data(client: TestClient) -> None:
    (parcel,), (empty,) = (
        client.get(f"/ogc/collections/{layer}").json()["extent"]["spatial"]["bbox"]
        for layer in ("parcel", "road")
    )
    assert empty[0] < parcel[0] < parcel[2] < empty[2]


def test_times_come_from_the_data(client: TestClient) -> None:
    """A collection has been there since its first version; as of then its items can be asked for."""
    parcel, never = (client.get(f"/ogc/collections/{layer}").json()["extent"] for layer in ("parcel", "road"))
    ((begin, end),) = parcel["temporal"]["interval"]
    assert end is None
    assert "temporal" not in never
    assert client.get(ITEMS, params={"datetime": begin}).status_code == 200


def test_angle_brackets_arrive_as_they_are(client: TestClient) -> None:
    for format_ in ("json", "jsonld", "csv"):
        assert "<Parkı>" in client.get(f"/ogc/collections/poi/items?f={format_}").text


def test_items_are_geojson_by_their_media_type(client: TestClient) -> None:
    assert client.get(ITEMS).headers["content-type"] == "application/geo+json"


def test_a_property_of_the_wrong_type_is_the_callers_fault(client: TestClient) -> None:
    assert client.get(f"{ITEMS}?registered_area_m2=wide").status_code == 400


@pytest.mark.parametrize(
    "query", ["land_registry_id=x", "sortby=land_registry_id", "properties=land_registry_id"]
)
def test_a_hidden_property_is_no_oracle(client: TestClient, query: str) -> None:
    """Stock pygeoapi filters and sorts by properties it does not show."""
    assert client.get(f"{ITEMS}?{query}").status_code == 400


def test_a_tile_needs_no_format(client: TestClient) -> None:
    """Stock pygeoapi answers `Accept: */*` with 400."""
    x, y = tile_at(WEST + 120, SOUTH + 120, 16)
    for headers in ({"Accept": "*/*"}, {}):
        assert client.get(f"{TILES}/WebMercatorQuad/16/{y}/{x}", headers=headers).status_code == 200


def test_tile_set_metadata_needs_no_format(client: TestClient) -> None:
    assert client.get(f"{TILES}/WebMercatorQuad").status_code == 200


@pytest.mark.parametrize(
    "address", ["NoSuchSet", "NoSuchSet/1/0/0", "WebMercatorQuad/x/0/0", "WebMercatorQuad/1/9/9"]
)
def test_unknown_tiles_are_404(client: TestClient, address: str) -> None:
    assert client.get(f"{TILES}/{address}").status_code == 404


def test_the_document_tells_of_tile_sets_and_empty_tiles(client: TestClient) -> None:
    paths = client.get("/ogc/openapi?f=json").json()["paths"]
    tile_set = "/collections/{collectionId}/tiles/{tileMatrixSetId}"
    assert tile_set in paths
    assert "204" in paths[f"{tile_set}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"]["get"]["responses"]


def test_no_outside_reference(client: TestClient) -> None:
    for full in ("false", "true"):
        document = client.get(f"/ogc/openapi?f=json&full={full}", auth=TECHNICIAN).text
        assert not re.findall(r'"\$ref": ?"(?!#/)', document)


def test_the_document_is_written_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get("/ogc/openapi?f=json&full=true").content
    monkeypatch.setattr("api.ogc.audience_api.OpenApiWriter", None)
    assert client.get("/ogc/openapi?f=json&full=true").content == first


@pytest.mark.parametrize("bbox", ["a,b,c,d", "1,2,3", "1,2,3,4,5"])
def test_a_bad_box_of_a_coverage_is_the_callers_fault(client: TestClient, bbox: str) -> None:
    assert client.get(f"/ogc/collections/elevation/coverage?bbox={bbox}").status_code == 400


def test_a_coverage_heeds_its_box(client: TestClient) -> None:
    def cells(query: str) -> int:
        (values,) = client.get(f"/ogc/collections/elevation/coverage?f=json{query}").json()["ranges"].values()
        return len(values["values"])

    assert cells("&bbox=33.001,39.961,33.003,39.963") < cells("")


@pytest.mark.parametrize("path", ["/ogc", "/ogc/collections", "/ogc/collections/parcel"])
def test_json_ld_needs_no_other_host(client: TestClient, path: str) -> None:
    """A context that is an address would be fetched by every reader."""
    document = client.get(f"{path}?f=jsonld").json()
    assert document["@context"]["@vocab"] == "https://schema.org/"
    assert document["@type"] == "DataCatalog"
    assert "contentURL" not in client.get(f"{path}?f=jsonld").text


@pytest.mark.parametrize("path", [ITEMS, f"{ITEMS}/1"])
def test_json_ld_of_features_needs_no_other_host(client: TestClient, path: str) -> None:
    (context,) = client.get(f"{path}?f=jsonld").json()["@context"]
    assert isinstance(context, dict)


def test_a_program_of_another_origin_may_read(client: TestClient) -> None:
    assert (
        client.get(ITEMS, headers={"Origin": "https://example.org"}).headers["access-control-allow-origin"]
        == "*"
    )


def test_a_hidden_collection_is_not_there_at_all(client: TestClient) -> None:
    """Stock pygeoapi hides from the list only."""
    for path in (
        "",
        "/schema",
        "/queryables",
        "/items",
        "/items/1",
        "/tiles",
        "/tiles/WebMercatorQuad/14/0/0",
    ):
        assert client.get(f"/ogc/collections/camera{path}").status_code == 404, path


def test_pages_go_on_by_token(client: TestClient) -> None:
    (following,) = [
        link["href"] for link in client.get(f"{ITEMS}?limit=2").json()["links"] if link["rel"] == "next"
    ]
    assert following.startswith(f"{BASE_URL}{ITEMS}")
    assert "token=" in following
    assert "offset" not in following
