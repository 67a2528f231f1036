"""Both encodings of CQL2 become one expression."""

import json
from datetime import UTC, date, datetime
from typing import Any

import cql2
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from gis.cql2.expression import Box, Expression, Interval, Literal, Operation, Property
from gis.cql2.json_encoding import parse_json
from gis.cql2.text_encoding import parse_text
from gis.errors import InvalidRequest
from tests.filters import FILTERS, as_text

# Examples of OGC 21-065r2 and of what clients send, in CQL2 Text.
STANDARD = [
    "eo:cloud_cover > 2",
    "vehicle_height > (bridge_clearance-1)",
    "eo:cloud_cover BETWEEN 0.1 AND 0.2",
    "eo:instrument LIKE 'OLI%'",
    "name LIKE '_um\\_ey'",
    "NOT (beamMode='ScanSAR Narrow' AND swathDirection='ascending')",
    "value=field^2+1 AND a<>b",
    "CASEI(road_class) IN (CASEI('Οδος'),CASEI('Straße'))",
    "ACCENTI(etat_vol) = ACCENTI('débárquér')",
    "geophys:SURVEY_NAME IS NOT NULL",
    "category NOT IN (1,2,3,4)",
    "S_INTERSECTS(geom,BBOX(-180,-90,180,90))",
    "S_INTERSECTS(location,POINT(36.319836 32.288087))",
    "S_WITHIN(location,POLYGON((-118 33.8,-117.9 33.8,-117.9 34,-118 34,-118 33.8)))",
    "S_CROSSES(road,LINESTRING(43.7286 -79.2986,43.7311 -79.2996))",
    "S_DISJOINT(geom,MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5))))",
    "S_TOUCHES(geom,GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1)))",
    "S_EQUALS(geom,MULTIPOINT((0 0),(1 1)))",
    "S_OVERLAPS(geom,MULTILINESTRING((0 0,1 1),(2 2,3 3)))",
    "S_CONTAINS(geom,POLYGON Z((0 0 1,1 0 1,1 1 1,0 0 1)))",
    "T_AFTER(built,DATE('2012-06-05'))",
    "T_DURING(INTERVAL(starts_at,ends_at),INTERVAL('2005-01-10','2010-02-10'))",
    "T_FINISHEDBY(INTERVAL(a,b),INTERVAL('..','2010-02-10T05:29:20.073Z'))",
    "updated_at = TIMESTAMP('2012-08-10T05:30:00Z')",
    "T_INTERSECTS(event_time,INTERVAL('1969-07-16T05:32:00Z','..'))",
    "swimming_pool = true AND (floors > 5 OR material LIKE 'brick%') AND NOT under_construction = FALSE",
    "-a*2+b/3-c%4 = -5.25e-3 AND a DIV 2 >= 1",
    # QGIS 3.40 and GDAL
    "(CASEI(\"name\") NOT LIKE CASEI('x%'))",
    "((\"a\" = 1) OR (( - (b)) <= 2))",
    "(NOT (\"a_b\" IN ('Bağ','O''Hara')))",
    "S_INTERSECTS(geometry,BBOX(32.5,39.5,33.25,40))",
    "\"date_field\" >= TIMESTAMP('2026-05-19T10:00:00.000Z')",
    "   a\n=\t1\r\nand b\n= 2 ",
]  # fmt: skip


def test_what_gdal_writes_without_regard_to_case() -> None:
    assert parse_text("name ILIKE 'ata%'") == parse_text("CASEI(name) LIKE CASEI('ata%')")
    assert parse_text("name NOT ILIKE 'a%'") == parse_text("NOT (CASEI(name) LIKE CASEI('a%'))")


@pytest.mark.parametrize("text", STANDARD)
def test_the_text_reads_as_another_library_reads_it(text: str) -> None:
    """cql2 writes what it read as CQL2 JSON."""
    assert parse_text(text) == parse_json(json.dumps(cql2.parse_text(text).to_json()))


