"""Rows that have the same geometry. Pure."""

import numpy as np
import shapely

from gis.quality.coverage import Pairs
from gis.quality.flaws import Array
from gis.quality.shapes import Shapes

_WEIGHTS = np.array([1.0, np.sqrt(2), np.sqrt(3), np.sqrt(5)])


def duplicate_geometries(shapes: Shapes, subjects: int, tolerance_m: float) -> Pairs:
    """Geometries that nowhere lie farther apart than the tolerance, however their vertices are ordered.

    Args:
        shapes: the subjects first, then what lies around them.
    """
    first, second = _alike(shapes.bounds, max(tolerance_m, 1e-9))
    with_subject = (first < subjects) | (second < subjects)
    first, second = first[with_subject], second[with_subject]
    one, other = shapes.taken(first).geometries, shapes.taken(second).geometries
    same = shapely.get_type_id(one) == shapely.get_type_id(other)
    same &= shapely.hausdorff_distance(one, other) <= tolerance_m
    first, second = first[same], second[same]
    places = shapely.get_coordinates(shapely.point_on_surface(one[same]))
    return Pairs.of(first, second, np.zeros(len(first)), places, subjects)


def _alike(bounds: Array, tolerance_m: float) -> tuple[Array, Array]:
    """Pairs whose bounds agree within the tolerance.

    Bounds that agree have a sum, weighted so that hardly any others share it, that agrees too: after sorting by it only
    the next few need to be compared.
    """
    sums = (bounds - bounds.min(axis=0, initial=np.inf)) @ _WEIGHTS
    order = np.argsort(sums)
    sums, window = sums[order], tolerance_m * float(_WEIGHTS.sum())
    firsts, seconds, step = [], [], 1
    while step < len(order):
        close = np.flatnonzero(sums[step:] - sums[:-step] <= window)
        if not len(close):
            break
        one, two = order[close], order[close + step]
        alike = np.abs(bounds[one] - bounds[two]).max(axis=1) <= tolerance_m
        firsts.append(one[alike])
        seconds.append(two[alike])
        step += 1
    nothing = np.empty(0, dtype=np.int64)
    return np.concatenate([nothing, *firsts]), np.concatenate([nothing, *seconds])
