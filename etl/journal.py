"""The record of loads: ``ops.load``, ``ops.quarantine``, the audit entry and the maintained count."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pyarrow as pa
import shapely
from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb
from shapely.geometry.base import BaseGeometry

from etl.assessment import Assessment
from etl.progress import LoadProgress
from etl.report import LoadReport, Mode, as_plain
from etl.reporting import placed
from etl.source import Batch, Source, SourceRequest
from etl.stage import STAGED
from etl.understand import Understanding
from gis.errors import KentError
from gis.jobs import LAYER_LOCK
from gis.quality import Array, Flaw, located
from gis.quality.faults import REPAIRED_GEOMETRY
from gis.registry import Layer
from gis.text import Text

_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")

_BEGIN = """
    INSERT INTO ops.load (layer, file, file_sha256, mode, actor, fixes) VALUES (%s, %s, %s, %s, %s, %s) RETURNING id
"""
_END = """
    UPDATE ops.load SET state = %s, plan = %s, counts = %s, findings = %s, changes = %s, finished_at = clock_timestamp()
    WHERE id = %s
"""
_FAIL = """
    UPDATE ops.load SET state = 'failed', error = %s, finished_at = clock_timestamp() WHERE id = %s AND state = 'running'
"""
_BURY = """
    UPDATE ops.load SET state = 'failed', error = %s, finished_at = clock_timestamp() WHERE layer = %s AND state = 'running'
