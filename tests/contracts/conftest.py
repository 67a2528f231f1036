"""The planted city, served; shared by every contract."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psycopg
import pytest
import shapely
import yaml
from pyproj import Transformer
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from etl.read_models.refresh import follow_changes
from gis.accounts import Account, set_account
from gis.loading_rights import EDITOR
from gis.municipality import Home
from gis.registry import Registry
from tests.conftest import STORAGE_SRID
from tests.contracts.planted import SOUTH, WEST, PlantedLayer, plant
from tests.databases import Database

BASE_URL = "http://kent.test"
PASSWORD = "planted-password"


@pytest.fixture(scope="package")
def planted_home(tmp_path_factory: pytest.TempPathFactory, role_secret: bytes) -> Path:
    path = tmp_path_factory.mktemp("planted")
    outline = shapely.segmentize(shapely.box(WEST, SOUTH, WEST + 60_000, SOUTH + 60_000), 500)
    to_degrees = Transformer.from_crs(STORAGE_SRID, 4326, always_xy=True)
    degrees = shapely.transform(outline, lambda xy: np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1])))
    (path / "boundary.geojson").write_text(shapely.to_geojson(degrees))
    (path / "secrets").mkdir()
    (path / "secrets" / "roles").write_text(role_secret.hex())
    settings = {
        "name": {"tr": "Ekili", "en": "Planted"},
        "storage_crs": f"EPSG:{STORAGE_SRID}",
        "boundary": "boundary.geojson",
    }
    (path / "municipality.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True))
    return path


@pytest.fixture(scope="module")
def planted(database: Database, registry: Registry, planted_home: Path) -> dict[str, PlantedLayer]:
    with psycopg.connect(database.conninfo) as connection:
        for audience in registry.audiences:
            account = Account(audience, audience, audience, (EDITOR,))
            set_account(connection, registry, account, PASSWORD)
        planted = plant(connection, registry)
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        built = follow_changes(Home(planted_home), connection)
    assert set(built) == {layer.id for layer in registry.layers.values() if layer.levels}
    return planted


@pytest.fixture(scope="module")
def asked(planted_home: Path, database: Database, planted: dict[str, PlantedLayer]) -> Iterator[TestClient]:
    """Requests to the planted city; ``auth=(audience, PASSWORD)`` signs in."""
    settings = ServerSettings(home=planted_home, public_url=BASE_URL)
    with TestClient(
        create_app(settings, database.conninfo), base_url=BASE_URL, follow_redirects=False
    ) as client:
        yield client
