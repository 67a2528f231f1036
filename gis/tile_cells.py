"""Which tiles a change touches: boxes, cells of the web mercator quadtree and tile addresses. Pure, numpy.

A cell is a web mercator tile as one integer: its quadkey behind a leading 1, so ``1 << 2z | interleaved(x, y)``, x in the even
bits. The root, 1, is everywhere. Boxes are rows ``xmin, ymin, xmax, ymax`` in EPSG:3857.
"""

import numpy as np
from numpy.typing import NDArray

from gis.tile_matrix_set import BUFFER, TileMatrixSet

Boxes = NDArray[np.float64]
"""Shape (n, 4)."""
Cells = NDArray[np.int64]
"""Shape (n,), sorted, each once."""
Ranges = NDArray[np.int64]
"""Shape (n, 4): first column, first row, last column, last row."""
Places = NDArray[np.int64]
"""Shape (n, 2): columns and rows of one zoom."""

ROOT = 1
FINEST = 18
"""Zoom of the smallest cells, about 150 m wide."""
EVERYWHERE: Cells = np.array([ROOT], dtype=np.int64)

_HALF_WORLD_M = 20037508.342789244
_EARTH_RADIUS_M = 6378137.0
_MARGIN_M = 1.0
"""Boxes are taken as so much larger: projections of two libraries differ by less."""
_ENUMERATED = 1 << 20
"""Addresses at most that are listed one by one, where comparing would not be less: the root has a million at zoom 10."""
_COMPARED = 1 << 22
"""Comparisons at a time."""


def touched_tiles(matrix_set: TileMatrixSet, boxes: Boxes, level: int) -> Ranges:
    """The tiles of a level that draw anything of the boxes, their buffers included; each range once."""
    boxes = boxes + np.array([-_MARGIN_M, -_MARGIN_M, _MARGIN_M, _MARGIN_M])
    if matrix_set.srid == 4326:
        boxes = _to_degrees(boxes)
    width = matrix_set.width / 2**level
    left, top = matrix_set.west, matrix_set.north
    low = np.ceil(
        np.column_stack((boxes[:, 0] - left, top - boxes[:, 3])) / width - (1 + BUFFER)
    )  # the last pixel of the buffer counts
    high = np.floor(np.column_stack((boxes[:, 2] - left, top - boxes[:, 1])) / width + BUFFER)
    most = np.array([matrix_set.columns, matrix_set.rows]) * 2**level - 1
    found = np.column_stack((np.clip(low, 0, None), np.minimum(high, most)))
    found = found[(found[:, :2] <= found[:, 2:]).all(axis=1)]
    return np.unique(found.astype(np.int64), axis=0)


def _to_degrees(boxes: Boxes) -> Boxes:
    x, y = boxes[:, 0::2], boxes[:, 1::2]
    longitude = np.degrees(x / _EARTH_RADIUS_M)
    latitude = np.degrees(2 * np.arctan(np.exp(y / _EARTH_RADIUS_M)) - np.pi / 2)
    return np.column_stack((longitude[:, 0], latitude[:, 0], longitude[:, 1], latitude[:, 1]))


def cells_of(boxes: Boxes) -> Cells:
    """Cells that hold the boxes: at most four a box, as small as that allows; a box that is no place is everywhere."""
    if not len(boxes):
        return np.empty(0, dtype=np.int64)
    if not np.isfinite(boxes).all():
        return EVERYWHERE
    size = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    zoom = np.clip(np.floor(np.log2(2 * _HALF_WORLD_M / np.maximum(size, 1.0))), 0, FINEST).astype(np.int64)
    side = np.left_shift(1, zoom)
    width = 2 * _HALF_WORLD_M / side
    west, east = (np.floor((boxes[:, i] + _HALF_WORLD_M) / width) for i in (0, 2))
    north, south = (np.floor((_HALF_WORLD_M - boxes[:, i]) / width) for i in (3, 1))
    corners = [
        _cell(zoom, np.clip(x, 0, side - 1).astype(np.int64), np.clip(y, 0, side - 1).astype(np.int64))
        for x in (west, east)
        for y in (north, south)
    ]
    return np.unique(np.concatenate(corners))


