"""Layer views and a tile's place -> SQL. Pure. PostgreSQL writes the vector tile; Python passes it on.

At its own zooms a layer is drawn from its rows, below them from its read model (``gis.generalisation``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from psycopg import sql
from psycopg.sql import SQL, Composable, Composed, Identifier

from gis.crs import Bounds
from gis.derive.read_model import read_model_view, seen_fields
from gis.features import Statement, view_name
from gis.generalisation import CLUSTER_PIXELS, COUNT, ReadLevel, drawn_from, level_at
from gis.reach_query import near_part
from gis.registry import NAMED_ELSEWHERE, Field, LayerView
from gis.territory import Territory
from gis.tile_matrix_set import BUFFER, WEB_MERCATOR_QUAD, WORLD_CRS84_QUAD, TileMatrixSet

_EXTENT = 4096
_BUFFER = round(BUFFER * _EXTENT)
_TILE_PIXELS = 512
_MARGIN = sql.Literal(BUFFER)
_ENVELOPE = {
    WEB_MERCATOR_QUAD: SQL("ST_TileEnvelope(%(z)s, %(x)s, %(y)s)"),
    # Two squares of half the world side by side: the northern half of a square of the whole.
    WORLD_CRS84_QUAD: SQL(
        "ST_TileEnvelope(%(z)s + 1, %(x)s, %(y)s, ST_MakeEnvelope(-180, -270, 180, 90, 4326))"
    ),
}
"""A tile without its buffer, in the CRS of its tile matrix set."""
_SURROUNDINGS = {
    WEB_MERCATOR_QUAD: SQL("ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => {}::float8)").format(_MARGIN),
    # A rectangle is one in web mercator too, but for the poles, which that does not reach.
    WORLD_CRS84_QUAD: SQL(
        "ST_Transform(ST_Intersection(ST_MakeEnvelope(-180, -85.06, 180, 85.06, 4326), ST_TileEnvelope(%(z)s + 1, %(x)s, %(y)s, "
        "ST_MakeEnvelope(-180, -270, 180, 90, 4326), margin => {}::float8)), 3857)"
    ).format(_MARGIN),
}
"""A tile with its buffer, in web mercator."""


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


def tile_attempts(
    views: Sequence[LayerView],
    territory: Territory,
    address: tuple[int, int, int],
    matrix_set: TileMatrixSet = WEB_MERCATOR_QUAD,
) -> Iterator[Statement]:
    """The statements that draw a tile, the next where the one before made it too large; none where nothing is drawn.

    Args:
        address: level, column and row.
    """
    z, x, y = address
    drawn = tile_views(views, z + matrix_set.zoom)
    bounds = territory.tile(z, x, y, matrix_set)
    if not drawn or bounds is None:
        return
    values = {"z": z, "x": x, "y": y, **storage_bounds(bounds, territory)}
    plane = territory.plane(z, x, y, _EXTENT, matrix_set)
    if plane is not None:
        values |= zip(_PLANE, plane, strict=True)
    for economy in (LAVISH, *ECONOMIES):
        statement = tile_statement(drawn, z, economy, matrix_set, flat=plane is not None)
        yield replace(statement, values=values)


def tile_statement(
    views: Sequence[LayerView],
    z: int,
    economy: Economy = LAVISH,
    matrix_set: TileMatrixSet = WEB_MERCATOR_QUAD,
    *,
    flat: bool = False,
) -> Statement:
    """A vector tile with one layer per view: ``tile`` (bytes, the same for the same rows whatever plan reads them), and
    ``final_before``: every change with a lower number is in it.

    Args:
        views: that have something to draw at that zoom.
        z: the level.
        flat: whether rows are placed by a plane, which takes a quarter less time than projecting each vertex.

    Values to bind: ``z, x, y``, the level, column and row; ``xmin, ymin, xmax, ymax``: the tile with its buffer in the storage CRS (the envelope is
    transformed, never the column); ``srid``; ``reach_xmin, reach_ymin, reach_xmax, reach_ymax``: the territory's reach, likewise;
    of a flat tile also the plane's: ``plane_a, plane_b, plane_d, plane_e, plane_x, plane_y``.
    """
    sources = tuple(_source(view, z + matrix_set.zoom) for view in views)
    drawing = _Drawing(economy, matrix_set, flat)
    return Statement(_tile_text(tuple(views), sources, drawing), {}, prepare=False)


@dataclass(frozen=True)
class _Drawing:
    """How a tile is drawn, whatever of."""

    economy: Economy
    matrix_set: TileMatrixSet
    flat: bool


_Source = ReadLevel | Literal["rows", "rows named once", "counted rows"]


def _source(view: LayerView, z: int) -> _Source:
    """Coarse positions below their layer's zooms are counted as the audience sees them."""
    if drawn_from(view, z) == "rows":
        if z < view.layer.zoom[0]:
            return "counted rows"
        named_once_from = view.named_once_from
        return "rows" if named_once_from is None or z < named_once_from else "rows named once"
    level = level_at(view.layer, z)
    assert level is not None
    return level


