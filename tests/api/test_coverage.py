"""The elevation model as an OGC coverage, and heights at points and along lines."""

import io
import math

import numpy as np
import pytest
import rasterio
from shapely import LineString
from starlette.testclient import TestClient

from gis.elevation import ElevationModel
from gis.municipality import Home
from tests.api.conftest import CELL, NODATA, SIDE, SOUTH, TECHNICIAN, WEST, height, to_degrees
from tests.conftest import STORAGE_SRID

COVERAGE = "/ogc/collections/elevation/coverage"
CELLS = int(SIDE / CELL)


def elevation(client: TestClient, easting: float, northing: float) -> float | None:
    longitude, latitude = to_degrees(easting, northing)
    answer = client.get("/api/elevation", params={"lon": longitude, "lat": latitude})
    assert answer.status_code == 200, answer.text
    found: float | None = answer.json()["elevation_m"]
    return found


def test_the_whole_raster_as_geotiff(client: TestClient) -> None:
    answer = client.get(COVERAGE, params={"f": "GTiff"})
    assert answer.headers["content-type"].startswith("image/tiff")
    with rasterio.open(io.BytesIO(answer.content)) as raster:
        assert raster.crs.to_epsg() == STORAGE_SRID
        assert raster.shape == (CELLS, CELLS)
        assert raster.read(1)[-1, 0] == pytest.approx(height(WEST + CELL / 2, SOUTH + CELL / 2))


def test_a_part_as_geotiff_lies_where_the_whole_does(client: TestClient) -> None:
    west, south = to_degrees(WEST + 500, SOUTH + 500)
    east, north = to_degrees(WEST + 900, SOUTH + 900)
    answer = client.get(COVERAGE, params={"f": "GTiff", "bbox": f"{west},{south},{east},{north}"})
    with rasterio.open(io.BytesIO(answer.content)) as raster:
        assert 20 <= raster.width <= 22
        assert 20 <= raster.height <= 22
        for row, column in ((0, 0), (raster.height - 1, raster.width - 1)):
            assert raster.read(1)[row, column] == pytest.approx(height(*raster.xy(row, column)))


def test_coveragejson_places_its_values(client: TestClient) -> None:
    answer = client.get(
        COVERAGE, params={"subset": f"x({WEST + 100}:{WEST + 300}),y({SOUTH + 100}:{SOUTH + 200})"}
    )
    assert answer.headers["content-type"].startswith("application/prs.coverage+json")
    coverage = answer.json()
    axes, values = coverage["domain"]["axes"], coverage["ranges"]["1"]
    assert coverage["domain"]["referencing"][0]["system"]["id"].endswith(f"/EPSG/0/{STORAGE_SRID}")
    assert coverage["parameters"]["1"]["description"]["tr"] == "Yükseklik"
    x = np.linspace(axes["x"]["start"], axes["x"]["stop"], axes["x"]["num"])
    y = np.linspace(axes["y"]["start"], axes["y"]["stop"], axes["y"]["num"])
    assert values["shape"] == [len(y), len(x)] == [5, 10]
    assert np.reshape(values["values"], values["shape"]) == pytest.approx(
        height(x[np.newaxis, :], y[:, np.newaxis])
    )


