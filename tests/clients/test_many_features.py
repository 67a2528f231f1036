"""A layer of a hundred thousand features, read to its end by the clients that page."""

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest

from api import serving
from gis.database import cluster
from tests.bench.city import BenchCity
from tests.clients.in_qgis import told_by_qgis
from tests.free_port import free_port

SCRIPT = Path(__file__).with_name("filter_with_qgis.py")
FEATURES = 100_000
PAGE = 10_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a city with that many generated parcels."""
    home = tmp_path_factory.mktemp("many") / "home"
    port = free_port()
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("KENT_DATABASE_URL", raising=False)
        try:
            BenchCity.made(home, FEATURES)
            serving.start(home, "127.0.0.1", port, workers=1)
            yield serving.await_healthy(home, timeout=60).url
        finally:
            serving.stop(home)
            cluster.remove(home)


@pytest.mark.needs("qgis")
def test_qgis_pages_to_the_end(served: str, tmp_path: Path) -> None:
    asked = {"url": served, "layer": "parcel", "key": ["block_no", "parcel_no"], "task": "page", "size": PAGE}
    told = told_by_qgis(SCRIPT, asked, tmp_path)
    assert told["valid"]
    assert len(set(told["values"])) == told["count"] == FEATURES


def test_a_current_gdal_pages_to_the_end(served: str) -> None:
    found = gpd.read_file(f"OAPIF:{served}/ogc", layer="parcel", PAGE_SIZE=PAGE)
    assert len(found) == FEATURES
    assert not found.duplicated(["block_no", "parcel_no"]).any()
