"""The hot route of items and pygeoapi's answer alike: the same features, in the same order, by the same question."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from api.state import kent_of
from gis.definitions import load_registry
from gis.registry import LayerView, Registry
from tests.conftest import STORAGE_SRID
from tests.contracts.conftest import BASE_URL, PASSWORD
from tests.contracts.planted import SOUTH, WEST, PlantedLayer
from tests.databases import Database

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
FIRST = "/first-by-pygeoapi/{collection_id}"


async def by_pygeoapi(request: Request) -> Response:
    """What nobody is served: a page of features as pygeoapi writes it."""
    kent = kent_of(request)
    return await kent.ogc.items_page(request, await kent.authenticator.principal(request), "json")


@pytest.fixture(scope="module")
def both_ways(
    planted_home: Path, database: Database, planted: dict[str, PlantedLayer]
) -> Iterator[TestClient]:
    app = create_app(ServerSettings(home=planted_home, public_url=BASE_URL), database.conninfo)
    app.router.routes.insert(0, Route(FIRST, by_pygeoapi))
    with TestClient(app, base_url=BASE_URL) as client:
        yield client


def questions(view: LayerView, layer: PlantedLayer) -> Iterator[dict[str, Any]]:
    """In every kind of parameter that chooses, orders or shapes features."""
    yield from ({}, {"limit": 1}, {"limit": 1, "offset": 1}, {"offset": 50}, {"skipGeometry": "true"})
    yield {"datetime": "2020-01-01T00:00:00Z"}
    yield {"datetime": "2020-01-01T00:00:00Z/.."}
    yield {"filter": f"id = {layer.ids[0]}"}
    if view.geometry != "none":
        yield {"crs": f"{EPSG}{STORAGE_SRID}"}
        x, y = layer.place
        yield {"bbox": f"{y - 9},{x - 9},{y + 9},{x + 9}", "bbox-crs": f"{EPSG}{STORAGE_SRID}"}
        yield {
            "bbox": f"{SOUTH - 900},{WEST - 900},{SOUTH - 800},{WEST - 800}",
            "bbox-crs": f"{EPSG}{STORAGE_SRID}",
        }
    if view.fields:
        yield {"properties": view.fields[-1].name}
    sortable = [field.name for field in view.fields if field.sortable]
    for name in sortable:
        yield {"sortby": f"-{name}"}
    if len(sortable) > 1:
        yield {"sortby": f"{sortable[1]},-{sortable[0]}"}
    chosen = next((f for f in view.fields if f.type in ("text", "code")), None)
    if chosen is not None:
        yield {chosen.name: layer.values[chosen.name][0]}
        yield {"filter": f"{chosen.name} <> '{layer.values[chosen.name][0]}'", "limit": 1}


def distinct_views(registry: Registry) -> Iterator[LayerView]:
    """What one audience sees as another one did is asked once."""
    seen = set()
    for audience in registry.audiences:
        for view in registry.views(audience):
            kind = view.id, tuple(f.name for f in view.fields), view.geometry, view.cell_m
            if kind not in seen:
                seen.add(kind)
                yield view


@pytest.mark.parametrize("layer_id", list(load_registry().layers))
def test_both_ways_answer_alike(
    layer_id: str, both_ways: TestClient, planted: dict[str, PlantedLayer], registry: Registry
) -> None:
    layer, compared = planted[layer_id], 0
    for view in distinct_views(registry):
        if view.id != layer_id:
            continue
        auth = None if view.audience == "public" else (view.audience, PASSWORD)
        for asked in questions(view, layer):
            hot = both_ways.get(f"/ogc/collections/{layer_id}/items", params=asked, auth=auth)
            first = both_ways.get(FIRST.format(collection_id=layer_id), params=asked, auth=auth)
            assert hot.status_code == first.status_code == 200, (asked, hot.text, first.text)
            for told in ("features", "numberReturned", "numberMatched"):
                assert hot.json().get(told) == first.json().get(told), (view.audience, asked, told)
            compared += len(hot.json()["features"])
    assert compared > 0
