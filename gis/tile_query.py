"""Layer views and a tile's place -> SQL. Pure. PostgreSQL writes the vector tile; Python passes it on.

At its own zooms a layer is drawn from its rows, below them from its read model (``gis.generalisation``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from psycopg import sql
from psycopg.sql import SQL, Composable, Composed, Identifier

from gis.crs import Bounds
from gis.derive.read_model import read_model_view, seen_fields
from gis.features import Statement, view_name
from gis.generalisation import CLUSTER_PIXELS, ReadLevel, drawn_from, level_at
from gis.registry import Field, LayerView

_EXTENT = 4096
_BUFFER = 64
_TILE_PIXELS = 512
_WORLD_M = 2 * 20037508.342789244
COUNT = "n"
"""The attribute that tells how many features became one."""


@dataclass(frozen=True)
class Economy:
    """How a tile that came out too large is drawn more cheaply; the same rows always give the same tile.

    Attributes:
        fields: whether attributes other than the label are drawn.
        grid: steps across a tile that coordinates are rounded to.
        most: of each layer the largest so many features.
    """

    fields: bool = True
    grid: int = _EXTENT
    most: int | None = None


LAVISH = Economy()
LARGEST_TILE = 500_000
"""Bytes."""
ECONOMIES = (
    Economy(fields=False),
    Economy(fields=False, grid=1024),
    Economy(fields=False, grid=1024, most=10_000),
    Economy(fields=False, grid=512, most=2_500),
    Economy(fields=False, grid=256, most=500),
    Economy(fields=False, grid=256, most=50),
)
"""What is tried in turn on a tile that is larger."""


def tile_views(views: Sequence[LayerView], z: int) -> list[LayerView]:
    """Those that have something to draw at a zoom."""
    return [view for view in views if drawn_from(view, z) != "nothing"]


def tile_statement(views: Sequence[LayerView], z: int, economy: Economy = LAVISH) -> Statement:
    """A vector tile with one layer per view: ``tile`` (bytes, the same for the same rows whatever plan reads them), and
    ``final_before``: every change with a lower number is in it.

    Args:
        views: that have something to draw at zoom ``z``.

    Values to bind: ``z, x, y``; ``xmin, ymin, xmax, ymax``: the tile with its buffer in the storage CRS (the envelope is
    transformed, never the column); ``srid``.
    """
    sources = tuple(_source(view, z) for view in views)
    return Statement(_tile_text(tuple(views), sources, economy), {}, prepare=False)


_Source = ReadLevel | Literal["rows", "counted rows"]


def _source(view: LayerView, z: int) -> _Source:
    """Coarse positions below their layer's zooms are counted as the audience sees them."""
    if drawn_from(view, z) == "rows":
        return "rows" if z >= view.layer.zoom[0] else "counted rows"
    level = level_at(view.layer, z)
    assert level is not None
    return level


@lru_cache(maxsize=512)
def _tile_text(views: tuple[LayerView, ...], sources: tuple[_Source, ...], economy: Economy) -> bytes:
    parts = SQL(" || ").join(
        _tile_layer(view, source, economy) for view, source in zip(views, sources, strict=True)
    )
    return SQL("SELECT {} AS tile, lookup.final_before() AS final_before").format(parts).as_string().encode()


def _tile_layer(view: LayerView, source: _Source, economy: Economy) -> Composed:
    match source:
        case "rows":
            return _rows(view, economy)
        case "counted rows":
            return _counted(view, economy)
        case _:
            return _level(view, source, economy)


def _rows(view: LayerView, economy: Economy) -> Composed:
    query = SQL("""
        SELECT id, {columns}{drawn} AS geom FROM {view}
        WHERE geom && ST_MakeEnvelope(%(xmin)s, %(ymin)s, %(xmax)s, %(ymax)s, %(srid)s)
        ORDER BY id""").format(
        columns=_columns(view.fields, view.label, economy),
        drawn=_drawn(SQL("ST_Transform(geom, 3857)"), economy),
        view=view_name(view),
    )
    return _layer(view, query, economy)


