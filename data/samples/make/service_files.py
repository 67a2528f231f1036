"""What the IT department keeps for the public and the other units, as the lists it keeps it in."""

from pathlib import Path

import shapely

from data.samples.make.city import City
from data.samples.make.formats import (
    Row,
    Rows,
    sheet_position,
    to_degrees,
    with_comma,
    write_csv,
    write_geojson,
    write_workbook,
    yes_or_no,
)


def write_services(city: City, folder: Path) -> dict[str, int]:
    """Write every such layer's file; the number of rows in each."""
    return {
        "phone_line": _phone_line(city, folder / "phone_line.xlsx"),
        "wifi_point": _wifi_point(city, folder / "wifi_point.geojson"),
        "led_screen": _led_screen(city, folder / "led_screen.xlsx"),
        "qr_point": _qr_point(city, folder / "qr_point.csv"),
        "event_setup": _event_setup(city, folder / "event_setup.geojson"),
    }


def _phone_line(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "HIZMET_NO": p.number,
            "HAT_TURU": p.kind,
            "NUMARA": p.unit_number,
            "DAHILI": p.extension,
            "KULLANICI": p.user[0] if p.user else None,
            "CEP_NO": p.user[1] if p.user else None,
            "MUDURLUK": p.unit,
            "ISLETMECI": "Telekom",
            "TARIFE": p.tariff,
            "HIZ": p.speed_mbit_s,
            "YAPI_ID": p.building.code,
            "ODA": p.room,
            "TAAHHUT_BIT": p.until,
            "DURUM": "Kullanımda",
            **sheet_position(p.place),
        }
        for p in city.it.phone_lines
    ]
    write_workbook({"Hatlar": rows}, file)
    return len(rows)


def _wifi_point(city: City, file: Path) -> int:
    rows = [
        {
            "WIFI_NO": w.number,
            "ADI": w.name,
            "SSID": "CinarovaUcretsiz",
            "BINA_ICI": False,
            "MENZIL": w.range_m,
            "HIZ_SINIRI": 10,
            "STANDART": w.standard,
            "MAKS_KULLANICI": w.max_users,
            "DUGUM_NO": w.node.number,
            "MAC": w.mac,
            "DURUM": w.status,
        }
        for w in city.it.wifi_points
    ]
    write_geojson(Rows(rows, [w.node.place for w in city.it.wifi_points]), file)
    return len(rows)


def _led_screen(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "EKRAN_NO": s.number,
            "EKRAN_ADI": s.name,
            "EN_M": with_comma(s.width_m, 1),
            "BOY_M": with_comma(s.height_m, 1),
            "PITCH_MM": with_comma(s.pitch_mm, 1),
            "CIFT_YUZ": yes_or_no(s.asset is None and s.width_m > 3),
            "GUC_KW": with_comma(s.power_kw, 1),
            "ICERIK": "Basın Yayın",
            "SICIL_NO": s.asset.number if s.asset else None,
            "DUGUM_NO": s.node.number,
            "IP": s.address,
            "DURUM": s.status,
            **sheet_position(s.place),
        }
        for s in city.it.led_screens
    ]
    write_workbook({"Ekranlar": rows}, file)
    return len(rows)


def _qr_point(city: City, file: Path) -> int:
    points = city.it.qr_points
    rows: list[Row] = [
        {
            "KAREKOD_NO": q.number,
            "AMAC": q.purpose,
            "URL": q.target,
            "YER_KODU": q.poi.code,
            "YAZI": q.text,
            "KONUS_TAR": f"{q.placed:%d.%m.%Y}",
            "OKUNMA": q.scans,
            "DURUM": "Kullanımda",
            "ENLEM": with_comma(shapely.get_y(at), 7),
            "BOYLAM": with_comma(shapely.get_x(at), 7),
        }
        for q, at in zip(points, to_degrees(q.poi.place for q in points), strict=True)
    ]
    write_csv(rows, file, encoding="cp1254")
    return len(rows)


def _event_setup(city: City, file: Path) -> int:
    rows = [
        {
            "KURULUM_NO": e.number,
            "ETKINLIK": e.name,
            "TURU": e.kind,
            "BASLANGIC": f"{e.starts:%Y-%m-%dT%H:%M:%SZ}",
            "BITIS": f"{e.ends:%Y-%m-%dT%H:%M:%SZ}",
            "BAGLANTI": e.uplink,
            "HIZ_MBIT": e.uplink_mbit_s,
            "DUGUM_NO": e.node.number,
            "DONANIM": e.equipment,
            "KATILIMCI": e.users,
            "GUC_KW": e.power_kw,
            "BIRIM": "Bilgi İşlem",
            "DUZENLEYEN": e.organiser,
        }
        for e in city.it.event_setups
    ]
    write_geojson(Rows(rows, [e.area for e in city.it.event_setups]), file)
    return len(rows)
