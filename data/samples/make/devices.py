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


def make_assets(buildings: list[Building]) -> list[Asset]:
    """Office equipment, most of it in the town hall."""
    rng = Random("assets")
    keepers = names.keepers()
    places = [b for b in buildings if b.facility and b.facility.municipal]
    town_hall = next(b for b in places if b.name == TOWN_HALL)
    assets = []
    for i in range(ASSETS):
        building = town_hall if i < IN_TOWN_HALL else places[i % len(places)]
        kind, name, models = (
            KINDS[i % len(KINDS)] if i > 5 else ("Sunucu", "Raf sunucusu", ("Dağ R1", "Dağ R2"))
        )
        model = rng.choice(models)
        bought = date(rng.randint(2015, 2024), rng.randint(1, 12), rng.randint(1, 28))
        keeper, phone = keepers[i % len(keepers)]
        room = "Sistem Odası" if kind == "Sunucu" else rng.choice(ROOMS)
        assets.append(
            Asset(
                number=f"255-{bought.year}-{i + 1:04d}",
                name=f"{name} {i + 1:03d}",
                kind=kind,
                status=rng.choice(("Kullanımda",) * 8 + ("Arızalı", "Bakımda", "Depoda", "Hurda")),
                brand=model.split()[0],
                model=model.split()[1],
                serial_no=f"SN{rng.randrange(16**8):08X}",
                room=f"{building.name} / {room}",
                bought=bought,
                warranty_until=bought.replace(year=bought.year + rng.choice((2, 3, 5))),
                keeper=keeper,
                keeper_phone=phone,
                place=_inside(building, rng),
            )
        )
    return assets


def _inside(building: Building, rng: Random) -> Point:
    west, south, east, north = building.footprint.bounds
    room = building.footprint.buffer(-1.0)
    while True:
        place = Point(round(rng.uniform(west, east), 2), round(rng.uniform(south, north), 2))
        if room.contains(place):
            return place
