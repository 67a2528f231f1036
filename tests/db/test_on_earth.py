"""Who writes by SQL cannot store what has no place, nor rows that nobody would hear of: both would fail others' answers."""

import itertools

import psycopg
import pytest
import shapely
from psycopg.sql import SQL, Identifier

from gis.crs import domain
from tests.conftest import STORAGE_SRID
from tests.databases import Database

REQUIRED = {"tree": "tree_no", "road": "name", "parcel": "parcel_no"}
PLACED = {
    "tree": ("POINT(500000 4425000)", "POINT EMPTY", "POINT(0 0)", "POINT(500000 9990000)"),
    "road": (
        "MULTILINESTRING((500000 4425000, 500900 4425000))",
        "MULTILINESTRING EMPTY",
        "MULTILINESTRING((500000 4425000, 500900 15000000))",
    ),
    "parcel": ("MULTIPOLYGON(((500000 4425000, 500900 4425000, 500900 4425900, 500000 4425000)))",),
}
LOST = {
    "tree": ("POINT(NaN 4425000)", "POINT(500000 NaN)", "POINT(30000000 4425000)", "POINT(1e300 1e300)"),
    "road": (
        "MULTILINESTRING((500000 4425000, 500900 NaN, 501000 4425000))",
        "MULTILINESTRING((500000 4425000, 30000000 4425000))",
        "MULTILINESTRING((500000 4425000, 1e300 4425000))",
        "MULTILINESTRING((-18000000 4425000, 18000000 4425000))",
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


@pytest.mark.parametrize("srid", [4326, 3857])
def test_whatever_may_be_stored_can_be_served(database: Database, srid: int) -> None:
    west, south, east, north = domain(STORAGE_SRID)
    with psycopg.connect(database.conninfo) as connection:
        for x, y in itertools.product((west, 0.0, 500_000.0, east), (south, 0.0, 10_001_965.7, north)):
            place = "SELECT ST_AsGeoJSON(ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), %s), %s))"
            row = connection.execute(place, (x, y, STORAGE_SRID, srid)).fetchone()
            assert row is not None
            shapely.from_geojson(row[0])


def test_a_row_of_another_transaction_s_number_is_refused(database: Database) -> None:
    """As one that is copied back with all its columns: no cache and no follower would hear of it."""
    copied = "INSERT INTO city.road SELECT * FROM pg_temp.kept"
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        put(connection, "road", PLACED["road"][0])
        connection.execute("CREATE TEMP TABLE kept AS SELECT * FROM city.road")
        connection.execute("DELETE FROM city.road")
        with pytest.raises(psycopg.errors.CheckViolation, match="another transaction"):
            connection.execute(copied)
        connection.execute("UPDATE kept SET change = ops.current_change()")
        with pytest.raises(psycopg.errors.CheckViolation, match="another transaction"):
            connection.execute(copied)
        connection.execute("ALTER TABLE kept DROP COLUMN change")
        columns = "id, uid, name, geom, changed_by"
        connection.execute(f"INSERT INTO city.road ({columns}) SELECT {columns} FROM pg_temp.kept".encode())
        connection.execute("DELETE FROM city.road")
