"""The town as drawn by hand: its edges, main streets, quarters and neighbourhoods.







hing is in metres east and north of the middle of the town; `place` puts it on the globe. The place is real,
dry
land inside the zone of EPSG:5254; the town is not.
"""

from dataclasses import dataclass
from typing import Literal

from data.samples.make.curves import Coordinate

ORIGIN: Coordinate = (552_000.0, 4_358_000.0)
"""Easting and northing (EPSG:5254) of the middle of the town."""

Zone = Literal["old", "residential", "apartment", "industrial", "village", "rural"]


def place(points: list[Coordinate]) -> list[Coordinate]:
    """Drawn coordinates as easting and northing."""
    return [(ORIGIN[0] + x, ORIGIN[1] + y) for x, y in points]


DISTRICT_CODE = "9901"
DISTRICT_NAME = "Çınarova"
OUTLINE: list[Coordinate] = [
    (-1950, -1250), (-1230, -1560), (-350, -1480), (580, -1640), (1480, -1540), (2030, -1080), (1930, -320),
    (2120, 380), (1790, 1080), (1040, 1390), (320, 1610), (-480, 1520), (-1290, 1420), (-1880, 1090),
    (-2060, 320),
    (-1840, -480),
]  # fmt: skip
RIVER: list[Coordinate] = [
    (-150, 1900), (-60, 1500), (70, 1050), (150, 760), (220, 465), (260, 203), (292, -58), (315, -328),
    (330, -700),
    (410, -1200), (380, -1900),
]  # fmt: skip
RIVER_WIDTH_M = 18.0

CORNERS: dict[str, Coordinate] = {
    "W0": (-540, -395), "B0": (-235, -372), "C0": (30, -352), "D0": (285, -330), "F0": (345, -325),
    "E0": (640, -290),
    "W1": (-575, -120), "B1": (-250, -95), "C1": (45, -75), "D1": (262, -60), "F1": (322, -55), "E1": (610,
    -25),
    "W2": (-540, 165), "B2": (-215, 185), "C2": (70, 195), "D2": (230, 200), "F2": (290, 206), "E2": (560,
    240),
    "W3": (-430, 400), "B3": (-150, 440), "C3": (95, 455), "D3": (190, 460), "F3": (250, 470), "E3": (480,
    470),
}  # fmt: skip
"""Where main streets cross: a letter a column from west to east, a digit a row from south to north."""


@dataclass(frozen=True)
class MainStreet:
    """A street drawn by hand; points are corner names or drawn coordinates."""

    name: str
    road_class: str
    surface: str
    width_m: float
    points: tuple[str | Coordinate, ...]
    rural: bool = False

    def coordinates(self) -> list[Coordinate]:
        """Its points as easting and northing."""
        return place([CORNERS[p] if isinstance(p, str) else p for p in self.points])


ROWS: tuple[MainStreet, ...] = (
    MainStreet("Eskişar Yolu", "Devlet yolu", "Asfalt", 22,
               ((-2300, -560), (-1500, -500), (-950, -430), "W0", "B0", "C0", "D0", "F0", "E0", (1000, -230),
                (1600, -120), (2300, -60))),
    MainStreet("Cumhuriyet Caddesi", "Cad.", "Asfalt", 16, ("W1", "B1", "C1", "D1", "F1", "E1")),
    MainStreet("İğdeli Caddesi", "Cad.", "Asfalt", 15, ("W2", "B2", "C2", "D2", "F2", "E2")),
    MainStreet("Yıldıztepe Caddesi", "Cad.", "Asfalt", 14, ("W3", "B3", "C3", "D3", "F3", "E3")),
)  # fmt: skip
COLUMNS: dict[str, MainStreet] = {
    "W": MainStreet("Batı Çevre Caddesi", "Cad.", "Asfalt", 14, ("W0", "W1", "W2", "W3")),
    "B": MainStreet("Öğretmenler Caddesi", "Cad.", "Asfalt", 14, ("B0", "B1", "B2", "B3")),
    "C": MainStreet("Çınarlı Bulvarı", "Bulvar", "Asfalt", 28, ("C0", "C1", "C2", "C3")),
    "D": MainStreet("Irmak Caddesi", "Cad.", "Kilit parke", 11, ("D0", "D1", "D2", "D3")),
    "F": MainStreet("Söğütlü Caddesi", "Cad.", "Kilit parke", 11, ("F0", "F1", "F2", "F3")),
    "E": MainStreet("Doğu Çevre Caddesi", "Cad.", "Asfalt", 14, ("E0", "E1", "E2", "E3")),
}

COUNTRY_ROADS: tuple[MainStreet, ...] = (
    MainStreet("Kızılağıl Köy Yolu", "Cad.", "Asfalt", 10,
               ("W2", (-800, 250), (-1050, 420), (-1180, 500), (-1420, 690), (-1600, 820), (-2000, 950),
                (-2400, 1050)), rural=True),
    MainStreet("Şahinçeşme Köy Yolu", "Cad.", "Asfalt", 10,
               ((1000, -230), (1040, -480), (1120, -680), (1210, -940), (1330, -1250), (1400, -1900)),
               rural=True),
    MainStreet("Yayla Yolu", "Toprak yol", "Stabilize", 7,
               ("B3", (-200, 700), (-350, 1000), (-420, 1400), (-450, 1900)), rural=True),
    MainStreet("Bağlar Yolu", "Toprak yol", "Stabilize", 7,
               ("E3", (700, 700), (1000, 900), (1500, 1150), (2200, 1500)), rural=True),
    MainStreet("Çiftlik Yolu", "Toprak yol", "Stabilize", 7,
               ("C0", (20, -600), (-50, -900), (-100, -1300), (-60, -1800)), rural=True),
    MainStreet("Değirmen Yolu", "Toprak yol", "Toprak", 7,
               ("W1", (-900, -150), (-1400, -50), (-2300, 0)), rural=True),
    MainStreet("Köysınırı Yolu", "Toprak yol", "Toprak", 6,
               ((-900, -150), (-830, 250), (-790, 700), (-640, 1100), (-420, 1400)), rural=True),
)  # fmt: skip


