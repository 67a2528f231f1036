"""Bad rows, put in on purpose: a load has to find them and leave the rest alone.

Every bad row is one more row, with a single fault; the rows of the city itself are all good.
"""

from dataclasses import dataclass

from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from data.samples.make import plan
from data.samples.make.curves import Coordinate
from data.samples.make.formats import Row, Rows

QUARANTINED: dict[str, dict[str, int]] = {
    "parcel": {"invalid_geometry": 3, "duplicate_key": 2, "outside_municipality": 1, "missing_geometry": 1},
    "building": {"unknown_code": 1},
    "address_point": {"required_missing": 1},
    "camera": {"unresolved_reference": 1, "out_of_range": 1},
    "asset": {"bad_value": 1},
    "building_unit": {"unresolved_reference": 1},
    "easement": {"invalid_geometry": 1},
    "control_point": {"out_of_range": 1},
    "parcel_lineage": {"unknown_code": 1},
    "zoning": {"duplicate_key": 2},
    "excavation_permit": {"bad_value": 1},
    "bus_stop": {"outside_municipality": 1},
    "tree": {"unknown_code": 1, "required_missing": 1},
    "water_valve": {"unknown_code": 1},
    "hydrant": {"outside_municipality": 1},
    "manhole": {"bad_value": 1},
    "lighting_pole": {"duplicate_key": 2},
    "request": {"required_missing": 1},
    "work_order": {"unresolved_reference": 1},
}
"""By layer, how many rows a load sets aside for which reason."""


@dataclass(frozen=True)
class BadParcel:
    """What is wrong with it, its place, and the key it claims."""

    code: str
    block: str | None
    number: str
    corners: tuple[Coordinate, ...]


BAD_PARCELS: tuple[BadParcel, ...] = (
    BadParcel("46102", "901", "1", ((-620, -820), (-560, -770), (-560, -820), (-620, -760))),
    BadParcel("46106", "901", "2", ((900, 300), (980, 372), (980, 300), (900, 360))),
    BadParcel("46107", None, "9001", ((-1500, 300), (-1440, 362), (-1440, 300), (-1500, 350))),
    BadParcel("46103", "902", "7", ((-700, 450), (-660, 450), (-660, 490), (-700, 490))),
    BadParcel("46103", "902", "7", ((-655, 450), (-615, 450), (-615, 490), (-655, 490))),
    BadParcel("46105", "903", "1", ((12_000, -300), (12_060, -300), (12_060, -240), (12_000, -240))),
    BadParcel("46104", "904", "12", ()),
)
"""Three that cross themselves, two of one key, one 10 km outside the district, one without a geometry."""


def with_bad_parcels(rows: Rows) -> Rows:
    """Strew the bad parcels among the good ones."""
    attributes, geometries = list(rows.attributes), list(rows.geometries)
    for i, bad in enumerate(BAD_PARCELS):
        row = {
            **dict.fromkeys(attributes[0]),
            "MAHALLE_ID": bad.code,
            "ADA_NO": bad.block,
            "PARSEL_NO": bad.number,
            "PAFTA": "I24-B-99-D-9",
            "NITELIK": "Tarla",
            "ALAN": "1.600,00",
            "KMDURUM": "Ana Taşınmaz",
            "ZEMIN_NO": str(99_000_001 + i),
        }
        at = 100 + 170 * i
        attributes.insert(at, row)
        geometries.insert(at, _shape(bad))
    return Rows(attributes, geometries)


def _shape(bad: BadParcel) -> BaseGeometry | None:
    return Polygon(plan.place(list(bad.corners))) if bad.corners else None


def with_bad_building(rows: Rows) -> Rows:
    """Add a barn whose use no code list knows."""
    barn = Polygon(plan.place([(-1000, 700), (-990, 700), (-990, 712), (-1000, 712)]))
    row = {
        **rows.attributes[0],
        "YAPI_ID": "39900001",
        "YAPI_ADI": None,
        "KULLANIM_AMACI": "Arı kovanlığı",
        "RUHSAT_NO": None,
    }
    return Rows([*rows.attributes, row], [*rows.geometries, barn])


def with_bad_address(rows: list[Row]) -> list[Row]:
    """Add a door without its number."""
    return [*rows[:500], {**rows[500], "NUMARATAJ_ID": "79900001", "KAPI_NO": None}, *rows[500:]]


def with_bad_cameras(rows: list[Row]) -> list[Row]:
    """Add a camera on a node nobody knows, and one that looks beyond the compass."""
    lost = {**rows[3], "SICIL_NO": "KMR-901", "IP": "10.46.90.1", "DUGUM_NO": "DGM-999", "TELEFON": None}
    turned = {**rows[7], "SICIL_NO": "KMR-902", "IP": "10.46.90.2", "AZIMUT": "400,0", "TELEFON": None}
    return [*rows[:20], lost, *rows[20:40], turned, *rows[40:]]


