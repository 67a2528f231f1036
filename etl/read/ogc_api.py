"""Reads a collection of another OGC API page by page, within bounds, and from no other server than the one named."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson

from etl.read.parts import plain_stem
from etl.read.recognise import Format
from etl.read.vector import open_vector
from etl.source import Source, SourceLimits, SourceRequest, unreadable
from gis.errors import SourceError
from gis.text import Text

_PAGE_ROWS = 1000
_TIMEOUT_S = 60.0
_REDIRECTS = 5


def open_collection(request: SourceRequest, folder: Path, limits: SourceLimits) -> Source:
    """Fetch all features of ``…/collections/{id}`` (or of its ``/items``), in longitude and latitude.

    Args:
        folder: takes the features; must live as long as the source.

    Raises:
        SourceError: no answer, none of an OGC API, a link to another server, or too much.
    """
    assert request.url is not None
    url = httpx.URL(request.url)
    segments = [s for s in url.path.split("/") if s]
    if not segments or segments[-1] != "items":
        url = url.copy_with(path=url.path.rstrip("/") + "/items")
    name = next((s for s in reversed(segments) if s != "items"), url.host)
    url = url.copy_merge_params({"f": "json", "limit": str(_PAGE_ROWS)})
    file = folder / f"{plain_stem(name)}.geojsonl"
    empty = True
    with file.open("wb") as out:
        for feature in _features(request.path, url, limits):
            out.write(orjson.dumps(feature) + b"\n")
            empty = False
    if empty:
        raise unreadable(
            request.path, "koleksiyonda kayıt yok", "the collection has no features", code="empty_source"
        )
    source = open_vector(file, Format.JSON, None, None, limits)
    return Source(
        request.path,
        "OGC API",
        name,
        source.columns,
        source.has_geometry,
        source.batches,
        source.size,
        source.crs,
        source.encoding,
    )


def _features(path: Path, first: httpx.URL, limits: SourceLimits) -> Iterator[dict[str, Any]]:
    left, until = limits.downloaded_bytes, time.monotonic() + limits.seconds
    url: httpx.URL | None = first
    seen: set[str] = set()
    with httpx.Client(timeout=_TIMEOUT_S, headers={"Accept": "application/geo+json"}) as client:
        while url is not None:
            if len(seen) >= limits.pages or time.monotonic() > until or str(url) in seen:
                raise _too_much(path)
            seen.add(str(url))
            body = _fetched(path, client, url, left, until)
            left -= len(body)
            page = _page(path, body)
            yield from page["features"]
            url = _next(path, first, url, page)


def _fetched(path: Path, client: httpx.Client, url: httpx.URL, left: int, until: float) -> bytes:
    start = url
    try:
        for _ in range(_REDIRECTS):
            with client.stream("GET", url) as answer:
                if answer.is_redirect:
                    url = _same_server(path, start, url.join(answer.headers.get("location", "")))
                    continue
                if answer.status_code != 200:
                    raise _no_answer(path, f"HTTP {answer.status_code}")
                body = bytearray()
                for block in answer.iter_bytes():
                    body += block
                    if len(body) > left or time.monotonic() > until:
                        raise _too_much(path)
                return bytes(body)
    except httpx.HTTPError as error:
        raise _no_answer(path, type(error).__name__) from None
    raise _no_answer(path, "redirects")


def _page(path: Path, body: bytes) -> dict[str, Any]:
    try:
        page = orjson.loads(body)
    except orjson.JSONDecodeError:
        page = None
    features = page.get("features") if isinstance(page, dict) else None
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise _no_answer(path, "no FeatureCollection")
    assert isinstance(page, dict)
    return page


def _next(path: Path, first: httpx.URL, current: httpx.URL, page: dict[str, Any]) -> httpx.URL | None:
    links = page.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "next" and page["features"]:
            return _same_server(path, first, current.join(str(link.get("href", ""))))
    return None


def _same_server(path: Path, first: httpx.URL, other: httpx.URL) -> httpx.URL:
    if (other.scheme, other.host, other.port) != (first.scheme, first.host, first.port):
        raise unreadable(
            path,
            f"başka bir sunucuya yönlendiriyor ({other.host})",
            f"leads to another server ({other.host})",
            Text(
                tr="Güveniyorsanız o sunucudaki adresi doğrudan verin.",
                en="If you trust it, give the address on that server itself.",
            ),
            "hostile_source",
        )
    return other


def _too_much(path: Path) -> SourceError:
    return unreadable(
        path,
        "sunucu sınırlardan çok veri ya da sonu gelmeyen sayfalar gönderiyor",
        "the server sends more than the limits allow, or pages without end",
        Text(
            tr="Koleksiyonu bbox ya da filter parametresiyle daraltın.",
            en="Narrow the collection with a bbox or filter parameter.",
        ),
        "source_too_large",
    )


def _no_answer(path: Path, said: str) -> SourceError:
    return unreadable(
        path,
        f"OGC API koleksiyonu olarak yanıt vermedi ({said})",
        f"did not answer as a collection of an OGC API ({said})",
        Text(
            tr="Adres https://…/collections/AD biçiminde olmalı; tarayıcıda açılıp açılmadığına bakın.",
            en="The address must be like https://…/collections/NAME; see whether it opens in a browser.",
        ),
        "no_answer",
    )
