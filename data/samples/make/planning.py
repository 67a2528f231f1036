"""Land-use plans of the town and its villages, what they allow on each block, and permits to dig up streets."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import shapely
from shapely.geometry import LineString, MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

from data.samples.make import plan
from data.samples.make.curves import GRID_M
from data.samples.make.pipes import WaterPipe
from data.samples.make.registers import BlockRecord
from data.samples.make.streets import Street, quarters


@dataclass(frozen=True)
class Plan:
    """A plan in force."""

    number: str
    name: str
    kind: str
    scale: int
    approved: date
    decision: str
    displayed: date
    withdrawn: date
    notes: str
    land: BaseGeometry


@dataclass(frozen=True)
class Terms:
    """How land may be built on. Setbacks are front, side and rear, in metres."""

    order: str
    coverage: float
    floor_area: float
    height_m: float
    storeys: int
    setbacks: tuple[float, float, float]


@dataclass(frozen=True)
class Zone:
    """A block as the plan means it."""

    number: str
    plan: Plan
    function: str
    terms: Terms | None
    note: str | None
    land: Polygon


@dataclass(frozen=True)
class Excavation:
    """A permit to open a street. The site manager does not exist."""

    number: str
    institution: str
    kind: str
    state: str
    street: Street
    width_m: float
    depth_m: float
    starts: date
    ends: date
    backfill: str
    fee: float
    deposit: float
    contractor: str
    manager: str
    phone: str
    line: LineString


_TERMS: dict[plan.Zone, Terms] = {
    "old": Terms("Bitişik", 0.8, 1.6, 7.5, 2, (0.0, 0.0, 3.0)),
    "residential": Terms("Ayrık", 0.3, 0.9, 9.5, 3, (5.0, 3.0, 4.5)),
    "apartment": Terms("Blok", 0.4, 2.0, 15.5, 5, (5.0, 4.0, 7.5)),
    "industrial": Terms("Ayrık", 0.5, 1.0, 12.5, 2, (10.0, 5.0, 5.0)),
}
_FUNCTIONS: dict[plan.Zone, str] = {
    "old": "Ticaret + Konut",
    "residential": "Konut alanı",
    "apartment": "Gelişme konut alanı",
    "industrial": "Küçük sanayi alanı",
}
_FACILITY_FUNCTIONS = {
    "Park": "Park alanı", "Cami": "İbadet alanı", "Belediye": "Belediye hizmet alanı",
    "Hizmet binası": "Belediye hizmet alanı", "İtfaiye": "Belediye hizmet alanı", "Semt pazarı": "Pazar yeri",
    "Kültür merkezi": "Kültürel tesis alanı", "Gençlik merkezi": "Sosyal tesis", "Otogar": "Terminal alanı",
    "İlkokul": "İlkokul alanı", "Ortaokul": "Ortaokul alanı", "Lise": "Lise alanı",
    "Devlet hastanesi": "Hastane alanı", "Spor tesisi": "Açık spor alanı",
}  # fmt: skip
_MANAGERS = ("Tufan Belirsizer", "Zeliş Hiçyoktan", "Kubilay Söylenceli", "Mengü Varmışsoy")


def make_plans(district: Polygon) -> list[Plan]:
    """The town's plan, the old quarter's conservation plan inside it, and the two villages'."""
    town = MultiPoint(plan.place(list(plan.CORNERS.values()))).convex_hull.buffer(45)
    old = {s.id for s in plan.SECTORS if s.zone == "old"}
    quarter_land = quarters()
    villages = [q.land for q in quarter_land if q.zone == "village"]
    notes = "Yapılaşmada Planlı Alanlar İmar Yönetmeliği hükümleri geçerlidir."
    drawn: tuple[tuple[str, str, date, str, BaseGeometry], ...] = (
        ("Çınarova Uygulama İmar Planı", "Uygulama İmar", date(2014, 5, 6), notes, town),
        (
            "Çarşı Koruma Amaçlı İmar Planı", "Koruma amaçlı", date(2019, 11, 12),
            "Her türlü yapı ve onarım için koruma kurulu kararı gerekir.",
            shapely.union_all([q.land for q in quarter_land if q.id in old]).buffer(5, join_style="mitre"),
        ),
        ("Kızılağıl Köy Yerleşik Alanı İmar Planı", "İlave", date(2017, 3, 7), notes,
         shapely.union_all(villages[:2]).buffer(25)),
        ("Şahinçeşme Köy Yerleşik Alanı İmar Planı", "İlave", date(2018, 9, 4), notes,
         shapely.union_all(villages[2:]).buffer(25)),
    )  # fmt: skip
    return [
        Plan(
            number=f"UİP-99{i + 1:05d}",
            name=name,
            kind=kind,
            scale=1000,
            approved=approved,
            decision=f"{approved.year}/{31 + 17 * i}",
            displayed=approved + timedelta(days=14),
            withdrawn=approved + timedelta(days=44),
            notes=note,
            land=shapely.set_precision(land.simplify(0.5).intersection(district), GRID_M),
        )
        for i, (name, kind, approved, note, land) in enumerate(drawn)
    ]


