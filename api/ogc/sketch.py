"""Features as a small drawing (SVG paths): shows where things are without fetching a map from anywhere. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

WIDTH = 640
_MAX_HEIGHT = 480
_MARGIN = 14
_POINT_RADIUS = 4


@dataclass(frozen=True)
class Shape:
    """One drawn feature: an SVG path, and how to draw it."""

    path: str
    kind: str
    """``area``, ``line`` or ``point``: a CSS class."""
    link: str | None = None


@dataclass(frozen=True)
class Sketch:
    width: int
    height: int
    shapes: tuple[Shape, ...]


def sketch(
    geometries: Sequence[tuple[BaseGeometry, str | None]], ground: BaseGeometry | None = None
) -> Sketch | None:
    """Draw geometries (longitude/latitude), each with the address it links to; None when there is nothing to draw.

    Args:
        ground: drawn beneath, such as the municipality's outline.
    """
    drawn = [(g, link) for g, link in geometries if g is not None and not g.is_empty]
    if not drawn and ground is None:
        return None
    west, south, east, north = shapely.total_bounds(
        [g for g, _ in drawn] + ([ground] if ground is not None else [])
    )
    # Degrees of longitude shrink with the latitude; a lone point gets 200 m around it.
    shrink = math.cos(math.radians((south + north) / 2))
    across, up = max((east - west) * shrink, 0.002), max(north - south, 0.002)
    scale = min((WIDTH - 2 * _MARGIN) / across, (_MAX_HEIGHT - 2 * _MARGIN) / up)
    height = round(up * scale + 2 * _MARGIN)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2

    def place(geometry: BaseGeometry) -> list[tuple[float, float]]:
        points = shapely.get_coordinates(geometry)
        return [
            (
                round(WIDTH / 2 + (x - middle_x) * shrink * scale, 1),
                round(height / 2 - (y - middle_y) * scale, 1),
            )
            for x, y in points.tolist()
        ]

    def path(geometry: BaseGeometry) -> str:
        if geometry.geom_type == "Point":
            ((x, y),) = place(geometry)
            r = _POINT_RADIUS
            return f"M{x - r:g},{y:g}a{r},{r} 0 1 0 {2 * r},0a{r},{r} 0 1 0 {-2 * r},0"
        if geometry.geom_type == "LineString":
            return _steps(place(geometry))
        if isinstance(geometry, shapely.Polygon):
            return "".join(_steps(place(ring)) + "Z" for ring in (geometry.exterior, *geometry.interiors))
        return "".join(path(part) for part in shapely.get_parts(geometry))

    shapes = [Shape(path(ground), "ground")] if ground is not None else []
    shapes += [Shape(path(geometry), _kind(geometry), link) for geometry, link in drawn]
    return Sketch(WIDTH, height, tuple(shapes))


def _steps(points: list[tuple[float, float]]) -> str:
    """Points that fall on one spot of the drawing are drawn once."""
    distinct = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in distinct)


def _kind(geometry: BaseGeometry) -> str:
    name = geometry.geom_type.removeprefix("Multi")
    return {"Polygon": "area", "LineString": "line"}.get(name, "point")
