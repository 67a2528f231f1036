"""References in a circle: between layers they are refused before anything is read; between rows of one file they end."""

from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from etl.circles import in_circles
from etl.load import load
from etl.report import LoadReport
from etl.source import SourceRequest
from gis.errors import RegistryError
from gis.municipality import Home
from tests.etl.files import write_geojson
from tests.etl.homes import home_in

Ducts = dict[str, str | None]
"""Number -> the number of the duct it runs inside."""


def ducts(folder: Path, inside: Ducts) -> SourceRequest:
    places: list[BaseGeometry] = [
        LineString([(32.80, 39.92 + n * 0.0001), (32.81, 39.92 + n * 0.0001)]) for n in range(len(inside))
    ]
    columns: dict[str, list[str | None]] = {"GOZ_NO": list(inside), "UST_GOZ": list(inside.values())}
    return SourceRequest(write_geojson(folder / "duct.geojson", columns, places))


def quarantined(connection: psycopg.Connection, report: LoadReport) -> set[tuple[int, str]]:
    found = connection.execute(
        "SELECT row_no, code FROM ops.quarantine WHERE load_id = %s", (report.load_id,)
    )
    return {(row, code) for row, code in found}


def test_rows_in_a_circle_are_set_aside_and_the_others_published(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    inside: Ducts = {
        "A": "B",
        "B": "C",
        "C": "A",
        "self": "self",
        "leaf": "A",
        "D": "E",
        "E": None,
        "F": "gone",
    }
    report = load(home, connection, "duct", ducts(folder, inside))
    assert quarantined(connection, report) == {(row, "circular_relation") for row in (1, 2, 3, 4)}
    assert report.counts.inserted == 4
    assert "Dış göz" in report.findings[0].example.tr


def test_a_row_that_closes_a_circle_with_what_is_published_is_set_aside(
    home: Home, connection: psycopg.Connection, folder: Path
) -> None:
    load(home, connection, "duct", ducts(folder, {"A": "B", "B": "C", "C": None}))
    report = load(home, connection, "duct", ducts(folder, {"C": "A", "G": "A"}))
    assert quarantined(connection, report) == {(1, "circular_relation")}
    turned = load(home, connection, "duct", ducts(folder, {"A": None, "B": "A", "C": "B"}))
    assert (turned.counts.changed, turned.counts.quarantined) == (3, 0)


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 12)))
def test_circles_are_found_whatever_names_what(following: dict[int, int]) -> None:
    def returns(start: int) -> bool:
        here = start
        return any((here := following.get(here, -1)) == start for _ in following)

    assert in_circles(following) == {n for n in following if returns(n)}


def test_a_long_chain_takes_no_longer_than_it_is() -> None:
    chain = {n: n + 1 for n in range(200_000)}
    assert in_circles(chain) == set()
    assert in_circles({**chain, 200_000: 0}) == {*chain, 200_000}


SEAT = """\
id: {own}
theme: city
title: {{tr: {own}, en: {own}}}
owner: works
geometry: {{type: Point, privacy: open}}
key: [{own}_no]
fields:
  - {{name: {own}_no, type: text, privacy: open, title: {{tr: No, en: No}}}}
  - {{name: other_id, type: reference, layer: {other}, privacy: open, title: {{tr: Öteki, en: Other}}}}
"""


@pytest.mark.parametrize(
    "circle", [("bench", "bench"), ("bench", "seat"), tuple(f"link{n}" for n in range(40))], ids=len
)
def test_layers_in_a_circle_are_named_and_nothing_of_the_batch_is_loaded(
    connection: psycopg.Connection, folder: Path, circle: tuple[str, ...]
) -> None:
    home = home_in(folder)
    members = list(dict.fromkeys(circle))
    for own, other in zip(members, [*members[1:], members[0]], strict=True):
        text = SEAT.format(own=own, other=other)
        (home.path / "layers" / f"{own}.yaml").write_text(text, encoding="utf-8")
    before = connection.execute("SELECT count(*) FROM ops.load").fetchone()
    file = write_geojson(
        folder / "duct.geojson", {"GOZ_NO": ["1"]}, [LineString([(32.8, 39.92), (32.81, 39.92)])]
    )
    with pytest.raises(RegistryError) as refused:
        load(Home(home.path), connection, "duct", SourceRequest(file))
    for language in (refused.value.message.tr, refused.value.message.en):
        assert "→" in language
        assert all(member in language for member in members)
    assert connection.execute("SELECT count(*) FROM ops.load").fetchone() == before
