"""The levels a read model holds: written and removed within the refresh's transaction."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
import shapely
from numpy.typing import NDArray
from psycopg.sql import SQL, Composable, Identifier, Literal

from etl.read_models.sources import Moved, Source, box_columns, group_expression
from gis.derive.read_model import model_table
from gis.generalisation import ReadLevel
from gis.generalise.grid import Boxes, Numbers

_STAGED = Identifier("pg_temp", "generalised_rows")


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of a level.

    Attributes:
        samples: an id of the source's whose attributes the row takes over.
        wholes: shapes before they were simplified; None where the level does not keep them.
    """

    ids: Numbers
    samples: Numbers
    counts: Numbers
    shapes: NDArray[Any]
    wholes: NDArray[Any] | None = None

    def where(self, chosen: NDArray[Any]) -> "Rows":
        wholes = None if self.wholes is None else self.wholes[chosen]
        return Rows(self.ids[chosen], self.samples[chosen], self.counts[chosen], self.shapes[chosen], wholes)


@dataclass(frozen=True)
class StoredLevel:
    """One level of a read model.

    Args:
        coarser: the level made from this one, if there is one.
    """

    source: Source
    coarser: ReadLevel | None

    @property
    def connection(self) -> psycopg.Connection:
        return self.source.connection

    @property
    def level(self) -> ReadLevel:
        return self.source.level

    def boxes(self, ids: Numbers) -> Boxes:
        """Bounds of rows before they were simplified."""
        statement = SQL("SELECT {} FROM {} AS f WHERE level = %s AND id = ANY (%s)").format(
            box_columns(SQL("coalesce(f.whole, f.geom)")), model_table(self.source.layer)
        )
        found = self.connection.execute(statement, (self.level.number, ids.tolist())).fetchall()
        return np.array(found, dtype=np.float64).reshape(-1, 4)

    def holds(self, rows: Rows) -> NDArray[np.bool_]:
        """Which rows are there just so: as many rows of the layer, of the same shape before it is simplified."""
        statement = SQL("SELECT id, n, ST_AsBinary(whole) FROM {} WHERE level = %s AND id = ANY (%s)").format(
            model_table(self.source.layer)
        )
        found = self.connection.execute(statement, (self.level.number, rows.ids.tolist()), binary=True)
        stored = {number: (n, whole) for number, n, whole in found}
        given = zip(rows.ids.tolist(), rows.counts.tolist(), shapely.to_wkb(rows.shapes), strict=True)
        return np.array([stored.get(number) == (n, whole) for number, n, whole in given], dtype=bool)

    def remove(self, ids: Numbers) -> Moved:
        """Take rows away; what they were to the coarser level."""
        statement = SQL("DELETE FROM {} AS f WHERE level = %s AND id = ANY (%s) RETURNING {}").format(
            model_table(self.source.layer), self._to_coarser()
        )
        return Moved.of(self.connection.execute(statement, (self.level.number, ids.tolist())).fetchall())

    def clear(self) -> None:
        self.connection.execute(
            SQL("DELETE FROM {} WHERE level = %s").format(model_table(self.source.layer)),
            (self.level.number,),
        )

    def write(self, rows: Rows) -> None:
        """Add rows, with the attributes that stay at the level."""
        self._stage(rows)
        kept = [Identifier(name) for name in self.level.keep]
        statement = SQL("""
            INSERT INTO {table} (level, id, n, {names}geom, whole)
            SELECT {level}, s.id, s.n, {values}ST_GeomFromWKB(s.geom, 3857), ST_GeomFromWKB(s.whole, 3857)
            FROM {staged} AS s JOIN {source} ON f.id = s.sample ORDER BY s.id
        """).format(
            table=model_table(self.source.layer),
            names=SQL("").join(SQL("{}, ").format(name) for name in kept),
            values=SQL("").join(SQL("f.{}, ").format(name) for name in kept),
            level=Literal(self.level.number),
            staged=_STAGED,
            source=self.source.table,
        )
        self.connection.execute(statement)

    def reshape(self, rows: Rows) -> Moved:
        """Give rows another shape where theirs is another; what changed is to the coarser level."""
        self._stage(rows)
        statement = SQL("""
            UPDATE {} AS f SET geom = ST_GeomFromWKB(s.geom, 3857) FROM {} AS s
            WHERE f.level = %s AND f.id = s.id AND ST_AsBinary(f.geom) IS DISTINCT FROM s.geom
            RETURNING {}
        """).format(model_table(self.source.layer), _STAGED, self._to_coarser())
        return Moved.of(self.connection.execute(statement, (self.level.number,)).fetchall())

    def _stage(self, rows: Rows) -> None:
        self.connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS generalised_rows "
            "(id bigint, sample bigint, n bigint, geom bytea, whole bytea) ON COMMIT DROP"
        )
        self.connection.execute(SQL("TRUNCATE {}").format(_STAGED))
        geometries = shapely.to_wkb(rows.shapes)
        wholes = np.full(len(rows.ids), None) if rows.wholes is None else shapely.to_wkb(rows.wholes)
        columns = (rows.ids.tolist(), rows.samples.tolist(), rows.counts.tolist(), geometries, wholes)
        with (
            self.connection.cursor() as cursor,
            cursor.copy(SQL("COPY {} FROM STDIN (FORMAT binary)").format(_STAGED)) as copy,
        ):
            copy.set_types(["int8", "int8", "int8", "bytea", "bytea"])
            for row in zip(*columns, strict=True):
                copy.write_row(row)

    def told(self, ids: Numbers) -> Moved:
        """What rows are to the coarser level."""
        statement = SQL("SELECT {} FROM {} AS f WHERE level = %s AND id = ANY (%s)").format(
            self._to_coarser(), model_table(self.source.layer)
        )
        return Moved.of(self.connection.execute(statement, (self.level.number, ids.tolist())).fetchall())

    def _to_coarser(self) -> Composable:
        group = SQL("f.id") if self.coarser is None else group_expression(self.coarser)
        return SQL("{}, {}").format(group, box_columns(SQL("coalesce(f.whole, f.geom)")))
