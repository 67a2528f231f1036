"""What must hold for every layer of the registry, for every audience, through every outlet.

The outlets are taken from the live route table: a route that nobody classified here fails.
"""

from collections.abc import Iterator
from pathlib import Path

import mapbox_vector_tile
import pytest
from pyproj import Transformer
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from gis.definitions import load_registry
from gis.registry import LayerView, Registry
from tests.conftest import STORAGE_SRID
from tests.contracts.conftest import PASSWORD
from tests.contracts.planted import PlantedLayer

AUDIENCES = list(load_registry().audiences)
LAYERS = list(load_registry().layers)

# Routes whose answers cannot hold a feature's value: files of the build, sign-in, health, pages about tile grids.
WITHOUT_FEATURES = {
    "/", "/{path:path}", "/health", "/metrics", "/api/session", "/sign-in/{token}", "/api/openapi.json", "/api/docs",
    "/fonts/{font_stack}/{code_points}.pbf", "/sprites/{name}", "/ogc/static/{file}", "/api/elevation",
    "/ogc/tileMatrixSets", "/ogc/tileMatrixSets/{tile_matrix_set}", "/ogc/TileMatrixSets",
    "/ogc/TileMatrixSets/{tile_matrix_set}", "/ogc/collections/{collection_id}/coverage",
}  # fmt: skip

# What answers call parts of their own like a field: a problem tells the id of the HTTP request.
NAMES_OF_ANSWERS = {"request_id"}


def about_city(planted: dict[str, PlantedLayer]) -> Iterator[str]:
    """Answers about the whole city."""
    for path in ("/ogc", "/ogc/", "/ogc/collections", "/ogc/conformance", "/ogc/openapi"):
        yield path
        yield f"{path}?f=html"
    yield from ("/api/layers", "/styles/city", "/styles/city?lang=en&theme=dark")
    for layer in planted.values():
        for name, values in layer.values.items():
            if layer.layer.field(name).type == "text":
                yield f"/api/search?q={values[0]}"
        lon, lat = degrees(layer.place)
        yield f"/api/identify?lon={lon}&lat={lat}&zoom=18"


def about_layer(layer: PlantedLayer) -> Iterator[str]:
    """Answers about one layer, asked in every form."""
    base = f"/ogc/collections/{layer.layer.id}"
    for path in (
        base,
        f"{base}/schema",
        f"{base}/queryables",
        f"{base}/tiles",
        f"{base}/tiles/WebMercatorQuad",
    ):
        yield path
        yield f"{path}?f=html"
    for query in ("", "?f=html", "?f=csv", "?f=jsonld", "?crs=http://www.opengis.net/def/crs/EPSG/0/3857",
                  f"?crs=http://www.opengis.net/def/crs/EPSG/0/{STORAGE_SRID}", "?resulttype=hits", "?skipGeometry=true"):  # fmt: skip
        yield f"{base}/items{query}"
    for feature_id in layer.ids:
        for query in ("", "?f=html", "?f=jsonld"):
            yield f"{base}/items/{feature_id}{query}"
    for name, values in layer.values.items():
        yield f"{base}/items?properties={name}"
        yield f"{base}/items?sortby={name}"
        yield f"{base}/items?sortby=-{name}&f=html"
        yield f"{base}/items?{name}={values[0]}"
        yield f"{base}/items?{name}={values[0]}&f=html"
    for path in tiles(layer):
        yield path


def tiles(layer: PlantedLayer) -> Iterator[str]:
    zoom = max(layer.layer.zoom[0], 16)
    x, y = tile_of(degrees(layer.place), zoom)
    yield f"/ogc/collections/{layer.layer.id}/tiles/WebMercatorQuad/{zoom}/{y}/{x}"
    yield f"/tiles/{layer.layer.id}/{zoom}/{x}/{y}"


def degrees(place: tuple[float, float]) -> tuple[float, float]:
    lon, lat = Transformer.from_crs(STORAGE_SRID, 4326, always_xy=True).transform(*place)
    return float(lon), float(lat)


def tile_of(place: tuple[float, float], zoom: int) -> tuple[int, int]:
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(*place)
    half = 20037508.342789244
    return int((x + half) / (2 * half) * 2**zoom), int((half - y) / (2 * half) * 2**zoom)


