"""The record of loads: ``ops.load``, ``ops.quarantine``, the audit entry and the maintained count."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import psycopg
import shapely
from psycopg.types.json import Jsonb

from etl.progress import LoadProgress
from etl.report import Counts, LoadReport, Mode, as_plain
from etl.source import GEOMETRY
from gis.errors import KentError
from gis.jobs import LAYER_LOCK
from gis.quality import Array, Flaw
from gis.text import Text

_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")

_BEGIN = """
    INSERT INTO ops.load (layer, file, file_sha256, mode, actor) VALUES (%s, %s, %s, %s, %s) RETURNING id
"""
_END = """
    UPDATE ops.load SET state = %s, plan = %s, counts = %s, findings = %s, finished_at = clock_timestamp() WHERE id = %s
"""
_FAIL = "UPDATE ops.load SET state = 'failed', error = %s, finished_at = clock_timestamp() WHERE id = %s"
_BURY = """
    UPDATE ops.load SET state = 'failed', error = %s, finished_at = clock_timestamp() WHERE layer = %s AND state = 'running'
"""
_AUDIT = "INSERT INTO audit.entry (actor, action, layer, load_id, after) VALUES (%s, 'load', %s, %s, %s)"
_QUARANTINE = (
    "COPY ops.quarantine (load_id, row_no, code, field, severity, message, attributes, geom) FROM STDIN"
)
_COUNT = "UPDATE ops.row_count SET n = n + %s WHERE layer = %s"
_INTERRUPTED = Text(
    tr="Yükleme yarıda kaldı; hiçbir şey yayımlanmadı.", en="The load was interrupted; nothing was published."
)
_FAILED = Text(
    tr="Beklenmeyen bir hata; hiçbir şey yayımlanmadı.", en="An unexpected error; nothing was published."
)


@contextmanager
def only_load_of(connection: psycopg.Connection, layer_id: str, progress: LoadProgress) -> Iterator[None]:
    """Wait, telling so, until no other load of the layer runs; a killed one lets go by itself.

    Args:
        connection: in autocommit mode, so that the lock does not hold a transaction open.
    """
    key = (LAYER_LOCK, layer_id)
    taken = connection.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", key).fetchone()
    if taken is None or not taken[0]:
        progress.step(
            Text(
                tr="Bu katmana başka bir yükleme sürüyor; bekleniyor",
                en="Another load of this layer is running; waiting",
            )
        )
        connection.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", key)
    try:
        yield
    finally:
        with suppress(psycopg.OperationalError):  # the connection is gone, and the lock with it
            connection.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", key)


@contextmanager
def entry(connection: psycopg.Connection, layer_id: str, path: Path, mode: Mode, actor: str) -> Iterator[int]:
    """An entry in ``ops.load`` from the beginning on; whatever ends the load is written there.

    Yields:
        The load's id.
    """
    connection.execute(_BURY, (_error("interrupted", _INTERRUPTED), layer_id))
    row = connection.execute(_BEGIN, (layer_id, path.name, file_sha256(path), mode, actor)).fetchone()
    assert row is not None
    load_id = int(row[0])
    try:
        yield load_id
    except BaseException as error:
        if isinstance(error, KentError):
            said = _error(error.code, error.message)
        elif isinstance(error, Exception):
            said = _error("internal", _FAILED)
        else:
            said = _error("interrupted", _INTERRUPTED)
        with suppress(psycopg.OperationalError):  # the next load of the layer writes it then
            connection.execute(_FAIL, (said, load_id))
        raise


def _error(code: str, message: Text) -> Jsonb:
    return Jsonb({"code": code, "message": message.model_dump()})


def file_sha256(path: Path) -> bytes | None:
    """The digest of a file, or of all parts of a shapefile in their order; None when it cannot be read."""
    parts = [path]
    if path.suffix.lower() == ".shp":
        beside = (
            {p.suffix.lower(): p for p in path.parent.glob(f"{path.stem}.*")} if path.parent.is_dir() else {}
        )
        parts = [beside[e] for e in _PARTS if e in beside]
    whole = hashlib.sha256()
    try:
        for part in parts:
            with part.open("rb") as stream:
                while block := stream.read(1024 * 1024):
                    whole.update(block)
    except OSError:
        return None
    return whole.digest()


def record(connection: psycopg.Connection, report: LoadReport, actor: str, digest: str) -> None:
    """Write how a load ended; within its transaction."""
    assert report.load_id is not None
    plan, counts, findings = (Jsonb(as_plain(part)) for part in (report.plan, report.counts, report.findings))
    connection.execute(_END, (report.state, plan, counts, findings, report.load_id))
    if report.state == "published":
        after = Jsonb(
            {"file": report.file, "mode": report.mode, "counts": as_plain(report.counts), "digest": digest}
        )
        connection.execute(_AUDIT, (actor, report.layer, report.load_id, after))


def announce(connection: psycopg.Connection, layer_id: str, counts: Counts) -> None:
    """Tell every worker, then bring the maintained count up to date: the last statement before COMMIT."""
    connection.execute("SELECT ops.bump_revision()")
    connection.execute(_COUNT, (counts.inserted - counts.deleted, layer_id))


def quarantine(
    connection: psycopg.Connection,
    load_id: int,
    rows: gpd.GeoDataFrame,
    geometries: Array,
    flaws: Sequence[Flaw],
    bad: Array,
) -> None:
    """Keep every unpublished row as it came, once for each of its findings.

    Args:
        rows: of the source.
        geometries: in the storage CRS with its SRID, missing where there is none that can be stored.
        bad: which rows are not published.
    """
    numbers = rows.index.to_numpy()
    attributes = rows.drop(columns=GEOMETRY, errors="ignore")
    with connection.cursor() as cursor, cursor.copy(_QUARANTINE) as copy:
        for flaw in flaws:
            for at, row in enumerate(flaw.rows):
                if not bad[row]:
                    continue
                copy.write_row(
                    (
                        load_id,
                        int(numbers[row]),
                        flaw.code,
                        flaw.field,
                        flaw.severity,
                        Jsonb(flaw.told(at).model_dump()),
                        Jsonb(_plain(attributes.iloc[row].to_dict())),
                        None
                        if geometries[row] is None
                        else shapely.to_wkb(geometries[row], hex=True, include_srid=True),
                    )
                )


def _plain(values: dict[Any, Any]) -> dict[str, Any]:
    """One row as JSON has it; what JSON has no form for as text, NULs as the character that stands for them."""
    plain: dict[str, Any] = {}
    for name, value in values.items():
        if pd.isna(value):
            plain[str(name)] = None
        elif isinstance(value, bool | int | float):
            plain[str(name)] = value if np.isfinite(value) else str(value)
        else:
            plain[str(name)] = str(value).replace("\x00", "\u2400")
    return plain
