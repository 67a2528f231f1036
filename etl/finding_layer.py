"""Findings on the map: the derived layer ``finding`` holds, of every layer, what loads found last.

A finding of a published feature is there as long as the feature is as that load left it, or was edited by hand since: only
a load that changes or retires the feature checks it anew. Findings of quarantined rows are those of the layer's last load,
and of the loads that brought corrected rows since.
"""

import psycopg
from psycopg.sql import SQL, Composable, Identifier

from gis.registry import Layer, Registry

FINDING = "finding"

_FIXED = SQL("""EXISTS (
    SELECT FROM ops.quarantine q WHERE q.load_id = f.load_no AND q.row_no = f.row_no AND q.fixed_by IS NOT NULL
)""")
_OUTDATED = SQL("""
    DELETE FROM city.finding f WHERE f.layer_id = %(layer)s AND f.load_id <> %(load)s AND CASE
        WHEN f.feature_id IS NOT NULL THEN
            NOT EXISTS (SELECT FROM {table} t WHERE t.id = f.feature_id AND t.load_id IS DISTINCT FROM %(load)s)
        WHEN %(fixes)s::bigint IS NULL THEN true
        ELSE {fixed} END
""")
_FOUND = SQL("""
    INSERT INTO city.finding ({columns}, changed_by, load_id, change)
    SELECT %(layer)s, f.load_id, f.row_no, f.feature_id, f.field, f.code, f.severity,
           f.message->>'tr', f.message->>'en', {place}, %(actor)s, f.load_id, %(change)s
    FROM ops.finding f WHERE f.load_id = %(load)s AND (f.feature_id IS NULL
        OR EXISTS (SELECT FROM {table} t WHERE t.id = f.feature_id AND t.load_id = f.load_id))
    ORDER BY f.row_no
""")
_COLUMNS = ("layer_id", "load_no", "row_no", "feature_id", "field_name", "code", "severity",
            "message_tr", "message_en", "geom")  # fmt: skip
_OF_LOAD = "DELETE FROM city.finding WHERE layer_id = %(layer)s AND load_no = %(undone)s"
_BACK = SQL("""
    INSERT INTO city.finding (id, uid, {columns}, version, valid_from, changed_by, load_id, change)
    OVERRIDING SYSTEM VALUE
    SELECT DISTINCT ON (f.id) f.id, f.uid, {former}, f.version + 1, greatest(clock_timestamp(), f.valid_to),
           %(actor)s, f.load_id, %(change)s
    FROM history.finding f WHERE f.layer_id = %(layer)s AND f.retired
        AND NOT EXISTS (SELECT FROM city.finding c WHERE c.id = f.id)
        AND CASE WHEN f.feature_id IS NOT NULL THEN f.ended_load = %(undone)s
            ELSE NOT {fixed} AND f.load_no IN (
                SELECT id FROM ops.load WHERE layer = %(layer)s AND state = 'published' AND mode <> 'rollback'
                    AND id >= (SELECT max(id) FROM ops.load WHERE layer = %(layer)s AND state = 'published'
                               AND mode <> 'rollback' AND fixes IS NULL)) END
    ORDER BY f.id, f.version DESC
""").format(
    columns=SQL(", ").join(map(Identifier, _COLUMNS)),
    former=SQL(", ").join(Identifier("f", c) for c in _COLUMNS),
    fixed=_FIXED,
)


def publish_findings(
    connection: psycopg.Connection,
    registry: Registry,
    layer: Layer,
    actor: str,
    load_id: int,
    change: int,
    fixes: int | None,
) -> int:
    """Put what a load found in the place of what earlier ones had found, within the load's transaction.

    Args:
        change: number of the transaction.
        fixes: the load whose corrected rows were brought; what else of it is in quarantine stays.

    Returns:
        By how many findings the layer grew.
    """
    if FINDING not in registry.layers:
        return 0
    values = {"layer": layer.id, "load": load_id, "actor": actor, "change": change, "fixes": fixes}
    table = Identifier("city", layer.id)
    columns = SQL(", ").join(map(Identifier, _COLUMNS))
    gone = connection.execute(_OUTDATED.format(table=table, fixed=_FIXED), values).rowcount
    found = _FOUND.format(columns=columns, table=table, place=_place(layer))
    return connection.execute(found, values).rowcount - gone


def take_findings_back(
    connection: psycopg.Connection, registry: Registry, layer: Layer, undone: int, actor: str, change: int
) -> int:
    """Remove what a load found, and bring back what it had replaced, when its features are as they were before.

    Args:
        undone: the load; it is noted as taken back already.

    Returns:
        By how many findings the layer grew.
    """
    if FINDING not in registry.layers:
        return 0
    values = {"layer": layer.id, "undone": undone, "actor": actor, "change": change}
    gone = connection.execute(_OF_LOAD, values).rowcount
    return connection.execute(_BACK, values).rowcount - gone


def _place(layer: Layer) -> Composable:
    """Where a place is personal, nobody is told it; a finding's place is restricted."""
    personal = layer.geometry != "none" and layer.geometry.privacy == "personal"
    return SQL("NULL") if personal else SQL("f.place")