def boxes_of(cells: Cells) -> Boxes:
    """The squares that cells are."""
    zoom = _zoom(cells)
    width = 2 * _HALF_WORLD_M / np.left_shift(1, zoom)
    x, y = _together(cells), _together(cells >> 1)
    side = np.left_shift(1, zoom)
    x, y = x & (side - 1), y & (side - 1)
    left, top = x * width - _HALF_WORLD_M, _HALF_WORLD_M - y * width
    return np.column_stack((left, top - width, left + width, top))


def coarsened(cells: Cells, most: int) -> Cells:
    """At most so many cells that hold all the others; the smallest become their parents first."""
    cells = np.unique(cells)
    while len(cells) > max(most, 1):
        zoom = _zoom(cells)
        cells = np.unique(np.where(zoom == zoom.max(), cells >> 2, cells))
    return cells


def grown(boxes: Boxes, metres: float) -> Boxes:
    """Boxes enlarged by metres on the ground; web mercator stretches them with the latitude."""
    if not metres or not len(boxes):
        return boxes
    stretch = np.cosh(np.abs(boxes[:, 1::2]).max(axis=1) / _EARTH_RADIUS_M) * 1.01 * metres
    return boxes + np.column_stack((-stretch, -stretch, stretch, stretch))


def count(ranges: Ranges) -> int:
    """How many addresses lie in the ranges, those of two counted twice."""
    spans = ranges[:, 2:] - ranges[:, :2] + 1
    return int((spans[:, 0] * spans[:, 1]).sum()) if len(ranges) else 0


def addresses(ranges: Ranges) -> Places:
    """Every address of the ranges, each once."""
    spans = ranges[:, 2:] - ranges[:, :2] + 1
    each = spans[:, 0] * spans[:, 1]
    of = np.repeat(np.arange(len(ranges)), each)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(each) - each, each)
    x = ranges[of, 0] + nth % spans[of, 0]
    y = ranges[of, 1] + nth // spans[of, 0]
    codes = np.unique(x << 32 | y)
    return np.column_stack((codes >> 32, codes & 0xFFFFFFFF))


def within(places: Places, ranges: Ranges) -> NDArray[np.bool_]:
    """Which of the places lie in any of the ranges."""
    if not len(places) or not len(ranges):
        return np.zeros(len(places), dtype=np.bool_)
    if count(ranges) <= min(_ENUMERATED, len(places) * len(ranges)):
        listed = addresses(ranges)
        return np.isin(places[:, 0] << 32 | places[:, 1], listed[:, 0] << 32 | listed[:, 1])
    found = np.zeros(len(places), dtype=np.bool_)
    step = max(_COMPARED // len(places), 1)
    for first in range(0, len(ranges), step):
        part = ranges[first : first + step, np.newaxis]
        inside = (places >= part[:, :, :2]) & (places <= part[:, :, 2:])
        found |= inside.all(axis=2).any(axis=0)
    return found


def _zoom(cells: Cells) -> NDArray[np.int64]:
    """Exact for integers of up to 52 bits, which is zoom 25."""
    return (np.frexp(cells.astype(np.float64))[1].astype(np.int64) - 1) // 2


def _cell(zoom: NDArray[np.int64], x: NDArray[np.int64], y: NDArray[np.int64]) -> Cells:
    return np.left_shift(np.int64(1), 2 * zoom) | _apart(x) | _apart(y) << 1


_SPREADS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def _apart(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """A zero between every two bits."""
    for shift, mask in _SPREADS:
        numbers = (numbers | numbers << shift) & mask
    return numbers


def _together(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Every second bit, the lowest first: undoes ``_apart``."""
    numbers = numbers & 0x5555555555555555
    for shift, mask in ((1, 0x3333333333333333), (2, 0x0F0F0F0F0F0F0F0F), (4, 0x00FF00FF00FF00FF),
                        (8, 0x0000FFFF0000FFFF), (16, 0x00000000FFFFFFFF)):  # fmt: skip
        numbers = (numbers | numbers >> shift) & mask
    return numbers