@pytest.fixture(params=AUDIENCES)
def audience(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def credentials(audience: str) -> tuple[str, str] | None:
    return None if audience == "public" else (audience, PASSWORD)


def test_every_route_is_classified(asked: TestClient, planted: dict[str, PlantedLayer]) -> None:
    """A new route must be named above, as an outlet or as one without features."""
    paths = {r.path for r in asked.app.router.routes if isinstance(r, (Route, Mount))}  # type: ignore[attr-defined]
    asked_for = {url.split("?")[0] for url in about_city(planted)}
    asked_for |= {url.split("?")[0] for layer in planted.values() for url in about_layer(layer)}
    routes = [r for r in asked.app.router.routes if isinstance(r, Route)]  # type: ignore[attr-defined]
    covered = {next(r.path for r in routes if r.path_regex.match(url)) for url in asked_for}
    assert paths - covered - WITHOUT_FEATURES == set()


def test_no_outlet_holds_a_value_beyond_the_audience(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, audience: str
) -> None:
    forbidden = list(_forbidden(planted, registry, audience))
    urls = [*about_city(planted), *(url for layer in planted.values() for url in about_layer(layer))]
    leaks = []
    for url in urls:
        answer = asked.get(url, auth=credentials(audience))
        assert answer.status_code < 500, (url, answer.text)
        # Links repeat what the caller asked for; that is no leak.
        said = (
            answer.content.replace(url.encode(), b"")
            .replace(url.split("?")[-1].encode(), b"")
            .replace(b'": "', b'":"')
        )
        leaks += [(url, what) for what, mark in forbidden if mark in said]
    assert leaks == []


def _forbidden(
    planted: dict[str, PlantedLayer], registry: Registry, audience: str
) -> Iterator[tuple[str, bytes]]:
    """(what, bytes) that this audience must never receive."""
    yield "changed_by", b"PLANTEDACTOR"
    views = registry.views(audience)
    seen_names = {f.name for view in views for f in view.fields} | NAMES_OF_ANSWERS
    seen_titles = {f.title.tr for view in views for f in view.fields} | {v.layer.title.tr for v in views}
    for layer in planted.values():
        view = registry.view(layer.layer.id, audience)
        visible = {f.name for f in view.fields} if view else set()
        for hidden in layer.values.keys() - visible:
            yield from ((f"{layer.layer.id}.{hidden}", mark) for mark in layer.marks(hidden))
            if hidden not in seen_names:
                title = layer.layer.field(hidden).title
                yield f"the name {hidden}", f'"{hidden}":'.encode()
                yield f"the name {hidden}", f'"name":"{hidden}"'.encode()
                if title.tr not in seen_titles:
                    yield f"the title of {hidden}", f">{title.tr}<".encode()
        if view is None:
            yield f"the title of {layer.layer.id}", f'"{layer.layer.title.tr}"'.encode()
        if layer.layer.geometry != "none" and (view is None or view.geometry != "exact"):
            lon, _ = degrees(layer.place)
            yield f"the place of {layer.layer.id}", f"{lon:.9f}"[:9].encode()
            yield f"the place of {layer.layer.id}", f"{layer.place[0]:.1f}".encode()


@pytest.mark.parametrize("layer_id", LAYERS)
def test_an_audience_is_served_just_what_it_may_see(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, layer_id: str, audience: str
) -> None:
    view = registry.view(layer_id, audience)
    answer = asked.get(f"/ogc/collections/{layer_id}/items", auth=credentials(audience))
    if view is None:
        unknown = asked.get("/ogc/collections/no_such_layer/items", auth=credentials(audience))
        assert answer.status_code == unknown.status_code == 404
        assert answer.json()["code"] == unknown.json()["code"]
        return
    features = answer.json()["features"]
    assert answer.json()["numberMatched"] == len(features) == len(planted[layer_id].ids)
    names = [f.name for f in view.fields]
    assert [list(f["properties"]) for f in features] == [names] * len(features)
    for name in names:
        served = [f["properties"][name] for f in features]
        assert [str(v) for v in served] == [_served(v) for v in planted[layer_id].values[name]]
    assert all((f["geometry"] is None) == (view.geometry == "none") for f in features)


def _served(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@pytest.mark.parametrize("layer_id", LAYERS)
def test_tiles_hold_the_layer_under_its_id(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, layer_id: str, audience: str
) -> None:
    view = registry.view(layer_id, audience)
    for url in tiles(planted[layer_id]):
        answer = asked.get(url, auth=credentials(audience))
        if view is None:
            assert answer.status_code == 404
            continue
        if view.geometry == "none":
            assert answer.status_code == 204
            continue
        if view.geometry == "exact":
            assert answer.status_code == 200, url
            decoded = mapbox_vector_tile.decode(answer.content)
            assert set(decoded) == {layer_id}
            drawn = decoded[layer_id]["features"]
            assert {f["id"] for f in drawn} & set(planted[layer_id].ids)
            assert {name for f in drawn for name in f["properties"]} <= {f.name for f in view.fields}


def test_a_coarsened_place_is_the_corner_of_a_fixed_grid(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry
) -> None:
    crs = f"http://www.opengis.net/def/crs/EPSG/0/{STORAGE_SRID}"
    for audience in registry.audiences:
        for view in registry.views(audience):
            if view.geometry != "coarsened" or view.cell_m is None:
                continue
            answer = asked.get(f"/ogc/collections/{view.id}/items?crs={crs}", auth=credentials(audience))
            for feature in answer.json()["features"]:
                northing, easting = feature["geometry"]["coordinates"]
                assert northing % view.cell_m == 0
                assert easting % view.cell_m == 0


def test_hidden_fields_can_be_neither_filtered_nor_sorted_by(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, audience: str
) -> None:
    for layer in planted.values():
        view = registry.view(layer.layer.id, audience)
        if view is None:
            continue
        for hidden in layer.values.keys() - {f.name for f in view.fields}:
            for query in (f"{hidden}={layer.values[hidden][0]}", f"sortby={hidden}", f"properties={hidden}"):
                answer = asked.get(f"/ogc/collections/{view.id}/items?{query}", auth=credentials(audience))
                assert answer.status_code == 400, (view.id, query)


@pytest.mark.parametrize("layer_id", LAYERS)
def test_the_table_has_the_fields_of_the_yaml(layer_id: str, registry: Registry, asked: TestClient) -> None:
    view = registry.view(layer_id, "secure") or registry.view(layer_id, "staff")
    assert isinstance(view, LayerView)
    schema = asked.get(f"/ogc/collections/{layer_id}/schema", auth=credentials(view.audience)).json()
    assert {f.name for f in view.fields} <= set(schema["properties"])


@pytest.mark.parametrize("layer_id", LAYERS)
def test_titles_are_bilingual(layer_id: str, registry: Registry) -> None:
    layer = registry.layers[layer_id]
    for text in (layer.title, *(f.title for f in layer.fields)):
        assert text.tr.strip()
        assert text.en.strip()
    assert Path("gis/layers", f"{layer_id}.yaml").name == f"{layer.id}.yaml"
