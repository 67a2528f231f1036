"""Water and sewer pipes in the streets. Sewage runs downhill to the treatment plant by the river."""

from dataclasses import dataclass
from datetime import date
from random import Random

import shapely.affinity
from shapely.geometry import LineString, MultiPoint
from shapely.ops import substring

from data.samples.make import plan
from data.samples.make.curves import Coordinate, rounded
from data.samples.make.street_graph import Edge, StreetGraph
from data.samples.make.terrain import Terrain

WATER_OFFSET_M: Coordinate = (1.3, 0.9)
SEWER_OFFSET_M: Coordinate = (-1.1, -0.8)
"""All pipes of a network lie this far beside the centrelines, so they still meet at the junctions."""

COVER_M = 2.0
"""The least depth of a sewer's invert under the street."""
SLOPE = 0.004
"""The least fall of a sewer: metres a metre."""


@dataclass(frozen=True)
class WaterPipe:
    """A water main between two joints."""

    number: str
    line: LineString
    material: str
    diameter_mm: int
    depth_m: float
    status: str
    installed: date
    zone: str
    accuracy: str
    function: str


@dataclass(frozen=True)
class SewerPipe:
    """A gravity sewer; its line runs with the flow. Levels are metres above the sea."""

    number: str
    line: LineString
    material: str
    diameter_mm: int
    invert_from_m: float
    invert_to_m: float
    status: str
    installed: date
    accuracy: str


def make_water_pipes(graph: StreetGraph, terrain: Terrain) -> list[WaterPipe]:
    """A main in every street of the town and the villages, in joints of at most 100 m."""
    rng = Random("water pipes")
    pipes: list[WaterPipe] = []
    for edge in graph.edges:
        if edge.street.zone != "village" and not in_town(edge):
            continue
        wide = edge.street.width_m > 13
        for piece in joints(edge.line, 100):
            material, installed = _water_material(edge.street.zone, rng)
            middle = piece.interpolate(0.5, normalized=True)
            high = terrain.height(middle.x, middle.y) > 1008
            pipes.append(
                WaterPipe(
                    number=f"SU-{len(pipes) + 1:04d}",
                    line=beside(piece, WATER_OFFSET_M),
                    material=material,
                    diameter_mm=rng.choice((200, 250, 300)) if wide else rng.choice((90, 110, 125, 160)),
                    depth_m=round(rng.uniform(1.0, 1.8), 2),
                    status="Terk" if material == "AÇB" and rng.random() < 0.3 else "Kullanımda",
                    installed=installed,
                    zone="Kızılağıl Deposu" if edge.street.zone == "village" and middle.x < plan.ORIGIN[0]
                    else "Şahinçeşme Deposu" if edge.street.zone == "village"
                    else "Yıldıztepe Üst Kat" if high else "Çarşı Alt Kat",
                    accuracy=accuracy_of(installed),
                    function="Ana besleme hattı" if wide else "Şebeke hattı",
                )
            )  # fmt: skip
    return pipes


def _water_material(zone: plan.Zone, rng: Random) -> tuple[str, date]:
    material, since, until = rng.choice(
        (
            ("AÇB", 1968, 1988),
            ("AÇB", 1972, 1989),
            ("Düktil", 1992, 2012),
            ("HDPE", 2004, 2024),
            ("PVC", 1985, 2003),
        )
        if zone == "old"
        else (("HDPE", 2004, 2024), ("HDPE", 2010, 2024), ("PVC", 1985, 2003), ("Düktil", 1992, 2012))
    )
    return material, date(rng.randint(since, until), rng.randint(1, 12), rng.randint(1, 28))


def accuracy_of(installed: date) -> str:
    """How well a network's position is known that was laid then."""
    return (
        "Röleve" if installed.year >= 2005 else "Sayısallaştırılmış" if installed.year >= 1990 else "Tahmini"
    )


