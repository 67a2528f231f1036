"""The municipality's own data network: a ring of cabinets under the streets, and what hangs on it."""

import math
from dataclasses import dataclass
from random import Random

import shapely
import shapely.ops
from shapely.geometry import LineString, Point

from data.samples.make import plan
from data.samples.make.buildings import Building
from data.samples.make.curves import Coordinate, rounded
from data.samples.make.facilities import TOWN_HALL
from data.samples.make.street_graph import StreetGraph

OFFSET_M: Coordinate = (2.1, -1.5)
"""Ducts lie this far beside the streets' centrelines, away from the pipes."""
CABINETS = ("C1", "B1", "B2", "C2", "D2", "D1", "C0", "C3", "E1", "E2")
RING = (
    ("C1", "B1"), ("B1", "B2"), ("B2", "C2"), ("C2", "D2"), ("D2", "D1"), ("D1", "C1"), ("C1", "C0"),
    ("C2", "C3"),
    ("D1", "E1"), ("E1", "E2"), ("E2", "D2"),
)  # fmt: skip
POLES = 28
SPLICED = 8


@dataclass(frozen=True)
class Node:
    """A point of the network. `junction` is the street junction it is reached by."""

    number: str
    name: str
    kind: str
    status: str
    ports: int
    place: Point
    junction: Coordinate
    building: Building | None = None


@dataclass(frozen=True)
class Link:
    """A cable or radio link between two nodes; its line starts and ends at them."""

    number: str
    medium: str
    installation: str
    start: Node
    end: Node
    cores: int | None
    status: str
    line: LineString


@dataclass
class Network:
    """Nodes and links in the making, numbered as they are added."""

    graph: StreetGraph
    nodes: list[Node]
    links: list[Link]

    def add_node(
        self,
        name: str,
        kind: str,
        place: Point,
        junction: Coordinate,
        ports: int,
        building: Building | None = None,
    ) -> Node:
        status = (
            "Arızalı" if len(self.nodes) % 23 == 22 else "Bakımda" if len(self.nodes) % 31 == 30 else "Aktif"
        )
        number = f"DGM-{len(self.nodes) + 1:03d}"
        self.nodes.append(
            Node(number, name, kind, status, ports, Point(*rounded(place.x, place.y)), junction, building)
        )
        return self.nodes[-1]

    def connect(
        self, start: Node, end: Node, cores: int, installation: str = "Göz", status: str = "Kullanımda"
    ) -> None:
        """Lay a fibre under the streets."""
        way = [rounded(x + OFFSET_M[0], y + OFFSET_M[1]) for x, y in self._way(start, end)]
        ends = [(n.place.x, n.place.y) for n in (start, end)]
        line = shapely.remove_repeated_points(LineString([ends[0], *way, ends[1]]))
        self._add_link("Fiber", installation, start, end, cores, status, line)

    def beam(self, start: Node, end: Node) -> None:
        """Set up a radio link."""
        self._add_link(
            "Radyolink", "Havai", start, end, None, "Kullanımda", LineString([start.place, end.place])
        )

    def _way(self, start: Node, end: Node) -> list[Coordinate]:
        way = self.graph.way(start.junction, end.junction)
        return [*_along_own_street(start), *way, *reversed(_along_own_street(end))]

    def _add_link(
        self,
        medium: str,
        installation: str,
        start: Node,
        end: Node,
        cores: int | None,
        status: str,
        line: LineString,
    ) -> None:
        number = f"HAT-{len(self.links) + 1:03d}"
        self.links.append(Link(number, medium, installation, start, end, cores, status, line))


def _along_own_street(node: Node) -> list[Coordinate]:
    """From in front of a node's building to its junction, along the street."""
    frontage = node.building.frontage if node.building else None
    if frontage is None:
        return []
    line = frontage.street.line
    here, there = line.project(frontage.middle), line.project(Point(node.junction))
    part = shapely.ops.substring(line, here, there)
    return [(x, y) for x, y in part.coords][:-1]


