"""Requests and work orders as the desk and the crews export them."""

from datetime import datetime
from pathlib import Path

from data.samples.make import defects
from data.samples.make.city import City
from data.samples.make.devices import Asset, Camera
from data.samples.make.formats import Row, sheet_position, with_comma, write_csv, write_workbook


def write_work(city: City, folder: Path) -> dict[str, int]:
    """Write both files; the number of rows in each."""
    return {
        "request": _request(city, folder / "request.xlsx"),
        "work_order": _work_order(city, folder / "work_order.csv"),
    }


def _moment(moment: datetime | None) -> str | None:
    return f"{moment:%d.%m.%Y %H:%M}" if moment else None


def _request(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "BASVURU_NO": r.number,
            "KANAL": r.channel,
            "KONU": r.category,
            "DURUM": r.status,
            "MUDURLUK": r.directorate,
            "GELIS_TARIHI": _moment(r.received),
            "SON_TARIH": f"{r.due:%d.%m.%Y}",
            "PROGRAM_TARIHI": f"{r.scheduled:%d.%m.%Y}" if r.scheduled else None,
            "SONUC_TARIHI": _moment(r.resolved),
            "OZET": r.subject,
            "METIN": r.words,
            "BASVURAN": r.requester[0],
            "TELEFON": r.requester[1],
            "ADRES": r.home,
            "SMS_TAR": _moment(r.resolved),
            "YANIT": r.answer,
            "MAHALLE_ID": r.parcel.block.neighbourhood.code,
            "ADA_NO": r.parcel.block.number,
            "PARSEL_NO": r.parcel.number,
            **sheet_position(r.place),
        }
        for r in city.requests
    ]
    rows = defects.with_bad_request(rows)
    write_workbook({"Başvurular": rows}, file)
    return len(rows)


def _work_order(city: City, file: Path) -> int:
    rows: list[Row] = [
        {
            "IS_EMRI_NO": w.number,
            "BASVURU_NO": w.request.number if w.request else None,
            "IS_TURU": w.kind,
            "ONCELIK": w.priority,
            "DURUM": w.status,
            "BEKLEME": "Malzeme" if w.status == "Beklemede" else None,
            "BIRIM": w.unit,
            "GOREVLI": w.assignee[0],
            "GOREV_TEL": w.assignee[1],
            "YAPILACAK": w.instructions,
            "SICIL_NO": w.device.number if isinstance(w.device, Asset) else None,
            "KAMERA_NO": w.device.number if isinstance(w.device, Camera) else None,
            "ACILIS_TARIHI": _moment(w.created),
            "PLAN_BAS": _moment(w.planned),
            "TERMIN": _moment(w.due),
            "BASLAMA_TARIHI": _moment(w.started),
            "BITIS_TARIHI": _moment(w.done),
            "SURE_SAAT": None if w.hours is None else with_comma(w.hours, 1),
            "SONUC": "Giderildi" if w.done else None,
            **sheet_position(w.place),
        }
        for w in city.work_orders
    ]
    rows = defects.with_bad_work_order(rows)
    write_csv(rows, file, encoding="cp1254")
    return len(rows)
