"""What can be said of each geometry by itself: its size, its vertices, its declared area. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyproj
import shapely

from gis.check_vocabulary import AreaRules
from gis.crs import TM_ZONES
from gis.quality.flaws import Array


@dataclass(frozen=True, eq=False)
class Found:
    """Geometries with a fault.

    Args:
        rows: positions.
        sizes: how much, in the fault's unit.
        places: n×2, where.
    """

    rows: Array
    sizes: Array
    places: Array


def representative(geometries: Array) -> Array:
    """n×2, a point in each geometry."""
    return np.asarray(shapely.get_coordinates(shapely.point_on_surface(geometries)))


def below(geometries: Array, sizes: Array, least: float) -> Found:
    """Geometries smaller than the least."""
    rows = np.flatnonzero(sizes < least)
    return Found(rows, sizes[rows], representative(geometries[rows]))


def duplicate_vertices(geometries: Array, tolerance_m: float) -> Found:
    """Geometries with neighbouring vertices in a part or ring that are within the tolerance; the first such place.

    The sizes are how many such vertices there are.
    """
    lines, of_line = _linework(geometries)
    points, at = shapely.get_coordinates(lines, return_index=True)
    steps = np.hypot(*(points[1:] - points[:-1]).T)
    repeated = np.flatnonzero((at[1:] == at[:-1]) & (steps <= tolerance_m))
    rows, first, counts = np.unique(of_line[at[repeated]], return_index=True, return_counts=True)
    return Found(rows, counts.astype(np.float64), points[repeated[first]])


def _linework(geometries: Array) -> tuple[Array, Array]:
    """Lines and rings of geometries, and whose each is."""
    parts, of_part = shapely.get_parts(geometries, return_index=True)
    areal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, of_ring = shapely.get_rings(parts[areal], return_index=True)
    lines = np.concatenate([parts[~areal], rings])
    whose = np.concatenate([of_part[~areal], of_part[areal][of_ring]])
    order = np.argsort(whose, kind="stable")
    return lines[order], whose[order]


def zone_areas(geometries: Array, srid: int) -> Array:
    """Areas in m² in the TUREF / TM zone of each geometry's own longitude.

    A province can span two zones; 1.5° from the central meridian the plane is 0.04 % too large, and in the neighbouring
    zone more than the legal tolerance.
    """
    areas: Array = shapely.area(geometries)
    if not len(geometries):
        return areas
    centers = shapely.get_coordinates(shapely.centroid(geometries))
    to_degrees = _transformer(srid, 4326)
    longitudes, _ = to_degrees.transform(centers[:, 0], centers[:, 1])
    meridians = np.clip(np.round(np.asarray(longitudes) / 3) * 3, 27, 45).astype(np.int64)
    for zone, meridian in TM_ZONES.items():
        rows = np.flatnonzero(meridians == meridian)
        if len(rows) and zone != srid:
            areas[rows] = shapely.area(_moved(geometries[rows], srid, zone))
    return areas


@lru_cache
def _transformer(source: int, target: int) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def _moved(geometries: Array, source: int, target: int) -> Array:
    to_target = _transformer(source, target)

    def transform(coordinates: Array) -> Array:
        return np.stack(to_target.transform(coordinates[:, 0], coordinates[:, 1]), axis=1)

    return np.asarray(shapely.transform(geometries, transform), dtype=object)


def _progressive(areas: Array, _scale: int) -> Array:
    """Tapu Planlarında Yanılma Sınırının Belirlenmesi Hk. Yönetmelik (RG 27.09.2022/31966), archive-approved coordinates.

    Rates by slices of the area: 500 m² may be 6.30 m² off, 5000 m² 24.80 m².
    """
    bounds = np.array([0, 10, 100, 500, 1000, 5000, 25_000, np.inf])
    rates = np.array([0.05, 0.02, 0.01, 0.005, 0.004, 0.003, 0.0015])
    slices = np.clip(areas[:, None], bounds[:-1], bounds[1:]) - bounds[:-1]
    tolerances: Array = slices @ rates
    return tolerances


def _built_up_1988(areas: Array, scale: int) -> Array:
    """Büyük Ölçekli Haritaların Yapım Yönetmeliği of 1988 (repealed 2012), article 259."""
    tolerances: Array = 0.013 * np.sqrt(scale * areas) + 0.0003 * areas
    return tolerances


def _graphic_1988(areas: Array, scale: int) -> Array:
    """Büyük Ölçekli Haritaların Yapım Yönetmeliği of 1988 (repealed 2012), article 260."""
    tolerances: Array = 0.0004 * scale * np.sqrt(areas) + 0.0003 * areas
    return tolerances


AREA_RULES: Mapping[AreaRules, Callable[[Array, int], Array]] = {
    "regulation_2022": _progressive,
    "built_up_1988": _built_up_1988,
    "graphic_1988": _graphic_1988,
}
"""Rule set -> how much an area (m²) may be off, in m², given the sheet's scale number."""


def in_own_zone(bounds: Array, srid: int) -> bool:
    """Whether everything within the bounds certainly lies in the TUREF / TM zone that it is measured in.

    Args:
        bounds: n×4.
    """
    meridian = TM_ZONES.get(srid)
    if meridian is None or not len(bounds):
        return False
    west, south = bounds[:, :2].min(axis=0)
    east, north = bounds[:, 2:].max(axis=0)
    to_degrees = _transformer(srid, 4326)
    # The farthest longitudes of a box in a TM plane are at its corners.
    longitudes, _ = to_degrees.transform([west, west, east, east], [south, north, south, north])
    return bool((np.abs(np.asarray(longitudes) - meridian) < 1.49).all())


def near_declared(areas: Array, declared: Array, rules: AreaRules, map_scale: int) -> Array:
    """Which areas in m² are certainly as near to the declared ones as the rules allow; so are those without one."""
    told = np.isfinite(declared) & (declared > 0)
    known = np.where(told, declared, 0.0)
    return ~told | (np.abs(areas - known) < AREA_RULES[rules](known, map_scale) - 1e-6)


def off_declared(geometries: Array, declared: Array, srid: int, rules: AreaRules, map_scale: int) -> Found:
    """Geometries whose area is off the declared one by more than the rules allow; the sizes are the areas in m².

    Args:
        declared: m², NaN where none is.
    """
    told = np.flatnonzero(np.isfinite(declared) & (declared > 0))
    areas = zone_areas(geometries[told], srid)
    off = np.abs(areas - declared[told]) > AREA_RULES[rules](declared[told], map_scale)
    rows = told[off]
    return Found(rows, areas[off], representative(geometries[rows]))
