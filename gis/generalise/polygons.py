"""Polygons that adjoin: united by groups, closed over streets, simplified so that shared borders stay shared. Pure.

Shapes are arrays of polygons and multipolygons in EPSG:3857.
"""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.generalise.grid import pixel_m

Shapes = NDArray[Any]
"""Objects: shapely geometries."""

_SNAP_M = 0.001
_AREA_ERROR = 1e-6
"""Share by which a union may differ from the sum of its parts where these do not overlap."""
_STEPS_PER_PIXEL = 8
"""A tile's coordinates have so many steps a pixel."""


def dissolve(shapes: Shapes, groups: NDArray[np.int64]) -> tuple[NDArray[np.int64], Shapes]:
    """Each group's shapes as one.

    Returns:
        The groups' numbers, sorted, and their shapes; parts that overlap or do not meet exactly are united all the same.
    """
    order = np.argsort(groups, kind="stable")
    numbers, starts = np.unique(groups[order], return_index=True)
    pieces = np.split(shapes[order], starts[1:])
    united = np.array([_union_of_coverage(piece) for piece in pieces], dtype=object)
    sums = np.add.reduceat(shapely.area(shapes)[order], starts) if len(starts) else np.empty(0)
    faulty = ~shapely.is_valid(united) | (np.abs(shapely.area(united) - sums) > _AREA_ERROR * sums)
    for at in np.flatnonzero(faulty):
        united[at] = polygonal(shapely.union_all(shapely.make_valid(pieces[at]), grid_size=_SNAP_M))
    return numbers, united


def _union_of_coverage(shapes: Shapes) -> Any:
    return shapes[0] if len(shapes) == 1 else shapely.coverage_union_all(shapes)


def aggregate(shapes: Shapes, zoom: int) -> Shapes:
    """Close gaps narrower than a pixel within each shape, such as streets between the blocks of a neighbourhood.

    Returns:
        A coverage: where closed shapes would meet, they share their borders, rounded to the tile's steps.
    """
    gap = pixel_m(zoom)
    closed = shapes.copy()
    several = shapely.get_num_geometries(shapes) > 1
    grown = shapely.buffer(shapes[several], gap / 2, join_style="mitre", mitre_limit=2)
    closed[several] = shapely.buffer(grown, -gap / 2, join_style="mitre", mitre_limit=2)
    return as_coverage(closed, shapes, gap / _STEPS_PER_PIXEL)


def as_coverage(shapes: Shapes, first: Shapes, step_m: float) -> Shapes:
    """Shapes that share their borders and do not overlap.

    Args:
        first: whose ground is whose where shapes overlap; then the earlier one's.
        step_m: coordinates are rounded to it where shapes have to be changed.
    """
    if shapely.coverage_is_valid(shapes):
        return shapes
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=step_m)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    places = shapely.point_on_surface(faces)
    owner = np.full(len(faces), len(shapes))
    for candidates in (shapes, first):
        at, found = shapely.STRtree(candidates).query(places, predicate="intersects")
        earliest = np.full(len(faces), len(shapes))
        np.minimum.at(earliest, at, found)
        owner = np.where(earliest < len(shapes), earliest, owner)
    owned = owner < len(shapes)
    numbers, united = dissolve(faces[owned], owner[owned])
    result = np.full(len(shapes), shapely.MultiPolygon(), dtype=object)
    result[numbers] = united
    return result


def simplify_coverage(shapes: Shapes, zoom: int) -> Shapes:
    """Leave out what a pixel does not show; borders that two shapes share stay shared."""
    simplified = shapely.coverage_simplify(shapes, pixel_m(zoom))
    broken = ~shapely.is_valid(simplified)
    simplified[broken] = shapes[broken]
    return simplified


def simplify_each(shapes: Shapes, zoom: int) -> Shapes:
    """Leave out what half a pixel does not show; each shape for itself."""
    found: Shapes = shapely.simplify(shapes, pixel_m(zoom) / 2)
    return found


def without_small_parts(shapes: Shapes, zoom: int, pixels: int) -> Shapes:
    """Shapes without the parts that would be smaller than a square so wide; None where nothing is left."""
    least = (pixels * pixel_m(zoom)) ** 2
    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    large = shapely.area(parts) >= least
    result = np.full(len(shapes), None, dtype=object)
    if large.any():
        result[np.unique(of_shape[large])] = shapely.multipolygons(
            parts[large], indices=_dense(of_shape[large])
        )
    return result


def _dense(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.unique(numbers, return_inverse=True)[1].astype(np.int64)


def polygonal(shape: Any) -> Any:
    """A shape's polygons, without lines and points."""
    parts = shapely.get_parts(shape)
    while (shapely.get_type_id(parts) == shapely.GeometryType.GEOMETRYCOLLECTION).any():
        parts = shapely.get_parts(parts)
    areal = shapely.get_parts(parts[shapely.get_dimensions(parts) == 2])
    return shapely.MultiPolygon(list(areal))