@lru_cache(maxsize=512)
def _tile_text(views: tuple[LayerView, ...], sources: tuple[_Source, ...], drawing: _Drawing) -> bytes:
    parts = SQL(" || ").join(
        _tile_layer(view, source, drawing) for view, source in zip(views, sources, strict=True)
    )
    return SQL("SELECT {} AS tile, lookup.final_before() AS final_before").format(parts).as_string().encode()


def _tile_layer(view: LayerView, source: _Source, drawing: _Drawing) -> Composed:
    match source:
        case "rows" | "rows named once":
            return _rows(view, drawing, named_once=source == "rows named once")
        case "counted rows":
            return _counted(view, drawing)
        case _:
            return _level(view, source, drawing)


def _rows(view: LayerView, drawing: _Drawing, *, named_once: bool) -> Composed:
    query = SQL("""
        SELECT id, {columns}{drawn} AS geom{whole} FROM {view}
        WHERE geom && ST_MakeEnvelope(%(xmin)s, %(ymin)s, %(xmax)s, %(ymax)s, %(srid)s)
        ORDER BY id""").format(
        columns=_columns(view.fields, view.label, drawing.economy),
        drawn=_drawn(_ON_PLANE if drawing.flat else _projected(drawing), drawing),
        whole=SQL(", geom AS whole" if named_once else ""),
        view=view_name(view),
    )
    return _layer(view, _telling_pieces(view, query, drawing) if named_once else query, drawing.economy)


def _telling_pieces(view: LayerView, query: Composed, drawing: _Drawing) -> Composed:
    """Areas that reach beyond the tile tell where their name stands in another one.

    It stands at a point on the surface of the whole area, which lies in one tile of a zoom.
    """
    names = [f.name for f in _tile_fields(view.fields, view.label, drawing.economy)]
    # Of what reaches beyond the city no point can be told.
    point = SQL("CASE WHEN whole @ {} THEN ST_Transform(ST_PointOnSurface(whole), {}) END").format(
        _REACH, sql.Literal(drawing.matrix_set.srid)
    )
    return SQL("""
        SELECT id, {columns}geom, CASE WHEN NOT geom @ ST_MakeEnvelope(0, 0, {extent}, {extent}) THEN (
            SELECT nullif(
                ST_X(point) < ST_XMin(tile) OR ST_X(point) >= ST_XMax(tile)
                OR ST_Y(point) < ST_YMin(tile) OR ST_Y(point) >= ST_YMax(tile), false)
            FROM (SELECT {point} AS point) AS told, {envelope} AS tile) END AS {elsewhere}
        FROM ({query} OFFSET 0) AS placed""").format(
        columns=SQL("").join(SQL("{}, ").format(Identifier(name)) for name in names),
        extent=sql.Literal(_EXTENT),
        point=point,
        envelope=_ENVELOPE[drawing.matrix_set],
        elsewhere=Identifier(NAMED_ELSEWHERE),
        query=query,
    )


def _level(view: LayerView, level: ReadLevel, drawing: _Drawing) -> Composed:
    fields = tuple(f for f in seen_fields(view) if f.name in level.keep)
    grouped = SQL("{}, ").format(Identifier(COUNT)) if level.way != "simplify" else SQL("")
    query = SQL("""
        SELECT id, {count}{columns}{drawn} AS geom FROM {view}
        WHERE level = {level} AND geom && {surroundings}
        ORDER BY id""").format(
        count=grouped,
        columns=_columns(fields, view.label, drawing.economy),
        drawn=_drawn(
            SQL("geom") if drawing.matrix_set == WEB_MERCATOR_QUAD else _projected(drawing, stored=False),
            drawing,
        ),
        view=read_model_view(view),
        level=sql.Literal(level.number),
        surroundings=_SURROUNDINGS[drawing.matrix_set],
    )
    return _layer(view, query, drawing.economy)


