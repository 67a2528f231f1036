"""Bus stops, traffic lights and car parks."""

from dataclasses import dataclass
from datetime import date
from random import Random

import shapely
from shapely.geometry import Point, Polygon
from shapely.ops import substring

from data.samples.make import plan
from data.samples.make.buildings import Building
from data.samples.make.curves import GRID_M, rounded
from data.samples.make.land import Parcel
from data.samples.make.places import PointOfInterest
from data.samples.make.street_graph import StreetGraph
from data.samples.make.streets import Street
from data.samples.make.subdivision import lines_in, polygons_in


@dataclass(frozen=True)
class BusStop:
    """A stop of the city guide with what the transport directorate knows of it."""

    number: str
    place: PointOfInterest
    kind: str
    sheltered: bool
    lines: str


@dataclass(frozen=True)
class TrafficLight:
    """One signal on an approach to a junction."""

    number: str
    kind: str
    junction: str
    audible: bool
    status: str
    installed: date
    place: Point


@dataclass(frozen=True)
class CarPark:
    """A place for cars."""

    number: str
    name: str
    kind: str
    land: Polygon
    capacity: int
    accessible: int
    charging: int
    paid: bool


def make_bus_stops(places: list[PointOfInterest]) -> list[BusStop]:
    """The stops the city guide knows."""
    rng = Random("bus stops")
    stops = [p for p in places if p.category == "Durak"]
    return [
        BusStop(
            number=f"D-{1001 + i}",
            place=place,
            kind="Son durak" if i in (0, len(stops) - 1) else "Aktarma" if i % 9 == 4 else "Durak",
            sheltered=rng.random() < 0.6,
            lines=", ".join(sorted(rng.sample(("1", "2", "3", "4A", "5"), rng.randint(1, 3)))),
        )
        for i, place in enumerate(stops)
    ]


def make_traffic_lights(graph: StreetGraph, buildings: list[Building]) -> list[TrafficLight]:
    """A light on each approach where avenues cross, and pedestrian lights before schools."""
    rng = Random("traffic lights")
    found: list[TrafficLight] = []

    def add(kind: str, junction: str, place: Point) -> None:
        found.append(
            TrafficLight(
                number=f"SNY-{len(found) + 1:03d}",
                kind=kind,
                junction=junction,
                audible=kind == "Yaya geçidi" or rng.random() < 0.3,
                status="Arızalı" if len(found) % 19 == 7 else "Çalışıyor",
                installed=date(rng.randint(2009, 2024), rng.randint(1, 12), rng.randint(1, 28)),
                place=place,
            )
        )

    corners = plan.place(list(plan.CORNERS.values()))
    for junction in sorted(at for at in graph.at if at in corners and len(graph.at[at]) >= 4):
        names = sorted({edge.street.name for edge in graph.at[junction]})
        for edge in graph.at[junction]:
            kerb = edge.leaving(junction).offset_curve(edge.street.width_m / 2 - 0.8)
            add("Kavşak", " – ".join(names), Point(rounded(*kerb.interpolate(13).coords[0])))
    for school in (b for b in buildings if b.use == "Okul" and b.facility and b.frontage):
        assert school.frontage is not None
        street = school.frontage.street
        along = street.line.project(school.frontage.middle)
        kerb = street.line.offset_curve(street.width_m / 2 - 0.6)
        at = kerb.interpolate(min(along, kerb.length))
        add("Yaya geçidi", f"{school.name} önü", Point(rounded(*at.coords[0])))
    return found


_YARDS = {
    "Çınarova Devlet Hastanesi": 12.0,
    "Otogar": 8.0,
    "Irmakbaşı Stadı": 6.0,
    "Çınarova Kapalı Pazar Yeri": 5.0,
}
"""Buildings with a car park in their yard, and how far from the walls it begins, in metres."""
_KERBS = ("Cumhuriyet Caddesi", "İğdeli Caddesi", "Yıldıztepe Caddesi")


def make_car_parks(parcels: list[Parcel], buildings: list[Building], streets: list[Street]) -> list[CarPark]:
    """In yards, on vacant parcels of the old town, and along three avenues."""
    found: list[CarPark] = []

    def add(name: str, kind: str, land: Polygon, paid: bool, floors: int = 1) -> None:
        cars = int(land.area * floors / 25) or 1
        found.append(
            CarPark(f"OTO-{len(found) + 1:02d}", name, kind, land, cars, max(1, cars // 25), cars // 40, paid)
        )

    for building in buildings:
        if building.name in _YARDS:
            yard = building.parcel.land.buffer(-1.5).difference(
                building.footprint.buffer(_YARDS[building.name])
            )
            pieces = polygons_in(shapely.set_precision(yard.simplify(0.2), GRID_M))
            if pieces:
                add(
                    f"{building.name} Otoparkı", "Açık otopark", max(pieces, key=lambda p: p.area), paid=False
                )
    vacant = [p for p in parcels if p.block.zone == "old" and p.land_type == "Arsa" and p.land.area > 250]
    for i, parcel in enumerate(vacant[:4]):
        land = parcel.land.buffer(-0.8, join_style="mitre")
        (piece,) = polygons_in(shapely.set_precision(land, GRID_M))
        street = parcel.block.neighbourhood.name
        if i == 0:
            add(f"{street} Katlı Otoparkı", "Katlı", piece, paid=True, floors=4)
        else:
            add(f"{street} Otoparkı {i}", "Açık", piece, paid=True)
    for avenue in (s for s in streets if s.name in _KERBS):
        for i, strip in enumerate(_kerbside(avenue, streets)[:2]):
            add(f"{avenue.name} yol kenarı {i + 1}", "Yol kenarı", strip, paid=i == 0)
    return found


def _kerbside(street: Street, streets: list[Street]) -> list[Polygon]:
    """Strips of 48 m on the right-hand kerb, clear of the streets that cross."""
    (kerb,) = lines_in(street.line.offset_curve(-(street.width_m / 2 - 1.3)))
    crossing = shapely.union_all(
        [
            s.line.buffer(s.width_m / 2 + 3)
            for s in streets
            if s is not street and s.line.intersects(street.line)
        ]
    )
    strips = [
        substring(kerb, start, start + 48).simplify(0.05).buffer(1.1, cap_style="flat")
        for start in range(40, int(kerb.length) - 60, 60)
    ]
    return [
        piece
        for strip in strips
        for piece in polygons_in(shapely.set_precision(strip, GRID_M))
        if not crossing.intersects(piece)
    ]