def joints(line: LineString, longest_m: float) -> list[LineString]:
    """The line in equal pieces of at most that length; a joint takes the place of a vertex within a centimetre."""
    count = int(line.length // longest_m) + 1
    pieces = [substring(line, i / count, (i + 1) / count, normalized=True) for i in range(count)]
    return [shapely.remove_repeated_points(piece, 0.01) for piece in pieces if isinstance(piece, LineString)]


def beside(line: LineString, offset: Coordinate) -> LineString:
    """The line moved by an offset, on the centimetre grid."""
    moved = shapely.affinity.translate(line, *offset)
    return LineString([rounded(*c) for c in moved.coords])


def make_sewer_pipes(graph: StreetGraph, terrain: Terrain) -> list[SewerPipe]:
    """Sewers along the shortest, mostly falling ways to the plant, and in the streets beside them."""
    rng = Random("sewer pipes")
    town = {edge.line.wkb: edge for edge in graph.edges if in_town(edge) and not crosses_river(edge)}

    def ground(junction: Coordinate) -> float:
        return terrain.height(junction[0] + SEWER_OFFSET_M[0], junction[1] + SEWER_OFFSET_M[1])

    def cost(edge: Edge, downstream: Coordinate) -> float:
        if edge.line.wkb not in town:
            return float("inf")
        rise = ground(downstream) - ground(edge.other_end(downstream))
        return edge.line.length + 60 * max(0.0, rise + SLOPE * edge.line.length)

    plant = plan.place([plan.CORNERS["D0"]])[0]
    drained = {j: way for j, way in graph.tree(plant, cost).items() if way[0] < float("inf")}
    flows: list[tuple[Coordinate, Edge]] = []
    inverts = {junction: ground(junction) - COVER_M for junction in drained}
    for junction, (_, edge) in sorted(drained.items(), key=lambda item: -item[1][0]):
        if edge is not None:
            below = edge.other_end(junction)
            inverts[below] = min(inverts[below], inverts[junction] - SLOPE * edge.line.length)
            flows.append((junction, edge))
    carried = {edge.line.wkb for _, edge in flows}
    heads = {}
    for key, edge in town.items():
        if key not in carried and all(end in drained for end in edge.ends):
            upper, lower = sorted(edge.ends, key=lambda end: -ground(end))
            if ground(upper) - COVER_M - SLOPE * edge.line.length >= inverts[lower]:
                flows.append((upper, edge))
                heads[upper, key] = ground(upper) - COVER_M
    return _sewers(flows, inverts, heads, rng)


def in_town(edge: Edge) -> bool:
    """Whether it lies between the outermost main streets; the state road goes on beyond them."""
    town = MultiPoint(plan.place(list(plan.CORNERS.values()))).convex_hull.buffer(20)
    return edge.street.is_urban and bool(town.contains(edge.line))


def crosses_river(edge: Edge) -> bool:
    """Only the state road's bridge carries a sewer."""
    corridor = [plan.place([plan.CORNERS[f"{column}{row}"]])[0] for row in (1, 2, 3) for column in "DF"]
    return all(end in corridor for end in edge.ends) and edge.street.name not in (
        "Irmak Caddesi",
        "Söğütlü Caddesi",
    )


def _sewers(
    flows: list[tuple[Coordinate, Edge]],
    inverts: dict[Coordinate, float],
    heads: dict[tuple[Coordinate, bytes], float],
    rng: Random,
) -> list[SewerPipe]:
    pipes: list[SewerPipe] = []
    for start, edge in flows:
        top, bottom = heads.get((start, edge.line.wkb), inverts[start]), inverts[edge.other_end(start)]
        pieces = joints(edge.leaving(start), 85)
        trunk = edge.street.width_m > 13
        material, since = rng.choice((("BA", 1975), ("Koruge", 2006), ("Koruge", 2006), ("PVC", 1990)))
        installed = date(rng.randint(since, min(2024, since + 18)), rng.randint(1, 12), rng.randint(1, 28))
        for i, piece in enumerate(pieces):
            levels = [round(top + (bottom - top) * (i + k) / len(pieces), 2) for k in (0, 1)]
            pipes.append(
                SewerPipe(
                    number=f"KN-{len(pipes) + 1:04d}",
                    line=beside(piece, SEWER_OFFSET_M),
                    material=material,
                    diameter_mm=rng.choice((400, 500, 600)) if trunk else rng.choice((200, 300)),
                    invert_from_m=levels[0],
                    invert_to_m=levels[1],
                    status="Mevcut",
                    installed=installed,
                    accuracy=accuracy_of(installed),
                )
            )
    return pipes
