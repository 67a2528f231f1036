"""The map's style as the caller may see it, with its glyphs and icons."""

import asyncio
import hashlib
import json
import re
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.ogc.items import private
from api.principal import CurrentPrincipal, Principal
from api.problems import language_of
from api.state import kent_of
from api.static_files import file_response
from gis.derive.qml import QmlWriter
from gis.derive.sld import SldWriter
from gis.derive.style import Look, city_style
from gis.derive.symbology import SHIPPED_STYLES, Theme
from gis.errors import NotFound, Unavailable
from gis.text import Text

router = APIRouter(tags=["map"])

_BUILT = SHIPPED_STYLES / "build"
_A_MONTH = "public, max-age=2592000"
_RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")
_LAST_CODE_POINT = 0xFFFF


@router.head("/styles/{layer_id}.qml", include_in_schema=False)
@router.get("/styles/{layer_id}.qml")
async def qgis_style(
    request: Request, layer_id: str, principal: CurrentPrincipal, theme: Annotated[Theme, Query()] = "light"
) -> Response:
    """A layer's style, forms and value lists for QGIS."""
    kent = kent_of(request)
    view = kent.view(layer_id, principal)
    writer = QmlWriter(kent.registry, kent.home.styles, language_of(request), theme)
    document = await asyncio.to_thread(writer.qml, view)
    return _document(request, principal, document.encode(), "application/xml", f"{view.id}.qml")


@router.head("/styles/{layer_id}.sld", include_in_schema=False)
@router.get("/styles/{layer_id}.sld")
async def sld_style(
    request: Request, layer_id: str, principal: CurrentPrincipal, theme: Annotated[Theme, Query()] = "light"
) -> Response:
    """A layer's style as SLD 1.1, for servers and programs that read no MapLibre style."""
    kent = kent_of(request)
    view = kent.view(layer_id, principal)
    writer = SldWriter(kent.registry, kent.home.styles, language_of(request), theme)
    document = await asyncio.to_thread(writer.sld, view)
    return _document(request, principal, document.encode(), "application/vnd.ogc.sld+xml", f"{view.id}.sld")


@router.head("/styles/{style_id}", include_in_schema=False)
@router.get("/styles/{style_id}")
async def style(
    request: Request, style_id: str, principal: CurrentPrincipal, theme: Annotated[Theme, Query()] = "light"
) -> Response:
    """A MapLibre style; ``city`` is the whole city. Addresses in it are those the caller reached Kent by."""
    if style_id != "city":
        raise NotFound("unknown_style", Text(tr="Böyle bir stil yok.", en="There is no such style."))
    kent = kent_of(request)
    base_url = kent.settings.public_url or str(request.base_url)
    look = Look(language_of(request), theme, base_url.rstrip("/"))
    document = city_style(kent.registry, principal.audience, look, kent.home.styles)
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return _document(request, principal, body, "application/json")


@router.head("/fonts/{font_stack}/{code_points}.pbf", include_in_schema=False)
@router.get("/fonts/{font_stack}/{code_points}.pbf")
async def glyphs(request: Request, font_stack: str, code_points: str) -> Response:
    """The glyphs of 256 code points in the first font of the stack that is here; empty where it has none."""
    fonts = {folder.name for folder in (_BUILT / "fonts").glob("*")}
    if not fonts:
        raise _not_built()
    font = next((name for name in font_stack.split(",") if name.strip() in fonts), None)
    bounds = _RANGE.fullmatch(code_points)
    if font is None or bounds is None:
        raise NotFound("unknown_font", Text(tr="Böyle bir yazı tipi yok.", en="There is no such font."))
    first, last = int(bounds[1]), int(bounds[2])
    if first % 256 or last != first + 255 or last > _LAST_CODE_POINT:
        raise NotFound(
            "unknown_range",
            Text(tr="Böyle bir karakter aralığı yok.", en="There is no such range of characters."),
        )
    file = f"{font.strip()}/{first}-{last}.pbf"
    if not (_BUILT / "fonts" / file).is_file():
        return Response(b"", 200, {"Cache-Control": _A_MONTH}, "application/x-protobuf")
    return file_response(request, _BUILT / "fonts", file, _A_MONTH)


@router.head("/sprites/{name}", include_in_schema=False)
@router.get("/sprites/{name}")
async def sprite(request: Request, name: str) -> Response:
    """``city[@2x].{json,png}``, the icons as distance fields; ``icons.svg``, the same as symbols for legends."""
    if not (_BUILT / "sprites").is_dir():
        raise _not_built()
    return file_response(request, _BUILT / "sprites", name, "public, no-cache")


def _document(
    request: Request, principal: Principal, body: bytes, media_type: str, file_name: str | None = None
) -> Response:
    """What is written anew for each caller, sent again only when it has changed."""
    headers = {"ETag": f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"', **private(principal)}
    headers["Vary"] += ", Accept-Language"
    if request.headers.get("if-none-match", "").removeprefix("W/") == headers["ETag"]:
        return Response(None, 304, headers)
    if file_name is not None:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return Response(body, 200, headers, media_type)


def _not_built() -> Unavailable:
    return Unavailable(
        "styles_not_built",
        Text(
            tr="Haritanın yazı ve simgeleri henüz üretilmemiş.",
            en="The map's glyphs and icons are not made yet.",
        ),
        Text(tr="'make up' komutu üretir.", en="'make up' makes them."),
    )
