"""Answers packed as the client takes them (RFC 9110, section 12.5.3): a pure ASGI layer, streams included."""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import anyio.to_thread
import brotli
import zstandard
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALLEST_PACKED = 1_000
"""Bytes; less fits into one packet anyway."""
_LARGE = 256 << 10
"""Bytes packed at once in a thread, so that the other requests need not wait."""
_PACKABLE = re.compile(
    r"text/(?!event-stream)|application/(?:[\w.-]+\+)?json|application/[\w.+-]*(?:xml|javascript|geo\+json-seq|openapi[\w.+-]*)"
    r"|application/(?:geopackage\+sqlite3|flatgeobuf|vnd\.mapbox-vector-tile)|image/svg"
)
"""Media types that packing makes smaller; Parquet, images and archives are packed inside."""
_ETAG_MARK = re.compile(r'\.(?:zstd|br|gzip)"')


class Packer(Protocol):
    """Packs one answer piece by piece."""

    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


class _Brotli:
    def __init__(self) -> None:
        self._inner: Any = brotli.Compressor(quality=1)

    def compress(self, data: bytes, /) -> bytes:
        return bytes(self._inner.process(data))

    def flush(self) -> bytes:
        return bytes(self._inner.finish())


_PACKERS: dict[str, Callable[[], Packer]] = {
    "zstd": lambda: zstandard.ZstdCompressor(level=1).compressobj(),
    "br": _Brotli,
    "gzip": lambda: zlib.compressobj(level=1, wbits=31),
}
"""Cheap levels: an answer is packed once and sent once. The first that a client likes best is taken."""


class Compression:
    """Packs answers of the types that get smaller; each packed form has its own ETag."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encoding = chosen_encoding(headers.get("accept-encoding", ""))
        asked = headers.get("if-none-match", "")
        inner = {**scope, "headers": [_unmarked(*header) for header in scope["headers"]]}
        answer = _Answer(send, encoding if scope["method"] != "HEAD" else None, asked)
        await self.app(inner, receive, answer.send)


@dataclass
class _Answer:
    """One answer on its way out."""

    out: Send
    encoding: str | None
    asked: str
    start: Message | None = None
    packer: Packer | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        if message["type"] != "http.response.body":
            await self.out(message)
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self.start is not None:
            start, self.start = self.start, None
            self._begin(start, len(body), more)
            await self.out(start)
        if self.packer is not None:
            work = self.packer
            packed = (
                await anyio.to_thread.run_sync(_packed, work, body, more)
                if len(body) > _LARGE
                else _packed(work, body, more)
            )
            if packed or not more:
                await self.out({**message, "body": packed})
            return
        await self.out(message)

    def _begin(self, start: Message, size: int, more: bool) -> None:
        """Decide, now that the type and perhaps the size are known."""
        headers = MutableHeaders(raw=list(start.get("headers", ())))
        start["headers"] = headers.raw
        if start["status"] == 304:
            self._mark_as_asked(headers)
            return
        if not _PACKABLE.match(headers.get("content-type", "")) or "content-encoding" in headers:
            return
        _vary(headers)
        if (
            self.encoding is None
            or start["status"] in (204, 206)
            or (not more and size < SMALLEST_PACKED)
            or "no-transform" in headers.get("cache-control", "")
        ):
            return
        self.packer = _PACKERS[self.encoding]()
        headers["Content-Encoding"] = self.encoding
        if "content-length" in headers:
            del headers["content-length"]
        if (tag := headers.get("etag", "")).endswith('"'):
            headers["ETag"] = marked(tag, self.encoding)

    def _mark_as_asked(self, headers: MutableHeaders) -> None:
        """A client that has the packed form is told of that one."""
        _vary(headers)
        tag = headers.get("etag", "")
        if self.encoding is not None and (packed_tag := marked(tag, self.encoding)) in self.asked:
            headers["ETag"] = packed_tag


_ONCE: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda content: zstandard.ZstdCompressor(level=9).compress(content),
    "br": lambda content: bytes(brotli.compress(content, quality=5)),
    "gzip": lambda content: zlib.compress(content, level=6, wbits=31),
}
"""Better levels, for what is packed once and sent often."""


def packed_once(encoding: str, content: bytes) -> bytes:
    """The whole of what will be sent often."""
    return _ONCE[encoding](content)


def marked(tag: str, encoding: str | None) -> str:
    """The entity tag of a packed form."""
    return tag if encoding is None else f'{tag[:-1]}.{encoding}"'


def unmarked(tags: str) -> str:
    """Entity tags as the application knows them, whatever packed form they are of."""
    return _ETAG_MARK.sub('"', tags)


def _vary(headers: MutableHeaders) -> None:
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")


def _packed(packer: Packer, body: bytes, more: bool) -> bytes:
    packed = packer.compress(body)
    return packed if more else packed + packer.flush()


def _unmarked(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """The app knows one tag for all packed forms."""
    if name in (b"if-none-match", b"if-match"):
        return name, unmarked(value.decode("latin-1")).encode("latin-1")
    return name, value


@lru_cache(maxsize=1024)
def chosen_encoding(accepted: str) -> str | None:
    """The encoding a client likes best of ours; None when it takes none."""
    wanted: dict[str, float] = {}
    for part in accepted[:1_000].lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        wanted[name] = float(quality) if re.fullmatch(r"[01](?:\.\d{0,3})?", quality) else 0.0
    liked = {name: wanted.get(name, wanted.get("*", 0.0)) for name in _PACKERS}
    best = max(liked, key=lambda name: liked[name])
    return best if liked[best] > 0 and liked[best] >= wanted.get("identity", 0.0) else None
