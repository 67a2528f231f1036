"""Where a city's features can lie: turns places of a request into places of the storage CRS. Pure."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import Bounds, CrsRef, Operation, operation

_MARGIN_DEGREES = 1.0
"""Loads accept only what touches the boundary, so nothing lies farther out; projecting the whole globe would fail."""

_SEGMENTS = 128
_WORLD_M = 20037508.342789244
"""Half the width of the web mercator square (OGC 17-083r4, annex D.1)."""


@dataclass(frozen=True)
class Territory:
    """A municipality's surroundings.

    Attributes:
        boundary: longitude/latitude bounds of the municipality.
        srid: EPSG code of the storage CRS.
    """

    boundary: Bounds
    srid: int

    @cached_property
    def reach(self) -> Bounds:
        west, south, east, north = self.boundary
        return (
            west - _MARGIN_DEGREES,
            south - _MARGIN_DEGREES,
            east + _MARGIN_DEGREES,
            north + _MARGIN_DEGREES,
        )

    @property
    def centre(self) -> tuple[float, float]:
        west, south, east, north = self.boundary
        return (west + east) / 2, (south + north) / 2

    def point(self, longitude: float, latitude: float) -> tuple[float, float] | None:
        """Easting and northing of a place, or None when it is out of reach."""
        west, south, east, north = self.reach
        if not (west <= longitude <= east and south <= latitude <= north):
            return None
        x, y = self._from(4326).transformer.transform(longitude, latitude)
        return float(x), float(y)

    def degrees(self, easting: float, northing: float) -> tuple[float, float]:
        """Longitude and latitude of a place in the storage CRS."""
        longitude, latitude = self._to_degrees[self.srid].transformer.transform(easting, northing)
        return float(longitude), float(latitude)

    def area(self, box: Bounds, crs: CrsRef) -> bytes | None:
        """A request's box (easting-northing order) as EWKB in the storage CRS; None when it is out of reach.

        A geographic box with west > east crosses the antimeridian (RFC 7946, section 5.2).
        """
        if crs.srid == self.srid:
            shape = shapely.intersection(shapely.box(*box), shapely.box(*self._reach_in_storage))
            return self._ewkb(shape)
        if crs.geographic:
            west, south, east, north = box
            parts = (
                [(west, south, east, north)]
                if west <= east
                else [(west, south, 180.0, north), (-180.0, south, east, north)]
            )
            wanted: BaseGeometry = shapely.union_all([shapely.box(*part) for part in parts])
        else:
            corners = self._to_degrees[crs.srid].transformer
            west, south, east, north = corners.transform_bounds(*_clip_mercator(box))
            wanted = shapely.box(west, south, east, north)
        near = shapely.intersection(wanted, shapely.box(*self.reach))
        if near.is_empty:
            return None
        length = max(near.bounds[2] - near.bounds[0], near.bounds[3] - near.bounds[1]) / _SEGMENTS
        # Edges that are straight in degrees are curves in the storage CRS.
        dense = shapely.segmentize(near, max(length, 1e-9))
        return self._ewkb(self._from(4326).apply(np.array([dense], dtype=object))[0])

    def tile(self, z: int, x: int, y: int, buffer: float = 64 / 4096) -> Bounds | None:
        """A web mercator tile with its buffer (a share of its width) in the storage CRS; None when out of reach."""
        width = 2 * _WORLD_M / 2**z
        left, top = -_WORLD_M + x * width, _WORLD_M - y * width
        margin = width * buffer
        box = (left - margin, top - width - margin, left + width + margin, top + margin)
        west, south, east, north = self._reach_in_mercator
        near = (max(box[0], west), max(box[1], south), min(box[2], east), min(box[3], north))
        if near[0] >= near[2] or near[1] >= near[3]:
            return None
        found = self._from(3857).transformer.transform_bounds(*near)
        return float(found[0]), float(found[1]), float(found[2]), float(found[3])

    def _from(self, srid: int) -> Operation:
        return self._operations[srid]

    @cached_property
    def _operations(self) -> dict[int, Operation]:
        return {srid: operation(srid, self.srid, self.boundary) for srid in (4326, 3857)}

    @cached_property
    def _to_degrees(self) -> dict[int, Operation]:
        return {srid: operation(srid, 4326, self.boundary) for srid in (3857, self.srid)}

    @cached_property
    def _reach_in_storage(self) -> Bounds:
        return self._from(4326).transformer.transform_bounds(*self.reach)

    @cached_property
    def _reach_in_mercator(self) -> Bounds:
        return operation(4326, 3857, self.boundary).transformer.transform_bounds(*self.reach)

    def _ewkb(self, shape: BaseGeometry) -> bytes | None:
        if shape.is_empty:
            return None
        return bytes(shapely.to_wkb(shapely.set_srid(shape, self.srid), include_srid=True))


def _clip_mercator(box: Bounds) -> Bounds:
    return (max(box[0], -_WORLD_M), max(box[1], -_WORLD_M), min(box[2], _WORLD_M), min(box[3], _WORLD_M))
