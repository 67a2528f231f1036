"""A layer without geometry loads from a table like any other, and refers to features that have a place."""

from pathlib import Path

import openpyxl
import psycopg
import pytest
from shapely import Point

from etl.load import load
from etl.source import SourceRequest
from gis.municipality import Home
from tests.etl.files import write_geojson
from tests.etl.test_load import counts, stored

RACKS = "KABINET_NO;ODA_NO;YUKSEKLIK_U;GUC_KW"
GOOD = ("KBN-01;SO-01;42;6,5", "KBN-02;SO-01;24;4,5")


@pytest.fixture
def room(home: Home, connection: psycopg.Connection, folder: Path) -> int:
    """The id of the one system room."""
    held = {"ODA_NO": ["SO-01"], "ODA_ADI": ["Sistem Odası"]}
    load(
        home,
        connection,
        "system_room",
        SourceRequest(write_geojson(folder / "room.geojson", held, [Point(32.85, 39.95)])),
    )
    ((found,),) = stored(connection, "id", "system_room")
    return int(found)


def racks(folder: Path, *rows: str) -> SourceRequest:
    file = folder / "kabinet.csv"
    file.write_text("\r\n".join((RACKS, *rows)) + "\r\n", encoding="cp1254")
    return SourceRequest(file, encoding="cp1254")


def test_rows_without_a_place_refer_to_those_that_have_one(
    home: Home, connection: psycopg.Connection, folder: Path, room: int
) -> None:
    report = load(home, connection, "rack", racks(folder, *GOOD))
    assert counts(report) == (2, 0, 0, 0, 0)
    assert stored(connection, "rack_no, room_id, height_u, power_kw", "rack") == [
        ("KBN-01", room, 42, 6.5),
        ("KBN-02", room, 24, 4.5),
    ]


def test_a_second_load_changes_what_changed(
    home: Home, connection: psycopg.Connection, folder: Path, room: int
) -> None:
    load(home, connection, "rack", racks(folder, *GOOD))
    again = load(home, connection, "rack", racks(folder, GOOD[0], "KBN-02;SO-01;30;4,5"))
    assert counts(again) == (0, 1, 1, 0, 0)
    assert stored(connection, "rack_no, height_u", "rack", "history") == [("KBN-02", 24)]


def test_bad_rows_are_set_aside(home: Home, connection: psycopg.Connection, folder: Path, room: int) -> None:
    bad = ("KBN-03;SO-99;42;6,5", "KBN-04;SO-01;99;6,5", "KBN-05;SO-01;;6,5")
    report = load(home, connection, "rack", racks(folder, *GOOD, *bad))
    assert counts(report) == (2, 0, 0, 0, 3)
    assert {f.code for f in report.findings} == {"unresolved_reference", "out_of_range", "required_missing"}


def test_a_worksheet_will_do(home: Home, connection: psycopg.Connection, folder: Path, room: int) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (RACKS, *GOOD):
        sheet.append(line.split(";"))
    book.save(folder / "kabinet.xlsx")
    report = load(home, connection, "rack", SourceRequest(folder / "kabinet.xlsx"))
    assert counts(report) == (2, 0, 0, 0, 0)
