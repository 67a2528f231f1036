"""What a database holds, in numbers that tell two databases apart: rows and a digest of every table, and its sequences."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.sql import SQL, Identifier
from pydantic import BaseModel, ConfigDict

# Rows as PostgreSQL writes them as text, which these settings make the same everywhere and without loss.
_SETTINGS = """
    SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
    SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL search_path = pg_catalog, public;
    SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0
"""
_OURS = """
    n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%' AND NOT EXISTS (
        SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
"""
_TABLES = f"""
    SELECT n.nspname, c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND {_OURS} ORDER BY 1, 2
"""
_SEQUENCES = f"""
    SELECT n.nspname, c.relname, pg_sequence_last_value(c.oid) FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND {_OURS} ORDER BY 1, 2
"""
# Sums do not depend on the order of rows and need no memory; two of 64 bits meet by chance for no table on earth.
_DIGEST = """
    SELECT count(*), coalesce(sum(('x' || left(hash, 16))::bit(64)::bigint::numeric), 0),
        coalesce(sum(('x' || right(hash, 16))::bit(64)::bigint::numeric), 0)
    FROM (SELECT md5("each row"::text) AS hash FROM ONLY {} AS "each row") AS hashed
"""


class TableContent(BaseModel):
    """How many rows a table has, and a digest of all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int
    digest: str


class Content(BaseModel):
    """Of a whole database, by ``schema.table`` and ``schema.sequence``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tables: dict[str, TableContent]
    sequences: dict[str, int | None]

    @property
    def rows(self) -> int:
        return sum(t.rows for t in self.tables.values())

    def differences(self, restored: "Content") -> list[str]:
        """The tables and sequences in which a restored database is not this one; a sequence may have gone on."""
        names = sorted(self.tables.keys() | restored.tables.keys())
        differing = [n for n in names if self.tables.get(n) != restored.tables.get(n)]
        for name, value in self.sequences.items():
            after = restored.sequences.get(name, None)
            if value is not None and (after is None or after < value):
                differing.append(name)
        return differing


@contextmanager
def snapshot(connection: psycopg.Connection) -> Iterator[str]:
    """A consistent view of the database, by the name under which other connections can share it."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        connection.execute(_SETTINGS)
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield str(row[0])


def content_of(connection: psycopg.Connection) -> Content:
    """Within a ``snapshot``: everything but what extensions keep for themselves."""
    sequences = {f"{s}.{n}": value for s, n, value in connection.execute(_SEQUENCES.encode())}
    tables = {}
    for schema, name in connection.execute(_TABLES.encode()).fetchall():
        row = connection.execute(SQL(_DIGEST).format(Identifier(schema, name))).fetchone()
        assert row is not None
        tables[f"{schema}.{name}"] = TableContent(rows=row[0], digest=f"{row[1]}/{row[2]}")
    return Content(tables=tables, sequences=sequences)


def is_empty(connection: psycopg.Connection) -> bool:
    """Whether nobody keeps anything in the database, besides extensions."""
    return connection.execute(_TABLES.encode()).fetchone() is None
