"""What a downloaded file tells whoever opens it, as JSON in which planted values can be searched for."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyogrio
import shapely

FILES = ("gpkg", "geoparquet", "fgb", "geojsonseq")
"""Values of ``f=``; CSV is text and needs no reading."""


def told_in_file(content: bytes, format_: str, folder: Path) -> bytes:
    """Every name, value, title and coordinate of a file."""
    if format_ == "geojsonseq":
        return b"".join(content.split()).replace(b'": "', b'":"')
    file = folder / f"file.{format_}"
    file.write_bytes(content)
    try:
        told = {"gpkg": _geopackage, "geoparquet": _geoparquet, "fgb": _flatgeobuf}[format_](file)
    finally:
        file.unlink()
    return json.dumps(told, default=_written, ensure_ascii=False, separators=(",", ":")).encode()


def _geopackage(file: Path) -> list[dict[str, Any]]:
    """The rows of every table, those that describe the file as well."""
    with closing(sqlite3.connect(file)) as database:
        database.row_factory = sqlite3.Row
        tables = database.execute(
            "SELECT name FROM sqlite_schema WHERE sql NOT LIKE 'CREATE VIRTUAL%' AND type = 'table'"
        )
        return [
            dict(row) for (name,) in tables.fetchall() for row in database.execute(f'SELECT * FROM "{name}"')
        ]


def _geoparquet(file: Path) -> list[Any]:
    table = pq.read_table(file)
    described = [{str(key): value for key, value in (f.metadata or {}).items()} for f in table.schema]
    return [*table.to_pylist(), described]


def _flatgeobuf(file: Path) -> list[Any]:
    about, ids, places, columns = pyogrio.raw.read(file, return_fids=True)
    names = list(about["fields"])
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(c.tolist() for c in columns), strict=True)]
    return [rows, [] if places is None else list(places), ids.tolist()]


def _written(value: object) -> str:
    """Geometries as WKT, whether WKB or a GeoPackage's, whose header says by its flags how long it is."""
    if not isinstance(value, bytes):
        return str(value)
    if value[:2] == b"GP":
        value = value[8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[value[3] >> 1 & 7] :]
    try:
        return shapely.to_wkt(shapely.from_wkb(value), rounding_precision=-1)
    except shapely.GEOSException:
        return value.decode("utf-8", "replace")
