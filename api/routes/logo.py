"""The municipality's logo."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.state import kent_of
from gis.errors import NotFound
from gis.text import Text

router = APIRouter(tags=["municipality"])

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""An SVG opened by itself may style itself, and neither run scripts nor fetch anything."""


@router.api_route("/api/logo", methods=["GET", "HEAD"])
async def logo(request: Request) -> Response:
    """SVG or PNG; 404 where the municipality has given none."""
    found = kent_of(request).home.logo
    if found is None:
        raise NotFound(
            "no_logo", Text(tr="Belediye logo vermemiş.", en="The municipality has given no logo.")
        )
    headers = {
        "ETag": f'"{found.digest}"',
        "Cache-Control": "public, no-cache",
        "Content-Security-Policy": _POLICY,
    }
    if request.headers.get("if-none-match", "").removeprefix("W/") == headers["ETag"]:
        return Response(None, 304, headers)
    return Response(found.content, 200, headers, found.media_type)
