"""Brings read models up to their layers, one layer a transaction: readers see the levels before or after."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import psycopg
import shapely
import structlog
from psycopg.sql import SQL, Identifier

from etl.read_models.points import PointLevel
from etl.read_models.shapes import ShapeLevel
from etl.read_models.sources import News, Source, moved_since
from etl.read_models.stored import StoredLevel
from gis.check_vocabulary import shape_of
from gis.derive.read_model import model_table
from gis.generalise.grid import Boxes, pixel_m
from gis.layer_changes import MOST_CELLS, note_change
from gis.municipality import Home
from gis.registry import Layer
from gis.territory import Territory
from gis.tile_cells import EVERYWHERE, cells_of, coarsened, grown

_LOCK = 0x67656E  # advisory lock "gen": one refresh of a layer at a time
_FOLLOWED = 20_000
"""Up to so many changed rows only their groups are computed anew; beyond, everything is."""
_CURSOR = """
    SELECT as_of, seen::text, lookup.final_before(), pg_current_snapshot()::text
    FROM (SELECT) AS one LEFT JOIN ops.generalised ON layer = %s
"""
_ADVANCE = """
    INSERT INTO ops.generalised (layer, as_of, seen) VALUES (%s, %s, %s)
    ON CONFLICT (layer) DO UPDATE SET as_of = excluded.as_of, seen = excluded.seen, built_at = clock_timestamp()
"""
_MADE = "SELECT tablename FROM pg_tables WHERE schemaname = 'generalised'"
_NEWS = "SELECT FROM {} WHERE {change} >= %(since)s AND ops.is_news({change}, %(since)s, %(seen)s)"
_EMPTIED = """
    SELECT EXISTS (SELECT FROM ops.layer_change WHERE layer = %(layer)s AND NOT generalised AND cells = ARRAY[1::bigint]
                   AND change >= %(since)s AND ops.is_news(change, %(since)s, %(seen)s))
"""

log = structlog.get_logger(__name__)


def follow_changes(
    home: Home, connection: psycopg.Connection, layers: Collection[str] | None = None
) -> tuple[str, ...]:
    """Bring read models up to their layers: of these layers, or of all.

    Args:
        connection: of the database's owner, in autocommit mode.

    Returns:
        The layers whose read models changed.
    """
    made = {name for (name,) in connection.execute(_MADE)}  # a registry may be ahead of its database
    territory = Territory(home.boundary.bounds, home.municipality.srid)
    followed = []
    for layer in home.registry.layers.values():
        if layer.id in made and layer.levels and (layers is None or layer.id in layers):
            try:
                if refresh(connection, layer, territory):
                    followed.append(layer.id)
            # One layer's rows keep no other from being drawn; a lost connection ends the round.
            except (shapely.errors.GEOSException, psycopg.DataError, psycopg.InternalError):
                log.exception("read model not refreshed", layer=layer.id)
    return tuple(followed)


def refresh(connection: psycopg.Connection, layer: Layer, territory: Territory) -> bool:
    """Bring a layer's read model up to it, if anything changed; another refresh of it is waited for.

    Interrupted, it leaves the read model as it was.
    """
    if not _is_behind(connection, layer):
        return False
    with _alone(connection, layer):
        with connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            whole = _Refresh(connection, layer, territory).carried_out()
        if whole:
            connection.execute(SQL("ANALYZE {}").format(model_table(layer)))
    return True


def _is_behind(connection: psycopg.Connection, layer: Layer) -> bool:
    row = connection.execute(
        "SELECT as_of, seen::text FROM ops.generalised WHERE layer = %s", (layer.id,)
    ).fetchone()
    if row is None:
        return True
    values = {"since": row[0], "seen": row[1], "layer": layer.id}
    if connection.execute(_EMPTIED, values).fetchone() == (True,):
        return True
    changed = SQL("SELECT EXISTS ({}) OR EXISTS ({})").format(
        SQL(_NEWS).format(Identifier("city", layer.id), change=SQL("change")),
        SQL(_NEWS).format(Identifier("history", layer.id), change=SQL("ended_change")),
    )
    return connection.execute(changed, values).fetchone() == (True,)


@contextmanager
def _alone(connection: psycopg.Connection, layer: Layer) -> Iterator[None]:
    """Taken before the transaction, whose snapshot then holds what the last refresh did."""
    connection.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (_LOCK, layer.id))
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", (_LOCK, layer.id))


@dataclass(frozen=True)
class _Refresh:
    connection: psycopg.Connection
    layer: Layer
    territory: Territory

    def carried_out(self) -> bool:
        """Returns: whether everything was computed anew."""
        row = self.connection.execute(_CURSOR, (self.layer.id,)).fetchone()
        assert row is not None
        since, seen, now, sees = row
        boxes = None if since is None else self._followed(News(since, seen))
        if boxes is None:
            self._built()
        cells = EVERYWHERE if boxes is None else cells_of(boxes)
        self.connection.execute(_ADVANCE, (self.layer.id, now, sees))
        if len(cells):
            note_change(self.connection, self.layer.id, coarsened(cells, MOST_CELLS), generalised=True)
        log.info("read model refreshed", layer=self.layer.id, whole=boxes is None)
        return boxes is None

    def _levels(self) -> list[ShapeLevel | PointLevel]:
        levels = self.layer.levels
        assert self.layer.geometry != "none"
        found: list[ShapeLevel | PointLevel] = []
        for at, level in enumerate(levels):
            source = Source(
                self.connection, self.layer, level, levels[at - 1] if at else None, self.territory
            )
            if shape_of(self.layer.geometry.type) == "point":
                found.append(PointLevel(source))
            else:
                found.append(
                    ShapeLevel(StoredLevel(source, levels[at + 1] if at + 1 < len(levels) else None))
                )
        return found

    def _built(self) -> None:
        for level in self._levels():
            level.build()

    def _followed(self, news: News) -> Boxes | None:
        """Compute anew what changed since; where the levels are drawn differently, None when that would be too much."""
        values = {"layer": self.layer.id, "since": news.since, "seen": news.seen}
        if self.connection.execute(_EMPTIED, values).fetchone() == (True,):
            return None
        levels = self._levels()
        moved = moved_since(levels[0].source, news, _FOLLOWED)
        if moved is None:
            return None
        touched = [np.empty((0, 4))]
        for level in levels:
            if not len(moved):
                break
            moved, boxes = level.follow(moved)
            # Closing gaps and rounding move an outline a little beyond what it was made from.
            touched.append(grown(boxes, pixel_m(level.number)))
        return np.concatenate(touched)
