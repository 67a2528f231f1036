"""The data inventory, for programs and for people."""

import asyncio

import orjson
from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.ogc.items import private
from api.principal import CurrentPrincipal
from api.problems import language_of
from api.state import kent_of
from gis.derive.data_dictionary import STYLE_DIGEST, data_dictionary
from gis.derive.inventory import inventory

router = APIRouter(tags=["inventory"])

_POLICY = (
    f"default-src 'none'; style-src '{STYLE_DIGEST}'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)


@router.get("/api/inventory")
async def inventory_document(request: Request, principal: CurrentPrincipal) -> Response:
    """Layers, fields, relations, code lists and processing activities, as far as the caller may see them."""
    found = await asyncio.to_thread(inventory, kent_of(request).registry, principal.audience)
    return Response(orjson.dumps(found, default=_written), 200, private(principal), "application/json")


@router.get("/api/dictionary")
async def dictionary_page(request: Request, principal: CurrentPrincipal) -> Response:
    """The same as a page that needs no other file: it may be saved, printed and handed on."""
    kent, language = kent_of(request), language_of(request)

    def page() -> str:
        found = inventory(kent.registry, principal.audience)
        return data_dictionary(found, kent.home.municipality.name, kent.home.logo, language)

    headers = {"Content-Security-Policy": _POLICY, "Content-Language": language, **private(principal)}
    headers["Vary"] += ", Accept-Language"
    return HTMLResponse(await asyncio.to_thread(page), 200, headers)


def _written(value: object) -> object:
    """Texts, codes and activities are models; everything else orjson writes itself."""
    if isinstance(value, BaseModel):
        return value.model_dump()
    raise TypeError(type(value).__name__)
