"""Reads a collection of another OGC API page by page, within bounds, and from no other server than the one named."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import orjson

from etl.read.other_server import OtherServer, no_answer, other_server, too_much
from etl.read.parts import plain_stem
from etl.read.recognise import Format
from etl.read.vector import open_vector
from etl.source import Source, SourceLimits, SourceRequest, unreadable

PAGE_ROWS = 1000


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
    file = folder / f"{plain_stem(name)}.geojsonl"
    empty = True
    with file.open("wb") as out, other_server(request.path, url, limits) as server:
        asked = url.copy_with(username=None, password=None)
        for feature in items(server, asked, limits):
            out.write(orjson.dumps(feature) + b"\n")
            empty = False
    if empty:
        raise unreadable(
            request.path, "koleksiyonda kayıt yok", "the collection has no features", code="empty_source"
        )
    source = open_vector(file, Format.JSON, None, None, limits)
    return replace(source, path=request.path, format="OGC API", layer=name, notes=())


def items(server: OtherServer, url: httpx.URL, limits: SourceLimits) -> Iterator[dict[str, Any]]:
    """The features of all pages of ``…/items``."""
    following: httpx.URL | None = url.copy_merge_params({"f": "json", "limit": str(PAGE_ROWS)})
    seen: set[str] = set()
    while following is not None:
        if len(seen) >= limits.pages or time.monotonic() > server.until or str(following) in seen:
            raise too_much(server.path)
        seen.add(str(following))
        page = _page(server.path, server.body(following))
        yield from page["features"]
        following = _next(server, following, page)


def _page(path: Path, body: bytes) -> dict[str, Any]:
    try:
        page = orjson.loads(body)
    except orjson.JSONDecodeError:
        page = None
    features = page.get("features") if isinstance(page, dict) else None
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise no_answer(path, "no FeatureCollection")
    assert isinstance(page, dict)
    return page


def _next(server: OtherServer, current: httpx.URL, page: dict[str, Any]) -> httpx.URL | None:
    links = page.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "next" and page["features"]:
            return server.own(current, str(link.get("href", "")))
    return None
