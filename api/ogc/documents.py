"""Handlers of our own beside pygeoapi's, in its shape: ``handler(api, request, …) -> headers, status, content``.

Where pygeoapi's documents fall short (schemas without titles, units and codes; conformance to what does not hold;
links to what is not served), these answer instead.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC
from http import HTTPStatus
from typing import Any

from pygeoapi.api import APIRequest, describe_collections, landing_page
from pygeoapi.api import get_collection_schema as raster_schema
from pygeoapi.api.coverages import get_collection_coverage
from pygeoapi.api.itemtypes import get_collection_item, get_collection_items

from api.ogc.audience_api import Answer, AudienceApi
from api.ogc.conformance import conformance_classes
from api.ogc.formats import admits, files_of
from api.ogc.items_request import parse_bbox, parse_item, parse_items
from api.ogc.json_ld import self_contained
from api.ogc.link_header import link_header
from api.ogc.pygeoapi_repairs import RequestedFilter
from gis.cql2.predicate import Predicate
from gis.crs import CRS84, CrsRef
from gis.derive.json_schema import DIALECT, SchemaWriter
from gis.derive.ogc_service import GEOTIFF
from gis.derive.openapi import JSON, SCHEMA, OpenApiWriter
from gis.derive.tile_set import dataset_tiles_links
from gis.errors import NotFound
from gis.registry import LayerView
from gis.text import Language, Text

_NOT_SERVED = ("http://www.opengis.net/def/rel/ogc/1.0/processes",)
_PAGE_FORMATS = ("json", "html", "jsonld")


def landing(api: AudienceApi, request: APIRequest) -> Answer:
    """pygeoapi's landing page, without links to what Kent does not serve, and with those to the dataset's tiles."""
    require_format(api, request, _PAGE_FORMATS)
    headers, status, content = landing_page(api, request)
    if request.format in (None, "json"):
        document = json.loads(content)
        document["links"] = spelled(link for link in document["links"] if link["rel"] not in _NOT_SERVED)
        document["links"] += dataset_tiles_links(api.service)
        content = api.json(document)
    elif request.format == "jsonld":
        content = api.json(self_contained(json.loads(content)))
    return headers, status, content


def openapi(api: AudienceApi, request: APIRequest) -> Answer:
    """The OpenAPI document, in brief or in full, or a page that lists its paths."""
    require_format(api, request, ("json", "html"))
    full = request.params.get("full", "false")
    if full not in ("true", "false"):
        api.get_exception(HTTPStatus.BAD_REQUEST, {}, None, "InvalidParameterValue", "full: true, false")
    headers = request.get_response_headers()
    if request.format == "html":
        document = OpenApiWriter(api.service, language_asked(request), full == "true").document()
        return headers, HTTPStatus.OK, api.pages.render("openapi.html", document, language_asked(request))
    headers["Content-Type"] = "application/vnd.oai.openapi+json;version=3.0"
    return headers, HTTPStatus.OK, api.openapi_document(language_asked(request), full == "true")


def conformance(api: AudienceApi, request: APIRequest) -> Answer:
    require_format(api, request, ("json", "html"))
    return page_or_json(api, request, "conformance.html", {"conformsTo": conformance_classes(api.service)})


def collections(api: AudienceApi, request: APIRequest) -> Answer:
    require_format(api, request, _PAGE_FORMATS)
    return _completed(api, request, describe_collections(api, request))


def collection(api: AudienceApi, request: APIRequest, collection_id: str) -> Answer:
    require_format(api, request, _PAGE_FORMATS)
    _require_collection(api, collection_id)
    return _completed(api, request, describe_collections(api, request, collection_id))


def schema(api: AudienceApi, request: APIRequest, collection_id: str) -> Answer:
    """What a feature, or a raster's cell, holds."""
    require_format(api, request, ("json", "html"))
    url = f"{api.service.collection_url(collection_id)}/schema"
    view = api.service.view(collection_id)
    if view is None:
        _require_collection(api, collection_id)
        return _schema_page(
            api,
            request,
            "collections/schema.html",
            collection_id,
            _raster_schema(api, request, collection_id),
        )
    document = SchemaWriter(api.service.registry, language_asked(request), api.service.url).schema(view, url)
    return _schema_page(api, request, "collections/schema.html", collection_id, document)


