"""Layer view -> SQL for its extent. Pure."""

from psycopg.sql import SQL, Composable, Identifier, Literal

from gis.features import Statement, view_name
from gis.reach_query import reach_of
from gis.registry import LayerView, versions_name
from gis.territory import Territory


def extent_statement(view: LayerView, territory: Territory) -> Statement:
    """The layer's extent within the territory's reach: ``west, south, east, north`` in longitude/latitude, and ``since`` when it
    has had features.

    Places are NULL where it is empty or they are hidden, ``since`` where there never was a feature.
    """
    box: Composable = SQL("NULL::box3d")
    if view.geometry != "none":
        box = SQL("""(
            SELECT ST_Extent(ST_Transform(corner, 4326)) AS box
            FROM (SELECT ST_Segmentize(ST_ClipByBox2D(ST_SetSRID(ST_Extent(geom)::geometry, {srid}), {reach}::box2d), 5000) AS corner
                  FROM {view} WHERE geom && {reach}) AS whole)""").format(
            view=view_name(view), reach=reach_of(territory), srid=Literal(territory.srid)
        )
    text = SQL("""
        SELECT ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north,
               (SELECT min(valid_from) FROM {versions}) AS since
        FROM (SELECT {box} AS box) AS degrees
    """).format(box=box, versions=Identifier(view.schema_name, versions_name(view.id)))
    return Statement(text, {}, prepare=False)
