"""An audience's OGC API -> its OpenAPI 3.0.3 document. Pure, and self-contained: no `$ref` leads outside it.

In brief, every kind of address stands once, with the collections it holds for; the size hardly grows with the layers.
In full, each collection has its own paths, so that its properties are parameters a client can check.
What all collections share stands once under ``components``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from gis.derive.json_schema import SchemaWriter, queryable_fields
from gis.derive.ogc_service import DEFAULT_LIMIT, MAX_LIMIT, OgcService
from gis.derive.openapi_components import components, parameter, ref
from gis.export.formats import FILE_FORMATS
from gis.registry import LayerView
from gis.text import Language

Part = dict[str, Any]

JSON = "application/json"
JSON_LD = "application/ld+json"
GEOJSON = "application/geo+json"
HTML = "text/html"
SCHEMA = "application/schema+json"
TILE = "application/vnd.mapbox-vector-tile"
PAGE = ("f", "lang")
"""The parameters every document takes."""
LINKED = ("fLinked", "lang")
"""Of documents that are written as JSON-LD as well."""


@dataclass(frozen=True)
class _Address:
    """A collection's address, or the template that stands for several.

    Attributes:
        prefix: of its operations' ids, which are unique in a document.
        title: what its summaries begin with.
        parameters: of the path itself.
    """

    path: str
    tag: str
    prefix: str = ""
    title: str = ""
    parameters: tuple[Part, ...] = ()


@dataclass(frozen=True)
class OpenApiWriter:
    """Writes one audience's document in one language.

    Args:
        full: every collection's own paths with its own properties as parameters.
    """

    service: OgcService
    language: Language
    full: bool = False

    def document(self) -> Part:
        service, city = self.service, self.service.municipality
        contact = {k: v for k, v in (("email", city.contact.email), ("url", city.contact.url)) if v}
        return {
            "openapi": "3.0.3",
            "info": {
                "title": self._said(
                    f"{city.name.tr} kent bilgi sistemi", f"{city.name.en} city information platform"
                ),
                "description": self._said(
                    "Katmanların kendi alanları da sorgu parametresidir: /collections/{collectionId}/queryables; "
                    "hepsi bir belgede: /openapi?full=true",
                    "Each collection's own properties are query parameters as well: "
                    "/collections/{collectionId}/queryables; all of them in one document: /openapi?full=true",
                ),
                "version": service.registry.digest,
                "contact": {"name": city.name[self.language], **contact},
            },
            "servers": [{"url": service.url}],
            "tags": self._tags(),
            "paths": {
                **self._common_paths(),
                **(self._paths_of_each_collection() if self.full else self._paths_of_all_collections()),
            },
            "components": components(
                service.crs_uris,
                DEFAULT_LIMIT,
                MAX_LIMIT,
                [v.id for v in service.views if v.geometry != "none"],
            ),
        }

    def _tags(self) -> list[Part]:
        named = [("service", self._said("Hizmetin kendisi", "The service itself"))]
        if self.full:
            named += [(view.id, view.layer.title[self.language]) for view in self.service.views]
            named += [(c.id, c.title[self.language]) for c in self.service.coverages]
        else:
            named += [(_DATA, self._said("Katmanlar", "Collections"))]
        return [{"name": name, "description": said} for name, said in named]

    def _paths_of_each_collection(self) -> Part:
        paths: Part = {}
        for view in self.service.views:
            title = f"{view.layer.title[self.language]}: "
            at = _Address(f"/collections/{view.id}", view.id, f"{view.id}.", title)
            paths |= self._description_paths(at) | self._feature_paths(at, self._properties_of(view))
            if view.geometry != "none":
                paths |= self._tile_paths(at)
        for coverage in self.service.coverages:
            title = f"{coverage.title[self.language]}: "
            at = _Address(f"/collections/{coverage.id}", coverage.id, f"{coverage.id}.", title)
            paths |= self._description_paths(at) | self._coverage_paths(at)
        return paths

    def _paths_of_all_collections(self) -> Part:
        views = self.service.views
        layers = [view.id for view in views]
        tiled = [view.id for view in views if view.geometry != "none"]
        rasters = [coverage.id for coverage in self.service.coverages]

        def at(ids: list[str]) -> _Address:
            collection = parameter(
                "collectionId",
                {"type": "string", "enum": ids},
                self._said("Katmanın kimliği", "The collection's id"),
                "path",
            )
            return _Address("/collections/{collectionId}", _DATA, parameters=(collection,))

        return {
            **(self._description_paths(at(layers + rasters)) if layers + rasters else {}),
            **(self._feature_paths(at(layers), []) if layers else {}),
            **(self._tile_paths(at(tiled)) if tiled else {}),
            **(self._coverage_paths(at(rasters)) if rasters else {}),
        }

    def _common_paths(self) -> Part:
        service = _Address("", "service")

        def page(
            operation_id: str,
            summary: str,
            schema: str,
            parameters: tuple[str, ...] = PAGE,
            json_type: str = JSON,
        ) -> Part:
            content = {json_type: ref("schemas", schema), HTML: _TEXT}
            if parameters == LINKED:
                content[JSON_LD] = _ANY
            return self._get(service, operation_id, summary, parameters, content)

        said = self._said
        return {
            "/": page("getLandingPage", said("Giriş sayfası", "Landing page"), "landingPage", LINKED),
            "/openapi": page(
                "getOpenApi",
                said("Bu belge", "This document"),
                "anything",
                (*PAGE, "full"),
                "application/vnd.oai.openapi+json;version=3.0",
            ),
            "/conformance": page(
                "getConformance", said("Uyulan standart sınıfları", "Conformance classes"), "conformance"
            ),
            "/collections": page(
                "getCollections", said("Bütün katmanlar", "All collections"), "collections", LINKED
            ),
            "/tileMatrixSets": page(
                "getTileMatrixSetsList", said("Karo şemaları", "Tile matrix sets"), "tileMatrixSets"
            ),
            "/tileMatrixSets/{tileMatrixSetId}": page(
                "getTileMatrixSet",
                said("Karo şeması", "A tile matrix set"),
                "tileMatrixSet",
                ("tileMatrixSetId", *PAGE),
            ),
            **self._dataset_tile_paths(),
        }

    def _description_paths(self, at: _Address) -> Part:
        said = self._said
        about = {JSON: ref("schemas", "collection"), HTML: _TEXT, JSON_LD: _ANY}
        schema = {SCHEMA: _ANY, HTML: _TEXT}
        return {
            at.path: self._get(at, "getCollection", said("katman bilgisi", "the collection"), LINKED, about),
            f"{at.path}/schema": self._get(at, "getSchema", said("veri şeması", "schema"), PAGE, schema),
        }

    def _feature_paths(self, at: _Address, properties: list[Part]) -> Part:
        said = self._said
        features = {
            GEOJSON: ref("schemas", "featureCollection"),
            HTML: _TEXT,
            JSON_LD: _ANY,
            **{file.media_type.split(";")[0]: _BINARY for file in FILE_FORMATS.values()},
        }
        feature = {GEOJSON: ref("schemas", "feature"), HTML: _TEXT, JSON_LD: _ANY}
        schema = {SCHEMA: _ANY, HTML: _TEXT}
        items = self._get(at, "getItems", said("öğeler", "items"), _ITEMS, features)
        items["get"]["parameters"] += properties
        item = self._get(at, "getItem", said("bir öğe", "one item"), _ITEM, feature)
        for operation in (items, item):
            operation["get"]["responses"]["406"] = ref("responses", "notAcceptable")
        items["get"]["responses"]["403"] = ref("responses", "forbidden")
        items["post"] = _posted(items["get"], f"{at.prefix}queryItems", said)
        return {
            f"{at.path}/items": items,
            f"{at.path}/items/{{featureId}}": item,
            f"{at.path}/queryables": self._get(
                at, "getQueryables", said("sorgulanabilir alanlar", "queryables"), PAGE, schema
            ),
        }

    def _tile_paths(self, at: _Address, kind: str = "collection") -> Part:
        """Args: kind: what the tile sets are of, a collection or the dataset."""
        said = self._said
        tiles, vector, placed = f"{at.path}/tiles", f"{kind}.vector", "tileMatrixSetId"
        tile_set = f"{tiles}/{{{placed}}}"
        tile = self._get(
            at, f"{vector}.getTile", said("karo", "a tile"),
            (placed, "tileMatrix", "tileRow", "tileCol", "fTile", "lang"), {TILE: _BINARY},
        )  # fmt: skip
        tile["get"]["responses"]["204"] = {"description": said("boş karo", "an empty tile")}
        tile["get"]["responses"]["406"] = ref("responses", "notAcceptable")
        told = {"anyOf": [ref("schemas", "tileSet"), ref("schemas", "tileJson")]}
        return {
            tiles: self._get(
                at, f"{vector}.getTileSetsList", said("karo kümeleri", "tile sets"), PAGE,
                {JSON: ref("schemas", "tileSets"), HTML: _TEXT},
            ),
            tile_set: self._get(
                at, f"{vector}.getTileSet", said("karo kümesi", "a tile set"), (placed, "fTileSet", "lang"),
                {JSON: told, HTML: _TEXT},
            ),
            f"{tile_set}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": tile,
        }  # fmt: skip

    def _dataset_tile_paths(self) -> Part:
        """Tiles of several layers; none where nothing has tiles."""
        tiled = any(view.geometry != "none" for view in self.service.views)
        dataset = _Address("", "service", parameters=(ref("parameters", "collections"),))
        return self._tile_paths(dataset, "dataset") if tiled else {}

    def _coverage_paths(self, at: _Address) -> Part:
        data = {"application/prs.coverage+json": _ANY, "image/tiff": _BINARY, HTML: _TEXT}
        return {
            f"{at.path}/coverage": self._get(
                at,
                "getCoverage",
                self._said("hücre değerleri", "the cell values"),
                ("bbox", "subset", "bands", "fCoverage", "lang"),
                data,
            ),
        }

    def _properties_of(self, view: LayerView) -> list[Part]:
        writer = SchemaWriter(self.service.registry, self.language, self.service.url)
        found = [ref("parameters", "id")]
        for field in queryable_fields(view):
            described = writer.property(view, field)
            schema: Part = {key: value for key, value in described.items() if key in ("type", "format")}
            found.append(parameter(field.name, schema, field.title[self.language]))
        return found

    def _get(
        self,
        at: _Address,
        operation_id: str,
        summary: str,
        parameters: Iterable[str],
        content: Part,
    ) -> Part:
        """A path's one operation."""
        answers: Part = {
            "200": {
                "description": summary,
                "content": {kind: {"schema": schema} for kind, schema in content.items()},
            }
        }
        failures = _FAILURE_PAGES if HTML in content else _FAILURES
        answers |= {status: ref("responses", name) for status, name in failures.items()}
        return {
            "get": {
                "tags": [at.tag],
                "operationId": f"{at.prefix}{operation_id}",
                "summary": f"{at.title}{summary}",
                "parameters": [*at.parameters, *(ref("parameters", name) for name in parameters)],
                "responses": answers,
            }
        }

    def _said(self, tr: str, en: str) -> str:
        return {"tr": tr, "en": en}[self.language]


