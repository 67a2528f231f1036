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
    if not len(numbers):
        return numbers, shapes
    pieces = np.split(shapes[order], starts[1:])
    united = np.array([_union_of_coverage(piece) for piece in pieces], dtype=object)
    sums = np.add.reduceat(shapely.area(shapes)[order], starts)
    faulty = ~shapely.is_valid(united) | (np.abs(shapely.area(united) - sums) > _AREA_ERROR * sums)
    for at in np.flatnonzero(faulty):
        united[at] = polygonal(shapely.union_all(shapely.make_valid(pieces[at])))
    # Where rings begin would depend on the order of the shapes, and with it how they are simplified.
    return numbers, shapely.normalize(united)


def _union_of_coverage(shapes: Shapes) -> Any:
    return shapes[0] if len(shapes) == 1 else shapely.coverage_union_all(shapes)


def aggregate(shapes: Shapes, zoom: int) -> Shapes:
    """Close gaps narrower than a pixel within each shape, such as streets between the blocks of a neighbourhood.

    Returns:
        A coverage: where closed shapes would overlap, the ground is whose it was, or the first one's.
    """
    gap = pixel_m(zoom)
    step = gap / _STEPS_PER_PIXEL
    closed = shapes.copy()
    several = np.flatnonzero(shapely.get_num_geometries(shapes) > 1)
    grown = shapely.buffer(shapes[several], gap / 2, join_style="mitre", mitre_limit=2)
    filled = shapely.difference(
        shapely.buffer(grown, -gap / 2, join_style="mitre", mitre_limit=2), shapes[several]
    )
    parts, of_shape = shapely.get_parts(filled, return_index=True)
    large = shapely.area(parts) > step**2
    for at in np.unique(of_shape[large]):
        # A union with what fills the gaps moves no other border, as taking the closed shape would.
        pieces = [shapes[several[at]], *parts[large & (of_shape == at)]]
        closed[several[at]] = polygonal(shapely.union_all(pieces))
    return as_coverage(closed, shapes, step)


def as_coverage(shapes: Shapes, first: Shapes, step_m: float) -> Shapes:
    """Shapes that share their borders and do not overlap; those that do already stay as they are.

    Args:
        first: whose ground is whose where shapes overlap; then the earlier one's.
        step_m: where nothing else helps, all coordinates are rounded to it.
    """
    faulty = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes))
    if not faulty.any():
        return shapes
    result = shapes.copy()
    result[faulty] = _apart(shapes[faulty], first[faulty], None)
    return result if shapely.coverage_is_valid(result) else _apart(shapes, first, step_m)


def _apart(shapes: Shapes, first: Shapes, step_m: float | None) -> Shapes:
    """Each piece of ground that borders enclose becomes one shape's."""
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
    result = np.full(len(shapes), shapely.MultiPolygon(), dtype=object)
    numbers, united = dissolve(faces[owned], owner[owned])
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