def queryables(api: AudienceApi, request: APIRequest, collection_id: str) -> Answer:
    require_format(api, request, ("json", "html"))
    view = _require_features(api, collection_id)
    url = f"{api.service.collection_url(collection_id)}/queryables"
    document = SchemaWriter(api.service.registry, language_asked(request), api.service.url).queryables(
        view, url
    )
    return _schema_page(api, request, "collections/queryables.html", collection_id, document)


def items(api: AudienceApi, request: APIRequest, collection_id: str, format_: str) -> Answer:
    """Pages and JSON-LD; the hot route, which chose the format, answers GeoJSON and files itself."""
    request._format = format_
    view = _require_features(api, collection_id)
    # It refuses what the hot route refuses.
    asked = parse_items(list(request.params.multi_items()), view, api.territory)
    if asked.query.filter is not None:
        _keep_filter(request, asked.query.filter)
    return _answer(get_collection_items(api, request, collection_id))


def item(api: AudienceApi, request: APIRequest, collection_id: str, feature_id: str, format_: str) -> Answer:
    request._format = format_
    view = _require_features(api, collection_id)
    parse_item(list(request.params.multi_items()), view, api.territory)
    # pygeoapi matches a provider's languages against a list only, but gives the header as one text.
    request._raw_locale = [language_asked(request)]
    return _answer(get_collection_item(api, request, collection_id, feature_id))


def coverage(api: AudienceApi, request: APIRequest, collection_id: str) -> Answer:
    """A raster's cells, as CoverageJSON, GeoTIFF or a page about them."""
    require_format(api, request, ("json", "html", GEOTIFF))
    found = api.service.coverage(collection_id)
    if found is None:
        raise unknown_collection()
    _require_bbox(request)
    if request.format != "html":
        return _answer(get_collection_coverage(api, request, collection_id))
    # pygeoapi writes this page in the default language, whatever was asked for.
    cells = as_document(get_collection_coverage, api, request, collection_id)
    language = language_asked(request)
    return page_or_json(
        api, request, "coverage.html", cells | {"collection_id": found.id, "title": found.title[language]}
    )


def nothing(_api: AudienceApi, _request: APIRequest) -> Answer:
    """Where there is no such address: a page for a browser, a problem document for a program."""
    raise NotFound(
        "not_found",
        Text(tr="Böyle bir adres yok.", en="There is no such address."),
        Text(tr="Bütün adresler: /ogc/openapi", en="Every address: /ogc/openapi"),
    )


def unknown_collection() -> NotFound:
    """Hidden or not there: the answer is the same."""
    return NotFound(
        "unknown_collection",
        Text(
            tr="Böyle bir katman yok ya da görmeye yetkiniz yok.",
            en="There is no such collection, or you may not see it.",
        ),
        Text(tr="Katmanların listesi: /ogc/collections", en="The collections are listed at /ogc/collections"),
    )


def require_format(api: AudienceApi, request: APIRequest, served: tuple[str, ...]) -> None:
    if "f" in request.params and request.params["f"] not in served:
        api.get_exception(
            HTTPStatus.BAD_REQUEST, {}, None, "InvalidParameterValue", f"f: {', '.join(served)}"
        )
    if request.format is not None and request.format not in served:
        request._format = None  # an Accept header that names nothing of ours gets the usual format


def _require_collection(api: AudienceApi, collection_id: str) -> None:
    if api.service.view(collection_id) is None and api.service.coverage(collection_id) is None:
        raise unknown_collection()


def _require_features(api: AudienceApi, collection_id: str) -> LayerView:
    view = api.service.view(collection_id)
    if view is None:
        raise unknown_collection()
    return view


def _raster_schema(api: AudienceApi, request: APIRequest, collection_id: str) -> dict[str, Any]:
    """pygeoapi leaves titles in every language at once, which JSON Schema does not allow."""
    document = as_document(raster_schema, api, request, collection_id)
    for band in document["properties"].values():
        title = band["title"]
        band["title"] = title.get(language_asked(request)) or title["und"]
    return document | {"$schema": DIALECT, "$id": f"{api.service.collection_url(collection_id)}/schema"}