"""
_AUDIT = "INSERT INTO audit.entry (actor, action, layer, load_id, after) VALUES (%s, 'load', %s, %s, %s)"
_QUARANTINE = (
    "COPY ops.quarantine (load_id, row_no, code, field, severity, message, attributes, geom) FROM STDIN"
)
_FINDING = (
    "COPY ops.finding (load_id, row_no, feature_id, code, field, severity, message, place, before) FROM STDIN"
)
_KEPT_FINDINGS = 20_000
"""Of one kind in one load; the report counts them all."""
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
def entry(
    connection: psycopg.Connection,
    layer_id: str,
    source: SourceRequest,
    mode: Mode,
    actor: str,
    fixes: int | None = None,
) -> Iterator[int]:
    """An entry in ``ops.load`` from the beginning on; whatever ends the load is written there.

    Args:
        fixes: the load whose quarantined rows the source brings.

    Yields:
        The load's id.
    """
    connection.execute(_BURY, (_error("interrupted", _INTERRUPTED), layer_id))
    row = connection.execute(
        _BEGIN, (layer_id, source.name, file_sha256(source.path), mode, actor, fixes)
    ).fetchone()
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
    parts = (report.plan, report.counts, report.findings, report.changes)
    connection.execute(_END, (report.state, *(Jsonb(as_plain(part)) for part in parts), report.load_id))
    if report.state == "published":
        after = Jsonb(
            {"file": report.file, "mode": report.mode, "counts": as_plain(report.counts), "digest": digest}
        )
        connection.execute(_AUDIT, (actor, report.layer, report.load_id, after))


def announce(connection: psycopg.Connection, growth: Mapping[str, int]) -> None:
    """Tell every worker, then bring the maintained counts up to date: the last statements before COMMIT.

    Whatever takes these locks takes them here, so in one order.

    Args:
        growth: layer -> how many features it has more than before.
    """
    connection.execute("SELECT ops.bump_revision()")
    for layer_id, more in growth.items():
        connection.execute(_COUNT, (more, layer_id))


def keep_findings(
    connection: psycopg.Connection,
    load_id: int,
    source: Source,
    understood: Understanding,
    assessment: Assessment,
) -> None:
    """Keep what was found of every row, and every unpublished row as it came, once for each of its findings.

    The source is read again for the rows that are not published.
    """
    _keep_places(connection, load_id, understood, assessment)
    bad = assessment.bad
    if not bad.any():
        return
    reasons: dict[int, list[tuple[Flaw, int]]] = {}
    for flaw in assessment.flaws:
        for at, row in enumerate(flaw.rows.tolist()):
            if bad[row]:
                reasons.setdefault(row, []).append((flaw, at))
    first = 0
    with connection.cursor() as cursor, cursor.copy(_QUARANTINE) as copy:
        for batch in source.batches():
            chosen = np.flatnonzero(bad[first : first + len(batch)])
            if len(chosen):
                geometries = _as_stored(understood, batch, chosen)
                # A table without columns has no rows either.
                attributes = batch.attributes.take(pa.array(chosen)).to_pylist() or [{}] * len(chosen)
                for at, row, geometry in zip(chosen.tolist(), attributes, geometries, strict=True):
                    for flaw, of in reasons[first + at]:
                        copy.write_row(
                            (
                                load_id,
                                int(batch.numbers[at]),
                                flaw.code,
                                flaw.field,
                                flaw.severity,
                                Jsonb(flaw.told(of).model_dump()),
                                Jsonb(_plain(row)),
                                geometry,
                            )
                        )
            first += len(batch)


def _as_stored(understood: Understanding, batch: Batch, chosen: Array) -> list[str | None]:
    """Geometries in the storage CRS, as hexadecimal EWKB; none where there is none that can be stored."""
    if understood.placement is None:
        return [None] * len(chosen)
    geometries = located(understood.placement.apply(understood.geometries(batch)[0][chosen]))
    srid = understood.question.home.municipality.srid
    return list(shapely.to_wkb(shapely.set_srid(geometries, srid), hex=True, include_srid=True))


def _keep_places(
    connection: psycopg.Connection, load_id: int, understood: Understanding, assessment: Assessment
) -> None:
    srid = understood.question.home.municipality.srid
    features = _feature_ids(connection, understood.layer, load_id, assessment)
    with connection.cursor() as cursor, cursor.copy(_FINDING) as copy:
        for flaw in placed(assessment):
            assert flaw.places is not None
            for at, row in enumerate(flaw.rows[:_KEPT_FINDINGS].tolist()):
                x, y = flaw.places[at]
                place = shapely.Point(x, y) if np.isfinite(x) and np.isfinite(y) else None
                before = assessment.intake.repaired.get(row) if flaw.code == REPAIRED_GEOMETRY.code else None
                copy.write_row(
                    (
                        load_id,
                        int(assessment.intake.numbers[row]),
                        features.get(row),
                        flaw.code,
                        flaw.field,
                        flaw.severity,
                        Jsonb(flaw.told(at).model_dump()),
                        _hex(place, srid),
                        _hex(None if before is None else shapely.from_wkb(before), srid),
                    )
                )


def _hex(geometry: BaseGeometry | None, srid: int) -> str | None:
    if geometry is None:
        return None
    return str(shapely.to_wkb(shapely.set_srid(geometry, srid), hex=True, include_srid=True))


def _feature_ids(
    connection: psycopg.Connection, layer: Layer, load_id: int, assessment: Assessment
) -> dict[int, int]:
    """Position -> feature, of the rows that have a finding and are published."""
    rows = [f.rows[:_KEPT_FINDINGS] for f in assessment.flaws]
    wanted = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *rows]))
    wanted = wanted[assessment.good[wanted]]
    matched = dict(zip(assessment.matched.rows.tolist(), assessment.matched.ids.tolist(), strict=True))
    found: dict[int, int] = {
        row: matched.get(row) or int(assessment.intake.known[row]) for row in wanted.tolist()
    }
    ids = assessment.intake.ids
    if ids is not None:
        found = {row: int(ids[row]) for row in found}
    elif new := [row for row, feature in found.items() if not feature]:
        # A new row's feature is told by what it was loaded from.
        made = connection.execute(
            SQL(
                "SELECT s.row_no, t.id FROM {} s JOIN {} t ON t.source_hash = s.source_hash AND t.load_id = %s "
                "WHERE s.row_no = ANY (%s)"
            ).format(STAGED, Identifier("city", layer.id)),
            (load_id, new),
        )
        found |= {int(row): int(feature) for row, feature in made}
    return {row: feature for row, feature in found.items() if feature}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """One row as JSON has it; what JSON has no form for as text, NULs as the character that stands for them."""
    plain: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or isinstance(value, bool | int):
            plain[name] = value
        elif isinstance(value, float):
            plain[name] = None if np.isnan(value) else value if np.isfinite(value) else str(value)
        else:
            plain[name] = str(value).replace("\x00", "\u2400")
    return plain
