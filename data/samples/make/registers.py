"""What the survey department keeps besides the parcels: blocks, condominiums, easements, marks and histories."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random

import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from data.samples.make import plan
from data.samples.make.buildings import Building
from data.samples.make.curves import rounded
from data.samples.make.land import Areas, Block, Parcel
from data.samples.make.street_graph import StreetGraph
from data.samples.make.subdivision import joined, polygons_in
from data.samples.make.terrain import Terrain


@dataclass(frozen=True)
class BlockRecord:
    """A numbered block as its parcels make it up."""

    block: Block
    land: Polygon
    parcels: int


@dataclass(frozen=True)
class Unit:
    """A flat, shop or storage room; floor 0 is the ground floor. Shares are of all the building's area."""

    code: str
    building: Building
    kind: str
    floor: int
    number: str
    net_area_m2: float
    share: int
    shares: int


@dataclass(frozen=True)
class Easement:
    """A right over part of a parcel."""

    number: str
    parcel: Parcel
    land: BaseGeometry
    kind: str
    beneficiary: str
    registered: date
    until: date | None
    journal: str


@dataclass(frozen=True)
class ControlPoint:
    """A surveyed mark."""

    number: str
    order: str
    place: Point
    height_m: float
    marker: str
    condition: str
    surveyed: date


@dataclass(frozen=True)
class ParcelName:
    """What identifies a parcel, also one that is no more."""

    neighbourhood: str
    block: str | None
    number: str


@dataclass(frozen=True)
class Descent:
    """One step of a parcel's history; nothing before an ihdas, nothing after a cession to the road."""

    before: ParcelName | None
    after: ParcelName | None
    operation: str
    registered: date
    document: str


@dataclass(frozen=True)
class Region:
    """The part of the city a directorate's team looks after."""

    code: str
    name: str
    directorate: str
    duty: str
    team: int
    land: BaseGeometry


_Step = tuple[ParcelName | None, ParcelName | None]

_HOLDERS = (
    "Çınarova Elektrik Dağıtım A.Ş.", "Bozkır Boru Hatları A.Ş.", "Telsever Düşkaya", "Nazende Olmazyer",
    "Poyraz Hikâyeoğlu", "Su ve Kanalizasyon İdaresi",
)  # fmt: skip
"""Who holds easements: two firms, three people who do not exist, one authority."""


def make_block_records(parcels: list[Parcel]) -> list[BlockRecord]:
    """The blocks that have a number, in their order."""
    by_block: dict[int, list[Parcel]] = {}
    for parcel in parcels:
        if parcel.block.number is not None:
            by_block.setdefault(id(parcel.block), []).append(parcel)
    return [BlockRecord(of[0].block, joined([p.land for p in of]), len(of)) for of in by_block.values()]


def make_units(buildings: list[Building]) -> list[Unit]:
    """Shops on the ground floor and two or three flats on each other one, in every block of flats."""
    rng = Random("units")
    units: list[Unit] = []
    for building in buildings:
        if building.parcel.block.zone != "apartment" or building.facility or building.floors < 4:
            continue
        rooms = [("Depo", -1, 1)] * building.basements + [("Dükkân", 0, 1)] * building.shops
        each = 3 if building.footprint.area > 480 else 2
        rooms += [
            ("Mesken", f, each)
            for f in range(1 if building.shops else 0, building.floors)
            for _ in range(each)
        ]
        areas = [round(building.footprint.area / n * rng.uniform(0.72, 0.8), 1) for _, _, n in rooms]
        shares = [max(1, round(area / 5)) for area in areas]
        units += [
            Unit(
                f"{2_900_400_017 + 11 * (len(units) + i)}",
                building,
                kind,
                floor,
                str(i + 1),
                area,
                share,
                sum(shares),
            )
            for i, ((kind, floor, _), area, share) in enumerate(zip(rooms, areas, shares, strict=True))
        ]
    return units


def make_easements(parcels: list[Parcel]) -> list[Easement]:
    """A power line and a gas pipeline across the fields, and ways to parcels behind others."""
    rng = Random("easements")
    found: list[tuple[Parcel, BaseGeometry, str, str]] = []
    rural = [p for p in parcels if p.block.zone == "rural" and p.land_type != "Park"]
    for kind, holder, width_m, course in (
        ("Enerji nakil hattı", _HOLDERS[0], 16.0, [(-1900, -820), (-900, -760), (250, -830), (1750, -620)]),
        ("Boru hattı", _HOLDERS[1], 8.0, [(-1750, 620), (-980, 760), (-300, 930), (600, 860), (1700, 700)]),
    ):
        strip = LineString(plan.place(list(course))).buffer(width_m / 2, cap_style="flat")
        for parcel in rural:
            land = shapely.set_precision(parcel.land.intersection(strip), 0.01)
            if land.area > 60:
                found.append((parcel, shapely.union_all(polygons_in(land)), kind, holder))
    houses = [p for p in parcels if p.block.zone == "residential" and p.land.area > 550 and not p.facility]
    for parcel in houses[7::29]:
        side = parcel.land.exterior.buffer(3.0, single_sided=True, join_style="mitre")
        edge = max(
            (LineString(pair) for pair in pairwise(parcel.land.exterior.coords)), key=lambda e: e.length
        ).buffer(3.0, cap_style="flat")
        land = shapely.set_precision(parcel.land.intersection(edge).intersection(side.buffer(3)), 0.01)
        found.append((parcel, shapely.union_all(polygons_in(land)), "Geçit hakkı", rng.choice(_HOLDERS[2:5])))
    return [
        Easement(
            number=f"İRT-{i + 1:03d}",
            parcel=parcel,
            land=land,
            kind=kind,
            beneficiary=holder,
            registered=(since := _day(rng, 1985, 2023)),
            until=date(since.year + 49, since.month, since.day) if i % 9 == 4 else None,
            journal=f"{since.year}/{rng.randint(200, 9800)}",
        )
        for i, (parcel, land, kind, holder) in enumerate(found)
    ]


