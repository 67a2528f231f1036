"""What hangs on the network and stands in the offices: cameras and assets."""

import math
from dataclasses import dataclass
from datetime import date
from random import Random

from shapely.geometry import LineString, Point

from data.samples.make import names
from data.samples.make.buildings import Building
from data.samples.make.curves import rounded
from data.samples.make.facilities import TOWN_HALL
from data.samples.make.fibre import Network, Node
from data.samples.make.street_graph import StreetGraph
from data.samples.make.system_rooms import Rack, RackPlan, Slot

POLE_CAMERAS = 44
WALL_CAMERAS = 16
ASSETS = 150
IN_TOWN_HALL = 90


@dataclass(frozen=True)
class Camera:
    """A camera and the node its cable ends at. The azimuth is in degrees from grid north, clockwise."""

    number: str
    name: str
    kind: str
    mount: str
    status: str
    node: Node
    azimuth_deg: float
    view_deg: float
    height_m: float
    address: str
    retention_days: int
    keeper_phone: str
    place: Point

    @property
    def regime(self) -> str:
        """What it is there for, as the inventory says it."""
        if self.mount == "Cephe":
            return "Tesis"
        return "Trafik" if self.kind == "Plaka tanıma" else "Kamusal alan"


@dataclass(frozen=True)
class Asset:
    """A thing in a municipal building, with the person who signed for it."""

    number: str
    name: str
    kind: str
    status: str
    brand: str
    model: str
    serial_no: str
    room: str
    bought: date
    warranty_until: date
    keeper: str
    keeper_phone: str
    place: Point
    movable_code: str
    value_try: float
    power_w: int | None
    address: str | None
    unit: str
    slot: Slot | None = None