@given(FILTERS)
def test_text_and_json_give_the_same(filter_: dict[str, Any]) -> None:
    assert parse_text(as_text(filter_)) == parse_json(json.dumps(filter_))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1 OR b = 2 AND NOT c = 3",
         Operation("or", (Operation("=", (Property("a"), Literal(1))),
                          Operation("and", (Operation("=", (Property("b"), Literal(2))),
                                            Operation("not", (Operation("=", (Property("c"), Literal(3))),))))))),
        ("a = 'O''Hara'", Operation("=", (Property("a"), Literal("O'Hara")))),
        (r"a = 'O\'Hara'", Operation("=", (Property("a"), Literal("O'Hara")))),
        ('"a ""b""" = 9007199254740993', Operation("=", (Property('a "b"'), Literal(9007199254740993)))),
        ("çınar_ağacı IN (-1.5)", Operation("in", (Property("çınar_ağacı"), Literal(-1.5)))),
        ("ANDROID = 'x'", Operation("=", (Property("ANDROID"), Literal("x")))),
        ("a = DATE('2026-05-19')", Operation("=", (Property("a"), Literal(date(2026, 5, 19))))),
        ("a = TIMESTAMP('2026-05-19T10:00:00+03:00')",
         Operation("=", (Property("a"), Literal(datetime(2026, 5, 19, 7, tzinfo=UTC))))),
        ("T_AFTER(a, INTERVAL('..', b))", Operation("t_after", (Property("a"), Interval(None, Property("b"))))),
        ("S_WITHIN(g, BBOX(1,2,0,3,4,9))", Operation("s_within", (Property("g"), Literal(Box((1, 2), (3, 4)))))),
        ("S_WITHIN(g, point z (1 2 3))", Operation("s_within", (Property("g"), Literal(shapely.Point(1, 2))))),
        ("a - 5 = 5-3", Operation("=", (Operation("-", (Property("a"), Literal(5))),
                                        Operation("-", (Literal(5), Literal(3)))))),
    ],
)  # fmt: skip
def test_the_text_means(text: str, expected: Expression) -> None:
    assert parse_text(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", " ", "a", "a =", "= 1", "a == 1", "a = 1;", "a = 1; DROP TABLE x", "a = 'x", 'a" = 1', "a = \"x", "a IN ()", "(a = 1",
     "a = 1)", "a BETWEEN 1", "a LIKE", "a NOT", "S_INTERSECTS(g, POINT(1))", "S_INTERSECTS(g, POLYGON((0 0,1 1)))", "a = NULL",
     "S_INTERSECTS(g, POLYGON((0 0,1 1,0 1,1 0,0 0)))", "S_INTERSECTS(g, BBOX(1,2,3))", "S_INTERSECTS(g, POINT EMPTY)",
     "a = DATE('2026-13-01')", "a = DATE('20260101')", "a = TIMESTAMP('2026-01-01')", "a = DATE(b)", "a = 1e999", "a = 'x\x00'",
     "T_AFTER(a, INTERVAL('x', '..'))", "T_AFTER(a, INTERVAL('2026-01-01'))", "a = '\ud800'", "a IN ('x', b c)", "/* a */ a = 1"],
)  # fmt: skip
def test_what_is_no_filter_is_refused(text: str) -> None:
    if text == "a":
        assert parse_text(text) == Property("a")  # a truth value, if its type allows
        return
    with pytest.raises(InvalidRequest) as told:
        parse_text(text)
    assert told.value.code == "bad_filter"
    assert told.value.told("tr") != told.value.told("en")


