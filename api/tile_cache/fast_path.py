"""Answers for tiles in memory before anything else is done with a request.

It knows no addresses by itself: an address that the route has answered for once is found by its very text and the caller's
audience, so what is refused there is never found here.
"""

from starlette.requests import Request
from starlette.types import Scope, Send

from api.headers import common_headers
from api.principal import PUBLIC, Principal
from api.state import Kent
from api.tile_cache.answer import answer, encoding_of
from api.tile_cache.tile import Address

_METHODS = ("GET", "HEAD")
_PREFIXES = ("/tiles/", "/ogc/")


async def answered_from_memory(kent: Kent, scope: Scope, send: Send) -> bool:
    """Answer a request if it is for a tile in memory; the answer carries the headers that every layer of the app would add.

    Returns:
        False for everything else.
    """
    if scope["type"] != "http" or not scope["path"].startswith(_PREFIXES) or scope["method"] not in _METHODS:
        return False
    asked: dict[bytes, bytes] = dict(reversed(scope["headers"]))  # of a name given twice, the first counts
    if asked.get(b"accept", b"*/*") != b"*/*":
        return False  # the route knows what that admits
    principal: Principal | None = PUBLIC
    if b"authorization" in asked or b"cookie" in asked:
        principal = kent.authenticator.remembered(Request(scope))
    if principal is None:
        return False
    tile = kent.tiles.named(Address(principal.audience, scope["path"], scope["query_string"]))
    if tile is None or (not tile.plain and scope["path"].startswith("/ogc/")):
        return False  # whether nothing is there, or no tile at all, the route knows
    method = scope["method"]
    encoding = encoding_of(tile, asked.get(b"accept-encoding", b"").decode("latin-1"), method)
    content = tile.ready(encoding)
    if content is None:
        return False
    known = asked.get(b"if-none-match", b"").decode("latin-1")
    status, headers, body = answer(tile, content, encoding, known, signed_in=principal.signed_in)
    headers = (*headers, *common_headers(scope["path"], scope["headers"]))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
    return True
