"""The room ``publish``: staged rows become the city's features; readers see them all at once, or none."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.sql import SQL, Composable, Identifier

from etl.diff import MATCHED
from etl.stage import STAGED, Staging
from gis.quality import Array
from gis.registry import Layer

EXCLUDED = Identifier("pg_temp", "load_excluded")
"""Staged rows that are not to be published after all."""
_BULK_ROWS = 50_000
"""From so many rows on, filling an empty layer and indexing it afterwards beats inserting into live indexes."""

_UPDATE = SQL("""
    UPDATE {table} t SET {assignments}, changed_by = %(actor)s, load_id = %(load)s, source_hash = s.source_hash
    FROM {staged} s JOIN {matched} m USING (row_no)
    WHERE t.id = m.id AND m.differs <> 0 AND NOT EXISTS (SELECT FROM {excluded} e WHERE e.row_no = s.row_no)
""")
_REMEMBER = SQL("""
    UPDATE {table} t SET source_hash = s.source_hash FROM {staged} s JOIN {matched} m USING (row_no)
    WHERE t.id = m.id AND m.differs = 0 AND t.source_hash IS DISTINCT FROM s.source_hash
        AND NOT EXISTS (SELECT FROM {excluded} e WHERE e.row_no = s.row_no)
""")
_INSERT = SQL("""
    INSERT INTO {table} ({columns}, changed_by, load_id, change, source_hash)
    SELECT {values}, %(actor)s, %(load)s, %(change)s, s.source_hash FROM {staged} s
    WHERE NOT EXISTS (SELECT FROM {matched} m WHERE m.row_no = s.row_no)
        AND NOT EXISTS (SELECT FROM {excluded} e WHERE e.row_no = s.row_no)
    ORDER BY s.row_no
""")
_INSERT_ALL = SQL("""
    INSERT INTO {table} ({columns}, changed_by, load_id, change, source_hash)
    SELECT {values}, %(actor)s, %(load)s, %(change)s, s.source_hash FROM {staged} s
    WHERE NOT EXISTS (SELECT FROM {excluded} e WHERE e.row_no = s.row_no)
""")
_DERIVED_INDEXES = """
    SELECT d.name, c.relname, pg_get_indexdef(c.oid) FROM ops.derived d
    JOIN pg_class c ON d.name = 'index city.' || c.relname JOIN pg_index i ON i.indexrelid = c.oid
    WHERE i.indrelid = %s::regclass ORDER BY d.position
"""
_POSTPONE = "UPDATE ops.derived SET postponed = %s WHERE name = %s"
_POSTPONED = (
    "SELECT name, postponed FROM ops.derived WHERE name LIKE %s AND postponed IS NOT NULL ORDER BY position"
)
_DONE = "UPDATE ops.derived SET postponed = NULL WHERE name = %s AND postponed IS NOT NULL"
_RETIRE = SQL("DELETE FROM {} WHERE id = ANY (%s)")


def begin_changes(connection: psycopg.Connection, actor: str, load_id: int) -> int:
    """Let everything this transaction changes bear the load's name; its number."""
    row = connection.execute(
        """SELECT set_config('kent.actor', %s, true), set_config('kent.load', %s, true),
                  set_config('kent.change', ops.current_change()::text, true)""",
        (actor, str(load_id)),
    ).fetchone()
    assert row is not None
    return int(row[2])


def exclude(connection: psycopg.Connection, rows: Array) -> None:
    """Keep staged rows from being published.

    Args:
        rows: positions.
    """
    connection.execute("CREATE TEMP TABLE load_excluded (row_no bigint PRIMARY KEY) ON COMMIT DROP")
    with connection.cursor() as cursor, cursor.copy(SQL("COPY {} FROM STDIN").format(EXCLUDED)) as copy:
        for row in rows.tolist():
            copy.write_row((row,))


def publish(
    connection: psycopg.Connection, staging: Staging, actor: str, load_id: int, change: int, *, retired: Array
) -> None:
    """Merge what ``match`` matched, within the caller's transaction. The layer's trigger keeps every version that ends.

    A field the source has no column for keeps its value.

    Args:
        change: number of the transaction.
        retired: ids of features that are no more.
    """
    parts: dict[str, Composable] = {
        "table": Identifier("city", staging.layer.id),
        "staged": STAGED,
        "matched": MATCHED,
        "excluded": EXCLUDED,
        "columns": SQL(", ").join(map(Identifier, staging.columns)),
        "values": SQL(", ").join(Identifier("s", n) for n in staging.columns),
        "assignments": SQL(", ").join(
            SQL("{} = {}").format(Identifier(n), Identifier("s", n)) for n in staging.columns
        ),
    }
    values = {"actor": actor, "load": load_id, "change": change}
    if len(retired):
        connection.execute(_RETIRE.format(parts["table"]), (retired.tolist(),))
    connection.execute(_UPDATE.format(**parts), values)
    connection.execute("SELECT set_config('kent.source_only', 'on', true)")
    connection.execute(_REMEMBER.format(**parts))
    connection.execute("SELECT set_config('kent.source_only', 'off', true)")
    connection.execute(_INSERT.format(**parts), values)


def fill(
    connection: psycopg.Connection, staging: Staging, actor: str, load_id: int, change: int, size: int
) -> None:
    """The same for a layer without any feature: nothing is matched, and what is much is indexed afterwards."""
    statement = _INSERT_ALL.format(
        table=Identifier("city", staging.layer.id),
        staged=STAGED,
        excluded=EXCLUDED,
        columns=SQL(", ").join(map(Identifier, staging.columns)),
        values=SQL(", ").join(Identifier("s", n) for n in staging.columns),
    )
    values = {"actor": actor, "load": load_id, "change": change}
    if size < _BULK_ROWS:
        connection.execute(statement, values)
        return
    with _indexed_afterwards(connection, staging.layer):
        connection.execute(statement, values)


def refresh_statistics(connection: psycopg.Connection, layer: Layer) -> None:
    """Let the planner know the layer's new size and extent; after the commit."""
    connection.execute(SQL("ANALYZE {}").format(Identifier("city", layer.id)))


@contextmanager
def _indexed_afterwards(connection: psycopg.Connection, layer: Layer) -> Iterator[None]:
    """Take the layer's indexes away, and make those again at once that its readers and its rows' identity need.

    The others follow after the commit (``complete_indexes``). Until then readers of the layer, which holds nothing, wait.
    """
    wanted = {f"{layer.id}_key", f"{layer.id}_geom"}
    found = connection.execute(_DERIVED_INDEXES, (f"city.{layer.id}",)).fetchall()
    for _, name, _ in found:
        connection.execute(SQL("DROP INDEX {}").format(Identifier("city", name)))
    yield
    connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for derived, name, definition in found:
        if name in wanted:
            connection.execute(definition)
        else:
            connection.execute(_POSTPONE, (definition, derived))


def complete_indexes(connection: psycopg.Connection, layer: Layer) -> None:
    """Make the indexes that were put off, of this load or of one that was killed before it came so far.

    Each is made in a transaction of its own; readers go on meanwhile.
    """
    waiting = connection.execute(_POSTPONED, (f"index city.{layer.id}\\_%",)).fetchall()
    for derived, definition in waiting:
        with connection.transaction():
            if connection.execute(
                _DONE, (derived,)
            ).rowcount:  # nobody else has made it while this one waited
                connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
                connection.execute(definition)
