"""Smooth lines through given points, and grids that follow curved sides."""

import math
from dataclasses import dataclass
from itertools import pairwise

import shapely
from shapely.geometry import LineString, Point

Coordinate = tuple[float, float]

GRID_M = 0.01
"""Every coordinate of the city is a whole centimetre, so shared corners are equal and not merely close."""


def rounded(x: float, y: float) -> Coordinate:
    """Put a coordinate on the centimetre grid."""
    return round(x, 2), round(y, 2)


def smooth(points: list[Coordinate], step_m: float = 15.0) -> LineString:
    """A Catmull-Rom curve through all points, with a vertex at each of them."""
    padded = [points[0], *points, points[-1]]
    vertices: list[Coordinate] = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        count = max(1, round(Point(start).distance(Point(end)) / step_m))
        for i in range(count):
            t = i / count
            vertices.append(
                rounded(*(_catmull_rom(before[k], start[k], end[k], after[k], t) for k in (0, 1)))
            )
    vertices.append(rounded(*points[-1]))
    return LineString(vertices)


def _catmull_rom(before: float, start: float, end: float, after: float, t: float) -> float:
    return 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )


def between(line: LineString, start: Coordinate, end: Coordinate) -> LineString:
    """The part of a line from one of its vertices to another, in that direction."""
    vertices = [rounded(*c) for c in line.coords]
    i, j = vertices.index(rounded(*start)), vertices.index(rounded(*end))
    return LineString(vertices[i : j + 1] if i < j else vertices[j : i + 1][::-1])


@dataclass(frozen=True)
class Patch:
    """A Coons patch: a grid whose outer lines are four given curves.

    `south` and `north` run the same way (u), so do `west` and `east` (v), and they meet at the corners.
    """

    south: LineString
    north: LineString
    west: LineString
    east: LineString

    def at(self, u: float, v: float) -> Coordinate:
        """The place of the grid coordinates u and v, each 0 to 1."""
        south, north = _along(self.south, u), _along(self.north, u)
        west, east = _along(self.west, v), _along(self.east, v)
        corners = (self.south.coords[0], self.south.coords[-1], self.north.coords[0], self.north.coords[-1])
        return rounded(
            *(
                (1 - v) * south[k]
                + v * north[k]
                + (1 - u) * west[k]
                + u * east[k]
                - (1 - u) * (1 - v) * corners[0][k]
                - u * (1 - v) * corners[1][k]
                - (1 - u) * v * corners[2][k]
                - u * v * corners[3][k]
                for k in (0, 1)
            )
        )


def _along(line: LineString, fraction: float) -> Coordinate:
    point = line.interpolate(fraction, normalized=True)
    return point.x, point.y


def node(lines: list[LineString], tolerance_m: float = 0.5) -> list[LineString]:
    """Give lines that cross or touch a common vertex where they do.

    A vertex nearer than the tolerance to the junction becomes the junction, so no tiny edges arise.
    """
    vertices = [[rounded(*c) for c in line.coords] for line in lines]
    tree = shapely.STRtree(lines)
    pairs = tree.query(lines, predicate="dwithin", distance=0.03)
    for a, b in sorted((int(a), int(b)) for a, b in pairs.T if a < b):
        for place in _meeting_points(lines[a], lines[b]):
            nearest = _nearest(vertices[a] + vertices[b], place)
            junction = nearest if math.dist(nearest, place) < tolerance_m else place
            for i in (a, b):
                vertices[i] = _with_vertex(vertices[i], junction, tolerance_m)
    return [LineString(v) for v in vertices]


def _meeting_points(a: LineString, b: LineString) -> list[Coordinate]:
    found = list(shapely.get_coordinates(a.intersection(b)))
    for one, other in ((a, b), (b, a)):
        found += [end for end in (one.coords[0], one.coords[-1]) if other.distance(Point(end)) < 0.03]
    return sorted({rounded(*c) for c in found})


def _with_vertex(vertices: list[Coordinate], junction: Coordinate, tolerance_m: float) -> list[Coordinate]:
    if junction in vertices:
        return vertices
    nearest = _nearest(vertices, junction)
    if math.dist(nearest, junction) < tolerance_m:
        return [junction if vertex == nearest else vertex for vertex in vertices]
    segments = shapely.linestrings([[p, q] for p, q in pairwise(vertices)])
    at = int(shapely.distance(segments, Point(junction)).argmin()) + 1
    return [*vertices[:at], junction, *vertices[at:]]


def _nearest(vertices: list[Coordinate], to: Coordinate) -> Coordinate:
    return min(vertices, key=lambda vertex: math.dist(vertex, to))
