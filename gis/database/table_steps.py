"""What separates the stored tables from the registry, step by step, and which steps would touch stored data."""

import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from alembic.autogenerate import produce_migrations
from alembic.migration import MigrationContext
from alembic.operations import Operations, ops
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, MetaData

from gis.definitions import place
from gis.derive.tables import metadata
from gis.registry import Registry
from gis.text import Text

_SCHEMAS = ("city", "history")
_STORED_COLUMNS = """
SELECT n.nspname, c.relname, obj_description(c.oid, 'pg_class'), a.attname,
       replace(lower(format_type(a.atttypid, a.atttypmod)), 'public.', ''), a.attnotnull, col_description(c.oid, a.attnum)
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid
WHERE n.nspname IN ('city', 'history') AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
"""


@dataclass(frozen=True)
class Step:
    """One change of a stored table.

    Attributes:
        statements: its SQL; where data are at stake, what a reviewer starts from.
        at_stake: why it must be reviewed, with the file and line that ask for it; None for a step that writes itself.
    """

    statements: tuple[str, ...]
    at_stake: Text | None = None


def table_steps(connection: Connection, registry: Registry, srid: int) -> tuple[Step, ...]:
    """Every step from the tables as they are to the tables of the registry.

    Args:
        srid: EPSG code of the storage CRS.
    """
    wanted = metadata(registry, srid)
    found = _Comparison(connection, registry)
    differing = found.differing(wanted)
    if not differing:
        return ()
    with warnings.catch_warnings():
        # Alembic passes SQLAlchemy 2.1 an argument of its own making along.
        warnings.filterwarnings("ignore", "Can't validate argument 'dialect_options'")
        script = produce_migrations(_context(connection, wanted, differing), wanted)
    assert script.upgrade_ops is not None
    compared = (found.step(operation) for operation in _flattened(script.upgrade_ops.ops))
    return (*(step for step in compared if step is not None), *found.geometry_steps(srid))


