"""The web mercator pixels that levels are measured in. Pure."""

import numpy as np
import shapely
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Boxes = NDArray[np.float64]
"""n×4: min x, min y, max x, max y."""

WORLD_M = 2 * 20037508.342789244
TILE_PIXELS = 512
"""MapLibre's tiles are so many pixels wide on the screen."""
TILE_BITS = 28
"""A tile is its column, shifted by so many bits, and its row."""
TILE_ROW = (1 << TILE_BITS) - 1
_COALESCED = 16
"""How many boxes wide the squares are within which boxes may become one."""
_LEAST_M = 0.001
"""The width of squares where boxes have none, as those of points."""
_GROUP_BITS = 48
"""Group numbers stay whole in JavaScript."""
_GROUP_MASK = np.uint64((1 << _GROUP_BITS) - 1)


def pixel_m(zoom: int) -> float:
    """Width of a pixel in metres of EPSG:3857."""
    return float(WORLD_M / 2**zoom / TILE_PIXELS)


def tiles_at(boxes: Boxes, zoom: int) -> Numbers:
    """Which tile the middle of each box lies in: column and row as one number."""
    width = WORLD_M / 2**zoom
    columns = np.floor(((boxes[:, 0] + boxes[:, 2]) / 2 + WORLD_M / 2) / width).astype(np.int64)
    rows = np.floor((WORLD_M / 2 - (boxes[:, 1] + boxes[:, 3]) / 2) / width).astype(np.int64)
    found: Numbers = (columns << TILE_BITS) | rows
    return found


def tile_boxes(tiles: Numbers, zoom: int) -> Boxes:
    """The tiles' bounds, n×4."""
    width = WORLD_M / 2**zoom
    west = (tiles >> TILE_BITS) * width - WORLD_M / 2
    north = WORLD_M / 2 - (tiles & TILE_ROW) * width
    return np.stack([west, north - width, west + width, north], axis=1)


def coalesced(boxes: Boxes) -> Boxes:
    """Fewer boxes that cover these, hardly larger together: close ones become one where they fill half of it."""
    if not len(boxes):
        return boxes
    sizes = boxes[:, 2:] - boxes[:, :2]
    width = max(_COALESCED * float(np.median(sizes.max(axis=1))), _LEAST_M)
    cells = np.floor((boxes[:, :2] + sizes / 2) / width)
    _, cell = np.unique(cells, axis=0, return_inverse=True)
    order = np.argsort(cell, kind="stable")
    starts = np.searchsorted(cell[order], np.arange(cell.max() + 1))
    low = np.minimum.reduceat(boxes[order, :2], starts)
    high = np.maximum.reduceat(boxes[order, 2:], starts)
    filled = np.add.reduceat(sizes.prod(axis=1)[order], starts) >= (high - low).prod(axis=1) / 2
    return np.concatenate([np.hstack([low, high])[filled], boxes[~filled[cell]]])


def meeting(boxes: Boxes, others: Boxes) -> NDArray[np.bool_]:
    """Which boxes meet any of the others."""
    squares, around = (np.asarray(shapely.box(*found.T), dtype=object) for found in (boxes, others))
    met = np.zeros(len(boxes), dtype=np.bool_)
    met[shapely.STRtree(around).query(squares)[0]] = True
    return met


def grouped_by_tile(groups: Numbers, tiles: Numbers) -> Numbers:
    """One number for a group's part in a tile (splitmix64, cut to 48 bits)."""
    mixed = groups.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15) * (
        tiles.astype(np.uint64) + np.uint64(1)
    )
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Numbers = ((mixed ^ (mixed >> np.uint64(31))) & _GROUP_MASK).astype(np.int64)
    return found
