"""The hot routes of features: ``/ogc/collections/{id}/items`` and one item, as GeoJSON.

PostgreSQL writes the features; everything else of an answer is a few links. Other formats go to pygeoapi.
"""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.ogc import formats
from api.ogc.company_links import company_links
from api.ogc.downloads import download
from api.ogc.items_request import ItemsRequest, parse_item, parse_items, write_token
from api.ogc.link_header import link_header
from api.ogc.validators import entity_tag, last_modified, page_tag, unchanged
from api.principal import Principal
from api.problems import language_of
from api.state import Kent, kent_of
from gis.features import unknown_feature
from gis.reader import Page
from gis.registry import LayerView

GEOJSON = "application/geo+json"
FORM = "application/x-www-form-urlencoded"
_MOST_IN_ADDRESS = 6_000
"""Characters of a link's parameters; proxies cut addresses off at 8,000."""
_SAFE = ":,/"
"""Characters that stay as they are in a link's parameters, besides letters and digits."""


async def items(request: Request) -> Response:
    """A page of a collection's features."""
    kent = kent_of(request)
    principal = await kent.authenticator.principal(request)
    wanted = formats.negotiated(request, (*formats.PAGES, *formats.FILES))
    file_format = formats.file_format_of(wanted)
    if wanted is not formats.GEOJSON and file_format is None:
        return await kent.ogc.items_page(request, principal, wanted.name)  # tells of its errors on pages
    view = kent.view(request.path_params["collection_id"], principal)
    parameters = request.query_params.multi_items()
    if file_format is not None:
        return await download(request, kent, principal, view, parameters, file_format)
    asked = parse_items(parameters, view, kent.territory)
    reader = kent.reader(principal)
    if asked.hits:
        page = Page(b"", 0, False, None, None, await reader.hits(view, asked.query))
    else:
        page = await reader.items(view, asked.query)
    links = _links(kent, request, view, asked, page)
    etag = page_tag(page.features, page.matched, links)
    headers = {"Content-Crs": f"<{asked.query.crs.uri}>", "ETag": etag, **private(principal)}
    if unchanged(request.headers, etag.removeprefix("W/"), None):
        return Response(None, 304, headers)
    headers["Link"] = link_header(links)
    return Response(_collection(page, links), 200, headers, GEOJSON)


async def item(request: Request) -> Response:
    """One feature."""
    kent = kent_of(request)
    principal = await kent.authenticator.principal(request)
    wanted = formats.negotiated(request, formats.PAGES)
    if wanted is not formats.GEOJSON:
        return await kent.ogc.item_page(request, principal, wanted.name)
    view = kent.view(request.path_params["collection_id"], principal)
    query = parse_item(request.query_params.multi_items(), view, kent.territory)
    feature_id = request.path_params["feature_id"]
    known = feature_id.isascii() and feature_id.isdigit() and len(feature_id) <= 18
    if not known:
        raise unknown_feature()
    reader, number = kent.reader(principal), int(feature_id)
    found, company = await asyncio.gather(
        reader.item(view, number, query), reader.company(kent.bonds(view), number)
    )
    if found is None:
        raise unknown_feature()
    language = language_of(request)
    belonging = company_links(company, kent.settings.base_url, language)
    shape = (
        kent.registry.digest,
        principal.audience,
        query.crs.uri,
        query.properties,
        query.skip_geometry,
        language,
        belonging,
    )
    etag = entity_tag(found.version, shape)
    modified = last_modified(found.valid_from, datetime.now(UTC))
    headers = {"Content-Crs": f"<{query.crs.uri}>", "ETag": etag, **private(principal)}
    headers["Vary"] += ", Accept-Language"
    if modified is not None:
        headers["Last-Modified"] = modified
    # What belongs to a feature comes and goes without it: of that, only the ETag knows.
    if unchanged(request.headers, etag, None if belonging else modified):
        return Response(None, 304, headers)
    base = f"{kent.settings.base_url}/ogc/collections/{view.id}"
    links = [
        {"rel": "self", "type": GEOJSON, "href": f"{base}/items/{feature_id}"},
        {"rel": "alternate", "type": "text/html", "href": f"{base}/items/{feature_id}?f=html"},
        {
            "rel": "collection",
            "type": "application/json",
            "href": base,
            "title": view.layer.title[language],
        },
        *belonging,
    ]
    headers["Link"] = link_header(links)
    return Response(found.feature[:-1] + b',"links":' + orjson.dumps(links) + b"}", 200, headers, GEOJSON)


def private(principal: Principal) -> dict[str, str]:
    """Caching rules: answers differ by credential, and are checked again before each use."""
    scope = "private" if principal.signed_in else "public"
    return {"Cache-Control": f"{scope}, no-cache", "Vary": "Accept, Authorization, Cookie"}


def _collection(page: Page, links: list[dict[str, object]]) -> bytes:
    head: dict[str, object] = {"type": "FeatureCollection", "numberReturned": page.returned}
    if page.matched is not None:
        head["numberMatched"] = page.matched
    head["timeStamp"] = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return orjson.dumps({**head, "links": links})[:-1] + b',"features":[' + page.features + b"]}"


def _links(
    kent: Kent, request: Request, view: LayerView, asked: ItemsRequest, page: Page
) -> list[dict[str, object]]:
    base = f"{kent.settings.base_url}/ogc/collections/{view.id}"
    given = {name: _written(name, value) for name, value in request.query_params.items()}
    links: list[dict[str, object]] = [
        _link("self", GEOJSON, f"{base}/items", given.values()),
        *_alternates(view, f"{base}/items", _without(given, "f", "token")),
        {
            "rel": "collection",
            "type": "application/json",
            "href": base,
            "title": view.layer.title[language_of(request)],
        },
    ]
    if page.more and page.last_id is not None:
        token = _written("token", write_token(asked, page.last_id, page.last_values or []))
        links.append(_link("next", GEOJSON, f"{base}/items", [*_without(given, "token", "offset"), token]))
    return links


def _alternates(view: LayerView, path: str, given: list[str]) -> list[dict[str, object]]:
    """The same question in every other format it is answered in."""
    others = (formats.HTML, formats.JSON_LD, *formats.files_of(view))
    return [_link("alternate", one.media_types[0], path, [*given, f"f={one.name}"]) for one in others]


def _written(name: str, value: str) -> str:
    return f"{quote(name, safe=_SAFE)}={quote(value, safe=_SAFE)}"


def _without(given: dict[str, str], *names: str) -> list[str]:
    return [written for name, written in given.items() if name not in names]


def _link(rel: str, media_type: str, path: str, parameters: Collection[str]) -> dict[str, object]:
    """What is too long for an address is posted; links to that are written as in STAC API."""
    query = "&".join(parameters)
    if len(query) > _MOST_IN_ADDRESS:
        posted = {"method": "POST", "headers": {"Content-Type": FORM}, "body": query}
        return {"rel": rel, "type": media_type, "href": path, **posted}
    return {"rel": rel, "type": media_type, "href": f"{path}?{query}" if query else path}
