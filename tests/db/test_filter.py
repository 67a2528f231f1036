"""Filters choose the rows that they mean, and the indexes serve them."""

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import assume, given, settings
from pyproj import Transformer

from gis.cql2.compiler import compile_filter
from gis.cql2.json_encoding import parse_json
from gis.cql2.predicate import Predicate
from gis.cql2.text_encoding import parse_text
from gis.crs import CRS84, CrsRef, epsg_uri
from gis.errors import InvalidRequest
from gis.features import FeatureQuery, hits_statement, items_statement
from gis.registry import LayerView, Registry
from gis.territory import Territory
from tests.conftest import STORAGE_SRID
from tests.databases import Database
from tests.filters import (
    DATE,
    DATES,
    FILTERS,
    FLAG,
    NUMBER,
    NUMBERS,
    TEXT,
    TEXTS,
    WHOLE,
    WHOLES,
    Row,
    meaning,
)

WEST, SOUTH = 500_000.0, 4_425_000.0
CITY = Territory((32.99, 39.95, 33.08, 40.02), STORAGE_SRID)
DEGREES = CrsRef(4326, CRS84)
STORAGE = CrsRef(STORAGE_SRID, epsg_uri(STORAGE_SRID))
TREES = 120
SIDE = 100
"""Parcels of 40 m along one side of a square of parcels."""


@pytest.fixture(scope="module")
def tree(registry: Registry) -> LayerView:
    view = registry.view("tree", "public")
    assert view is not None
    return view


@pytest.fixture(scope="module")
def parcel(registry: Registry) -> LayerView:
    view = registry.view("parcel", "public")
    assert view is not None
    return view


