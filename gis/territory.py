"""Where a city's features can lie: turns places of a request into places of the storage CRS. Pure."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import Bounds, CrsRef, Operation, operation, supported
from gis.errors import CrsError
from gis.text import Text
from gis.tile_matrix_set import BUFFER, WEB_MERCATOR_QUAD, TileMatrixSet

_MARGIN_DEGREES = 1.0
"""Loads accept only what touches the boundary, so nothing lies farther out; projecting the whole globe would fail."""

_SEGMENTS = 128
_STRAIGHT_DEGREES = 0.002
"""So far along a parallel, an edge that is straight in degrees leaves the one that is straight in metres by < 1 mm."""
_STRAIGHT_M = 200.0
"""The same between two projected CRSs."""
_DEGREE_M = 111_320.0
_FLAT_STEPS = 0.2
"""Where a plane is no farther from a projection than this part of a tile's step, rounding hides it."""
_SHIFTS = ("helmert", "gridshift", "molodensky", "molobadekas")
"""PROJ's changes of datum; PostGIS may choose another one than we do."""
_PLACE_SEGMENTS = 20_000
"""Parts at most that the edges of a client's geometry are cut into."""


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
        reach = self.reach if crs.geographic else self._reaches[crs.srid]
        west, south, east, north = box
        crosses = crs.geographic and west > east
        parts = [(west, south, 180.0, north), (-180.0, south, east, north)] if crosses else [box]
        wanted = [_rectangle(near) for part in parts if (near := _common(part, reach)) is not None]
        if not wanted:
            return None
        shape = wanted[0] if len(wanted) == 1 else shapely.union_all(wanted)
        if crs.srid == self.srid:
            return self._ewkb(shape)
        low_x, low_y, high_x, high_y = shape.bounds
        length = max(high_x - low_x, high_y - low_y) / _SEGMENTS
        straight = _STRAIGHT_DEGREES if crs.geographic else _STRAIGHT_M
        # Edges that are straight in the request's CRS are curves in the storage CRS.
        dense = shapely.segmentize(shape, max(length, straight))
        return self._ewkb(self._from(crs.srid).apply([dense])[0])

    def place(self, shape: BaseGeometry, crs: CrsRef) -> bytes | None:
        """A request's geometry (easting-northing order) as EWKB in the storage CRS; None when it is out of reach.

        Raises:
            CrsError: coordinates that lie nowhere on earth.
        """
        if crs.srid != self.srid:
            # Edges that are straight in one CRS are curves in the other.
            finest = _STRAIGHT_DEGREES if crs.geographic else _STRAIGHT_DEGREES * _DEGREE_M
            shape = shapely.segmentize(shape, max(finest, shape.length / _PLACE_SEGMENTS))
            if crs.srid != 4326:
                shape = operation(crs.srid, 4326, self.boundary).apply([shape])[0]
        in_storage = crs.srid == self.srid
        reach = self.reach_in_storage if in_storage else self.reach
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            raise misplaced()
        near = _part_within(shape, reach)
        if near is None:
            return None
        return self._ewkb(near if in_storage else self._from(4326).apply([near])[0])

    def tile(
        self, level: int, column: int, row: int, matrix_set: TileMatrixSet = WEB_MERCATOR_QUAD
    ) -> Bounds | None:
        """A tile with its buffer in the storage CRS; None when out of reach."""
        box = matrix_set.bounds(level, column, row, BUFFER)
        west, south, east, north = self.reach if matrix_set.srid == 4326 else self._reaches[matrix_set.srid]
        near = (max(box[0], west), max(box[1], south), min(box[2], east), min(box[3], north))
        if near[0] >= near[2] or near[1] >= near[3]:
            return None
        found = self._from(matrix_set.srid).transformer.transform_bounds(*near)
        return float(found[0]), float(found[1]), float(found[2]), float(found[3])

    def plane(
        self, level: int, column: int, row: int, steps: int, matrix_set: TileMatrixSet = WEB_MERCATOR_QUAD
    ) -> tuple[float, ...] | None:
        """The affine map from the storage CRS that does for a tile, near enough to be flat; None for a wider one.

        Args:
            steps: that coordinates have across a tile.

        Returns:
            a, b, d, e, xoff, yoff of ``x' = a·x + b·y + xoff, y' = d·x + e·y + yoff``.
        """
        if self._shifted[matrix_set.srid]:
            return None
        west, south, east, north = matrix_set.bounds(level, column, row, BUFFER)
        x, y = (at.ravel() for at in np.meshgrid(np.linspace(west, east, 3), np.linspace(south, north, 3)))
        wanted = np.column_stack([x, y])
        stored = self._from(matrix_set.srid).points(wanted)
        middle = stored.mean(axis=0)
        if not np.isfinite(middle).all():
            return None
        known = np.column_stack([stored - middle, np.ones(len(stored))])
        found = np.linalg.lstsq(known, wanted, rcond=None)[0]
        off = np.abs(known @ found - wanted).max()
        if off > _FLAT_STEPS * matrix_set.width / 2**level / steps:
            return None
        (a, d), (b, e), moved = found.tolist()
        xoff, yoff = moved - found[:2].T @ middle
        return a, b, d, e, float(xoff), float(yoff)

    @cached_property
    def served(self) -> tuple[CrsRef, ...]:
        """The CRSs features are served in, the default first."""
        return supported(self.srid, self.boundary)

    def _from(self, srid: int) -> Operation:
        return operation(srid, self.srid, self.boundary)

    @cached_property
    def _to_degrees(self) -> dict[int, Operation]:
        return {srid: operation(srid, 4326, self.boundary) for srid in (3857, self.srid)}

    @cached_property
    def _shifted(self) -> dict[int, bool]:
        """Whether there is another datum between the storage CRS and a tile matrix set's."""
        return {srid: any(shift in self._from(srid).pipeline for shift in _SHIFTS) for srid in (3857, 4326)}

    @cached_property
    def _reaches(self) -> dict[int, Bounds]:
        """The reach in each projected CRS that is served."""
        codes = {ref.srid for ref in self.served if not ref.geographic}
        return {
            code: operation(4326, code, self.boundary).transformer.transform_bounds(*self.reach)
            for code in codes
        }

    @property
    def reach_in_storage(self) -> Bounds:
        """The reach in the storage CRS."""
        return self._reaches[self.srid]

    def _ewkb(self, shape: BaseGeometry) -> bytes:
        return bytes(shapely.to_wkb(shapely.set_srid(shape, self.srid), include_srid=True))


