"""Run the official suites against a served sample city and write what passed into the conformance page."""

import argparse
import sys
import tempfile
from pathlib import Path

import httpx

from gis.database import cluster
from tests.api.test_tiles import HALF
from tests.conformance.official import Suite, page, run_suite
from tests.free_port import free_port
from tests.running_kent import RunningKent

BEGIN, END = "<!-- official: begin -->", "<!-- official: end -->"
_COLLECTION = "parcel"
_ZOOM = 16


def main() -> int:
    """0 when nothing failed and nothing owed was skipped."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--suites", type=Path, required=True, help="the folder of the suites' files")
    arguments.add_argument("--page", type=Path, required=True, help="the page that tells the results")
    given = arguments.parse_args()
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        kent = RunningKent(Path(folder) / "home", port)
        try:
            cluster.start(kent.home, durable=False)
            kent.up()
            results = [
                (suite, run_suite(suite, given.suites, Path(folder) / suite.name)) for suite in _suites(kent)
            ]
        finally:
            kent.command("down")
            cluster.remove(kent.home)
    _write(given.page, page(results))
    print(page(results))
    return 1 if any(one.owed for _, outcomes in results for one in outcomes) else 0


def _suites(kent: RunningKent) -> list[Suite]:
    root = f"{kent.url}/ogc"
    row, column = _tile_with_data(kent)
    tiles = {
        "iut": root,
        "tilematrixsetdefinitionuri": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
        "urltemplatefortiles": f"{root}/collections/{_COLLECTION}/tiles/WebMercatorQuad/{{tileMatrix}}/{{tileRow}}/{{tileCol}}",
        "tilematrix": str(_ZOOM),
        "mintilerow": str(row),
        "maxtilerow": str(row),
        "mintilecol": str(column),
        "maxtilecol": str(column),
    }
    return [
        Suite("ets-ogcapi-features10", "1.9", {"iut": root, "noofcollections": "20"}),
        Suite("ets-ogcapi-tiles10", "1.2", tiles),
    ]


def _tile_with_data(kent: RunningKent) -> tuple[int, int]:
    """Row and column of a tile that holds the first parcel: the suite takes an empty one for a failure."""
    web_mercator = "http://www.opengis.net/def/crs/EPSG/0/3857"
    answer = httpx.get(
        f"{kent.url}/ogc/collections/{_COLLECTION}/items", params={"limit": 1, "crs": web_mercator}
    ).json()
    coordinates = answer["features"][0]["geometry"]["coordinates"]
    while isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    width = 2 * HALF / 2**_ZOOM
    return int((HALF - coordinates[1]) / width), int((coordinates[0] + HALF) / width)


def _write(path: Path, found: str) -> None:
    before, _, rest = path.read_text().partition(BEGIN)
    path.write_text(f"{before}{BEGIN}\n\n{found}\n{END}{rest.partition(END)[2]}")


if __name__ == "__main__":
    sys.exit(main())
