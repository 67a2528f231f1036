"""Houses, shops, public buildings and sheds, each strictly inside its parcel."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import shapely
import shapely.affinity
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from data.samples.make.curves import GRID_M
from data.samples.make.facilities import Facility
from data.samples.make.land import Block, Parcel
from data.samples.make.streets import Street
from data.samples.make.subdivision import lines_in, polygons_in


@dataclass(frozen=True)
class Frontage:
    """A parcel's border along the street it opens to."""

    street: Street
    line: LineString

    @property
    def middle(self) -> Point:
        """The middle of the frontage."""
        return self.line.interpolate(0.5, normalized=True)

    @property
    def direction(self) -> float:
        """From its first to its last point, in radians."""
        (x0, y0), (x1, y1) = self.line.coords[0], self.line.coords[-1]
        return math.atan2(y1 - y0, x1 - x0)


@dataclass(frozen=True)
class Building:
    """One building. `shops` counts the shop doors beside its main door."""

    code: str
    parcel: Parcel
    footprint: Polygon
    name: str | None
    use: str
    status: str
    floors: int
    basements: int
    height_m: float
    permit_no: str | None
    frontage: Frontage | None
    shops: int = 0

    @property
    def facility(self) -> Facility | None:
        """The public place this is the main building of."""
        return self.parcel.facility if self.name else None


def make_frontages(parcels: list[Parcel], streets: list[Street]) -> list[Frontage | None]:
    """For each parcel its longest border along one street, or None for land without houses or street."""
    tree = shapely.STRtree([s.line for s in streets])
    return [
        _frontage(parcel, streets, tree) if parcel.is_town or parcel.facility else None for parcel in parcels
    ]


def _frontage(parcel: Parcel, streets: list[Street], tree: shapely.STRtree) -> Frontage | None:
    border = parcel.block.land.exterior
    ring = list(parcel.land.exterior.coords)
    by_street: dict[str, list[LineString]] = {}
    found: dict[str, Street] = {}
    for a, b in pairwise(ring):
        edge = LineString([a, b])
        middle = edge.interpolate(0.5, normalized=True)
        if border.distance(middle) > 0.02:
            continue
        street = streets[int(tree.nearest(middle))]
        if street.line.distance(middle) < street.width_m / 2 + 4:
            by_street.setdefault(street.code, []).append(edge)
            found[street.code] = street
    if not by_street:
        return None
    longest = max(sorted(by_street), key=lambda code: sum(e.length for e in by_street[code]))
    merged = shapely.line_merge(shapely.union_all(by_street[longest]))
    line = max(lines_in(merged), key=lambda part: part.length)
    return Frontage(found[longest], line)


def make_buildings(parcels: list[Parcel], frontages: list[Frontage | None]) -> list[Building]:
    """All buildings, in the order of their parcels."""
    rng = Random("buildings")
    buildings: list[Building] = []
    permits: Counter[int] = Counter()

    def add(
        parcel: Parcel, footprint: Polygon, use: str, floors: int, frontage: Frontage | None, main: bool
    ) -> None:
        year = rng.randint(1968, 2024)
        permits[year] += 1
        underway = main and not parcel.facility and rng.random() < 0.03
        derelict = main and not parcel.facility and not underway and rng.random() < 0.04
        shops = rng.choice((0, 1, 1, 2)) if use in ("Karma", "Konut+Ticaret") else 0
        buildings.append(
            Building(
                code=f"{38_400_001 + 7 * len(buildings)}",
                parcel=parcel,
                footprint=footprint,
                name=parcel.facility.name if parcel.facility and main else None,
                use=use,
                status="İnşaat halinde"
                if underway
                else "Metruk"
                if derelict
                else rng.choice(("Mevcut", "Tamamlanmış")),
                floors=floors,
                basements=1 if floors > 3 and rng.random() < 0.8 else 0,
                height_m=round(floors * rng.uniform(2.9, 3.3) + rng.uniform(0.4, 1.6), 1),
                permit_no=f"RHS-{year}/{permits[year]:04d}" if main and year > 1975 else None,
                frontage=frontage,
                shops=shops,
            )
        )

    for parcel, frontage in zip(parcels, frontages, strict=True):
        if frontage is None or parcel.land_type == "Arsa" or (parcel.facility and not parcel.facility.use):
            continue
        footprint = _footprint(parcel, frontage, rng)
        if footprint is None:
            continue
        use, floors = _use(parcel.block, parcel.facility, rng)
        add(parcel, footprint, use, floors, frontage, main=True)
        if parcel.block.zone == "village" and not parcel.facility and rng.random() < 0.5:
            shed = _shed(parcel.land, footprint, frontage, rng)
            if shed:
                add(parcel, shed, "Müştemilat", 1, None, main=False)
    return buildings


