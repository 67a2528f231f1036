"""The files of the survey and planning directorates: land, addresses, plans, permits."""

from pathlib import Path

from data.samples.make import defects
from data.samples.make.city import City
from data.samples.make.formats import (
    Row,
    Rows,
    turkish,
    with_comma,
    write_csv,
    write_geojson,
    write_geopackage,
    write_shapefile,
    write_workbook,
)
from data.samples.make.registers import ParcelName
from data.samples.make.streets import Street


def write_survey_layers(city: City, folder: Path) -> dict[str, int]:
    """Write their layers' files; the number of rows in each."""
    return {
        "directorate_area": _directorate_area(city, folder / "directorate_area.geojson"),
        "block": _block(city, folder / "block.gpkg"),
        "building_unit": _building_unit(city, folder / "building_unit.csv"),
        "easement": _easement(city, folder / "easement.zip"),
        "control_point": _control_point(city, folder / "control_point.xlsx"),
        "parcel_lineage": _parcel_lineage(city, folder / "parcel_lineage.csv"),
        "street": _street(city, folder / "street.geojson"),
        "street_segment": _street_segment(city, folder / "street_segment.zip"),
        "plan_boundary": _plan_boundary(city, folder / "plan_boundary.geojson"),
        "zoning": _zoning(city, folder / "zoning.zip"),
        "excavation_permit": _excavation_permit(city, folder / "excavation_permit.geojson"),
    }


def _directorate_area(city: City, file: Path) -> int:
    rows = [
        {"BOLGE_NO": r.code, "BOLGE_ADI": r.name, "MUDURLUK": r.directorate, "GOREV": r.duty, "EKIP": r.team}
        for r in city.regions
    ]
    write_geojson(Rows(rows, [r.land for r in city.regions]), file)
    return len(rows)


def _block(city: City, file: Path) -> int:
    rows = [
        {
            "MAHALLE_ID": b.block.neighbourhood.code,
            "ADA_NO": b.block.number,
            "PARSEL_SAYISI": b.parcels,
            "ALAN": round(b.land.area, 2),
            "PAFTA": f"I24-B-{int(b.land.centroid.y) // 600 % 100:02d}-D",
        }
        for b in city.block_records
    ]
    write_geopackage({"ada": Rows(rows, [b.land for b in city.block_records])}, file, crs="EPSG:5254")
    return len(rows)


def _building_unit(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "ADRES_NO": u.code,
            "YAPI_ID": u.building.code,
            "KULLANIM": u.kind,
            "KAT": u.floor,
            "IC_KAPI_NO": u.number,
            "ARSA_PAY": u.share,
            "ARSA_PAYDA": u.shares,
            "NET_ALAN": with_comma(u.net_area_m2, 1),
        }
        for u in city.units
    ]
    rows = defects.with_bad_units(rows)
    write_csv(rows, file, encoding="cp1254")
    return len(rows)


def _easement(city: City, file: Path) -> int:
    rows = Rows(
        [
            {
                "IRTIFAK_NO": e.number,
                "MAHALLE_ID": e.parcel.block.neighbourhood.code,
                "ADA": e.parcel.block.number,
                "PARSEL": e.parcel.number,
                "TURU": e.kind,
                "LEHTAR": e.beneficiary,
                "ALAN": turkish(e.land.area, 2),
                "TESCIL_TAR": f"{e.registered:%d.%m.%Y}",
                "BITIS": f"{e.until:%d.%m.%Y}" if e.until else None,
                "YEVMIYE_NO": e.journal,
            }
            for e in city.easements
        ],
        [e.land for e in city.easements],
    )
    rows = defects.with_bad_easement(rows)
    write_shapefile(rows, file, crs="EPSG:5254", name="IRTIFAK", encoding="cp1254", declare_encoding=False)
    return len(rows.attributes)


def _control_point(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "NOKTA_NO": c.number,
            "DERECE": c.order,
            "KOT": with_comma(c.height_m, 3),
            "KOT_SISTEMI": "TUDKA99" if c.order in ("RS", "C2") else "Ortometrik",
            "DATUM": "ITRF96",
            "TESIS_CINSI": c.marker,
            "DURUM": c.condition,
            "OLCU_TARIHI": f"{c.surveyed:%d.%m.%Y}",
            "SAĞA": with_comma(c.place.x, 3),
            "YUKARI": with_comma(c.place.y, 3),
        }
        for c in city.control_points
    ]
    rows = defects.with_bad_control_point(rows)
    write_workbook({"Noktalar": rows}, file)
    return len(rows)


def _parcel_lineage(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            **_named("GELDI", d.before),
            **_named("GITTI", d.after),
            "ISLEM": d.operation,
            "TESCIL_TARIHI": f"{d.registered:%d.%m.%Y}",
            "BELGE_NO": d.document,
        }
        for d in city.descents
    ]
    rows = defects.with_bad_descent(rows)
    write_csv(rows, file, encoding="utf-8-sig")
    return len(rows)