def with_bad_asset(rows: list[Row]) -> list[Row]:
    """Add one bought on 31 February."""
    row = {**rows[60], "SICIL_NO": "255-2021-9001", "SERI_NO": "SN00009001", "ALIM_TARIHI": "31.02.2021"}
    return [*rows[:60], row, *rows[60:]]


def with_bad_units(rows: list[Row]) -> list[Row]:
    """Add a flat of a building that nobody knows."""
    return [*rows[:90], {**rows[90], "ADRES_NO": "2999999999", "YAPI_ID": "39999999"}, *rows[90:]]


def with_bad_easement(rows: Rows) -> Rows:
    """Add one whose border crosses itself."""
    row = {**rows.attributes[0], "IRTIFAK_NO": "İRT-901", "LEHTAR": None}
    bow = Polygon(plan.place([(-1200, -700), (-1120, -640), (-1120, -700), (-1200, -640)]))
    return Rows([*rows.attributes, row], [*rows.geometries, bow])


def with_bad_control_point(rows: list[Row]) -> list[Row]:
    """Add one in millimetres above the sea."""
    return [*rows[:12], {**rows[12], "NOKTA_NO": "P.9001", "KOT": "985412,000"}, *rows[12:]]


def with_bad_descent(rows: list[Row]) -> list[Row]:
    """Add one by an operation that is none."""
    return [*rows, {**rows[0], "GITTI_PARSEL": "99", "ISLEM": "Komşuyla anlaşma"}]


def with_bad_zones(rows: Rows) -> Rows:
    """Add two zones of one number."""
    row = {**rows.attributes[0], "IMAR_ADASI": "46101-İ900"}
    squares = [Polygon(plan.place([(x, 700), (x + 40, 700), (x + 40, 740), (x, 740)])) for x in (-60, 20)]
    return Rows([*rows.attributes, row, row], [*rows.geometries, *squares])


def with_bad_excavation(rows: Rows) -> Rows:
    """Add one that begins on 31 April."""
    row = {
        **rows.attributes[2],
        "RUHSAT_NO": "KR-2025-901",
        "BASLANGIC": "31.04.2025",
        "SORUMLU": None,
        "TELEFON": None,
    }
    return Rows([*rows.attributes, row], [*rows.geometries, rows.geometries[2]])


def with_bad_bus_stops(rows: list[Row]) -> list[Row]:
    """Add one whose latitude and longitude are the wrong way round."""
    here = rows[5]
    swapped = {**here, "DURAK_NO": "D-1901", "ENLEM": here["BOYLAM"], "BOYLAM": here["ENLEM"]}
    return [*rows, swapped]


def with_bad_trees(rows: list[Row]) -> list[Row]:
    """Add a lamp post among the trees, and a tree without its number."""
    lamp = {**rows[40], "AGAC_NO": "AĞ-90001", "TURU": "Aydınlatma direği"}
    return [*rows[:300], lamp, {**rows[41], "AGAC_NO": None}, *rows[300:]]


def with_bad_valve(rows: Rows) -> Rows:
    """Add a valve of a kind no code list knows: a tap."""
    row = {**rows.attributes[9], "VANA_NO": "VN-9001", "VANA_TIPI": "Musluk"}
    return Rows([*rows.attributes, row], [*rows.geometries, rows.geometries[9]])


def with_bad_hydrant(rows: list[Row]) -> list[Row]:
    """Add one whose easting lacks its last but one digit before the comma, and so lies far off."""
    row = {**rows[5], "HIDRANT_NO": "HD-901"}
    whole, decimals = row["Y"].split(",")
    return [*rows, {**row, "Y": f"{whole[:-2]}{whole[-1]},{decimals}"}]


def with_bad_manhole(rows: list[Row]) -> list[Row]:
    """Add one whose cover level was typed with the letter O."""
    row = {**rows[40], "BACA_NO": "BC-9001"}
    return [*rows[:41], {**row, "KAPAK_KOTU": row["KAPAK_KOTU"].replace("0", "O") + "O"}, *rows[41:]]


def with_doubled_pole(rows: list[Row]) -> list[Row]:
    """Add two lamps that share a number."""
    twin = {**rows[25], "DIREK_NO": "AD-9001"}
    return [*rows[:26], twin, {**rows[26], "DIREK_NO": "AD-9001"}, *rows[26:]]


def with_bad_request(rows: list[Row]) -> list[Row]:
    """Add one that nobody told what it is about; it names no person."""
    nobody = {"METIN": None, "BASVURAN": None, "TELEFON": None, "ADRES": None}
    return [*rows, {**rows[11], "BASVURU_NO": "2024-90001", "KONU": None, **nobody}]


def with_bad_work_order(rows: list[Row]) -> list[Row]:
    """Add one for a request that is not there; it names no person."""
    nobody = {"GOREVLI": None, "GOREV_TEL": None}
    return [*rows, {**rows[2], "IS_EMRI_NO": "IE-9001", "BASVURU_NO": "2024-99999", **nobody}]
