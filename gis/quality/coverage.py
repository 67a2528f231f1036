"""Overlaps and gaps between polygons that should adjoin, such as parcels. Pure.

A fault here is ground that two rows claim or that none does. What has no width is no fault: a vertex on a border that the
neighbour draws straight through, or coordinates that differ by less than a survey can tell. ``shapely.coverage_invalid_edges``
marks those too, so what it marks is measured before it is told, and what is narrower than a sliver is left out.
"""

from dataclasses import dataclass, replace

import numpy as np
import shapely

from gis.quality.flaws import Array
from gis.quality.outline import adjoins_cleanly, clean_patches
from gis.quality.shapes import Shapes

_MOST_AROUND = 2
"""Where subjects share more of their surroundings than this, looking at each one's is no quicker."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """What subjects have with other geometries: once for each subject of a pair.

    Args:
        rows: positions of the subjects.
        others: positions of what they have it with.
        sizes: how much, in m² or m.
        places: n×2, where.
    """

    rows: Array
    others: Array
    sizes: Array
    places: Array

    @classmethod
    def of(cls, first: Array, second: Array, sizes: Array, places: Array, subjects: int) -> "Pairs":
        """Unordered pairs, told of each of the two that is a subject."""
        rows, others = np.concatenate([first, second]), np.concatenate([second, first])
        told = rows < subjects
        return cls(rows[told], others[told], np.tile(sizes, 2)[told], np.tile(places, (2, 1))[told])

    def of_chosen(self, chosen: Array) -> "Pairs":
        """What was found among some geometries, told of all. Args: chosen: their positions."""
        return replace(self, rows=chosen[self.rows], others=chosen[self.others])

    @classmethod
    def none(cls) -> "Pairs":
        nothing = np.empty(0, dtype=np.int64)
        return cls(nothing, nothing, np.empty(0), np.empty((0, 2)))


def overlaps_and_gaps(
    shapes: Shapes, subjects: int, *, sliver_m: float, max_gap_m: float
) -> tuple[Pairs, Pairs]:
    """What the subjects overlap with, in m²; and what lies near them without touching, by the gap's width in m.

    Args:
        shapes: valid polygons and multipolygons in metres, the subjects first, then what lies around them.
        subjects: how many are to be told of.
        sliver_m: overlaps of less mean width and gaps of less width are measurement noise.
        max_gap_m: wider spaces are no gaps; 0 to look for none.
    """
    if 2 * subjects > len(shapes):
        if adjoins_cleanly(shapes, max_gap_m):
            return Pairs.none(), Pairs.none()
        return _looked_into(shapes, subjects, sliver_m, max_gap_m)
    # Scattered subjects and what is around them have a tattered outline, but each with its own surroundings has a plain one.
    chosen, doubtful = _doubtful(shapes, subjects, max_gap_m)
    if not doubtful:
        return Pairs.none(), Pairs.none()
    overlaps, gaps = _looked_into(shapes.taken(chosen), doubtful, sliver_m, max_gap_m)
    return overlaps.of_chosen(chosen), gaps.of_chosen(chosen)


def _doubtful(shapes: Shapes, subjects: int, max_gap_m: float) -> tuple[Array, int]:
    """The subjects that may have a fault, then all that is around them; and how many subjects these are."""
    bounds = shapes.bounds
    # What is nearest to a point within the widest gap of a subject lies within twice that.
    grown = bounds[:subjects] + 2 * max_gap_m * np.array([-1, -1, 1, 1])
    boxes, around = (np.asarray(shapely.box(*edges.T), dtype=object) for edges in (bounds, grown))
    patches, members = shapely.STRtree(boxes).query(around)
    if len(members) > _MOST_AROUND * len(shapes):
        return np.arange(len(shapes)), subjects
    clean = clean_patches(shapes.taken(members), patches, subjects, max_gap_m)
    near = np.zeros(len(shapes), dtype=bool)
    near[members[~clean[patches]]] = True
    near[:subjects] &= clean
    doubtful = np.flatnonzero(~clean)
    return np.concatenate([doubtful, np.flatnonzero(near)]), len(doubtful)


def _looked_into(shapes: Shapes, subjects: int, sliver_m: float, max_gap_m: float) -> tuple[Pairs, Pairs]:
    geometries = shapes.geometries
    marked = shapely.coverage_invalid_edges(geometries, gap_width=max_gap_m)
    suspects = np.flatnonzero(~shapely.is_empty(marked))
    if not len(suspects):
        return Pairs.none(), Pairs.none()
    tree = shapely.STRtree(geometries)
    overlaps = _overlaps(geometries, subjects, suspects, tree, sliver_m)
    if not max_gap_m:
        return overlaps, Pairs.none()
    return overlaps, _gaps(geometries, subjects, (suspects, marked[suspects]), tree, (sliver_m, max_gap_m))


def _overlaps(
    geometries: Array, subjects: int, suspects: Array, tree: shapely.STRtree, sliver_m: float
) -> Pairs:
    at, other = tree.query(geometries[suspects], predicate="intersects")
    own = suspects[at]
    pairs = np.unique(np.sort(np.stack([own, other], axis=1)[own != other], axis=1), axis=0)
    first, second = pairs[pairs[:, 0] < subjects].T
    parts, of_pair = _polygons(shapely.intersection(geometries[first], geometries[second]))
    areas, lengths = shapely.area(parts), shapely.length(parts)
    wide = 2 * areas > sliver_m * lengths
    parts, areas, of_pair = parts[wide], areas[wide], of_pair[wide]
    order = np.lexsort((-areas, of_pair))
    found, largest = np.unique(of_pair[order], return_index=True)
    total = np.bincount(of_pair, weights=areas, minlength=len(first))[found]
    places = shapely.get_coordinates(shapely.point_on_surface(parts[order][largest]))
    return Pairs.of(first[found], second[found], total, places, subjects)


def _polygons(geometries: Array) -> tuple[Array, Array]:
    """The polygons among the parts of geometries and of their collections, and whose each is."""
    areal = np.flatnonzero(shapely.area(geometries) > 0)
    parts, at = shapely.get_parts(geometries[areal], return_index=True)
    polygons = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    return parts[polygons], areal[at[polygons]]


def _gaps(
    geometries: Array,
    subjects: int,
    suspects: tuple[Array, Array],
    tree: shapely.STRtree,
    widths: tuple[float, float],
) -> Pairs:
    """Points of the marked edges that lie nearer than the widest gap to another polygon, and touch none.

    Args:
        suspects: positions, and the marked edges of each.
        widths: of a sliver and of the widest gap.
    """
    owners, edges = suspects
    sliver_m, max_gap_m = widths
    lines, of_edge = shapely.get_parts(edges, return_index=True)
    corners, of_line = shapely.get_coordinates(lines, return_index=True)
    along = of_line[1:] == of_line[:-1]
    middles = ((corners[1:] + corners[:-1]) / 2)[along]
    points = np.asarray(shapely.points(np.concatenate([corners, middles])), dtype=object)
    owner = owners[of_edge[np.concatenate([of_line, of_line[1:][along]])]]
    at, other = tree.query(points, predicate="dwithin", distance=max_gap_m)
    foreign = owner[at] != other
    at, other = at[foreign], other[foreign]
    width = np.asarray(shapely.distance(points[at], geometries[other]))
    order = np.lexsort((width, at))
    at, nearest = np.unique(at[order], return_index=True)
    other, width = other[order][nearest], width[order][nearest]
    open_ = width > sliver_m
    at, other, width = at[open_], other[open_], width[open_]
    low, high = np.minimum(owner[at], other), np.maximum(owner[at], other)
    order = np.lexsort((-width, high, low))
    pairs, widest = np.unique(np.stack([low, high], axis=1)[order], axis=0, return_index=True)
    at, width = at[order][widest], width[order][widest]
    return Pairs.of(pairs[:, 0], pairs[:, 1], width, shapely.get_coordinates(points[at]), subjects)
