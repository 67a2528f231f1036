"""Boxes, cells and tile addresses: nothing that a change touches is ever missed, and little else is found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.tile_cells import (
    EVERYWHERE,
    FINEST,
    ROOT,
    Boxes,
    addresses,
    boxes_of,
    cells_of,
    coarsened,
    count,
    grown,
    touched_tiles,
    within,
)
from gis.tile_matrix_set import TILE_MATRIX_SETS, WEB_MERCATOR_QUAD

HALF = 20037508.342789244
RADIUS = 6378137.0
INNER = HALF * 0.98


@st.composite
def boxes(draw: st.DrawFn) -> Boxes:
    """A few boxes of any size, from points to continents."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        x, y = draw(st.floats(-INNER, INNER)), draw(st.floats(-INNER, INNER))
        size = draw(st.sampled_from([0.0, 1.0, 40.0, 3_000.0, 2e5, 9e6]))
        found.append((x, y, min(x + size * draw(st.floats(0, 1)), HALF), min(y + size, HALF)))
    return np.array(found)


def mercator_tile(z: int, x: int, y: int) -> tuple[float, float, float, float]:
    """A tile with its buffer, by the definition of the grid."""
    width = 2 * HALF / 2**z
    margin = width * 64 / 4096
    west, north = x * width - HALF, HALF - y * width
    return west - margin, north - width - margin, west + width + margin, north + margin


def crs84_tile(z: int, x: int, y: int) -> tuple[float, float, float, float]:
    """The same of the other grid, in web mercator."""
    width = 180 / 2**z
    margin = width * 64 / 4096
    west, north = x * width - 180 - margin, 90 - y * width + margin
    south = north - width - 2 * margin

    def up(latitude: float) -> float:
        return RADIUS * float(np.log(np.tan(np.pi / 4 + np.radians(np.clip(latitude, -89.9, 89.9)) / 2)))

    def right(longitude: float) -> float:
        return RADIUS * float(np.radians(longitude))

    return right(west), up(south), right(west + width + 2 * margin), up(north)


def meets(tile: tuple[float, float, float, float], box: tuple[float, ...], by: float) -> bool:
    """Whether a box meets a tile that is larger by some metres."""
    return (
        box[0] <= tile[2] + by
        and box[2] >= tile[0] - by
        and box[1] <= tile[3] + by
        and box[3] >= tile[1] - by
    )


@settings(deadline=None)
@given(
    found=boxes(),
    z=st.integers(0, 22),
    near=st.tuples(st.integers(-2, 2), st.integers(-2, 2)),
    matrix_set=st.sampled_from(sorted(TILE_MATRIX_SETS)),
)
def test_a_tile_is_touched_just_when_geometry_says_so(
    found: Boxes, z: int, near: tuple[int, int], matrix_set: str
) -> None:
    one = TILE_MATRIX_SETS[matrix_set]
    columns, rows = one.columns * 2**z, one.rows * 2**z
    x, y = (found[0, 0] + HALF) / (2 * HALF) * columns, (HALF - found[0, 1]) / (2 * HALF) * rows
    if matrix_set == "WorldCRS84Quad":
        latitude = np.degrees(2 * np.arctan(np.exp(found[0, 1] / RADIUS)) - np.pi / 2)
        y = (90 - latitude) / 180 * rows
    place = (
        int(np.clip(x + near[0], 0, columns - 1)),
        int(np.clip(y + near[1], 0, rows - 1)),
    )
    tile = mercator_tile(z, *place) if matrix_set == "WebMercatorQuad" else crs84_tile(z, *place)
    touched = bool(within(np.array([place]), touched_tiles(one, found, z))[0])
    if any(meets(tile, box, 0.5) for box in found.tolist()):
        assert touched
    if not any(meets(tile, box, 1.5) for box in found.tolist()):
        assert not touched


@settings(deadline=None)
@given(found=boxes(), z=st.integers(0, 20))
def test_cells_touch_whatever_their_boxes_do(found: Boxes, z: int) -> None:
    cells = cells_of(found)
    assert (cells == np.unique(cells)).all()
    assert len(cells) <= 4 * len(found)
    held = touched_tiles(WEB_MERCATOR_QUAD, boxes_of(cells), z)
    ranges = touched_tiles(WEB_MERCATOR_QUAD, found, z)
    corners = np.concatenate([ranges[:, [0, 1]], ranges[:, [2, 3]], ranges[:, [0, 3]], ranges[:, [2, 1]]])
    assert within(corners, held).all()


