"""A kept tile as an HTTP answer, for the route and for the fast path in front of it alike."""

from api.compression import SMALLEST_PACKED, chosen_encoding, marked, unmarked
from api.tile_cache.tile import Tile

MVT = "application/vnd.mapbox-vector-tile"
VARY = "Accept, Authorization, Cookie, Accept-Encoding"

RawHeaders = list[tuple[bytes, bytes]]


def encoding_of(tile: Tile, accept_encoding: str, method: str) -> str | None:
    """The encoding a tile is sent in; None for as it is."""
    if method == "HEAD" or len(tile.plain) < SMALLEST_PACKED:
        return None
    return chosen_encoding(accept_encoding)


def answer(
    tile: Tile, content: bytes, encoding: str | None, known: str, *, signed_in: bool
) -> tuple[int, RawHeaders, bytes]:
    """Status, headers and body.

    Args:
        content: the tile in that encoding.
        known: If-None-Match as the client sent it.
    """
    cache_control = b"private, no-cache" if signed_in else b"public, no-cache"
    headers = [(b"cache-control", cache_control), (b"vary", VARY.encode())]
    if not tile.plain:
        return 204, headers, b""
    tag = f'"{tile.digest}"'
    if known and _knows(known, tag):
        sent = marked(tag, encoding)
        headers.append((b"etag", (sent if sent in known else tag).encode()))
        return 304, headers, b""
    headers += [
        (b"etag", marked(tag, encoding).encode()),
        (b"content-type", MVT.encode()),
        (b"content-length", str(len(content)).encode()),
    ]
    if encoding is not None:
        headers.append((b"content-encoding", encoding.encode()))
    return 200, headers, content


def _knows(known: str, tag: str) -> bool:
    tags = {part.strip().removeprefix("W/") for part in unmarked(known).split(",")}
    return tag in tags or "*" in tags
