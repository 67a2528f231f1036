"""The system rooms, the racks in them, and which rack unit each device takes."""

from dataclasses import dataclass

from shapely.geometry import Point

from data.samples.make.buildings import Building
from data.samples.make.curves import rounded
from data.samples.make.fibre import Network, Node

BACKUP_SITE = "Fen İşleri Şantiyesi"
"""The building that holds the second room, away from the town hall."""
HEIGHTS_U = {"Sunucu": 2, "Depolama": 4, "NVR": 3, "Switch": 1, "Güvenlik duvarı": 1, "KGK": 6}
"""How many units a device of each kind takes."""
RESERVED_U = 2
"""Units left free at the bottom of each rack, for the cables."""


@dataclass(frozen=True)
class SystemRoom:
    """A room where servers stand. Temperatures are in degrees Celsius."""

    number: str
    name: str
    node: Node
    building: Building
    floor: int
    area_m2: float
    racks: int
    power_kw: float
    cooling_kw: float
    ups_kva: float
    ups_minutes: int
    generator: bool
    suppression: str
    place: Point


@dataclass(frozen=True)
class Rack:
    """A rack in a room; it has no place of its own."""

    number: str
    room: SystemRoom
    row: str
    height_u: int


@dataclass(frozen=True)
class Slot:
    """The units of a rack that one device takes, counted from 1 at the bottom."""

    rack: Rack
    unit: int
    height_u: int


def make_system_rooms(network: Network) -> list[SystemRoom]:
    """One in the town hall, a smaller one at the works depot."""
    main = next(n for n in network.nodes if n.kind == "Sistem Odası")
    backup = next(n for n in network.nodes if n.building and n.building.name == BACKUP_SITE)
    assert main.building
    assert backup.building
    return [
        SystemRoom("SO-01", "Belediye Sistem Odası", main, main.building, -1, 42.0, 6, 30.0, 35.0, 40.0, 20, True,
                   "Gazlı", _room_place(main, main.building)),
        SystemRoom("SO-02", "Yedek Sistem Odası", backup, backup.building, 0, 14.5, 2, 8.0, 10.0, 10.0, 12, False,
                   "Aerosol", _room_place(backup, backup.building)),
    ]  # fmt: skip


def _room_place(node: Node, building: Building) -> Point:
    """Three metres further into the building than where its cables come in."""
    inner = building.footprint.representative_point()
    share = min(1.0, 3.0 / node.place.distance(inner))
    return Point(
        *rounded(
            node.place.x + (inner.x - node.place.x) * share, node.place.y + (inner.y - node.place.y) * share
        )
    )


def make_racks(rooms: list[SystemRoom]) -> list[Rack]:
    """Four racks in the main room, one in the other."""
    main, backup = rooms
    of_main = [Rack(f"KBN-{n:02d}", main, "A" if n < 3 else "B", 42) for n in range(1, 5)]
    return [*of_main, Rack("KBN-11", backup, "A", 24)]


class RackPlan:
    """Fills racks from the bottom, a device after the other."""

    def __init__(self, racks: list[Rack]) -> None:
        self._next = {rack.number: RESERVED_U + 1 for rack in racks}

    def take(self, rack: Rack, kind: str) -> Slot:
        """The next free units of a rack for a device of that kind."""
        unit, height = self._next[rack.number], HEIGHTS_U[kind]
        self._next[rack.number] = unit + height
        return Slot(rack, unit, height)
