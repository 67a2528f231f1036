"""The caller's QGIS project, to be downloaded."""

import asyncio
import hashlib
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.ogc.items import private
from api.principal import CurrentPrincipal
from api.problems import language_of
from api.state import kent_of
from gis.derive.style import Look
from gis.derive.symbology import Theme
from gis.qgis import over_ogc_api, qgis_project

router = APIRouter(tags=["map"])


@router.get("/api/qgis")
async def project(
    request: Request, principal: CurrentPrincipal, theme: Annotated[Theme, Query()] = "light"
) -> Response:
    """A QGIS project (.qgz) of every layer the caller may see, read over the OGC API."""
    kent = kent_of(request)
    base_url = (kent.settings.public_url or str(request.base_url)).rstrip("/")
    look = Look(language_of(request), theme, base_url)
    connection = over_ogc_api(principal.audience, base_url)
    body = await asyncio.to_thread(qgis_project, kent.home, principal.audience, look, connection)
    headers = {"ETag": f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"', **private(principal)}
    headers["Vary"] += ", Accept-Language"
    if request.headers.get("if-none-match", "").removeprefix("W/") == headers["ETag"]:
        return Response(None, 304, headers)
    headers["Content-Disposition"] = 'attachment; filename="kent.qgz"'
    return Response(body, 200, headers, "application/x-qgis-project")
