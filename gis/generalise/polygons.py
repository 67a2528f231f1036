"""Polygons that adjoin: united by groups, closed over streets, simplified so that shared borders stay shared. Pure.

Shapes are arrays of polygons and multipolygons in EPSG:3857.
"""

from contextlib import suppress
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.generalise.grid import pixel_m

Shapes = NDArray[Any]
"""Objects: shapely geometries."""

_AREA_ERROR = 1e-6
"""Share by which a union may differ from the sum of its parts where these do not overlap."""
_GRID_M = 2.0**-7
"""Coordinates are rounded to it: far more than computing adds to them, far less than a tile holds."""
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
    sums = np.add.reduceat(shapely.area(shapes)[order], starts)
    united = np.array([_union(piece, area) for piece, area in zip(pieces, sums, strict=True)], dtype=object)
    # Where rings begin would depend on the order of the shapes, and with it how they are simplified.
    return numbers, shapely.normalize(united)


def _union(shapes: Shapes, area: float) -> Any:
    """Args: area: the sum of theirs; what does not overlap has it united as well."""
    if len(shapes) == 1 and shapes[0].is_valid:
        return shapes[0]
    with suppress(shapely.errors.GEOSException):  # borders that cross
        united = shapely.coverage_union_all(shapes)
        if abs(united.area - area) <= _AREA_ERROR * area and united.is_valid:
            return united
    return polygonal(shapely.union_all(shapely.make_valid(shapes)))


def aggregate(shapes: Shapes, zoom: int) -> Shapes:
    """Close gaps narrower than a pixel within each shape, such as streets between the blocks of a neighbourhood.

    Returns:
        A coverage, borders up to a tile's step off; where closed shapes would overlap, the ground is whose it was, or the first
        one's.
    """
    gap = pixel_m(zoom)
    step = gap / _STEPS_PER_PIXEL
    # What a tile cannot hold anyway costs most of the time that closing takes.
    coarser = _rounded(_simplified(shapes, step))
    closed = coarser.copy()
    several = np.flatnonzero(shapely.get_num_geometries(coarser) > 1)
    whole = _offset(_grown(coarser[several], gap / 2), -gap / 2)
    parts, of_shape = shapely.get_parts(shapely.difference(whole, coarser[several]), return_index=True)
    large = shapely.area(parts) > step**2
    for at in np.unique(of_shape[large]):
        closed[several[at]] = _filled(coarser[several[at]], whole[at], parts[large & (of_shape == at)])
    return as_coverage(_rounded(closed), coarser, step)


def _filled(shape: Any, whole: Any, gaps: Shapes) -> Any:
    """A shape with its gaps. Their union moves no other border, as taking the closed shape would.

    Args:
        whole: the shape, closed; parts that it holds in its midst, as blocks between streets, need not be united one by one.
    """
    rings, of_gap = shapely.get_rings(gaps, return_index=True)
    enclosed = shapely.polygons(rings)
    outer = np.concatenate([[True], of_gap[1:] != of_gap[:-1]])
    shapely.prepare(whole)
    kept = outer | ~shapely.contains_properly(whole, enclosed)
    filled = shapely.polygons(rings[kept], indices=of_gap[kept])
    parts = shapely.get_parts(shape)
    held = shapely.STRtree(parts).query(filled, predicate="contains_properly")[1]
    return polygonal(shapely.union_all(np.concatenate([np.delete(parts, held), filled])))


def _rounded(shapes: Shapes) -> Shapes:
    """Coordinates as they come out whatever else was computed with them, so that what follows an edit fits what was there."""
    rounded: Shapes = shapely.transform(shapes, lambda found: np.round(found / _GRID_M) * _GRID_M)
    broken = ~shapely.is_valid(rounded)
    rounded[broken] = shapes[broken]
    return rounded


def _grown(shapes: Shapes, reach_m: float) -> Shapes:
    """Shapes of several parts, each wider; of hundreds of parts ten times as fast part by part as at once."""
    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    starts = np.searchsorted(of_shape, np.arange(1, len(shapes)))
    pieces = np.split(_offset(parts, reach_m), starts)
    return np.array([shapely.union_all(piece) for piece in pieces if len(piece)], dtype=object)


def _offset(shapes: Shapes, distance_m: float) -> Shapes:
    offset: Shapes = shapely.buffer(shapes, distance_m, join_style="mitre", mitre_limit=2)
    return offset


def as_coverage(shapes: Shapes, first: Shapes, step_m: float) -> Shapes:
    """Shapes that share their borders and do not overlap; those that do already stay as they are.

    Args:
        first: whose ground is whose where shapes overlap; then the earlier one's.
        step_m: where nothing else helps, all coordinates are rounded to it.
    """
    edges = shapely.coverage_invalid_edges(shapes)
    if shapely.is_empty(edges).all():
        return shapes
    # An edge that lies in another shape is that one's fault as well.
    faulty = np.unique(shapely.STRtree(shapes).query(edges, predicate="intersects")[1])
    result = shapes.copy()
    result[faulty] = _apart(shapes[faulty], first[faulty], _GRID_M)
    return result if shapely.coverage_is_valid(result) else _apart(shapes, first, step_m)


def _apart(shapes: Shapes, first: Shapes, step_m: float) -> Shapes:
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
    return _simplified(shapes, pixel_m(zoom))


def _simplified(shapes: Shapes, tolerance_m: float) -> Shapes:
    simplified: Shapes = shapely.coverage_simplify(shapes, tolerance_m)
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
