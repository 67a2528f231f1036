"""Features as CSV, for spreadsheets."""

import csv
import io
from typing import Any

from pygeoapi.formatter.base import BaseFormatter
from shapely.geometry import shape

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class CsvFormatter(BaseFormatter):
    """Replaces pygeoapi's, which fails on features without geometry and lets a cell start a spreadsheet formula."""

    def __init__(self, _formatter_def: dict[str, Any]) -> None:
        super().__init__({"name": "csv", "geom": True})
        self.mimetype = "text/csv; charset=utf-8"
        self.f = "csv"
        self.extension = "csv"
        self.attachment = True

    def write(self, data: dict[str, Any], **_unused: object) -> bytes:
        """One row a feature: its id, its properties, its geometry as WKT."""
        features = data["features"]
        names = list(features[0]["properties"]) if features else []
        output = io.StringIO()
        writer = csv.writer(output)
        writer.writerow(["id", *names, "geometry"])
        for feature in features:
            geometry = shape(feature["geometry"]).wkt if feature["geometry"] else ""
            cells = [_cell(feature["properties"].get(name)) for name in names]
            writer.writerow([feature["id"], *cells, geometry])
        return output.getvalue().encode()


def _cell(value: object) -> object:
    """A text that a spreadsheet would run as a formula is led by an apostrophe (OWASP: CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
