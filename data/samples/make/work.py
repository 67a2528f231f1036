"""What citizens ask for, and the work that is given out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from shapely.geometry import Point

from data.samples.make import names
from data.samples.make.addresses import Door
from data.samples.make.curves import rounded
from data.samples.make.devices import Asset, Camera
from data.samples.make.land import Parcel

REQUESTS = 60
NOW = datetime(2025, 1, 15, 9)
"""When the requests' file was written."""
CHANNELS = (
    "Çağrı merkezi", "WhatsApp", "Web sitesi", "Yüz yüze", "CİMER", "Mavi Masa", "Karekod", "Sosyal medya",
    "Açık Kapı", "Başkana mesaj", "BiP",
)  # fmt: skip
MATTERS: tuple[tuple[str, str, str], ...] = (
    ("Çukur", "Fen İşleri Müdürlüğü", "Yolda çukur"),
    ("Su kaçağı", "Su ve Kanalizasyon İdaresi", "Yola su sızıyor"),
    ("Aydınlatma", "Fen İşleri Müdürlüğü", "Sokak lambası yanmıyor"),
    ("Çöp", "Temizlik İşleri Müdürlüğü", "Konteyner taşıyor"),
    ("Izgara tıkanması", "Su ve Kanalizasyon İdaresi", "Yağmur suyu ızgarası tıkalı"),
    ("Kaçak yapı", "İmar ve Şehircilik Müdürlüğü", "Ruhsatsız kat ilavesi ihbarı"),
    ("Ağaç budama", "Park ve Bahçeler Müdürlüğü", "Dallar tellere değiyor"),
    ("Sokak hayvanı", "Veteriner İşleri Müdürlüğü", "Yaralı köpek"),
    ("Gürültü", "Zabıta Müdürlüğü", "İş yerinden gürültü"),
    ("Wi-Fi", "Bilgi İşlem Müdürlüğü", "Parkta Wi-Fi çalışmıyor"),
)
"""What it is about, who answers for it, and the desk's summary."""
ON_THE_STREET = ("Çukur", "Su kaçağı", "Aydınlatma", "Çöp", "Izgara tıkanması")
ANSWERS = {
    "Çözüldü": "Gereği yapıldı.",
    "Programa alındı": "Programa alındı.",
    "Reddedildi": "Görev alanımızda değil.",
}


@dataclass(frozen=True)
class Request:
    """A citizen's request; its matter lies on or before a parcel, which need not be the requester's home."""

    number: str
    channel: str
    category: str
    status: str
    directorate: str
    received: datetime
    due: datetime
    scheduled: datetime | None
    resolved: datetime | None
    subject: str
    words: str
    requester: tuple[str, str]
    home: str
    parcel: Parcel
    place: Point

    @property
    def answer(self) -> str | None:
        """What the requester is told, once there is something to tell."""
        return ANSWERS.get(self.status)


@dataclass(frozen=True)
class WorkOrder:
    """Work given to a crew, for a request or on a device."""

    number: str
    request: Request | None
    kind: str
    priority: str
    status: str
    unit: str
    assignee: tuple[str, str]
    instructions: str
    device: Asset | Camera | None
    created: datetime
    planned: datetime
    started: datetime | None
    done: datetime | None
    place: Point

    @property
    def due(self) -> datetime:
        """A week after it was to begin; urgent work at the day's end."""
        return self.planned + timedelta(days=0.4 if self.priority == "Acil" else 7)

    @property
    def hours(self) -> float | None:
        """How long it took."""
        return None if self.started is None or self.done is None else round((self.done - self.started).seconds / 3600, 1)  # fmt: skip


