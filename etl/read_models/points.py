"""Levels of points: one for each cell of a grid, counted in the database.

A cell is a web mercator tile of a greater zoom, so four cells of one zoom are one of the next below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np
from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from etl.read_models.sources import Moved, Source, box_columns
from gis.derive.read_model import model_table
from gis.generalisation import ReadLevel
from gis.generalise.grid import (
    TILE_BITS,
    TILE_PIXELS,
    TILE_ROW,
    WORLD_M,
    Boxes,
    Numbers,
    tile_boxes,
    tiles_at,
)
from gis.registry import Field


@dataclass(frozen=True)
class PointLevel:
    """One level of a layer of points."""

    source: Source

    def build(self) -> None:
        """Compute the whole level from its source."""
        table = model_table(self.source.layer)
        self._execute(SQL("DELETE FROM {} WHERE level = {}").format(table, self._number))
        self._execute(self._insert(self.source.present))

    def follow(self, moved: Moved) -> tuple[Moved, Boxes]:
        """Compute the cells anew in which something moved.

        Args:
            moved: features of the source; of a finer level, its cells.

        Returns:
            The same for the coarser level, and where the level is drawn differently.
        """
        cells = self._cells(moved)
        told = SQL("{}, {}")
        removed = self._execute(
            SQL("DELETE FROM {} AS f WHERE level = {} AND id = ANY (%(cells)s) RETURNING {}").format(
                model_table(self.source.layer),
                self._number,
                told.format(SQL("f.id"), box_columns(SQL("f.geom"))),
            ),
            {"cells": cells.tolist()},
        )
        inside, values = self.source.near_condition(tile_boxes(cells, self._depth))
        added = self._execute(
            SQL("{} RETURNING {}").format(
                self._insert(SQL("{} AND {} = ANY (%(cells)s)").format(inside, self._cell)),
                told.format(SQL("id"), box_columns(SQL("geom"))),
            ),
            {**values, "cells": cells.tolist()},
        )
        changed = Moved.of([*removed, *added])
        return changed, changed.boxes

    @property
    def number(self) -> int:
        return self.source.level.number

    @property
    def _number(self) -> Literal:
        return Literal(self.number)

    @property
    def _depth(self) -> int:
        return _depth_of(self.source.level)

    def _cells(self, moved: Moved) -> Numbers:
        if self.source.finer is None:
            return np.unique(tiles_at(moved.boxes, self._depth))
        steps = _depth_of(self.source.finer) - self._depth
        columns, rows = moved.groups >> TILE_BITS >> steps, (moved.groups & TILE_ROW) >> steps
        return np.unique((columns << TILE_BITS) | rows)

    @property
    def _cell(self) -> Composed:
        """SQL: the cell of a feature ``f``."""
        if self.source.finer is not None:
            steps = Literal(_depth_of(self.source.finer) - self._depth)
            return SQL(
                "(((f.id >> {bits} >> {steps}) << {bits}) | ((f.id & {mask}::bigint) >> {steps}))"
            ).format(bits=Literal(TILE_BITS), mask=Literal(TILE_ROW), steps=steps)
        return SQL(
            "((floor((ST_X({place}) + {half}) / {size})::bigint << {bits}) | floor(({half} - ST_Y({place})) / {size})::bigint)"
        ).format(
            place=self._place,
            half=Literal(WORLD_M / 2),
            size=Literal(WORLD_M / 2**self._depth),
            bits=Literal(TILE_BITS),
        )

    @property
    def _place(self) -> Composable:
        if self.source.finer is None and self.source.layer.geometry_type == "MultiPoint":
            return SQL("ST_Centroid({})").format(self.source.shape)
        return self.source.shape

    def _insert(self, condition: Composable) -> Composed:
        fields = [self.source.layer.field(name) for name in self.source.level.keep]
        thin = self.source.level.way == "thin"
        return SQL("""
            INSERT INTO {table} (level, id, n, {names}geom)
            SELECT {level}, cell, sum(count), {values}{place}
            FROM (SELECT f.id, {cell} AS cell, {count} AS count, {names}{place_of} AS place FROM {source} WHERE {condition} OFFSET 0)
                AS f GROUP BY cell ORDER BY cell
        """).format(
            table=model_table(self.source.layer),
            level=self._number,
            names=SQL("").join(SQL("{}, ").format(Identifier(f.name)) for f in fields),
            values=SQL("").join(SQL("{}, ").format(_first(f) if thin else _shared(f)) for f in fields),
            place=SQL("(array_agg(place ORDER BY id))[1]") if thin else _MEAN,
            cell=self._cell,
            count=self.source.count,
            place_of=self._place,
            source=self.source.table,
            condition=condition,
        )

    def _execute(self, statement: Composed, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        cursor = self.source.connection.execute(statement, values or {})
        return cursor.fetchall() if cursor.description else []


_MEAN = SQL(
    "ST_SetSRID(ST_MakePoint(sum(ST_X(place) * count) / sum(count), sum(ST_Y(place) * count) / sum(count)), 3857)"
)


def _first(field: Field) -> Composed:
    return SQL("(array_agg({} ORDER BY id))[1]").format(Identifier(field.name))


def _shared(field: Field) -> Composed:
    """The value that all have; NULL where they differ."""
    least, greatest = ("bool_and", "bool_or") if field.type == "boolean" else ("min", "max")
    return SQL("CASE WHEN count({0}) = count(*) AND {1}({0}) = {2}({0}) THEN {1}({0}) END").format(
        Identifier(field.name), SQL(least), SQL(greatest)
    )


def _depth_of(level: ReadLevel) -> int:
    """The zoom whose tiles are as wide as the level's cells."""
    return level.number + int(log2(TILE_PIXELS // level.pixels))
