"""OGC 20-057 (Tiles 1: core, tileset, tilesets list, geodata tilesets, MVT, OpenAPI) and 17-083r4, by requirement."""

import mapbox_vector_tile
import pytest
from starlette.testclient import TestClient

from tests.api.conftest import SOUTH, TECHNICIAN, WEST
from tests.api.test_tiles import tile_at
from tests.conformance.published import violations

MVT = "application/vnd.mapbox-vector-tile"
TILE_SETS = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
WEB_MERCATOR = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"


def template(client: TestClient, collection: str = "parcel") -> str:
    """The tiles' address as a client finds it: collection, its tile sets, the tile set, its item link."""
    document = client.get(f"/ogc/collections/{collection}").json()
    (listed,) = [
        one["href"]
        for one in document["links"]
        if one["rel"] == TILE_SETS and one["type"] == "application/json"
    ]
    (tile_set,) = client.get(listed).json()["tilesets"]
    (itself,) = [one["href"] for one in tile_set["links"] if one["rel"] == "self"]
    (item,) = [one for one in client.get(itself).json()["links"] if one["rel"] == "item"]
    assert (item["templated"], item["type"]) == (True, MVT)
    return str(item["href"])


def placed(href: str, zoom: int, row: int, column: int) -> str:
    return (
        href.replace("{tileMatrix}", str(zoom))
        .replace("{tileRow}", str(row))
        .replace("{tileCol}", str(column))
    )


def test_req_core_tc_success(client: TestClient) -> None:
    column, row = tile_at(WEST + 120, SOUTH + 120, 16)
    answer = client.get(placed(template(client), 16, row, column))
    assert (answer.status_code, answer.headers["content-type"]) == (200, MVT)


@pytest.mark.parametrize("address", [(16, 2147483647, 1), (16, 1, 2147483647), (25, 1, 1)])
def test_req_core_tc_error(client: TestClient, address: tuple[int, int, int]) -> None:
    assert client.get(placed(template(client), *address)).status_code == 404


def test_req_mvt_tile(client: TestClient) -> None:
    column, row = tile_at(WEST + 120, SOUTH + 120, 16)
    tile = mapbox_vector_tile.decode(client.get(placed(template(client), 16, row, column)).content)
    assert tile["parcel"]["features"]


def test_req_tilesets_list_tileset_links(client: TestClient) -> None:
    """Every collection with places lists its tile sets; one without geometry has none."""
    for collection in client.get("/ogc/collections", auth=TECHNICIAN).json()["collections"]:
        listed = [one["href"] for one in collection["links"] if one["rel"] == TILE_SETS]
        for href in listed:
            assert "/tiles" in href
        path = f"/ogc/collections/{collection['id']}/tiles"
        answer = client.get(path, auth=TECHNICIAN)
        assert answer.status_code == (200 if listed else 404), path
        if listed:
            assert not violations("tileSetList", answer.json()), path
            assert [one["tileMatrixSetURI"] for one in answer.json()["tilesets"]] == [WEB_MERCATOR]


def test_req_tileset_description(client: TestClient) -> None:
    for collection in ("parcel", "poi", "road"):
        answer = client.get(f"/ogc/collections/{collection}/tiles/WebMercatorQuad").json()
        assert not violations("tileSet", answer), collection
        assert {"self", "item", "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"} <= {
            one["rel"] for one in answer["links"]
        }


def test_req_tilematrixset_definition(client: TestClient) -> None:
    listed = client.get("/ogc/tileMatrixSets").json()
    assert not violations("tileMatrixSetList", listed)
    assert "/TileMatrixSets" not in client.get("/ogc").text + client.get("/ogc/collections/parcel/tiles").text
    for known in listed["tileMatrixSets"]:
        definition = client.get(next(one["href"] for one in known["links"] if "json" in one["type"])).json()
        assert not violations("tileMatrixSet", definition)
        for level, matrix in enumerate(definition["tileMatrices"]):
            assert (matrix["matrixWidth"], matrix["tileWidth"]) == (2**level, 256)


def test_req_oas30_operation_id(client: TestClient) -> None:
    for full in ("false", "true"):
        document = client.get(f"/ogc/openapi?f=json&full={full}").json()
        named = [path["get"]["operationId"] for path in document["paths"].values()]
        assert [name for name in named if ".getTile" in name]
