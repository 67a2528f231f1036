"""Programs that read vector tiles: GDAL's MVT driver, and the PMTiles file of `kent export` in two libraries."""

import gzip
import json
import subprocess
from pathlib import Path

import geopandas as gpd
import httpx
import pyogrio
import pytest
import shapely
from pmtiles.reader import MmapSource, Reader

from gis.tile_matrix_set import WEB_MERCATOR_QUAD
from tests.clients.sample_source import PARCEL_KEY, parcels
from tests.running_kent import RunningKent

ZOOM = 16
UNIT_M = WEB_MERCATOR_QUAD.width / 2**ZOOM / 4096
"""Web mercator metres between two places that a tile tells apart."""


def whole(parts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Features put together from their parts in several tiles, in the order of their keys."""
    united = parts.dissolve(PARCEL_KEY, method="unary", grid_size=UNIT_M / 8)
    return united.reset_index().sort_values(PARCEL_KEY, ignore_index=True)


def require_every_parcel(parts: gpd.GeoDataFrame) -> None:
    """Each of the sample's parcels, whole and in its place, to within a unit of the tiles."""
    expected = parcels().to_crs(3857)
    found = whole(parts)
    assert found[PARCEL_KEY].to_numpy().tolist() == expected[PARCEL_KEY].to_numpy().tolist()
    apart = shapely.hausdorff_distance(found.geometry.to_numpy(), expected.geometry.to_numpy(), densify=0.25)
    assert apart.max() < 2 * UNIT_M


@pytest.fixture(scope="module")
def archive(kent: RunningKent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("export") / "parcel.pmtiles"
    told = kent.command(
        "export", "--pmtiles", str(file), "--layers", "parcel,poi", "--zooms", "14-16", "--json"
    )
    report = json.loads(told)
    assert (report["bytes"], report["layers"]) == (file.stat().st_size, ["parcel", "poi"])
    return file


def test_the_file_holds_what_the_server_draws(kent: RunningKent, archive: Path) -> None:
    with archive.open("rb") as file:
        reader = Reader(MmapSource(file))
        header, metadata = reader.header(), reader.metadata()
        assert [layer["id"] for layer in metadata["vector_layers"]] == ["parcel", "poi"]
        box = tuple(header[f"{side}_e7"] / 1e7 for side in ("min_lon", "min_lat", "max_lon", "max_lat"))
        limits = WEB_MERCATOR_QUAD.limits((box[0], box[1], box[2], box[3]), 14)
        with httpx.Client(headers={"Accept-Encoding": "gzip"}) as client:
            for x in range(limits.min_column, limits.max_column + 1):
                for y in range(limits.min_row, limits.max_row + 1):
                    served = client.get(f"{kent.url}/tiles/parcel,poi/14/{x}/{y}").content
                    kept = reader.get(14, x, y)
                    assert served == (b"" if kept is None else gzip.decompress(kept))


def test_gdal_reads_the_file_and_every_parcel_is_whole(archive: Path) -> None:
    assert "PMTiles" in pyogrio.list_drivers()
    names = [name for name, _ in pyogrio.list_layers(archive)]
    assert sorted(names) == ["parcel", "poi"]
    require_every_parcel(gpd.read_file(archive, layer="parcel", ZOOM_LEVEL=str(ZOOM)))


@pytest.mark.needs("gdal")
def test_gdals_tile_driver_reads_what_is_served(kent: RunningKent, tmp_path: Path) -> None:
    """A folder of tiles as `MVT:` names it; GDAL cuts each at its borders and the parts make the parcels."""
    document = httpx.get(f"{kent.url}/tiles/parcel.json").json()
    west, south, east, north = document["bounds"]
    limits = WEB_MERCATOR_QUAD.limits((west, south, east, north), ZOOM)
    for x in range(limits.min_column, limits.max_column + 1):
        for y in range(limits.min_row, limits.max_row + 1):
            content = httpx.get(document["tiles"][0].format(z=ZOOM, x=x, y=y)).content
            if content:
                file = tmp_path / str(ZOOM) / str(x) / f"{y}.pbf"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
    done = subprocess.run(
        ["ogr2ogr", "-f", "GPKG", tmp_path / "parcel.gpkg", f"MVT:{tmp_path / str(ZOOM)}", "parcel"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    require_every_parcel(gpd.read_file(tmp_path / "parcel.gpkg").set_crs(3857, allow_override=True))
