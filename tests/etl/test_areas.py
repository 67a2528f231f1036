"""Areas written as 1.295: the geometries tell whether that is a large parcel or a little over a square metre."""

from pathlib import Path

import psycopg
import pytest
import shapely
from shapely import box
from shapely.geometry.base import BaseGeometry

from etl.load import load
from etl.source import SourceRequest
from gis.errors import SourceError
from gis.municipality import Home
from tests.etl.files import write_geojson

LOTS: list[BaseGeometry] = [box(32.80 + n * 0.001, 39.92, 32.8004 + n * 0.001, 39.9204) for n in range(3)]
"""Of 1,517 m² each."""


def parcels(folder: Path, areas: list[str | None], lots: list[BaseGeometry]) -> SourceRequest:
    columns: dict[str, list[str | None]] = {
        "MAHALLE_ID": ["8"] * 3,
        "ADA": ["100"] * 3,
        "PARSEL": ["1", "2", "3"],
        "ALAN": areas,
    }
    return SourceRequest(write_geojson(folder / "parsel.geojson", columns, lots))


def areas(connection: psycopg.Connection) -> list[float | None]:
    found = connection.execute("SELECT registered_area_m2 FROM city.parcel ORDER BY parcel_no")
    return [area for (area,) in found]


def test_thousands_are_told_by_the_ground(home: Home, connection: psycopg.Connection, folder: Path) -> None:
    report = load(home, connection, "parcel", parcels(folder, ["1.295", "1.517", None], LOTS))
    assert areas(connection) == [1295, 1517, None]
    [note] = report.plan.notes
    assert "ALAN" in note.tr
    assert "tr_number" in note.en
    assert {c.field: c.format for c in report.plan.columns}["registered_area_m2"] == "tr_number"


def test_decimals_are_told_by_the_ground(home: Home, connection: psycopg.Connection, folder: Path) -> None:
    plots = [shapely.affinity.scale(lot, 1 / 32, 1 / 32) for lot in LOTS]
    load(home, connection, "parcel", parcels(folder, ["1.295", "1.517", "1.480"], plots))
    assert areas(connection) == [1.295, 1.517, 1.48]


def test_what_the_ground_does_not_tell_is_asked(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    nowhere: list[BaseGeometry] = [shapely.affinity.scale(lot, 1 / 6, 1 / 6) for lot in LOTS]
    for written, lots in (
        (["1.295", "1.517", "1.480"], nowhere),
        (["1.295", "1.517,5", "1,517.5"], LOTS),  # both ways of writing in one column
    ):
        with pytest.raises(SourceError) as asked:
            load(home, connection, "parcel", parcels(folder, list(written), lots))
        assert asked.value.code == "ambiguous_values"
    assert areas(connection) == []
