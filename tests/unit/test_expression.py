"""MapLibre expressions worked out with what is known."""

import pytest
from pydantic import JsonValue

from gis.derive.expression import fields_read, reduce

STATUS: JsonValue = ["get", "status"]


@pytest.mark.parametrize(
    ("expression", "worked_out"),
    [
        (STATUS, "active"),
        (["has", "status"], True),
        (["has", "name"], False),
        (["match", STATUS, ["planned", "active"], 1, "gone", 2, 3], 1),
        (["match", ["get", "name"], "a", 1, 3], 3),
        (["case", ["has", "name"], "named", ["==", STATUS, "active"], "live", "other"], "live"),
        (["coalesce", ["get", "name"], ["get", "code"], "none"], ["coalesce", ["get", "code"], "none"]),
        (["all", ["==", STATUS, "active"], ["==", ["get", "code"], 1]], ["all", ["==", ["get", "code"], 1]]),
        (["any", ["has", "name"], ["!=", STATUS, "active"]], False),
        (["!", ["in", STATUS, ["literal", ["planned", "active"]]]], False),
        (["concat", STATUS, "/", ["get", "name"]], "active/"),
        (["*", 2, ["get", "name"]], None),
        ([">", ["get", "name"], 3], False),
        (["interpolate", ["linear"], ["get", "name"], 0, 1, 10, 2], None),
    ],
)
def test_a_known_property_is_worked_in(expression: JsonValue, worked_out: JsonValue) -> None:
    assert reduce(expression, {"status": "active", "name": None}) == worked_out


def test_what_is_not_known_stays_an_expression() -> None:
    width: JsonValue = ["interpolate", ["linear"], ["zoom"], 10, 1, 14, ["*", 2, ["get", "width_m"]]]

    assert reduce(width, {"status": "active"}) == width


def test_the_labels_of_a_match_are_no_expressions() -> None:
    kind: JsonValue = ["match", ["get", "kind"], ["all", "any"], "both", ["case"], "one", "neither"]

    assert reduce(kind, {"status": "active"}) == kind
    assert reduce(kind, {"kind": "any"}) == "both"


@pytest.mark.parametrize(
    ("zoom", "expected"), [(8, 1.0), (10, 1.0), (12, 1 + 4 * 3 / 15), (14, 5.0), (20, 5.0)]
)
def test_a_known_zoom_gives_the_value_on_the_curve(zoom: float, expected: float) -> None:
    width: JsonValue = ["interpolate", ["exponential", 2], ["zoom"], 10, 1, 14, 5]

    assert reduce(width, {}, zoom=zoom) == pytest.approx(expected)


def test_a_step_holds_until_the_next_one() -> None:
    text: JsonValue = ["step", ["zoom"], "number", 19, "block/number"]

    assert [reduce(text, {}, zoom=z) for z in (17, 18.9, 19)] == ["number", "number", "block/number"]


def test_every_field_an_expression_reads_is_found() -> None:
    label: JsonValue = [
        "case",
        ["has", "block_no"],
        ["concat", ["get", "block_no"], "/", ["get", "parcel_no"]],
        "",
    ]

    assert fields_read(label) == {"block_no", "parcel_no"}
    assert fields_read(["in", "x", ["literal", ["get", "name"]]]) == frozenset()
