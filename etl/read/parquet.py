"""Reads GeoParquet, and Parquet tables, with Arrow alone: GDAL's wheels have no driver for it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyproj import CRS

from etl.read.columns import column_names, plain_columns
from etl.read.geometry import from_wkb
from etl.read.recognise import too_many_columns
from etl.source import BATCH_ROWS, Batch, Source, SourceColumn, SourceLayer, SourceLimits, unreadable
from gis.crs import read_crs
from gis.errors import SourceError
from gis.text import Text

_FAULTS = (pa.ArrowException, OSError, ValueError, KeyError, TypeError)
_BATCH_BYTES = 6 * 1024**2


def open_parquet(path: Path, limits: SourceLimits) -> Source:
    """Open a GeoParquet file whose geometries are WKB, or a plain table.

    Raises:
        SourceError: damaged, too large, or its geometries are encoded otherwise.
        CrsError: its CRS definition makes no sense.
    """
    try:
        with pq.ParquetFile(path) as file:
            metadata, schema = file.metadata, file.schema_arrow
            geo = json.loads((metadata.metadata or {}).get(b"geo", b"{}"))
            geometry = geo.get("primary_column")
            described = geo["columns"][geometry] if geometry is not None else {}
            unpacked = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    except _FAULTS as error:
        raise _damaged(path, error) from None
    if len(schema) > limits.columns:
        raise too_many_columns(path, len(schema), limits.columns)
    if unpacked > limits.unpacked_bytes or metadata.num_rows > limits.rows:
        raise unreadable(
            path,
            f"çok büyük ({metadata.num_rows:,} satır, {unpacked:,} bayt)",
            f"is too large ({metadata.num_rows:,} rows, {unpacked:,} bytes)",
            code="source_too_large",
        )
    if geometry is not None and described.get("encoding") != "WKB":
        raise unreadable(
            path,
            f"geometrileri {described.get('encoding')} olarak kodlanmış; yalnız WKB okunuyor",
            f"has geometries encoded as {described.get('encoding')}; only WKB is read",
            Text(tr="geometry_encoding='WKB' ile yazın.", en="Write it with geometry_encoding='WKB'."),
            "unsupported_format",
        )
    stored = [n for n in schema.names if n != geometry]
    names = column_names(stored)
    columns = tuple(SourceColumn(n, str(schema.field(s).type)) for n, s in zip(names, stored, strict=True))

    def batches() -> Iterator[Batch]:
        return _stream(path, geometry, stored, names, limits)

    return Source(
        path,
        "GeoParquet" if geometry is not None else "Parquet",
        path.stem,
        columns,
        geometry is not None,
        batches,
        metadata.num_rows,
        _crs(described) if geometry is not None else None,
    )


def parquet_layer(path: Path) -> SourceLayer:
    """The one layer of a Parquet file.

    Raises:
        SourceError: damaged.
    """
    try:
        with pq.ParquetFile(path) as file:
            geo = json.loads((file.metadata.metadata or {}).get(b"geo", b"{}"))
            kinds = (geo.get("columns", {}).get(geo.get("primary_column")) or {}).get("geometry_types")
            kind = None if kinds is None else ", ".join(kinds) or "Unknown"
            return SourceLayer(path.stem, file.metadata.num_rows, kind)
    except _FAULTS as error:
        raise _damaged(path, error) from None


def _crs(described: dict[str, Any]) -> CRS | None:
    """Absent means longitude and latitude, null means unknown."""
    if "crs" not in described:
        return CRS.from_epsg(4326)
    return None if described["crs"] is None else read_crs(json.dumps(described["crs"])).to_2d()


def _stream(
    path: Path, geometry: str | None, stored: list[str], names: list[str], limits: SourceLimits
) -> Iterator[Batch]:
    done = 0
    try:
        with pq.ParquetFile(path) as file:
            per_row = path.stat().st_size / max(1, file.metadata.num_rows)
            rows = int(min(BATCH_ROWS, max(64, _BATCH_BYTES // max(1.0, per_row))))
            for record_batch in file.iter_batches(rows):
                table = pa.Table.from_batches([record_batch])
                attributes, flaws = plain_columns(table.select(stored), names)
                shapes = None
                if geometry is not None:
                    column = table.column(geometry).combine_chunks()
                    column = column.storage if isinstance(column.type, pa.BaseExtensionType) else column
                    shapes, lost = from_wkb(column, limits.geometry_bytes)
                    flaws += lost
                numbers = done + 1 + np.arange(table.num_rows)
                done += table.num_rows
                yield Batch(attributes, shapes, numbers, tuple(flaws))
    except _FAULTS as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> SourceError:
    return unreadable(
        path,
        f"bozuk bir Parquet dosyası ({error})",
        f"is a damaged Parquet file ({error})",
        Text(tr="Dosyayı kaynağından yeniden alın.", en="Get the file from its source again."),
        "truncated_source",
    )
