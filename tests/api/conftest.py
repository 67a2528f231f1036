"""A served city: the application over a migrated database with a few features, asked within this process."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psycopg
import pytest
import rasterio
import shapely
import yaml
from pyproj import Transformer
from rasterio.transform import from_origin
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from gis.accounts import Account, set_account
from gis.municipality import Home
from gis.registry import Registry
from tests.conftest import STORAGE_SRID
from tests.databases import Database

BASE_URL = "http://kent.test"
WEST, SOUTH = 500_000.0, 4_425_000.0
"""Lower left corner of the city, storage CRS; it is 4 km wide."""
SIDE = 4_000.0
PARCELS = 130
CELL = 20.0
NODATA = -9999.0
HIDDEN = "planted-hidden-value"
"""Lies in fields that the public may not see."""


PASSWORD = "parola-parola"
TECHNICIAN = ("secure", PASSWORD)
"""Signs in with HTTP Basic; each audience has an account of its own name."""


def height[Number: (float, np.ndarray)](easting: Number, northing: Number) -> Number:
    """The elevation model of the tests: a plane, which bilinear interpolation reproduces exactly."""
    return 900 + 0.05 * (easting - WEST) + 0.02 * (northing - SOUTH)


def to_degrees(easting: float, northing: float) -> tuple[float, float]:
    longitude, latitude = Transformer.from_crs(STORAGE_SRID, 4326, always_xy=True).transform(
        easting, northing
    )
    return float(longitude), float(latitude)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, role_secret: bytes) -> Home:
    """A municipality with an elevation model that all may see, and one that only the secure audience may."""
    path = tmp_path_factory.mktemp("home")
    outline = shapely.segmentize(shapely.box(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE), 500)
    degrees = shapely.transform(outline, lambda xy: np.array([to_degrees(*point) for point in xy]))
    (path / "boundary.geojson").write_text(shapely.to_geojson(degrees))
    (path / "secrets").mkdir()
    (path / "secrets" / "roles").write_text(role_secret.hex())
    write_elevation(path / "elevation.tif")
    write_elevation(path / "depth.tif")
    settings = {
        "name": {"tr": "Örnekşehir Belediyesi", "en": "Sampletown Municipality"},
        "storage_crs": f"EPSG:{STORAGE_SRID}",
        "boundary": "boundary.geojson",
        "contact": {"email": "cbs@example.org"},
        "coverages": [
            {
                "id": "elevation",
                "title": {"tr": "Yükseklik", "en": "Elevation"},
                "file": "elevation.tif",
                "unit": "m",
                "privacy": "open",
            },
            {
                "id": "depth",
                "title": {"tr": "Derinlik", "en": HIDDEN},
                "file": "depth.tif",
                "unit": "m",
                "privacy": "restricted",
            },
        ],
    }
    (path / "municipality.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True))
    return Home(path)


def write_elevation(path: Path) -> None:
    """The plane of ``height`` in cells of 20 m; the north-eastern quarter has no values."""
    cells = int(SIDE / CELL)
    middles = (np.arange(cells) + 0.5) * CELL
    values = height(WEST + middles[np.newaxis, :], SOUTH + SIDE - middles[:, np.newaxis])
    values[: cells // 2, cells // 2 :] = NODATA
    grid = {
        "driver": "GTiff",
        "width": cells,
        "height": cells,
        "count": 1,
        "dtype": "float64",
        "nodata": NODATA,
    }
    place = {"crs": f"EPSG:{STORAGE_SRID}", "transform": from_origin(WEST, SOUTH + SIDE, CELL, CELL)}
    with rasterio.open(path, "w", **grid, **place) as raster:
        raster.write(values, 1)


@pytest.fixture(scope="module")
def city(database: Database, registry: Registry) -> Database:
    """130 parcels in rows of ten, two points of interest, one camera, one table row."""
    with psycopg.connect(database.conninfo) as connection:
        for at in range(PARCELS):
            x, y = WEST + 100 + at % 10 * 50, SOUTH + 100 + at // 10 * 50
            connection.execute(
                "INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, registered_area_m2, condominium, "
                "land_registry_id, changed_by, geom) VALUES ('1', %s, %s, %s, %s, %s, 'test', "
                "ST_Multi(ST_MakeEnvelope(%s, %s, %s, %s, %s)))",
                [
                    str(100 + at // 10),
                    str(at + 1),
                    1600.5,
                    "condominium",
                    HIDDEN,
                    x,
                    y,
                    x + 40,
                    y + 40,
                    STORAGE_SRID,
                ],
            )
        for name, category, x in (("Çınar <Parkı> & Ömer", "pharmacy", 150), ("=1+2", None, 160)):
            connection.execute(
                "INSERT INTO city.poi (poi_code, name, category, changed_by, geom) "
                "VALUES (%s, %s, %s, 'test', ST_SetSRID(ST_MakePoint(%s, %s), %s))",
                [str(x), name, category, WEST + x, SOUTH + 150, STORAGE_SRID],
            )
        connection.execute(
            "INSERT INTO city.camera (inventory_no, name, ip_address, changed_by, geom) "
            "VALUES ('K1', %s, %s, 'test', ST_SetSRID(ST_MakePoint(%s, %s), %s))",
            [HIDDEN, HIDDEN, WEST + 321.5, SOUTH + 456.5, STORAGE_SRID],
        )
        for layer in ("parcel", "poi", "camera"):
            connection.execute(
                "UPDATE ops.row_count SET n = (CASE layer WHEN 'parcel' THEN %s WHEN 'poi' THEN 2 ELSE 1 END) WHERE layer = %s",
                [PARCELS, layer],
            )
        for audience in registry.audiences:
            set_account(connection, registry, Account(audience, audience, audience), PASSWORD)
    return database


@pytest.fixture(scope="module")
def client(home: Home, city: Database) -> Iterator[TestClient]:
    """The public's requests; ``auth=`` signs in."""
    settings = ServerSettings(home=home.path, public_url=BASE_URL)
    with TestClient(create_app(settings, city.conninfo), base_url=BASE_URL) as asked:
        yield asked