def make_cameras(network: Network, graph: StreetGraph) -> list[Camera]:
    """Cameras on the poles, looking along the streets, and on the walls of municipal buildings."""
    rng = Random("cameras")
    cameras: list[Camera] = []

    def add(
        name: str, kind: str, mount: str, node: Node, azimuth: float, height: float, place: Point
    ) -> None:
        number = len(cameras) + 1
        view = {"PTZ": 62.5, "Balıkgözü": 360.0, "Plaka tanıma": 28.0}.get(kind, 94.0)
        status = "Arıza" if number % 17 == 0 else "Bakımda" if number % 29 == 0 else "Çalışıyor"
        cameras.append(
            Camera(
                number=f"KMR-{number:03d}",
                name=name,
                kind=kind,
                mount=mount,
                status=status,
                node=node,
                azimuth_deg=round(azimuth % 360, 1),
                view_deg=view,
                height_m=height,
                address=f"10.46.{node.number[-2:].lstrip('0') or '0'}.{100 + number}",
                retention_days=rng.choice((15, 30, 30, 60)),
                keeper_phone=names.camera_phone(number),
                place=Point(*rounded(place.x, place.y)),
            )
        )

    poles = [n for n in network.nodes if n.kind == "Direk"]
    for i in range(POLE_CAMERAS):
        pole = poles[i % len(poles)]
        edges = graph.at[pole.junction]
        edge = edges[(i // len(poles)) % len(edges)]
        azimuth = _azimuth(edge.leaving(pole.junction))
        kind = rng.choice(("Sabit", "Sabit", "PTZ", "Plaka tanıma" if edge.street.width_m > 13 else "Dome"))
        place = Point(pole.place.x + 0.2 * (i // len(poles)), pole.place.y)
        add(
            f"{pole.name} – Kamera {i // len(poles) + 1}",
            kind,
            "Direk",
            pole,
            azimuth,
            rng.choice((5.5, 6.0, 7.5)),
            place,
        )
    entrances = [n for n in network.nodes if n.building]
    for i in range(WALL_CAMERAS):
        node = entrances[i % len(entrances)]
        building = node.building
        assert building is not None
        assert building.frontage is not None
        wall = building.footprint.exterior
        at = wall.project(building.frontage.middle) + 3.0 * (i // len(entrances))
        place = wall.interpolate(at % wall.length)
        azimuth = _azimuth(LineString([place, building.frontage.middle]))
        kind = rng.choice(("Dome", "Balıkgözü", "Sabit"))
        name = f"{building.name} – {'Giriş' if i < len(entrances) else 'Yan cephe'}"
        add(name, kind, "Cephe", node, azimuth, 3.5, place)
    return cameras


def _azimuth(line: LineString) -> float:
    (x0, y0), (x1, y1) = line.coords[0], line.coords[1]
    return math.degrees(math.atan2(x1 - x0, y1 - y0))


KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Bilgisayar", "Masaüstü bilgisayar", ("Bozkır M5", "Bozkır M7")),
    ("Bilgisayar", "Masaüstü bilgisayar", ("Bozkır M5", "Bozkır M7")),
    ("Dizüstü", "Dizüstü bilgisayar", ("Kıvılcım 14", "Kıvılcım 15")),
    ("Yazıcı", "Lazer yazıcı", ("Mürekkep L200", "Mürekkep L350")),
    ("Telefon", "IP telefon", ("Sesli 10",)),
    ("Switch", "Kenar anahtarı", ("Ağaç 24", "Ağaç 48")),
    ("KGK", "Kesintisiz güç kaynağı", ("Süreğen 3k", "Süreğen 10k")),
    ("LED ekran", "Bilgi ekranı", ("Parıltı 55",)),
    ("Kiosk", "Vezne kiosku", ("Danış 1",)),
)
ROOMS = (
    "Bilgi İşlem",
    "Yazı İşleri",
    "Mali Hizmetler",
    "İmar",
    "Fen İşleri",
    "Zabıta",
    "Vezne",
    "Başkanlık",
    "Arşiv",
)


UNITS = {
    "Bilgi İşlem": "Bilgi İşlem Müdürlüğü",
    "Sistem Odası": "Bilgi İşlem Müdürlüğü",
    "İmar": "İmar ve Şehircilik Müdürlüğü",
    "Fen İşleri": "Fen İşleri Müdürlüğü",
    "Zabıta": "Zabıta Müdürlüğü",
}
"""Whose rooms they are; the others are the support services'."""
RACKED: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    ("Switch", "Omurga anahtarı", ("Ağaç 48",), 0),
    ("Switch", "Omurga anahtarı", ("Ağaç 48",), 1),
    ("Güvenlik duvarı", "Güvenlik duvarı", ("Sur 2",), 0),
    ("Depolama", "Depolama birimi", ("Ambar 12",), 1),
    ("NVR", "Kamera kayıt cihazı", ("Göz 64",), 2),
    ("NVR", "Kamera kayıt cihazı", ("Göz 64",), 2),
    ("KGK", "Kesintisiz güç kaynağı", ("Süreğen 10k",), 3),
    ("Sunucu", "Yedek sunucu", ("Dağ R2",), 4),
    ("Depolama", "Yedekleme birimi", ("Ambar 12",), 4),
)
"""What stands in the racks besides the servers: kind, name, models, and which rack."""
SERVERS = 6
MOVABLE_CODES = {
    "Bilgisayar": "255.2.1.1", "Dizüstü": "255.2.1.2", "Yazıcı": "255.2.2.1", "Telefon": "255.2.3.1",
    "Sunucu": "255.2.1.3", "Depolama": "255.2.1.4", "Switch": "255.2.4.1", "Güvenlik duvarı": "255.2.4.2",
    "NVR": "255.2.5.1", "KGK": "253.3.1.1", "LED ekran": "255.2.5.2", "Kiosk": "255.2.1.5",
}  # fmt: skip
"""Account code and levels, in the manner of the movable property code list; the numbers are invented."""
WATTS = {
    "Sunucu": 450, "Depolama": 380, "Switch": 140, "Güvenlik duvarı": 90, "NVR": 160, "KGK": 300,
    "LED ekran": 180,
}  # fmt: skip


def make_assets(buildings: list[Building], racks: list[Rack]) -> list[Asset]:
    """Office equipment, most of it in the town hall, and what stands in the racks of the system rooms."""
    rng = Random("assets")
    keepers = names.keepers()
    places = [b for b in buildings if b.facility and b.facility.municipal]
    town_hall = next(b for b in places if b.name == TOWN_HALL)
    plan = RackPlan(racks)
    assets: list[Asset] = []

    def add(
        kind: str, name: str, models: tuple[str, ...], building: Building, room: str | None, slot: Slot | None
    ) -> None:
        i = len(assets)
        model = rng.choice(models)
        bought = date(rng.randint(2015, 2024), rng.randint(1, 12), rng.randint(1, 28))
        keeper, phone = keepers[i % len(keepers)]
        room = room or rng.choice(ROOMS)
        assets.append(
            Asset(
                number=f"255-{bought.year}-{i + 1:04d}",
                name=f"{name} {i + 1:03d}",
                kind=kind,
                status="Kullanımda"
                if slot
                else rng.choice(("Kullanımda",) * 8 + ("Arızalı", "Bakımda", "Depoda", "Hurda")),
                brand=model.split()[0],
                model=model.split()[1],
                serial_no=f"SN{rng.randrange(16**8):08X}",
                room=f"{building.name} / {room}",
                bought=bought,
                warranty_until=bought.replace(year=bought.year + rng.choice((2, 3, 5))),
                keeper=keeper,
                keeper_phone=phone,
                place=_in_rack(slot) if slot else _inside(building, rng),
                movable_code=MOVABLE_CODES[kind],
                value_try=round(rng.uniform(40, 900) * (100 if slot else 20), 2),
                power_w=WATTS.get(kind),
                address=f"10.46.{70 + i // 200}.{i % 200 + 10}" if kind != "KGK" else None,
                unit=UNITS.get(room, "Destek Hizmetleri Müdürlüğü"),
                slot=slot,
            )
        )

    for i in range(ASSETS):
        building = town_hall if i < IN_TOWN_HALL else places[i % len(places)]
        if i < SERVERS:
            slot = plan.take(racks[i % 3], "Sunucu")
            add("Sunucu", "Raf sunucusu", ("Dağ R1", "Dağ R2"), town_hall, "Sistem Odası", slot)
        else:
            kind, name, models = KINDS[i % len(KINDS)]
            add(kind, name, models, building, None, None)
    for kind, name, models, at in RACKED:
        rack = racks[at]
        add(kind, name, models, rack.room.building, "Sistem Odası", plan.take(rack, kind))
    return assets


def _in_rack(slot: Slot) -> Point:
    """A rack stands 40 cm beside the other, from the middle of its room."""
    room, number = slot.rack.room.place, int(slot.rack.number[-1])
    return Point(*rounded(room.x + 0.4 * (number - 1), room.y))


def _inside(building: Building, rng: Random) -> Point:
    west, south, east, north = building.footprint.bounds
    room = building.footprint.buffer(-1.0)
    while True:
        place = Point(round(rng.uniform(west, east), 2), round(rng.uniform(south, north), 2))
        if room.contains(place):
            return place
