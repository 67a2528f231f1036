"""What all collections of the OpenAPI document share: parameters, answers and schemas. Pure."""

from collections.abc import Sequence
from typing import Any

from gis.derive.ogc_service import GEOTIFF
from gis.export.formats import FILE_FORMATS
from gis.tile_matrix_set import TILE_MATRIX_SETS, WEB_MERCATOR_QUAD

Part = dict[str, Any]


def ref(kind: str, name: str) -> Part:
    return {"$ref": f"#/components/{kind}/{name}"}


def parameter(name: str, schema: Part, description: str, where: str = "query") -> Part:
    """A parameter as all of Kent's are: one value, commas between its parts."""
    style = "simple" if where == "path" else "form"
    return {
        "name": name,
        "in": where,
        "description": description,
        "required": where == "path",
        "schema": schema,
        "style": style,
        "explode": False,
    }


def components(crs_uris: Sequence[str], default_limit: int, max_limit: int, tiled: Sequence[str]) -> Part:
    """Args: tiled: the collections that have tiles."""
    return {
        "parameters": {
            **_page_parameters(),
            **_item_parameters(crs_uris, default_limit, max_limit),
            **_tile_parameters(tiled),
        },
        "requestBodies": {"itemsQuery": _ITEMS_QUERY},
        "responses": _responses(),
        "schemas": _SCHEMAS,
        "securitySchemes": {"basic": {"type": "http", "scheme": "basic"}},
    }


def _page_parameters() -> Part:
    return {
        "f": parameter("f", {"type": "string", "enum": ["json", "html"]}, "Format of the answer; else the Accept header chooses."),
        "fLinked": parameter("f", {"type": "string", "enum": ["json", "html", "jsonld"]}, "Format of the answer; else the Accept header chooses."),
        "fItems": parameter("f", {"type": "string", "enum": ["json", "html", "jsonld", *FILE_FORMATS]}, "Format of the answer; else the Accept header chooses."),
        "fCoverage": parameter("f", {"type": "string", "enum": ["json", "html", GEOTIFF]}, "Format of the answer; json is CoverageJSON."),
        "fTileSet": parameter("f", {"type": "string", "enum": ["json", "html", "tilejson"]}, "Format of the answer; tilejson of WebMercatorQuad only."),
        "fTile": parameter("f", {"type": "string", "enum": ["mvt"]}, "Format of the tile."),
        "lang": parameter("lang", {"type": "string"}, "Language of the answer, tr or en; else Accept-Language chooses."),
        "full": parameter("full", {"type": "boolean", "default": False}, "Every collection's own paths and parameters, instead of one path for all."),
    }  # fmt: skip


def _item_parameters(crs_uris: Sequence[str], default_limit: int, max_limit: int) -> Part:
    crs = {"type": "string", "format": "uri", "enum": list(crs_uris), "default": crs_uris[0]}
    names = {"type": "array", "items": {"type": "string"}}
    box = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
    limit = {"type": "integer", "minimum": 1, "maximum": max_limit, "default": default_limit}
    return {
        "limit": parameter("limit", limit, "Items of one page."),
        "bbox": parameter("bbox", box, "Only items that meet this box; the corners in the order of bbox-crs."),
        "bbox-crs": parameter("bbox-crs", crs, "The CRS of bbox."),
        "crs": parameter("crs", crs, "The CRS of the answer."),
        "datetime": parameter("datetime", {"type": "string"}, "An instant or interval (RFC 3339); selects nothing where items have no time."),
        "offset": parameter("offset", {"type": "integer", "minimum": 0, "default": 0}, "Items to leave out first; follow the next links instead."),
        "token": parameter("token", {"type": "string"}, "Where a page goes on; copied from a next link."),
        "properties": parameter("properties", names, "Only these properties; id gives the feature id among them too."),
        "sortby": parameter("sortby", names, "Properties to sort by; a leading - turns the order round."),
        "resulttype": parameter("resulttype", {"type": "string", "enum": ["results", "hits"], "default": "results"}, "hits: their number only."),
        "skipGeometry": parameter("skipGeometry", {"type": "boolean", "default": False}, "Leave the geometry out."),
        "filter": parameter("filter", {"type": "string"}, "A condition in CQL2 over the queryables."),
        "filter-lang": parameter("filter-lang", {"type": "string", "enum": ["cql2-text", "cql2-json", "cql-text"], "default": "cql2-text"}, "The encoding of filter."),
        "filter-crs": parameter("filter-crs", crs, "The CRS of the coordinates in filter."),
        "id": parameter("id", {"type": "integer", "minimum": 0}, "Only the item with this id."),
        "featureId": parameter("featureId", {"type": "integer"}, "The item's id.", "path"),
        "subset": parameter("subset", {"type": "string"}, "Ranges of both axes, in the CRS of the raster: x(low:high),y(low:high)."),
        "bands": parameter("properties", names, "Only these bands."),
    }  # fmt: skip