def _named(prefix: str, parcel: ParcelName | None) -> Row:
    return {
        f"{prefix}_MAHALLE": parcel.neighbourhood if parcel else None,
        f"{prefix}_ADA": parcel.block if parcel else None,
        f"{prefix}_PARSEL": parcel.number if parcel else None,
    }


def _street(city: City, file: Path) -> int:
    rows = [
        {
            "CSBM_KODU": s.code,
            "CSBM_ADI": s.name,
            "CSBM_TIPI": _kind_of(s),
            "ESKI_ADI": f"{i + 100}. Sokak" if s.name.endswith("Sokak") and i % 4 == 0 else None,
            "KARAR_TARIHI": f"{1 + i % 27:02d}.{1 + i % 12:02d}.{1986 + i % 31}",
            "KARAR_NO": f"{1986 + i % 31}/{11 + i}",
        }
        for i, s in enumerate(city.streets)
    ]
    write_geojson(Rows(rows, [s.line for s in city.streets]), file)
    return len(rows)


def _kind_of(street: Street) -> str:
    if street.zone == "rural" and street.road_class == "Cad.":
        return "Köy yolu"
    return {"Cad.": "Caddesi", "Bulvar": "Bulvarı", "Sk.": "Sokağı", "Devlet yolu": "Cadde"}.get(
        street.road_class, "Tarla yolu"
    )


def _street_segment(city: City, file: Path) -> int:
    rows = [
        {
            "ORTAHAT_ID": s.code,
            "CSBM_ID": s.street.code,
            "YON": {(True, True): "İki yan", (True, False): "Sol", (False, True): "Sağ"}.get(
                (s.left is not None, s.right is not None)
            ),
            "SOL_BAS": s.left[0] if s.left else None,
            "SOL_BIT": s.left[1] if s.left else None,
            "SAG_BAS": s.right[0] if s.right else None,
            "SAG_BIT": s.right[1] if s.right else None,
        }
        for s in city.segments
    ]
    lines = Rows(rows, [s.line for s in city.segments])
    write_shapefile(lines, file, crs="EPSG:5254", name="YOLORTAHAT", encoding="utf-8", declare_encoding=True)
    return len(rows)


def _plan_boundary(city: City, file: Path) -> int:
    rows = [
        {
            "PIN": p.number,
            "PLAN_ADI": p.name,
            "PLAN_TURU": p.kind,
            "OLCEK": p.scale,
            "ONAY_TARIHI": f"{p.approved:%d.%m.%Y}",
            "KARAR_NO": p.decision,
            "ASKI_BASLANGIC": f"{p.displayed:%d.%m.%Y}",
            "ASKI_BITIS": f"{p.withdrawn:%d.%m.%Y}",
            "PLAN_NOTU": p.notes,
        }
        for p in city.plans
    ]
    write_geojson(Rows(rows, [p.land for p in city.plans]), file)
    return len(rows)


def _zoning(city: City, file: Path) -> int:
    rows = []
    for z in city.zones:
        front, side, rear = z.terms.setbacks if z.terms else (None, None, None)
        rows.append(
            {
                "IMAR_ADASI": z.number,
                "PIN": z.plan.number,
                "FONKSIYON": z.function,
                "NIZAM": z.terms.order if z.terms else None,
                "TAKS": z.terms.coverage if z.terms else None,
                "EMSAL": z.terms.floor_area if z.terms else None,
                "HMAX": z.terms.height_m if z.terms else None,
                "KAT_ADEDI": z.terms.storeys if z.terms else None,
                "ON_BAHCE": front,
                "YAN_BAHCE": side,
                "ARKA_BAHCE": rear,
                "ONAY_TARIH": f"{z.plan.approved:%d.%m.%Y}",
                "PLAN_NOTU": z.note,
            }
        )
    zones = defects.with_bad_zones(Rows(rows, [z.land for z in city.zones]))
    write_shapefile(
        zones, file, crs="EPSG:5254", name="UIP_FONKSIYON", encoding="utf-8", declare_encoding=True
    )
    return len(zones.attributes)


def _excavation_permit(city: City, file: Path) -> int:
    rows = Rows(
        [
            {
                "RUHSAT_NO": e.number,
                "KURUM": e.institution,
                "KAZI_TURU": e.kind,
                "DURUM": e.state,
                "YOL_ID": e.street.code,
                "BOY": with_comma(e.line.length, 2),
                "EN": with_comma(e.width_m, 2),
                "DERINLIK": with_comma(e.depth_m, 2),
                "KAPLAMA": e.street.surface,
                "BASLANGIC": f"{e.starts:%d.%m.%Y}",
                "BITIS": f"{e.ends:%d.%m.%Y}",
                "DOLGU": e.backfill,
                "BEDEL": turkish(e.fee, 2),
                "TEMINAT": turkish(e.deposit, 2),
                "YUKLENICI": e.contractor,
                "SORUMLU": e.manager,
                "TELEFON": e.phone,
            }
            for e in city.excavations
        ],
        [e.line for e in city.excavations],
    )
    rows = defects.with_bad_excavation(rows)
    write_geojson(rows, file)
    return len(rows.attributes)
