"""Lines of a network: their ends, and where they cross. Pure."""

import numpy as np
import shapely

from gis.quality.coverage import Pairs
from gis.quality.flaws import Array
from gis.quality.sizes import Found

_ON_NODE_M = 0.001
"""As near as coordinates are kept: an end so near to a node lies upon it."""


def missed_nodes(lines: Array, nodes: Array, tolerance_m: float) -> Found:
    """Lines with an end near a node but not upon one; the sizes are the distances in m. Once for each such end.

    Args:
        nodes: points.
    """
    ends, of_line = _ends(lines)
    nearest, distances = _nearest(ends, nodes, tolerance_m)
    off = distances > _ON_NODE_M
    at = nearest[off]
    return Found(of_line[at], distances[off], shapely.get_coordinates(ends[at]))


def dangling_ends(lines: Array, subjects: int, nodes: Array, tolerance_m: float) -> Found:
    """Subjects with an end that touches neither a node nor another line; once for each such end.

    Args:
        lines: the subjects first, then what lies around them.
        nodes: points.
    """
    ends, of_line = _ends(lines[:subjects])
    touched = np.zeros(len(ends), dtype=bool)
    touched[_nearest(ends, nodes, tolerance_m)[0]] = True
    at, other = shapely.STRtree(lines).query(ends, predicate="dwithin", distance=tolerance_m)
    touched[at[of_line[at] != other]] = True
    free = np.flatnonzero(~touched)
    return Found(of_line[free], np.zeros(len(free)), shapely.get_coordinates(ends[free]))


def crossings(lines: Array, subjects: int, nodes: Array, tolerance_m: float) -> Pairs:
    """Lines that cross where not both have a vertex and no node lies; the sizes are how often. The place is of one.

    Args:
        lines: the subjects first, then what lies around them.
        nodes: points.
    """
    first, second = shapely.STRtree(lines).query(lines[:subjects], predicate="intersects")
    once = (second > first) | (second >= subjects)
    first, second = first[once], second[once]
    points, of_pair = shapely.get_parts(shapely.intersection(lines[first], lines[second]), return_index=True)
    plain = shapely.get_type_id(points) == shapely.GeometryType.POINT
    points, of_pair = points[plain], of_pair[plain]
    vertices = shapely.extract_unique_points(lines)
    joined = np.ones(len(points), dtype=bool)
    for side in (first, second):
        joined &= shapely.dwithin(points, vertices[side[of_pair]], tolerance_m)
    joined[_nearest(points, nodes, tolerance_m)[0]] = True
    crossing = np.flatnonzero(~joined)
    pairs, at, counts = np.unique(of_pair[crossing], return_index=True, return_counts=True)
    places = shapely.get_coordinates(points[crossing[at]])
    return Pairs.of(first[pairs], second[pairs], counts.astype(np.float64), places, subjects)


def _ends(lines: Array) -> tuple[Array, Array]:
    """Where each line ends, and whose end it is; parts that continue each other have none between them."""
    ends, of_line = shapely.get_parts(shapely.boundary(lines), return_index=True)
    return ends, of_line


def _nearest(points: Array, nodes: Array, within_m: float) -> tuple[Array, Array]:
    """The points that have a node within reach, and how far the nearest is."""
    if not len(nodes) or not len(points):
        return np.empty(0, dtype=np.int64), np.empty(0)
    (at, _), distances = shapely.STRtree(nodes).query_nearest(
        points, max_distance=max(within_m, 1e-9), return_distance=True, all_matches=False
    )
    return at, distances