def make_network(graph: StreetGraph, buildings: list[Building], parks: list[Point]) -> Network:
    """The whole network: the system room, the ring, poles for cameras, buildings and access points."""
    network = Network(graph, [], [])
    town_hall = next(b for b in buildings if b.name == TOWN_HALL)
    room = _enter(network, town_hall, "Sistem Odası", "Belediye Sistem Odası", 192)
    corners = {c: plan.place([plan.CORNERS[c]])[0] for c in plan.CORNERS}
    cabinets = {
        c: network.add_node(f"Saha Dolabı {c}", "Dolap", _kerb(graph, corners[c]), corners[c], 24)
        for c in CABINETS
    }  # fmt: skip
    for name in ("C1", "C2"):
        network.connect(room, cabinets[name], 96)
    for number, (a, b) in enumerate(RING, 1):
        _through_manhole(network, cabinets[a], cabinets[b], number)
    entries = _connect_buildings(network, room, list(cabinets.values()), buildings)
    poles = _add_poles(network, list(cabinets.values()), Random("poles"))
    for number, park in enumerate(parks[:8], 1):
        junction = min(graph.at, key=lambda j: Point(j).distance(park))
        point = network.add_node(f"Ücretsiz Wi-Fi {number}", "AP", park, junction, 2)
        network.connect(_nearest(point, [*poles, *cabinets.values()]), point, 4, "Toprak altı")
    for entry in entries[:8]:
        second = sorted(cabinets.values(), key=lambda c: c.place.distance(entry.place))[1]
        network.connect(second, entry, 12, status="Planlanan")
    return network


def _enter(network: Network, building: Building, kind: str, name: str, ports: int) -> Node:
    """A node just inside a building, reached from the nearer end of its street's block."""
    frontage = building.frontage
    assert frontage is not None
    junctions = [
        j
        for j, edges in network.graph.at.items()
        if any(e.street.code == frontage.street.code for e in edges)
    ]
    junction = min(junctions, key=lambda j: Point(j).distance(frontage.middle))
    inside = shapely.shortest_line(frontage.middle, building.footprint.buffer(-0.6)).coords[-1]
    return network.add_node(name, kind, Point(inside), junction, ports, building)


def _through_manhole(network: Network, start: Node, end: Node, number: int) -> None:
    way = network.graph.way(start.junction, end.junction)
    inner = [c for c in way[1:-1] if c in network.graph.at]
    if not inner:
        network.connect(start, end, 48)
        return
    junction = inner[len(inner) // 2]
    place = Point(junction[0] + OFFSET_M[0], junction[1] + OFFSET_M[1])
    manhole = network.add_node(f"Menhol {number:02d}", "Menhol", place, junction, 0)
    network.connect(start, manhole, 48)
    network.connect(manhole, end, 48)


def _connect_buildings(
    network: Network, room: Node, cabinets: list[Node], buildings: list[Building]
) -> list[Node]:
    entries = []
    for building in buildings:
        if building.facility is None or not building.facility.municipal or building.name == TOWN_HALL:
            continue
        entry = _enter(network, building, "Bina girişi", f"{building.name} Girişi", 24)
        if building.parcel.block.zone == "village":
            network.beam(room, entry)
        else:
            network.connect(_nearest(entry, cabinets), entry, 12)
            entries.append(entry)
    return entries


def _add_poles(network: Network, cabinets: list[Node], rng: Random) -> list[Node]:
    """Camera poles at junctions spread over the town, the farther ones on a splice."""
    graph = network.graph
    busy = [
        j for j, edges in sorted(graph.at.items()) if len(edges) > 2 and all(e.street.is_urban for e in edges)
    ]
    poles: list[Node] = []
    chosen: list[Coordinate] = [c.junction for c in cabinets]
    for i in range(POLES):
        candidates = rng.sample(busy, 14)
        junction = max(candidates, key=lambda j: min(math.dist(j, c) for c in chosen))
        chosen.append(junction)
        street = max(graph.at[junction], key=lambda e: e.street.width_m).street
        pole = network.add_node(
            f"{street.name} Direği {i + 1:02d}", "Direk", _kerb(graph, junction), junction, 8
        )
        cabinet = _nearest(pole, cabinets)
        inner = [c for c in graph.way(cabinet.junction, junction)[1:-1] if c in graph.at]
        if inner and i < SPLICED:
            place = Point(inner[-1][0] + OFFSET_M[0], inner[-1][1] + OFFSET_M[1])
            splice = network.add_node(f"Ek Kutusu {i + 1:02d}", "Ek", place, inner[-1], 0)
            network.connect(cabinet, splice, 24)
            network.connect(splice, pole, 12)
        else:
            network.connect(cabinet, pole, 12, "Toprak altı" if i % 3 else "Göz")
        poles.append(pole)
    return poles


def _nearest(node: Node, others: list[Node]) -> Node:
    return min(others, key=lambda other: other.place.distance(node.place))


def _kerb(graph: StreetGraph, junction: Coordinate) -> Point:
    """Beside the carriageway at a junction: the corner farthest from every street."""
    edges = graph.at[junction]
    reach = max(e.street.width_m for e in edges) * 0.62
    around = [
        Point(
            junction[0] + reach * math.cos(k * math.pi / 8), junction[1] + reach * math.sin(k * math.pi / 8)
        )
        for k in range(16)
    ]
    return max(around, key=lambda p: round(min(e.line.distance(p) for e in edges), 3))
