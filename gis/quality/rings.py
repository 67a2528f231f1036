"""Closed rings as bare coordinates, and what can be told of all of them at once. Pure.

What is told here is certain: where rounding could decide, the answer is no, and GEOS has a closer look.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.quality.flaws import Array

_ROUNDING = 1e-12
"""More than what rounding can do to a cross product, relative to its terms."""


@dataclass(frozen=True, eq=False)
class Rings:
    """Closed rings end to end; coordinates are finite, every ring has four points or more.

    Args:
        points: m×2.
        starts: n+1, where each ring begins, and where the last one ends.
    """

    points: Array
    starts: Array

    @classmethod
    def none(cls) -> "Rings":
        return cls(np.empty((0, 2)), np.zeros(1, dtype=np.int64))

    @classmethod
    def joined(cls, parts: "list[Rings]") -> "Rings":
        if len(parts) == 1:
            return parts[0]
        sizes = np.concatenate([np.empty(0, dtype=np.int64), *(p.sizes for p in parts)])
        points = np.concatenate([np.empty((0, 2)), *(p.points for p in parts)])
        return cls(points, np.concatenate([[0], np.cumsum(sizes)]))

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> Array:
        """How many points each has."""
        return np.diff(self.starts)

    @cached_property
    def owners(self) -> Array:
        """Of each point, its ring."""
        return np.repeat(np.arange(len(self)), self.sizes)

    @cached_property
    def edges(self) -> Array:
        """Of each pair of points that follow one another, whether they are of one ring; m-1 truths."""
        within = np.ones(max(len(self.points) - 1, 0), dtype=bool)
        within[self.starts[1:-1] - 1] = False
        return within

    @property
    def first(self) -> Array:
        """n×2, the point where each begins."""
        return np.asarray(self.points[self.starts[:-1]])

    def taken(self, chosen: Array) -> "Rings":
        """Args: chosen: n truths, or positions in any order."""
        if chosen.dtype == bool:
            if chosen.all():
                return self
            chosen = np.flatnonzero(chosen)
        sizes = self.sizes[chosen]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        at = np.arange(starts[-1]) + np.repeat(self.starts[chosen] - starts[:-1], sizes)
        return Rings(self.points[at], starts)

    def polygons(self) -> Array:
        """As shapely objects."""
        if not len(self):
            return np.empty(0, dtype=object)
        lines = shapely.linearrings(self.points, indices=self.owners)
        return np.asarray(shapely.polygons(lines), dtype=object)

    @cached_property
    def bounds(self) -> Array:
        """n×4: min x, min y, max x, max y."""
        found = np.empty((len(self), 4))
        for axis in (0, 1) if len(self) else ():
            of_axis = np.ascontiguousarray(self.points[:, axis])
            found[:, axis] = np.minimum.reduceat(of_axis, self.starts[:-1])
            found[:, axis + 2] = np.maximum.reduceat(of_axis, self.starts[:-1])
        return found

    def _about(self, centers: Array) -> tuple[Array, Array]:
        """The points as seen from their ring's center: x and y."""
        seen = np.repeat(centers, self.sizes, axis=0)
        np.subtract(self.points, seen, out=seen)
        return np.ascontiguousarray(seen[:, 0]), np.ascontiguousarray(seen[:, 1])

    @cached_property
    def areas(self) -> Array:
        """Twice-rounded areas, to a billionth of the ring's own extent; positive where it runs counterclockwise."""
        if not len(self):
            return np.empty(0)
        x, y = self._about(self.first)
        products = np.zeros(len(x))
        products[:-1] = x[:-1] * y[1:] - x[1:] * y[:-1]
        products[self.starts[1:] - 1] = 0.0
        return np.add.reduceat(products, self.starts[:-1]) / 2

    @cached_property
    def certainly_simple(self) -> Array:
        """n truths: no edge meets another, so that the polygon is valid.

        So it is when, seen from one point, the ring turns one way all along and goes around once: most parcels and
        buildings do, seen from the mean of their corners.
        """
        if not len(self):
            return np.empty(0, dtype=bool)
        x, y = self._about(self._centers)
        one, other = x[:-1] * y[1:], x[1:] * y[:-1]
        turn = one - other
        way = np.sign(turn[self.starts[:-1]])
        turns = turn * np.repeat(way, self.sizes)[:-1]
        np.abs(one, out=one)
        np.abs(other, out=other)
        stray = ~(turns > _ROUNDING * (one + other)) & self.edges
        simple = np.ones(len(self), dtype=bool)
        simple[self.owners[:-1][stray]] = False
        upward = np.flatnonzero((y[:-1] < 0) & (y[1:] >= 0) & self.edges)
        simple &= np.bincount(self.owners[upward], minlength=len(self)) == 1
        return simple

    @property
    def _centers(self) -> Array:
        """n×2, the means of their points."""
        sums = np.add.reduceat(self.points - self.points[0], self.starts[:-1], axis=0)
        return np.asarray(sums / self.sizes[:, None] + self.points[0])

    def certainly_clear(self, distance: float) -> Array:
        """n truths: no corner lies so near another one or an edge that is not its own.

        Seen from within a ring that turns one way, two corners, or a corner and another's edge, are at least one edge's
        angle apart. So is then their distance at least that of the center from the ring, times the sine of that angle.
        """
        if not len(self):
            return np.empty(0, dtype=bool)
        x, y = self._about(self._centers)
        turn = np.abs(x[:-1] * y[1:] - x[1:] * y[:-1])
        acute = x[:-1] * x[1:] + y[:-1] * y[1:] > 0
        far = np.hypot(x, y)
        sines = np.where(acute, turn / np.maximum(far[:-1] * far[1:], 1e-300), 1.0)
        away = turn / np.maximum(np.hypot(x[1:] - x[:-1], y[1:] - y[:-1]), 1e-300)
        sines[~self.edges], away[~self.edges] = np.inf, np.inf
        least = np.minimum.reduceat(sines, self.starts[:-1]) * np.minimum.reduceat(away, self.starts[:-1])
        return np.asarray(self.certainly_simple & (least > distance * (1 + 1e-9)))

    def certainly_touching(self, area: BaseGeometry) -> Array:
        """n truths: the ring begins within the area."""
        shapely.prepare(area)
        first = self.first
        return np.asarray(shapely.contains_xy(area, first[:, 0], first[:, 1]))

    def shortest_edges(self) -> Array:
        """Of each ring, the length of its shortest edge."""
        if not len(self):
            return np.empty(0)
        steps = np.full(len(self.points), np.inf)
        steps[:-1] = np.hypot(*(self.points[1:] - self.points[:-1]).T)
        steps[self.starts[1:] - 1] = np.inf
        return np.minimum.reduceat(steps, self.starts[:-1])
