"""A generated cadastre as an office would hand it over: blocks of parcels with crooked shared borders, streets between."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import operation
from gis.quality import Array

SIDE_M = 20.0
_BLOCK = 10
"""Parcels along a block's side."""
_STREET_M = 12.0
_NEIGHBOURHOOD = 6
"""Blocks along a neighbourhood's side: 3,600 parcels."""
_BLOCK_STEP_M = _BLOCK * SIDE_M + _STREET_M
_CROOKED_M = 3.0
_RING = ((0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1), (0, 0))
"""A parcel's nine vertices on the lattice of half sides."""


@dataclass(frozen=True)
class Cadastre:
    """Parcels row by row from the south-western corner.

    Args:
        west, south: of that corner, metres.
        srid: EPSG code of the CRS they are measured in.
    """

    parcels: int
    west: float = 470_000.0
    south: float = 4_405_000.0
    srid: int = 5255
    seed: int = 7

    def polygons(self) -> Array:
        """In the CRS they are measured in."""
        blocks, across = self._blocks
        size = 2 * _BLOCK + 1
        crooked = np.random.default_rng(self.seed).uniform(-_CROOKED_M, _CROOKED_M, (blocks, size, size, 2))
        steps = np.arange(size) * SIDE_M / 2
        lattice = np.stack(np.meshgrid(steps, steps, indexing="ij"), axis=-1) + crooked
        corner = np.stack(np.divmod(np.arange(blocks), across)[::-1], axis=-1)
        lattice += (corner * _BLOCK_STEP_M)[:, None, None, :] + (self.west, self.south)
        column, row = (
            2 * i.ravel() for i in np.meshgrid(np.arange(_BLOCK), np.arange(_BLOCK), indexing="ij")
        )
        ring = np.stack([lattice[:, column + dx, row + dy] for dx, dy in _RING], axis=2)
        return np.asarray(shapely.polygons(ring.reshape(-1, 9, 2)))[: self.parcels]

    def frame(self, changed: Array | None = None) -> gpd.GeoDataFrame:
        """With the columns of a land registry export, in longitude and latitude.

        Args:
            changed: positions of parcels whose land type differs from the first delivery.
        """
        polygons = self.polygons()
        at = np.arange(self.parcels)
        block = at // _BLOCK**2
        row, column = np.divmod(block, self._blocks[1])
        neighbourhood = 1000 * (row // _NEIGHBOURHOOD) + column // _NEIGHBOURHOOD
        land_type = np.full(self.parcels, "Arsa", dtype=object)
        if changed is not None:
            land_type[changed] = "Bahçe"
        table = pd.DataFrame(
            {
                "MAHALLE_ID": (1000 + neighbourhood).astype(str),
                "ADA": (1 + row % _NEIGHBOURHOOD * _NEIGHBOURHOOD + column % _NEIGHBOURHOOD).astype(str),
                "PARSEL": (1 + at % _BLOCK**2).astype(str),
                "PAFTA": np.char.add("H29-", (block // 50).astype(str)),
                "NITELIK": land_type,
                "ALAN": np.round(shapely.area(polygons), 2),
            }
        )
        to_degrees = operation(self.srid, 4326, (25.0, 35.0, 45.0, 43.0))
        return gpd.GeoDataFrame(table, geometry=to_degrees.apply(polygons), crs=4326)

    def write(self, path: Path, changed: Array | None = None, removed: Array | None = None) -> Path:
        """As a GeoPackage in WGS 84.

        Args:
            removed: positions of parcels that are not delivered any more.
        """
        frame = self.frame(changed)
        if removed is not None:
            frame = frame[~np.isin(np.arange(self.parcels), removed)]
        pyogrio.write_dataframe(frame, path, driver="GPKG", layer="parsel")
        return path

    def square(self, share: float) -> Array:
        """Positions of the parcels of a square of whole blocks around the middle.

        Args:
            share: of all blocks; at least one is taken.
        """
        blocks, across = self._blocks
        row, column = np.divmod(np.arange(blocks), across)
        reach = across * np.sqrt(share) / 2
        chosen = np.maximum(abs(row - across // 2), abs(column - across // 2)) <= reach
        return np.flatnonzero(np.repeat(chosen, _BLOCK**2)[: self.parcels])

    def middle(self) -> tuple[float, float]:
        """The middle of the block in the middle: longitude and latitude."""
        reach = self._blocks[1] // 2 * _BLOCK_STEP_M + _BLOCK * SIDE_M / 2
        to_degrees = operation(self.srid, 4326, (25.0, 35.0, 45.0, 43.0))
        (place,) = to_degrees.apply([shapely.Point(self.west + reach, self.south + reach)])
        return float(shapely.get_x(place)), float(shapely.get_y(place))

    @property
    def _blocks(self) -> tuple[int, int]:
        """How many, and how many of them lie along a side."""
        blocks = -(-self.parcels // _BLOCK**2)
        return blocks, int(np.ceil(np.sqrt(blocks)))

    def outline(self) -> BaseGeometry:
        """A box around all of it, longitude and latitude."""
        west, south, east, north = shapely.total_bounds(self.polygons())
        box = shapely.segmentize(shapely.box(west - 500, south - 500, east + 500, north + 500), 2000)
        degrees: BaseGeometry = operation(self.srid, 4326, (25.0, 35.0, 45.0, 43.0)).apply([box])[0]
        return degrees
