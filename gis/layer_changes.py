"""What transactions changed where: noted by triggers and loads (``ops.layer_change``), followed by every server process."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import psycopg
from psycopg.sql import SQL, Identifier

from gis.registry import Layer
from gis.tile_cells import EVERYWHERE, Boxes, Cells, boxes_of, cells_of, coarsened, grown

CHANNEL = "kent_changes"
"""Told, at its commit, of every transaction that changed a layer."""
KEPT = timedelta(days=7)
"""How long it is known what changed."""
FOLLOWED_WITHIN = KEPT - timedelta(days=1)
"""Who was away longer has missed something; a transaction takes less than a day."""
MOST_CELLS = 20_000
"""Of one transaction: more of them become fewer and larger ones."""

_EXACT_M = 1.0
"""Boxes that begin in the same square metre are one."""
_MOST_BOXES = 5_000
"""Of an edit; more are told by the cells they begin in."""
_CELL_M = 153.0
_MOST_ROWS = 50_000
"""Of an edit, old and new versions: what more of them touched is taken for everything, for to look takes 5 µs a version
and nobody may see an old tile for a second. A load tells its cells itself, however large it is."""
_FAR_M = 100_000.0
"""A row that is wider may reach beyond the city; tiles draw the part of it near them (``gis.reach_query``), which its box, of
what PROJ makes of the whole, need not hold."""

_STATE = """
    SELECT (SELECT system_identifier FROM pg_control_system())::text || '/' || d.oid || '/' || r.generation,
           lookup.final_before(), clock_timestamp()
    FROM pg_database d, ops.revision r WHERE d.datname = current_database()
"""
_SINCE = "SELECT layer, change, generalised, cells FROM ops.layer_change WHERE change >= %s ORDER BY change"
_BOXES = "SELECT * FROM ops.changed_boxes(%s, %s, %s, %s) LIMIT %s"
_NOTE = """
    INSERT INTO ops.layer_change (layer, change, generalised, cells) VALUES (%s, ops.current_change(), %s, %s)
    ON CONFLICT (layer, generalised, change) DO UPDATE SET cells = excluded.cells
"""
_FORGET = "DELETE FROM ops.layer_change WHERE noted_at < clock_timestamp() - %s"
_FEW = SQL("""
    SELECT count(*) <= %(few)s FROM (
        (SELECT FROM {current} WHERE change = %(change)s LIMIT %(few)s + 1)
        UNION ALL (SELECT FROM {past} WHERE ended_change = %(change)s LIMIT %(few)s + 1)) AS moved
""")
_ONLY_ADDED = SQL("""
    SELECT NOT EXISTS (SELECT FROM {current} WHERE change <> %(change)s)
       AND NOT EXISTS (SELECT FROM {past} WHERE ended_change = %(change)s)
