"""Rows cut into partitions that fit into memory, each with the rows around it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from gis.crs import Bounds
from gis.quality.flaws import Array

_MOST_CELLS = 2048
"""Cells along one side of the grid that tells which rows are near."""


@dataclass(frozen=True, eq=False)
class Partition:
    """Rows that are checked together.

    Args:
        core: positions of the rows to be checked; each is in the core of exactly one partition.
        halo: positions of the other rows whose bounds meet those of a core row grown by the halo's width, and maybe
            some more.
        bounds: of the core rows, grown by the halo's width: min x, min y, max x, max y.
    """

    core: Array
    halo: Array
    bounds: Bounds


def partitions(bounds: Array, subject: Array, halo_m: float, size: int = 20_000) -> Iterator[Partition]:
    """Cut the subjects into partitions of like many rows, always across the longer side.

    Args:
        bounds: n×4, min x, min y, max x, max y; NaN for rows that take no part.
        subject: n truths: which rows are to be checked.
        halo_m: how far a row's surroundings reach.
        size: the most core rows of a partition. The halo is kept near it too, as far as cutting helps: a row as wide as
            the city has the city around it.
    """
    edges = np.ascontiguousarray(bounds.T)
    usable = np.isfinite(edges).all(axis=0)
    subjects = np.flatnonzero(usable & subject)
    around = np.flatnonzero(usable)
    if not len(subjects):
        return
    if len(subjects) < len(around) // 2:
        around = around[_near(edges[:, around], _grown(edges[:, subjects], halo_m))]
    most_pieces = max(2, ceil(sqrt(len(subjects) / size)))
    in_core = np.zeros(len(bounds), dtype=bool)
    waiting = [(subjects, around)]
    while waiting:
        core, around = waiting.pop()
        core_edges = _grown(edges[:, core], halo_m)
        box = _box(core_edges)
        around = around[_meets(edges[:, around], box)]
        if len(core) <= size and len(around) > 1.5 * len(core):
            around = around[_near(edges[:, around], core_edges)]
        if len(core) > size or (len(around) > 4 * size and len(core) > max(size // 64, 1)):
            count = min(max(2, ceil(len(core) / size)), most_pieces)
            waiting += [(piece, around) for piece in _pieces(core, core_edges, count)]
            continue
        in_core[core] = True
        yield Partition(core, around[~in_core[around]], box)
        in_core[core] = False


def _grown(edges: Array, by_m: float) -> Array:
    """Bounds by columns (4×n: min x, min y, max x, max y), wider by so much on all sides."""
    grown: Array = edges + np.array([[-by_m], [-by_m], [by_m], [by_m]])
    return grown


def _box(edges: Array) -> Bounds:
    west, south = edges[:2].min(axis=1)
    east, north = edges[2:].max(axis=1)
    return float(west), float(south), float(east), float(north)


def _meets(edges: Array, box: Bounds) -> Array:
    west, south, east, north = box
    met: Array = (edges[0] <= east) & (edges[2] >= west) & (edges[1] <= north) & (edges[3] >= south)
    return met


def _pieces(core: Array, edges: Array, count: int) -> list[Array]:
    centers = edges[:2] + edges[2:]
    axis = int(np.argmax(np.ptp(centers, axis=1)))
    cuts = [len(core) * piece // count for piece in range(1, count)]
    order = np.argpartition(centers[axis], cuts)
    return [np.sort(core[piece]) for piece in np.split(order, cuts)]


def _near(edges: Array, boxes: Array) -> Array:
    """Which bounds meet a box, decided on a grid: all that do, and some that miss one by less than a cell."""
    side = int(np.clip(8 * np.sqrt(boxes.shape[1]), 1, _MOST_CELLS))
    west, south, east, north = _box(boxes)
    origin = np.array([[west], [south]])
    cell = np.maximum(np.array([[east - west], [north - south]]) / side, 1e-9)

    def cells(corners: Array) -> Array:
        found: Array = np.clip(np.floor((corners - origin) / cell), 0, side - 1).astype(np.int64)
        return found

    (left, bottom), (right, top) = cells(boxes[:2]), cells(boxes[2:]) + 1
    changes = np.zeros((side + 1, side + 1), dtype=np.int32)
    for x, y, change in ((left, bottom, 1), (right, top, 1), (left, top, -1), (right, bottom, -1)):
        np.add.at(changes, (x, y), change)
    taken = changes.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)[:side, :side] > 0
    sums = np.zeros((side + 1, side + 1), dtype=np.int32)
    sums[1:, 1:] = taken.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    (left, bottom), (right, top) = cells(edges[:2]), cells(edges[2:]) + 1
    covered = sums[right, top] - sums[left, top] - sums[right, bottom] + sums[left, bottom]
    near: Array = (covered > 0) & _meets(edges, (west, south, east, north))
    return near
