"""OGC 20-057 (Tiles 1) and 17-083r4 (tile matrix sets and tile set metadata), by requirement."""

from itertools import product
from typing import Any

import mapbox_vector_tile
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from gis.municipality import Home
from tests.api.conftest import BASE_URL, SOUTH, TECHNICIAN, WEST, to_degrees
from tests.api.test_tiles import tile_at
from tests.conformance.published import violations
from tests.databases import Database

MVT = "application/vnd.mapbox-vector-tile"
RELATIONS = "http://www.opengis.net/def/rel/ogc/1.0"
TILE_SETS = f"{RELATIONS}/tilesets-vector"
TILING_SCHEME = f"{RELATIONS}/tiling-scheme"
MATRIX_SETS = "http://www.opengis.net/def/tilematrixset/OGC/1.0"
SERVED = ("WebMercatorQuad", "WorldCRS84Quad")
PLACE = (WEST + 120, SOUTH + 120)
"""The middle of a parcel."""


def row_and_column(matrix_set: str, level: int) -> tuple[int, int]:
    """Where the parcel lies, by the definition of the tile matrix set."""
    if matrix_set == "WebMercatorQuad":
        column, row = tile_at(*PLACE, level)
        return row, column
    longitude, latitude = to_degrees(*PLACE)
    width = 180 / 2**level
    return int((90 - latitude) / width), int((longitude + 180) / width)


def listed_at(links: list[dict[str, Any]]) -> str:
    """The list of tile sets that a document links to as JSON."""
    (found,) = [one["href"] for one in links if (one["rel"], one["type"]) == (TILE_SETS, "application/json")]
    return str(found)


def sources(client: TestClient) -> list[str]:
    """Lists of tile sets as clients find them: of the dataset, from the landing page, and of a collection."""
    return [listed_at(client.get(path).json()["links"]) for path in ("/ogc", "/ogc/collections/parcel")]


def linked(document: dict[str, Any], relation: str, media_type: str = "application/json") -> dict[str, Any]:
    (found,) = [one for one in document["links"] if (one["rel"], one["type"]) == (relation, media_type)]
    return dict(found)


def tile_sets(client: TestClient, source: str) -> dict[str, dict[str, Any]]:
    """Tile matrix set -> metadata of each tile set that a list names."""
    listed = client.get(source).json()["tilesets"]
    found = [client.get(linked(one, "self")["href"]).json() for one in listed]
    return {str(one["tileMatrixSetURI"]).rpartition("/")[2]: one for one in found}


def placed(template: str, level: int, row: int, column: int) -> str:
    return (
        template.replace("{tileMatrix}", str(level))
        .replace("{tileRow}", str(row))
        .replace("{tileCol}", str(column))
    )


def templates(client: TestClient) -> list[tuple[str, str]]:
    """Tile matrix set and address of the tiles, of the dataset and of a collection."""
    return [
        (name, linked(one, "item", MVT)["href"])
        for source in sources(client)
        for name, one in tile_sets(client, source).items()
    ]


