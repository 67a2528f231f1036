"""geopandas, as people at a notebook use it."""

import geopandas as gpd
import pytest
from pyproj import CRS

from tests.clients.sample_source import PARCEL_KEY, assert_same, cameras, parcels
from tests.running_kent import PASSWORD, TECHNICIAN, RunningKent


def test_an_address_of_features_is_read_like_a_file(kent: RunningKent) -> None:
    found = gpd.read_file(f"{kent.url}/ogc/collections/parcel/items?limit=10000")
    assert_same(found, parcels(), PARCEL_KEY)


@pytest.mark.parametrize("crs", ["OGC:CRS84", "EPSG:4326", "EPSG:3857", "EPSG:5254"])
def test_the_whole_service_is_read_in_any_of_its_crss(kent: RunningKent, crs: str) -> None:
    found = gpd.read_file(f"OAPIF:{kent.url}/ogc", layer="parcel", CRS=crs, PAGE_SIZE=300)
    assert CRS(found.crs).is_projected == CRS(crs).is_projected  # CRS84 and EPSG:4326 are one to GDAL
    assert_same(found, parcels(), PARCEL_KEY)


def test_the_technician_reads_every_camera_where_it_hangs(kent: RunningKent) -> None:
    signed_in = f"{TECHNICIAN}:{PASSWORD}"
    found = gpd.read_file(f"OAPIF:{kent.url}/ogc", layer="camera", CRS="EPSG:5254", USERPWD=signed_in)
    assert_same(found, cameras(), ["inventory_no"])
