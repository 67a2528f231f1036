"""Corrected rows come back: an exported quarantine is loaded like the file it came from, and ends that quarantine."""

from pathlib import Path

import numpy as np
import psycopg
from pydantic import ValidationError

from etl.mapping_file import MappingFile
from etl.quarantine import LAYER, ROW
from etl.source import Source, SourceRequest
from gis.errors import Conflict, SourceError
from gis.load_report import unknown_load
from gis.quality import Array
from gis.text import Text

_LOAD = """
    SELECT layer, plan->'mapping'->'fields',
        EXISTS (SELECT FROM ops.quarantine q WHERE q.load_id = l.id AND q.fixed_by IS NULL)
    FROM ops.load l WHERE id = %s
"""
_MARK = """
    UPDATE ops.quarantine SET fixed_by = %(by)s
    WHERE load_id = %(load)s AND row_no = ANY (%(rows)s) AND fixed_by IS NULL
"""
_CAME_FROM = """
    SELECT DISTINCT l.fixes, (q.attributes->>%(column)s)::bigint FROM ops.quarantine q JOIN ops.load l ON l.id = q.load_id
    WHERE q.load_id = %(load)s AND q.row_no = ANY (%(rows)s) AND l.fixes IS NOT NULL
        AND q.attributes->>%(column)s ~ '^[0-9]{1,18}$'
"""
_RELEASE = "UPDATE ops.quarantine SET fixed_by = NULL WHERE fixed_by = %s"


def corrected(connection: psycopg.Connection, load_id: int, file: Path) -> tuple[str, SourceRequest]:
    """How the corrected rows of a load are loaded: its layer, and its mapping over the exported columns.

    Raises:
        NotFound: no such load.
        Conflict: nothing of it is left in quarantine, or its mapping is not known any more.
    """
    row = connection.execute(_LOAD, (load_id,)).fetchone()
    if row is None:
        raise unknown_load(load_id)
    layer_id, fields, waiting = row
    if not waiting:
        raise Conflict(
            "nothing_in_quarantine",
            Text(
                tr=f"{load_id} numaralı yüklemeden karantinada satır yok.",
                en=f"No row of load {load_id} is in quarantine.",
            ),
            Text(tr="Dosyayı --fix vermeden yükleyin.", en="Load the file without --fix."),
        )
    try:
        mapping = MappingFile.model_validate({"fields": fields or {}})
    except ValidationError:
        mapping = MappingFile()  # of another release; names and aliases are left
    # QGIS keeps layers of its own in a GeoPackage.
    source_layer = LAYER if file.suffix.lower() == ".gpkg" else None
    return layer_id, SourceRequest(file, source_layer, mapping=mapping)


def mark_fixed(connection: psycopg.Connection, fixed: int, load_id: int, source: Source, good: Array) -> None:
    """Note of which quarantined rows the published ones are, through earlier corrections too.

    Args:
        fixed: the load that put them there.
        load_id: the one that published them.
        good: which of the source's rows are published.

    Raises:
        SourceError: the file is no exported quarantine.
    """
    if ROW not in source.column_names:
        raise SourceError(
            "no_exported_quarantine",
            Text(
                tr=f"{source.path.name}: '{ROW}' sütunu yok; hangi satırların düzeltildiği bilinemez.",
                en=f"{source.path.name}: has no column '{ROW}'; nobody can tell which rows are corrected.",
            ),
            Text(
                tr="'kent quarantine' ile yazılan dosyayı düzeltip verin ya da --fix vermeden yükleyin.",
                en="Correct and give the file that 'kent quarantine' wrote, or load it without --fix.",
            ),
        )
    numbers = [n for batch in source.batches() for n in batch.attributes.column(ROW).to_pylist()]
    rows = [int(numbers[at]) for at in np.flatnonzero(good) if str(numbers[at]).isdecimal()]
    marks: dict[int, list[int]] = {fixed: rows}
    while marks:
        load, rows = marks.popitem()
        earlier = connection.execute(_CAME_FROM, {"load": load, "rows": rows, "column": ROW}).fetchall()
        connection.execute(_MARK, {"load": load, "rows": rows, "by": load_id})
        for former, row in earlier:
            marks.setdefault(former, []).append(row)


def release(connection: psycopg.Connection, load_id: int) -> None:
    """Rows that a load had brought in corrected are in quarantine again: it is taken back."""
    connection.execute(_RELEASE, (load_id,))
