"""Parks, their playgrounds and trees, the trees of the avenues, and where people gather after an earthquake."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

import shapely
import shapely.affinity
from shapely.geometry import Point, Polygon

from data.samples.make.buildings import Building
from data.samples.make.curves import GRID_M, rounded
from data.samples.make.land import Parcel
from data.samples.make.streets import Street
from data.samples.make.subdivision import longest_axis, polygons_in


@dataclass(frozen=True)
class Park:
    """A park on a parcel of its own."""

    number: str
    name: str
    kind: str
    parcel: Parcel
    accessible: bool
    lit: bool
    opened: date


@dataclass(frozen=True)
class Playground:
    """A playground inside a park."""

    number: str
    park: Park
    land: Polygon
    ages: str
    surface: str
    accessible: bool
    inspected: date


@dataclass(frozen=True)
class Tree:
    """A tree in a park, or along an avenue where it has none."""

    number: str
    species: str
    place: Point
    height_m: float
    girth_cm: int
    planted: date | None
    condition: str
    monument: bool
    park: Park | None


@dataclass(frozen=True)
class AssemblyArea:
    """Open land that holds a person on two square metres."""

    number: str
    name: str
    parcel: Parcel
    land: Polygon
    capacity: int
    electricity: bool
    water: bool
    toilets: bool
    accessible: bool


_SPECIES = {
    "Meydan": ("Çınar", "Ihlamur", "At kestanesi"),
    "Koru": ("Karaçam", "Toros sediri", "Meşe", "Karaçam"),
    "Irmak kıyısı": ("Söğüt", "Kara kavak", "Dişbudak", "İğde"),
    "Mahalle parkı": ("Ihlamur", "Akçaağaç", "Süs eriği", "Akasya", "Dut", "Karaçam"),
}
_AVENUES = {"Çınarlı Bulvarı": "Çınar", "Cumhuriyet Caddesi": "Ihlamur", "Söğütlü Caddesi": "Söğüt",
            "İğdeli Caddesi": "İğde"}  # fmt: skip


def make_parks(parcels: list[Parcel]) -> list[Park]:
    """Every parcel that is a park, under the name the city guide has for it."""
    rng = Random("parks")
    parks: list[Park] = []
    riverside = 0
    for parcel in (p for p in parcels if p.land_type == "Park"):
        kind = "Irmak kıyısı"
        if parcel.facility:
            name = parcel.facility.name
            kind = "Meydan" if "Meydan" in name else "Koru" if "Koru" in name else "Mahalle parkı"
        else:
            riverside += 1
            name = f"Irmak Boyu Parkı {riverside}"
        parks.append(
            Park(
                number=f"PRK-{len(parks) + 1:03d}",
                name=name,
                kind=kind,
                parcel=parcel,
                accessible=rng.random() < 0.6,
                lit=rng.random() < 0.8,
                opened=date(rng.randint(1974, 2022), rng.choice((4, 5, 9, 10)), rng.choice((19, 23, 29))),
            )
        )
    return parks


def make_playgrounds(parks: list[Park]) -> list[Playground]:
    """A playground in each park of a neighbourhood, and in the larger ones by the river."""
    rng = Random("playgrounds")
    found: list[Playground] = []
    for park in parks:
        land = park.parcel.land
        ground = _rectangle(land, 16.0, 11.0)
        if (
            park.kind in ("Meydan", "Koru")
            or ground is None
            or (park.kind == "Irmak kıyısı" and land.area < 2500)
        ):
            continue
        found.append(
            Playground(
                number=f"OYN-{len(found) + 1:02d}",
                park=park,
                land=ground,
                ages=rng.choice(("3-6", "6-12", "6-12", "Her yaş")),
                surface=rng.choice(("Kauçuk karo", "Kauçuk", "Kum", "Sentetik çim")),
                accessible=rng.random() < 0.4,
                inspected=date(2024, rng.randint(3, 11), rng.randint(1, 28)),
            )
        )
    return found


def _rectangle(land: Polygon, length_m: float, width_m: float) -> Polygon | None:
    """A level place towards one end of the land, along its long side."""
    direction, length, _ = longest_axis(land)
    middle = land.centroid
    for shift in (0.2, 0.0, -0.2):
        at = (
            middle.x + math.cos(direction) * length * shift,
            middle.y + math.sin(direction) * length * shift,
        )
        box = shapely.box(-length_m / 2, -width_m / 2, length_m / 2, width_m / 2)
        turned = shapely.affinity.rotate(box, direction, origin=(0, 0), use_radians=True)
        placed = shapely.set_precision(shapely.affinity.translate(turned, *at), GRID_M)
        if land.buffer(-2).contains(placed) and isinstance(placed, Polygon):
            return placed
    return None


def make_trees(parks: list[Park], playgrounds: list[Playground], streets: list[Street]) -> list[Tree]:
    """Trees on both sides of four avenues, and strewn about the parks."""
    rng = Random("trees")
    trees: list[Tree] = []

    def add(species: str, place: Point, park: Park | None) -> None:
        age = rng.randint(3, 60)
        known = rng.random() < 0.7
        monument = park is not None and park.kind == "Meydan" and len(trees) % 23 == 0
        height = rng.uniform(3, 5) + age * rng.uniform(0.12, 0.25) + (8 if monument else 0)
        trees.append(
            Tree(
                number=f"AĞ-{len(trees) + 1:05d}",
                species=species,
                place=place,
                height_m=round(height, 1),
                girth_cm=round(12 + age * rng.uniform(1.6, 3.0) + (250 if monument else 0)),
                planted=date(2024 - age, rng.choice((3, 4, 11)), rng.randint(1, 28))
                if known and not monument
                else None,
                condition=rng.choice(
                    ("Sağlıklı",) * 14 + ("Zayıf", "Zayıf", "Hastalıklı", "Kurumuş", "Tehlikeli")
                ),
                monument=monument,
                park=park,
            )
        )

    for street in streets:
        if street.name in _AVENUES:
            for place in _along(street, streets):
                add(_AVENUES[street.name], place, None)
    for park in parks:
        taken = [p.land.buffer(2) for p in playgrounds if p.park is park]
        for place in _strewn(park.parcel.land, 14.0 if park.kind == "Irmak kıyısı" else 10.0, rng):
            if not any(land.contains(place) for land in taken):
                add(rng.choice(_SPECIES[park.kind]), place, park)
    return trees


def _along(street: Street, streets: list[Street]) -> Iterator[Point]:
    """Every 11 m on both kerbs, clear of the streets that cross."""
    crossing = shapely.union_all(
        [
            s.line.buffer(s.width_m / 2 + 3)
            for s in streets
            if s is not street and s.line.intersects(street.line)
        ]
    )
    for side in (1, -1):
        kerb = street.line.offset_curve(side * (street.width_m / 2 - 1.2))
        for along in range(6, int(kerb.length), 11):
            place = Point(rounded(*kerb.interpolate(along).coords[0]))
            if not crossing.contains(place):
                yield place


def _strewn(land: Polygon, spacing_m: float, rng: Random) -> Iterator[Point]:
    left, low, right, high = land.bounds
    inner = land.buffer(-2.5)
    for i in range(int((right - left) / spacing_m) + 1):
        for j in range(int((high - low) / spacing_m) + 1):
            x = left + (i + rng.uniform(0.15, 0.85)) * spacing_m
            y = low + (j + rng.uniform(0.15, 0.85)) * spacing_m
            place = Point(rounded(x, y))
            if inner.contains(place) and rng.random() < 0.8:
                yield place


def make_assembly_areas(parks: list[Park], buildings: list[Building]) -> list[AssemblyArea]:
    """Parks of 2,000 m² and more, and the yards of schools at a distance from their buildings."""
    rng = Random("assembly areas")
    open_land = [(p.name, p.parcel, p.parcel.land) for p in parks if p.parcel.land.area >= 2000]
    for school in (b for b in buildings if b.facility and b.use == "Okul"):
        yard = school.parcel.land.buffer(-1).difference(school.footprint.buffer(4))
        largest = max(polygons_in(shapely.set_precision(yard, GRID_M)), key=lambda p: p.area, default=None)
        if largest is not None and largest.area >= 900:
            open_land.append((f"{school.name} bahçesi", school.parcel, largest))
    return [
        AssemblyArea(
            number=f"TA-{i + 1:02d}",
            name=name,
            parcel=parcel,
            land=land,
            capacity=int(land.area / 2 / 50) * 50,
            electricity=rng.random() < 0.7,
            water=rng.random() < 0.8,
            toilets=rng.random() < 0.5,
            accessible=rng.random() < 0.7,
        )
        for i, (name, parcel, land) in enumerate(open_land)
    ]
