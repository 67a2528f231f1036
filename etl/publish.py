"""The room ``publish``: staged rows become the city's rows; readers see them all at once, or none."""

from dataclasses import dataclass

import pandas as pd
import psycopg
from psycopg.sql import SQL, Composable, Identifier

from etl.check import Checked, column_or_missing
from etl.diff import MATCHED, key_array
from etl.report import Mode
from etl.stage import STAGED, Staged
from etl.values import ARROW_TYPES, as_text
from gis.registry import Layer

_DELETE = SQL("DELETE FROM {table} t WHERE NOT EXISTS (SELECT FROM {matched} m WHERE m.id = t.id)")
_BUT_QUARANTINED = SQL(" AND NOT EXISTS (SELECT FROM unnest({}) AS q ({}) WHERE {} = {})")
_UPDATE = SQL("""
    UPDATE {table} t SET {assignments}, changed_by = %(actor)s, load_id = %(load)s, source_hash = s.source_hash
    FROM {staged} s JOIN {matched} m USING (row_no)
    WHERE t.id = m.id AND m.changed
""")
_INSERT = SQL("""
    INSERT INTO {table} ({columns}, changed_by, load_id, source_hash)
    SELECT {values}, %(actor)s, %(load)s, s.source_hash
    FROM {staged} s JOIN {matched} m USING (row_no)
    WHERE m.id IS NULL ORDER BY row_no
""")


@dataclass(frozen=True)
class Merged:
    """How many rows of the layer a load touched."""

    inserted: int
    changed: int
    unchanged: int
    deleted: int


def publish(
    connection: psycopg.Connection,
    layer: Layer,
    checked: Checked,
    staged: Staged,
    mode: Mode,
    actor: str,
    load_id: int,
) -> Merged:
    """Merge what ``diff`` matched, within the caller's transaction. The layer's trigger keeps every version that ends.

    A field the source has no column for keeps its value. Replacing never deletes the feature of a quarantined row.
    """
    connection.execute(
        "SELECT set_config('kent.actor', %s, true), set_config('kent.load', %s, true)", (actor, str(load_id))
    )
    names = [f.name for f in staged.fields] + (["geom"] if layer.geometry != "none" else [])
    parts: dict[str, Composable] = {
        "table": Identifier("city", layer.id),
        "staged": STAGED,
        "matched": MATCHED,
        "columns": SQL(", ").join(map(Identifier, names)),
        "values": SQL(", ").join(Identifier("s", n) for n in names),
        "assignments": SQL(", ").join(
            SQL("{} = {}").format(Identifier(n), Identifier("s", n)) for n in names
        ),
    }
    values = {"actor": actor, "load": load_id}
    deleted = _delete(connection, layer, checked, staged, parts) if mode == "replace" else 0
    changed = connection.execute(_UPDATE.format(**parts), values).rowcount
    inserted = connection.execute(_INSERT.format(**parts), values).rowcount
    return Merged(inserted, changed, int(staged.good.sum()) - inserted - changed, deleted)


def refresh_statistics(connection: psycopg.Connection, layer: Layer) -> None:
    """Let the planner know the layer's new size and extent; after the commit."""
    connection.execute(SQL("ANALYZE {}").format(Identifier("city", layer.id)))


def _delete(
    connection: psycopg.Connection,
    layer: Layer,
    checked: Checked,
    staged: Staged,
    parts: dict[str, Composable],
) -> int:
    statement = _DELETE.format(**parts)
    kept = _quarantined_keys(layer, checked.fields[~staged.good])
    if kept:
        arrays = SQL(", ").join(SQL("%s::text[]") for _ in layer.key)
        names = SQL(", ").join(map(Identifier, layer.key))
        same = key_array(layer, "q", set(layer.key)), key_array(layer, "t", set(layer.key))
        statement = statement + _BUT_QUARANTINED.format(arrays, names, *same)
    return connection.execute(statement, kept or None).rowcount


def _quarantined_keys(layer: Layer, fields: pd.DataFrame) -> list[list[str | None]]:
    """The quarantined rows' keys, a list a part; empty when there is nothing to keep."""
    if fields.empty or not layer.key:
        return []
    return [
        as_text(column_or_missing(fields, k, ARROW_TYPES[layer.field(k).type])).to_pylist() for k in layer.key
    ]
