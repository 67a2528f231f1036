"""The utility networks as the files their institutions hand over."""

from datetime import date
from pathlib import Path

from shapely.geometry import Point

from data.samples.make import defects
from data.samples.make.city import City
from data.samples.make.formats import (
    Row,
    Rows,
    sheet_position,
    with_comma,
    write_csv,
    write_geojson,
    write_geopackage,
    write_shapefile,
    write_workbook,
    yes_or_no,
)
from data.samples.make.pipes import accuracy_of

WATER = "Su İdaresi"
ELECTRICITY = "EDAŞ"


def write_networks(city: City, folder: Path) -> dict[str, int]:
    """Write every network layer's file; the number of rows in each."""
    return {
        "water_tank": _water_tank(city, folder / "water_tank.geojson"),
        "water_pipe": _water_pipe(city, folder / "water_pipe.zip"),
        "water_valve": _water_valve(city, folder / "water_valve.zip"),
        "hydrant": _hydrant(city, folder / "hydrant.xlsx"),
        "manhole": _manhole(city, folder / "manhole.csv"),
        "sewer_pipe": _sewer_pipe(city, folder / "sewer_pipe.gpkg"),
        "storm_pipe": _storm_pipe(city, folder / "storm_pipe.zip"),
        "storm_inlet": _storm_inlet(city, folder / "storm_inlet.zip"),
        "gas_pipe": _gas_pipe(city, folder / "gas_pipe.zip"),
        "transformer": _transformer(city, folder / "transformer.geojson"),
        "power_line": _power_line(city, folder / "power_line.zip"),
        "lighting_pole": _lighting_pole(city, folder / "lighting_pole.csv"),
    }


def _project(prefix: str, built: date) -> str:
    """The as-built project of a year."""
    return f"{prefix}-{built.year}"


def _water_tank(city: City, file: Path) -> int:
    rows = [
        {
            "DEPO_NO": t.number,
            "DEPO_ADI": t.name,
            "DEPO_TIPI": t.kind,
            "HACIM_M3": t.volume_m3,
            "GOZ_SAYISI": t.chambers,
            "TABAN_KOTU": t.floor_m,
            "SAVAK_KOTU": t.overflow_m,
            "BASINC_BOLGESI": t.zone,
            "SCADA": t.volume_m3 > 500,
            "KURUM": WATER,
            "DURUM": "Mevcut",
            "YAPIM_TAR": f"{t.built:%Y-%m-%d}",
            "DOGRULUK": accuracy_of(t.built),
            "PROJE_NO": _project("SU", t.built),
        }
        for t in city.utilities.tanks
    ]
    write_geojson(Rows(rows, [t.place for t in city.utilities.tanks]), file)
    return len(rows)


def _water_pipe(city: City, file: Path) -> int:
    pipes = city.utilities.water_pipes
    tanks = {t.zone: t.number for t in city.utilities.tanks}
    rows = [
        {
            "BORU_NO": w.number,
            "MALZEME": w.material,
            "CAP_MM": w.diameter_mm,
            "DERINLIK": w.depth_m,
            "DURUM": w.status,
            "DOSEME_TAR": f"{w.installed:%d.%m.%Y}",
            "BASINC_BOL": w.zone,
            "DOGRULUK": w.accuracy,
            "ISLEV": w.function,
            "DEPO_NO": tanks[w.zone],
            "PN": 16 if w.material == "Düktil" else 10,
            "KURUM": WATER,
            "PROJE_NO": _project("SU", w.installed),
        }
        for w in pipes
    ]
    write_shapefile(
        Rows(rows, [w.line for w in pipes]), file, crs="EPSG:32636", name="ICMESUYU_HATTI", encoding="utf-8",
        declare_encoding=True,
    )  # fmt: skip
    return len(rows)


def _water_valve(city: City, file: Path) -> int:
    valves = city.utilities.valves
    rows = [
        {
            "VANA_NO": v.number,
            "VANA_TIPI": v.kind,
            "ACIK_KAPAL": v.position,
            "CAP_MM": v.pipe.diameter_mm,
            "BORU_NO": v.pipe.number,
            "TUR_SAYISI": v.turns,
            "SON_MANEVR": f"{v.operated:%d.%m.%Y}",
            "DERINLIK": v.pipe.depth_m,
            "KURUM": WATER,
            "DURUM": "Mevcut",
            "MONTAJ_TAR": f"{v.pipe.installed:%d.%m.%Y}",
            "DOGRULUK": v.pipe.accuracy,
            "PROJE_NO": _project("SU", v.pipe.installed),
        }
        for v in valves
    ]
    whole = defects.with_bad_valve(Rows(rows, [v.place for v in valves]))
    write_shapefile(whole, file, crs="EPSG:5254", name="VANA", encoding="cp1254", declare_encoding=False)
    return len(whole.attributes)


