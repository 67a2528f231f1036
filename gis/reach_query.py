"""Geometries of the storage CRS -> SQL for the part of them that can be projected. Pure.

Whoever writes rows by SQL may put them anywhere. PROJ fails for what reaches to no place on earth, and what reaches over a pole
or around the earth it projects to somewhere else; so of what lies beyond a territory's reach only the part near the city is drawn.
"""

from psycopg.sql import SQL, Composable, Composed, Literal

from gis.territory import Territory


def reach_of(territory: Territory) -> Composed:
    """The territory's reach, as an envelope in the storage CRS."""
    return SQL("ST_MakeEnvelope({}, {})").format(
        SQL(", ").join(map(Literal, territory.reach_in_storage)), Literal(territory.srid)
    )


def near_part(geometry: Composable, reach: Composable, limits: Composable) -> Composed:
    """A geometry within the reach as it is; of any other what lies within some limits, which may be nothing."""
    return SQL("CASE WHEN {0} @ {1} THEN {0} ELSE ST_ClipByBox2D({0}, {2}::box2d) END").format(
        geometry, reach, limits
    )


def is_near(geometry: Composable, reach: Composable) -> Composed:
    """Whether a geometry has a part within the reach."""
    return SQL("({0} && {1} AND ({0} @ {1} OR NOT ST_IsEmpty(ST_ClipByBox2D({0}, {1}::box2d))))").format(
        geometry, reach
    )
