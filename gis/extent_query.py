"""Layer view -> SQL for its extent. Pure."""

from psycopg.sql import SQL, Composable, Identifier

from gis.features import Statement, view_name
from gis.registry import LayerView, versions_name


def extent_statement(view: LayerView) -> Statement:
    """The layer's extent: ``west, south, east, north`` in longitude/latitude, and ``since`` when it has had features.

    Places are NULL where it is empty or they are hidden, ``since`` where there never was a feature.
    """
    box: Composable = SQL("NULL::box3d")
    if view.geometry != "none":
        box = SQL("""(
            SELECT ST_Extent(ST_Transform(corner, 4326)) AS box
            FROM (SELECT ST_Segmentize(ST_SetSRID(ST_Extent(geom)::geometry, min(ST_SRID(geom))), 5000) AS corner
                  FROM {}) AS whole)""").format(view_name(view))
    text = SQL("""
        SELECT ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north,
               (SELECT min(valid_from) FROM {versions}) AS since
        FROM (SELECT {box} AS box) AS degrees
    """).format(box=box, versions=Identifier(view.schema_name, versions_name(view.id)))
    return Statement(text, {}, prepare=False)
