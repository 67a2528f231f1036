"""A layer view and a place -> SQL: what lies there. Pure."""

from psycopg.sql import SQL, Literal

from gis.features import FeatureQuery, Statement, feature_text, view_name
from gis.registry import LayerView


def at_point_statement(view: LayerView, tolerance_m: float, limit: int) -> Statement:
    """Features at a place (``%(point)s``: WKB, storage CRS), smallest first: ``id, feature, distance``."""
    query = FeatureQuery(limit=limit)
    text = SQL("""
        SELECT page.id, convert_to({feature}, 'UTF8') AS feature,
               ST_Distance(page.geom, ST_GeomFromWKB(%(point)s, ST_SRID(page.geom))) AS distance
        FROM (SELECT * FROM {view}
              WHERE geom && ST_Expand(ST_GeomFromWKB(%(point)s, %(srid)s), {tolerance})
                AND ST_DWithin(geom, ST_GeomFromWKB(%(point)s, %(srid)s), {tolerance})
              ORDER BY ST_Area(geom), id LIMIT {limit}) AS page
    """).format(
        feature=feature_text(view, query),
        view=view_name(view),
        tolerance=Literal(tolerance_m),
        limit=Literal(limit),
    )
    return Statement(text, {}, prepare=False)
