"""Tile matrix sets: where tiles lie, anywhere on earth."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from gis.territory import Territory
from gis.tile_matrix_set import BUFFER, TILE_MATRIX_SETS, WEB_MERCATOR_QUAD, WORLD_CRS84_QUAD, TileMatrixSet

SETS = st.sampled_from(list(TILE_MATRIX_SETS.values()))
MERCATOR = Transformer.from_crs(4326, 3857, always_xy=True)
TERRITORIES = {
    "a town": Territory((30.3, 39.2, 30.8, 39.5), 5255),
    "at the antimeridian": Territory((178.5, -17.5, 179.9, -16.5), 32760),
    "beyond the antimeridian": Territory((-179.9, 51.0, -178.0, 53.0), 32601),
    "at the pole": Territory((15.0, 78.0, 30.0, 89.5), 32633),
    "around the earth": Territory((-180.0, -20.0, 180.0, -15.0), 32760),
}


@st.composite
def addresses(draw: st.DrawFn) -> tuple[TileMatrixSet, int, int, int]:
    one = draw(SETS)
    level = draw(st.integers(0, one.deepest))
    column = draw(st.integers(0, (one.columns << level) - 1))
    return one, level, column, draw(st.integers(0, (one.rows << level) - 1))


@given(addresses())
def test_a_tile_divides_into_four(address: tuple[TileMatrixSet, int, int, int]) -> None:
    one, level, column, row = address
    west, south, east, north = one.bounds(level, column, row)
    first, last = (
        one.bounds(level + 1, 2 * column, 2 * row),
        one.bounds(level + 1, 2 * column + 1, 2 * row + 1),
    )
    assert (first[0], first[3], last[1], last[2]) == pytest.approx((west, north, south, east), abs=1e-6)
    assert one.holds(level, column, row)


@given(SETS, st.integers(-3, 30), st.integers(-3, 2**31), st.integers(-3, 2**31))
def test_what_is_held_lies_on_earth(one: TileMatrixSet, level: int, column: int, row: int) -> None:
    if one.holds(level, column, row):
        west, south, east, north = one.bounds(level, column, row)
        half = one.width * one.columns / 2
        assert -half - 1e-6 <= west < east <= half + 1e-6
        assert south < north
    else:
        side = 1 << max(level, 0)
        assert not (
            0 <= level <= one.deepest and 0 <= column < one.columns * side and 0 <= row < one.rows * side
        )


@given(SETS, st.integers(0, 20), st.floats(-180, 180), st.floats(-85, 85))
def test_a_place_lies_in_the_tile_its_limits_name(one: TileMatrixSet, level: int, longitude: float, latitude: float) -> None:  # fmt: skip
    limits = one.limits((longitude, latitude, longitude, latitude), level)
    assert limits.count == 1
    west, south, east, north = one.bounds(level, limits.min_column, limits.min_row)
    x, y = (longitude, latitude) if one.srid == 4326 else MERCATOR.transform(longitude, latitude)
    near = (east - west) * 1e-6
    assert west - near <= x <= east + near
    assert south - near <= y <= north + near


@given(st.sampled_from(list(TERRITORIES)), addresses())
def test_any_tile_of_any_territory_has_a_place_or_none(
    territory: str, address: tuple[TileMatrixSet, int, int, int]
) -> None:
    one, level, column, row = address
    found = TERRITORIES[territory].tile(level, column, row, one)
    if found is not None:
        assert all(map(math.isfinite, found))
        assert found[0] < found[2]
        assert found[1] < found[3]


@pytest.mark.parametrize("territory", TERRITORIES)
@pytest.mark.parametrize("one", TILE_MATRIX_SETS.values(), ids=TILE_MATRIX_SETS)
def test_the_middle_of_a_territory_lies_in_its_tile(one: TileMatrixSet, territory: str) -> None:
    place = TERRITORIES[territory]
    longitude, latitude = place.centre
    stored = place.point(longitude, latitude)
    assert stored is not None
    for level in range(2, 18):
        limits = one.limits((longitude, latitude, longitude, latitude), level)
        found = place.tile(level, limits.min_column, limits.min_row, one)
        assert found is not None
        assert found[0] <= stored[0] <= found[2]
        assert found[1] <= stored[1] <= found[3]


def test_the_buffer_is_a_share_of_the_width() -> None:
    west, south, east, north = WEB_MERCATOR_QUAD.bounds(4, 3, 5, BUFFER)
    inner = WEB_MERCATOR_QUAD.bounds(4, 3, 5)
    width = inner[2] - inner[0]
    assert (inner[0] - west, east - inner[2], inner[1] - south, north - inner[3]) == pytest.approx(
        (width / 64,) * 4
    )


def test_scales_of_both_sets_agree() -> None:
    """The layers' zooms are those of web mercator; a tile in degrees of the same scale is one level less."""
    assert WORLD_CRS84_QUAD.levels((14, 22)) == (13, 21)
    assert WORLD_CRS84_QUAD.levels((0, 22)) == (0, 21)
    equator = 6378137 * math.pi / 180
    assert WORLD_CRS84_QUAD.width * equator == pytest.approx(WEB_MERCATOR_QUAD.width / 2)
