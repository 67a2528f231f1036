"""What belongs to the water pipes: tanks on the hills with their mains, valves and hydrants."""

from dataclasses import dataclass
from datetime import date
from random import Random

import shapely
from shapely.geometry import LineString, Point
from shapely.ops import substring

from data.samples.make import plan
from data.samples.make.alongside import point_beside, spread
from data.samples.make.curves import Coordinate, rounded
from data.samples.make.pipes import WATER_OFFSET_M, WaterPipe, beside, joints
from data.samples.make.streets import Street
from data.samples.make.terrain import Terrain

HYDRANTS_APART_M = 170.0


@dataclass(frozen=True)
class Tank:
    """A tank of drinking water. Levels are metres above the sea."""

    number: str
    name: str
    kind: str
    volume_m3: int
    chambers: int
    floor_m: float
    overflow_m: float
    zone: str
    built: date
    place: Point


@dataclass(frozen=True)
class Valve:
    """A valve on a water pipe."""

    number: str
    kind: str
    position: str
    pipe: WaterPipe
    turns: int
    operated: date
    place: Point


@dataclass(frozen=True)
class Hydrant:
    """A hydrant beside the pipe that feeds it."""

    number: str
    kind: str
    pipe: WaterPipe
    flow_l_s: float
    pressure_bar: float
    tested: date
    works: bool
    place: Point


@dataclass(frozen=True)
class TankSite:
    """Where a tank stands: beside a road, at a distance along it from a corner of the network."""

    name: str
    zone: str
    road: str
    start: Coordinate
    end: Coordinate
    kind: str
    volume_m3: int
    chambers: int
    raised_m: float
    beside_m: float
    built: date


SITES: tuple[TankSite, ...] = (
    TankSite("Çarşı Deposu", "Çarşı Alt Kat", "Yayla Yolu", plan.CORNERS["B3"], (-255, 820), "Gömme depo", 1500, 2,
             -3.0, 14.0, date(1992, 6, 15)),
    TankSite("Yıldıztepe Deposu", "Yıldıztepe Üst Kat", "Yayla Yolu", plan.CORNERS["B3"], (-380, 1180), "Gömme depo",
             800, 2, -3.0, 14.0, date(2006, 9, 4)),
    TankSite("Kızılağıl Köy Deposu", "Kızılağıl Deposu", "Kızılağıl Köy Yolu", (-1420, 690), (-1600, 820),
             "Ayaklı depo", 100, 1, 20.0, -12.0, date(1987, 5, 20)),
    TankSite("Şahinçeşme Köy Deposu", "Şahinçeşme Deposu", "Şahinçeşme Köy Yolu", (1210, -940), (1330, -1250),
             "Ayaklı depo", 100, 1, 25.0, 12.0, date(1994, 8, 1)),
)  # fmt: skip


def make_tanks(
    pipes: list[WaterPipe], streets: list[Street], terrain: Terrain
) -> tuple[list[Tank], list[WaterPipe]]:
    """The tanks, and the pipes with the transmission mains that lead to them."""
    rng = Random("water tanks")
    tanks: list[Tank] = []
    all_pipes = list(pipes)
    for site in SITES:
        (road,) = (s for s in streets if s.name == site.road)
        start, end = (road.line.project(Point(plan.place([corner])[0])) for corner in (site.start, site.end))
        way = substring(road.line, start, end)
        assert isinstance(way, LineString)
        place = point_beside(way, way.length, site.beside_m)
        floor = round(terrain.height(place.x, place.y) + site.raised_m, 2)
        tanks.append(
            Tank(
                number=f"DP-{len(tanks) + 1:02d}",
                name=site.name,
                kind=site.kind,
                volume_m3=site.volume_m3,
                chambers=site.chambers,
                floor_m=floor,
                overflow_m=round(floor + (4.0 if site.volume_m3 > 500 else 3.0), 2),
                zone=site.zone,
                built=site.built,
                place=place,
            )
        )
        # Two mains share the road up the hill: each keeps its own distance from the centreline.
        offset = (WATER_OFFSET_M[0] + 0.4 * len(tanks), WATER_OFFSET_M[1])
        pieces = [beside(piece, offset) for piece in joints(way, 100)]
        # They part from the street's pipe, where its pieces meet.
        pieces[0] = LineString([*beside(way, WATER_OFFSET_M).coords[:1], *pieces[0].coords[1:]])
        pieces.append(LineString([pieces[-1].coords[-1], rounded(place.x, place.y)]))
        for piece in pieces:
            all_pipes.append(
                WaterPipe(
                    number=f"SU-{len(all_pipes) + 1:04d}",
                    line=piece,
                    material="Düktil",
                    diameter_mm=300 if site.volume_m3 > 500 else 150,
                    depth_m=round(rng.uniform(1.4, 1.9), 2),
                    status="Kullanımda",
                    installed=site.built,
                    zone=site.zone,
                    accuracy="Sayısallaştırılmış" if site.built.year < 2005 else "Röleve",
                    function="İsale hattı",
                )
            )
    return tanks, all_pipes


def make_valves(pipes: list[WaterPipe]) -> list[Valve]:
    """Gate valves near the pipes' ends, others where they belong."""
    rng = Random("valves")
    found: list[Valve] = []
    for i, pipe in enumerate(p for p in pipes if p.status != "Terk" and p.line.length > 12):
        main = pipe.function == "İsale hattı"
        if not main and i % 4:
            continue
        kind = "Kelebek vana" if pipe.diameter_mm >= 250 else "Sürgülü vana"
        kind = ("Vantuz", "Tahliye vanası", kind)[i % 3] if main else kind
        kind = "Basınç kırıcı vana" if i % 97 == 0 else kind
        position = "Kapalı" if kind == "Tahliye vanası" or i % 44 == 0 else "Açık"
        found.append(
            Valve(
                number=f"VN-{len(found) + 1:04d}",
                kind=kind,
                position="Çalışmıyor" if i % 76 == 0 else position,
                pipe=pipe,
                turns=rng.choice((12, 16, 24, 32)),
                operated=date(rng.randint(2019, 2024), rng.randint(1, 12), rng.randint(1, 28)),
                place=_on(pipe, 3.0),
            )
        )
    return found


def make_hydrants(pipes: list[WaterPipe]) -> list[Hydrant]:
    """Hydrants at the kerb, far enough from each other that each has its own streets."""
    rng = Random("hydrants")
    fit = [p for p in pipes if p.status != "Terk" and p.diameter_mm >= 110 and p.line.length > 20]
    chosen = spread(
        (p for p in fit if p.function != "İsale hattı"), lambda pipe: _on(pipe, 8.0), HYDRANTS_APART_M
    )
    return [
        Hydrant(
            number=f"HD-{n:03d}",
            kind="Yer üstü" if n % 3 else "Yer altı",
            pipe=pipe,
            flow_l_s=round(rng.uniform(8, 22), 1),
            pressure_bar=round(rng.uniform(2.6, 6.4), 1),
            tested=date(rng.randint(2021, 2024), rng.randint(1, 12), rng.randint(1, 28)),
            works=n % 14 != 0,
            place=point_beside(pipe.line, 8.0, 2.0),
        )
        for n, pipe in enumerate(chosen, 1)
    ]


def _on(pipe: WaterPipe, along_m: float) -> Point:
    at = shapely.line_interpolate_point(pipe.line, along_m)
    return Point(*rounded(at.x, at.y))
