"""``OPTIONS``: what may be done with an address."""

from starlette.requests import Request
from starlette.responses import Response

from api.state import kent_of

_READING = "GET, HEAD, OPTIONS"
_CROSS_ORIGIN = {
    "Access-Control-Allow-Methods": f"{_READING}, POST",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match, Prefer",
    "Access-Control-Max-Age": "3600",
}


async def reading(_request: Request) -> Response:
    """Of addresses that are only read, whatever lies there."""
    return Response(None, 204, {"Allow": _READING, **_CROSS_ORIGIN, "Access-Control-Allow-Methods": _READING})


async def items(request: Request) -> Response:
    """Of a collection's items, or one of them, that the caller may know of.

    QGIS takes POST among them for the right to add features (OGC 20-002), so the posted query is not among them; pages
    of other origins may send it all the same.
    """
    kent = kent_of(request)
    principal = await kent.authenticator.principal(request)
    kent.view(request.path_params["collection_id"], principal)
    return Response(None, 204, {"Allow": _READING, **_CROSS_ORIGIN})
