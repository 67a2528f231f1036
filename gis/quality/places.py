"""Rows against features of other layers: inside their parent, on their side of the street. Pure."""

import re

import numpy as np
import shapely

from gis.quality.flaws import Array
from gis.quality.sizes import Found, representative

_BEYOND_END_M = 1.0
"""Doors that lie farther beyond an end of their street are on neither side of it."""


def outside(geometries: Array, parents: Array, max_share: float) -> Found:
    """Geometries of which more than the share lies in no parent; the sizes are the shares that do, 0 … 1.

    Args:
        parents: valid polygons.
    """
    tree = shapely.STRtree(parents)
    whole = np.zeros(len(geometries), dtype=bool)
    whole[tree.query(geometries, predicate="covered_by")[0]] = True
    left = np.flatnonzero(~whole)
    at, parent = tree.query(geometries[left], predicate="intersects")
    common = shapely.intersection(geometries[left][at], parents[parent])
    sizes = _size(geometries[left])
    within = np.bincount(at, weights=_size(common), minlength=len(left)) / np.maximum(sizes, 1e-9)
    share = 1 - np.minimum(within, 1)
    far = share > max_share
    rows = left[far]
    places = representative(geometries[rows])
    return Found(rows, share[far], places)


def _size(geometries: Array) -> Array:
    """Area, length or number of points, whichever the geometries have."""
    areas, lengths = shapely.area(geometries), shapely.length(geometries)
    points = np.where(shapely.is_empty(geometries), 0, shapely.get_num_coordinates(geometries))
    sizes: Array = np.where(areas > 0, areas, np.where(lengths > 0, lengths, points))
    return sizes


def wrong_side(points: Array, numbers: Array, streets: Array) -> Array:
    """Positions of the doors whose number belongs to the other side: left odd, right even, along the line.

    Numarataj Yönetmeliği (RG 31.07.2006/26245): numbers begin where the street begins, odd ones on the left.

    Args:
        numbers: as written, ``12/A``; None for none. Without a leading number a door is passed over.
        streets: the line of each door's street; None for none. Doors beyond its ends or upon it are passed over.
    """
    written, whose = np.unique(
        np.where(numbers == np.array(None), "", numbers).astype(np.str_), return_inverse=True
    )
    leading = np.array([_leading(number) for number in written], dtype=np.int64)[whose]
    asked = np.flatnonzero((leading > 0) & ~shapely.is_missing(streets) & ~shapely.is_missing(points))
    parts, of_door = shapely.get_parts(streets[asked], return_index=True)
    distances = shapely.distance(points[asked][of_door], parts)
    order = np.lexsort((distances, of_door))
    doors, nearest = np.unique(of_door[order], return_index=True)
    lines, rows = parts[order][nearest], asked[doors]
    along = shapely.line_locate_point(lines, points[rows])
    lengths = shapely.length(lines)
    start = shapely.get_coordinates(shapely.line_interpolate_point(lines, np.maximum(along - 0.5, 0)))
    end = shapely.get_coordinates(shapely.line_interpolate_point(lines, np.minimum(along + 0.5, lengths)))
    way, aside = end - start, shapely.get_coordinates(points[rows]) - start
    turn = way[:, 0] * aside[:, 1] - way[:, 1] * aside[:, 0]
    off_m = np.abs(turn) / np.maximum(np.hypot(*way.T), 1e-9)
    beside = (off_m > 0.1) & (off_m > shapely.distance(points[rows], lines) - _BEYOND_END_M)
    odd = leading[rows] % 2 == 1
    wrong: Array = rows[beside & (odd != (turn > 0))]
    return wrong


def _leading(number: str) -> int:
    match = re.match(r"\s*(\d{1,6})", number)
    return int(match[1]) if match else 0
