"""The room ``stage``: good rows go into a table of this transaction's own, by binary COPY, each with its hash."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
import pyarrow as pa
import shapely
from psycopg.sql import SQL, Composable, Composed, Identifier

from etl.binary_copy import HEADER, TRAILER, encode_chunks
from etl.check import Checked, column_or_missing, duplicate_rows
from etl.progress import LoadProgress
from etl.values import ARROW_TYPES
from gis.municipality import Home
from gis.quality import Array, Flaw, faulty
from gis.registry import Field, Layer, Registry
from gis.text import Text

STAGED = Identifier("pg_temp", "load_row")
_HASH_DECIMALS = 4
"""Coordinates are compared to a tenth of a millimetre: another version of PROJ must not change every row."""
_COLUMN_TYPES = {
    "text": "text", "code": "text", "reference": "bigint", "integer": "bigint", "number": "double precision",
    "boolean": "boolean", "date": "date", "timestamp": "timestamptz",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Staged:
    """What lies in the staging table.

    Args:
        fields: of the layer, those the mapping fills; the others keep their values in the database.
        good: which of the source's rows are in it.
        flaws: found on the way: references that lead nowhere, repeated rows without a key.
        digest: of all staged rows, for the audit.
    """

    fields: tuple[Field, ...]
    good: Array
    flaws: tuple[Flaw, ...]
    digest: str


def stage(
    connection: psycopg.Connection,
    home: Home,
    layer: Layer,
    checked: Checked,
    flaws: Sequence[Flaw],
    progress: LoadProgress,
) -> Staged:
    """Resolve references, hash the rows and copy the good ones into a table that ends with the transaction.

    Args:
        flaws: all there are so far; their rows stay outside.
    """
    size = len(checked.fields)
    fields = tuple(f for f in layer.fields if f.name in checked.fields)
    found: list[Flaw] = []
    columns: list[pa.Array] = []
    for field in fields:
        column = column_or_missing(checked.fields, field.name, ARROW_TYPES[field.type])
        if field.type == "reference":
            column, unresolved = _resolve(connection, home.registry, field, column)
            found += unresolved
        columns.append(column)
    has_geometry = layer.geometry != "none"
    comparable = [*columns, *([_wkb(_comparable(checked.geometries))] if has_geometry else [])]
    digests = _digests(fields, comparable, size)
    good = ~faulty([*flaws, *found], size)
    found += duplicate_rows(layer, checked.fields, digests, good)
    good = ~faulty([*flaws, *found], size)

    chosen = pa.array(np.flatnonzero(good))
    row_numbers = pa.array(checked.fields.index.to_numpy(dtype=np.int64))
    geometries = (
        [_wkb(shapely.set_srid(checked.geometries, home.municipality.srid), srid=True)]
        if has_geometry
        else []
    )
    everything = [row_numbers, *columns, *geometries, pa.array(digests, pa.binary())]
    _create_table(connection, fields, has_geometry)
    names = SQL(", ").join(
        map(
            Identifier,
            ["row_no", *(f.name for f in fields), *(["geom"] if has_geometry else []), "source_hash"],
        )
    )
    _copy(
        connection,
        SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(STAGED, names),
        [c.take(chosen) for c in everything],
        progress,
    )
    connection.execute(SQL("ANALYZE {}").format(STAGED))
    digest = hashlib.blake2b(b"".join(digests[good].tolist()), digest_size=16).hexdigest()
    return Staged(fields, good, tuple(found), digest)


def _resolve(
    connection: psycopg.Connection, registry: Registry, field: Field, keys: pa.Array
) -> tuple[pa.Array, list[Flaw]]:
    """Natural keys of the referenced layer -> the ids its features have now."""
    assert field.layer is not None
    encoded = keys.dictionary_encode()
    distinct = encoded.dictionary.to_pylist()
    ids: dict[str, int] = dict(
        connection.execute(
            SQL("SELECT {key}::text, id FROM {table} WHERE {key}::text = ANY (%s)").format(
                key=Identifier(registry.layer(field.layer).key[0]), table=Identifier("city", field.layer)
            ),
            (distinct,),
        ).fetchall()
    )
    resolved = pa.array([ids.get(k) for k in distinct], pa.int64()).take(encoded.indices)
    lost = np.flatnonzero(np.asarray(keys.is_valid()) & np.asarray(resolved.is_null()))
    if not len(lost):
        return resolved, []
    shown = field.privacy != "personal"
    message = Text(
        tr=f"{field.title.tr}: {field.layer} katmanında böyle bir kayıt yok{' ({})' if shown else ''}.",
        en=f"{field.title.en}: there is no such {field.layer}{' ({})' if shown else ''}.",
    )
    details = [str(keys[int(row)]) for row in lost] if shown else None
    return resolved, [Flaw("unresolved_reference", lost, message, field.name, details=details)]


def _comparable(geometries: Array) -> Array:
    """The same shape always as the same bytes: rounded, and from the same vertex in the same direction."""
    return np.asarray(
        shapely.normalize(shapely.transform(geometries, lambda xy: np.round(xy, _HASH_DECIMALS) + 0.0))
    )


def _wkb(geometries: Array, srid: bool = False) -> pa.Array:
    return pa.array(shapely.to_wkb(geometries, include_srid=srid), pa.binary())


def _digests(fields: Sequence[Field], columns: Sequence[pa.Array], size: int) -> Array:
    """16 bytes a row over the values of its fields and their names."""
    seed = hashlib.blake2b("\x00".join(f.name for f in fields).encode(), digest_size=16)
    digests = np.empty(size, dtype=object)
    for at, row in enumerate(row for chunk in encode_chunks(columns) for row in chunk):
        digest = seed.copy()
        digest.update(row)
        digests[at] = digest.digest()
    return digests


def _create_table(connection: psycopg.Connection, fields: Sequence[Field], has_geometry: bool) -> None:
    columns: list[Composable] = [
        SQL("{} {}").format(Identifier(f.name), SQL(_COLUMN_TYPES[f.type])) for f in fields
    ]
    if has_geometry:
        columns.append(SQL("geom public.geometry"))
    connection.execute(
        SQL(
            "CREATE TEMP TABLE load_row (row_no bigint NOT NULL, {}, source_hash bytea NOT NULL) ON COMMIT DROP"
        ).format(SQL(", ").join(columns))
    )


def _copy(
    connection: psycopg.Connection, statement: Composed, columns: Sequence[pa.Array], progress: LoadProgress
) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(HEADER)
        for chunk in encode_chunks(columns):
            copy.write(chunk.data.tobytes())
            progress.advance(len(chunk))
        copy.write(TRAILER)