def _posted(items: Part, operation_id: str, said: Callable[[str, str], str]) -> Part:
    """The same question with parameters, or its filter, in the body."""
    note = said("; sorgu gövdededir, öğe eklemez", "; the query is in the body, no item is created")
    return {
        **items,
        "operationId": operation_id,
        "summary": items["summary"] + note,
        "requestBody": ref("requestBodies", "itemsQuery"),
        "responses": {
            **items["responses"],
            "413": ref("responses", "queryTooLarge"),
            "415": ref("responses", "notAQuery"),
        },
    }


_DATA = "data"
_ITEMS = (
    "limit", "bbox", "bbox-crs", "crs", "datetime", "offset", "token", "properties", "sortby", "skipGeometry", "resulttype",
    "filter", "filter-lang", "filter-crs", "fItems", "lang",
)  # fmt: skip
_ITEM = ("featureId", "crs", "datetime", "properties", "skipGeometry", *LINKED)
_FAILURES = {
    "400": "badRequest",
    "401": "unauthorized",
    "404": "notFound",
    "500": "fault",
    "503": "unavailable",
}
_FAILURE_PAGES = {**_FAILURES, "400": "badRequestPage", "404": "notFoundPage"}
"""Of operations that answer a browser: what is the caller's fault is told as a page."""
_TEXT: Part = {"type": "string"}
_ANY: Part = {"type": "object"}
_BINARY: Part = {"type": "string", "format": "binary"}
