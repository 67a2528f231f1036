"""The named checks, each by what it lets through and what it stops."""

import numpy as np
import pytest
import shapely
from shapely import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon

from gis.quality import (
    Array,
    Flaw,
    check_inside,
    check_reach,
    check_validity,
    check_values,
    faulty,
    located,
    shape_for,
)
from gis.registry import Layer
from gis.text import Text

SQUARE = Polygon([(0, 0), (10, 0), (10, 10), (0, 10)])
BOW_TIE = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
FIELDS = [
    {"name": "no", "type": "text", "required": True, "privacy": "open", "title": {"tr": "No", "en": "No"}},
    {"name": "depth_m", "type": "number", "unit": "m", "min": 0, "max": 10, "privacy": "open", "title": {"tr": "Derinlik", "en": "Depth"}},
    {"name": "age", "type": "integer", "max": 120, "privacy": "personal", "activity": "custody", "title": {"tr": "Yaş", "en": "Age"}},
]  # fmt: skip


def layer(geometry: str = "MultiPolygon", checks: tuple[object, ...] = ("valid",)) -> Layer:
    return Layer.model_validate(
        {
            "id": "thing",
            "theme": "city",
            "title": {"tr": "Şey", "en": "Thing"},
            "owner": "survey",
            "geometry": {"type": geometry},
            "fields": FIELDS,
            "checks": checks,
        }
    )


def array(*geometries: object) -> Array:
    held = np.empty(len(geometries), dtype=object)
    held[:] = geometries
    return held


def codes(flaws: tuple[Flaw, ...]) -> dict[str, list[int]]:
    return {f.code: f.rows.tolist() for f in flaws}


@pytest.mark.parametrize(
    ("stored", "given", "kept"),
    [
        ("MultiPolygon", SQUARE, MultiPolygon([SQUARE])),
        ("MultiLineString", LineString([(0, 0), (1, 1)]), MultiLineString([[(0, 0), (1, 1)]])),
        ("MultiPoint", Point(1, 2), MultiPoint([(1, 2)])),
        ("Polygon", MultiPolygon([SQUARE]), SQUARE),
        ("Point", MultiPoint([(1, 2)]), Point(1, 2)),
        ("Point", Point(1, 2), Point(1, 2)),
    ],
)
def test_a_shape_is_brought_to_the_layers_type(stored: str, given: object, kept: object) -> None:
    shaped = shape_for(layer(stored), array(given))
    assert shaped.geometries[0] == kept
    assert shaped.flaws == ()


def test_what_has_no_place_in_the_layer_is_told_apart() -> None:
    two_points = MultiPoint([(0, 0), (1, 1)])
    shaped = shape_for(
        layer("Point"), array(None, Point(), LineString([(0, 0), (1, 1)]), two_points, Point(1, 1))
    )
    assert codes(shaped.flaws) == {"missing_geometry": [0], "empty_geometry": [1], "geometry_type": [2, 3]}
    assert "MultiPoint" in shaped.flaws[2].told(1).en


def test_heights_and_measures_go_and_are_counted() -> None:
    shaped = shape_for(
        layer("Point"), array(Point(1, 2, 3), shapely.from_wkt("POINT M (1 2 9)"), Point(1, 2))
    )
    assert [shapely.to_wkt(g) for g in shaped.geometries] == ["POINT (1 2)"] * 3
    assert shaped.flattened == 2


def test_an_invalid_shape_is_named_with_its_place_and_left_as_it_is() -> None:
    geometries = array(SQUARE, BOW_TIE, None)
    (flaw,) = check_validity(layer(), geometries)
    assert (flaw.code, flaw.rows.tolist(), flaw.severity) == ("invalid_geometry", [1], "error")
    assert flaw.told(0).tr == "Geometri geçersiz: kendi kendini kesiyor (5.00 5.00)."
    assert geometries[1] == BOW_TIE


def test_a_layer_may_publish_invalid_shapes_with_a_warning() -> None:
    flaws = check_validity(layer(checks=({"name": "valid", "severity": "warning"},)), array(BOW_TIE))
    assert not faulty(flaws, 1).any()


def test_coordinates_that_could_not_be_transformed_are_told() -> None:
    assert codes(check_validity(layer("Point"), array(Point(np.inf, np.inf), Point(1, 1)))) == {
        "unprojectable": [0]
    }


def test_only_what_lies_wholly_elsewhere_is_outside() -> None:
    crossing = LineString([(5, 5), (50, 50)])
    flaws = check_inside(array(Point(5, 5), Point(50, 50), crossing, None), SQUARE)
    assert codes(flaws) == {"outside_municipality": [1]}


def test_what_touches_the_city_and_reaches_far_beyond_has_a_wrong_vertex() -> None:
    reaching = LineString([(5, 5), (50, 80_005)])
    strayed = LineString([(5, 5), (-2e7, 5)])
    bounds = shapely.bounds(array(Point(5, 5), strayed, reaching, None, Point(np.inf, 1)))
    flaws = check_reach(bounds, SQUARE)
    assert codes(flaws) == {"reaches_too_far": [1]}
    assert (
        flaws[0].told(0).en
        == "Reaches more than 80 km beyond the municipality; one of its vertices must be wrong."
    )
    assert flaws[0].place(0) == (-39_997.5, 5)


def test_located_leaves_out_what_has_no_place() -> None:
    kept = located(array(Point(1, 1), Point(), Point(np.inf, 1), None))
    assert [g is not None for g in kept] == [True, False, False, False]


def test_required_values_and_ranges() -> None:
    missing = {"no": np.array([False, True, False]), "depth_m": np.array([False, False, True])}
    flaws = check_values(layer(), {"depth_m": np.array([10.0, 10.5, np.nan])}, missing, {})
    assert codes(flaws) == {"required_missing": [1], "out_of_range": [1]}
    assert flaws[1].told(0).en == "Depth is out of range: 10.5 (0 … 10 m)."


def test_a_personal_value_is_in_no_message() -> None:
    (flaw,) = check_values(layer(), {"age": np.array([473.0])}, {"age": np.array([False])}, {})
    assert "473" not in flaw.told(0).tr + flaw.told(0).en


def test_a_text_is_no_longer_than_its_indexes_take() -> None:
    none = {"no": np.array([False, False])}
    plain = check_values(layer(), {}, none, {"no": np.array([100_000, 100_001])})
    assert codes(plain) == {"text_too_long": [1]}
    keyed = layer().model_copy(update={"key": ("no", "block", "sheet")})
    assert codes(check_values(keyed, {}, none, {"no": np.array([200, 201])})) == {"text_too_long": [1]}


def test_findings_carry_the_rows_own_numbers() -> None:
    flaw = Flaw("odd", np.array([0, 2]), Text(tr="tuhaf {}", en="odd {}"), details=["a", "b"])
    found = list(flaw.findings("thing", np.array([7, 8, 9])))
    assert [(f.row, f.message.en) for f in found] == [(7, "odd a"), (9, "odd b")]
    assert [f.row for f in flaw.findings("thing")] == [1, 3]
