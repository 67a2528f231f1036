"""The room ``stage``: rows wait in tables of the load's transaction until it is known what becomes of them."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
import pyarrow as pa
from psycopg.sql import SQL, Composable, Identifier

from etl.binary_copy import HEADER, TRAILER, encode_chunks
from etl.digest import as_bytes
from etl.rows import Rows
from etl.values import as_text
from etl.wkb import large_binary
from gis.quality import Array, Flaw
from gis.registry import Field, Layer, Registry
from gis.text import Text

STAGED = Identifier("pg_temp", "load_row")
"""Rows without fault of their own that are not published just so: their position, their fields, their geometry."""
FAULTY = Identifier("pg_temp", "load_faulty")
"""Natural keys of rows that are not in ``load_row`` because of a fault: their published features are to stay."""
_RESERVE = """
    SELECT setval(pg_get_serial_sequence(%(table)s, 'id'), nextval(pg_get_serial_sequence(%(table)s, 'id')) + %(size)s - 1)
"""
COLUMN_TYPES = {
    "text": "text", "code": "text", "reference": "bigint", "integer": "bigint", "number": "double precision",
    "boolean": "boolean", "date": "date", "timestamp": "timestamptz",
}  # fmt: skip


@dataclass(frozen=True)
class Straight:
    """Where rows go without waiting: into a layer that holds nothing, so that none of them can be anything but new.

    Args:
        load_id, change: of the load and its transaction.
    """

    actor: str
    load_id: int
    change: int


@dataclass(frozen=True)
class Staging:
    """Where rows go that are taken in: into tables that are gone with the transaction, or straight into the layer.

    Args:
        fields: those the mapping fills; the others keep their values in the database.
        straight: None to let the rows wait in ``load_row``.
    """

    connection: psycopg.Connection
    layer: Layer
    fields: tuple[Field, ...]
    straight: Straight | None = None

    @classmethod
    def create(
        cls,
        connection: psycopg.Connection,
        layer: Layer,
        fields: Sequence[Field],
        straight: Straight | None = None,
    ) -> "Staging":
        columns: list[Composable] = [
            SQL("{} {}").format(Identifier(f.name), SQL(COLUMN_TYPES[f.type])) for f in fields
        ]
        if layer.geometry != "none":
            columns.append(SQL("geom public.geometry"))
        connection.execute(
            SQL(
                "CREATE TEMP TABLE load_row (row_no bigint NOT NULL, {}, source_hash bytea NOT NULL) ON COMMIT DROP"
            ).format(SQL(", ").join(columns))
        )
        connection.execute("CREATE TEMP TABLE load_faulty (key text[] NOT NULL) ON COMMIT DROP")
        return cls(connection, layer, tuple(fields), straight)

    @property
    def columns(self) -> tuple[str, ...]:
        """The layer's columns that the staged rows fill."""
        return (*(f.name for f in self.fields), *(("geom",) if self.layer.geometry != "none" else ()))

    def numbered(self, position: int, size: int) -> Array:
        """What the next ``size`` rows are told apart by: their positions, or ids of their own."""
        if self.straight is None:
            return position + np.arange(size)
        row = self.connection.execute(_RESERVE, {"table": f"city.{self.layer.id}", "size": size}).fetchone()
        assert row is not None
        return np.arange(int(row[0]) - size + 1, int(row[0]) + 1)

    def encoded(self, rows: Rows, numbers: Array, wkb: pa.Array, chosen: Array) -> tuple[bytes, ...]:
        """The chosen rows of a batch as COPY takes them. Touches no connection."""
        if not chosen.any():
            return ()
        geometry = [wkb] if rows.shapes is not None else []
        columns = [pa.array(numbers), *(rows.fields[f.name] for f in self.fields), *geometry]
        columns.append(as_bytes(rows.digests))
        if not chosen.all():
            take = pa.array(np.flatnonzero(chosen))
            columns = [c.take(take) for c in columns]
        if self.straight is not None:
            constants = (self.straight.actor, self.straight.load_id, self.straight.change)
            columns += [pa.repeat(pa.scalar(c), len(columns[0])) for c in constants]
            columns.append(_random_uids(len(columns[0])))
        return tuple(chunk.data.tobytes() for chunk in encode_chunks(columns))

    def write(self, encoded: tuple[bytes, ...]) -> None:
        """Copy what ``encoded`` gave."""
        if not encoded:
            return
        target, names = STAGED, ["row_no", *self.columns, "source_hash"]
        if self.straight is not None:
            target = Identifier("city", self.layer.id)
            names = ["id", *self.columns, "source_hash", "changed_by", "load_id", "change", "uid"]
        statement = SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(
            target, SQL(", ").join(map(Identifier, names))
        )
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(HEADER)
            for chunk in encoded:
                copy.write(chunk)
            copy.write(TRAILER)

    def note_faulty(self, rows: Rows, faulty: Array) -> None:
        """Remember the keys of rows that are left out."""
        chosen = np.flatnonzero(faulty & rows.keyed)
        if not len(chosen):
            return
        take = pa.array(chosen)
        parts = [
            as_text(rows.fields[k].take(take)).to_pylist() if k in rows.fields else [None] * len(chosen)
            for k in self.layer.key
        ]
        with (
            self.connection.cursor() as cursor,
            cursor.copy(SQL("COPY {} FROM STDIN").format(FAULTY)) as copy,
        ):
            for key in zip(*parts, strict=True):
                copy.write_row((list(key),))


def _random_uids(size: int) -> pa.Array:
    """UUIDs of version 4, 16 bytes each; a million of them cost PostgreSQL more than a second."""
    uids = np.frombuffer(bytearray(os.urandom(16 * size)), dtype=np.uint8).reshape(-1, 16)
    uids[:, 6] = uids[:, 6] & 0x0F | 0x40
    uids[:, 8] = uids[:, 8] & 0x3F | 0x80
    return large_binary(uids.reshape(-1), 16 * np.arange(size + 1))


@dataclass(frozen=True)
class PublishedReferences:
    """References are given as natural keys of the other layer and stored as its features' ids."""

    connection: psycopg.Connection
    registry: Registry

    def found(self, field: Field, keys: list[str]) -> Mapping[str, int]:
        """The ids of those that are there."""
        assert field.layer is not None
        statement = SQL("SELECT {key}::text, id FROM {table} WHERE {key}::text = ANY (%s)").format(
            key=Identifier(self.registry.layer(field.layer).key[0]), table=Identifier("city", field.layer)
        )
        return dict(self.connection.execute(statement, (keys,)).fetchall())

    def resolve(self, field: Field, keys: pa.Array) -> tuple[pa.Array, tuple[Flaw, ...]]:
        """Natural keys -> the ids the features have now; ``unresolved_reference`` where there is none."""
        assert field.layer is not None
        encoded = keys.dictionary_encode()
        distinct = encoded.dictionary.to_pylist()
        ids = self.found(field, distinct)
        resolved = pa.array([ids.get(k) for k in distinct], pa.int64()).take(encoded.indices)
        lost = np.flatnonzero(np.asarray(keys.is_valid()) & np.asarray(resolved.is_null()))
        if not len(lost):
            return resolved, ()
        shown = field.privacy != "personal"
        message = Text(
            tr=f"{field.title.tr}: {field.layer} katmanında böyle bir kayıt yok{' ({})' if shown else ''}.",
            en=f"{field.title.en}: there is no such {field.layer}{' ({})' if shown else ''}.",
        )
        details = [str(keys[int(row)]) for row in lost] if shown else None
        return resolved, (Flaw("unresolved_reference", lost, message, field.name, details=details),)
