"""Cutting land into pieces that share their borders vertex by vertex."""

import math
from collections.abc import Callable, Sequence
from random import Random

import shapely
import shapely.affinity
import shapely.ops
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from data.samples.make.curves import GRID_M, Coordinate, rounded

Cut = Callable[[Polygon, Random], LineString]


def polygons_in(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons a geometry consists of."""
    return [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]


def lines_in(geometry: BaseGeometry) -> list[LineString]:
    """The lines a geometry consists of."""
    return [part for part in shapely.get_parts(geometry) if isinstance(part, LineString)]


def faces_between(lines: Sequence[LineString]) -> list[Polygon]:
    """The land that lines close in, once they are noded on the centimetre grid."""
    return polygons_in(shapely.polygonize([shapely.union_all(lines, grid_size=GRID_M)]))


def joined(pieces: list[Polygon]) -> Polygon:
    """What pieces that share borders make up together; every vertex stays.

    Raises:
        ValueError: they do not hang together.
    """
    (whole,) = polygons_in(shapely.coverage_union_all(pieces))
    return whole


def tile(land: Polygon, cuts: list[LineString], smallest_m2: float = 0.0) -> list[Polygon]:
    """Cut land along lines. The pieces fill it and meet at equal vertices; smaller ones join a neighbour."""
    faces = faces_between([land.exterior, *land.interiors, *cuts])
    inside = [face for face in faces if land.contains(face.representative_point())]
    return _without_slivers(inside, smallest_m2)


def _without_slivers(pieces: list[Polygon], smallest_m2: float) -> list[Polygon]:
    kept = list(pieces)
    while len(kept) > 1:
        smallest = min(kept, key=lambda p: p.area)
        if smallest.area >= smallest_m2:
            break
        others = [p for p in kept if p is not smallest]
        neighbour = max(others, key=lambda p: p.intersection(smallest).length)
        merged = joined([neighbour, smallest])
        kept = [merged if p is neighbour else p for p in others]
    return kept


def longest_axis(land: Polygon) -> tuple[float, float, float]:
    """Of the smallest rectangle around land: its long side's direction in radians, its length, its width."""
    first, second, third = shapely.get_coordinates(shapely.oriented_envelope(land))[:3]
    sides = sorted((third - second, second - first), key=lambda side: math.hypot(*side))
    return math.atan2(sides[1][1], sides[1][0]), math.hypot(*sides[1]), math.hypot(*sides[0])


def line_through(at: Point, direction: float, length: float) -> LineString:
    """A straight line with its middle at a point."""
    dx, dy = math.cos(direction) * length / 2, math.sin(direction) * length / 2
    return LineString([(at.x - dx, at.y - dy), (at.x + dx, at.y + dy)])


def ribbon(block: Polygon, frontage_m: float, depth_m: float, rng: Random) -> list[Polygon]:
    """A town block as two rows of parcels back to back, or one row where it is too narrow."""
    direction, length, width = longest_axis(block)
    centre = block.centroid
    spine = line_through(centre, direction, length * 1.5)
    rows = [block] if width < depth_m * 1.45 else polygons_in(shapely.ops.split(block, spine))
    cuts = [spine] if len(rows) > 1 else []
    for row in rows:
        cuts += _across(row, centre, direction, frontage_m, rng)
    return tile(block, cuts, smallest_m2=0.45 * frontage_m * min(depth_m, width))


def _across(
    row: Polygon, centre: Point, direction: float, frontage_m: float, rng: Random
) -> list[LineString]:
    flat = shapely.affinity.rotate(row, -direction, origin=centre, use_radians=True)
    left, low, right, high = flat.bounds
    count = max(1, round((right - left) / frontage_m))
    cuts: list[LineString] = []
    for i in range(1, count):
        x = left + (right - left) * (i + rng.uniform(-0.16, 0.16)) / count
        cut = LineString([(x, low - 1), (x, high + 1)]).intersection(flat.buffer(0.02))
        cuts += lines_in(shapely.affinity.rotate(cut, direction, origin=centre, use_radians=True))
    return cuts


def straight_cut(land: Polygon, rng: Random) -> LineString:
    """A cut across the long side of land, near its middle, a little askew."""
    direction, length, _ = longest_axis(land)
    middle = land.centroid
    shift = rng.uniform(-0.12, 0.12) * length
    at = Point(middle.x + math.cos(direction) * shift, middle.y + math.sin(direction) * shift)
    line = line_through(at, direction + math.pi / 2 + rng.uniform(-0.16, 0.16), 3 * length)
    return _piece_at(line, land, at)


def bent_cut(land: Polygon, rng: Random) -> LineString:
    """Like `straight_cut`, in a slight bow: the way tracks and old field borders run."""
    straight = straight_cut(land, rng)
    bow = straight.length * rng.uniform(-0.1, 0.1)
    (x0, y0), (x1, y1) = straight.coords[0], straight.coords[-1]
    length = max(straight.length, 1.0)
    count = max(2, round(length / 40))
    bent: list[Coordinate] = []
    for i in range(count + 1):
        t = i / count
        off = bow * 4 * t * (1 - t)
        bent.append(
            rounded(
                x0 + (x1 - x0) * t - (y1 - y0) / length * off, y0 + (y1 - y0) * t + (x1 - x0) / length * off
            )
        )
    line = LineString(bent)
    return line if line.within(land.buffer(0.05)) else straight


def _piece_at(line: LineString, land: Polygon, at: Point) -> LineString:
    nearest = min(lines_in(line.intersection(land)), key=lambda p: (p.distance(at), -p.length))
    return LineString([rounded(*nearest.coords[0]), rounded(*nearest.coords[-1])])


def halves(land: Polygon, cut: LineString) -> list[Polygon]:
    """The two sides of a cut that runs from border to border."""
    return [p for p in tile(land, [cut]) if p.area > 1.0]


def cut_until(land: Polygon, largest_m2: float, cut: Cut, rng: Random) -> list[LineString]:
    """Halve land again and again until no piece is larger than asked; the cuts made."""
    if land.area <= largest_m2:
        return []
    line = cut(land, rng)
    pieces = halves(land, line)
    if len(pieces) < 2:
        return []
    return [line, *(c for piece in pieces for c in cut_until(piece, largest_m2, cut, rng))]