@pytest.mark.parametrize(
    "document",
    ["", "{", "null", "[]", "{}", '{"op": "="}', '{"op": "=", "args": {}}', '{"op": 1, "args": []}', '{"op": "in", "args": [{"property": "a"}, 1]}',
     '{"property": 1}', '{"op": "=", "args": [{"property": "a"}, null]}', '{"op": "=", "args": [{"property": "a"}, NaN]}',
     '{"op": "s_within", "args": [{"property": "g"}, {"type": "Point", "coordinates": ["a", 2]}]}',
     '{"op": "s_within", "args": [{"property": "g"}, {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}]}',
     '{"op": "s_within", "args": [{"property": "g"}, {"type": "Point", "coordinates": []}]}',
     '{"op": "s_within", "args": [{"property": "g"}, {"type": "Circle", "coordinates": [1, 2]}]}',
     '{"op": "s_within", "args": [{"property": "g"}, {"bbox": [1, 2, 3, "4"]}]}',
     '{"op": "=", "args": [{"property": "a"}, {"date": 5}]}', '{"op": "t_after", "args": [{"property": "a"}, {"interval": [1, 2]}]}',
     '{"op": "=", "args": [{"property": "a"}, "\\u0000"]}', '{"op": "=", "args": [{"property": "a"}, 1e999]}'],
)  # fmt: skip
def test_what_is_no_json_filter_is_refused(document: str) -> None:
    with pytest.raises(InvalidRequest) as told:
        parse_json(document)
    assert told.value.code == "bad_filter"


def nested(levels: int) -> str:
    return '{"op": "not", "args": [' * levels + "true" + "]}" * levels


@pytest.mark.parametrize(
    "text",
    ["(" * 5_000, "NOT " * 5_000 + "a", "casei(" * 3_000, "a = " + "a + (" * 200 + "1" + ")" * 200,
     " AND ".join(["a = 1"] * 2_000), f"a IN ({','.join(['1'] * 10_001)})", "a = '" + "x" * 40_000 + "'", "a = " + "- " * 5_000 + "b",
     "S_WITHIN(g, " + "GEOMETRYCOLLECTION(" * 900 + "POINT(1 1)" + ")" * 900 + ")", "a IN ('" + "\\'," * 10_000, '"' + '""' * 15_000,
     "a IN (" + "'x'," * 7_000, "S_WITHIN(g, POLYGON((" + "0 0," * 8_000 + "x)))"],
)  # fmt: skip
def test_what_would_take_long_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest):
        parse_text(text)


@pytest.mark.parametrize(
    "document",
    [nested(101), nested(5_000), "[" * 100_000, '{"op": "and", "args": [' + ",".join([nested(1)] * 1_001) + "]}",
     '{"op": "in", "args": [{"property": "a"}, [' + ",".join(["1"] * 10_001) + "]]}", '"' + "x" * 300_000 + '"',
     '{"type": "Point", "coordinates": ' + "[" * 900 + "]" * 900 + "}"],
)  # fmt: skip
def test_what_would_take_long_is_refused_as_json(document: str) -> None:
    with pytest.raises(InvalidRequest):
        parse_json(document)


def test_a_hundred_levels_and_ten_thousand_members_are_read() -> None:
    parse_text("(" * 5_000 + "NOT (" * 100 + "a" + ")" * 5_100)
    parse_text(f"a IN ({','.join(['1'] * 10_000)})")
    parse_json(nested(100))


_WORDS = ["a", "'x'", '"b"', "1", "-", "(", ")", ",", "=", "<>", " AND ", " OR ", " NOT ", " IN ", " LIKE ", " BETWEEN ", " IS ", " NULL ",
          "CASEI", "S_WITHIN", "POINT", "POLYGON", "(1 2)", "Z", "DATE", "INTERVAL", "BBOX", "GEOMETRYCOLLECTION", "'", '"', "\\", "%", "div ", "\n"]  # fmt: skip


@given(st.lists(st.sampled_from(_WORDS), max_size=60).map("".join) | st.text(max_size=60))
@example("((((((((((((((((((((((((")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_text(text)
    except InvalidRequest:
        return


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["op", "args", "property", "date", "timestamp", "interval", "bbox", "type", "coordinates", "geometries"]),
        inner | st.sampled_from(["=", "and", "in", "Point", "Polygon", "2026-01-01", "-"]),
        max_size=3,
    ),
)  # fmt: skip


@given(_JSON)
def test_any_json_is_read_or_refused(document: Any) -> None:
    try:
        parse_json(json.dumps(document))
    except InvalidRequest:
        return
