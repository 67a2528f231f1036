"""Streets as a graph of junctions, and the shortest ways along them."""

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from shapely.geometry import LineString

from data.samples.make.curves import Coordinate
from data.samples.make.streets import Street


@dataclass(frozen=True)
class Edge:
    """A street from one junction to the next."""

    street: Street
    line: LineString

    @property
    def ends(self) -> tuple[Coordinate, Coordinate]:
        """The junctions at its start and end."""
        first, last = self.line.coords[0], self.line.coords[-1]
        return (first[0], first[1]), (last[0], last[1])

    def leaving(self, junction: Coordinate) -> LineString:
        """Its line, seen from one of its ends."""
        return self.line if self.ends[0] == junction else self.line.reverse()

    def other_end(self, junction: Coordinate) -> Coordinate:
        """The junction at the other end."""
        return self.ends[1] if self.ends[0] == junction else self.ends[0]


class StreetGraph:
    """Junctions and the edges between them, in a fixed order."""

    def __init__(self, streets: list[Street]) -> None:
        uses = Counter(c for s in streets for c in set(s.line.coords))
        self.edges: list[Edge] = []
        for street in streets:
            vertices = list(street.line.coords)
            start = 0
            for i in range(1, len(vertices)):
                if i == len(vertices) - 1 or uses[vertices[i]] > 1:
                    self.edges.append(Edge(street, LineString(vertices[start : i + 1])))
                    start = i
        self.at: dict[Coordinate, list[Edge]] = {}
        for edge in self.edges:
            for end in edge.ends:
                self.at.setdefault(end, []).append(edge)

    def tree(
        self, root: Coordinate, cost: Callable[[Edge, Coordinate], float]
    ) -> dict[Coordinate, tuple[float, Edge | None]]:
        """For each junction its distance from the root and the first edge of its way there.

        `cost` is that of going through an edge from the given junction, on the way outwards.
        """
        best: dict[Coordinate, tuple[float, Edge | None]] = {root: (0.0, None)}
        queue: list[tuple[float, Coordinate]] = [(0.0, root)]
        done: set[Coordinate] = set()
        while queue:
            distance, junction = heapq.heappop(queue)
            if junction in done:
                continue
            done.add(junction)
            for edge in self.at[junction]:
                further, beyond = distance + cost(edge, junction), edge.other_end(junction)
                if beyond not in best or further < best[beyond][0]:
                    best[beyond] = (further, edge)
                    heapq.heappush(queue, (further, beyond))
        return best

    def way(self, start: Coordinate, end: Coordinate) -> list[Coordinate]:
        """The vertices of the shortest way between two junctions."""
        tree = self.tree(end, lambda edge, _: edge.line.length)
        vertices, junction = [start], start
        while junction != end:
            edge = tree[junction][1]
            assert edge is not None
            vertices += [(x, y) for x, y in list(edge.leaving(junction).coords)[1:]]
            junction = edge.other_end(junction)
        return vertices
