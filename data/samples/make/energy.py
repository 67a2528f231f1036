"""Gas and electricity, as their companies tell the municipality: pipes, transformers, lines, and the street lights."""

from dataclasses import dataclass
from datetime import date
from random import Random

import shapely
from shapely.geometry import LineString, Point, Polygon

from data.samples.make import plan
from data.samples.make.alongside import point_beside, spread
from data.samples.make.curves import Coordinate, rounded
from data.samples.make.pipes import beside, in_town, joints
from data.samples.make.street_graph import StreetGraph
from data.samples.make.streets import Street

GAS_OFFSET_M: Coordinate = (0.3, -2.3)
CABLE_OFFSET_M: Coordinate = (-2.1, -0.2)
TRANSFORMERS_APART_M = 230.0
LAMPS_APART_M = 38.0
HIGH_VOLTAGE: tuple[Coordinate, ...] = (
    (-2300, -1020),
    (-900, -1080),
    (500, -1000),
    (1500, -900),
    (2400, -700),
)
"""The transmission line that passes south of the town."""


@dataclass(frozen=True)
class GasPipe:
    """A gas pipe of the distribution company."""

    number: str
    pressure_class: str
    max_bar: float
    line: LineString
    material: str
    diameter_mm: int
    depth_m: float
    installed: date


@dataclass(frozen=True)
class Transformer:
    """A distribution transformer; `junction` is the street junction it stands at."""

    number: str
    name: str
    kind: str
    power_kva: int
    installed: date
    place: Point
    junction: Coordinate


@dataclass(frozen=True)
class PowerLine:
    """A line of one voltage; `feeder` is the transformer that feeds it."""

    number: str
    voltage_class: str
    voltage_kv: float
    installation: str
    conductor: str
    cross_section_mm2: int
    circuits: int
    feeder: Transformer | None
    owner: str
    installed: date
    line: LineString


@dataclass(frozen=True)
class LightingPole:
    """A street light."""

    number: str
    lamp: str
    power_w: int
    lamps: int
    height_m: float
    material: str
    transformer: Transformer
    installed: date
    place: Point


def make_gas_pipes(graph: StreetGraph) -> list[GasPipe]:
    """Steel along the state road and the boulevard, polyethylene in the streets where people live."""
    rng = Random("gas pipes")
    pipes: list[GasPipe] = []
    for edge in graph.edges:
        if not in_town(edge) or edge.street.zone == "old" or edge.street.width_m < 6.5:
            continue
        steel = edge.street.width_m > 20
        if not steel and edge.street.zone not in ("apartment", "residential"):
            continue
        installed = date(rng.randint(2004, 2022), rng.randint(1, 12), rng.randint(1, 28))
        for piece in joints(edge.line, 200):
            pipes.append(
                GasPipe(
                    number=f"DG-{len(pipes) + 1:04d}",
                    pressure_class="Yüksek basınç" if steel else "Orta basınç",
                    max_bar=19.0 if steel else 4.0,
                    line=beside(piece, GAS_OFFSET_M),
                    material="Çelik" if steel else "PE",
                    diameter_mm=rng.choice((200, 250)) if steel else rng.choice((63, 90, 110)),
                    depth_m=round(rng.uniform(0.9, 1.4), 2),
                    installed=installed,
                )
            )
    return pipes


def make_transformers(graph: StreetGraph) -> list[Transformer]:
    """Kiosks over the town, poles in the villages, a building in the industrial quarter."""
    rng = Random("transformers")
    urban = [j for j, edges in sorted(graph.at.items()) if all(in_town(e) for e in edges) and len(edges) > 2]
    rng.shuffle(urban)
    rural = [j for j, edges in sorted(graph.at.items()) if sum(e.street.zone == "village" for e in edges) > 1]
    places = [
        *spread(urban, Point, TRANSFORMERS_APART_M),
        *spread(rural, Point, 400.0),
    ]
    found: list[Transformer] = []
    for n, junction in enumerate(places, 1):
        edge = max(graph.at[junction], key=lambda e: e.street.width_m)
        zones = {e.street.zone for e in graph.at[junction]}
        kind = "Direk tipi" if "village" in zones else "Bina tipi" if "industrial" in zones else "Köşk tipi"
        found.append(
            Transformer(
                number=f"TR-{n:02d}",
                name=f"{edge.street.name} TM {n}",
                kind=kind,
                power_kva=rng.choice((100, 160)) if kind == "Direk tipi" else rng.choice((400, 630, 1000, 1250)),
                installed=date(rng.randint(1988, 2021), rng.randint(1, 12), rng.randint(1, 28)),
                place=point_beside(edge.leaving(junction), 6.0, edge.street.width_m / 2 + 0.4),
                junction=junction,
            )
        )  # fmt: skip
    return found


