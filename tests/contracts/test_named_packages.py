"""Each package that Kent is said to stand on does real work on the way of ``make up``: what users have through it, and lose without it.

The commands are run as users run them, once as they are and once with the package as if it were not installed.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import psycopg
import pytest
import rasterio
from pyproj import Transformer

from gis.definitions import load_registry
from tests.databases import Database, DatabaseServer
from tests.running_kent import RunningKent
from tests.unit.sample_files import EXPECTED, SAMPLES

WITHOUT = Path(__file__).with_name("without_package")
PARCELS = ("load", "parcel", str(SAMPLES / "parcel.zip"), "--encoding", "cp1254", "--plan", "--json")
BUILDINGS = ("load", "building", str(SAMPLES / "building.gpkg"), "--plan", "--json")
SEWERS = ("load", "sewer_pipe", str(SAMPLES / "sewer_pipe.gpkg"), "--plan", "--json")


def lose(kent: RunningKent, package: str, *command: str, **variables: str) -> None:
    """The command ends with nothing done, for want of the package and for no other reason."""
    done = kent.run(*command, PYTHONPATH=str(WITHOUT), KENT_TEST_WITHOUT=package, **variables)
    assert done.returncode != 0
    assert done.stdout == ""
    assert f"No module named '{package}" in done.stderr.splitlines()[-1]


def planned(kent: RunningKent, command: tuple[str, ...]) -> dict[str, Any]:
    """What a load would do, as it says itself."""
    done = kent.run(*command)
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def asked(kent: RunningKent, path: str, **parameters: object) -> Any:
    with urlopen(f"{kent.url}{path}?{urlencode(parameters)}") as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def parcels_plan(kent: RunningKent) -> dict[str, Any]:
    return planned(kent, PARCELS)


@pytest.fixture
def empty(server: DatabaseServer, database_names: Iterator[str]) -> Iterator[Database]:
    """A database with nothing in it."""
    made = server.create(next(database_names))
    try:
        yield made
    finally:
        server.drop(made.name)


def tables(database: Database) -> dict[str, str]:
    """Layer -> type of its geometry column."""
    with psycopg.connect(database.conninfo) as connection:
        return dict(
            connection.execute(
                "SELECT relname::text, format_type(atttypid, atttypmod) FROM pg_attribute "
                "JOIN pg_class ON pg_class.oid = attrelid "
                "WHERE relnamespace = to_regnamespace('city') AND relkind = 'r' AND attname = 'geom'"
            ).fetchall()
        )


def test_geopandas_holds_the_rows_of_a_file(kent: RunningKent, parcels_plan: dict[str, Any]) -> None:
    assert parcels_plan["counts"]["rows"] == EXPECTED["parcel"]["rows"]
    lose(kent, "geopandas", *PARCELS)


def test_shapely_finds_the_invalid_parcels(kent: RunningKent, parcels_plan: dict[str, Any]) -> None:
    found = {finding["code"]: finding["count"] for finding in parcels_plan["findings"]}
    assert found == EXPECTED["parcel"]["quarantined"]
    lose(kent, "shapely", *PARCELS)


def test_fiona_says_what_a_file_holds(kent: RunningKent) -> None:
    done = kent.run(*SEWERS)
    assert done.returncode == 1  # a plan asks; it does not fail
    assert json.loads(done.stdout)["question"]["layers"] == ["kanal_hatti", "muayene_bacasi"]
    lose(kent, "fiona", *SEWERS)


def test_pyproj_brings_buildings_from_degrees_into_the_municipality(kent: RunningKent) -> None:
    found = planned(kent, BUILDINGS)
    assert found["plan"]["crs"] == "EPSG:4326 WGS 84"
    assert {finding["code"] for finding in found["findings"]} == {"unknown_code"}
    lose(kent, "pyproj", *BUILDINGS)


def test_sqlalchemy_and_geoalchemy2_make_the_tables(kent: RunningKent, empty: Database) -> None:
    for package in ("sqlalchemy", "geoalchemy2"):
        lose(kent, package, "migrate", KENT_DATABASE_URL=empty.conninfo)
        assert tables(empty) == {}
    done = kent.run("migrate", KENT_DATABASE_URL=empty.conninfo)
    assert done.returncode == 0, done.stderr
    made = tables(empty)
    assert made["parcel"] == "geometry(MultiPolygon,5254)"
    placed = {layer.id for layer in load_registry().layers.values() if layer.geometry != "none"}
    assert made.keys() == placed


def test_fastapi_answers_searches(kent: RunningKent) -> None:
    found = asked(kent, "/api/search", q="çınarlı bulvarı")
    assert "Çınarlı Bulvarı" in [result["title"] for result in found["results"]]
    lose(kent, "fastapi", "serve")


def test_pygeoapi_describes_the_collections(kent: RunningKent) -> None:
    found = asked(kent, "/ogc/collections", f="json", lang="en")
    assert "Parcel" in [collection["title"] for collection in found["collections"]]
    lose(kent, "pygeoapi", "serve")


def test_rasterio_tells_how_high_a_place_lies(kent: RunningKent) -> None:
    with rasterio.open(SAMPLES / "elevation.tif") as raster:
        row, column = raster.height // 2, raster.width // 2
        height = float(raster.read(1)[row, column])
        place = Transformer.from_crs(raster.crs, 4326, always_xy=True).transform(*raster.xy(row, column))
    found = asked(kent, "/api/elevation", lon=place[0], lat=place[1])
    assert found["elevation_m"] == pytest.approx(height, abs=0.01)
    lose(kent, "rasterio", "serve")
