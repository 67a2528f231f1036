"""The room ``diff``: which staged row is which feature, and whether it changed.

Rows are matched by natural key; rows without any part of one, by their hash. Keys are compared as arrays: PostgreSQL
joins those by hashing and takes NULL for equal to NULL, as the unique index does (``IS NOT DISTINCT FROM`` would compare
every row with every row).
"""

import psycopg
from psycopg.sql import SQL, Composable, Identifier

from etl.report import Mode
from etl.stage import STAGED, Staged
from gis.errors import InvalidRequest
from gis.registry import Layer
from gis.text import Text

MATCHED = Identifier("pg_temp", "load_match")

_CREATE = SQL(
    "CREATE TEMP TABLE load_match (row_no bigint NOT NULL, id bigint, changed boolean NOT NULL) ON COMMIT DROP"
)
_BY_KEY = SQL("""
    INSERT INTO {matched}
    SELECT s.row_no, t.id, t.id IS NOT NULL AND t.source_hash IS DISTINCT FROM s.source_hash
    FROM {staged} s LEFT JOIN {table} t ON {stored_key} = {staged_key}
    WHERE {staged_identity}
""")
_BY_HASH = SQL("""
    INSERT INTO {matched}
    SELECT s.row_no, t.id, false
    FROM {staged} s LEFT JOIN (
        SELECT DISTINCT ON (t.source_hash) t.source_hash, t.id FROM {table} t
        WHERE NOT {stored_identity} AND t.source_hash IS NOT NULL ORDER BY t.source_hash, t.id
    ) t ON t.source_hash = s.source_hash
    WHERE NOT {staged_identity}
""")
_AS_NEW = SQL("INSERT INTO {matched} SELECT row_no, NULL, false FROM {staged}")


def diff(connection: psycopg.Connection, layer: Layer, staged: Staged, mode: Mode) -> None:
    """Fill ``load_match``: staged row -> feature id (NULL: new) and whether its values changed.

    Raises:
        InvalidRequest: appending rows that have a key.
    """
    connection.execute(_CREATE)
    names = {f.name for f in staged.fields}
    parts = {
        "matched": MATCHED,
        "staged": STAGED,
        "table": Identifier("city", layer.id),
        "stored_key": key_array(layer, "t", set(layer.key)),
        "staged_key": key_array(layer, "s", names),
        "stored_identity": _has_identity(layer, "t", set(layer.key)),
        "staged_identity": _has_identity(layer, "s", names),
    }
    if mode == "append":
        _refuse_keys(connection, layer, parts)
        connection.execute(_AS_NEW.format(**parts))
    else:
        if layer.key:
            connection.execute(_BY_KEY.format(**parts))
        connection.execute(_BY_HASH.format(**parts))
    connection.execute(SQL("ANALYZE {}").format(MATCHED))


def key_array(layer: Layer, alias: str, present: set[str]) -> Composable:
    """The natural key as a text array; a part the source has no column for is NULL."""
    parts = [
        SQL("{}::text").format(Identifier(alias, k)) if k in present else SQL("NULL::text") for k in layer.key
    ]
    return SQL("ARRAY[{}]").format(SQL(", ").join(parts))


def _has_identity(layer: Layer, alias: str, present: set[str]) -> Composable:
    tests = [SQL("{} IS NOT NULL").format(Identifier(alias, k)) for k in layer.key if k in present]
    return SQL("({})").format(SQL(" OR ").join(tests)) if tests else SQL("(false)")


def _refuse_keys(connection: psycopg.Connection, layer: Layer, parts: dict[str, Composable]) -> None:
    found = connection.execute(
        SQL("SELECT 1 FROM {staged} s WHERE {staged_identity} LIMIT 1").format(**parts)
    ).fetchone()
    if found is not None:
        raise InvalidRequest(
            "append_with_key",
            Text(
                tr=f"{layer.title.tr}: anahtarı ({', '.join(layer.key)}) olan satırlar eklenmez, birleştirilir.",
                en=f"{layer.id}: rows with a key ({', '.join(layer.key)}) are merged, not appended.",
            ),
            Text(
                tr="--mode upsert (olağan) ya da replace kullanın.",
                en="Use --mode upsert (the default) or replace.",
            ),
        )