@pytest.fixture(scope="module")
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.conninfo, autocommit=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def trees(connection: psycopg.Connection) -> dict[int, Row]:
    """Trees of few values, so that filters meet them; each value may be missing. By id."""
    chance = random.Random(5)
    found: dict[int, Row] = {}
    connection.execute("DROP INDEX city.tree_key")
    for at in range(TREES):
        row = {
            TEXT: chance.choice(TEXTS),
            NUMBER: chance.choice([None, *(n for n in NUMBERS if n >= 0)]),
            WHOLE: chance.choice([None, *WHOLES]),
            DATE: chance.choice([None, *DATES]),
            FLAG: chance.choice([None, True, False]),
        }
        made = connection.execute(
            f"INSERT INTO city.tree ({', '.join(row)}, changed_by, geom) "  # names of the test's own
            "VALUES (%s, %s, %s, %s, %s, 'test', ST_SetSRID(ST_MakePoint(%s, %s), %s)) RETURNING id",
            [*row.values(), WEST + at % 10 * 10, SOUTH + at // 10 * 10, STORAGE_SRID],
        ).fetchone()
        assert made is not None
        found[made[0]] = row
    return found


@pytest.fixture(scope="module")
def parcels(connection: psycopg.Connection) -> None:
    """Ten thousand of them, side by side; the first two blocks are called as people do."""
    connection.execute(
        """
        INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, locality, registered_area_m2, changed_by, geom)
        SELECT '1', (n / 100)::text, n::text, CASE n WHEN 5 THEN 'Işıklar Köyü' WHEN 6 THEN 'ışıklar köyü' ELSE 'Mevki ' || n END,
               n, 'test',
               ST_Multi(ST_MakeEnvelope(%(west)s + n %% %(side)s * 40, %(south)s + n / %(side)s * 40,
                                        %(west)s + n %% %(side)s * 40 + 40, %(south)s + n / %(side)s * 40 + 40, %(srid)s))
        FROM generate_series(0, %(last)s) AS n
        """,
        {"west": WEST, "south": SOUTH, "side": SIDE, "srid": STORAGE_SRID, "last": SIDE * SIDE - 1},
    )
    connection.execute("ANALYZE city.parcel")


def filtered(text: str, view: LayerView, crs: CrsRef = DEGREES) -> Predicate:
    return compile_filter(parse_text(text), view, CITY, crs)


def rows(connection: psycopg.Connection, view: LayerView, predicate: Predicate) -> list[dict[str, Any]]:
    statement = items_statement(view, FeatureQuery(limit=SIDE * SIDE, filter=predicate))
    assert not statement.prepare
    found = connection.execute(statement.text, statement.values).fetchone()
    assert found is not None
    features: list[dict[str, Any]] = json.loads(b"[" + found[0] + b"]")
    assert found[5] in (None, len(features))
    return features


def chosen(connection: psycopg.Connection, view: LayerView, text: str, crs: CrsRef = DEGREES) -> list[int]:
    return [f["properties"]["registered_area_m2"] for f in rows(connection, view, filtered(text, view, crs))]


@settings(deadline=None, max_examples=400)
@given(filter_=FILTERS)
def test_a_filter_chooses_the_rows_that_it_means(
    connection: psycopg.Connection, trees: dict[int, Row], tree: LayerView, filter_: Any
) -> None:
    try:
        predicate = compile_filter(parse_json(json.dumps(filter_)), tree, CITY, DEGREES)
    except InvalidRequest as refused:
        assume(refused.code != "bad_filter")  # a literal divided by zero
        raise
    found = {feature["id"] for feature in rows(connection, tree, predicate)}
    assert found == {number for number, row in trees.items() if meaning(filter_, row) is True}


@settings(deadline=None, max_examples=50)
@given(one=FILTERS, other=FILTERS)
def test_denials_follow_de_morgan(
    connection: psycopg.Connection, trees: dict[int, Row], tree: LayerView, one: Any, other: Any
) -> None:
    both = {"op": "not", "args": [{"op": "and", "args": [one, other]}]}
    either = {"op": "or", "args": [{"op": "not", "args": [part]} for part in (one, other)]}
    answers = []
    for filter_ in (both, either):
        try:
            answers.append(
                rows(connection, tree, compile_filter(parse_json(json.dumps(filter_)), tree, CITY, DEGREES))
            )
        except InvalidRequest:
            answers.append([])
    assert answers[0] == answers[1]


BLOCK = f"BBOX({WEST + 41},{SOUTH + 41},{WEST + 79},{SOUTH + 79})"
POINT = f"POINT({WEST + 60} {SOUTH + 60})"
AREA = f"POLYGON(({WEST} {SOUTH},{WEST + 80} {SOUTH},{WEST + 80} {SOUTH + 80},{WEST} {SOUTH + 80},{WEST} {SOUTH}))"


def swapped(text: str) -> str:
    """The storage CRS gives the northing first."""
    text = re.sub(r"([\d.]+) ([\d.]+)", r"\2 \1", text)
    return re.sub(r"BBOX\(([\d.]+),([\d.]+),([\d.]+),([\d.]+)\)", r"BBOX(\2,\1,\4,\3)", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"S_INTERSECTS(geometry, {POINT})", {101}),
        (f"S_INTERSECTS(\"geom\", {BLOCK})", {101}),
        (f"S_CONTAINS(geometry, {BLOCK})", {101}),
        (f"S_WITHIN(geometry, {AREA})", {0, 1, 100, 101}),
        (f"S_CONTAINS({AREA}, geometry)", {0, 1, 100, 101}),
        (f"S_INTERSECTS(geometry, {AREA}) AND NOT S_WITHIN(geometry, {AREA})", {2, 102, 200, 201, 202}),
        (f"S_TOUCHES(geometry, {AREA})", {2, 102, 200, 201, 202}),
        (f"S_OVERLAPS(geometry, POLYGON(({WEST + 50} {SOUTH + 50},{WEST + 90} {SOUTH + 50},{WEST + 90} {SOUTH + 60},{WEST + 50} {SOUTH + 60},{WEST + 50} {SOUTH + 50})))", {101, 102}),
        (f"S_CROSSES(geometry, LINESTRING({WEST + 60} {SOUTH + 60},{WEST + 100} {SOUTH + 60}))", {101, 102}),
        (f"S_EQUALS(geometry, MULTIPOLYGON((({WEST} {SOUTH},{WEST + 40} {SOUTH},{WEST + 40} {SOUTH + 40},{WEST} {SOUTH + 40},{WEST} {SOUTH}))))", {0}),
        (f"S_INTERSECTS(geometry, GEOMETRYCOLLECTION({POINT},LINESTRING({WEST + 1} {SOUTH + 1},{WEST + 2} {SOUTH + 2})))", {0, 101}),
        (f"S_INTERSECTS(geometry, {AREA}) AND NOT S_DISJOINT(geometry, {POINT})", {101}),
        ("S_INTERSECTS(geometry, BBOX(0,0,1,1)) OR S_WITHIN(geometry, POINT(0 0))", set()),
        (f"S_INTERSECTS({POINT}, {AREA}) AND block_no = '0' AND registered_area_m2 < 2", {0, 1}),
        ("registered_area_m2 < 2 AND S_INTERSECTS(geometry, geom) AND geometry IS NOT NULL", {0, 1}),
    ],
)  # fmt: skip
def test_places_are_compared(
    connection: psycopg.Connection, parcels: None, parcel: LayerView, text: str, expected: set[int]
) -> None:
    assert set(chosen(connection, parcel, swapped(text), STORAGE)) == expected


