"""The room ``diff``: which row is which published feature, and what it would change.

A row that is just like a published feature is told by its digest while it is taken in. The others are matched by natural
key, and compared field by field. Keys are compared as arrays: PostgreSQL joins those by hashing and takes NULL for equal
to NULL, as the unique index does (``IS NOT DISTINCT FROM`` would compare every row with every row).
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import psycopg
from psycopg.sql import SQL, Composable, Identifier, Literal

from etl.digest import DECIMALS
from etl.report import Mode
from etl.stage import FAULTY, STAGED, Staging
from gis.errors import InvalidRequest
from gis.quality import Array
from gis.registry import Layer
from gis.text import Text

MATCHED = Identifier("pg_temp", "load_match")
"""Staged row -> feature: ``row_no, id``, ``edited`` since its last load, a bit for each differing field, ``moved_m``."""
GEOMETRY_BIT = 62

_STORED = np.dtype([("id", ">i8"), ("edited", "?"), ("first", "<u8"), ("second", "<u8")])
"""What ``_FEATURES`` puts end to end."""
_MATCH = np.dtype([("n", ">i2"), ("r", ">i4"), ("row", ">i8"), ("i", ">i4"), ("id", ">i8"), ("e", ">i4"),
                   ("edited", "?"), ("d", ">i4"), ("differs", ">i8"), ("m", ">i4"), ("moved_m", ">f8")])  # fmt: skip
"""Records of PostgreSQL's binary COPY format, all columns being of fixed width."""
_NEVER_LOADED = bytes(16)

_FEATURES = SQL("""
    SELECT string_agg(int8send(id) || boolsend(load_id IS NULL AND source_hash IS NOT NULL)
        || CASE WHEN octet_length(source_hash) = 16 THEN source_hash ELSE {never_loaded} END, '')
    FROM {table} GROUP BY id / 10000
""")
"""Thousands of features a row: a message of the protocol for each would cost the loader more than reading them the database."""
_BY_KEY = SQL("""
    INSERT INTO {matched}
    SELECT s.row_no, t.id, t.load_id IS NULL AND t.source_hash IS NOT NULL, ({differs})::bigint, ({moved})::float8
    FROM {staged} s JOIN {table} t ON {same_key} WHERE {which}
""")
_CHANGED = SQL("""
    SELECT EXISTS (SELECT FROM {} WHERE change >= %(number)s)
        OR EXISTS (SELECT FROM {} WHERE ended_change >= %(number)s AND retired)
""")
_NO_MATCH = (
    "CREATE TEMP TABLE load_match (row_no bigint, id bigint, edited boolean, differs bigint, moved_m float8) "
    "ON COMMIT DROP"
)
_KEPT = SQL("""
    SELECT t.id FROM {table} t JOIN (
        SELECT key FROM {faulty}
        UNION ALL SELECT {staged_key} FROM {staged} s WHERE row_no = ANY (%s)
    ) q ON {stored_key} = q.key
""")


