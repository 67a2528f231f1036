"""Query parameters of features requests."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from api.ogc.items_request import parse_item, parse_items, write_token
from gis.errors import CrsError, InvalidRequest
from gis.registry import LayerView, Registry
from gis.territory import Territory

ANKARA = Territory((32.8, 39.9, 32.95, 40.0), 5255)
TM33 = "http://www.opengis.net/def/crs/EPSG/0/5255"
WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"


@pytest.fixture(scope="module")
def parcel(registry: Registry) -> LayerView:
    view = registry.view("parcel", "public")
    assert view is not None
    return view


def test_defaults(parcel: LayerView) -> None:
    asked = parse_items([], parcel, ANKARA).query
    assert (asked.limit, asked.offset, asked.area, asked.sort) == (100, 0, None, ())
    assert not asked.crs.northing_first


def test_more_than_the_most_is_cut_to_the_most(parcel: LayerView) -> None:
    assert parse_items([("limit", "999999")], parcel, ANKARA).query.limit == 10_000


@pytest.mark.parametrize(
    ("bbox", "crs"),
    [
        ("32.85,39.95,32.86,39.96", None),
        ("39.95,32.85,39.96,32.86", WGS84),
        ("32.85,39.95,0,32.86,39.96,100", None),
    ],
)
def test_a_box_is_read_in_its_own_axis_order(parcel: LayerView, bbox: str, crs: str | None) -> None:
    given_ = [("bbox", bbox), *([("bbox-crs", crs)] if crs else [])]
    area = parse_items(given_, parcel, ANKARA).query.area
    assert area is not None
    centre = shapely.from_wkb(area).centroid
    place = ANKARA.point(32.855, 39.955)
    assert place is not None
    assert (centre.x, centre.y) == pytest.approx(place, abs=1)


def test_a_box_in_the_storage_crs_gives_northing_first(parcel: LayerView) -> None:
    area = parse_items(
        [("bbox", "4423000,487000,4424000,488000"), ("bbox-crs", TM33)], parcel, ANKARA
    ).query.area
    assert area is not None
    assert shapely.from_wkb(area).bounds == (487000, 4423000, 488000, 4424000)


def test_a_box_across_the_antimeridian_covers_both_ends(parcel: LayerView) -> None:
    around = parse_items([("bbox", "32.9,39.9,-170,40")], parcel, ANKARA).query.area
    assert around is not None
    assert shapely.from_wkb(around).bounds[0] == pytest.approx(ANKARA.point(32.9, 39.95)[0], abs=300)  # type: ignore[index]
    assert parse_items([("bbox", "170,39,-170,41")], parcel, ANKARA).query.nowhere


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"), ("limit", "-1"), ("limit", "ten"), ("limit", ""), ("limit", "1.5"), ("limit", "٣"),
        ("offset", "-1"), ("offset", "99999999999"),
        ("bbox", "1,2,3"), ("bbox", "a,b,c,d"), ("bbox", "nan,1,2,3"), ("bbox", "1,40,2,39"), ("bbox", "181,0,182,1"), ("bbox", ""),
        ("datetime", "yesterday"), ("datetime", "2024-13-01"), ("datetime", "2024-02-01/2024-01-01"), ("datetime", "/"),
        ("sortby", "nothing"), ("sortby", "locality"), ("sortby", "parcel_no,parcel_no"), ("sortby", "parcel_no,-parcel_no"), ("sortby", "parcel_no,"), ("sortby", ""), ("sortby", "parcel_no,nothing"),
        ("properties", "nothing"), ("properties", "land_registry_id"),
        ("skipGeometry", "maybe"), ("resulttype", "some"), ("token", "abc"), ("token", "e30"),
        ("nonsense", "1"), ("land_registry_id", "5"), ("registered_area_m2", "large"), ("registered_area_m2", "inf"),
        ("parcel_no", "\x00"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused(parcel: LayerView, name: str, value: str) -> None:
    from gis.features import items_statement

    with pytest.raises(InvalidRequest) as told:
        items_statement(parcel, parse_items([(name, value)], parcel, ANKARA).query)
    assert told.value.told("tr") != told.value.told("en")


def test_unknown_systems_are_refused(parcel: LayerView) -> None:
    for name in ("crs", "bbox-crs"):
        with pytest.raises(CrsError):
            parse_items([(name, "http://www.opengis.net/def/crs/0/unsupported")], parcel, ANKARA)


def test_a_parameter_is_given_once(parcel: LayerView) -> None:
    with pytest.raises(InvalidRequest):
        parse_items([("limit", "1"), ("limit", "2")], parcel, ANKARA)


def test_one_feature_takes_no_paging(parcel: LayerView) -> None:
    with pytest.raises(InvalidRequest):
        parse_item([("limit", "1")], parcel, ANKARA)


@given(
    st.integers(1, 2**62),
    st.text(max_size=30) | st.none(),
    st.floats(allow_nan=False, allow_infinity=False) | st.none(),
)
def test_a_token_leads_back_to_where_it_was_written(
    registry: Registry, row: int, number: str | None, area: float | None
) -> None:
    view = registry.view("parcel", "public")
    assert view is not None
    given_ = [("sortby", "parcel_no,-registered_area_m2"), ("limit", "7")]
    token = write_token(parse_items(given_, view, ANKARA), row, [number, area])
    if number is not None and "\x00" in number:
        return
    after = parse_items([*given_, ("token", token)], view, ANKARA).query.after
    assert after is not None
    assert (after.id, after.values) == (row, (number, area))


def test_a_token_of_fewer_keys_is_foreign(parcel: LayerView) -> None:
    given_ = [("sortby", "parcel_no")]
    token = write_token(parse_items(given_, parcel, ANKARA), 5, [])
    with pytest.raises(InvalidRequest) as told:
        parse_items([*given_, ("token", token)], parcel, ANKARA)
    assert told.value.code == "bad_token"


def test_a_token_of_another_question_is_foreign(parcel: LayerView) -> None:
    token = write_token(parse_items([("parcel_no", "5")], parcel, ANKARA), 5, [])
    with pytest.raises(InvalidRequest) as told:
        parse_items([("parcel_no", "6"), ("token", token)], parcel, ANKARA)
    assert told.value.code == "bad_token"
