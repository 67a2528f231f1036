"""Rows of a layer as Arrow record batches."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from gis.export.rows import FileRows
from gis.registry import FieldType

GEOMETRY = "geometry"
_TYPES: dict[FieldType, pa.DataType] = {
    "text": pa.string(),
    "code": pa.string(),
    "integer": pa.int64(),
    "reference": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", "UTC"),
}
_TITLE = "GDAL:OGR:alternative_name"
"""Where GDAL looks for a field's title, which a GeoPackage keeps and QGIS shows."""


def schema_of(rows: FileRows) -> pa.Schema:
    """The id, the fields with their titles, the geometry (WKB) last."""
    fields = [pa.field(c.name, _TYPES[c.type], metadata={_TITLE: c.title}) for c in rows.columns]
    place = [pa.field(GEOMETRY, pa.binary())] if rows.geometry_type else []
    return pa.schema([pa.field("id", pa.int64(), nullable=False), *fields, *place])


def record_batches(schema: pa.Schema, batches: Iterator[list[tuple[Any, ...]]]) -> Iterator[pa.RecordBatch]:
    """Lists of rows, in the schema's order of columns, as record batches."""
    for rows in batches:
        columns = zip(*rows, strict=True)
        arrays = [pa.array(column, field.type) for field, column in zip(schema, columns, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)