def _level(view: LayerView, level: ReadLevel, economy: Economy) -> Composed:
    fields = tuple(f for f in seen_fields(view) if f.name in level.keep)
    grouped = SQL("{}, ").format(Identifier(COUNT)) if level.way != "simplify" else SQL("")
    query = SQL("""
        SELECT id, {count}{columns}{drawn} AS geom FROM {view}
        WHERE level = {level} AND geom && ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => {margin}::float8)
        ORDER BY id""").format(
        count=grouped,
        columns=_columns(fields, view.label, economy),
        drawn=_drawn(SQL("geom"), economy),
        view=read_model_view(view),
        level=sql.Literal(level.number),
        margin=sql.Literal(_BUFFER / _EXTENT),
    )
    return _layer(view, query, economy)


def _counted(view: LayerView, economy: Economy) -> Composed:
    """Clusters of coarse positions. Cells end where tiles do, so each is in one tile, whole."""
    cells = _TILE_PIXELS // CLUSTER_PIXELS
    cell = SQL("({} / (2 ^ %(z)s * {}))").format(sql.Literal(_WORLD_M), sql.Literal(cells))
    query = SQL("""
        SELECT min(id) AS id, count(*) AS {count}, {drawn} AS geom
        FROM (SELECT id, ST_Transform(geom, 3857) AS geom FROM {view}
              WHERE geom && ST_MakeEnvelope(%(xmin)s, %(ymin)s, %(xmax)s, %(ymax)s, %(srid)s) OFFSET 0) AS seen
        GROUP BY floor((ST_X(geom) + {half}) / {cell}), floor(({half} - ST_Y(geom)) / {cell})
        HAVING floor((min(ST_X(geom)) + {half}) / {cell} / {cells}) = %(x)s
            AND floor(({half} - max(ST_Y(geom))) / {cell} / {cells}) = %(y)s
        ORDER BY min(id)""").format(
        count=Identifier(COUNT),
        drawn=_drawn(SQL("ST_SetSRID(ST_MakePoint(avg(ST_X(geom)), avg(ST_Y(geom))), 3857)"), economy),
        view=view_name(view),
        cell=cell,
        cells=sql.Literal(cells),
        half=sql.Literal(_WORLD_M / 2),
    )
    return _layer(view, query, economy)


def _layer(view: LayerView, query: Composed, economy: Economy) -> Composed:
    """``OFFSET 0`` keeps the planner from merging the two queries, which would draw each geometry twice."""
    rows = SQL("({} OFFSET 0) AS drawn").format(query)
    if economy.most is not None:
        rows = SQL(
            "(SELECT * FROM (SELECT * FROM {} WHERE geom IS NOT NULL "
            "ORDER BY ST_Area(Box2D(geom)) DESC, id LIMIT {}) AS largest ORDER BY id) AS drawn"
        ).format(rows, sql.Literal(economy.most))
    return SQL("""coalesce((
        SELECT ST_AsMVT(drawn, {name}, {extent}, 'geom', 'id') FROM {rows} WHERE geom IS NOT NULL), ''::bytea)""").format(
        name=sql.Literal(view.id), extent=sql.Literal(_EXTENT), rows=rows
    )


def _drawn(geometry: Composable, economy: Economy) -> Composed:
    placed = SQL("ST_AsMVTGeom({}, ST_TileEnvelope(%(z)s, %(x)s, %(y)s), {extent}, {buffer}, true)").format(
        geometry, extent=sql.Literal(_EXTENT), buffer=sql.Literal(_BUFFER)
    )
    if economy.grid == _EXTENT:
        return placed
    step = sql.Literal(_EXTENT // economy.grid)
    return SQL("ST_SnapToGrid({}, {}::float8)").format(placed, step)


def _columns(fields: Sequence[Field], label: str | None, economy: Economy) -> Composed:
    chosen = [f for f in fields if economy.fields or f.name == label]
    return SQL("").join(SQL("{}, ").format(_tile_value(f)) for f in chosen)


def _tile_value(column: Field) -> Composed:
    """Vector tiles know text, numbers and booleans only."""
    name = Identifier(column.name)
    return SQL("{0}::text AS {0}").format(name) if column.type in ("date", "timestamp") else Composed([name])


def storage_bounds(bounds: Bounds, srid: int) -> dict[str, Any]:
    """The values ``tile_statement`` wants besides z, x and y."""
    return {"xmin": bounds[0], "ymin": bounds[1], "xmax": bounds[2], "ymax": bounds[3], "srid": srid}
