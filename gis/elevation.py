"""Heights from a raster: at a point, and along a line. Reads with rasterio.

Between cell centres heights are interpolated bilinearly. Where one of the four neighbouring cells has no value, the
cell that holds the point answers alone; outside the raster, and where that cell has no value, there is no height.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
import shapely
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.windows import Window

from gis.crs import Bounds, operation, read_crs
from gis.errors import InvalidRequest, SourceError
from gis.text import Text

MAX_LENGTH_M = 50_000.0
MAX_POINTS = 2_000
USUAL_POINTS = 200
_CELLS_AT_ONCE = 1_000_000


@dataclass(frozen=True)
class ProfilePoint:
    """One sample of a profile; the distance is measured along the line, in metres on the ground plane."""

    distance_m: float
    lon: float
    lat: float
    elevation_m: float | None


@dataclass(frozen=True)
class ElevationModel:
    """A one-band raster of heights in metres.

    The file is opened for each question: GDAL's handles must not be shared between threads, and opening costs less
    than a millisecond.

    Args:
        path: any raster GDAL reads.
        metric_srid: the storage CRS, in which distances along a line are measured.
        area: the municipality's bounds (degrees), for the choice of coordinate operations.
    """

    path: Path
    metric_srid: int
    area: Bounds

    def value(self, lon: float, lat: float) -> float | None:
        """The height at a point (CRS84).

        Raises:
            InvalidRequest: no longitude and latitude.
            SourceError: the raster cannot be read.
        """
        _require_degrees([(lon, lat)])
        return self._heights([(lon, lat)])[0]

    def profile(self, line: shapely.LineString, step_m: float | None = None) -> tuple[ProfilePoint, ...]:
        """Heights along a line (CRS84), its ends included.

        Args:
            step_m: distance between samples; without one it gives ``USUAL_POINTS``, and is 1 m at least.

        Raises:
            InvalidRequest: not a line, too long, or too many samples.
            SourceError: the raster cannot be read.
        """
        if line.is_empty or line.geom_type != "LineString":
            raise InvalidRequest(
                "not_a_line", Text(tr="Bir LINESTRING gerekir.", en="A LINESTRING is needed.")
            )
        _require_degrees(shapely.get_coordinates(line).tolist())
        to_metres = operation(4326, self.metric_srid, self.area)
        metric = to_metres.apply([shapely.force_2d(line)])[0]
        length = float(metric.length)
        if not 0 < length <= MAX_LENGTH_M:
            raise InvalidRequest(
                "bad_line_length",
                Text(tr="Çizginin boyu sıfır ya da çok uzun.", en="The line has no length or is too long."),
                Text(tr=f"En çok {MAX_LENGTH_M / 1000:.0f} km.", en=f"At most {MAX_LENGTH_M / 1000:.0f} km."),
            )
        distances = _distances(length, step_m)
        samples = shapely.line_interpolate_point(metric, distances)
        degrees = shapely.get_coordinates(operation(self.metric_srid, 4326, self.area).apply(samples))
        heights = self._heights([(float(lon), float(lat)) for lon, lat in degrees])
        return tuple(
            ProfilePoint(round(float(distance), 3), round(float(lon), 9), round(float(lat), 9), height)
            for distance, (lon, lat), height in zip(distances, degrees, heights, strict=True)
        )

    def _heights(self, points: Sequence[tuple[float, float]]) -> list[float | None]:
        try:
            with rasterio.open(self.path) as raster:
                if raster.crs is None:
                    raise _unreadable(self.path)
                crs = read_crs(raster.crs.to_wkt())
                placed = shapely.get_coordinates(
                    operation(4326, crs, self.area).apply(shapely.points(points))
                )
                columns, rows = ~raster.transform @ (placed[:, 0], placed[:, 1])
                inside = (columns >= 0) & (columns < raster.width) & (rows >= 0) & (rows < raster.height)
                heights = np.full(len(placed), np.nan)
                if inside.any():
                    heights[inside] = _interpolated(raster, columns[inside], rows[inside])
        except RasterioError:
            raise _unreadable(self.path) from None
        return [round(height, 3) if np.isfinite(height) else None for height in heights.tolist()]


def _interpolated(raster: DatasetReader, columns: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Heights at places given in cells from the upper left corner, all inside the raster; NaN where there is none."""
    left, top = np.floor(columns - 0.5).astype(int), np.floor(rows - 0.5).astype(int)
    # Beyond the outermost cell centres the border cells are repeated.
    x = np.clip(np.stack([left, left + 1]), 0, raster.width - 1)
    y = np.clip(np.stack([top, top + 1]), 0, raster.height - 1)
    width, height = int(np.ptp(x)) + 1, int(np.ptp(y)) + 1
    if width * height > _CELLS_AT_ONCE and len(columns) > 1:
        half = len(columns) // 2
        parts = (slice(None, half), slice(half, None))
        return np.concatenate([_interpolated(raster, columns[part], rows[part]) for part in parts])
    west, north = x.min(), y.min()
    window = Window(west, north, width, height)
    cells: np.ndarray = raster.read(1, window=window, masked=True).astype("float64").filled(np.nan)
    x, y = x - west, y - north
    across, down = columns - 0.5 - left, rows - 0.5 - top
    upper = cells[y[0], x[0]] * (1 - across) + cells[y[0], x[1]] * across
    lower = cells[y[1], x[0]] * (1 - across) + cells[y[1], x[1]] * across
    between = upper * (1 - down) + lower * down
    own = cells[rows.astype(int) - north, columns.astype(int) - west]
    known: np.ndarray = np.where(np.isfinite(between), between, own)
    return known


def _distances(length: float, step_m: float | None) -> np.ndarray:
    step = max(1.0, length / USUAL_POINTS) if step_m is None else step_m
    if not (np.isfinite(step) and step > 0) or length / step > MAX_POINTS - 2:
        raise InvalidRequest(
            "bad_step",
            Text(tr="Örnek aralığı uygun değil.", en="The distance between samples does not fit."),
            Text(
                tr=f"Sıfırdan büyük ve en çok {MAX_POINTS} nokta verecek bir step_m seçin.",
                en=f"Choose a step_m above zero that gives {MAX_POINTS} points at most.",
            ),
        )
    # A last step that ends where the line does would repeat its end.
    before_end = np.arange(0.0, length - 1e-6, step)
    return np.append(before_end, length)


def _require_degrees(points: Sequence[Sequence[float]]) -> None:
    if all(-180 <= point[0] <= 180 and -90 <= point[1] <= 90 for point in points):
        return
    raise InvalidRequest(
        "bad_position",
        Text(
            tr="Koordinatlar boylam/enlem (derece) olmalıdır.",
            en="Coordinates must be longitude/latitude in degrees.",
        ),
        Text(tr="Boylam −180…180, enlem −90…90.", en="Longitude −180 to 180, latitude −90 to 90."),
    )


def _unreadable(path: Path) -> SourceError:
    return SourceError(
        "unreadable_raster",
        Text(
            tr=f"{path.name} yükseklik verisi okunamıyor.",
            en=f"The elevation data of {path.name} cannot be read.",
        ),
        Text(
            tr="municipality.yaml içindeki coverages girdisini denetleyin.",
            en="Check the coverages entry of municipality.yaml.",
        ),
    )
