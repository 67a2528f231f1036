"""Municipalities for the tests of loading."""

import json
from pathlib import Path

from gis.municipality import Home, make_home

Box = tuple[float, float, float, float]
"""West, south, east, north; degrees."""

ALTINDAG: Box = (32.74, 39.89, 32.95, 40.01)


def home_in(folder: Path, area: Box = ALTINDAG, crs: str = "EPSG:5255", kind: str = "municipality") -> Home:
    """A home whose boundary is a box."""
    west, south, east, north = area
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    boundary = folder / "box.geojson"
    boundary.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    return make_home(folder / "home", "Deneme", crs, boundary, kind)
