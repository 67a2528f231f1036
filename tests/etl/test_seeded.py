"""A clean cadastre has no finding; each seeded error is found where it was seeded, and no other."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import psycopg
import pyogrio
import pytest
import shapely
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from etl.load import load
from etl.report import LoadReport
from etl.source import SourceRequest
from gis.municipality import Home

WEST, SOUTH, SIDE = 485_000.0, 4_422_000.0, 30.0
BLOCKS, ROWS, COLUMNS = 4, 5, 10
EXPECTED: dict[str, set[int]] = {
    "overlap": {12, 13}, "gap": {31, 32}, "declared_area": {50}, "invalid_geometry": {61}, "duplicate_key": {70, 71},
    "required_missing": {81}, "duplicate_geometry": {90, 91}, "below_minimum_area": {201}, "missing_geometry": {110},
    "outside_municipality": {120},
}  # fmt: skip
"""Code -> rows of the file."""


def cadastre() -> gpd.GeoDataFrame:
    """Blocks with streets between them, parcels of uneven shapes with shared borders; the last block is a village."""
    noise = np.random.default_rng(1).uniform(-2, 2, (BLOCKS, ROWS + 1, COLUMNS + 1, 2)).round(3)
    noise[..., 1] = noise[..., :1, 1]  # a corner moved eastward stays upon the border between two rows
    rows = []
    for block in range(BLOCKS):
        for row in range(ROWS):
            for column in range(COLUMNS):
                at = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
                corners = [
                    (
                        WEST + block * 400 + c * SIDE + noise[block, r, c, 0],
                        SOUTH + r * SIDE + noise[block, r, c, 1],
                    )
                    for r, c in at
                ]
                shape = Polygon(corners)
                ada = None if block == BLOCKS - 1 else str(100 + block)
                rows.append(("8", ada, str(row * COLUMNS + column + 1), round(shape.area, 2), shape))
    columns = ["MAHALLE_ID", "ADA", "PARSEL", "ALAN", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=5255)


def written(frame: gpd.GeoDataFrame, path: Path) -> SourceRequest:
    pyogrio.write_dataframe(frame, path)
    return SourceRequest(path)


def found(report: LoadReport) -> dict[str, set[int]]:
    codes: dict[str, set[int]] = {}
    for finding in report.findings:
        codes.setdefault(finding.code, set()).update(finding.rows)
    return codes


@pytest.mark.parametrize("name", ["parsel.gpkg", "parsel.shp"])
def test_a_clean_cadastre_has_no_finding(
    home: Home, connection: psycopg.Connection, folder: Path, name: str
) -> None:
    report = load(home, connection, "parcel", written(cadastre(), folder / name))
    assert found(report) == {}
    assert report.counts.inserted == BLOCKS * ROWS * COLUMNS


def test_every_seeded_error_is_found_and_nothing_else(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    clean = cadastre()
    shapes: list[BaseGeometry | None] = list(clean.geometry)
    areas, numbers = clean["ALAN"].tolist(), clean["PARSEL"].tolist()

    def corners(row: int) -> list[tuple[float, float]]:
        return [(x, y) for x, y in shapely.get_coordinates(shapes[row - 1])[:4].tolist()]

    def put(row: int, shape: BaseGeometry | None) -> None:
        shapes[row - 1] = shape
        if shape is not None:
            areas[row - 1] = round(shape.area, 2)

    for row, by in ((12, 0.4), (31, -0.3)):
        a, b, c, d = corners(row)
        put(row, Polygon([a, (b[0] + by, b[1]), (c[0] + by, c[1]), d]))
    areas[49] *= 1.5
    a, b, c, d = corners(61)
    shapes[60] = Polygon([a, c, b, d])
    numbers[70] = numbers[69]
    numbers[80] = None
    put(91, shapes[89])
    put(110, None)
    put(120, box(WEST + 200_000, SOUTH, WEST + 200_030, SOUTH + 30))
    values = {
        "MAHALLE_ID": ["8"] * 201,
        "ADA": [*clean["ADA"], "100"],
        "PARSEL": [*numbers, "900"],
        "ALAN": [*areas, 0.25],
    }
    shapes.append(box(WEST - 100, SOUTH, WEST - 99.5, SOUTH + 0.5))
    frame = gpd.GeoDataFrame(values, geometry=np.array(shapes, dtype=object), crs=5255)
    codes = found(load(home, connection, "parcel", written(frame, folder / "hatali.gpkg")))
    codes["overlap"] -= EXPECTED["duplicate_geometry"]  # the same ground twice is an overlap too
    assert codes == EXPECTED
