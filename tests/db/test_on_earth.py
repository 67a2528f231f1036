"""Who writes by SQL, as a desktop GIS does, cannot store a geometry that has no place: it would fail whole answers."""

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.conftest import STORAGE_SRID
from tests.databases import Database

REQUIRED = {"tree": "tree_no", "road": "name", "parcel": "parcel_no"}
PLACED = {
    "tree": ("POINT(500000 4425000)", "POINT EMPTY", "POINT(0 0)"),
    "road": ("MULTILINESTRING((500000 4425000, 500900 4425000))", "MULTILINESTRING EMPTY"),
    "parcel": ("MULTIPOLYGON(((500000 4425000, 500900 4425000, 500900 4425900, 500000 4425000)))",),
}
LOST = {
    "tree": ("POINT(NaN 4425000)", "POINT(500000 NaN)", "POINT(30000000 4425000)", "POINT(1e300 1e300)"),
    "road": (
        "MULTILINESTRING((500000 4425000, 500900 NaN, 501000 4425000))",
        "MULTILINESTRING((500000 4425000, 30000000 4425000))",
        "MULTILINESTRING((500000 4425000, 1e300 4425000))",
    ),
    "parcel": (
        "MULTIPOLYGON(((500000 4425000, 500900 4425000, NaN 4425900, 500000 4425000)))",
        "MULTIPOLYGON(((500000 4425000, 500900 4425000, -30000000 4425900, 500000 4425000)))",
    ),
}


def put(connection: psycopg.Connection, layer: str, geometry: str) -> None:
    connection.execute(
        SQL("INSERT INTO {} ({}, geom, changed_by) VALUES ('1', ST_GeomFromText(%s, %s), 'test')").format(
            Identifier("city", layer), Identifier(REQUIRED[layer])
        ),
        [geometry, STORAGE_SRID],
    )


@pytest.mark.parametrize(("layer", "geometry"), [(layer, g) for layer, some in LOST.items() for g in some])
def test_a_geometry_without_a_place_is_refused(database: Database, layer: str, geometry: str) -> None:
    with (
        psycopg.connect(database.conninfo) as connection,
        pytest.raises(psycopg.errors.CheckViolation, match="on_earth"),
    ):
        put(connection, layer, geometry)


@pytest.mark.parametrize(("layer", "geometry"), [(layer, g) for layer, some in PLACED.items() for g in some])
def test_any_place_of_the_projection_is_kept(database: Database, layer: str, geometry: str) -> None:
    with psycopg.connect(database.conninfo) as connection:
        put(connection, layer, geometry)
        connection.execute(
            SQL("SELECT ST_AsGeoJSON(ST_Transform(geom, 4326)) FROM {}").format(Identifier("city", layer))
        )
        connection.rollback()