@settings(deadline=None)
@given(found=boxes())
def test_cells_are_about_as_large_as_their_boxes(found: Boxes) -> None:
    box = found[:1]
    squares = boxes_of(cells_of(box))
    size = max(box[0, 2] - box[0, 0], box[0, 3] - box[0, 1])
    smallest = 2 * HALF / 2**FINEST
    assert (squares[:, 2] - squares[:, 0] <= max(2 * size, smallest) * 1.000001).all()
    assert squares[:, 0].min() - 1e-6 <= box[0, 0] <= box[0, 2] <= squares[:, 2].max() + 1e-6
    assert squares[:, 1].min() - 1e-6 <= box[0, 1] <= box[0, 3] <= squares[:, 3].max() + 1e-6


@settings(deadline=None)
@given(found=boxes(), most=st.integers(1, 6))
def test_fewer_cells_hold_the_same(found: Boxes, most: int) -> None:
    fewer = coarsened(cells_of(found), most)
    assert len(fewer) <= most
    squares = boxes_of(fewer)
    for box in boxes_of(cells_of(found)):
        middle = (box[:2] + box[2:]) / 2
        assert ((squares[:, :2] <= middle) & (middle <= squares[:, 2:])).all(axis=1).any()


def test_a_cell_is_the_quadkey_behind_a_one() -> None:
    """Bing's example: tile 3, 5 at zoom 3 is 213."""
    width = 2 * HALF / 8
    x, y = 3.4 * width - HALF, HALF - 5.6 * width
    (cell,) = cells_of(np.array([[x, y, x, y]])).tolist()
    assert np.base_repr(cell, 4).startswith("1213")


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_no_place_is_everywhere(value: float) -> None:
    assert cells_of(np.array([[0.0, 0.0, 1.0, value]])).tolist() == [ROOT]


def test_the_root_touches_every_tile() -> None:
    for one in TILE_MATRIX_SETS.values():
        ranges = touched_tiles(one, boxes_of(EVERYWHERE), 3)
        assert count(ranges) >= one.columns * 64 * 0.9
        assert within(np.array([[0, 1], [one.columns * 8 - 1, 6]]), ranges).all()


def test_nothing_touches_nothing() -> None:
    none = np.empty((0, 4))
    assert cells_of(none).tolist() == []
    assert boxes_of(cells_of(none)).shape == (0, 4)
    assert touched_tiles(WEB_MERCATOR_QUAD, none, 5).shape == (0, 4)
    assert not within(np.array([[1, 1]]), touched_tiles(WEB_MERCATOR_QUAD, none, 5)).any()


def test_many_large_ranges_are_compared_instead_of_listed() -> None:
    ranges = np.array([[x, 0, x + 1_999, 1_999] for x in range(0, 20_000, 2_000)])
    places = np.array([[19_999, 1_999], [20_000, 0], [0, 2_000], [5, 5]])
    assert within(places, ranges).tolist() == [True, False, False, True]


def test_few_places_are_compared_with_a_large_range_instead_of_listing_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Everything is touched after the first load of a layer: a server looks at each scope of its memory."""
    monkeypatch.setattr("gis.tile_cells.addresses", lambda _: pytest.fail("listed"))
    ranges = touched_tiles(WEB_MERCATOR_QUAD, boxes_of(EVERYWHERE), 10)
    assert count(ranges) > 1_000_000
    assert within(np.array([[5, 5], [1_023, 0]]), ranges).all()


def test_addresses_are_told_once() -> None:
    listed = addresses(np.array([[0, 0, 1, 1], [1, 1, 2, 1]]))
    assert sorted(map(tuple, listed.tolist())) == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1)]


def test_metres_on_the_ground_are_stretched_with_the_latitude() -> None:
    at_60 = RADIUS * np.log(np.tan(np.pi / 4 + np.radians(60) / 2))
    box = grown(np.array([[0.0, at_60, 0.0, at_60]]), 50)
    assert 100 <= -box[0, 0] <= 103