def make_zones(records: list[BlockRecord], plans: list[Plan]) -> list[Zone]:
    """What the plans mean each block of the town for."""
    town, old, *_ = plans
    zones: list[Zone] = []
    for record in records:
        block = record.block
        if block.zone in ("rural", "village"):
            continue
        of = old if block.zone == "old" else town
        function = (
            _FACILITY_FUNCTIONS.get(block.facility.category) if block.facility else _FUNCTIONS[block.zone]
        )
        if block.facility and function is None:
            function = "Kültürel tesis alanı" if "Müze" in block.facility.name else "Ticaret alanı"
        zones.append(
            Zone(
                number=f"{block.neighbourhood.code}-İ{block.number}",
                plan=of,
                function=function or "Ticaret alanı",
                terms=None if block.facility else _TERMS[block.zone],
                note="Zemin katta ticaret yapılabilir."
                if len(zones) % 11 == 3 and not block.facility
                else None,
                land=record.land,
            )
        )
    return zones


def make_excavations(pipes: list[WaterPipe], streets: list[Street]) -> list[Excavation]:
    """Digging along the mains, some of it long done, some of it announced."""
    rng = Random("excavations")
    tree = shapely.STRtree([s.line for s in streets])
    jobs = (
        ("SUKİ", "Hat yenileme", 1.2, 1.6), ("SUKİ", "Arıza", 0.8, 1.5), ("Doğalgaz", "Yeni hat", 0.6, 1.0),
        ("EDAŞ", "Yeni hat", 0.5, 0.9), ("Türk Telekom", "Abone bağlantısı", 0.4, 0.7), ("Belediye", "Sondaj", 1.0, 2.0),
    )  # fmt: skip
    found: list[Excavation] = []
    for pipe in [p for p in pipes if p.line.length > 45][4::13]:
        institution, kind, width, depth = jobs[len(found) % len(jobs)]
        middle = pipe.line.interpolate(0.5, normalized=True)
        starts = date(2024, 9, 2) + timedelta(days=6 * len(found))
        ends = starts + timedelta(days=rng.randint(2, 20))
        fee = pipe.line.length * width * rng.choice((480.5, 612.75, 350.0))
        found.append(
            Excavation(
                number=f"KR-{starts.year}-{len(found) + 1:03d}",
                institution=institution,
                kind=kind,
                state=_state(starts, ends, rng),
                street=streets[int(tree.nearest(middle))],
                width_m=width,
                depth_m=depth,
                starts=starts,
                ends=ends,
                backfill=rng.choice(("Stabilize", "Kum", "Kırmataş", "Grobeton")),
                fee=round(fee, 2),
                deposit=round(fee * 0.5, 2),
                contractor=rng.choice(
                    ("Yeraltı İnşaat Ltd. Şti.", "Kazıyaz Altyapı A.Ş.", "Hendek Müh. Ltd. Şti.")
                ),
                manager=rng.choice(_MANAGERS),
                phone=f"0500 000 07 {len(found) + 1:02d}",
                line=pipe.line,
            )
        )
    return found


def _state(starts: date, ends: date, rng: Random) -> str:
    """As things stood in the middle of January 2025."""
    today = date(2025, 1, 15)
    if ends < today - timedelta(days=30):
        return rng.choice(("Kaplama yapıldı", "Kaplama yapıldı", "Dolgu yapıldı"))
    if starts <= today:
        return "Kazı sürüyor" if ends >= today else "Dolgu yapıldı"
    return rng.choice(("Ruhsat verildi", "Başvuru", "İptal edildi"))
