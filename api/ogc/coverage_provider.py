"""pygeoapi's rasterio provider, made true: axes from the raster itself, its real CRS, bounded answers."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from pygeoapi.provider.base import ProviderQueryError
from pygeoapi.provider.rasterio_ import RasterioProvider
from pyproj import Transformer

from gis.crs import CRS84, Bounds, epsg_uri, read_crs
from gis.derive.ogc_service import GEOTIFF
from gis.errors import InvalidRequest
from gis.text import Text

COVERAGE_PROVIDER = "api.ogc.coverage_provider.CoverageProvider"
MAX_CELLS = {"json": 500_000, GEOTIFF: 25_000_000}
"""Cells of one answer, all bands together: what a browser shows, and what a worker's memory bears (100 MB)."""


class CoverageProvider(RasterioProvider):
    """A raster file as an OGC coverage: CoverageJSON and GeoTIFF."""

    def __init__(self, provider_def: dict[str, Any]) -> None:
        self._title, self._unit = provider_def["title"], provider_def["unit"]
        super().__init__(provider_def)

    def get_fields(self) -> dict[str, dict[str, Any]]:
        """The bands, by number."""
        unit = {"x-ogc-unit": self._unit, "x-ogc-unitLang": "UCUM"} if self._unit else {}
        fields: dict[str, dict[str, Any]] = {
            str(band): {
                "title": self._band_title(band),
                "type": _json_type(self._data.dtypes[band - 1]),
                **unit,
            }
            for band in self._data.indexes
        }
        self._fields = fields
        return fields

    def query(
        self,
        properties: list[str] | None = None,
        subsets: dict[str, list[float]] | None = None,
        bbox: list[float] | None = None,
        format_: str = "json",
        **_unused: object,
    ) -> dict[str, Any] | bytes:
        """The cells of the asked bands and area.

        Raises:
            InvalidRequest: the area does not meet the raster, or the answer would be too large.
        """
        if bbox and subsets:
            raise _bad_area("bbox ve subset birlikte kullanılamaz.", "bbox and subset exclude each other.")
        area = (
            self._whole_cells(self._native(bbox) if bbox else self._subset(subsets or {}))
            if bbox or subsets
            else None
        )
        self._require_size(area, len(properties or self._data.indexes), format_)
        epsg = self._data.crs.to_epsg() if self._data.crs else None
        try:
            answer: dict[str, Any] | bytes = super().query(
                properties=properties or [], bbox=list(area) if area else [], bbox_crs=epsg, format_=format_
            )
        except ProviderQueryError:
            raise _outside() from None
        return answer

    def gen_covjson(self, metadata: dict[str, Any], data: np.ndarray) -> dict[str, Any]:
        """CoverageJSON with cell centres on its axes and null for cells without a value."""
        transform, height, width = metadata["transform"], metadata["height"], metadata["width"]
        values = np.ma.masked_invalid(np.ma.asarray(data, dtype="float64"))
        if metadata.get("nodata") is not None:
            values = np.ma.masked_equal(values, metadata["nodata"])
        bands = metadata["bands"] or list(self._data.indexes)
        first, last = transform @ (0.5, 0.5), transform @ (width - 0.5, height - 0.5)
        system = {"type": self._coverage_properties["crs_type"], "id": self._coverage_properties["bbox_crs"]}
        return {
            "type": "Coverage",
            "domain": {
                "type": "Domain",
                "domainType": "Grid",
                "axes": {
                    "x": {"start": first[0], "stop": last[0], "num": width},
                    "y": {"start": first[1], "stop": last[1], "num": height},
                },
                "referencing": [{"coordinates": ["x", "y"], "system": system}],
            },
            "parameters": {str(band): self._parameter(band) for band in bands},
            "ranges": {
                str(band): {
                    "type": "NdArray",
                    "dataType": "float",
                    "axisNames": ["y", "x"],
                    "shape": [height, width],
                    "values": values[at].ravel().tolist(),
                }
                for at, band in enumerate(bands)
            },
        }

    def _get_coverage_properties(self) -> dict[str, Any]:
        found: dict[str, Any] = super()._get_coverage_properties()
        crs = self._data.crs
        epsg = read_crs(crs.to_wkt()).to_epsg() if crs is not None else None
        projected = crs is not None and crs.is_projected
        return found | {
            "bbox_crs": epsg_uri(epsg) if epsg and projected else CRS84,
            "crs_type": "ProjectedCRS" if projected else "GeographicCRS",
        }

    def _parameter(self, band: int) -> dict[str, Any]:
        title = self._band_title(band)
        unit = (
            {"unit": {"symbol": {"value": self._unit, "type": "http://www.opengis.net/def/uom/UCUM/"}}}
            if self._unit
            else {}
        )
        return {"type": "Parameter", "description": title, **unit, "observedProperty": {"label": title}}

    def _band_title(self, band: int) -> Any:
        described = self._data.descriptions[band - 1]
        return {"und": described} if described and self._data.count > 1 else self._title

    def _native(self, bbox: list[float]) -> Bounds:
        half = len(bbox) // 2
        to_native = Transformer.from_crs(4326, self._data.crs, always_xy=True)
        (west, south), (east, north) = bbox[:2], bbox[half : half + 2]
        return to_native.transform_bounds(west, south, east, north)

    def _subset(self, subsets: dict[str, list[float]]) -> Bounds:
        """An axis that is not named keeps its whole length."""
        left, bottom, right, top = self._data.bounds
        across = subsets.get(self._coverage_properties["x_axis_label"], [left, right])
        along = subsets.get(self._coverage_properties["y_axis_label"], [bottom, top])
        try:
            (x_low, x_high), (y_low, y_high) = map(float, across), map(float, along)
        except (TypeError, ValueError):
            raise _bad_area(
                "subset iki sınır ister: x(alt:üst).", "subset needs two bounds: x(low:high)."
            ) from None
        return x_low, y_low, x_high, y_high

    def _whole_cells(self, area: Bounds) -> Bounds:
        """Every cell the area touches, wholly: pygeoapi empties cells whose centre lies outside the area."""
        left, bottom, right, top = self._data.bounds
        width, height = self._data.res
        low_x, low_y = max(area[0], left), max(area[1], bottom)
        high_x, high_y = min(area[2], right), min(area[3], top)
        if not (low_x < high_x and low_y < high_y):
            raise _outside()
        return (
            left + math.floor((low_x - left) / width) * width,
            top - math.ceil((top - low_y) / height) * height,
            left + math.ceil((high_x - left) / width) * width,
            top - math.floor((top - high_y) / height) * height,
        )

    def _require_size(self, area: Bounds | None, bands: int, format_: str) -> None:
        left, bottom, right, top = area or self._data.bounds
        cells = (right - left) / self._data.res[0] * (top - bottom) / self._data.res[1] * bands
        most = MAX_CELLS.get(format_, MAX_CELLS["json"])
        if cells > most:
            raise InvalidRequest(
                "coverage_too_large",
                Text(tr="İstenen alan bir yanıt için çok büyük.", en="The area is too large for one answer."),
                Text(
                    tr=f"bbox ile en çok {most} hücre isteyin.",
                    en=f"Ask for {most} cells at most, with bbox.",
                ),
            )


def _json_type(dtype: str) -> str:
    return "integer" if np.issubdtype(np.dtype(dtype), np.integer) else "number"


def _outside() -> InvalidRequest:
    return _bad_area("İstenen alan verinin dışında.", "The area lies outside the data.")


def _bad_area(tr: str, en: str) -> InvalidRequest:
    return InvalidRequest("bad_area", Text(tr=tr, en=en))


def raster_bounds(path: Path) -> Bounds:
    """A raster's bounds in longitude/latitude. Raises: RasterioError."""
    with rasterio.open(path) as raster:
        to_degrees = Transformer.from_crs(raster.crs, 4326, always_xy=True)
        west, south, east, north = to_degrees.transform_bounds(*raster.bounds)
        return west, south, east, north
