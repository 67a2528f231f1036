"""An audience's OGC API -> its OpenAPI 3.0.3 document. Pure, and self-contained: no `$ref` leads outside it.

Concrete paths, one set a collection, so that each collection's own properties are parameters a client can check.
What all collections share stands once under ``components``.
"""

from dataclasses import dataclass
from typing import Any

from gis.derive.json_schema import SchemaWriter, queryable_fields
from gis.derive.ogc_service import DEFAULT_LIMIT, MAX_LIMIT, TILE_MATRIX_SET, OgcService
from gis.derive.openapi_components import components, parameter, ref
from gis.municipality import Coverage
from gis.registry import LayerView
from gis.text import Language

Part = dict[str, Any]

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
SCHEMA = "application/schema+json"
TILE = "application/vnd.mapbox-vector-tile"
PAGE = ("f", "lang")
"""The parameters every document takes."""


@dataclass(frozen=True)
class OpenApiWriter:
    """Writes one audience's document in one language."""

    service: OgcService
    language: Language

    def document(self) -> Part:
        service, city = self.service, self.service.municipality
        contact = {k: v for k, v in (("email", city.contact.email), ("url", city.contact.url)) if v}
        paths: Part = self._common_paths()
        for view in service.views:
            paths |= self._feature_paths(view)
        for coverage in service.coverages:
            paths |= self._coverage_paths(coverage)
        ids = [(view.id, view.layer.title) for view in service.views] + [
            (c.id, c.title) for c in service.coverages
        ]
        return {
            "openapi": "3.0.3",
            "info": {
                "title": self._said(
                    f"{city.name.tr} kent bilgi sistemi", f"{city.name.en} city information platform"
                ),
                "version": service.registry.digest,
                "contact": {"name": city.name[self.language], **contact},
            },
            "servers": [{"url": service.url}],
            "tags": [
                {"name": "service", "description": self._said("Hizmetin kendisi", "The service itself")},
                *(
                    {"name": collection_id, "description": title[self.language]}
                    for collection_id, title in ids
                ),
            ],
            "paths": paths,
            "components": components(service.crs_uris, DEFAULT_LIMIT, MAX_LIMIT),
        }

    def _common_paths(self) -> Part:
        def page(operation_id: str, summary: str, schema: str, json_type: str = JSON) -> Part:
            return self._get(
                "service", operation_id, summary, PAGE, {json_type: ref("schemas", schema), HTML: _TEXT}
            )

        said = self._said
        tile_matrix_set = page("getTileMatrixSet", said("Karo şeması", "A tile matrix set"), "anything")
        tile_matrix_set["parameters"] = [*_refs(PAGE), ref("parameters", "tileMatrixSetId")]
        return {
            "/": {"get": page("getLandingPage", said("Giriş sayfası", "Landing page"), "landingPage")},
            "/openapi": {
                "get": page(
                    "getOpenApi",
                    said("Bu belge", "This document"),
                    "anything",
                    "application/vnd.oai.openapi+json;version=3.0",
                )
            },
            "/conformance": {
                "get": page(
                    "getConformance", said("Uyulan standart sınıfları", "Conformance classes"), "conformance"
                )
            },
            "/collections": {
                "get": page("getCollections", said("Bütün katmanlar", "All collections"), "collections")
            },
            "/tileMatrixSets": {
                "get": page("getTileMatrixSetsList", said("Karo şemaları", "Tile matrix sets"), "anything")
            },
            "/tileMatrixSets/{tileMatrixSetId}": {"get": tile_matrix_set},
        }

    def _feature_paths(self, view: LayerView) -> Part:
        collection, title = f"/collections/{view.id}", view.layer.title[self.language]
        said = self._said

        def get(name: str, tr: str, en: str, parameters: tuple[str, ...], content: Part) -> Part:
            return {
                "get": self._get(
                    view.id, f"{view.id}.{name}", f"{title}: {said(tr, en)}", parameters, content
                )
            }

        features = {
            GEOJSON: ref("schemas", "featureCollection"),
            HTML: _TEXT,
            "application/ld+json": _ANY,
            "text/csv": _TEXT,
        }
        feature = {GEOJSON: ref("schemas", "feature"), HTML: _TEXT, "application/ld+json": _ANY}
        items = get("getItems", "öğeler", "items", _ITEMS, features)
        items["get"]["parameters"] += self._queryables(view)
        paths: Part = {
            collection: get("getCollection", "katman bilgisi", "the collection", PAGE, {JSON: ref("schemas", "collection"), HTML: _TEXT}),
            f"{collection}/items": items,
            f"{collection}/items/{{featureId}}": get("getItem", "bir öğe", "one item", ("featureId", "crs", *PAGE), feature),
            f"{collection}/schema": get("getSchema", "veri şeması", "schema", PAGE, {SCHEMA: _ANY, HTML: _TEXT}),
            f"{collection}/queryables": get("getQueryables", "sorgulanabilir alanlar", "queryables", PAGE, {SCHEMA: _ANY, HTML: _TEXT}),
        }  # fmt: skip
        if view.geometry == "none":
            return paths
        tiles, tile_set = f"{collection}/tiles", f"{collection}/tiles/{TILE_MATRIX_SET}"
        vector, page = "collection.vector", {JSON: ref("schemas", "anything"), HTML: _TEXT}
        return {
            **paths,
            tiles: get(f"{vector}.getTileSetsList", "karo kümeleri", "tile sets", PAGE, page),
            tile_set: get(f"{vector}.getTileSet", "karo kümesi", "a tile set", PAGE, page),
            f"{tile_set}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": get(
                f"{vector}.getTile",
                "karo",
                "a tile",
                ("tileMatrix", "tileRow", "tileCol", "fTile"),
                {TILE: _BINARY},
            ),
        }

    def _coverage_paths(self, coverage: Coverage) -> Part:
        collection, title = f"/collections/{coverage.id}", coverage.title[self.language]
        said = self._said

        def get(name: str, tr: str, en: str, parameters: tuple[str, ...], content: Part) -> Part:
            return {
                "get": self._get(
                    coverage.id, f"{coverage.id}.{name}", f"{title}: {said(tr, en)}", parameters, content
                )
            }

        data = {"application/prs.coverage+json": _ANY, "image/tiff": _BINARY, HTML: _TEXT}
        return {
            collection: get("getCollection", "katman bilgisi", "the collection", PAGE, {JSON: ref("schemas", "collection"), HTML: _TEXT}),
            f"{collection}/schema": get("getSchema", "veri şeması", "schema", PAGE, {SCHEMA: _ANY, HTML: _TEXT}),
            f"{collection}/coverage": get(
                "getCoverage", "hücre değerleri", "the cell values", ("bbox", "subset", "bands", "fCoverage", "lang"), data
            ),
        }  # fmt: skip

    def _queryables(self, view: LayerView) -> list[Part]:
        writer = SchemaWriter(self.service.registry, self.language, self.service.url)
        found = [ref("parameters", "id")]
        for field in queryable_fields(view):
            described = writer.property(view, field)
            schema: Part = {
                key: value for key, value in described.items() if key in ("type", "format", "enum")
            }
            found.append(parameter(field.name, schema, field.title[self.language]))
        return found

    def _get(
        self, tag: str, operation_id: str, summary: str, parameters: tuple[str, ...], content: Part
    ) -> Part:
        answers: Part = {
            "200": {
                "description": summary,
                "content": {kind: {"schema": schema} for kind, schema in content.items()},
            }
        }
        answers |= {status: ref("responses", name) for status, name in _FAILURES.items()}
        return {
            "tags": [tag],
            "operationId": operation_id,
            "summary": summary,
            "parameters": _refs(parameters),
            "responses": answers,
        }

    def _said(self, tr: str, en: str) -> str:
        return {"tr": tr, "en": en}[self.language]


def _refs(names: tuple[str, ...]) -> list[Part]:
    return [ref("parameters", name) for name in names]


_ITEMS = (
    "limit", "bbox", "bbox-crs", "crs", "datetime", "offset", "token", "properties", "sortby", "skipGeometry", "filter", "filter-lang", "filter-crs",
    "fItems", "lang",
)  # fmt: skip
_FAILURES = {
    "400": "badRequest",
    "401": "unauthorized",
    "404": "notFound",
    "500": "fault",
    "503": "unavailable",
}
_TEXT: Part = {"type": "string"}
_ANY: Part = {"type": "object"}
_BINARY: Part = {"type": "string", "format": "binary"}
