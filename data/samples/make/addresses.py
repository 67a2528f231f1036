"""Door numbers after the Turkish rule: from the street's start, odd ones left and even ones right."""

from dataclasses import dataclass

import shapely
from shapely.geometry import Point

from data.samples.make.buildings import Building, Frontage
from data.samples.make.land import Parcel
from data.samples.make.streets import Street


@dataclass(frozen=True)
class Door:
    """An address point. Its side is seen from the street's start: ``Sol`` (left) or ``Sağ`` (right)."""

    code: str
    number: str
    street: Street
    side: str
    place: Point
    building: Building

    @property
    def text(self) -> str:
        """Street and number, the way an address is said."""
        return f"{self.street.name} No: {self.number}"


def make_doors(
    parcels: list[Parcel], frontages: list[Frontage | None], buildings: list[Building]
) -> list[Door]:
    """A door for every building on a street, and a lettered one for each of its shops.

    Land that is not built on keeps its number for later, so numbers have gaps.
    """
    main = {id(b.parcel): b for b in buildings if b.frontage}
    in_order = sorted(
        (
            (f.street.code, f.street.line.project(f.middle), f, p)
            for f, p in zip(frontages, parcels, strict=True)
            if f
        ),
        key=lambda row: row[:2],
    )
    taken: dict[tuple[str, str], int] = {}
    doors: list[Door] = []
    for _, _, frontage, parcel in in_order:
        side = side_of(frontage.street, frontage.middle)
        key = (frontage.street.code, side)
        number = taken[key] = taken.get(key, -1 if side == "Sol" else 0) + 2
        building = main.get(id(parcel))
        for i in range(building.shops + 1 if building else 0):
            assert building is not None
            text = str(number) if i == 0 else f"{number}/{'ABC'[i - 1]}"
            place = _doorstep(frontage, parcel, 0.5 + 0.16 * i)
            doors.append(Door(f"{74_120_001 + 3 * len(doors)}", text, frontage.street, side, place, building))
    return doors


def side_of(street: Street, place: Point) -> str:
    """``Sol`` when a place lies to the left of the street's direction, else ``Sağ``."""
    along = street.line.project(place)
    back, ahead = street.line.interpolate(max(0.0, along - 1)), street.line.interpolate(along + 1)
    turn = (ahead.x - back.x) * (place.y - back.y) - (ahead.y - back.y) * (place.x - back.x)
    return "Sol" if turn > 0 else "Sağ"


def _doorstep(frontage: Frontage, parcel: Parcel, fraction: float) -> Point:
    """A place a metre inside the parcel, at a fraction of its frontage as the street runs."""
    line = frontage.line
    if frontage.street.line.project(Point(line.coords[0])) > frontage.street.line.project(
        Point(line.coords[-1])
    ):
        line = line.reverse()
    at = line.interpolate(fraction, normalized=True)
    inside = shapely.shortest_line(at, parcel.land.buffer(-1.0, join_style="mitre"))
    x, y = inside.coords[-1]
    return Point(round(x, 2), round(y, 2))
