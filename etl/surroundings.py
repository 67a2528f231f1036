"""Runs the checks that look at what lies around a row; for large loads in a process of its own, while rows are published."""

import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
import shapely
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from etl.spool import Spooled
from gis.quality import Array, Features, Flaw, SpatialChecks, check_spatially

_OWN_PROCESS = 20_000
"""From so many subjects on a second process pays."""
Bounds = tuple[float, float, float, float]
_AROUND = SQL(
    "SELECT id, ST_AsBinary(geom){fields} FROM {table} WHERE geom && ST_MakeEnvelope(%s, %s, %s, %s, {srid})"
)


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

    def geometries(self, indices: Array) -> Array:
        return self.spooled.geometries(indices)

    def values(self, field: str, indices: Array) -> Array:
        return np.asarray(self.fields[field][indices])


@dataclass(frozen=True, eq=False)
class PublishedSurroundings:
    """What is published, as ``gis.quality.Surroundings``.

    Args:
        leaving: ids of features the load replaces or retires; they are no longer around anybody. None when the layer is
            empty: then it is not looked at, for whoever fills it may keep all others out of it.
    """

    connection: psycopg.Connection
    layer_id: str
    srid: int
    leaving: Array | None

    def neighbours(self, bounds: Bounds) -> Features:
        if self.leaving is None:
            return Features(np.empty(0, dtype=np.int64), np.empty(0, dtype=object), {})
        found = self.layer(self.layer_id, bounds, ())
        stay = ~np.isin(found.ids, self.leaving)
        return Features(found.ids[stay], found.geometries[stay], {})

    def layer(self, layer_id: str, bounds: Bounds, fields: tuple[str, ...]) -> Features:
        statement = _AROUND.format(
            fields=SQL("").join(SQL(", {}").format(Identifier(f)) for f in fields),
            table=Identifier("city", layer_id),
            srid=SQL(str(self.srid)),
        )
        with self.connection.cursor(binary=True) as cursor:
            rows = cursor.execute(statement, bounds).fetchall()
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

    def __init__(self, executor: ProcessPoolExecutor | None) -> None:
        self._executor = executor

    def begin(
        self,
        connection: psycopg.Connection,
        checks: SpatialChecks | None,
        rows: LoadedRows,
        leaving: Array | None,
    ) -> "Future[tuple[Flaw, ...]]":
        """Start checking; in this very process, and to the end, when there is little to check."""
        done: Future[tuple[Flaw, ...]] = Future()
        if checks is None or not rows.subject.any():
            done.set_result(())
        elif self._executor is None or np.count_nonzero(rows.subject) < _OWN_PROCESS:
            around = PublishedSurroundings(connection, checks.layer.id, checks.srid, leaving)
            done.set_result(check_spatially(checks, rows, around))
        else:
            return self._executor.submit(_check, _conninfo(connection), checks, rows, leaving)
        return done


@contextmanager
def surroundings_check(expected_rows: int | None) -> Iterator[SurroundingsCheck]:
    """Where checks run. The process for a large load is started at once: importing takes it a second.

    Args:
        expected_rows: of the source; None when it does not tell.
    """
    if expected_rows is not None and expected_rows < _OWN_PROCESS:
        yield SurroundingsCheck(None)
        return
    executor = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
    executor.submit(_warm_up)
    try:
        yield SurroundingsCheck(executor)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _warm_up() -> None:
    """The imports above are what takes time."""


def _check(conninfo: str, checks: SpatialChecks, rows: LoadedRows, leaving: Array | None) -> tuple[Flaw, ...]:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return check_spatially(
            checks, rows, PublishedSurroundings(connection, checks.layer.id, checks.srid, leaving)
        )


def _conninfo(connection: psycopg.Connection) -> str:
    parameters: dict[str, Any] = dict(connection.info.get_parameters())
    return make_conninfo(**parameters, password=connection.info.password or None)
