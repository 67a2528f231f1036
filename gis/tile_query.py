"""Layer views and a tile's place -> SQL. Pure. PostgreSQL writes the vector tile; Python passes it on."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from psycopg.sql import SQL, Composed, Identifier, Literal

from gis.crs import Bounds
from gis.features import Statement, view_name
from gis.registry import Field, LayerView
from gis.tile_matrix_set import BUFFER, WEB_MERCATOR_QUAD, TileMatrixSet

_EXTENT = 4096
_BUFFER = round(BUFFER * _EXTENT)
_ENVELOPES = {
    "WebMercatorQuad": SQL("ST_TileEnvelope(%(z)s, %(x)s, %(y)s)"),
    # Two squares of half the world side by side: the northern half of a square of the whole.
    "WorldCRS84Quad": SQL(
        "ST_TileEnvelope(%(z)s + 1, %(x)s, %(y)s, ST_MakeEnvelope(-180, -270, 180, 90, 4326))"
    ),
}
"""A tile without its buffer, in the CRS of its tile matrix set."""


def tile_statement(views: Sequence[LayerView], matrix_set: TileMatrixSet = WEB_MERCATOR_QUAD) -> Statement:
    """A vector tile with one layer per view: ``tile`` (bytes, the same for the same rows whatever plan reads them).

    Values to bind: ``z, x, y``, the level, column and row; ``xmin, ymin, xmax, ymax``: the tile with its buffer in the storage CRS (the envelope is
    transformed, never the column); ``srid``.
    """
    return Statement(_tile_text(tuple(views), matrix_set), {}, prepare=False)


@lru_cache(maxsize=256)
def _tile_text(views: tuple[LayerView, ...], matrix_set: TileMatrixSet) -> bytes:
    parts = SQL(" || ").join(_tile_layer(view, matrix_set) for view in views)
    return SQL("SELECT {} AS tile").format(parts).as_string().encode()


def _tile_layer(view: LayerView, matrix_set: TileMatrixSet) -> Composed:
    """``OFFSET 0`` keeps the planner from merging the two queries, which would draw each geometry twice."""
    columns = SQL("").join(SQL("{}, ").format(_tile_value(f)) for f in view.fields)
    return SQL("""coalesce((
        SELECT ST_AsMVT(drawn, {name}, {extent}, 'geom', 'id')
        FROM (SELECT id, {columns}ST_AsMVTGeom(ST_Transform(geom, {crs}), {envelope}, {extent}, {buffer}, true) AS geom
              FROM {view}
              WHERE geom && ST_MakeEnvelope(%(xmin)s, %(ymin)s, %(xmax)s, %(ymax)s, %(srid)s)
              ORDER BY id OFFSET 0) AS drawn
        WHERE geom IS NOT NULL), ''::bytea)""").format(
        name=Literal(view.id),
        extent=Literal(_EXTENT),
        buffer=Literal(_BUFFER),
        crs=Literal(matrix_set.srid),
        envelope=_ENVELOPES[matrix_set.id],
        columns=columns,
        view=view_name(view),
    )


def _tile_value(column: Field) -> Composed:
    """Vector tiles know text, numbers and booleans only."""
    name = Identifier(column.name)
    return SQL("{0}::text AS {0}").format(name) if column.type in ("date", "timestamp") else Composed([name])


def storage_bounds(bounds: Bounds, srid: int) -> dict[str, Any]:
    """The values ``tile_statement`` wants besides z, x and y."""
    return {"xmin": bounds[0], "ymin": bounds[1], "xmax": bounds[2], "ymax": bounds[3], "srid": srid}
