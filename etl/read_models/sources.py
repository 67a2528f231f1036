"""Where a level's features come from: the layer's rows for the finest, the level before it for every other."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import psycopg
import shapely
from numpy.typing import NDArray
from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from gis.derive.read_model import model_table
from gis.generalisation import ReadLevel
from gis.generalise.grid import Boxes, Numbers, coalesced, meeting
from gis.reach_query import is_near, near_part, reach_of
from gis.registry import Layer
from gis.territory import Territory

_CHUNK_ROWS = 50_000
_GROUP_MASK = (1 << 48) - 1
_STORED_BOX = SQL(
    "SELECT ST_Transform(ST_Expand(ST_MakeEnvelope(b.w, b.s, b.e, b.n, 3857), 1 + (b.e - b.w) / 100), {}) AS box"
)


@dataclass(frozen=True, eq=False)
class Features:
    """Features a level is made of.

    Attributes:
        groups: what each belongs to, as far as its attributes tell.
        counts: how many rows of the layer it stands for.
        shapes: EPSG:3857.
    """

    ids: Numbers
    groups: Numbers
    counts: Numbers
    shapes: NDArray[Any]

    def __len__(self) -> int:
        return len(self.ids)

    def where(self, chosen: NDArray[Any]) -> "Features":
        return Features(self.ids[chosen], self.groups[chosen], self.counts[chosen], self.shapes[chosen])

    def in_groups(self, groups: Numbers) -> "Features":
        return Features(self.ids, groups, self.counts, self.shapes)

    @classmethod
    def joined(cls, pieces: list["Features"]) -> "Features":
        if not pieces:
            nothing = np.empty(0, dtype=np.int64)
            return cls(nothing, nothing, nothing, np.empty(0, dtype=object))
        return cls(
            np.concatenate([p.ids for p in pieces]),
            np.concatenate([p.groups for p in pieces]),
            np.concatenate([p.counts for p in pieces]),
            np.concatenate([p.shapes for p in pieces]),
        )


@dataclass(frozen=True, eq=False)
class Moved:
    """Features that changed, as they were and as they are: their groups, and where they lie."""

    groups: Numbers
    boxes: Boxes

    def __len__(self) -> int:
        return len(self.groups)

    def and_(self, *others: "Moved") -> "Moved":
        every = (self, *others)
        return Moved(np.concatenate([m.groups for m in every]), np.concatenate([m.boxes for m in every]))

    @classmethod
    def of(cls, rows: list[tuple[Any, ...]]) -> "Moved":
        """Args: rows: group, min x, min y, max x, max y."""
        groups = np.array([row[0] for row in rows], dtype=np.int64)
        boxes = np.array([row[1:5] for row in rows], dtype=np.float64).reshape(-1, 4)
        return cls(groups, boxes)


def group_expression(level: ReadLevel) -> Composable:
    """SQL: what a feature belongs to by its attributes; itself where a level keeps each."""
    if level.way == "simplify":
        return SQL("f.id")
    if not level.by:
        return SQL("0::bigint")
    named = SQL(", ").join(Identifier("f", name) for name in level.by)
    return SQL("(hashtextextended(ROW({})::text, 0) & {}::bigint)").format(named, Literal(_GROUP_MASK))


def projected(territory: Territory) -> Composed:
    """SQL: what of a row ``f`` can be drawn, in EPSG:3857."""
    reach = reach_of(territory)
    return SQL("ST_Transform({}, 3857)").format(near_part(SQL("f.geom"), reach, reach))


def box_columns(shape: Composable) -> Composed:
    return SQL("ST_XMin({0}), ST_YMin({0}), ST_XMax({0}), ST_YMax({0})").format(shape)


@dataclass(frozen=True)
class Source:
    """The features of one level of one layer.

    Args:
        finer: the level before it; None for the finest.
    """

    connection: psycopg.Connection
    layer: Layer
    level: ReadLevel
    finer: ReadLevel | None
    territory: Territory

    @cached_property
    def table(self) -> Composed:
        """What features are read from, as ``f``."""
        if self.finer is None:
            return SQL("{} AS f").format(Identifier("city", self.layer.id))
        return SQL("(SELECT * FROM {} WHERE level = {}) AS f").format(
            model_table(self.layer), Literal(self.finer.number)
        )

    @cached_property
    def shape(self) -> Composable:
        return projected(self.territory) if self.finer is None else SQL("coalesce(f.whole, f.geom)")

    @cached_property
    def present(self) -> Composable:
        """SQL: whether a feature ``f`` has a shape; of a finer level also where it is too small to be drawn there."""
        if self.finer is None:
            return is_near(SQL("f.geom"), reach_of(self.territory))
        return SQL("{} IS NOT NULL").format(self.shape)

    def everything(self) -> Iterator[Features]:
        """All of them, in pieces; what is dissolved into one polygon is in one piece, unless it alone is as large."""
        if self.level.way != "dissolve":
            yield from self._read(self.present, {})
            return
        held = Features.joined([])
        for read in self._read(SQL("{} ORDER BY 2").format(self.present), {}):
            piece = Features.joined([held, read])
            last = piece.groups == piece.groups[-1]
            if last.sum() >= _CHUNK_ROWS:
                last[:] = False
            yield piece.where(~last)
            held = piece.where(last)
        yield held

    def near(self, boxes: Boxes, groups: Numbers | None = None) -> Features:
        """Those whose bounds meet any of some boxes, and that are of some groups."""
        if not len(boxes):
            return Features.joined([])
        condition, values = self.near_condition(coalesced(boxes))
        if groups is not None:
            condition += SQL(" AND {} = ANY (%(groups)s)").format(group_expression(self.level))
            values["groups"] = groups.tolist()
        found = Features.joined(list(self._read(condition, values)))
        return found.where(meeting(shapely.bounds(found.shapes), boxes))

    def near_condition(self, boxes: Boxes) -> tuple[Composed, dict[str, Any]]:
        """SQL for features ``f`` whose bounds meet any of some boxes, and the values it wants."""
        names = ("west", "south", "east", "north")
        values: dict[str, Any] = {name: boxes[:, at].tolist() for at, name in enumerate(names)}
        return SQL("f.id IN ({}) AND {}").format(self._near(), self.present), values

    @cached_property
    def count(self) -> SQL:
        """SQL: how many rows of the layer a feature ``f`` stands for."""
        return SQL("1::bigint") if self.finer is None else SQL("f.n")

    def _near(self) -> Composed:
        corners = SQL(
            "unnest(%(west)s::float8[], %(south)s::float8[], %(east)s::float8[], %(north)s::float8[]) AS b (w, s, e, n)"
        )
        if self.finer is None:
            return SQL(
                "SELECT near.id FROM {} AS near, {}, LATERAL ({}) AS place WHERE near.geom && place.box"
            ).format(
                Identifier("city", self.layer.id), corners, _STORED_BOX.format(Literal(self.territory.srid))
            )
        return SQL(
            "SELECT near.id FROM {} AS near, {} WHERE near.level = {} AND near.{} && ST_MakeEnvelope(b.w, b.s, b.e, b.n, 3857)"
        ).format(
            model_table(self.layer),
            corners,
            Literal(self.finer.number),
            Identifier("whole" if self.finer.way == "dissolve" else "geom"),
        )

    def _read(self, condition: Composable, values: dict[str, Any]) -> Iterator[Features]:
        statement = SQL("SELECT f.id, {}, {}, ST_AsBinary({}) FROM {} WHERE {}").format(
            group_expression(self.level), self.count, self.shape, self.table, condition
        )
        with self.connection.cursor("features", binary=True) as cursor:
            cursor.execute(statement, values)
            while rows := cursor.fetchmany(_CHUNK_ROWS):
                ids, groups, counts, shapes = zip(*rows, strict=True)
                yield Features(
                    np.array(ids, dtype=np.int64),
                    np.array(groups, dtype=np.int64),
                    np.array(counts, dtype=np.int64),
                    shapely.from_wkb(np.array(shapes, dtype=object)),
                )


@dataclass(frozen=True)
class News:
    """What happened after a read model was last brought up to its layer.

    Attributes:
        since: changes with a lower number are in it.
        seen: the snapshot that tells which of the others are.
    """

    since: int
    seen: str


def moved_since(source: Source, news: News, most: int) -> Moved | None:
    """What changed in a layer; None when it is more than ``most`` versions, or one of them had no place on earth.

    Args:
        source: of the finest level.
    """
    statement = SQL("""
        SELECT {group}, {box} FROM {now} AS f
        WHERE f.change >= %(since)s AND ops.is_news(f.change, %(since)s, %(seen)s) AND {present}
        UNION ALL
        SELECT {group}, {box} FROM {past} AS f
        WHERE f.ended_change >= %(since)s AND ops.is_news(f.ended_change, %(since)s, %(seen)s) AND {present}
        LIMIT %(most)s""").format(
        group=group_expression(source.level),
        box=box_columns(source.shape),
        present=source.present,
        now=Identifier("city", source.layer.id),
        past=Identifier("history", source.layer.id),
    )
    values = {"since": news.since, "seen": news.seen, "most": most + 1}
    try:
        with source.connection.transaction():
            rows = source.connection.execute(statement, values).fetchall()
    except psycopg.errors.InternalError_:  # PROJ's; such a row may be long gone, but its version is kept
        return None
    return Moved.of(rows) if len(rows) <= most else None
