"""GeoParquet 1.1: Parquet with WKB geometries and the ``geo`` metadata that describes them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyproj import CRS

from gis.export.arrow import GEOMETRY
from gis.export.rows import FileRows

_DEGREES = 4326


def write_geoparquet(
    file: Path, rows: FileRows, schema: pa.Schema, batches: Iterator[pa.RecordBatch]
) -> None:
    """A row group for each batch, so that memory does not grow with the layer."""
    told = {b"geo": json.dumps(_geo(rows)).encode()} if rows.geometry_type else None
    with pq.ParquetWriter(file, schema.with_metadata(told), compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


def _geo(rows: FileRows) -> dict[str, object]:
    """Coordinates are easting-northing whatever the CRS's axis order, and a file without ``crs`` is in OGC:CRS84."""
    column: dict[str, object] = {"encoding": "WKB", "geometry_types": [rows.geometry_type]}
    if rows.srid != _DEGREES:
        column["crs"] = CRS.from_epsg(rows.srid).to_json_dict()
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