def test_req_core_conformance_success(client: TestClient) -> None:
    declared = client.get("/ogc/conformance").json()["conformsTo"]
    classes = ("core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "collections-selection", "mvt", "oas30")  # fmt: skip
    for name in classes:
        assert f"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/{name}" in declared


def test_req_core_tc_op(client: TestClient) -> None:
    for _, template in templates(client):
        assert template.count("{") == 3
        assert all(part in template for part in ("{tileMatrix}", "{tileRow}", "{tileCol}"))


def test_req_core_tc_success(client: TestClient) -> None:
    for name, template in templates(client):
        answer = client.get(placed(template, 15, *row_and_column(name, 15)))
        assert (answer.status_code, answer.headers["content-type"]) == (200, MVT), template


@pytest.mark.parametrize(
    "address", [(16, 2147483647, 1), (16, 1, 2147483647), (25, 1, 1), (-1, 0, 0), (0, 0, 2), (0, 1, 0)]
)
def test_req_core_tc_error(client: TestClient, address: tuple[int, int, int]) -> None:
    """Outside of the tile matrix set there is no tile."""
    for _, template in templates(client):
        answer = client.get(placed(template, *address))
        assert answer.status_code == 404, (template, address)
        assert answer.headers["content-type"] == "application/problem+json"


def test_req_core_tc_error_outside_of_the_limits(client: TestClient) -> None:
    """Nor is there one outside of a tile set's limits, however often it is asked for."""
    for source in sources(client):
        for metadata in tile_sets(client, source).values():
            template = linked(metadata, "item", MVT)["href"]
            limits = metadata["tileMatrixSetLimits"]
            coarsest, finest = limits[0], limits[-1]
            beyond = [
                (int(coarsest["tileMatrix"]), coarsest["maxTileRow"] + 1, coarsest["minTileCol"]),
                (int(finest["tileMatrix"]), finest["maxTileRow"] + 2, finest["minTileCol"]),
                (int(finest["tileMatrix"]), finest["minTileRow"], finest["minTileCol"] - 2),
                (int(coarsest["tileMatrix"]) - 1, 0, 0),
            ]
            for address in [*beyond, *beyond]:
                answer = client.get(placed(template, *address))
                assert (answer.status_code, answer.json()["code"]) == (404, "tile_outside_limits"), address


def test_no_tile_waits_for_limits(home: Home, city: Database) -> None:
    """Finding them out reads every row; a server that has told nobody yet says only that nothing lies there."""
    beyond = "/ogc/collections/parcel/tiles/WebMercatorQuad/15/0/0"
    settings = ServerSettings(home=home.path, public_url=BASE_URL)
    with TestClient(create_app(settings, city.conninfo), base_url=BASE_URL) as fresh:
        assert fresh.get(beyond).status_code == 204
        assert fresh.get("/ogc/collections/parcel/tiles/WebMercatorQuad").status_code == 200
        assert fresh.get(beyond).status_code == 404


def test_req_core_tc_success_without_content(client: TestClient) -> None:
    """A tile within the limits where nothing lies is 204: corners of the limits around a few points."""
    metadata = client.get("/ogc/tiles/WebMercatorQuad?collections=poi,camera", auth=TECHNICIAN).json()
    limits, template = metadata["tileMatrixSetLimits"][-1], linked(metadata, "item", MVT)["href"]
    rows, columns = ([limits[f"{end}Tile{axis}"] for end in ("min", "max")] for axis in ("Row", "Col"))
    corners = [placed(template, int(limits["tileMatrix"]), *corner) for corner in product(rows, columns)]
    answers = [client.get(corner, auth=TECHNICIAN) for corner in (*corners, *corners)]
    assert {answer.status_code for answer in answers} == {200, 204}
    assert {answer.content for answer in answers if answer.status_code == 204} == {b""}


def test_req_core_tc_negotiation(client: TestClient) -> None:
    for name, template in templates(client):
        tile = placed(template, 15, *row_and_column(name, 15))
        named = f"{tile}{'&' if '?' in tile else '?'}f=mvt"
        assert client.get(named, headers={"Accept": "image/png"}).status_code == 200
        for accept in (MVT, "application/x-protobuf", "*/*", "application/*;q=0.1", ""):
            assert client.get(tile, headers={"Accept": accept}).status_code == 200, accept
        refused = client.get(tile, headers={"Accept": f"image/png, {MVT};q=0"})
        assert (refused.status_code, refused.headers["content-type"]) == (406, "application/problem+json")
        assert client.get(named.replace("f=mvt", "f=png")).status_code == 400


def test_req_mvt_tile(client: TestClient) -> None:
    for name, template in templates(client):
        answer = client.get(placed(template, 15, *row_and_column(name, 15)))
        tile = mapbox_vector_tile.decode(answer.content)
        assert tile["parcel"]["features"], template
        assert tile["parcel"]["version"] == 2


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
            told = [one["tileMatrixSetURI"] for one in answer.json()["tilesets"]]
            assert told == [f"{MATRIX_SETS}/{name}" for name in SERVED]


def test_req_tilesets_list_links_lead_to_documents(client: TestClient) -> None:
    """The OGC's suite follows every link of every tile set that a list names, and reads JSON."""
    for source in sources(client):
        for one in client.get(source).json()["tilesets"]:
            followed = [
                client.get(link["href"], headers={"Accept": "application/json"}) for link in one["links"]
            ]
            assert {(a.status_code, a.headers["content-type"]) for a in followed} == {
                (200, "application/json")
            }
            assert any(
                "{tileMatrix}" in link["href"]
                for answer in followed
                for link in answer.json().get("links", [])
            )


def test_req_dataset_tilesets_landingpage(client: TestClient) -> None:
    links = client.get("/ogc").json()["links"]
    assert {one["type"] for one in links if one["rel"].startswith(f"{RELATIONS}/tilesets-")} == {
        "application/json"
    }
    listed = client.get(listed_at(links))
    assert not violations("tileSetList", listed.json())
    assert {one["tileMatrixSetURI"] for one in listed.json()["tilesets"]} == {
        f"{MATRIX_SETS}/{name}" for name in SERVED
    }


def test_req_geodata_tilesets_desc_links(client: TestClient) -> None:
    for collection in ("parcel", "poi", "road"):
        assert listed_at(client.get(f"/ogc/collections/{collection}").json()["links"])


def test_req_tileset_description(client: TestClient) -> None:
    for source, auth in product(("/ogc/collections/parcel/tiles", "/ogc/collections/road/tiles", "/ogc/tiles"), (None, TECHNICIAN)):  # fmt: skip
        for name in SERVED:
            answer = client.get(f"{source}/{name}", auth=auth).json()
            assert not violations("tileSet", answer), source
            assert linked(answer, "self")["href"].startswith(f"{BASE_URL}{source}/{name}")
            assert linked(answer, "item", MVT)["templated"] is True
            definition = client.get(linked(answer, TILING_SCHEME)["href"]).json()
            assert (definition["uri"], definition["crs"]) == (answer["tileMatrixSetURI"], answer["crs"])


def test_req_tilesetmetadata_layers(client: TestClient) -> None:
    """What an audience does not see is no layer, and no property of one."""
    public, technician = (
        {one["id"]: one for one in client.get("/ogc/tiles/WebMercatorQuad", auth=auth).json()["layers"]}
        for auth in (None, TECHNICIAN)
    )
    assert {"parcel", "road"} <= public.keys() < technician.keys()
    assert "camera" in technician
    assert "camera" not in public
    assert public["parcel"]["geometryDimension"] == 2
    assert technician["camera"]["geometryDimension"] == 0
    assert "parcel_no" in public["parcel"]["propertiesSchema"]["properties"]
    assert "land_registry_id" not in str(public)


def test_req_tilematrixsetlimits(client: TestClient) -> None:
    """Within the limits lie the tiles with data; outside there are none."""
    for name, metadata in tile_sets(client, "/ogc/collections/parcel/tiles").items():
        assert len(metadata["tileMatrixSetLimits"]) > 5
        for limits in metadata["tileMatrixSetLimits"]:
            row, column = row_and_column(name, int(limits["tileMatrix"]))
            assert limits["minTileRow"] <= row <= limits["maxTileRow"], limits
            assert limits["minTileCol"] <= column <= limits["maxTileCol"], limits
        finest = next(one for one in metadata["tileMatrixSetLimits"] if one["tileMatrix"] == "17")
        rows = (finest["minTileRow"], finest["maxTileRow"])
        template = linked(metadata, "item", MVT)["href"]
        for beyond in (rows[0] - 2, rows[1] + 2):
            for column in range(finest["minTileCol"], finest["maxTileCol"] + 1):
                assert client.get(placed(template, 17, beyond, column)).status_code == 404


def test_req_collections_selection_collections_response(client: TestClient) -> None:
    (row, column), tile = row_and_column("WebMercatorQuad", 16), "/ogc/tiles/WebMercatorQuad/16/{}/{}"
    place = tile.format(row, column)
    everything = mapbox_vector_tile.decode(client.get(place).content)
    assert {"parcel", "poi"} <= everything.keys()
    some = client.get(f"{place}?collections=poi,parcel,poi")
    assert mapbox_vector_tile.decode(some.content).keys() == {"poi", "parcel"}
    assert (
        client.get(f"{place}?collections=parcel").content
        == client.get(f"/ogc/collections/parcel/tiles/WebMercatorQuad/16/{row}/{column}").content
    )


def test_req_collections_selection_links_keep_the_selection(client: TestClient) -> None:
    listed = client.get("/ogc/tiles?collections=parcel,poi").json()
    assert not violations("tileSetList", listed)
    for one in listed["tilesets"]:
        metadata = client.get(linked(one, "self")["href"]).json()
        assert [layer["id"] for layer in metadata["layers"]] == ["parcel", "poi"]
        assert linked(metadata, "item", MVT)["href"].endswith("?collections=parcel,poi")


@pytest.mark.parametrize(
    "collections", ["nothing", "parcel,nothing", "camera", "building_unit", "", "parcel,,poi"]
)
@pytest.mark.parametrize("path", ["", "/WebMercatorQuad", "/WebMercatorQuad/16/1/1"])
def test_req_collections_selection_unknown(client: TestClient, path: str, collections: str) -> None:
    answer = client.get(f"/ogc/tiles{path}?collections={collections}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["code"] == "bad_collections"


def test_req_tilematrixset_definition(client: TestClient) -> None:
    listed = client.get("/ogc/tileMatrixSets").json()
    assert not violations("tileMatrixSetList", listed)
    assert "/TileMatrixSets" not in client.get("/ogc").text + client.get("/ogc/collections/parcel/tiles").text
    assert [one["id"] for one in listed["tileMatrixSets"]] == list(SERVED)
    for known in listed["tileMatrixSets"]:
        definition = client.get(next(one["href"] for one in known["links"] if "json" in one["type"])).json()
        assert not violations("tileMatrixSet", definition)
        assert definition["uri"] == f"{MATRIX_SETS}/{known['id']}"


@pytest.mark.parametrize(
    ("name", "crs", "origin", "scale", "cell", "columns"),
    [
        ("WebMercatorQuad", "http://www.opengis.net/def/crs/EPSG/0/3857", [-20037508.3427892, 20037508.3427892],
         559082264.028717, 156543.033928041, 1),
        ("WorldCRS84Quad", "http://www.opengis.net/def/crs/OGC/1.3/CRS84", [-180, 90],
         279541132.014358, 0.703125, 2),
    ],
)  # fmt: skip
def test_tilematrixset_as_the_register_has_it(
    client: TestClient, name: str, crs: str, origin: list[float], scale: float, cell: float, columns: int
) -> None:
    """OGC 17-083r4, annex D.1 and D.2: every number of every level that has tiles."""
    definition = client.get(f"/ogc/tileMatrixSets/{name}").json()
    assert definition["crs"] == crs
    assert len(definition["tileMatrices"]) >= 23 - (columns - 1)
    for level, matrix in enumerate(definition["tileMatrices"]):
        assert matrix["id"] == str(level)
        assert matrix["pointOfOrigin"] == pytest.approx(origin, rel=1e-14)
        assert matrix["scaleDenominator"] == pytest.approx(scale / 2**level, rel=1e-12)
        assert matrix["cellSize"] == pytest.approx(cell / 2**level, rel=1e-12)
        assert (matrix["tileWidth"], matrix["tileHeight"]) == (256, 256)
        assert (matrix["matrixWidth"], matrix["matrixHeight"]) == (columns * 2**level, 2**level)


@pytest.mark.parametrize("path", ["/ogc/collections/parcel/tiles/NoSuchGrid", "/ogc/tiles/NoSuchGrid", "/ogc/tiles/NoSuchGrid/1/0/0", "/ogc/tileMatrixSets/NoSuchGrid", "/ogc/collections/parcel/tiles/NoSuchGrid/1/0/0"])  # fmt: skip
def test_req_core_tc_tilematrixset_unknown(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_tile_matrix_set")


def test_req_oas30_operation_id(client: TestClient) -> None:
    for full in ("false", "true"):
        document = client.get(f"/ogc/openapi?f=json&full={full}").json()
        named = [path["get"]["operationId"] for path in document["paths"].values()]
        assert any(name.endswith("collection.vector.getTile") for name in named)
        assert any(name.endswith("dataset.vector.getTile") for name in named)
        assert len(named) == len(set(named))
