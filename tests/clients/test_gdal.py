"""GDAL's OGC API driver, by its programs: `ogrinfo` lists, `ogr2ogr` reads."""

import os
import re
import subprocess
from pathlib import Path

import geopandas as gpd
import pytest

from tests.clients.sample_source import (
    PARCEL_KEY,
    STORAGE_CRS,
    assert_same,
    cameras,
    collections,
    parcels,
    roads,
    steady_box,
)
from tests.running_kent import PASSWORD, TECHNICIAN, RunningKent

pytestmark = pytest.mark.needs("gdal")

SIGNED_IN = (
    "--config",
    "GDAL_HTTP_AUTH",
    "BASIC",
    "--config",
    "GDAL_HTTP_USERPWD",
    f"{TECHNICIAN}:{PASSWORD}",
)
WRONG = (*SIGNED_IN[:-1], f"{TECHNICIAN}:1453")


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )


def listed(kent: RunningKent, *options: str) -> dict[str, str]:
    """Layer -> title, as `ogrinfo` names them."""
    told = run("ogrinfo", "-q", *options, f"OAPIF:{kent.url}/ogc")
    assert told.returncode == 0, told.stderr
    return dict(re.findall(r"^\d+: (\w+) \(title: ([^)]*)\)", told.stdout, re.MULTILINE))


def read(kent: RunningKent, layer: str, to: Path, *options: str) -> gpd.GeoDataFrame:
    """A layer's features after `ogr2ogr` has put them into a GeoPackage."""
    done = run("ogr2ogr", "-f", "GPKG", *options, str(to / f"{layer}.gpkg"), f"OAPIF:{kent.url}/ogc", layer)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return gpd.read_file(to / f"{layer}.gpkg")


def test_its_tile_driver_reads_what_is_served(kent: RunningKent) -> None:
    """As docs/serving.md says: the driver asks for ``{x}/{y}.pbf`` wherever the TileJSON's bounds reach."""
    whole = run("ogrinfo", "-ro", "-so", f"MVT:{kent.url}/tiles/parcel/16", "parcel")
    assert whole.returncode == 0, whole.stderr
    count = re.search(r"Feature Count: (\d+)", whole.stdout)
    assert count is not None
    assert int(count[1]) >= len(parcels()), "a parcel on a border is in two tiles"
    assert "block_no: String" in whole.stdout
    tile = run("ogrinfo", "-ro", "-q", f"MVT:{kent.url}/tiles/parcel/16/38339/24963.pbf")
    assert tile.stdout.strip() == "1: parcel (Polygon)"


def test_the_public_finds_its_layers_and_no_other(kent: RunningKent) -> None:
    found = listed(kent)
    assert found.keys() == collections("public")
    assert found["parcel"] == "Parsel"


def test_the_technician_finds_more(kent: RunningKent) -> None:
    found = listed(kent, *SIGNED_IN)
    assert found.keys() == collections("secure")
    assert found["camera"] == "Kamera"


def test_a_wrong_password_finds_nothing(kent: RunningKent) -> None:
    told = run("ogrinfo", "-q", *WRONG, f"OAPIF:{kent.url}/ogc")
    assert told.returncode != 0
    assert "wrong_credentials" in told.stdout + told.stderr
    assert "parcel" not in told.stdout


@pytest.mark.parametrize("page", ["200", "5000"])
def test_every_parcel_is_read_as_it_is(kent: RunningKent, tmp_path: Path, page: str) -> None:
    assert_same(read(kent, "parcel", tmp_path, "-oo", f"PAGE_SIZE={page}"), parcels(), PARCEL_KEY)


def test_streets_keep_the_decimals_of_their_widths(kent: RunningKent, tmp_path: Path) -> None:
    assert_same(read(kent, "road", tmp_path), roads(), ["road_code"])


def test_parcels_of_a_box(kent: RunningKent, tmp_path: Path) -> None:
    box, expected = steady_box(parcels())
    found = read(kent, "parcel", tmp_path, "-spat", *map(str, box.bounds), "-spat_srs", STORAGE_CRS)
    assert len(found) == expected


def test_the_technician_reads_every_camera_where_it_hangs(kent: RunningKent, tmp_path: Path) -> None:
    assert_same(read(kent, "camera", tmp_path, *SIGNED_IN), cameras(), ["inventory_no"])


def test_the_public_gets_no_camera(kent: RunningKent) -> None:
    told = run("ogrinfo", "-q", f"OAPIF:{kent.url}/ogc", "camera")
    assert told.returncode != 0
    assert "KMR-" not in told.stdout