def _hydrant(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "HIDRANT_NO": h.number,
            "TURU": h.kind,
            "CAP": 100,
            "BORU_NO": h.pipe.number,
            "DEBI_LT_SN": with_comma(h.flow_l_s, 1),
            "BASINC_BAR": with_comma(h.pressure_bar, 1),
            "SON_TEST": h.tested,
            "CALISIYOR": yes_or_no(h.works),
            "KURUM": WATER,
            "DURUM": "Mevcut",
            "MONTAJ_TARIHI": h.pipe.installed,
            "DOGRULUK": h.pipe.accuracy,
            "PROJE": _project("SU", h.pipe.installed),
            **sheet_position(h.place),
        }
        for h in city.utilities.hydrants
    ]
    rows = defects.with_bad_hydrant(rows)
    write_workbook({"Hidrantlar": rows}, file)
    return len(rows)


def _manhole(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "BACA_NO": m.number,
            "BACA_TIPI": m.kind,
            "KAPAK_KOTU": with_comma(m.cover_m, 2),
            "TABAN_KOTU": with_comma(m.invert_m, 2),
            "DERINLIK": with_comma(m.cover_m - m.invert_m, 2),
            "CAP_MM": m.diameter_mm,
            "MALZEME": m.material,
            "KAPAK_SINIFI": m.cover_class,
            "KURUM": WATER,
            "DURUM": "Mevcut",
            "IMALAT_TARIHI": f"{m.built:%d.%m.%Y}",
            "DOGRULUK": accuracy_of(m.built),
            "PROJE": _project("KN", m.built),
            **sheet_position(m.place),
        }
        for m in city.utilities.manholes
    ]
    rows = defects.with_bad_manhole(rows)
    write_csv(rows, file, encoding="cp1254")
    return len(rows)


def _sewer_pipe(city: City, file: Path) -> int:
    pipes = city.utilities.sewer_pipes
    wells = {m.place.coords[0]: m for m in city.utilities.manholes if m.number.startswith("BC")}
    rows = [
        {
            "BORU_NO": s.number,
            "BORU_CINSI": s.material,
            "CAP": s.diameter_mm,
            "AKAR_KOTU_BAS": s.invert_from_m,
            "AKAR_KOTU_SON": s.invert_to_m,
            "DURUM": s.status,
            "IMALAT_TARIHI": s.installed,
            "DOGRULUK": s.accuracy,
            "ISLEV": "Ana kolektör" if s.diameter_mm >= 400 else "Tali hat",
            "BAS_BACA": wells[s.line.coords[0]].number,
            "SON_BACA": wells[s.line.coords[-1]].number if s.line.coords[-1] in wells else None,
            "DERINLIK": round(wells[s.line.coords[0]].cover_m - s.invert_from_m - s.diameter_mm / 1000, 2),
            "KURUM": WATER,
            "PROJE": _project("KN", s.installed),
        }
        for s in pipes
    ]
    layers = {
        "kanal_hatti": Rows(rows, [s.line for s in pipes]),
        "muayene_bacasi": Rows([{"BACA_NO": m.number} for m in wells.values()], [Point(at) for at in wells]),
    }
    write_geopackage(layers, file, crs="EPSG:5254")
    return len(rows)


def _storm_pipe(city: City, file: Path) -> int:
    pipes = city.utilities.storm_pipes
    wells = {m.place.coords[0]: m for m in city.utilities.manholes if m.number.startswith("YB")}
    rows = []
    for s in pipes:
        start, end = wells[s.line.coords[0]], wells.get(s.line.coords[-1])
        rows.append(
            {
                "BORU_NO": s.number,
                "HAT_TIPI": s.function,
                "BORU_CINSI": s.material,
                "CAP_MM": s.diameter_mm,
                "AKARKOTU_1": s.invert_from_m,
                "AKARKOTU_2": s.invert_to_m,
                "BAS_BACA": start.number,
                "SON_BACA": end.number if end else None,
                "DERINLIK": max(0.2, round(start.cover_m - s.invert_from_m - s.diameter_mm / 1000, 2)),
                "KURUM": WATER,
                "DURUM": "Mevcut",
                "IMALAT_TAR": f"{s.installed:%d.%m.%Y}",
                "DOGRULUK": s.accuracy,
                "PROJE_NO": _project("YS", s.installed),
            }
        )
    write_shapefile(
        Rows(rows, [s.line for s in pipes]), file, crs="EPSG:5254", name="YAGMURSUYU", encoding="utf-8",
        declare_encoding=True,
    )  # fmt: skip
    return len(rows)


