"""Runs the checks that look at what lies around a row; for large loads in threads of their own, while rows are published."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import psycopg
import shapely
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from etl.spool import Spooled
from gis.quality import Array, Features, Flaw, Shapes, SpatialChecks, check_spatially

_OWN_THREADS = 2_000
"""From so many subjects on threads of their own pay. What is computed on arrays lets other threads run."""
_THREADS = max(1, min(4, (os.cpu_count() or 2) - 1))
"""One processor is left to the database, which makes indexes meanwhile."""
Findings = Callable[[], tuple[Flaw, ...]]
Bounds = tuple[float, float, float, float]
_AROUND = SQL("""
    SELECT t.id, ST_AsBinary(t.geom){fields} FROM {table} t
    WHERE t.geom && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, {srid})
""")
_AROUND_EACH = SQL("""
    SELECT DISTINCT ON (t.id) t.id, ST_AsBinary(t.geom){fields}
    FROM unnest(%(wests)s::float8[], %(souths)s::float8[], %(easts)s::float8[], %(norths)s::float8[])
        AS box (west, south, east, north)
    JOIN {table} t ON t.geom && ST_MakeEnvelope(box.west, box.south, box.east, box.north, {srid})
""")
"""Once each: ``id IN`` what the boxes meet had every parallel worker look up all boxes, and read the whole table."""
_SCATTERED = 0.2
"""Rows that cover less of their common bounds than this have their surroundings fetched one by one."""


@dataclass(frozen=True, eq=False)
class LoadedRows:
    """The rows of a load, as ``gis.quality.Rows``.

    Args:
        bounds: n×4, of the rows that are to be published.
        subject: new and changed rows without fault.
        fields: of the fields the checks look at, each row's value.
    """

    spooled: Spooled
    bounds: Array
    subject: Array
    numbers: Array
    fields: Mapping[str, Array]

    def strips(self, count: int) -> Iterator["LoadedRows"]:
        """The same rows so many times, from west to east a strip of the subjects to be checked in each."""
        subjects = np.flatnonzero(self.subject)
        order = subjects[np.argsort(self.bounds[subjects, 0])]
        for strip in np.array_split(order, count):
            subject = np.zeros(len(self.subject), dtype=bool)
            subject[strip] = True
            yield replace(self, subject=subject)

    def shapes(self, indices: Array) -> Shapes:
        return self.spooled.shapes(indices)

    def values(self, field: str, indices: Array) -> Array:
        return np.asarray(self.fields[field][indices])


@dataclass(frozen=True, eq=False)
class PublishedSurroundings:
    """What is published, as ``gis.quality.Surroundings``.

    Args:
        leaving: ids of features the load replaces or retires; they are no longer around anybody. None when the layer is
            empty: then it is not looked at, for whoever fills it may keep all others out of it.
        boxes: n×4, of the rows that are checked, grown by how far their checks look.
    """

    connection: psycopg.Connection
    layer_id: str
    srid: int
    leaving: Array | None
    boxes: Array

    def neighbours(self, bounds: Bounds) -> Features:
        if self.leaving is None:
            return Features(np.empty(0, dtype=np.int64), np.empty(0, dtype=object), {})
        found = self.layer(self.layer_id, bounds, ())
        stay = ~np.isin(found.ids, self.leaving)
        return Features(found.ids[stay], found.geometries[stay], {})

    def layer(self, layer_id: str, bounds: Bounds, fields: tuple[str, ...]) -> Features:
        west, south, east, north = bounds
        boxes = self.boxes
        near = boxes[
            (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
        ]
        covered = float(np.prod(near[:, 2:] - near[:, :2], axis=1).sum())
        scattered = covered < _SCATTERED * (east - west) * (north - south)
        statement = (_AROUND_EACH if scattered else _AROUND).format(
            fields=SQL("").join(SQL(", {}").format(Identifier("t", f)) for f in fields),
            table=Identifier("city", layer_id),
            srid=SQL(str(self.srid)),
        )
        named = ("wests", "souths", "easts", "norths")
        values: dict[str, Any] = (
            {name: near[:, at].tolist() for at, name in enumerate(named)}
            if scattered
            else {"west": west, "south": south, "east": east, "north": north}
        )
        with self.connection.cursor(binary=True) as cursor:
            rows = cursor.execute(statement, values).fetchall()
        wkb = np.array([bytes(r[1]) for r in rows], dtype=object)
        return Features(
            np.array([r[0] for r in rows], dtype=np.int64),
            np.asarray(shapely.from_wkb(wkb), dtype=object),
            {name: np.array([r[2 + at] for r in rows], dtype=object) for at, name in enumerate(fields)},
        )

    def holds(self, layer_id: str) -> bool:
        row = self.connection.execute(
            SQL("SELECT EXISTS (SELECT FROM {})").format(Identifier("city", layer_id))
        ).fetchone()
        return row is not None and bool(row[0])


class SurroundingsCheck:
    """The checks of one load's surroundings, begun early and awaited late."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads

    def begin(
        self,
        connection: psycopg.Connection,
        checks: SpatialChecks | None,
        rows: LoadedRows,
        leaving: Array | None,
    ) -> Findings:
        """Start checking; to the end, when there is little to check.

        Returns:
            What waits for the flaws.
        """
        if checks is None or not rows.subject.any():
            return lambda: ()
        if np.count_nonzero(rows.subject) < _OWN_THREADS:
            flaws = _check_with(connection, checks, rows, leaving)
            return lambda: flaws
        running = [
            self._threads.submit(_check, _conninfo(connection), checks, strip, leaving)
            for strip in rows.strips(_THREADS)
        ]
        return lambda: tuple(flaw for strip in running for flaw in strip.result())


@contextmanager
def surroundings_check() -> Iterator[SurroundingsCheck]:
    """Where checks run. Those of a load that fails end at their next partition: the spool they read is gone then."""
    executor = ThreadPoolExecutor(_THREADS)
    try:
        yield SurroundingsCheck(executor)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _check(conninfo: str, checks: SpatialChecks, rows: LoadedRows, leaving: Array | None) -> tuple[Flaw, ...]:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return _check_with(connection, checks, rows, leaving)


def _check_with(
    connection: psycopg.Connection, checks: SpatialChecks, rows: LoadedRows, leaving: Array | None
) -> tuple[Flaw, ...]:
    reach = checks.halo_m
    boxes = rows.bounds[rows.subject] + np.array([-reach, -reach, reach, reach])
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    around = PublishedSurroundings(connection, checks.layer.id, checks.srid, leaving, boxes)
    return check_spatially(checks, rows, around)


def _conninfo(connection: psycopg.Connection) -> str:
    parameters: dict[str, Any] = dict(connection.info.get_parameters())
    return make_conninfo(**parameters, password=connection.info.password or None)
