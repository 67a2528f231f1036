"""Points beside a line, and points spread over a town."""

import math
from collections.abc import Callable, Iterable

from shapely.geometry import LineString, Point

from data.samples.make.curves import rounded


def point_beside(line: LineString, along_m: float, offset_m: float) -> Point:
    """A point at a distance along a line, and beside it: to the left, or to the right where negative."""
    here = line.interpolate(along_m)
    back = line.interpolate(max(0.0, along_m - 0.5))
    ahead = line.interpolate(min(line.length, along_m + 0.5))
    length = math.dist((back.x, back.y), (ahead.x, ahead.y)) or 1.0
    left = (back.y - ahead.y) / length, (ahead.x - back.x) / length
    return Point(*rounded(here.x + offset_m * left[0], here.y + offset_m * left[1]))


def spread[T](things: Iterable[T], place: Callable[[T], Point], apart_m: float) -> list[T]:
    """As many of the things, in order, as keep their distance from each other."""
    chosen: list[T] = []
    places: list[Point] = []
    for thing in things:
        here = place(thing)
        if all(here.distance(other) >= apart_m for other in places):
            chosen.append(thing)
            places.append(here)
    return chosen