def make_requests(doors: list[Door]) -> list[Request]:
    """Requests of three months, the older ones settled."""
    rng = Random("requests")
    people = names.requesters()
    town = [d for d in doors if "/" not in d.number]
    found: list[Request] = []
    for i in range(REQUESTS):
        category, directorate, subject = MATTERS[i % len(MATTERS)]
        door, home = rng.choice(town), rng.choice(town)
        received = NOW - timedelta(days=90 - 1.5 * i, minutes=rng.randrange(600))
        status = _request_status(i, rng)
        settled = received + timedelta(days=rng.randint(1, 12), hours=rng.randint(1, 7))
        place = door.place
        if category in ON_THE_STREET:
            place = door.street.line.interpolate(door.street.line.project(door.place))
        found.append(
            Request(
                number=f"2025-{i + 1:05d}" if received.year == 2025 else f"2024-{4100 + i:05d}",
                channel=CHANNELS[i % len(CHANNELS)],
                category=category,
                status=status,
                directorate=directorate,
                received=received,
                due=received + timedelta(days=30 if i % len(CHANNELS) == 4 else 15),
                scheduled=received + timedelta(days=45) if status == "Programa alındı" else None,
                resolved=settled if status in ("Çözüldü", "Reddedildi") else None,
                subject=subject,
                words=f"{subject}. {door.text} önünde. Ben {people[i][0]}, ilgilenmenizi rica ederim.",
                requester=people[i],
                home=f"{home.building.parcel.block.neighbourhood.name} Mah. {home.text}",
                parcel=door.building.parcel,
                place=Point(*rounded(place.x, place.y)),
            )
        )
    return found


def _request_status(index: int, rng: Random) -> str:
    if index < 35:
        return rng.choice(("Çözüldü",) * 5 + ("Programa alındı", "Reddedildi", "Mükerrer"))
    return rng.choice(("Müdürlüğe iletildi", "İşlemde", "Çözüldü", "Programa alındı", "Alındı"))


def make_work_orders(requests: list[Request], cameras: list[Camera], assets: list[Asset]) -> list[WorkOrder]:
    """From every second request that reached its directorate, and on whatever is faulty or in maintenance."""
    rng = Random("work orders")
    crew = names.crew()
    found: list[WorkOrder] = []

    def add(
        kind: str,
        status: str,
        created: datetime,
        unit: str,
        told: str,
        place: Point,
        request: Request | None = None,
        device: Asset | Camera | None = None,
    ) -> None:
        number = len(found) + 1
        planned = created + timedelta(days=rng.randint(1, 6))
        started = planned + timedelta(hours=rng.randint(0, 5)) if status not in ("Yeni", "Atandı") else None
        done = (
            started + timedelta(hours=rng.randint(1, 6))
            if started and status in ("Yapıldı", "Kapandı")
            else None
        )
        found.append(
            WorkOrder(f"IE-{number:04d}", request, kind, rng.choice(("Normal", "Normal", "Yüksek", "Acil", "Düşük")),
                      status, unit, crew[number % len(crew)], told, device, created, planned, started, done, place)
        )  # fmt: skip

    for request in [r for r in requests if r.status not in ("Alındı", "Mükerrer", "Reddedildi")][::2]:
        kind = "Keşif" if request.category in ("Kaçak yapı", "Gürültü") else "Onarım"
        status = (
            "Kapandı" if request.status == "Çözüldü" else rng.choice(("Atandı", "Yapılıyor", "Beklemede"))
        )
        created = request.received + timedelta(hours=5)
        add(kind, status, created, request.directorate, request.subject, request.place, request)
    unit = "Bilgi İşlem Müdürlüğü"
    for n, camera in enumerate(c for c in cameras if c.status != "Çalışıyor"):
        kind, told = (
            ("Arıza", "Görüntü yok; besleme ve bağlantıyı denetleyin")
            if camera.status == "Arıza"
            else ("Bakım", "Camı temizleyin, bağlantıyı denetleyin")
        )
        add(kind, "Yapılıyor" if n % 2 else "Atandı", NOW - timedelta(days=3 + n), unit, told, camera.place,
            device=camera)  # fmt: skip
    for n, asset in enumerate([a for a in assets if a.status == "Arızalı"][:8]):
        status = ("Yeni", "Beklemede", "Yapıldı")[n % 3]
        add("Onarım", status, NOW - timedelta(days=20 - 2 * n), unit, f"{asset.name}: arıza tespiti", asset.place,
            device=asset)  # fmt: skip
    return found
