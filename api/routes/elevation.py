"""How high the ground is: at a point, or along a line."""

import json
from typing import Annotated, Any

import shapely
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.principal import CurrentPrincipal, Principal
from api.state import kent_of
from gis.elevation import ElevationModel
from gis.errors import InvalidRequest, NotFound
from gis.municipality import Coverage
from gis.text import Text

router = APIRouter(tags=["elevation"])

_LONGEST_LINE = 100_000
"""Characters of a line's text."""


class Height(BaseModel):
    """The ground's height at a point, in metres; null where the elevation model has none."""

    elevation_m: float | None
    lon: float
    lat: float
    coverage: str


class ProfilePoint(BaseModel):
    distance_m: float
    lon: float
    lat: float
    elevation_m: float | None


class Profile(BaseModel):
    """Heights along a line; distances are measured along it, on the ground plane."""

    profile: tuple[ProfilePoint, ...]
    coverage: str


class ProfileRequest(BaseModel):
    """A line, as WKT or GeoJSON (longitude, latitude), and the distance between samples."""

    line: str | dict[str, Any]
    step_m: float | None = Field(default=None, gt=0)
    coverage: str | None = None


@router.get("/api/elevation")
async def elevation(
    request: Request,
    principal: CurrentPrincipal,
    lon: float | None = None,
    lat: float | None = None,
    line: Annotated[str | None, Query(max_length=_LONGEST_LINE, description="LINESTRING(lon lat, …)")] = None,
    step_m: Annotated[float | None, Query(gt=0, description="Distance between samples, in metres")] = None,
    coverage: Annotated[
        str | None, Query(description="Which elevation model, when there are several")
    ] = None,
) -> Height | Profile:
    """The height at a point (``lon``, ``lat``) or along a ``line``, interpolated bilinearly."""
    if line is not None and lon is None and lat is None:
        return await _profile(request, principal, ProfileRequest(line=line, step_m=step_m, coverage=coverage))
    if lon is None or lat is None or line is not None or step_m is not None:
        raise InvalidRequest(
            "point_or_line",
            Text(tr="Ya lon ve lat ya da line verin.", en="Give either lon and lat, or a line."),
            Text(
                tr="Örnek: /api/elevation?lon=32.87&lat=39.96",
                en="For example /api/elevation?lon=32.87&lat=39.96",
            ),
        )
    model = _model(request, principal, coverage)
    height = await run_in_threadpool(_read(request, model).value, lon, lat)
    return Height(elevation_m=height, lon=lon, lat=lat, coverage=model.id)


@router.post("/api/elevation")
async def elevation_profile(request: Request, principal: CurrentPrincipal, asked: ProfileRequest) -> Profile:
    """The same for lines that are too long for an address."""
    return await _profile(request, principal, asked)


async def _profile(request: Request, principal: Principal, asked: ProfileRequest) -> Profile:
    model = _model(request, principal, asked.coverage)
    points = await run_in_threadpool(_read(request, model).profile, _line(asked.line), asked.step_m)
    told = tuple(
        ProfilePoint(distance_m=p.distance_m, lon=p.lon, lat=p.lat, elevation_m=p.elevation_m) for p in points
    )
    return Profile(profile=told, coverage=model.id)


def _model(request: Request, principal: Principal, coverage_id: str | None) -> Coverage:
    """The named elevation model, or the first: a raster in metres that the caller may see."""
    kent = kent_of(request)
    audience = kent.registry.audiences[principal.audience]
    seen = [
        c
        for c in kent.home.municipality.coverages_for(audience)
        if c.unit == "m" and coverage_id in (None, c.id)
    ]
    if not seen:
        raise NotFound(
            "no_elevation_model",
            Text(
                tr="Görebileceğiniz böyle bir yükseklik verisi yok.",
                en="There is no such elevation model that you may see.",
            ),
            Text(
                tr="municipality.yaml içinde coverages altına unit: m olan bir raster ekleyin.",
                en="Add a raster with unit: m under coverages in municipality.yaml.",
            ),
        )
    return seen[0]


def _read(request: Request, coverage: Coverage) -> ElevationModel:
    kent = kent_of(request)
    return ElevationModel(kent.home.path / coverage.file, kent.territory.srid, kent.territory.boundary)


def _line(given: str | dict[str, Any]) -> shapely.LineString:
    try:
        found = shapely.from_wkt(given) if isinstance(given, str) else shapely.from_geojson(json.dumps(given))
    except (shapely.GEOSException, ValueError, TypeError):
        found = None
    if not isinstance(found, shapely.LineString):
        raise InvalidRequest(
            "not_a_line",
            Text(
                tr="line bir WKT LINESTRING ya da GeoJSON LineString olmalıdır.",
                en="line must be a WKT LINESTRING or a GeoJSON LineString.",
            ),
            Text(
                tr="Örnek: LINESTRING(32.87 39.96, 32.88 39.97)",
                en="For example LINESTRING(32.87 39.96, 32.88 39.97)",
            ),
        )
    return found
