"""What carries the links between the nodes: ducts under the streets, masts and beams over the land."""

from dataclasses import dataclass
from datetime import date
from random import Random

from shapely.geometry import LineString, Point

from data.samples.make.alongside import point_beside
from data.samples.make.fibre import Link, Network, Node
from data.samples.make.streets import Street
from data.samples.make.terrain import Terrain

RING_CORES = 48
"""Fibres of at least so many cores lie in a sub-duct of their own."""
HILL_M = 760.0
"""Where on the hill road the mast stands, from the town."""


@dataclass(frozen=True)
class Duct:
    """A duct along a fibre's whole way; a sub-duct runs inside its parent."""

    number: str
    kind: str
    parent: "Duct | None"
    capacity: int
    occupied: int
    inner_mm: int
    outer_mm: int
    depth_m: float
    laid: date
    line: LineString


@dataclass(frozen=True)
class Mast:
    """A mast of the municipality's radio; its ground level is metres above the sea."""

    number: str
    name: str
    kind: str
    height_m: float
    ground_m: float
    repeater: bool
    licence: str | None
    node: Node | None
    place: Point


@dataclass(frozen=True)
class RadioLink:
    """A beam from mast to mast. The antennas' heights are metres above the ground of their masts."""

    number: str
    start: Mast
    end: Mast
    band_ghz: float
    channel_mhz: int
    capacity_mbit_s: int
    licence: str | None
    licence_until: date | None

    @property
    def line(self) -> LineString:
        """From mast to mast."""
        return LineString([self.start.place, self.end.place])


def make_ducts(links: list[Link]) -> dict[str, Duct]:
    """The duct each ducted link lies in, by the link's number; its parent is told by the duct."""
    rng = Random("ducts")
    found: dict[str, Duct] = {}
    for link in links:
        if link.medium != "Fiber" or link.installation != "Göz":
            continue
        number = f"GZ-{len(found) + 1:03d}"
        laid = date(rng.randint(2011, 2023), rng.randint(3, 11), rng.randint(1, 28))
        depth = round(rng.uniform(0.6, 1.0), 2)
        if (link.cores or 0) < RING_CORES:
            found[link.number] = Duct(number, "Boru", None, 1, 1, 32, 40, depth, laid, link.line)
            continue
        parent = Duct(number, "Boru", None, 4, 1, 100, 110, depth, laid, link.line)
        found[link.number] = Duct(f"{number}-A", "İç boru", parent, 1, 1, 33, 40, depth, laid, link.line)
    return found


def all_ducts(ducts: dict[str, Duct]) -> list[Duct]:
    """Every duct, a parent before what is inside it."""
    return [duct for own in ducts.values() for duct in (own.parent, own) if duct is not None]


def make_masts(network: Network, streets: list[Street], terrain: Terrain) -> list[Mast]:
    """On the town hall's roof, on the hill, and where the villages are reached by radio."""
    room = next(n for n in network.nodes if n.kind == "Sistem Odası")
    (hill_road,) = (s for s in streets if s.name == "Yayla Yolu")
    hill = point_beside(hill_road.line, HILL_M, -16.0)
    villages = [link.end for link in network.links if link.medium == "Radyolink"]
    sites: list[tuple[str, str, float, Point, Node | None]] = [
        ("Belediye Çatı Direği", "Çatı", 9.0, room.place, room),
        ("Yıldıztepe Kulesi", "Kafes", 36.0, hill, None),
        *(
            (f"{node.building.name.split('–')[-1].strip() if node.building and node.building.name else ''} Kulesi",
             "Halatlı", 21.0, node.place, node)
            for node in villages
        ),
    ]  # fmt: skip
    return [
        Mast(
            number=f"KL-{n:02d}",
            name=name,
            kind=kind,
            height_m=height,
            ground_m=round(terrain.height(place.x, place.y), 1),
            repeater=kind == "Kafes",
            licence=f"TR-BTK-9901-{n:03d}" if kind == "Kafes" else None,
            node=node,
            place=place,
        )
        for n, (name, kind, height, place, node) in enumerate(sites, 1)
    ]


def make_radio_links(masts: list[Mast]) -> list[RadioLink]:
    """From the town hall to the hill, and from there to each village."""
    roof, hill, *villages = masts
    links = [RadioLink("RL-01", roof, hill, 18.0, 28, 400, "TR-BTK-9901-101", date(2027, 6, 30))]
    for n, village in enumerate(villages, 2):
        links.append(RadioLink(f"RL-{n:02d}", hill, village, 5.8, 40, 150, None, None))
    return links