def _tile_parameters(tiled: Sequence[str]) -> Part:
    whole = {"type": "integer", "minimum": 0}
    some = {"type": "array", "minItems": 1, "items": {"type": "string", "enum": list(tiled)}}
    return {
        **({"collections": parameter("collections", some, "Only these collections.")} if tiled else {}),
        "tileMatrixSetId": parameter(
            "tileMatrixSetId",
            {"type": "string", "enum": list(TILE_MATRIX_SETS)},
            "The tile matrix set.",
            "path",
        ),
        "tileMatrix": parameter(
            "tileMatrix", {**whole, "maximum": WEB_MERCATOR_QUAD.deepest}, "The level.", "path"
        ),
        "tileRow": parameter("tileRow", whole, "The row, counted from the north.", "path"),
        "tileCol": parameter("tileCol", whole, "The column, counted from the west.", "path"),
    }


def _responses() -> Part:
    def problem(description: str, page: bool = False) -> Part:
        content: Part = {"application/problem+json": {"schema": ref("schemas", "problem")}}
        return {
            "description": description,
            "content": content | ({"text/html": {"schema": _STRING}} if page else {}),
        }

    bad, missing = (
        "A parameter cannot be understood.",
        "There is no such thing, or the caller may not know of it.",
    )
    return {
        "badRequest": problem(bad),
        "badRequestPage": problem(bad, page=True),
        "unauthorized": problem("The credentials are wrong."),
        "forbidden": problem("This layer is not given away as a file."),
        "notAcceptable": problem("Accept names no format that is served."),
        "queryTooLarge": problem("The query in the body is too large."),
        "notAQuery": problem("The body is no query; features cannot be created."),
        "notFound": problem(missing),
        "notFoundPage": problem(missing, page=True),
        "fault": problem("A fault of the server; request_id finds it in the log."),
        "unavailable": problem("The database does not answer; try again later."),
    }


_STRING: Part = {"type": "string"}
_CQL2: Part = {
    "anyOf": [
        {"type": "boolean"},
        {
            "type": "object",
            "required": ["op", "args"],
            "properties": {"op": {"type": "string"}, "args": {"type": "array", "items": {}}},
        },
    ]
}
_ITEMS_QUERY: Part = {
    "description": "A filter in CQL2 JSON, or any parameters of the address as a form.",
    "required": True,
    "content": {
        "application/query-cql-json": {"schema": _CQL2},
        "application/json": {"schema": _CQL2},
        "application/x-www-form-urlencoded": {"schema": {}},
    },
}
_LINKS: Part = {"type": "array", "items": ref("schemas", "link")}


def _object(required: Sequence[str], **properties: Part) -> Part:
    return {"type": "object", "required": list(required), "properties": properties}


