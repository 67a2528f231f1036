"""Where a load found and changed something -> a small map, as shapes an SVG can draw. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

import shapely
from shapely.geometry.base import BaseGeometry

_WIDTH = 640.0
_MARGIN = 0.06
"""Around what is drawn, as a share of its longer side."""
_SMALL = 0.35
"""Marks that take a smaller share of the municipality than this are drawn once more, larger."""
_LEAST_DEGREES = 0.0005
"""Longest side of the least that is drawn: about fifty metres."""


@dataclass(frozen=True)
class Mark:
    """Something at a place (longitude, latitude).

    Args:
        kind: ``error``, ``warning``, ``inserted``, ``changed`` or ``vanished``; the class of its symbol.
        title: shown on pointing at it.
    """

    kind: str
    title: str
    place: tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """A map in pixels, y downwards.

    Args:
        outline: the municipality, as an SVG path.
        frame: where the marks lie (x, y, width, height).
        marks: (kind, title, x, y).
        metres: of its width on the ground.
    """

    width: float
    height: float
    outline: str
    frame: tuple[float, float, float, float]
    marks: tuple[tuple[str, str, float, float], ...]
    metres: float


def draw(boundary: BaseGeometry, marks: Sequence[Mark]) -> tuple[Drawing, ...]:
    """The municipality with the marks, and, when those lie close together, once more their surroundings alone.

    Args:
        boundary: in degrees.
    """
    if not marks:
        return ()
    xs, ys = zip(*(m.place for m in marks), strict=True)
    around = (min(xs), min(ys), max(xs), max(ys))
    whole: tuple[float, float, float, float] = boundary.union(shapely.box(*around)).bounds
    drawings = [_drawing(boundary, marks, whole, around)]
    if _longer(around) < _SMALL * _longer(whole):
        drawings.append(_drawing(boundary, marks, around, around))
    return tuple(drawings)


def _longer(bounds: tuple[float, float, float, float]) -> float:
    return max(bounds[2] - bounds[0], bounds[3] - bounds[1])


def _drawing(
    boundary: BaseGeometry,
    marks: Sequence[Mark],
    extent: tuple[float, float, float, float],
    around: tuple[float, float, float, float],
) -> Drawing:
    pad = max(_longer(extent) * _MARGIN, _LEAST_DEGREES / 2)
    west, south, east, north = extent[0] - pad, extent[1] - pad, extent[2] + pad, extent[3] + pad
    shrink = cos(radians((south + north) / 2))
    scale = _WIDTH / (east - west)

    def x(longitude: float) -> float:
        return round((longitude - west) * scale, 1)

    def y(latitude: float) -> float:
        return round((north - latitude) * scale / shrink, 1)

    seen = shapely.clip_by_rect(
        boundary.simplify((east - west) / _WIDTH), west - pad, south - pad, east + pad, north + pad
    )
    rings = [r for part in shapely.get_parts(seen) for r in shapely.get_rings(part)]
    outline = " ".join(
        "M" + "L".join(f"{x(lon)},{y(lat)}" for lon, lat in ring.coords) + "Z" for ring in rings
    )
    left, top = x(around[0]) - 6, y(around[3]) - 6
    return Drawing(
        _WIDTH,
        round(y(south), 1),
        outline,
        (round(left, 1), round(top, 1), round(x(around[2]) + 6 - left, 1), round(y(around[1]) + 6 - top, 1)),
        tuple((m.kind, m.title, x(m.place[0]), y(m.place[1])) for m in marks),
        (east - west) * shrink * 111_320,
    )
