"""Points of interest: the facilities, the parks, and what stands along the streets."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from shapely.geometry import Point

from data.samples.make import names
from data.samples.make.addresses import Door
from data.samples.make.buildings import Building
from data.samples.make.facilities import STREET_PLACES
from data.samples.make.land import Parcel


@dataclass(frozen=True)
class PointOfInterest:
    """A place people look for. The note is for staff."""

    code: str
    name: str
    category: str
    accessible: bool
    address: str | None
    note: str | None
    place: Point


def make_places(parcels: list[Parcel], buildings: list[Building], doors: list[Door]) -> list[PointOfInterest]:
    """All places, facilities first."""
    rng = Random("places")
    found: list[PointOfInterest] = []
    door_of = {d.building.code: d for d in reversed(doors)}

    def add(name: str, category: str, place: Point, door: Door | None) -> None:
        number = len(found) + 1
        address = None
        if door:
            address = f"{door.building.parcel.block.neighbourhood.name} Mah. {door.text}"
        found.append(
            PointOfInterest(
                code=f"YER-{number:03d}",
                name=name,
                category=category,
                accessible=rng.random() < 0.6,
                address=address,
                note=f"İç not {number:03d}: denetim dosyası {rng.randint(1000, 9999)}"
                if rng.random() < 0.3
                else None,
                place=Point(round(place.x, 2), round(place.y, 2)),
            )
        )

    built = {b.name: b for b in buildings if b.name}
    parks = 0
    for parcel in parcels:
        if parcel.facility:
            building = built.get(parcel.facility.name)
            shape = building.footprint if building else parcel.land
            door = door_of.get(building.code) if building else None
            add(parcel.facility.name, parcel.facility.category, shape.representative_point(), door)
        elif parcel.land_type == "Park":
            parks += 1
            add(f"Irmak Boyu Parkı {parks}", "Park", parcel.land.representative_point(), None)
    _add_along_streets(doors, rng, add)
    return found


def _add_along_streets(
    doors: list[Door], rng: Random, add: Callable[[str, str, Point, Door | None], None]
) -> None:
    shops = [d for d in doors if "/" in d.number]
    avenues = [d for d in doors if d.street.width_m > 13 and "/" not in d.number]
    flowers = [n for n in names.STREETS if " " not in n]
    rng.shuffle(flowers)
    for kind, category, count in STREET_PLACES:
        candidates = avenues if kind in ("Otobüs durağı", "Taksi durağı") else shops
        step = len(candidates) / count
        for i in range(count):
            door = candidates[int((i + rng.random()) * step)]
            if kind == "Otobüs durağı":
                kerb = door.street.line.interpolate(door.street.line.project(door.place))
                share = 1 - (door.street.width_m / 2 - 1.0) / kerb.distance(door.place)
                place = Point(
                    door.place.x + (kerb.x - door.place.x) * share,
                    door.place.y + (kerb.y - door.place.y) * share,
                )
                add(f"{door.street.name} {door.number} Durağı", category, place, None)
            else:
                add(f"{flowers.pop()} {kind}", category, door.place, door)
