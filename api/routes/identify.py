"""What is here: the features at a place."""

import json
import math
from typing import Annotated, Any

import shapely
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.ogc.items import private
from api.principal import CurrentPrincipal
from api.problems import language_of
from api.routes.features import described
from api.state import kent_of
from gis.point_query import at_point_statement
from gis.registry import LayerView

router = APIRouter(tags=["identify"])

_PIXELS = 8
"""Reach of a tap around points and lines, in screen pixels."""
_PER_LAYER = 5
_ORDER = {"Point": 0, "MultiPoint": 0, "LineString": 1, "MultiLineString": 1, "Polygon": 2, "MultiPolygon": 2}


@router.get("/api/identify")
async def identify(
    request: Request,
    principal: CurrentPrincipal,
    lon: Annotated[float, Query(ge=-180, le=180)],
    lat: Annotated[float, Query(ge=-90, le=90)],
    zoom: Annotated[float, Query(ge=0, le=24)] = 17,
    layers: Annotated[
        str | None, Query(max_length=2000, description="Layer ids, separated by commas; all when absent")
    ] = None,
) -> JSONResponse:
    """Features at a place, points before lines before areas, small before large."""
    kent = kent_of(request)
    asked = (
        [kent.view(name, principal) for name in dict.fromkeys(layers.split(","))]
        if layers
        else list(kent.visible(principal).values())
    )
    views = [v for v in asked if v.geometry != "none"]
    place = kent.territory.point(lon, lat)
    features: list[dict[str, Any]] = []
    if place is not None:
        point = shapely.to_wkb(shapely.Point(place))
        metres_per_pixel = (
            156543.03392 * math.cos(math.radians(lat)) / 2 ** (zoom + 1)
        )  # 512-pixel tiles, as MapLibre counts
        values = {"point": point, "srid": kent.territory.srid}
        answers = await kent.reader(principal).rows_of_each(
            (at_point_statement(v, _reach(v, metres_per_pixel), _PER_LAYER) for v in views), values
        )
        found = [(view, row) for view, rows in zip(views, answers, strict=True) for row in rows]
        found.sort(key=lambda entry: _rank(*entry))
        base, language = kent.settings.base_url, language_of(request)
        features = [described(base, view, json.loads(row[1]), language) for view, row in found]
    return JSONResponse({"features": features}, headers=private(principal))


def _reach(view: LayerView, metres_per_pixel: float) -> float:
    """Metres; areas must hold the place itself, a coarsened position may stand anywhere in its cell."""
    if (view.layer.geometry_type or "").endswith("Polygon"):
        return 0.0
    return max(_PIXELS * metres_per_pixel, (view.cell_m or 0) / math.sqrt(2))


def _rank(view: LayerView, row: tuple[Any, ...]) -> tuple[int, float, float]:
    """What people mean comes first: the nearest point, then line, then the smallest area around the place."""
    _, written, distance = row
    if view.cell_m is not None:  # it may lie anywhere in its cell
        return _ORDER["Polygon"], distance, view.cell_m**2
    return _ORDER[view.layer.geometry_type or "Polygon"], distance, shapely.from_geojson(written).area