_BOX = _object(
    ["lowerLeft", "upperRight"],
    lowerLeft={"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    upperRight={"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    crs=_STRING,
)
_WHOLE: Part = {"type": "integer", "minimum": 0}
_TILE_LIMITS = _object(
    ["tileMatrix", "minTileRow", "maxTileRow", "minTileCol", "maxTileCol"],
    tileMatrix=_STRING,
    minTileRow=_WHOLE,
    maxTileRow=_WHOLE,
    minTileCol=_WHOLE,
    maxTileCol=_WHOLE,
)
_TILE_LAYER = _object(
    ["id", "dataType"],
    id=_STRING,
    title=_STRING,
    description=_STRING,
    dataType={"type": "string", "enum": ["vector"]},
    geometryDimension={"type": "integer", "minimum": 0, "maximum": 3},
    minTileMatrix=_STRING,
    maxTileMatrix=_STRING,
    boundingBox=_BOX,
    propertiesSchema={"type": "object"},
    links=_LINKS,
)
_TILE_SET = {
    "title": _STRING,
    "description": _STRING,
    "attribution": _STRING,
    "tileMatrixSetLimits": {"type": "array", "items": _TILE_LIMITS},
    "boundingBox": _BOX,
    "dataType": {"type": "string", "enum": ["vector"]},
    "crs": _STRING,
    "tileMatrixSetURI": _STRING,
    "links": _LINKS,
}
_TILE_SET_REQUIRED = ["dataType", "crs", "tileMatrixSetURI", "links"]
_SCHEMAS: Part = {
    "anything": {"type": "object"},
    "link": _object(
        ["href", "rel"],
        href=_STRING,
        rel=_STRING,
        type=_STRING,
        title=_STRING,
        hreflang=_STRING,
        length={"type": "integer", "minimum": 0},
        templated={"type": "boolean"},
    ),
    "tileSets": _object(["links", "tilesets"], links=_LINKS, tilesets={"type": "array", "items": _object(_TILE_SET_REQUIRED, **_TILE_SET)}),
    "tileSet": _object([*_TILE_SET_REQUIRED, "layers"], **_TILE_SET, layers={"type": "array", "items": _TILE_LAYER}),
    "tileJson": _object(["tilejson", "tiles", "vector_layers"], tilejson={"type": "string", "enum": ["3.0.0"]}, tiles={"type": "array", "items": _STRING, "minItems": 1}, vector_layers={"type": "array", "items": _object(["id", "fields"], id=_STRING, fields={"type": "object"})}),
    "tileMatrixSets": _object(["tileMatrixSets"], tileMatrixSets={"type": "array", "items": _object(["id", "links"], id=_STRING, title=_STRING, uri=_STRING, links=_LINKS)}),
    "tileMatrixSet": _object(["crs", "tileMatrices"], id=_STRING, uri=_STRING, crs=_STRING, tileMatrices={"type": "array", "items": {"type": "object"}}),
    "problem": _object(
        ["type", "title", "status"],
        type=_STRING,
        title=_STRING,
        status={"type": "integer"},
        detail=_STRING,
        instance=_STRING,
        code=_STRING,
        request_id=_STRING,
    ),
    "landingPage": _object(["links"], title=_STRING, description=_STRING, links=_LINKS),
    "conformance": _object(["conformsTo"], conformsTo={"type": "array", "items": _STRING}),
    "collections": _object(["links", "collections"], links=_LINKS, collections={"type": "array", "items": ref("schemas", "collection")}),
    "collection": _object(
        ["id", "links"],
        id=_STRING,
        title=_STRING,
        description=_STRING,
        attribution=_STRING,
        links=_LINKS,
        extent={"type": "object"},
        itemType=_STRING,
        crs={"type": "array", "items": _STRING},
        storageCrs=_STRING,
    ),
    "featureCollection": _object(
        ["type", "features"],
        type={"type": "string", "enum": ["FeatureCollection"]},
        features={"type": "array", "items": ref("schemas", "feature")},
        links=_LINKS,
        timeStamp={"type": "string", "format": "date-time"},
        numberMatched={"type": "integer", "minimum": 0},
        numberReturned={"type": "integer", "minimum": 0},
    ),
    "feature": _object(
        ["type", "geometry", "properties"],
        type={"type": "string", "enum": ["Feature"]},
        id={"type": "integer"},
        geometry={"type": "object", "nullable": True},
        properties={"type": "object", "nullable": True},
        links=_LINKS,
    ),
}  # fmt: skip