def _use(block: Block, facility: Facility | None, rng: Random) -> tuple[str, int]:
    if facility:
        return facility.use or "Diğer", facility.floors
    match block.zone:
        case "old":
            return rng.choice(("Karma", "Karma", "İşyeri", "Konut+Ticaret", "Mesken")), rng.choice(
                (1, 2, 2, 3)
            )
        case "apartment":
            return rng.choice(("Konut", "Konut", "Konut+Ticaret")), rng.choice((4, 5, 5, 6, 8))
        case "industrial":
            return rng.choice(("Sanayi", "Sanayi", "Depo")), 1
        case "village":
            return "Mesken", rng.choice((1, 1, 2))
        case _:
            return rng.choice(("Konut", "Konut", "Konut", "Mesken", "Konut+Ticaret")), rng.choice(
                (1, 2, 2, 3, 4)
            )


def _footprint(parcel: Parcel, frontage: Frontage, rng: Random) -> Polygon | None:
    if parcel.facility is None and parcel.block.zone == "old":
        return _row_house(parcel.land, frontage, rng)
    setback, fill = {"industrial": (7.0, 0.8), "village": (2.5, 0.5), "apartment": (4.5, 0.8)}.get(
        parcel.block.zone, (3.0, 0.7)
    )
    inner = _largest_part(parcel.land.buffer(-setback, join_style="mitre"))
    if inner is None:
        return None
    if parcel.facility and parcel.facility.use == "Cami":
        return _mosque(inner, frontage)
    shape = (
        rng.choice((_box, _box, _box, _angle, _tee))
        if parcel.facility is None
        else rng.choice((_angle, _court, _tee))
    )
    largest_m = 30.0 if parcel.facility is None and parcel.block.zone != "industrial" else 62.0
    return _fitted(shape, inner, frontage.direction, fill, largest_m)


def _row_house(land: Polygon, frontage: Frontage, rng: Random) -> Polygon | None:
    """Wall to wall along the street, with a yard behind."""
    strip = frontage.line.buffer(rng.uniform(9.5, 14.0), join_style="mitre", cap_style="square")
    inner = land.buffer(-0.15, join_style="mitre").intersection(strip)
    return _largest_part(inner.simplify(0.1))


def _largest_part(shape: BaseGeometry, smallest_m2: float = 24.0) -> Polygon | None:
    parts = polygons_in(shapely.set_precision(shape, GRID_M))
    largest = max(parts, key=lambda p: p.area, default=None)
    return largest if largest is not None and largest.area >= smallest_m2 else None


def _fitted(
    shape: Callable[[float, float], BaseGeometry],
    inner: Polygon,
    direction: float,
    fill: float,
    largest_m: float,
) -> Polygon | None:
    """The largest of a shape, turned to the street, that lies inside."""
    centre = inner.centroid if inner.contains(inner.centroid) else inner.representative_point()
    flat = shapely.affinity.rotate(inner, -direction, origin=centre, use_radians=True)
    width = min(largest_m, (flat.bounds[2] - flat.bounds[0]) * math.sqrt(fill) * 1.1)
    depth = min(largest_m * 0.75, (flat.bounds[3] - flat.bounds[1]) * math.sqrt(fill))
    for _ in range(14):
        placed = shapely.affinity.translate(shape(width, depth), centre.x, centre.y)
        turned = shapely.affinity.rotate(placed, direction, origin=centre, use_radians=True)
        if inner.contains(turned):
            return _largest_part(turned)
        width, depth = width * 0.9, depth * 0.9
    return None


def _box(width: float, depth: float) -> Polygon:
    return shapely.box(-width / 2, -depth / 2, width / 2, depth / 2)


def _angle(width: float, depth: float) -> BaseGeometry:
    notch = shapely.box(width * 0.08, depth * 0.08, width, depth)
    return _box(width, depth).difference(notch)


def _tee(width: float, depth: float) -> BaseGeometry:
    front = shapely.box(-width / 2, -depth / 2, width / 2, depth * 0.12)
    return front.union(shapely.box(-width * 0.22, -depth / 2, width * 0.26, depth / 2))


def _court(width: float, depth: float) -> BaseGeometry:
    return _box(width, depth).difference(shapely.box(-width * 0.24, -depth * 0.2, width * 0.24, depth))


def _mosque(inner: Polygon, frontage: Frontage) -> Polygon | None:
    def square(width: float, depth: float) -> BaseGeometry:
        side = min(width, depth)
        minaret = Point(side / 2, side / 2).buffer(side * 0.09, quad_segs=2)
        return _box(side, side).union(minaret)

    return _fitted(square, inner, frontage.direction, 0.7, 26.0)


def _shed(land: Polygon, house: Polygon, frontage: Frontage, rng: Random) -> Polygon | None:
    """A barn in the yard behind the house."""
    yard = land.buffer(-1.2, join_style="mitre").difference(house.buffer(3.5))
    free = max(polygons_in(yard), key=lambda p: p.distance(frontage.middle) + p.area / 50, default=None)
    if free is None or free.area < 40:
        return None
    return _fitted(_box, free, frontage.direction, rng.uniform(0.3, 0.5), 11.0)
