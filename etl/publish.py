"""The room ``publish``: staged rows become the city's features; readers see them all at once, or none."""

import psycopg
from psycopg.sql import SQL, Composable, Identifier

from etl.diff import MATCHED
from etl.stage import STAGED, Staging
from gis.jobs import LAYER_LOCK
from gis.quality import Array
from gis.registry import Layer, Registry

EXCLUDED = Identifier("pg_temp", "load_excluded")
"""Staged rows that are not to be published after all."""
BULK_ROWS = 50_000
"""From so many rows on, filling an empty layer and indexing it afterwards beats inserting into live indexes."""

_UPDATE = SQL("""
    UPDATE {table} t SET {assignments}, changed_by = %(actor)s, load_id = %(load)s, source_hash = s.source_hash
    FROM {staged} s JOIN {matched} m USING (row_no)
    WHERE t.id = m.id AND m.differs <> 0 AND NOT EXISTS (SELECT FROM {excluded} e WHERE e.row_no = s.row_no)
""")
_ADOPT = SQL("""
    UPDATE {table} t SET changed_by = %(actor)s, load_id = %(load)s, source_hash = s.source_hash
    FROM {staged} s JOIN {matched} m USING (row_no)
    WHERE t.id = m.id AND m.differs = 0 AND m.edited AND {whole}
        AND NOT EXISTS (SELECT FROM {excluded} e WHERE e.row_no = s.row_no)
""")
_AS_LOADED = SQL("""
    ({current}) IS NOT DISTINCT FROM (
        SELECT {former} FROM {past} h WHERE h.id = t.id AND h.load_id IS NOT NULL ORDER BY h.version DESC LIMIT 1)
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
_DERIVED_INDEXES = """
    SELECT d.name, c.relname, pg_get_indexdef(c.oid) FROM ops.derived d
    JOIN pg_class c ON d.name = 'index city.' || c.relname JOIN pg_index i ON i.indexrelid = c.oid
    WHERE i.indrelid = %s::regclass ORDER BY d.position
"""
_POSTPONE = "UPDATE ops.derived SET postponed = %s WHERE name = %s"
_POSTPONED = "SELECT name, postponed FROM ops.derived WHERE postponed LIKE %s ORDER BY position"
_POSTPONED_ONE = "SELECT postponed FROM ops.derived WHERE name = %s AND postponed IS NOT NULL"
_DONE = "UPDATE ops.derived SET postponed = NULL WHERE name = %s AND postponed IS NOT NULL"
_TRY_LOCK = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"
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

    A field the source has no column for keeps its value. A feature that was edited by hand and that the source has just so is
    as it was loaded from then on.

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
    connection.execute(_ADOPT.format(**parts, whole=_edit_is_in(staging)), values)
    connection.execute("SELECT set_config('kent.source_only', 'on', true)")
    connection.execute(_REMEMBER.format(**parts))
    connection.execute("SELECT set_config('kent.source_only', 'off', true)")
    connection.execute(_INSERT.format(**parts), values)


def _edit_is_in(staging: Staging) -> Composable:
    """Whether the source tells all that was edited: what it has no column for is as the last load left it."""
    layer, given = staging.layer, set(staging.columns)
    untold = [f.name for f in layer.fields if f.name not in given]
    if not untold:
        return SQL("true")
    return _AS_LOADED.format(
        current=SQL("SELECT ROW({})").format(SQL(", ").join(Identifier("t", n) for n in untold)),
        former=SQL("ROW({})").format(SQL(", ").join(Identifier("h", n) for n in untold)),
        past=Identifier("history", layer.id),
    )


def settle(connection: psycopg.Connection, layer: Layer, faulty: Array) -> None:
    """End a load that went straight into an empty layer: what is faulty goes, rows get their identity and their place.

    Args:
        faulty: ids.
    """
    if len(faulty):
        connection.execute(_RETIRE.format(Identifier("city", layer.id)), (faulty.tolist(),))
    connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for derived in (f"index city.{layer.id}_key", f"index city.{layer.id}_geom"):
        for (definition,) in connection.execute(_POSTPONED_ONE, (derived,)).fetchall():
            connection.execute(definition)
            connection.execute(_DONE, (derived,))


def refresh_statistics(connection: psycopg.Connection, layer: Layer) -> None:
    """Let the planner know the layer's new size and extent; after the commit."""
    connection.execute(SQL("ANALYZE {}").format(Identifier("city", layer.id)))


def keep_writers_out(connection: psycopg.Connection, layer: Layer) -> None:
    """Until the load's transaction ends, nobody else changes the layer; readers go on.

    What is compared from here on is what will be published upon.
    """
    connection.execute(SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(Identifier("city", layer.id)))


def postpone_indexes(connection: psycopg.Connection, layer: Layer) -> bool:
    """Take the indexes of an empty layer away before much is put into it; readers go on meanwhile.

    Args:
        connection: in autocommit mode, outside any transaction.

    Returns:
        False when somebody's long transaction stands in the way; then all indexes are as they were.
    """
    found = connection.execute(_DERIVED_INDEXES, (f"city.{layer.id}",)).fetchall()
    connection.execute("SET lock_timeout = '5s'")
    try:
        for derived, name, definition in found:
            connection.execute(_POSTPONE, (definition, derived))
            connection.execute(SQL("DROP INDEX CONCURRENTLY {}").format(Identifier("city", name)))
    except psycopg.errors.LockNotAvailable:
        complete_indexes(connection, layer)
        return False
    finally:
        connection.execute("RESET lock_timeout")
    return True


def complete_indexes(connection: psycopg.Connection, layer: Layer) -> None:
    """Make the indexes that were put off, of this load or of one that was killed before it came so far.

    Each is made in a transaction of its own; readers go on meanwhile.
    """
    waiting = connection.execute(_POSTPONED, (f"% ON city.{layer.id} USING %",)).fetchall()
    for derived, definition in waiting:
        name = derived.removeprefix("index city.")
        with connection.transaction():
            if not connection.execute(_DONE, (derived,)).rowcount:
                continue  # somebody else has made it while this one waited
            connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
            # Whoever was killed while taking it away may have left it, unusable.
            connection.execute(SQL("DROP INDEX IF EXISTS {}").format(Identifier("city", name)))
            connection.execute(definition)


def complete_all_indexes(connection: psycopg.Connection, registry: Registry) -> None:
    """The same for every layer that no load is busy with: what a killed one has left undone."""
    for layer in registry.layers.values():
        waiting = connection.execute(_POSTPONED, (f"% ON city.{layer.id} USING %",)).fetchall()
        if waiting and connection.execute(_TRY_LOCK, (LAYER_LOCK, layer.id)).fetchone() == (True,):
            try:
                complete_indexes(connection, layer)
            finally:
                connection.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", (LAYER_LOCK, layer.id))