def _common(one: Bounds, other: Bounds) -> Bounds | None:
    """Where two boxes overlap or touch."""
    west, south = max(one[0], other[0]), max(one[1], other[1])
    east, north = min(one[2], other[2]), min(one[3], other[3])
    return (west, south, east, north) if west <= east and south <= north else None


def _part_within(shape: BaseGeometry, reach: Bounds) -> BaseGeometry | None:
    """The shape without what is far from every feature; there it might not be projected."""
    west, south, east, north = shape.bounds
    if reach[0] <= west and reach[1] <= south and east <= reach[2] and north <= reach[3]:
        return shape
    cut = shapely.intersection(shape, shapely.box(*reach))
    if cut.is_empty or shape.geom_type == "GeometryCollection" or cut.geom_type != "GeometryCollection":
        return None if cut.is_empty else cut
    # What only touches the edge of the reach is a line or point there.
    parts = shapely.get_parts(cut)
    alike = parts[shapely.get_dimensions(parts) == shapely.get_dimensions(shape)]
    return shapely.union_all(alike) if len(alike) else None


def misplaced() -> CrsError:
    return CrsError(
        "misplaced",
        Text(
            tr="Koordinatlar bu koordinat sisteminde hiçbir yeri göstermiyor.",
            en="The coordinates lie nowhere in that CRS.",
        ),
        Text(tr="Eksen sırasını ve koordinat sistemini denetleyin.", en="Check the axis order and the CRS."),
    )


def _rectangle(box: Bounds) -> BaseGeometry:
    """A polygon; a line or a point where the box has no width or height, since those still touch features."""
    west, south, east, north = box
    if west < east and south < north:
        return shapely.box(*box)
    return shapely.Point(west, south) if box[:2] == box[2:] else shapely.LineString([box[:2], box[2:]])