@dataclass(frozen=True, eq=False)
class Published:
    """A layer's features as they are before a load.

    Args:
        ids: n ascending ids.
        hashes: n×2 uint64, what each feature was loaded from; zeros where it was not loaded.
        edited: which were edited by hand since.
    """

    ids: Array
    hashes: Array
    edited: Array

    @classmethod
    def of(cls, connection: psycopg.Connection, layer: Layer) -> "Published":
        statement = _FEATURES.format(never_loaded=Literal(_NEVER_LOADED), table=Identifier("city", layer.id))
        with connection.cursor(binary=True) as cursor:
            packed = b"".join(block for (block,) in cursor.execute(statement))
        records = np.frombuffer(packed, dtype=_STORED)
        records = records[np.argsort(records["id"], kind="stable")]
        hashes = np.column_stack([records["first"], records["second"]])
        return cls(records["id"].astype(np.int64), hashes, records["edited"].astype(bool))

    @staticmethod
    def unfinished(connection: psycopg.Connection) -> int:
        """The number from which on changes may be unfinished now; what is published later than this is told by it."""
        row = connection.execute("SELECT lookup.final_before()").fetchone()
        assert row is not None
        return int(row[0])

    @staticmethod
    def changed_since(connection: psycopg.Connection, layer: Layer, number: int) -> bool:
        """Whether a change of that number or a later one was made to the layer; reads two indexes."""
        statement = _CHANGED.format(Identifier("city", layer.id), Identifier("history", layer.id))
        row = connection.execute(statement, {"number": number}).fetchone()
        return row is not None and bool(row[0])

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def loaded(self) -> Array:
        """Which came from a file; what somebody drew by hand is missing in no file."""
        return np.asarray(self.hashes.any(axis=1))

    def without_hashes(self) -> "Published":
        """The same features, none of which is like any row: what is appended is added whatever there is."""
        return replace(self, hashes=np.zeros_like(self.hashes))

    def without_edited(self) -> "Published":
        """The same features; those edited by hand are like no row, so that the file is compared with each of them."""
        return replace(self, hashes=np.where(self.edited[:, None], 0, self.hashes).astype(np.uint64))

    @cached_property
    def _by_hash(self) -> tuple[Array, Array]:
        order = np.argsort(self.hashes[:, 0], kind="stable")
        return order, self.hashes[order, 0]

    def just_like(self, digests: Array) -> Array:
        """Ids of the features loaded from rows with these digests (n×2 uint64); 0 where there is none."""
        found = np.zeros(len(digests), dtype=np.int64)
        if not len(self.ids):
            return found
        order, firsts = self._by_hash
        at = order[np.minimum(np.searchsorted(firsts, digests[:, 0]), len(firsts) - 1)]
        same = (self.hashes[at] == digests).all(axis=1)
        found[same] = self.ids[at[same]]
        return found


@dataclass(frozen=True, eq=False)
class Match:
    """Staged rows that are published features already, with what is different.

    Args:
        rows: positions, ascending.
        differs: a bit for each field of the staging table in its order, and ``GEOMETRY_BIT``.
        moved_m: how far the shape moved: Hausdorff distance, metres.
    """

    rows: Array
    ids: Array
    edited: Array
    differs: Array
    moved_m: Array

    @property
    def changed(self) -> Array:
        return np.asarray(self.differs != 0)


def match(connection: psycopg.Connection, staging: Staging, published: Published, mode: Mode) -> Match:
    """Fill ``load_match`` and say what is in it.

    Raises:
        InvalidRequest: appending rows that have a key.
    """
    layer, names = staging.layer, {f.name for f in staging.fields}
    identity = _has_identity(layer, "s", names)
    if mode == "append":
        _refuse_keys(connection, layer, identity)
    connection.execute(_NO_MATCH)
    if len(published) and mode != "append" and names & set(layer.key):
        connection.execute(SQL("ANALYZE {}").format(STAGED))
        whole = _whole_key(layer, names)
        by_parts = SQL(" AND ").join(
            SQL("{} = {}").format(Identifier("t", k), Identifier("s", k)) for k in layer.key if k in names
        )
        by_array = SQL("{} = {}").format(key_array(layer, "t", set(layer.key)), key_array(layer, "s", names))
        # Where every part is given the unique index serves; NULLs need the arrays.
        for same_key, which in (
            (by_parts, whole),
            (by_array, SQL("NOT ({}) AND {}").format(whole, identity)),
        ):
            connection.execute(
                _BY_KEY.format(
                    matched=MATCHED,
                    differs=_differs(staging),
                    moved=_moved(layer),
                    staged=STAGED,
                    table=Identifier("city", layer.id),
                    same_key=same_key,
                    which=which,
                )
            )
        connection.execute(SQL("ANALYZE {}").format(MATCHED))
    found = fixed_records(
        connection,
        SQL("SELECT row_no, id, edited, differs, moved_m FROM {} ORDER BY row_no").format(MATCHED),
        _MATCH,
    )
    return Match(
        found["row"].astype(np.int64),
        found["id"].astype(np.int64),
        found["edited"].astype(bool),
        found["differs"].astype(np.int64),
        found["moved_m"].astype(np.float64),
    )


