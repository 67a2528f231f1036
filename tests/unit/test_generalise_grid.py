"""Boxes that stand for many: nothing is missed, hardly anything is added."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gis.generalise.grid import Boxes, coalesced, meeting

_PLACES = st.integers(-2000, 2000)
_BOXES = st.lists(st.tuples(_PLACES, _PLACES, st.integers(0, 40), st.integers(0, 40)), max_size=60).map(
    lambda found: np.array([(x, y, x + w, y + h) for x, y, w, h in found], dtype=np.float64).reshape(-1, 4)
)


def _areas(boxes: Boxes) -> float:
    return float((boxes[:, 2:] - boxes[:, :2]).prod(axis=1).sum())


@given(_BOXES)
def test_fewer_boxes_cover_the_same(boxes: Boxes) -> None:
    fewer = coalesced(boxes)
    assert len(fewer) <= len(boxes)
    assert _areas(fewer) <= 2 * _areas(boxes)
    for west, south, east, north in boxes:
        covering = (fewer[:, :2] <= (west, south)) & (fewer[:, 2:] >= (east, north))
        assert covering.all(axis=1).any()


def test_a_closed_field_becomes_a_few_boxes_and_scattered_ones_stay() -> None:
    column, row = (i.ravel() for i in np.meshgrid(np.arange(100.0), np.arange(100.0)))
    field = np.stack([column, row, column + 1, row + 1], axis=1)
    assert len(coalesced(field)) <= 49
    scattered = np.stack([50 * column, 50 * row, 50 * column + 1, 50 * row + 1], axis=1)
    assert len(coalesced(scattered)) == len(scattered)


@given(_BOXES, _BOXES)
def test_what_meets_is_what_touches_or_overlaps(boxes: Boxes, others: Boxes) -> None:
    expected = [
        any(w <= east and e >= west and s <= north and n >= south for w, s, e, n in others)
        for west, south, east, north in boxes
    ]
    assert meeting(boxes, others).tolist() == expected
