"""A pure ASGI layer that answers for tiles in memory before anything is routed; all else goes on.

It knows no addresses by itself: an address that the route has answered for once is found by its very text and the caller's
audience, so what is refused there is never found here.
"""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as AsgiScope

from api.headers import common_headers
from api.principal import PUBLIC, Principal
from api.state import Kent
from api.tile_cache.answer import answer, encoding_of
from api.tile_cache.tile import Address

_METHODS = ("GET", "HEAD")
_PREFIXES = ("/tiles/", "/ogc/")


class CachedTiles:
    """Stands outside of every other layer, so its answers carry the headers that those would add."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or scope["method"] not in _METHODS
            or not scope["path"].startswith(_PREFIXES)
            or not await _answered(scope, send)
        ):
            await self.app(scope, receive, send)


async def _answered(scope: AsgiScope, send: Send) -> bool:
    asked: dict[bytes, bytes] = dict(reversed(scope["headers"]))  # of a name given twice, the first counts
    if asked.get(b"accept", b"*/*") != b"*/*":
        return False  # the route knows what that admits
    kent: Kent = scope["app"].state.kent
    principal: Principal | None = PUBLIC
    if b"authorization" in asked or b"cookie" in asked:
        principal = kent.authenticator.remembered(Request(scope))
    if principal is None:
        return False
    tile = kent.tiles.named(Address(principal.audience, scope["path"], scope["query_string"]))
    if tile is None:
        return False
    method = scope["method"]
    encoding = encoding_of(tile, asked.get(b"accept-encoding", b"").decode("latin-1"), method)
    content = tile.ready(encoding)
    if content is None:
        return False
    known = asked.get(b"if-none-match", b"").decode("latin-1")
    status, headers, body = answer(tile, content, encoding, known, signed_in=principal.signed_in)
    headers += common_headers(scope["path"], scope["headers"])
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
    return True
