"""A kept tile as an HTTP answer, for the route and for the fast path in front of it alike."""

from functools import lru_cache

from api.compression import SMALLEST_PACKED, chosen_encoding, marked, unmarked
from api.tile_cache.tile import Tile

MVT = "application/vnd.mapbox-vector-tile"
VARY = "Accept, Authorization, Cookie, Accept-Encoding"

RawHeaders = tuple[tuple[bytes, bytes], ...]

_PUBLIC: RawHeaders = ((b"cache-control", b"public, no-cache"), (b"vary", VARY.encode()))
_PRIVATE: RawHeaders = ((b"cache-control", b"private, no-cache"), (b"vary", VARY.encode()))


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
    caching = _PRIVATE if signed_in else _PUBLIC
    if not tile.plain:
        return 204, caching, b""
    tag = f'"{tile.digest}"'
    if known and _knows(known, tag):
        sent = marked(tag, encoding)
        return 304, (*caching, (b"etag", (sent if sent in known else tag).encode())), b""
    return 200, caching + _content_headers(tag, len(content), encoding), content


@lru_cache(maxsize=8192)
def _content_headers(tag: str, size: int, encoding: str | None) -> RawHeaders:
    told = (
        (b"etag", marked(tag, encoding).encode()),
        (b"content-type", MVT.encode()),
        (b"content-length", str(size).encode()),
    )
    return told if encoding is None else (*told, (b"content-encoding", encoding.encode()))


def _knows(known: str, tag: str) -> bool:
    tags = {part.strip().removeprefix("W/") for part in unmarked(known).split(",")}
    return tag in tags or "*" in tags
