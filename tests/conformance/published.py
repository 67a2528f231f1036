"""What the standards' published schemas demand of each document, by the schema's own name; Kent's own limits are not here.

Sources: OGC 17-069r4 (Features 1, annex of building blocks), OGC 18-058r1 (Features 2), OGC 20-057 (Tiles 1),
OGC 17-083r4 (tile matrix sets), RFC 7946 (GeoJSON), RFC 9457 (problems).
"""

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_URI: Schema = {"type": "string", "pattern": r"^https?://\S+$"}
_LINK: Schema = {
    "type": "object",
    "required": ["href", "rel"],
    "properties": {
        "href": _URI,
        "rel": _TEXT,
        "type": {"type": "string", "pattern": r"^[\w.+-]+/[\w.+-]+(;\s*[\w-]+=\S+)*$"},
        "hreflang": {"type": "string", "pattern": r"^([a-z]{2,3}(-\w+)*|x-default)$"},
        "title": _TEXT,
        "length": {"type": "integer"},
        "templated": {"type": "boolean"},
    },
}
_LINKS: Schema = {"type": "array", "items": _LINK}
_INSTANT: Schema = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]}
_EXTENT: Schema = {
    "type": "object",
    "properties": {
        "spatial": {
            "type": "object",
            "properties": {
                "bbox": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "array",
                        "items": {"type": "number"},
                        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
                    },
                },
                "crs": {"enum": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]},
            },
        },
        "temporal": {
            "type": "object",
            "properties": {
                "interval": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "array", "minItems": 2, "maxItems": 2, "items": _INSTANT},
                },
            },
        },
    },
}
_COLLECTION: Schema = {
    "type": "object",
    "required": ["id", "links"],
    "properties": {
        "id": _TEXT,
        "title": _TEXT,
        "description": _TEXT,
        "attribution": _TEXT,
        "links": {**_LINKS, "minItems": 1},
        "extent": _EXTENT,
        "itemType": _TEXT,
        "crs": {"type": "array", "items": _URI, "uniqueItems": True},
        "storageCrs": _URI,
    },
}


def _geometry(kind: str, depth: int) -> Schema:
    coordinates: Schema = {"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "number"}}
    for _ in range(depth):
        coordinates = {"type": "array", "items": coordinates}
    return {
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {"type": {"enum": [kind]}, "coordinates": coordinates},
    }


_GEOMETRY: Schema = {
    "oneOf": [
        {"type": "null"},
        _geometry("Point", 0),
        _geometry("MultiPoint", 1),
        _geometry("LineString", 1),
        _geometry("MultiLineString", 2),
        _geometry("Polygon", 2),
        _geometry("MultiPolygon", 3),
    ]
}
_FEATURE: Schema = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"enum": ["Feature"]},
        "id": {"type": ["string", "integer"]},
        "geometry": _GEOMETRY,
        "properties": {"type": ["object", "null"]},
        "links": _LINKS,
    },
}
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_TILE_SET: Schema = {
    "type": "object",
    "required": ["dataType", "crs", "links"],
    "anyOf": [{"required": ["tileMatrixSetURI"]}, {"required": ["tileMatrixSetDefinition"]}],
    "properties": {
        "title": _TEXT,
        "dataType": {"enum": ["map", "vector", "coverage"]},
        "crs": _URI,
        "tileMatrixSetURI": _URI,
        "links": {**_LINKS, "minItems": 1},
        "layers": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "dataType"],
                "properties": {
                    "id": _TEXT,
                    "dataType": {"enum": ["map", "vector", "coverage"]},
                    "geometryDimension": {"enum": [0, 1, 2, 3]},
                    "minTileMatrix": _TEXT,
                    "maxTileMatrix": _TEXT,
                },
            },
        },
    },
}
_TILE_MATRIX: Schema = {
    "type": "object",
    "required": [
        "id", "scaleDenominator", "cellSize", "pointOfOrigin", "tileWidth", "tileHeight", "matrixWidth", "matrixHeight",
    ],
    "properties": {
        "id": {"type": "string", "pattern": r"^\d+$"},
        "scaleDenominator": {"type": "number", "exclusiveMinimum": 0},
        "cellSize": {"type": "number", "exclusiveMinimum": 0},
        "pointOfOrigin": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"}},
        "tileWidth": {"type": "integer", "minimum": 1},
        "tileHeight": {"type": "integer", "minimum": 1},
        "matrixWidth": {"type": "integer", "minimum": 1},
        "matrixHeight": {"type": "integer", "minimum": 1},
    },
}  # fmt: skip

SCHEMAS: dict[str, Schema] = {
    "landingPage": {
        "type": "object",
        "required": ["links"],
        "properties": {"title": _TEXT, "description": _TEXT, "links": _LINKS},
    },
    "confClasses": {
        "type": "object",
        "required": ["conformsTo"],
        "properties": {"conformsTo": {"type": "array", "items": _URI, "uniqueItems": True}},
    },
    "collections": {
        "type": "object",
        "required": ["links", "collections"],
        "properties": {"links": _LINKS, "collections": {"type": "array", "items": _COLLECTION}},
    },
    "collection": _COLLECTION,
    "featureCollectionGeoJSON": {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": _FEATURE},
            "links": _LINKS,
            "timeStamp": {"type": "string", "format": "date-time"},
            "numberMatched": _WHOLE,
            "numberReturned": _WHOLE,
        },
    },
    "featureGeoJSON": _FEATURE,
    "exception": {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
    },
    "tileSetList": {
        "type": "object",
        "required": ["tilesets"],
        "properties": {"tilesets": {"type": "array", "minItems": 1, "items": _TILE_SET}, "links": _LINKS},
    },
    "tileSet": _TILE_SET,
    "tileMatrixSetList": {
        "type": "object",
        "required": ["tileMatrixSets"],
        "properties": {
            "tileMatrixSets": {
                "type": "array",
                "items": {"type": "object", "required": ["links"], "properties": {"links": _LINKS}},
            }
        },
    },
    "tileMatrixSet": {
        "type": "object",
        "required": ["crs", "tileMatrices"],
        "properties": {"crs": _URI, "tileMatrices": {"type": "array", "minItems": 1, "items": _TILE_MATRIX}},
    },
    "jsonSchema": {
        "type": "object",
        "required": ["$schema", "$id", "type", "properties"],
        "properties": {
            "$schema": {"enum": ["https://json-schema.org/draft/2020-12/schema"]},
            "$id": _URI,
            "type": {"enum": ["object"]},
        },
    },
}


def violations(name: str, document: object) -> list[str]:
    """What a document breaks of a published schema; formats such as date-time count."""
    validator = Draft202012Validator(SCHEMAS[name], format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]