def _counted(view: LayerView, drawing: _Drawing) -> Composed:
    """Clusters of coarse positions. Cells end where tiles do, so each is in one tile, whole."""
    cells = _TILE_PIXELS // CLUSTER_PIXELS
    matrix_set = drawing.matrix_set
    cell = SQL("({} / (2 ^ %(z)s * {}))").format(sql.Literal(matrix_set.width), sql.Literal(cells))
    query = SQL("""
        SELECT min(id) AS id, count(*) AS {count}, {drawn} AS geom
        FROM (SELECT id, {projected} AS geom FROM {view}
              WHERE geom && ST_MakeEnvelope(%(xmin)s, %(ymin)s, %(xmax)s, %(ymax)s, %(srid)s) OFFSET 0) AS seen
        GROUP BY floor((ST_X(geom) - {west}) / {cell}), floor(({north} - ST_Y(geom)) / {cell})
        HAVING floor((min(ST_X(geom)) - {west}) / {cell} / {cells}) = %(x)s
            AND floor(({north} - max(ST_Y(geom))) / {cell} / {cells}) = %(y)s
        ORDER BY min(id)""").format(
        count=Identifier(COUNT),
        drawn=_drawn(
            SQL("ST_SetSRID(ST_MakePoint(avg(ST_X(geom)), avg(ST_Y(geom))), {})").format(
                sql.Literal(matrix_set.srid)
            ),
            drawing,
        ),
        projected=_projected(drawing),
        view=view_name(view),
        cell=cell,
        cells=sql.Literal(cells),
        west=sql.Literal(matrix_set.west),
        north=sql.Literal(matrix_set.north),
    )
    return _layer(view, query, drawing.economy)


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


_PLANE = ("plane_a", "plane_b", "plane_d", "plane_e", "plane_x", "plane_y")
_ON_PLANE = SQL("ST_Affine(geom, {})").format(SQL(", ").join(sql.Placeholder(name) for name in _PLANE))
_TILE = SQL("ST_MakeEnvelope(%(xmin)s, %(ymin)s, %(xmax)s, %(ymax)s, %(srid)s)")
_REACH = SQL("ST_MakeEnvelope(%(reach_xmin)s, %(reach_ymin)s, %(reach_xmax)s, %(reach_ymax)s, %(srid)s)")


def _projected(drawing: _Drawing, *, stored: bool = True) -> Composed:
    """Args: stored: whether ``geom`` is in the storage CRS."""
    geometry = near_part(SQL("geom"), _REACH, _TILE) if stored else SQL("geom")
    return SQL("ST_Transform({}, {})").format(geometry, sql.Literal(drawing.matrix_set.srid))


def _drawn(geometry: Composable, drawing: _Drawing) -> Composed:
    placed = SQL("ST_AsMVTGeom({}, {envelope}, {extent}, {buffer}, true)").format(
        geometry,
        envelope=_ENVELOPE[drawing.matrix_set],
        extent=sql.Literal(_EXTENT),
        buffer=sql.Literal(_BUFFER),
    )
    if drawing.economy.grid == _EXTENT:
        return placed
    step = sql.Literal(_EXTENT // drawing.economy.grid)
    return SQL("ST_SnapToGrid({}, {}::float8)").format(placed, step)


def _columns(fields: Sequence[Field], label: str | None, economy: Economy) -> Composed:
    return SQL("").join(SQL("{}, ").format(_tile_value(f)) for f in _tile_fields(fields, label, economy))


def _tile_fields(fields: Sequence[Field], label: str | None, economy: Economy) -> list[Field]:
    return [f for f in fields if economy.fields or f.name == label]


def _tile_value(column: Field) -> Composed:
    """Vector tiles know text, numbers and booleans only."""
    name = Identifier(column.name)
    return SQL("{0}::text AS {0}").format(name) if column.type in ("date", "timestamp") else Composed([name])


def storage_bounds(bounds: Bounds, territory: Territory) -> dict[str, Any]:
    """The values ``tile_statement`` wants besides z, x and y."""
    edges = ("xmin", "ymin", "xmax", "ymax")
    reach = zip((f"reach_{edge}" for edge in edges), territory.reach_in_storage, strict=True)
    return {**dict(zip(edges, bounds, strict=True)), **dict(reach), "srid": territory.srid}
