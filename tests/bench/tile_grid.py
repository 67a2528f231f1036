"""Which web mercator tiles the generated parcels lie in. Pure."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from gis.crs import Bounds


@dataclass(frozen=True, order=True)
class Address:
    """A tile of WebMercatorQuad."""

    zoom: int
    x: int
    y: int

    @property
    def ogc(self) -> str:
        """As OGC API Tiles orders it: row before column."""
        return f"{self.zoom}/{self.y}/{self.x}"


def touching(bounds: Bounds, zoom: int) -> list[Address]:
    """Tiles that a box has a part in.

    Args:
        bounds: west, south, east, north in degrees.
    """
    left, top, right, bottom = _edges(bounds, zoom)
    return [
        Address(zoom, x, y)
        for x in range(math.floor(left), math.ceil(right))
        for y in range(math.floor(top), math.ceil(bottom))
    ]


def within(bounds: Bounds, zoom: int) -> Iterator[Address]:
    """Tiles that lie wholly in a box, nearest to its middle first.

    Args:
        bounds: west, south, east, north in degrees.
    """
    left, top, right, bottom = _edges(bounds, zoom)
    middle = ((left + right - 1) / 2, (top + bottom - 1) / 2)
    found = [
        Address(zoom, x, y)
        for x in range(math.ceil(left), math.floor(right))
        for y in range(math.ceil(top), math.floor(bottom))
    ]
    yield from sorted(found, key=lambda tile: math.dist((tile.x, tile.y), middle))


def at(longitude: float, latitude: float, zoom: int) -> Address:
    """The tile a place lies in."""
    across, down = _position(longitude, latitude, zoom)
    return Address(zoom, math.floor(across), math.floor(down))


def _edges(bounds: Bounds, zoom: int) -> Bounds:
    """Left, top, right and bottom, counted in tiles."""
    west, south, east, north = bounds
    return *_position(west, north, zoom), *_position(east, south, zoom)


def _position(longitude: float, latitude: float, zoom: int) -> tuple[float, float]:
    across = (longitude + 180) / 360 * 2**zoom
    down = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2**zoom
    return across, down
