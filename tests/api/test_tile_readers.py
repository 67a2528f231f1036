"""Programs that read vector tiles: GDAL's drivers for tiles and for the file that `kent export` writes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import psycopg
import pyogrio
import pytest
import shapely
from starlette.testclient import TestClient

from gis.municipality import Home
from gis.tile_matrix_set import WEB_MERCATOR_QUAD
from tests.api.conftest import PARCELS
from tests.databases import Database

ZOOM = 16
UNIT_M = WEB_MERCATOR_QUAD.width / 2**ZOOM / 4096
"""Web mercator metres between two places that a tile tells apart."""


def require_every_parcel(city: Database, parts: gpd.GeoDataFrame) -> None:
    """The parts that tiles hold make every parcel, whole and in its place, to within a unit of the tiles."""
    with psycopg.connect(city.conninfo) as connection:
        rows = connection.execute(
            "SELECT parcel_no, ST_AsBinary(ST_Transform(geom, 3857)) FROM city.parcel"
        ).fetchall()
    assert len(rows) == PARCELS
    assert set(parts["parcel_no"]) == {number for number, _ in rows}
    assert len(parts) > PARCELS, "no parcel lies on a border, so nothing is tried"
    for number, stored in rows:
        expected: Any = shapely.from_wkb(bytes(stored))
        drawn = parts.geometry[parts["parcel_no"] == number].to_numpy()
        whole: Any = shapely.union_all(shapely.make_valid(drawn), grid_size=UNIT_M / 8)
        assert shapely.hausdorff_distance(whole, expected, densify=0.25) < 2 * UNIT_M, number


@pytest.fixture(scope="module")
def archive(home: Home, city: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command writes."""
    file = tmp_path_factory.mktemp("export") / "parcel.pmtiles"
    done = exported(
        home, city, "--pmtiles", str(file), "--layers", "parcel,poi", "--zooms", "14-16", "--json"
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["bytes"] == file.stat().st_size
    assert (report["layers"], report["zooms"], report["audience"]) == (["parcel", "poi"], [14, 16], "public")
    return file


def exported(home: Home, city: Database, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`kent export` over the tests' database."""
    own = {"KENT_HOME": str(home.path), "KENT_DATABASE_URL": city.conninfo, "KENT_LANGUAGE": "en"}
    command = [str(Path(sys.executable).with_name("kent")), "export", *arguments]
    return subprocess.run(
        command, env=os.environ | own, capture_output=True, text=True, check=False, timeout=200
    )


def test_gdal_reads_the_file_and_every_parcel_is_whole(city: Database, archive: Path) -> None:
    assert sorted(name for name, _ in pyogrio.list_layers(archive)) == ["parcel", "poi"]
    require_every_parcel(city, gpd.read_file(archive, layer="parcel", ZOOM_LEVEL=str(ZOOM)))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--layers", "camera"], "camera has no tiles for public"), (["--layers", "nothing"], "nothing"),
     (["--area", "31,39,30,40"], "--area"), (["--area", "1,2,3"], "--area"), (["--zooms", "9-3"], "--zooms"),
     (["--zooms", "0-23"], "--zooms"), (["--audience", "nobody"], "nobody")],
)  # fmt: skip
def test_what_cannot_be_exported_is_told(
    home: Home, city: Database, tmp_path: Path, arguments: list[str], code: str
) -> None:
    done = exported(home, city, "--pmtiles", str(tmp_path / "none.pmtiles"), *arguments)
    assert done.returncode == 2
    assert code in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_gdals_tile_driver_reads_what_is_served(client: TestClient, city: Database, tmp_path: Path) -> None:
    """A folder of tiles as `MVT:` names it; each is cut at its borders and the parts make the parcels."""
    document = client.get("/tiles/parcel.json").json()
    west, south, east, north = document["bounds"]
    limits = WEB_MERCATOR_QUAD.limits((west, south, east, north), ZOOM)
    for x in range(limits.min_column, limits.max_column + 1):
        for y in range(limits.min_row, limits.max_row + 1):
            if content := client.get(document["tiles"][0].format(z=ZOOM, x=x, y=y)).content:
                file = tmp_path / str(ZOOM) / str(x) / f"{y}.pbf"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
    require_every_parcel(city, gpd.read_file(f"MVT:{tmp_path / str(ZOOM)}", layer="parcel"))