""")


@dataclass(frozen=True)
class LayerChange:
    """A transaction that changed a layer.

    Args:
        change: the transaction's number.
        generalised: the layer's read model changed, not its rows.
        cells: what holds all that moved; None where the rows tell.
    """

    layer: str
    change: int
    generalised: bool
    cells: Cells | None

    @property
    def key(self) -> tuple[str, bool, int]:
        return self.layer, self.generalised, self.change


@dataclass(frozen=True)
class DatabaseState:
    """Which database it is, and how far it is final.

    Args:
        identity: differs between two databases, and between one and the same restored from a backup.
        final_before: every change with a lower number is committed or gone.
        at: by the database's clock.
    """

    identity: str
    final_before: int
    at: datetime


async def database_state(connection: psycopg.AsyncConnection[Any]) -> DatabaseState:
    """Ask before `changes_since`, so that what is final by it is among the changes."""
    row = await (await connection.execute(_STATE)).fetchone()
    assert row is not None
    return DatabaseState(*row)


async def changes_since(connection: psycopg.AsyncConnection[Any], change: int) -> list[LayerChange]:
    """The changes of this number and above, oldest first."""
    rows = await (await connection.execute(_SINCE, (change,))).fetchall()
    return [
        LayerChange(layer, number, generalised, None if cells is None else np.array(cells, dtype=np.int64))
        for layer, number, generalised, cells in rows
    ]


async def boxes_of_change(
    connection: psycopg.AsyncConnection[Any], change: LayerChange, layer: Layer
) -> Boxes:
    """EPSG:3857 boxes of all that a change put, moved or took away, wherever any audience sees it."""
    if change.cells is not None:
        return boxes_of(change.cells)
    for grid, most, most_rows in (
        (_EXACT_M, _MOST_BOXES, 2 * _MOST_BOXES),
        (_CELL_M, MOST_CELLS, _MOST_ROWS),
    ):
        asked = (change.layer, [change.change], grid, most_rows, most + 1)
        try:
            rows = await (await connection.execute(_BOXES, asked)).fetchall()
        except psycopg.errors.InternalError_:  # of what is no place on earth there is no box
            break
        found = np.array(rows, dtype=np.float64).reshape(-1, 4)
        if len(found) <= most and _tell(found):
            return grown(found, _reach_m(layer))
    return boxes_of(EVERYWHERE)


def _tell(boxes: Boxes) -> bool:
    """Whether boxes hold all that tiles draw of their rows."""
    return bool(np.isfinite(boxes).all() and (boxes[:, 2:] - boxes[:, :2] < _FAR_M).all())


def note_load(connection: psycopg.Connection, layer: Layer, change: int) -> None:
    """Say once where a large load moved anything, so that no server process has to look; within the load's transaction.

    The last that the transaction does with the layer. Filling an empty layer touches everything; of a small load the rows
    themselves tell more exactly.
    """
    if layer.geometry == "none":
        return
    tables = {"current": Identifier("city", layer.id), "past": Identifier("history", layer.id)}
    values = {"change": change, "few": _MOST_BOXES}
    if connection.execute(_FEW.format(**tables), values).fetchone() == (True,):
        return
    cells = EVERYWHERE
    if connection.execute(_ONLY_ADDED.format(**tables), values).fetchone() != (True,):
        # Of what is no place on earth there is no box; no load fails for it.
        with suppress(psycopg.errors.InternalError_), connection.transaction():
            rows = connection.execute(_BOXES, (layer.id, [change], _CELL_M, None, None)).fetchall()
            found = np.array(rows, dtype=np.float64).reshape(-1, 4)
            if _tell(found):
                cells = coarsened(cells_of(grown(found, _reach_m(layer))), MOST_CELLS)
    note_change(connection, layer.id, cells)


def note_change(
    connection: psycopg.Connection, layer_id: str, cells: Cells, *, generalised: bool = False
) -> None:
    """Say where this transaction changed a layer, or its read model, and tell every server process at the commit."""
    connection.execute(_NOTE, (layer_id, generalised, cells.tolist()))
    connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, layer_id))


def forget_old_changes(connection: psycopg.Connection) -> int:
    """Delete what everybody has followed long ago."""
    return connection.execute(_FORGET, (KEPT,)).rowcount


def changed_zooms(layer: Layer, *, generalised: bool) -> range:
    """The zooms that anybody is drawn from a layer's rows, or from its read model (``gis.generalisation.drawn_from``)."""
    if generalised:
        return range(layer.zoom[0])
    counted = layer.geometry != "none" and bool(layer.geometry.coarsen.audiences)
    return range(0 if counted else layer.zoom[0], layer.zoom[1] + 1)


def _reach_m(layer: Layer) -> float:
    """How far from where it is an audience may see a position: coarsening moves each coordinate by half a cell at most."""
    if layer.geometry == "none":
        return 0.0
    coarsen = layer.geometry.coarsen
    return max((cell for a in coarsen.audiences if (cell := coarsen.cell(a)) is not None), default=0) / 2
