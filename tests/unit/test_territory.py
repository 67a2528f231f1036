"""Boxes of requests, from anywhere on earth and in every CRS that is served; tiles that are near enough to be flat."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from api.ogc.items_request import parse_bbox
from gis.crs import Bounds, CrsRef, operation
from gis.errors import InvalidRequest
from gis.territory import Territory
from gis.tile_matrix_set import BUFFER, WEB_MERCATOR_QUAD

ANKARA = Territory((32.8, 39.9, 32.95, 40.0), 5255)
SERVED = pytest.mark.parametrize("crs", ANKARA.served, ids=lambda ref: ref.uri.rsplit("/", 1)[-1])
FINITE = st.floats(allow_nan=False, allow_infinity=False)
LONGITUDE, LATITUDE = st.floats(-180, 180), st.floats(-90, 90)


def within(crs: CrsRef, longitude: float, latitude: float) -> tuple[float, float]:
    """Easting and northing, by pyproj alone."""
    x, y = Transformer.from_crs(4326, crs.srid, always_xy=True).transform(longitude, latitude)
    return float(x), float(y)


@SERVED
@settings(deadline=None)
@given(st.floats(32.81, 32.94), st.floats(39.91, 39.99), st.floats(1e-4, 0.5), st.floats(1e-4, 0.5))
def test_a_box_around_a_place_contains_it(
    crs: CrsRef, longitude: float, latitude: float, share_x: float, share_y: float
) -> None:
    """Whatever its size, up to the whole range of the CRS."""
    x, y = within(crs, longitude, latitude)
    span = (180.0, 90.0) if crs.geographic else (4e7, 4e7)
    box = (x - share_x * span[0], y - share_y * span[1], x + share_x * span[0], y + share_y * span[1])
    if crs.geographic:
        box = (max(box[0], -180.0), max(box[1], -90.0), min(box[2], 180.0), min(box[3], 90.0))
    area = ANKARA.area(box, crs)
    assert area is not None
    shape = shapely.from_wkb(area)
    assert np.isfinite(shapely.get_coordinates(shape)).all()
    assert shape.buffer(0.001).contains(shapely.Point(*ANKARA.point(longitude, latitude) or ()))


@SERVED
@settings(deadline=None)
@given(FINITE, FINITE, FINITE, FINITE)
def test_no_box_is_too_large_or_too_far(crs: CrsRef, a: float, b: float, c: float, d: float) -> None:
    """What cannot be a place of the CRS is refused; everything else is answered, with a shape of bounded size."""
    text = ",".join(map(repr, (min(a, c), min(b, d), max(a, c), max(b, d))))
    try:
        box = parse_bbox(text, crs)
    except InvalidRequest:
        assert crs.geographic
        return
    area = ANKARA.area(box, crs)
    assert area is None or shapely.get_num_coordinates(shapely.from_wkb(area)) < 10_000


@settings(deadline=None)
@given(LONGITUDE, LATITUDE, LONGITUDE, LATITUDE)
def test_a_box_whose_west_lies_east_crosses_the_antimeridian(
    west: float, south: float, east: float, north: float
) -> None:
    """It holds what the two boxes on either side hold, and nothing else (RFC 7946, section 5.2)."""
    south, north = min(south, north), max(south, north)
    if west <= east:
        return
    crs = ANKARA.served[0]
    whole = ANKARA.area((west, south, east, north), crs)
    sides = [ANKARA.area((west, south, 180.0, north), crs), ANKARA.area((-180.0, south, east, north), crs)]
    found = [shapely.from_wkb(side) for side in sides if side is not None]
    assert (whole is None) == (not found)
    if whole is not None:
        apart = shapely.symmetric_difference(shapely.from_wkb(whole), shapely.union_all(found))
        assert apart.area < 1e-3 * max(1.0, shapely.from_wkb(whole).area * 1e-6)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("-180,-90,180,90", True),
        ("-180,90,180,90", False),  # the north pole, a line along the upper edge
        ("-180,-90,180,-89.9", False),
        ("170,-90,-170,90", False),  # across the antimeridian, past Türkiye
        ("32,-90,-170,90", True),
        ("32.8,39.9,-1000,32.95,40,9000", True),  # heights select nothing
        ("180,39,180,41", False),
    ],
)
def test_poles_and_the_far_side_of_the_earth(text: str, found: bool) -> None:
    crs = ANKARA.served[0]
    assert (ANKARA.area(parse_bbox(text, crs), crs) is not None) == found


@pytest.mark.parametrize(
    "text",
    [
        "32,39,5,33,40,1",
        "32,39,33",
        "32,39,33,40,1",
        "nan,39,33,40",
        "32,39,1e999,40",
        "32,41,33,40",
        "a,b,c,d",
        "",
        ",",
    ],
)
def test_a_box_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest):
        parse_bbox(text, ANKARA.served[0])


CITIES = {
    "Ankara": ((32.5, 39.7, 33.2, 40.2), 5255),
    "Edirne": ((26.3, 41.5, 26.8, 41.9), 5253),
    "Hakkâri": ((43.5, 37.3, 44.3, 37.8), 5258),
    "Anamur, in UTM": ((32.6, 35.9, 33.1, 36.4), 32636),
}


@pytest.mark.parametrize(("bounds", "srid"), CITIES.values(), ids=CITIES)
@settings(deadline=None)
@given(
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    place=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    level=st.integers(15, 20),
)
def test_a_plane_does_for_a_projection_within_a_tile(
    bounds: Bounds, srid: int, at: tuple[float, float], place: tuple[float, float], level: int
) -> None:
    """To within a quarter of a tile's step, wherever a vertex lies in it."""
    territory = Territory(bounds, srid)
    longitude, latitude = (
        low + (high - low) * share for low, high, share in zip(bounds[:2], bounds[2:], at, strict=True)
    )
    tile = WEB_MERCATOR_QUAD.limits((longitude, latitude, longitude, latitude), level)
    address = (level, tile.min_column, tile.min_row)
    plane = territory.plane(*address, 4096)
    assert plane is not None
    a, b, d, e, xoff, yoff = plane
    west, south, east, north = WEB_MERCATOR_QUAD.bounds(*address, BUFFER)
    x, y = west + (east - west) * place[0], south + (north - south) * place[1]
    stored_x, stored_y = operation(3857, srid, bounds).transformer.transform(x, y)
    off = np.hypot(a * stored_x + b * stored_y + xoff - x, d * stored_x + e * stored_y + yoff - y)
    assert off < 0.25 * WEB_MERCATOR_QUAD.width / 2**level / 4096


@pytest.mark.parametrize(("srid", "level"), [(5255, 13), (2321, 18)], ids=["a wide tile", "another datum"])
def test_no_plane_does_for(srid: int, level: int) -> None:
    territory = Territory(ANKARA.boundary, srid)
    tile = WEB_MERCATOR_QUAD.limits(territory.boundary, level)
    assert territory.plane(level, tile.min_column, tile.min_row, 4096) is None