def make_power_lines(
    graph: StreetGraph, transformers: list[Transformer], district: Polygon
) -> list[PowerLine]:
    """One transmission line, medium voltage from transformer to transformer, low voltage in the streets."""
    rng = Random("power lines")
    lines: list[PowerLine] = []

    def add(line: LineString, volts: str, feeder: Transformer | None, overhead: bool) -> None:
        voltage = {"YG": 154.0, "OG": 34.5, "AG": 0.4}[volts]
        sections = {"YG": (477,), "OG": (95, 150, 240), "AG": (35, 50, 70)}[volts]
        lines.append(
            PowerLine(
                number=f"{volts}-{sum(p.voltage_class == volts for p in lines) + 1:04d}",
                voltage_class=volts,
                voltage_kv=voltage,
                installation="Havai" if overhead else "Yer altı",
                conductor="Çelik özlü alüminyum" if volts == "YG" else "Alüminyum" if overhead else "Bakır",
                cross_section_mm2=rng.choice(sections),
                circuits=2 if volts == "YG" else 1,
                feeder=feeder,
                owner="TEİAŞ" if volts == "YG" else "Elektrik dağıtım şirketi",
                installed=date(rng.randint(1985, 2022), rng.randint(1, 12), rng.randint(1, 28)),
                line=line,
            )
        )

    corridor = LineString([rounded(*c) for c in plan.place(list(HIGH_VOLTAGE))]).intersection(district)
    add(LineString([rounded(x, y) for x, y in corridor.coords]), "YG", None, overhead=True)
    connected = [transformers[0]]
    for transformer in transformers[1:]:
        source = min(connected, key=lambda t: t.place.distance(transformer.place))
        way = graph.way(source.junction, transformer.junction)
        moved = [rounded(x + CABLE_OFFSET_M[0], y + CABLE_OFFSET_M[1]) for x, y in way]
        ends = [(t.place.x, t.place.y) for t in (source, transformer)]
        line = shapely.remove_repeated_points(LineString([ends[0], *moved, ends[1]]))
        add(line, "OG", source, overhead=transformer.kind == "Direk tipi")
        connected.append(transformer)
    for edge in graph.edges:
        if (in_town(edge) or edge.street.zone == "village") and edge.line.length > 25:
            near = _nearest(transformers, edge.line.centroid)
            add(
                beside(edge.line, CABLE_OFFSET_M), "AG", near, overhead=edge.street.zone in ("old", "village")
            )
    return lines


def make_lighting_poles(streets: list[Street], transformers: list[Transformer]) -> list[LightingPole]:
    """Lamps along the town's main streets, on alternate sides."""
    rng = Random("lighting poles")
    town = shapely.MultiPoint(plan.place(list(plan.CORNERS.values()))).convex_hull.buffer(30)
    found: list[LightingPole] = []
    for street in streets:
        if not street.is_urban or street.width_m < 10.5:
            continue
        wide = street.width_m > 20
        lamp = "Sodyum buharlı" if rng.random() < 0.35 else "LED"
        for i in range(int(street.line.length // LAMPS_APART_M) + 1):
            place = point_beside(
                street.line, 4.0 + i * LAMPS_APART_M, (1 if i % 2 else -1) * (street.width_m / 2 - 0.4)
            )
            if not town.contains(place):
                continue
            found.append(
                LightingPole(
                    number=f"AD-{len(found) + 1:04d}",
                    lamp=lamp,
                    power_w=(250 if wide else 150) if lamp != "LED" else (120 if wide else 70),
                    lamps=2 if wide else 1,
                    height_m=12.0 if wide else 8.0,
                    material="Galvaniz" if lamp == "LED" else rng.choice(("Beton", "Galvaniz")),
                    transformer=_nearest(transformers, place),
                    installed=date(rng.randint(2016, 2024) if lamp == "LED" else rng.randint(1995, 2012), 5, 1),
                    place=place,
                )
            )  # fmt: skip
    return found


def _nearest(transformers: list[Transformer], place: Point) -> Transformer:
    return min(transformers, key=lambda t: t.place.distance(place))