@pytest.mark.parametrize(("srid", "digits"), [(None, 9), (4326, 9), (3857, 4), (STORAGE_SRID, 4)])
def test_a_place_is_the_same_in_every_crs(
    connection: psycopg.Connection, parcels: None, parcel: LayerView, srid: int | None, digits: int
) -> None:
    crs = DEGREES if srid is None else CrsRef(srid, epsg_uri(srid))
    turn = Transformer.from_crs(STORAGE_SRID, crs.srid, always_xy=True).transform
    ring = [turn(WEST + x, SOUTH + y) for x, y in ((41, 41), (2039, 41), (2039, 79), (41, 79), (41, 41))]
    written = ",".join(
        " ".join(f"{n:.{digits}f}" for n in (xy[::-1] if crs.northing_first else xy)) for xy in ring
    )
    expected = [100 + n for n in range(1, 51)]
    assert chosen(connection, parcel, f"S_INTERSECTS(geometry, POLYGON(({written})))", crs) == expected


def test_what_reaches_round_the_earth_is_cut_to_the_city(
    connection: psycopg.Connection, parcels: None, parcel: LayerView
) -> None:
    world = "POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))"
    for text in (f"S_WITHIN(geometry, {world})", "S_INTERSECTS(geometry, BBOX(-180,-90,180,90))"):
        assert len(chosen(connection, parcel, text)) == SIDE * SIDE
    line = "S_INTERSECTS(geometry, LINESTRING(-170 39.97,170 39.97))"
    assert len(chosen(connection, parcel, line)) >= SIDE


def plan(connection: psycopg.Connection, view: LayerView, text: str, crs: CrsRef = DEGREES) -> str:
    statement = hits_statement(view, FeatureQuery(filter=filtered(text, view, crs)))
    assert not isinstance(statement.text, bytes)
    told = connection.execute(b"EXPLAIN " + statement.text.as_string().encode(), statement.values)
    return "\n".join(line for (line,) in told)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        (f"S_INTERSECTS(geometry, {BLOCK})", "parcel_geom"),
        (f"S_WITHIN(geometry, {AREA})", "parcel_geom"),
        (f"S_CONTAINS({AREA}, geometry) AND block_no <> '7'", "parcel_geom"),
        ("neighbourhood_code = '1' AND block_no = '17' AND parcel_no = '1701'", "parcel_key"),
        ("parcel_no = '1701'", "parcel_"),
        ("parcel_no LIKE '1701%'", "parcel_find_parcel_no"),
        ("CASEI(parcel_no) LIKE CASEI('%1701%')", "parcel_find_parcel_no"),
        ("ACCENTI(CASEI(parcel_no)) = ACCENTI(CASEI('1701'))", "parcel_find_parcel_no"),
        ("registered_area_m2 = 170", "parcel_sort_registered_area_m2"),
        ("registered_area_m2 BETWEEN 100 + 1 AND 100 * 2", "parcel_sort_registered_area_m2"),
        ("id = 4711", "parcel_pkey"),
        ("id IN (1, 2, 3)", "parcel_pkey"),
    ],
)  # fmt: skip
def test_an_index_serves(
    connection: psycopg.Connection, parcels: None, parcel: LayerView, text: str, index: str
) -> None:
    told = plan(connection, parcel, swapped(text), STORAGE)
    assert index in told
    assert "Seq Scan" not in told


