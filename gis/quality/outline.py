"""The outline of a coverage, by cancelling the borders that two polygons share. Pure."""

from dataclasses import dataclass

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
    everything = np.zeros(len(shapes), dtype=np.int64)
    outlines = _outlines(shapes, everything, 1)
    if not outlines.known.all():
        return False
    rings = outlines.rings
    blocks = rings.polygons()
    if not shapely.is_ccw(shapely.get_exterior_ring(blocks)).all():
        return False
    if not shapely.is_valid(blocks[~rings.certainly_simple]).all():
        return False
    if not shapely.is_empty(shapely.coverage_invalid_edges(blocks, gap_width=max_gap_m)).all():
        return False
    doubtful = blocks[~rings.certainly_clear(max_gap_m)]
    return not max_gap_m or bool((shapely.minimum_clearance(doubtful) > max_gap_m).all())


def clean_patches(shapes: Shapes, patches: Array, count: int, max_gap_m: float) -> Array:
    """The same of many patches, each for itself; only those are told clean that have one outline, so no holes either.

    Args:
        patches: of each shape, the number of its patch.

    Returns:
        ``count`` truths.
    """
    outlines = _outlines(shapes, patches, count)
    rings, of_patch = outlines.rings, outlines.patches
    clear = (rings.areas > 0) & rings.certainly_clear(max_gap_m)
    unclear = np.flatnonzero((rings.areas > 0) & ~clear)
    polygons = rings.taken(unclear).polygons()
    clear[unclear] = shapely.is_valid(polygons) & (shapely.minimum_clearance(polygons) > max_gap_m)
    clean: Array = outlines.known & (np.bincount(of_patch, minlength=count) == 1)
    clean[of_patch[~clear]] = False
    return clean


@dataclass(frozen=True, eq=False)
class _Outlines:
    """Of patches of polygons.

    Args:
        rings: with their polygons to the left.
        patches: whose each ring is.
        known: of each patch, whether these are all of its outlines; if not, none is there.
    """

    rings: Rings
    patches: Array
    known: Array


def _outlines(shapes: Shapes, patches: Array, count: int) -> _Outlines:
    lines, known = _open_borders(shapes, patches, count)
    # Where a line could go on in two ways, or in none, nobody can tell how the outline runs.
    names, goals = lines.names
    order = np.argsort(names)
    twice = np.flatnonzero(names[order][1:] == names[order][:-1])
    known[lines.patches[order[twice]]] = False
    known[lines.patches[names[_following(names, order, goals)] != goals]] = False
    known &= np.bincount(lines.patches, minlength=count) > 0
    lines = lines.taken(known[lines.patches])
    if not len(lines.patches):
        return _Outlines(Rings.none(), lines.patches, known)
    return _joined(lines, known)


@dataclass(frozen=True, eq=False)
class _Lines:
    """Borders without a counterpart, their polygons to the left.

    Args:
        starts, ends: n×2.
        patches: whose each is.
    """

    starts: Array
    ends: Array
    patches: Array

    def taken(self, chosen: Array) -> "_Lines":
        return _Lines(self.starts[chosen], self.ends[chosen], self.patches[chosen])

    @property
    def names(self) -> tuple[Array, Array]:
        """Of their starts and their ends."""
        return _names(self.starts, self.patches), _names(self.ends, self.patches)


def _open_borders(shapes: Shapes, patches: Array, count: int) -> tuple[_Lines, Array]:
    """The borders that have no counterpart; and of each patch, whether nowhere more than two of its borders meet."""
    rings, clockwise, of_ring = _oriented(shapes, patches)
    points = rings.points
    names = _names(points, of_ring[rings.owners])
    start = np.flatnonzero(rings.edges)
    end = start + 1
    of_border = of_ring[rings.owners[start]]
    back = np.flatnonzero(clockwise[rings.owners[start]])
    start[back], end[back] = end[back], start[back]
    borders = names[start] + names[end]
    order = np.argsort(borders)
    borders, forward = borders[order], (names[start] < names[end])[order]
    same = borders[1:] == borders[:-1]
    wrong = same & (forward[1:] == forward[:-1])
    wrong[1:] |= same[1:] & same[:-1]
    known = np.ones(count, dtype=bool)
    known[of_border[order[1:][wrong]]] = False
    alone = np.ones(len(borders), dtype=bool)
    alone[1:] &= ~same
    alone[:-1] &= ~same
    left = order[alone]
    return _Lines(points[start[left]], points[end[left]], of_border[left]), known


def _oriented(shapes: Shapes, patches: Array) -> tuple[Rings, Array, Array]:
    """All rings; and of each, whether its polygon lies to the right, and its patch."""
    parts, of_part = shapely.get_parts(shapely.orient_polygons(shapes.others), return_index=True)
    rest, of_rest = shapely.get_rings(parts, return_index=True)
    sizes = shapely.get_num_coordinates(rest)
    of_others = Rings(shapely.get_coordinates(rest), np.concatenate([[0], np.cumsum(sizes)]))
    clockwise = np.concatenate([shapes.rings.areas < 0, np.zeros(len(rest), dtype=bool)])
    of_ring = np.concatenate([patches[shapes.plain], patches[~shapes.plain][of_part][of_rest]])
    return Rings.joined([shapes.rings, of_others]), clockwise, of_ring


def _names(points: Array, patches: Array) -> Array:
    """A 64-bit number for each point of a patch, the same for equal coordinates only (but for a chance of one in a billion)."""
    bits = np.ascontiguousarray(points + 0.0).view(np.uint64)  # -0.0 becomes 0.0
    mixed = bits * np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
    mixed ^= mixed >> np.uint64(29)
    names: Array = mixed[:, 0] ^ (mixed[:, 1] << np.uint64(1))
    names += patches.astype(np.uint64) * np.uint64(0x27D4EB2F165667C5)
    names *= np.uint64(0x165667B19E3779F9)
    names ^= names >> np.uint64(32)
    return names


def _following(names: Array, order: Array, goals: Array) -> Array:
    """Positions of the lines that begin where others end, if any does. Args: order: sorts the names."""
    return np.asarray(order[np.minimum(np.searchsorted(names[order], goals), len(order) - 1)])


def _joined(lines: _Lines, known: Array) -> _Outlines:
    """Lines put together to rings: each goes on in exactly one way."""
    names, goals = lines.names
    following = _following(names, np.argsort(names), goals)
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
    closed = np.insert(order, begins[1:], order[begins[:-1]])
    rings = Rings(
        lines.starts[np.append(closed, order[begins[-1]])], np.concatenate([[0], np.cumsum(sizes + 1)])
    )
    of_ring = lines.patches[order[begins]]
    known[of_ring[sizes < 3]] = False
    kept = known[of_ring]
    return _Outlines(rings.taken(kept), of_ring[kept], known)