def test_cells_without_a_value_are_null(client: TestClient) -> None:
    coverage = client.get(COVERAGE).json()
    values = coverage["ranges"]["1"]["values"]
    assert values.count(None) == (CELLS // 2) ** 2
    assert NODATA not in values


@pytest.mark.parametrize(
    "question",
    ["bbox=1,2,3", "bbox=10,10,11,11", "bbox=a,b,c,d", "subset=x(1:2)", "subset=nonsense", "subset=z(1:2)",
     "properties=9", "bbox-crs=EPSG:3857", "subset=x(1)"],
)  # fmt: skip
def test_a_question_the_raster_cannot_answer_is_refused(client: TestClient, question: str) -> None:
    for format_ in ("json", "GTiff", "html"):
        answer = client.get(f"{COVERAGE}?{question}&f={format_}")
        assert answer.status_code == 400, (format_, answer.text)


def test_a_hidden_raster_serves_no_height(client: TestClient) -> None:
    place = {"lon": 33.01, "lat": 39.965, "coverage": "depth"}
    assert client.get("/api/elevation", params=place).status_code == 404
    assert client.get("/api/elevation", params=place, auth=TECHNICIAN).status_code == 200


@pytest.mark.parametrize(("east", "north"), [(1003.7, 1511.1), (1000, 1000), (10.0, 10.0), (1950.1, 3000.5)])
def test_a_height_is_interpolated_between_cells(client: TestClient, east: float, north: float) -> None:
    found = elevation(client, WEST + east, SOUTH + north)
    assert found == pytest.approx(height(WEST + east, SOUTH + north), abs=2e-3)


def test_the_border_cells_answer_out_to_the_border(client: TestClient) -> None:
    corner = elevation(client, WEST + 0.5, SOUTH + 0.5)
    assert corner == pytest.approx(height(WEST + CELL / 2, SOUTH + CELL / 2), abs=2e-3)


@pytest.mark.parametrize(("east", "north"), [(3000, 3000), (-50, 100), (100, SIDE + 50), (50_000, 0)])
def test_without_a_value_or_outside_there_is_no_height(client: TestClient, east: float, north: float) -> None:
    assert elevation(client, WEST + east, SOUTH + north) is None


def test_beside_a_gap_the_cell_itself_answers(client: TestClient) -> None:
    # Just west of the gap, the eastern neighbours have no value.
    found = elevation(client, WEST + SIDE / 2 - 3, SOUTH + 3010)
    assert found == pytest.approx(height(WEST + SIDE / 2 - CELL / 2, SOUTH + 3010), abs=2e-3)


def test_a_profile_follows_its_line(client: TestClient) -> None:
    bends = [(100.0, 100.0), (1100.0, 100.0), (1100.0, 600.0)]
    degrees = [to_degrees(WEST + x, SOUTH + y) for x, y in bends]
    text = ", ".join(f"{lon} {lat}" for lon, lat in degrees)
    profile = client.get("/api/elevation", params={"line": f"LINESTRING({text})", "step_m": 50}).json()[
        "profile"
    ]
    distances = [point["distance_m"] for point in profile]
    assert distances == pytest.approx([50.0 * n for n in range(31)], abs=1e-2)
    for point in profile:
        along = point["distance_m"]
        east, north = (100 + along, 100) if along <= 1000 else (1100, 100 + along - 1000)
        assert point["elevation_m"] == pytest.approx(height(WEST + east, SOUTH + north), abs=5e-3)
        assert math.dist(to_degrees(WEST + east, SOUTH + north), (point["lon"], point["lat"])) < 1e-7
    posted = client.post(
        "/api/elevation", json={"line": {"type": "LineString", "coordinates": degrees}, "step_m": 50}
    )
    assert posted.json()["profile"] == profile


def test_a_long_profile_is_read_in_parts(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    model = ElevationModel(home.path / "elevation.tif", STORAGE_SRID, home.boundary.bounds)
    line = LineString([to_degrees(WEST + 10, SOUTH + 10), to_degrees(WEST + 3900, SOUTH + 3950)])
    at_once = model.profile(line, 40)
    monkeypatch.setattr("gis.elevation._CELLS_AT_ONCE", 30)
    assert model.profile(line, 40) == at_once


def test_a_profile_tells_its_gaps(client: TestClient) -> None:
    (a, b), (c, d) = to_degrees(WEST + 1500, SOUTH + 3000), to_degrees(WEST + 2500, SOUTH + 3000)
    profile = client.get("/api/elevation", params={"line": f"LINESTRING({a} {b},{c} {d})"}).json()["profile"]
    known = [point["elevation_m"] is not None for point in profile]
    assert known[0]
    assert not known[-1]
    assert known == sorted(known, reverse=True)


@pytest.mark.parametrize(
    "question",
    ["", "lon=33", "lon=400&lat=39", "lon=x&lat=39", "lon=33&lat=39&line=LINESTRING(33 39,33 40)", "line=nonsense",
     "line=POINT(33 39)", "line=LINESTRING(33 39,33 39)", "line=LINESTRING(33 39,36 41)", "line=LINESTRING EMPTY",
     "line=LINESTRING(500000 4425000,500100 4425000)", "line=LINESTRING(33 39.96,33.01 39.96)&step_m=0.01",
     "line=LINESTRING(33 39.96,33.01 39.96)&step_m=-1", "lon=nan&lat=39"],
)  # fmt: skip
def test_a_bad_question_is_told(client: TestClient, question: str) -> None:
    answer = client.get(f"/api/elevation?{question}")
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_bad_body_is_told(client: TestClient) -> None:
    for body in (
        {},
        {"line": {"type": "Point", "coordinates": [33, 39]}},
        {"line": {"nonsense": 1}},
        {"line": "x", "step_m": 0},
    ):
        assert client.post("/api/elevation", json=body).status_code in (400, 422)