Cell = tuple[int, int]


@dataclass(frozen=True)
class Sector:
    """A quarter between four main streets, with its own street grid of `across` by `up` blocks."""

    west: str
    east: str
    south: int
    across: int
    up: int
    zone: Zone
    wobble: float = 0.06
    joined: tuple[tuple[Cell, Cell], ...] = ()

    @property
    def id(self) -> str:
        """Columns and rows it lies between, such as ``BC12``."""
        return f"{self.west}{self.east}{self.south}{self.south + 1}"


SECTORS: tuple[Sector, ...] = (
    Sector("W", "B", 0, 2, 2, "industrial", 0.03),
    Sector("B", "C", 0, 3, 4, "apartment", 0.03, (((1, 1), (1, 2)),)),
    Sector("C", "D", 0, 2, 4, "apartment", 0.03, (((0, 0), (1, 0)),)),
    Sector("W", "B", 1, 3, 4, "residential", 0.08, (((1, 1), (1, 2)),)),
    Sector("B", "C", 1, 5, 4, "old", 0.22, (((0, 2), (0, 3)), ((3, 0), (3, 1)))),
    Sector("C", "D", 1, 3, 4, "old", 0.22, (((1, 2), (2, 2)),)),
    Sector("W", "B", 2, 3, 3, "residential", 0.1, (((0, 1), (1, 1)),)),
    Sector("B", "C", 2, 3, 4, "residential", 0.08, (((1, 1), (2, 1)),)),
    Sector("C", "D", 2, 1, 4, "residential", 0.05),
    Sector("F", "E", 0, 3, 3, "apartment", 0.04, (((1, 1), (2, 1)),)),
    Sector("F", "E", 1, 3, 4, "residential", 0.08, (((1, 1), (1, 2)),)),
    Sector("F", "E", 2, 3, 3, "residential", 0.1),
)


@dataclass(frozen=True)
class VillageQuarter:
    """The houses on one side of a village road, from `start` to `end`, as far as the two far corners."""

    road: str
    start: Coordinate
    end: Coordinate
    far_start: Coordinate
    far_end: Coordinate
    names: tuple[str, str, str]
    across: int = 3
    up: int = 2


VILLAGES: tuple[VillageQuarter, ...] = (
    VillageQuarter("Kızılağıl Köy Yolu", (-1180, 500), (-1420, 690), (-1090, 660), (-1310, 840),
                   ("Çeşmeönü Sokak", "Harmanyeri Sokak", "Dibekbaşı Sokak")),
    VillageQuarter("Kızılağıl Köy Yolu", (-1180, 500), (-1420, 690), (-1270, 370), (-1530, 550),
                   ("Köprübaşı Sokak", "Ağıllar Sokak", "Yazı Sokak")),
    VillageQuarter("Şahinçeşme Köy Yolu", (1120, -680), (1210, -940), (1290, -650), (1370, -890),
                   ("Gündoğan Sokak", "Bağlarbaşı Sokak", "Şahin Sokak")),
    VillageQuarter("Şahinçeşme Köy Yolu", (1120, -680), (1210, -940), (970, -720), (1050, -1000),
                   ("Kuyubaşı Sokak", "Ilgınlı Sokak", "Değirmenönü Sokak")),
)  # fmt: skip


@dataclass(frozen=True)
class Neighbourhood:
    """A neighbourhood or village; its faces are those of the border lines that hold one of its seeds."""

    code: str
    name: str
    kind: str
    population: int
    seeds: tuple[Coordinate, ...]

    @property
    def is_village(self) -> bool:
        """Whether its parcels have no block number."""
        return self.kind == "Köy"


NEIGHBOURHOODS: tuple[Neighbourhood, ...] = (
    Neighbourhood("46101", "Çarşı", "Mahalle", 2315, ((0, 50),)),
    Neighbourhood("46102", "İstasyon", "Mahalle", 3120, ((0, -250), (-600, -900))),
    Neighbourhood("46103", "Işıklar", "Mahalle", 2480, ((-400, 100),)),
    Neighbourhood("46104", "Yeşilyamaç", "Mahalle", 1870, ((0, 300),)),
    Neighbourhood("46105", "Ağaçlı", "Mahalle", 640, ((-400, -250),)),
    Neighbourhood("46106", "Irmakbaşı", "Mahalle", 3405, ((450, 0),)),
    Neighbourhood("46107", "Kızılağıl", "Köy", 412, ((-1300, 900),)),
    Neighbourhood("46108", "Şahinçeşme", "Köy", 365, ((1100, -800),)),
)
BORDER_STREETS = (
    "Eskişar Yolu", "Cumhuriyet Caddesi", "Değirmen Yolu", "Yayla Yolu", "Öğretmenler Caddesi",
    "Köysınırı Yolu",
)  # fmt: skip
"""Main streets that part neighbourhoods all along."""
BORDER_STREET_PART = ("İğdeli Caddesi", "B2", "F2")
"""A main street that parts neighbourhoods between two of its corners only."""
