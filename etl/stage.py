"""The room ``stage``: rows wait in tables of the load's transaction until it is known what becomes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
import pyarrow as pa
from psycopg.sql import SQL, Composable, Identifier

from etl.binary_copy import HEADER, TRAILER, encode_chunks
from etl.rows import Rows
from etl.values import as_text
from gis.quality import Array, Flaw
from gis.registry import Field, Layer, Registry
from gis.text import Text

STAGED = Identifier("pg_temp", "load_row")
"""Rows without fault of their own that are not published just so: their position, their fields, their geometry."""
FAULTY = Identifier("pg_temp", "load_faulty")
"""Natural keys of rows that are not in ``load_row`` because of a fault: their published features are to stay."""
COLUMN_TYPES = {
    "text": "text", "code": "text", "reference": "bigint", "integer": "bigint", "number": "double precision",
    "boolean": "boolean", "date": "date", "timestamp": "timestamptz",
}  # fmt: skip


@dataclass(frozen=True)
class Staging:
    """The staging tables; gone with the transaction.

    Args:
        fields: those the mapping fills; the others keep their values in the database.
    """

    connection: psycopg.Connection
    layer: Layer
    fields: tuple[Field, ...]

    @classmethod
    def create(cls, connection: psycopg.Connection, layer: Layer, fields: Sequence[Field]) -> "Staging":
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
        return cls(connection, layer, tuple(fields))

    @property
    def columns(self) -> tuple[str, ...]:
        """The layer's columns that the staged rows fill."""
        return (*(f.name for f in self.fields), *(("geom",) if self.layer.geometry != "none" else ()))

    def copy(self, rows: Rows, positions: Array, wkb: pa.Array, digests: pa.Array, chosen: Array) -> None:
        """Copy the chosen rows of a batch into ``load_row``."""
        if not chosen.any():
            return
        geometry = [wkb] if rows.geometries is not None else []
        columns = [pa.array(positions), *(rows.fields[f.name] for f in self.fields), *geometry, digests]
        if not chosen.all():
            take = pa.array(np.flatnonzero(chosen))
            columns = [c.take(take) for c in columns]
        names = SQL(", ").join(map(Identifier, ("row_no", *self.columns, "source_hash")))
        statement = SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(STAGED, names)
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(HEADER)
            for chunk in encode_chunks(columns):
                copy.write(chunk.data.tobytes())
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


@dataclass(frozen=True)
class PublishedReferences:
    """References are given as natural keys of the other layer and stored as its features' ids."""

    connection: psycopg.Connection
    registry: Registry

    def resolve(self, field: Field, keys: pa.Array) -> tuple[pa.Array, tuple[Flaw, ...]]:
        """Natural keys -> the ids the features have now; ``unresolved_reference`` where there is none."""
        assert field.layer is not None
        encoded = keys.dictionary_encode()
        distinct = encoded.dictionary.to_pylist()
        statement = SQL("SELECT {key}::text, id FROM {table} WHERE {key}::text = ANY (%s)").format(
            key=Identifier(self.registry.layer(field.layer).key[0]), table=Identifier("city", field.layer)
        )
        ids: Mapping[str, int] = dict(self.connection.execute(statement, (distinct,)).fetchall())
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