def ids_of_faulty(connection: psycopg.Connection, staging: Staging, rows: Array) -> Array:
    """Ids of published features that a faulty row would have been: those left out early, and the given staged ones."""
    layer, names = staging.layer, {f.name for f in staging.fields}
    if not names & set(layer.key):
        return np.empty(0, dtype=np.int64)
    statement = _KEPT.format(
        table=Identifier("city", layer.id),
        faulty=FAULTY,
        staged=STAGED,
        staged_key=key_array(layer, "s", names),
        stored_key=key_array(layer, "t", set(layer.key)),
    )
    return np.array([i for (i,) in connection.execute(statement, (rows.tolist(),))], dtype=np.int64)


def key_array(layer: Layer, alias: str, present: set[str]) -> Composable:
    """The natural key as a text array; a part the source has no column for is NULL."""
    parts = [
        SQL("{}::text").format(Identifier(alias, k)) if k in present else SQL("NULL::text") for k in layer.key
    ]
    return SQL("ARRAY[{}]").format(SQL(", ").join(parts))


def _whole_key(layer: Layer, present: set[str]) -> Composable:
    """Every part of the natural key is given."""
    if not set(layer.key) <= present:
        return SQL("false")
    tests = [SQL("{} IS NOT NULL").format(Identifier("s", k)) for k in layer.key]
    return SQL("({})").format(SQL(" AND ").join(tests))


def _has_identity(layer: Layer, alias: str, present: set[str]) -> Composable:
    tests = [SQL("{} IS NOT NULL").format(Identifier(alias, k)) for k in layer.key if k in present]
    return SQL("({})").format(SQL(" OR ").join(tests)) if tests else SQL("(false)")


def _differs(staging: Staging) -> Composable:
    bits: list[Composable] = [
        SQL("(({0} IS DISTINCT FROM {1})::int::bigint << {2})").format(
            Identifier("t", f.name), Identifier("s", f.name), Literal(at)
        )
        for at, f in enumerate(staging.fields)
    ]
    if staging.layer.geometry != "none":
        bits.append(
            SQL(
                "((({moved}) > {least} OR ST_NPoints(t.geom) IS DISTINCT FROM ST_NPoints(s.geom))::int::bigint << {bit})"
            ).format(moved=_moved(staging.layer), least=Literal(10.0**-DECIMALS), bit=Literal(GEOMETRY_BIT))
        )
    return SQL(" | ").join(bits)


def _moved(layer: Layer) -> Composable:
    if layer.geometry == "none":
        return SQL("0")
    return SQL(
        "CASE WHEN ST_AsBinary(t.geom) = ST_AsBinary(s.geom) THEN 0 "
        "ELSE coalesce(ST_HausdorffDistance(t.geom, s.geom), 'infinity') END"
    )


def fixed_records(connection: psycopg.Connection, query: Composable, record: np.dtype[np.void]) -> Array:
    """The rows of a query whose columns are never NULL and of fixed width."""
    with (
        connection.cursor() as cursor,
        cursor.copy(SQL("COPY ({}) TO STDOUT (FORMAT binary)").format(query)) as copy,
    ):
        data = b"".join(bytes(block) for block in copy)
    return np.frombuffer(data[19:-2], dtype=record)


def _refuse_keys(connection: psycopg.Connection, layer: Layer, identity: Composable) -> None:
    found = connection.execute(SQL("SELECT 1 FROM {} s WHERE {} LIMIT 1").format(STAGED, identity)).fetchone()
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
