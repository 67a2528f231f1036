"""Writes one layer's file: runs in a process of its own, which the server keeps for that."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from gis.export.formats import GEOPARQUET, FileFormat
from gis.export.rows import FileRows

_MOST_ROWS = 20_000
_BATCH_BYTES = 8 << 20
"""Read at a time, about: so memory stays what it is however large a geometry is."""


@dataclass(frozen=True)
class Export:
    """A file to be written.

    Attributes:
        conninfo: the audience's; what it may not see cannot get into the file.
        file: does not exist yet. Who no longer wants it removes its folder.
    """

    conninfo: str
    rows: FileRows
    file_format: FileFormat
    file: Path


def write(export: Export) -> None:
    """Write the file from one snapshot, reading as fast as the database gives.

    Nothing waits for the client meanwhile: the transaction, and with it the locks that a migration of the layer
    waits for, ends when the last row is read. Without its folder, writing ends early and quietly.
    """
    with (
        psycopg.connect(export.conninfo) as connection,
        connection.cursor("export", binary=True) as cursor,
    ):
        placeless = False
        if not export.file_format.grows:
            found = connection.execute(export.rows.placeless, export.rows.values).fetchone()
            placeless = bool(found and found[0])
        cursor.execute(export.rows.text, export.rows.values)
        batches = _batches(cursor, export.file)
        if export.file_format.grows:
            _write_lines(export, batches)
        else:
            _write_columns(export, batches, placeless=placeless)


def _batches(cursor: psycopg.ServerCursor[Any], file: Path) -> Iterator[list[tuple[Any, ...]]]:
    """The last column, a line or a geometry, is what makes a row large."""
    size = 100
    while file.parent.is_dir() and (rows := cursor.fetchmany(size)):
        weight = sum(len(row[-1]) for row in rows if isinstance(row[-1], bytes))
        size = max(1, min(_MOST_ROWS, 2 * size, _BATCH_BYTES * len(rows) // max(weight, 1)))
        yield rows


def _write_lines(export: Export, batches: Iterator[list[tuple[Any, ...]]]) -> None:
    with export.file.open("wb") as file:
        file.write(export.rows.header)
        for rows in batches:
            file.write(b"".join(line for (line,) in rows))
            file.flush()


def _write_columns(export: Export, batches: Iterator[list[tuple[Any, ...]]], *, placeless: bool) -> None:
    from gis.export.arrow import record_batches, schema_of
    from gis.export.geoparquet import write_geoparquet

    schema = schema_of(export.rows)
    told = record_batches(schema, batches)
    if export.file_format == GEOPARQUET:
        write_geoparquet(export.file, export.rows, schema, told)
        return
    from gis.export.vector_file import write_vector_file

    write_vector_file(export.file, export.rows, export.file_format, schema, told, placeless=placeless)
