"""What the IT department keeps in public: Wi-Fi, screens, QR codes, telephone lines, and set-ups for events."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

import shapely
from shapely.geometry import Point, Polygon

from data.samples.make import names
from data.samples.make.buildings import Building
from data.samples.make.curves import rounded
from data.samples.make.devices import Asset
from data.samples.make.fibre import Network, Node
from data.samples.make.land import Parcel
from data.samples.make.places import PointOfInterest

TURKEY = timezone(timedelta(hours=3))
PURPOSES = {
    "Park": "Tanıtım",
    "Belediye": "İstek-Şikâyet-Öneri",
    "Durak": "Sefer",
    "Semt pazarı": "Borç ödeme",
}
QR_CODES = 30


@dataclass(frozen=True)
class WifiPoint:
    """A free access point at a node of the network."""

    number: str
    name: str
    range_m: int
    standard: str
    max_users: int
    mac: str
    status: str
    node: Node


@dataclass(frozen=True)
class LedScreen:
    """A screen in the city, some of them in the asset register."""

    number: str
    name: str
    width_m: float
    height_m: float
    pitch_mm: float
    power_kw: float
    asset: Asset | None
    node: Node
    address: str
    status: str
    place: Point


@dataclass(frozen=True)
class QrPoint:
    """A QR code at a place of interest."""

    number: str
    purpose: str
    target: str
    poi: PointOfInterest
    text: str
    placed: date
    scans: int


@dataclass(frozen=True)
class PhoneLine:
    """A line of a municipal building; one given to a person has no number of the unit's."""

    number: str
    kind: str
    unit_number: str | None
    extension: str | None
    user: tuple[str, str] | None
    unit: str
    tariff: str
    speed_mbit_s: float | None
    building: Building
    room: str
    until: date
    place: Point


@dataclass(frozen=True)
class EventSetup:
    """Equipment put up for an event, for as long as it lasts."""

    number: str
    name: str
    kind: str
    starts: datetime
    ends: datetime
    uplink: str
    uplink_mbit_s: int
    node: Node
    equipment: str
    users: int
    power_kw: float
    organiser: str
    area: Polygon


def make_wifi_points(network: Network) -> list[WifiPoint]:
    """One at each access point of the network."""
    rng = Random("wifi points")
    return [
        WifiPoint(
            number=f"WF-{n:02d}",
            name=node.name,
            range_m=rng.choice((40, 60, 80)),
            standard=rng.choice(("Wi-Fi 5 (802.11ac)", "802.11ax", "802.11ax")),
            max_users=rng.choice((64, 128, 256)),
            mac=f"02:00:5e:00:02:{n:02x}",
            status="Arızalı" if n == 5 else "Kullanımda",
            node=node,
        )
        for n, node in enumerate((n for n in network.nodes if n.kind == "AP"), 1)
    ]


def make_led_screens(network: Network, assets: list[Asset]) -> list[LedScreen]:
    """On the main streets at cabinets, and in municipal buildings."""
    found: list[LedScreen] = []

    def add(name: str, size: tuple[float, float], node: Node, asset: Asset | None, place: Point) -> None:
        number = len(found) + 1
        found.append(
            LedScreen(
                number=f"LED-{number:02d}",
                name=name,
                width_m=size[0],
                height_m=size[1],
                pitch_mm=6.0 if asset is None else 1.5,
                power_kw=round(size[0] * size[1] * 0.4, 1),
                asset=asset,
                node=node,
                address=f"10.46.60.{10 + number}",
                status="Arızalı" if number == 3 else "Çalışıyor",
                place=place,
            )
        )

    cabinets = {n.name[-2:]: n for n in network.nodes if n.kind == "Dolap"}
    for name, corner in (("Bulvar Ekranı", "C1"), ("İğdeli Ekranı", "C2"), ("Irmak Ekranı", "D1")):
        node = cabinets[corner]
        add(name, (4.0, 3.0), node, None, Point(*rounded(node.place.x + 1.6, node.place.y + 1.2)))
    entries = [n for n in network.nodes if n.building]
    for asset in [a for a in assets if a.kind == "LED ekran" and a.status == "Kullanımda"][:4]:
        node = min(entries, key=lambda n: n.place.distance(asset.place))
        add(f"{asset.room.split('/')[-1].strip()} Ekranı", (1.2, 0.7), node, asset, asset.place)
    return found


def make_qr_points(places: list[PointOfInterest]) -> list[QrPoint]:
    """At parks, municipal buildings, stops and the market."""
    rng = Random("qr points")
    chosen = [p for p in places if p.category in PURPOSES][:QR_CODES]
    return [
        QrPoint(
            number=f"KRK-{n:03d}",
            purpose=PURPOSES[poi.category],
            target=f"https://cinarova.example/k/{n:03d}",
            poi=poi,
            text=f"{poi.name}: karekodu okutun",
            placed=date(2023, 4, 3) + timedelta(days=rng.randrange(600)),
            scans=rng.randrange(420),
        )
        for n, poi in enumerate(chosen, 1)
    ]


