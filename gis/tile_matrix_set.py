"""Tile matrix sets (OGC 17-083r4, annex D): where on earth a tile lies. Pure."""

import math
from dataclasses import dataclass

from gis.crs import CRS84, Bounds, epsg_uri

BUFFER = 64 / 4096
"""What a tile holds of its neighbours, as a share of its width: outlines are not seen to end at its border."""
_DEEPEST_ZOOM = 22
_HALF_WORLD_M = 20037508.342789244
"""Half the width of the web mercator square (annex D.1)."""
_MERCATOR_LATITUDE = 85.0511287798066


@dataclass(frozen=True)
class TileLimits:
    """The rows and columns of one tile matrix that can hold data, ends included."""

    level: int
    min_row: int
    max_row: int
    min_column: int
    max_column: int

    def hold(self, column: int, row: int) -> bool:
        return self.min_column <= column <= self.max_column and self.min_row <= row <= self.max_row

    @property
    def count(self) -> int:
        return (self.max_row - self.min_row + 1) * (self.max_column - self.min_column + 1)


@dataclass(frozen=True)
class TileMatrixSet:
    """A quad tree of square tiles; rows are counted from the north, columns from the west.

    Attributes:
        srid: its CRS with longitude (easting) first; ``crs`` names it.
        west, north: the point of origin.
        columns, rows: of its level 0.
        width: of a tile of level 0, in units of the CRS.
        zoom: the web mercator zoom of about the scale of level 0: layers say at which zooms they are drawn.
    """

    id: str
    srid: int
    crs: str
    west: float
    north: float
    columns: int
    rows: int
    width: float
    zoom: int

    @property
    def uri(self) -> str:
        return f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{self.id}"

    @property
    def deepest(self) -> int:
        """The last level that tiles are made for."""
        return _DEEPEST_ZOOM - self.zoom

    def holds(self, level: int, column: int, row: int) -> bool:
        return (
            0 <= level <= self.deepest
            and 0 <= column < self.columns << level
            and 0 <= row < self.rows << level
        )

    def bounds(self, level: int, column: int, row: int, buffer: float = 0.0) -> Bounds:
        """A tile in the set's CRS. ``buffer`` is added on each side, as a share of its width."""
        width = self.width / 2**level
        margin = width * buffer
        left, top = self.west + column * width, self.north - row * width
        return left - margin, top - width - margin, left + width + margin, top + margin

    def levels(self, zooms: tuple[int, int]) -> tuple[int, int]:
        """Its levels for web mercator zooms, as far as there are any."""
        return max(zooms[0] - self.zoom, 0), min(max(zooms[1] - self.zoom, 0), self.deepest)

    def limits(self, area: Bounds, level: int) -> TileLimits:
        """The tiles that an area (longitude/latitude) touches."""
        west, south, east, north = area
        left, bottom = self._projected(west, south)
        right, top = self._projected(east, north)
        width = self.width / 2**level
        last_column, last_row = (self.columns << level) - 1, (self.rows << level) - 1

        def within(at: float, last: int) -> int:
            return min(max(math.floor(at), 0), last)

        return TileLimits(
            level,
            within((self.north - top) / width, last_row),
            within((self.north - bottom) / width, last_row),
            within((left - self.west) / width, last_column),
            within((right - self.west) / width, last_column),
        )

    def _projected(self, longitude: float, latitude: float) -> tuple[float, float]:
        if self.srid == 4326:
            return longitude, latitude
        phi = math.radians(min(max(latitude, -_MERCATOR_LATITUDE), _MERCATOR_LATITUDE))
        return longitude * _HALF_WORLD_M / 180, math.asinh(math.tan(phi)) * _HALF_WORLD_M / math.pi


WEB_MERCATOR_QUAD = TileMatrixSet(
    "WebMercatorQuad", 3857, epsg_uri(3857), -_HALF_WORLD_M, _HALF_WORLD_M, 1, 1, 2 * _HALF_WORLD_M, 0
)
WORLD_CRS84_QUAD = TileMatrixSet("WorldCRS84Quad", 4326, CRS84, -180.0, 90.0, 2, 1, 180.0, 1)
TILE_MATRIX_SETS = {one.id: one for one in (WEB_MERCATOR_QUAD, WORLD_CRS84_QUAD)}
"""Those that are served, by id; clients read the first one most widely."""
