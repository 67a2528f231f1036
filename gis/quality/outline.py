"""The outline of a coverage, by cancelling the borders that two polygons share. Pure."""

import numpy as np
import shapely

from gis.quality.flaws import Array
from gis.quality.rings import Rings
from gis.quality.shapes import Shapes


def adjoins_cleanly(shapes: Shapes, max_gap_m: float) -> bool:
    """Whether polygons certainly have neither overlaps nor gaps; False where it takes a closer look to tell.

    In a coverage every border that two polygons share is there twice, in opposite directions. How many polygons lie upon
    a place changes only across the borders that do not cancel out so. If those form plain rings that neither meet nor come
    near each other or themselves, no place has two polygons, and there is no gap. The rings are the blocks between
    streets: far fewer than the polygons.

    Args:
        shapes: valid polygons and multipolygons.
        max_gap_m: how near the rings may come.
    """
    lines = _open_borders(shapes)
    if lines is None:
        return False
    rings = _rings(*lines)
    if rings is None:
        return False
    blocks = rings.polygons()
    if not shapely.is_ccw(shapely.get_exterior_ring(blocks)).all():
        return False
    if not shapely.is_valid(blocks[~rings.certainly_simple]).all():
        return False
    if not shapely.is_empty(shapely.coverage_invalid_edges(blocks, gap_width=max_gap_m)).all():
        return False
    doubtful = blocks[~rings.certainly_clear(max_gap_m)]
    return not max_gap_m or bool((shapely.minimum_clearance(doubtful) > max_gap_m).all())


def _open_borders(shapes: Shapes) -> tuple[Array, Array] | None:
    """Where the borders that have no counterpart start and end, n×2 each, polygons to their left; None where three meet."""
    rings, clockwise = _oriented(shapes)
    points = rings.points
    names = _names(points)
    start = np.flatnonzero(rings.edges)
    end = start + 1
    back = np.flatnonzero(clockwise[rings.owners[start]])
    start[back], end[back] = end[back], start[back]
    borders = names[start] + names[end]
    order = np.argsort(borders)
    borders, forward = borders[order], (names[start] < names[end])[order]
    same = borders[1:] == borders[:-1]
    if (same[1:] & same[:-1]).any() or (same & (forward[1:] == forward[:-1])).any():
        return None
    alone = np.ones(len(borders), dtype=bool)
    alone[1:] &= ~same
    alone[:-1] &= ~same
    left = order[alone]
    return points[start[left]], points[end[left]]


def _oriented(shapes: Shapes) -> tuple[Rings, Array]:
    """All rings; and of each, whether its polygon lies to the right."""
    rest = shapely.get_rings(shapely.get_parts(shapely.orient_polygons(shapes.others)))
    sizes = shapely.get_num_coordinates(rest)
    of_others = Rings(shapely.get_coordinates(rest), np.concatenate([[0], np.cumsum(sizes)]))
    clockwise = np.concatenate([shapes.rings.areas < 0, np.zeros(len(rest), dtype=bool)])
    return Rings.joined([shapes.rings, of_others]), clockwise


def _names(points: Array) -> Array:
    """A 64-bit number for each point, the same for equal coordinates only (but for a chance of one in a billion)."""
    bits = np.ascontiguousarray(points + 0.0).view(np.uint64)  # -0.0 becomes 0.0
    mixed = bits * np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
    mixed ^= mixed >> np.uint64(29)
    names: Array = (mixed[:, 0] ^ (mixed[:, 1] << np.uint64(1))) * np.uint64(0x165667B19E3779F9)
    names ^= names >> np.uint64(32)
    return names


def _rings(starts: Array, ends: Array) -> Rings | None:
    """Lines put together to rings; None where one could go on in two ways, or in none."""
    if not len(starts):
        return None
    names = _names(starts)
    order = np.argsort(names)
    if (names[order][1:] == names[order][:-1]).any():
        return None
    at = np.minimum(np.searchsorted(names[order], goals := _names(ends)), len(order) - 1)
    following = order[at]
    if (names[following] != goals).any():
        return None
    rounds = range(int(np.ceil(np.log2(len(following)))) + 1)
    first, leap = np.arange(len(following)), following
    for _ in rounds:
        first, leap = np.minimum(first, first[leap]), leap[leap]
    last = first[following] == following
    steps, leap = np.where(last, 0, 1), np.where(last, np.arange(len(following)), following)
    for _ in rounds:
        steps, leap = steps + steps[leap], leap[leap]
    order = np.lexsort((-steps, first))
    _, begins, sizes = np.unique(first[order], return_index=True, return_counts=True)
    if sizes.min() < 3:
        return None
    closed = np.insert(order, begins[1:], order[begins[:-1]])
    return Rings(starts[np.append(closed, order[begins[-1]])], np.concatenate([[0], np.cumsum(sizes + 1)]))