def _storm_inlet(city: City, file: Path) -> int:
    inlets = city.utilities.storm_inlets
    rows = [
        {
            "IZGARA_NO": i.number,
            "IZGARA_TIP": i.kind,
            "BORU_NO": i.pipe.number,
            "EN_CM": i.width_cm,
            "BOY_CM": i.length_cm,
            "SON_TEMIZL": f"{i.cleaned:%d.%m.%Y}",
            "KURUM": "Belediye",
            "DURUM": "Mevcut",
            "IMALAT_TAR": f"{i.pipe.installed:%d.%m.%Y}",
            "DOGRULUK": i.pipe.accuracy,
            "PROJE_NO": _project("YS", i.pipe.installed),
        }
        for i in inlets
    ]
    write_shapefile(
        Rows(rows, [i.place for i in inlets]), file, crs="EPSG:5254", name="IZGARA", encoding="utf-8",
        declare_encoding=True,
    )  # fmt: skip
    return len(rows)


def _gas_pipe(city: City, file: Path) -> int:
    pipes = city.utilities.gas_pipes
    rows = [
        {
            "HAT_NO": g.number,
            "BASINC_SIN": g.pressure_class,
            "MOP_BAR": g.max_bar,
            "CINS": g.material,
            "CAP_MM": g.diameter_mm,
            "DERINLIK": g.depth_m,
            "SAHIPKURUM": "Gaz Dağıtım",
            "DURUM": "İşletmede",
            "IMALAT_TAR": f"{g.installed:%d.%m.%Y}",
            "DOGRULUK": "Röleve",
            "PROJE_NO": _project("DG", g.installed),
        }
        for g in pipes
    ]
    write_shapefile(
        Rows(rows, [g.line for g in pipes]), file, crs="EPSG:32636", name="DOGALGAZ_HATTI", encoding="cp1254",
        declare_encoding=False,
    )  # fmt: skip
    return len(rows)


def _transformer(city: City, file: Path) -> int:
    rows = [
        {
            "TRAFO_NO": t.number,
            "TRAFO_ADI": t.name,
            "TRAFO_TIPI": t.kind,
            "GUC_KVA": t.power_kva,
            "PRIMER_KV": 34.5,
            "SEKONDER_KV": 0.4,
            "SAHIP_KURUM": ELECTRICITY,
            "DURUM": "İşletmede",
            "MONTAJ_TARIHI": f"{t.installed:%Y-%m-%d}",
            "DOGRULUK": "Röleve",
            "PROJE": _project("OG", t.installed),
        }
        for t in city.utilities.transformers
    ]
    write_geojson(Rows(rows, [t.place for t in city.utilities.transformers]), file)
    return len(rows)


def _power_line(city: City, file: Path) -> int:
    lines = city.utilities.power_lines
    rows = [
        {
            "HAT_NO": p.number,
            "OG_AG": p.voltage_class,
            "GERILIM_KV": p.voltage_kv,
            "HAVAI_YER": p.installation,
            "ILETKEN": p.conductor,
            "KESIT_MM2": p.cross_section_mm2,
            "DEVRE": p.circuits,
            "TRAFO_NO": p.feeder.number if p.feeder else None,
            "DERINLIK": 0.8 if p.installation == "Yer altı" else None,
            "SAHIPKURUM": p.owner,
            "DURUM": "İşletmede",
            "MONTAJ_TAR": f"{p.installed:%d.%m.%Y}",
            "DOGRULUK": accuracy_of(p.installed),
            "PROJE_NO": _project(p.voltage_class, p.installed),
        }
        for p in lines
    ]
    write_shapefile(
        Rows(rows, [p.line for p in lines]), file, crs="EPSG:5254", name="ELEKTRIK_HATTI", encoding="cp1254",
        declare_encoding=False,
    )  # fmt: skip
    return len(rows)


def _lighting_pole(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "DIREK_NO": p.number,
            "LAMBA_TIPI": p.lamp,
            "GUC_W": p.power_w,
            "ADET": p.lamps,
            "YUKSEKLIK": with_comma(p.height_m, 1),
            "DIREK_CINS": p.material,
            "TRAFO_NO": p.transformer.number,
            "KURUM": ELECTRICITY,
            "DURUM": "Çalışıyor",
            "MONTAJ_TAR": f"{p.installed:%d.%m.%Y}",
            "DOGRULUK": accuracy_of(p.installed),
            "PROJE": _project("AY", p.installed),
            **sheet_position(p.place),
        }
        for p in city.utilities.lighting_poles
    ]
    rows = defects.with_doubled_pole(rows)
    write_csv(rows, file, encoding="cp1254")
    return len(rows)
