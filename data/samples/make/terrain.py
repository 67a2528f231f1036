"""The ground: a river valley that falls to the south between hills."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import rasterio
import rasterio.shutil
import shapely
from rasterio.enums import Resampling
from rasterio.transform import from_origin
from shapely.geometry import LineString, Polygon

from data.samples.make import plan

CELL_M = 10.0
NODATA = -9999.0
STEP_M = 0.125
"""Heights are whole eighths of a metre: no survey of the land is finer, and the file is far smaller."""
HILLS: tuple[tuple[float, float, float, float], ...] = (
    (-330, 1180, 118, 430), (-1250, 1250, 74, 520), (1500, 620, 86, 470), (-1500, -950, 42, 600), (760,
    -1250, 35, 420),
)  # fmt: skip
"""Middle (east, north), height and radius in metres."""


@dataclass(frozen=True)
class Terrain:
    """Heights above the sea in metres, on a grid of square cells whose first row is the northernmost."""

    west: float
    north: float
    heights: npt.NDArray[np.float32]

    def height(self, x: float, y: float) -> float:
        """The height of the cell at an easting and northing, as the elevation file gives it."""
        return float(self.heights[int((self.north - y) // CELL_M), int((x - self.west) // CELL_M)])


def make_terrain(district: Polygon, river: LineString) -> Terrain:
    """The ground of the district and 300 m around it."""
    west, south, east, north = (round(v / 100) * 100 for v in district.buffer(300).bounds)
    xs = np.arange(west + CELL_M / 2, east, CELL_M)
    ys = np.arange(north - CELL_M / 2, south, -CELL_M)
    x, y = np.meshgrid(xs, ys)
    points = shapely.points(x, y)
    downstream = shapely.line_locate_point(river, points)
    beside = shapely.distance(points, river)
    carved = 1 - np.exp(-((beside / 620.0) ** 2))  # the river has cut through every hill
    heights = 1012.0 - 0.011 * downstream + 44.0 * carved
    for hill_x, hill_y, hill_height, radius in HILLS:
        far = (x - plan.ORIGIN[0] - hill_x) ** 2 + (y - plan.ORIGIN[1] - hill_y) ** 2
        heights += hill_height * carved * np.exp(-far / radius**2)
    heights += 0.9 * np.sin(x / 83.0) * np.sin(y / 97.0)
    heights -= 2.2 * (beside < plan.RIVER_WIDTH_M / 2)
    heights = np.round(heights / STEP_M) * STEP_M
    known = shapely.contains_xy(district.buffer(250), x, y)
    return Terrain(west, north, np.where(known, heights, NODATA).astype(np.float32))


def write_elevation(terrain: Terrain, file: Path) -> None:
    """Write a cloud-optimised GeoTIFF with overviews."""
    rows, columns = terrain.heights.shape
    with rasterio.MemoryFile() as memory:
        with memory.open(
            driver="GTiff",
            width=columns,
            height=rows,
            count=1,
            dtype="float32",
            crs="EPSG:5254",
            transform=from_origin(terrain.west, terrain.north, CELL_M, CELL_M),
            nodata=NODATA,
        ) as plain:
            plain.write(terrain.heights, 1)
            plain.set_band_description(1, "elevation")
            plain.units = ("m",)
        with memory.open() as plain:
            rasterio.shutil.copy(
                plain,
                file,
                driver="COG",
                compress="DEFLATE",
                predictor="YES",
                blocksize=256,
                overview_resampling=Resampling.average.name,
                overviews="IGNORE_EXISTING",
            )