def _day(rng: Random, first: int, last: int) -> date:
    return date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))


def make_control_points(
    graph: StreetGraph, buildings: list[Building], terrain: Terrain, district: Polygon
) -> list[ControlPoint]:
    """Few marks of high order on open land, polygon points at junctions, benchmarks on public buildings."""
    rng = Random("control points")
    points: list[ControlPoint] = []

    def add(prefix: str, order: str, x: float, y: float, markers: tuple[str, ...], year: int) -> None:
        at = rounded(x, y)
        points.append(
            ControlPoint(
                number=f"{prefix}{len(points) + 1:04d}",
                order=order,
                place=Point(at),
                height_m=round(terrain.height(*at) + (0.6 if order == "RS" else 0.0), 3),
                marker=rng.choice(markers),
                condition=rng.choice(("Sağlam",) * 8 + ("Hasarlı", "Tahrip olmuş", "Bulunamadı")),
                surveyed=_day(rng, year, 2023),
            )
        )

    for x, y in plan.place([(-1500, 1000), (1350, -1250)]):
        add("AGA.", "C2", x, y, ("Pilye",), 2006)
    for x, y in plan.place(
        [(-1600, -900), (-700, 1150), (600, 1100), (1600, 500), (300, -1200), (-250, -900)]
    ):
        if district.contains(Point(x, y)):
            add("SGA.", "C3", x, y, ("Beton blok", "Pilye"), 2008)
    junctions = sorted(at for at, edges in graph.at.items() if len(edges) >= 3)
    for x, y in junctions[3::6]:
        add("P.", "Poligon", x + 2.4, y + 1.7, ("Çelik çivi", "Bronz", "Demir boru"), 2012)
    for building in [b for b in buildings if b.facility and b.facility.municipal][::2]:
        x, y = building.footprint.exterior.coords[0]
        add("RS.", "RS", x, y, ("Duvar bronzu",), 2010)
    return points


def make_descents(parcels: list[Parcel]) -> list[Descent]:
    """How some of today's parcels came about. None of the parcels they came from is there any more."""
    rng = Random("parcel histories")
    town: dict[int, list[Parcel]] = {}
    for parcel in parcels:
        if parcel.block.zone in ("residential", "apartment") and not parcel.facility:
            town.setdefault(id(parcel.block), []).append(parcel)
    found: list[Descent] = []
    for turn, of in enumerate(list(town.values())[2::7]):
        registered = _day(rng, 1994, 2023)
        document = f"{registered.year}/{rng.randint(10, 990)}"
        code, block = of[0].block.neighbourhood.code, of[0].block.number
        today = [ParcelName(code, block, p.number) for p in of]
        last = max(int(p.number) for p in parcels if p.block is of[0].block)
        gone = [ParcelName(code, block, str(last + 1 + i)) for i in range(3)]
        old = [ParcelName(code, str(11 + turn), str(i + 1)) for i in range(3)]
        operations: tuple[tuple[str, list[_Step]], ...] = (
            ("İfraz", [(gone[0], after) for after in today[:2]]),
            ("Tevhit", [(before, today[-1]) for before in gone[:2]]),
            ("İhdas", [(None, today[0])]),
            ("Yola terk", [(gone[2], None)]),
            ("İmar uygulaması", [(before, after) for before in old for after in today[:3]]),
        )
        operation, steps = operations[turn % len(operations)]
        found += [Descent(before, after, operation, registered, document) for before, after in steps]
    return found


def make_regions(areas: Areas) -> list[Region]:
    """Who looks after which neighbourhoods."""
    shared: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
        ("TMZ", "Temizlik", "Çöp toplama", "Merkez", ("46101", "46104")),
        ("TMZ", "Temizlik", "Çöp toplama", "Batı", ("46103", "46107")),
        ("TMZ", "Temizlik", "Çöp toplama", "Güney", ("46102", "46105")),
        ("TMZ", "Temizlik", "Çöp toplama", "Doğu", ("46106", "46108")),
        (
            "PRK",
            "Park ve Bahçeler",
            "Park bakımı",
            "Irmağın batısı",
            ("46101", "46102", "46103", "46104", "46105"),
        ),
        ("PRK", "Park ve Bahçeler", "Park bakımı", "Irmağın doğusu", ("46106",)),
        ("ZBT", "Zabıta", "Pazar ve esnaf denetimi", "Çarşı karakolu", ("46101", "46102", "46104", "46106")),
    )
    return [
        Region(
            code=f"{prefix}-{i + 1:02d}",
            name=f"{name} bölgesi" if prefix == "TMZ" else name,
            directorate=directorate,
            duty=duty,
            team=6 + 3 * len(codes),
            land=shapely.coverage_union_all([areas[code] for code in codes]),
        )
        for i, (prefix, directorate, duty, name, codes) in enumerate(shared)
    ]
