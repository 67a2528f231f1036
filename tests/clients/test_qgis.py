"""QGIS without a screen; what it does stands in `read_with_qgis.py`."""

import json
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import geopandas as gpd
import pytest

from tests.clients.qgis import told_by_qgis
from tests.clients.sample_source import PARCEL_KEY, assert_same, cameras, collections, parcels, roads
from tests.running_kent import PASSWORD, TECHNICIAN, RunningKent

pytestmark = pytest.mark.needs("qgis")

SCRIPT = Path(__file__).with_name("read_with_qgis.py")
TOWN = (30.6031, 39.3548, 800)
"""The middle of the sample city, and metres around it."""
RASTERS = {"elevation"}
"""QGIS 3.22 names every collection as a layer; what is no feature collection cannot be opened as one."""


def qgis(kent: RunningKent, profile: Path, user: tuple[str, str] | None) -> dict[str, Any]:
    """What QGIS finds with a new profile."""
    asked = {"url": kent.url, "user": user, "read": ["parcel", "road", "camera"], "page": 300, "view": TOWN}
    return told_by_qgis(SCRIPT, asked, profile)


@pytest.fixture(scope="module")
def public(kent: RunningKent, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return qgis(kent, tmp_path_factory.mktemp("qgis"), None)


@pytest.fixture(scope="module")
def technician(kent: RunningKent, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return qgis(kent, tmp_path_factory.mktemp("qgis"), (TECHNICIAN, PASSWORD))


def frame(layer: dict[str, Any]) -> gpd.GeoDataFrame:
    assert layer["valid"]
    assert layer["count"] == len(layer["features"])
    places = gpd.GeoSeries.from_wkb(
        [bytes.fromhex(feature["wkb"]) for feature in layer["features"]], crs=layer["crs"]
    )
    return gpd.GeoDataFrame([feature["properties"] for feature in layer["features"]], geometry=places)


def test_the_public_finds_its_layers_and_no_other(public: dict[str, Any]) -> None:
    assert public["listed"].keys() - RASTERS == collections("public")
    assert public["listed"]["parcel"] in ("Parsel", "Parcel")


def test_the_technician_finds_more(technician: dict[str, Any]) -> None:
    assert technician["listed"].keys() - RASTERS == collections("secure")


def test_every_parcel_is_read_as_it_is(public: dict[str, Any]) -> None:
    assert_same(frame(public["layers"]["parcel"]), parcels(), PARCEL_KEY)


def test_streets_keep_the_decimals_of_their_widths(public: dict[str, Any]) -> None:
    assert_same(frame(public["layers"]["road"]), roads(), ["road_code"])


def test_the_technician_reads_every_camera_where_it_hangs(technician: dict[str, Any]) -> None:
    assert_same(frame(technician["layers"]["camera"]), cameras(), ["inventory_no"])


def test_vector_tiles_are_drawn(public: dict[str, Any]) -> None:
    assert public["drawn"]["parcel"] > 400 * 400 / 2


def test_vector_tiles_are_drawn_in_the_city_s_own_style(kent: RunningKent, public: dict[str, Any]) -> None:
    with urlopen(f"{kent.url}/styles/city") as answer:
        paint = {layer["id"]: layer["paint"] for layer in json.load(answer)["layers"]}
    assert paint["parcel.area"]["fill-color"] in public["drawn_in_style"]
    assert len(public["drawn_in_style"]) > 3  # buildings by use and streets by class are coloured apart


def test_the_technician_alone_sees_cameras_drawn(public: dict[str, Any], technician: dict[str, Any]) -> None:
    assert public["drawn"]["camera"] == 0
    assert technician["drawn"]["camera"] > 0
