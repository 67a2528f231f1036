"""The files of the transport, parks and disaster directorates."""

from pathlib import Path

import shapely

from data.samples.make import defects
from data.samples.make.city import City
from data.samples.make.formats import (
    Row,
    Rows,
    to_degrees,
    turkish,
    with_comma,
    write_csv,
    write_geojson,
    write_geopackage,
    write_workbook,
)


def write_city_layers(city: City, folder: Path) -> dict[str, int]:
    """Write their layers' files; the number of rows in each."""
    return {
        "bus_stop": _bus_stop(city, folder / "bus_stop.csv"),
        "traffic_light": _traffic_light(city, folder / "traffic_light.xlsx"),
        "parking": _parking(city, folder / "parking.geojson"),
        "park": _park(city, folder / "park.gpkg"),
        "tree": _tree(city, folder / "tree.csv"),
        "playground": _playground(city, folder / "playground.geojson"),
        "assembly_area": _assembly_area(city, folder / "assembly_area.geojson"),
    }


def _said(yes: bool) -> str:
    return "Evet" if yes else "Hayır"


def _bus_stop(city: City, file: Path) -> int:
    degrees = to_degrees(s.place.place for s in city.bus_stops)
    rows: list[Row] = [
        {
            "DURAK_NO": s.number,
            "DURAK_ADI": s.place.name,
            "DURAK_TIPI": s.kind,
            "ENGELLI": _said(s.place.accessible),
            "KAPALI": _said(s.sheltered),
            "HATLAR": s.lines,
            "ENLEM": with_comma(shapely.get_y(at), 7),
            "BOYLAM": with_comma(shapely.get_x(at), 7),
        }
        for s, at in zip(city.bus_stops, degrees, strict=True)
    ]
    rows = defects.with_bad_bus_stops(rows)
    write_csv(rows, file, encoding="cp1254")
    return len(rows)


def _traffic_light(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "SİNYAL NO": t.number,
            "SİNYAL TÜRÜ": t.kind,
            "KAVŞAK ADI": t.junction,
            "SESLİ UYARI": "Var" if t.audible else "Yok",
            "DURUM": t.status,
            "KURULUM TARİHİ": f"{t.installed:%d.%m.%Y}",
            "SAĞA": with_comma(t.place.x, 2),
            "YUKARI": with_comma(t.place.y, 2),
        }
        for t in city.traffic_lights
    ]
    write_workbook({"Sinyalizasyon": rows}, file)
    return len(rows)


def _parking(city: City, file: Path) -> int:
    rows = [
        {
            "OTOPARK_NO": c.number,
            "OTOPARK_ADI": c.name,
            "OTOPARK_TURU": c.kind,
            "KAPASITE": c.capacity,
            "ENGELLI_YERI": c.accessible,
            "SARJ": c.charging,
            "UCRETLI": c.paid,
        }
        for c in city.car_parks
    ]
    write_geojson(Rows(rows, [c.land for c in city.car_parks]), file)
    return len(rows)


def _park(city: City, file: Path) -> int:
    rows = [
        {
            "PARK_NO": p.number,
            "PARK_ADI": p.name,
            "PARK_TURU": p.kind,
            "MAHALLE_KODU": p.parcel.block.neighbourhood.code,
            "ALAN": round(p.parcel.land.area, 1),
            "ENGELLI": _said(p.accessible),
            "AYDINLATMA": "Var" if p.lit else "Yok",
            "ACILIS_TARIHI": p.opened,
        }
        for p in city.parks
    ]
    write_geopackage({"parklar": Rows(rows, [p.parcel.land for p in city.parks])}, file, crs="EPSG:5254")
    return len(rows)


def _tree(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "AGAC_NO": t.number,
            "TURU": t.species,
            "BOY": with_comma(t.height_m, 1),
            "CEVRE_CM": t.girth_cm,
            "DIKIM_TARIHI": f"{t.planted:%d.%m.%Y}" if t.planted else None,
            "DURUM": t.condition,
            "ANIT": _said(t.monument),
            "PARK_NO": t.park.number if t.park else None,
            "SAGA": with_comma(t.place.x, 2),
            "YUKARI": with_comma(t.place.y, 2),
        }
        for t in city.trees
    ]
    rows = defects.with_bad_trees(rows)
    write_csv(rows, file, encoding="utf-8-sig")
    return len(rows)


def _playground(city: City, file: Path) -> int:
    rows = [
        {
            "OYUN_NO": p.number,
            "ADI": f"{p.park.name} Oyun Alanı",
            "PARK_NO": p.park.number,
            "YAS_GRUBU": p.ages,
            "ZEMIN": p.surface,
            "ENGELLI": p.accessible,
            "SON_DENETIM": f"{p.inspected:%d.%m.%Y}",
        }
        for p in city.playgrounds
    ]
    write_geojson(Rows(rows, [p.land for p in city.playgrounds]), file)
    return len(rows)


def _assembly_area(city: City, file: Path) -> int:
    rows = [
        {
            "ALAN_NO": a.number,
            "ALAN_ADI": a.name,
            "MAHALLE_KODU": a.parcel.block.neighbourhood.code,
            "YUZOLCUM": turkish(a.land.area, 2),
            "KAPASITE": a.capacity,
            "ELEKTRIK": "Var" if a.electricity else "Yok",
            "SU": "Var" if a.water else "Yok",
            "WC": "Var" if a.toilets else "Yok",
            "ENGELLI": _said(a.accessible),
        }
        for a in city.assembly_areas
    ]
    write_geojson(Rows(rows, [a.land for a in city.assembly_areas]), file)
    return len(rows)