@dataclass(frozen=True)
class _Comparison:
    connection: Connection
    registry: Registry

    @property
    def driver(self) -> psycopg.Connection:
        found = self.connection.connection.driver_connection
        assert isinstance(found, psycopg.Connection)
        return found

    def differing(self, wanted: MetaData) -> set[tuple[str, str]]:
        """(schema, table) of those that are not as wanted; Alembic takes 30 ms for each it looks at."""
        stored: dict[tuple[str, str], dict[str, tuple[str, bool, str | None]]] = {}
        comments: dict[tuple[str, str], str | None] = {}
        for schema, table, comment, *column in self.driver.execute(_STORED_COLUMNS):
            stored.setdefault((schema, table), {})[column[0]] = (column[1], column[2], column[3])
            comments[schema, table] = comment
        dialect = self.connection.dialect
        return {
            (str(table.schema), table.name)
            for table in wanted.tables.values()
            if comments.get((str(table.schema), table.name)) != table.comment
            or stored.get((str(table.schema), table.name))
            != {
                c.name: (c.type.compile(dialect=dialect).lower(), not c.nullable, c.comment)
                for c in table.columns
            }
        }

    def step(self, operation: ops.MigrateOperation) -> Step | None:
        """An operation of Alembic's, judged; None for what is compared elsewhere."""
        statements = _as_sql(self.connection, operation)
        match operation:
            case ops.CreateTableOp() | ops.CreateTableCommentOp():
                return Step(statements)
            case ops.AddColumnOp(schema="city", column=column) if not column.nullable:
                return self._required(operation.table_name, str(column.name), statements)
            case ops.AddColumnOp():
                return Step(statements)
            case ops.DropColumnOp(table_name=table, column_name=name):
                return Step(statements, self._dropped(table, name))
            case ops.AlterColumnOp(column_name="geom"):
                return None
            case ops.AlterColumnOp(modify_type=kind, table_name=table, column_name=name) if kind is not None:
                return Step(_cast(statements), self._retyped(table, name))
            case ops.AlterColumnOp(modify_nullable=False, table_name=table, column_name=name):
                return self._required(table, name, statements)
            case ops.AlterColumnOp():
                return Step(statements)  # a comment, or a column that becomes optional
        raise AssertionError(f"a step Kent does not know: {operation}")

    def geometry_steps(self, srid: int) -> Iterator[Step]:
        """Geometry columns of another type than the registry's; the type of an empty table just changes."""
        stored = self.driver.execute(
            "SELECT f_table_name, type FROM geometry_columns WHERE f_table_schema = 'city' AND f_geometry_column = 'geom'"
        ).fetchall()
        for table, kind in stored:
            layer = self.registry.layers.get(table)
            wanted = layer.geometry_type if layer else None
            if wanted is None or kind == wanted.upper():
                continue
            statements = tuple(
                SQL("ALTER TABLE {} ALTER COLUMN geom TYPE geometry({}, {})")
                .format(Identifier(schema, table), SQL(wanted), SQL(str(srid)))
                .as_string()
                for schema in _SCHEMAS
            )
            rows = self._rows(table)
            where = self._place(table, "geometry")
            yield Step(
                statements,
                Text(
                    tr=f"{where}: geometri türü {kind} iken {wanted} olmuş, geçmişiyle {rows} kayıt var; türü geri alın ya da dönüştürün",
                    en=f"{where}: the geometry type was {kind} and is {wanted} now, but there are {rows} rows, history included; take it "
                    "back or convert them",
                )
                if rows
                else None,
            )

    def _required(self, table: str, name: str, statements: tuple[str, ...]) -> Step:
        """A column that must have a value, which rows that are there may lack."""
        known = self.driver.execute(
            "SELECT 1 FROM information_schema.columns WHERE (table_schema, table_name, column_name) = ('city', %s, %s)",
            [table, name],
        ).fetchone()
        lacking = SQL("SELECT count(*) FROM {}").format(Identifier("city", table))
        if known:
            lacking += SQL(" WHERE {} IS NULL").format(Identifier(name))
        row = self.driver.execute(lacking).fetchone()
        rows = row[0] if row else 0
        if not rows:
            return Step(statements)
        column, named = Identifier("city", table), Identifier(name)
        fill = SQL("UPDATE {0} SET {1} = NULL /* a value */ WHERE {1} IS NULL").format(column, named)
        require = SQL("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL").format(column, named)
        optional = () if known else tuple(s.replace(" NOT NULL", "") for s in statements)
        where = self._place(table, "fields", name)
        return Step(
            (*optional, fill.as_string(), require.as_string()),
            Text(
                tr=f"{where}: {name} zorunlu, ama {rows} kayıtta değeri yok; önce zorunlu olmadan ekleyip doldurun",
                en=f"{where}: {name} is required, but {rows} rows have no value; add it without `required`, fill it, then require it",
            ),
        )

    def _dropped(self, table: str, name: str) -> Text:
        where = self._place(table, "fields")
        return Text(
            tr=f"{where}: {name} alanı tanımda yok, değerleri silinir; alanı geri koyun ya da yeni adına `renamed_from: {name}` yazın",
            en=f"{where}: the field {name} is gone and its values would be deleted; put it back, or write `renamed_from: {name}` "
            "at its new name",
        )

    def _retyped(self, table: str, name: str) -> Text:
        where = self._place(table, "fields", name)
        return Text(
            tr=f"{where}: {name} alanının türü değişmiş, saklanan değerler dönüştürülmelidir; türü geri alın ya da yeni bir alan ekleyin",
            en=f"{where}: the type of {name} changed and stored values must be converted; take it back, or add another field",
        )

    def _rows(self, table: str) -> int:
        counts = [
            self.driver.execute(SQL("SELECT count(*) FROM {}").format(Identifier(schema, table))).fetchone()
            for schema in _SCHEMAS
        ]
        return sum(row[0] for row in counts if row)

    def _place(self, table: str, *names: str) -> str:
        return place(self.registry, f"layers/{table}", *names)


def _context(connection: Connection, wanted: MetaData, differing: set[tuple[str, str]]) -> MigrationContext:
    def ours(name: str | None, kind: str, parents: Any) -> bool:
        if kind == "table":
            return (parents["schema_name"], name) in differing
        return kind != "schema" or name in _SCHEMAS

    def compared(item: Any, _name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
        # Indexes are derived objects.
        return (kind == "table" and (item.schema, item.name) in differing) or kind == "column"

    return MigrationContext.configure(
        connection,
        opts={
            "target_metadata": wanted,
            "include_schemas": True,
            "include_name": ours,
            "include_object": compared,
            "compare_type": True,
        },
    )


def _flattened(steps: Iterable[ops.MigrateOperation]) -> Iterator[ops.MigrateOperation]:
    for step in steps:
        if isinstance(step, ops.ModifyTableOps):
            yield from _flattened(step.ops)
        else:
            yield step


def _as_sql(connection: Connection, operation: ops.MigrateOperation) -> tuple[str, ...]:
    buffer = io.StringIO()
    offline = MigrationContext.configure(
        dialect=connection.dialect, opts={"as_sql": True, "output_buffer": buffer}
    )
    Operations(offline).invoke(operation)
    return tuple(part.strip() for part in buffer.getvalue().split(";\n") if part.strip())


def _cast(statements: tuple[str, ...]) -> tuple[str, ...]:
    """PostgreSQL converts between most types only when it is told how."""
    found = []
    for statement in statements:
        column, _, kind = statement.partition(" TYPE ")
        found.append(f"{statement} USING {column.rsplit(' ', 1)[-1]}::{kind}" if kind else statement)
    return tuple(found)