def _schema_page(
    api: AudienceApi, request: APIRequest, template: str, collection_id: str, document: dict[str, Any]
) -> Answer:
    headers, status, content = page_or_json(
        api, request, template, document | {"collection_id": collection_id}
    )
    if request.format != "html":
        headers["Content-Type"] = _schema_type(request)
        content = api.json(document)
    return headers, status, content


def _schema_type(request: APIRequest) -> str:
    """GDAL admits JSON by its general name only, and refuses what is called otherwise."""
    accept = request.headers.get("accept", "")
    return JSON if not admits(accept, SCHEMA) and admits(accept, JSON) else SCHEMA


def page_or_json(api: AudienceApi, request: APIRequest, template: str, document: dict[str, Any]) -> Answer:
    headers = request.get_response_headers()
    if request.format == "html":
        return headers, HTTPStatus.OK, api.pages.render(template, document, language_asked(request))
    return headers, HTTPStatus.OK, api.json(document)


def as_document(
    handler: Callable[..., Any], api: AudienceApi, request: APIRequest, *arguments: str
) -> dict[str, Any]:
    """What a handler of pygeoapi would write as JSON, whatever format was asked for."""
    asked, request._format = request.format, "json"
    try:
        document: dict[str, Any] = json.loads(handler(api, request, *arguments)[2])
    finally:
        request._format = asked
    return document


def _completed(api: AudienceApi, request: APIRequest, answer: Any) -> Answer:
    """Collections, with what pygeoapi does not write: attributions, files, and rasters told from features.

    GDAL takes every collection for features unless ``layerDataType`` says otherwise, QGIS unless ``itemType`` does; the
    queryables of a raster, which pygeoapi links, select nothing.
    """
    headers, status, content = _answer(answer)
    if request.format in (None, "json"):
        document = json.loads(content)
        for one in document.get("collections", [document]):
            if api.service.coverage(one["id"]) is not None:
                one["itemType"], one["layerDataType"] = "coverage", "Coverage"
                one["links"] = [link for link in one["links"] if not link["rel"].endswith("/queryables")]
                continue
            view = _require_features(api, one["id"])
            one["links"] += [*_files(api, view), _drafted_queryables(api, view)]
            if (
                since := api.extents[view.id].since
            ) is not None:  # ``datetime`` asks as of then; there is no end
                one["extent"]["temporal"] = {"interval": [[since.astimezone(UTC).isoformat(), None]]}
            if view.layer.attribution is not None:
                one["attribution"] = view.layer.attribution[language_asked(request)]
        content = api.json(document)
        headers["Link"] = link_header(document["links"])
    elif request.format == "jsonld":
        content = api.json(self_contained(json.loads(content)))
    return headers, status, content


def _files(api: AudienceApi, view: LayerView) -> list[dict[str, str]]:
    url = f"{api.service.collection_url(view.id)}/items"
    return [
        {"rel": "items", "type": one.media_types[0], "href": f"{url}?f={one.name}"} for one in files_of(view)
    ]


def _drafted_queryables(api: AudienceApi, view: LayerView) -> dict[str, str]:
    """By the relation of Part 3's draft: GDAL (3.12 still) finds the queryables by no other."""
    url = f"{api.service.collection_url(view.id)}/queryables?f=json"
    return {"rel": "queryables", "type": SCHEMA, "href": url}


def _keep_filter(request: APIRequest, predicate: Predicate) -> None:
    """pygeoapi hands the parameter to the provider."""
    kept = RequestedFilter(request.params["filter"])
    kept.predicate = predicate
    request._args = {**request.params, "filter": kept}


def spelled(links: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Links to the tile matrix sets as OGC 20-057 spells the path; pygeoapi begins it with a capital."""
    return [link | {"href": link["href"].replace("/TileMatrixSets", "/tileMatrixSets")} for link in links]


def _require_bbox(request: APIRequest) -> None:
    """pygeoapi takes its own refusal of a coverage's bbox for a fault of the server."""
    if "bbox" in request.params:
        parse_bbox(request.params["bbox"], CrsRef(4326, CRS84))


def _answer(answer: Any) -> Answer:
    """pygeoapi's answer, which it does not type."""
    headers, status, content = answer
    return headers, status, content


def language_asked(request: APIRequest) -> Language:
    return "tr" if request.locale.language == "tr" else "en"