def test_letters_fold_as_the_search_folds_them(
    connection: psycopg.Connection, parcels: None, parcel: LayerView
) -> None:
    assert set(chosen(connection, parcel, "CASEI(locality) = CASEI('IŞIKLAR KÖYÜ')")) == {5, 6}
    assert set(chosen(connection, parcel, "ACCENTI(CASEI(locality)) LIKE 'isik%'")) == {5, 6}
    assert set(chosen(connection, parcel, "locality LIKE 'Işık%'")) == {5}
    assert chosen(connection, parcel, "CASEI(locality) LIKE 'isik%'") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DATE('2026-05-19') < DATE('2026-05-20')", True),
        ("T_DURING(TIMESTAMP('2026-05-19T10:00:00Z'), INTERVAL('2026-05-19', '2026-05-19'))", True),
        ("T_INTERSECTS(TIMESTAMP('2026-05-19T23:59:59.5Z'), DATE('2026-05-19'))", True),
        ("T_AFTER(TIMESTAMP('2026-05-19T23:59:59Z'), DATE('2026-05-19'))", False),
        ("T_CONTAINS(INTERVAL('..', '..'), DATE('2026-05-19'))", True),
        ("T_MEETS(INTERVAL('2026-01-01','2026-02-01'), INTERVAL('2026-02-01','2026-03-01'))", True),
        ("T_METBY(INTERVAL('2026-02-01','2026-03-01'), INTERVAL('2026-01-01','2026-02-01'))", True),
        ("T_OVERLAPS(INTERVAL('2026-01-01','2026-02-02'), INTERVAL('2026-02-01','2026-03-01'))", True),
        ("T_OVERLAPPEDBY(INTERVAL('2026-02-01','2026-03-01'), INTERVAL('2026-01-01','2026-02-02'))", True),
        ("T_STARTS(INTERVAL('2026-01-01','2026-02-01'), INTERVAL('2026-01-01','2026-03-01'))", True),
        ("T_STARTEDBY(INTERVAL('2026-01-01','2026-03-01'), INTERVAL('2026-01-01','2026-02-01'))", True),
        ("T_FINISHES(INTERVAL('2026-02-01','2026-03-01'), INTERVAL('2026-01-01','2026-03-01'))", True),
        ("T_FINISHEDBY(INTERVAL('2026-01-01','2026-03-01'), INTERVAL('2026-02-01','2026-03-01'))", True),
        ("T_EQUALS(INTERVAL('2026-01-01','2026-03-01'), INTERVAL('2026-01-01','2026-03-01'))", True),
        ("T_DISJOINT(INTERVAL('2026-01-01','2026-01-03'), INTERVAL('2026-02-01','..'))", True),
        ("T_BEFORE(INTERVAL('..','2026-01-03'), INTERVAL('2026-01-03','..'))", False),
        ("7 DIV 2 = 3 AND 7 % 4 = 3 AND 2^3 = 8 AND -7 div 2 = -3 AND 1/4 = 0.25", True),
        ("registered_area_m2 * 0 + 7 DIV 2 = 3 AND (registered_area_m2 + 7) % 1 = 0", True),
        ("registered_area_m2 / 0 IS NULL AND NOT (registered_area_m2 % 0 = 1) IS NULL", False),
        ("'a' < 'ç' AND 'ç' < 'd' AND 'ı' < 'i'", True),
        ("TRUE AND NOT FALSE AND (1 = 1) = TRUE", True),
        ("'%' LIKE '\\%' AND NOT 'a' LIKE '\\%'", True),
    ],
)  # fmt: skip
def test_functions_without_properties(
    connection: psycopg.Connection, parcels: None, parcel: LayerView, text: str, expected: bool
) -> None:
    found = chosen(connection, parcel, f"id = (id) AND registered_area_m2 = 1 AND ({text})")
    assert found == ([1] if expected else [])


@pytest.mark.parametrize("text", ["registered_area_m2 ^ 400 > 1", "(0 - registered_area_m2 - 1) ^ 0.5 > 1"])
def test_what_cannot_be_computed_is_an_error_of_data(
    connection: psycopg.Connection, parcels: None, parcel: LayerView, text: str
) -> None:
    with pytest.raises(psycopg.DataError):
        chosen(connection, parcel, text)