def make_phone_lines(buildings: list[Building]) -> list[PhoneLine]:
    """A PBX in the town hall; voice, fax and data lines in every municipal building; some given to people."""
    rng = Random("phone lines")
    found: list[PhoneLine] = []
    users = names.line_users()
    kinds = ("Ses hattı", "ADSL", "Faks")

    def add(kind: str, building: Building, room: str, unit: str, user: tuple[str, str] | None = None) -> None:
        number = len(found) + 1
        data = {"ADSL": 24.0, "Metro Ethernet": 500.0}.get(kind)
        inside = building.footprint.representative_point()
        found.append(
            PhoneLine(
                number=f"99{4_600_000 + 37 * number}",
                kind=kind,
                unit_number=None if user or data else names.unit_phone(number),
                extension=str(1000 + number) if kind == "Ses hattı" else None,
                user=user,
                unit=unit,
                tariff={
                    "Mobil hat": "Kurumsal 20 GB",
                    "ADSL": "Limitsiz 24",
                    "Metro Ethernet": "500/500",
                }.get(kind, "Kurumsal ses"),
                speed_mbit_s=data,
                building=building,
                room=room,
                until=date(2025, 1, 31) + timedelta(days=rng.randrange(900)),
                place=Point(*rounded(inside.x + rng.uniform(-1.5, 1.5), inside.y + rng.uniform(-1.5, 1.5))),
            )
        )

    municipal = [b for b in buildings if b.facility and b.facility.municipal]
    town_hall = municipal[0]
    add("Santral", town_hall, "Santral odası", "Bilgi İşlem Müdürlüğü")
    add("Metro Ethernet", town_hall, "Sistem odası", "Bilgi İşlem Müdürlüğü")
    for i, building in enumerate(municipal):
        for kind in kinds[: 3 if i % 3 == 0 else 2]:
            add(kind, building, "Danışma", "Destek Hizmetleri Müdürlüğü")
    for i, user in enumerate(users):
        unit = ("Fen İşleri Müdürlüğü", "Zabıta Müdürlüğü", "Basın Yayın ve Halkla İlişkiler Müdürlüğü")[
            i % 3
        ]
        add("Mobil hat", town_hall, f"{i + 101}", unit, user)
    return found  # fmt: skip


def make_event_setups(parcels: list[Parcel], network: Network) -> list[EventSetup]:
    """In the square and in the stadium."""
    land = {p.facility.name: p.land for p in parcels if p.facility}
    square, stadium = land["Çınaraltı Meydanı"], land["Irmakbaşı Stadı"]
    nodes = [n for n in network.nodes if n.kind in ("Dolap", "Direk")]

    def setup(number: int, name: str, kind: str, starts: datetime, hours: int, area: Polygon) -> EventSetup:
        node = min(nodes, key=lambda n: n.place.distance(area))
        return EventSetup(
            number=f"ETK-{number:03d}",
            name=name,
            kind=kind,
            starts=starts,
            ends=starts + timedelta(hours=hours),
            uplink="Fiber" if number % 2 else "5G",
            uplink_mbit_s=500 if number % 2 else 100,
            node=node,
            equipment="2 erişim noktası, 1 PoE anahtarı, 1 KGK" if number % 2 else "1 mobil yönlendirici, 4 telsiz",
            users=(1500, 300, 800, 250)[number % 4],
            power_kw=(6.0, 2.5, 4.0, 2.0)[number % 4],
            organiser="Kültür ve Sosyal İşler Müdürlüğü" if kind != "Tatbikat" else "İtfaiye",
            area=area,
        )  # fmt: skip

    def at(year: int, month: int, day: int, hour: int) -> datetime:
        return datetime(year, month, day, hour, tzinfo=TURKEY).astimezone(UTC)

    middle = Polygon([rounded(x, y) for x, y in shapely.get_coordinates(square.buffer(-8).simplify(0.5))])
    pitch = Polygon([rounded(x, y) for x, y in shapely.get_coordinates(stadium.buffer(-12).simplify(0.5))])
    return [
        setup(1, "Cumhuriyet Bayramı Töreni", "Resmî tören", at(2024, 10, 29, 9), 6, middle),
        setup(2, "Afet Tatbikatı", "Afet tatbikatı", at(2024, 11, 12, 8), 10, pitch),
        setup(3, "Çınar Şenliği Konseri", "Konser", at(2025, 5, 17, 17), 8, middle),
        setup(4, "Mahalle Turnuvası Finali", "Turnuva", at(2025, 6, 1, 12), 7, pitch),
    ]
