"""Parcels that vanish and parcels that appear on the same ground are predecessors and successors: ``parcel_lineage``."""

from collections import defaultdict
from dataclasses import dataclass

import psycopg
from psycopg.sql import SQL, Identifier

from gis.registry import Layer, Registry

PARCEL = "parcel"
LINEAGE = "parcel_lineage"
_KEY = ("neighbourhood_code", "block_no", "parcel_no")
_SHARED_PART = 0.05
"""Of the smaller of two parcels: less is a moved boundary or inaccurate survey."""

_SAME_GROUND = """
    SELECT g.id, m.id
    FROM history.parcel g JOIN city.parcel m ON m.geom && g.geom AND ST_Intersects(m.geom, g.geom)
    WHERE g.ended_change = %(change)s AND g.retired AND m.change = %(change)s AND m.version = 1
        AND ST_Area(ST_Intersection(m.geom, g.geom)) > %(share)s * least(ST_Area(m.geom), ST_Area(g.geom))
"""
_ADD = SQL("""
    INSERT INTO city.parcel_lineage ({predecessor}, {successor}, operation, changed_by, load_id, change)
    SELECT {gone}, {made}, p.operation, %(actor)s, %(load)s, %(change)s
    FROM unnest(%(gone)s::bigint[], %(made)s::bigint[], %(operations)s::text[]) AS p (gone, made, operation)
    JOIN history.parcel g ON g.id = p.gone AND g.ended_change = %(change)s AND g.retired
    JOIN city.parcel m ON m.id = p.made
    ON CONFLICT DO NOTHING
""").format(
    predecessor=SQL(", ").join(Identifier(f"predecessor_{k}") for k in _KEY),
    successor=SQL(", ").join(Identifier(f"successor_{k}") for k in _KEY),
    gone=SQL(", ").join(Identifier("g", k) for k in _KEY),
    made=SQL(", ").join(Identifier("m", k) for k in _KEY),
)


@dataclass(frozen=True)
class Descent:
    """One predecessor of one successor, feature ids, with the operation between them."""

    gone: int
    made: int
    operation: str


def record_lineage(
    connection: psycopg.Connection, registry: Registry, layer: Layer, actor: str, load_id: int, change: int
) -> int:
    """Recognise what the load's transaction divided and merged, and write it down.

    Returns:
        How many predecessor-successor pairs were added.
    """
    if layer.id != PARCEL or LINEAGE not in registry.layers:
        return 0
    pairs = connection.execute(_SAME_GROUND, {"change": change, "share": _SHARED_PART}).fetchall()
    found = descents([(int(gone), int(made)) for gone, made in pairs])
    if not found:
        return 0
    return connection.execute(
        _ADD,
        {
            "gone": [d.gone for d in found],
            "made": [d.made for d in found],
            "operations": [d.operation for d in found],
            "actor": actor,
            "load": load_id,
            "change": change,
        },
    ).rowcount


def descents(pairs: list[tuple[int, int]]) -> list[Descent]:
    """What happened on each piece of ground: one became several (ifraz), several became one (tevhit), or several others.

    Args:
        pairs: (vanished, appeared) feature ids that share ground.
    """
    successors: dict[int, set[int]] = defaultdict(set)
    predecessors: dict[int, set[int]] = defaultdict(set)
    for gone, made in pairs:
        successors[gone].add(made)
        predecessors[made].add(gone)

    def operation(gone: int, made: int) -> str:
        parts, parents = successors[gone], predecessors[made]
        if len(parts) > 1 and all(len(predecessors[m]) == 1 for m in parts):
            return "division"
        if len(parents) > 1 and all(len(successors[g]) == 1 for g in parents):
            return "merger"
        return "correction" if len(parts) == len(parents) == 1 else "redistribution"

    return [Descent(gone, made, operation(gone, made)) for gone, made in sorted(set(pairs))]
