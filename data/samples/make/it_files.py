"""What the IT department keeps, as the lists and drawings it keeps it in."""

from pathlib import Path
from random import Random

from data.samples.make import defects
from data.samples.make.city import City
from data.samples.make.devices import Asset, Camera
from data.samples.make.fibre import Link, Node
from data.samples.make.formats import (
    Row,
    Rows,
    sheet_position,
    with_comma,
    write_csv,
    write_geojson,
    write_geopackage,
    write_shapefile,
    write_topojson,
    write_workbook,
    yes_or_no,
)
from data.samples.make.links import Duct, all_ducts
from data.samples.make.pipes import accuracy_of

RESOLUTIONS = {"Plaka tanıma": (1920, 1080), "Balıkgözü": (2992, 2992), "PTZ": (2560, 1440)}
"""Of a kind of camera, across and up; 2560 × 1440 for the others."""
SLACK = 1.04
"""A laid cable is so much longer than its line."""


def write_information_technology(city: City, folder: Path) -> dict[str, int]:
    """Write every IT layer's file; the number of rows in each."""
    return {
        "system_room": _system_room(city, folder / "system_room.geojson"),
        "rack": _rack(city, folder / "rack.csv"),
        "network_node": _network_node(city, folder / "network_node.geojson"),
        "duct": _duct(city, folder / "duct.zip"),
        "network_link": _network_link(city, folder / "network_link.gpkg"),
        "camera": _camera(city, folder / "camera.xlsx"),
        "asset": _asset(city, folder / "asset.csv"),
        "radio_mast": _radio_mast(city, folder / "radio_mast.geojson"),
        "radio_link": _radio_link(city, folder / "radio_link.topojson"),
    }


def _system_room(city: City, file: Path) -> int:
    rows = [
        {
            "ODA_NO": r.number,
            "ODA_ADI": r.name,
            "YAPI_ID": r.building.code,
            "KAT": r.floor,
            "ALAN_M2": r.area_m2,
            "KABINET": r.racks,
            "GUC_KW": r.power_kw,
            "SOGUTMA_KW": r.cooling_kw,
            "KGK_KVA": r.ups_kva,
            "KGK_DK": r.ups_minutes,
            "JENERATOR": r.generator,
            "ISI_MIN": 18,
            "ISI_MAX": 27,
            "YANGIN": r.suppression,
            "GIRIS": "Kart ve PIN",
            "DURUM": "Kullanımda",
        }
        for r in city.it.rooms
    ]
    write_geojson(Rows(rows, [r.place for r in city.it.rooms]), file)
    return len(rows)


def _rack(city: City, file: Path) -> int:
    used = {
        rack.number: sum(a.slot.height_u for a in city.it.assets if a.slot and a.slot.rack == rack)
        for rack in city.it.racks
    }
    rows: list[Row] = [
        {
            "KABINET_NO": r.number,
            "ODA_NO": r.room.number,
            "SIRA": r.row,
            "YUKSEKLIK_U": r.height_u,
            "DOLU_U": used[r.number],
            "GENISLIK": 600 if r.height_u < 40 else 800,
            "DERINLIK": 1000,
            "GUC_KW": with_comma(6.5, 1),
            "TASIMA_KG": 1200,
            "BESLEME_A": "P1",
            "BESLEME_B": "P2" if r.height_u > 40 else None,
            "DURUM": "Kullanımda",
        }
        for r in city.it.racks
    ]
    write_csv(rows, file, encoding="cp1254")
    return len(rows)


def _network_node(city: City, file: Path) -> int:
    rooms = {r.node.number: r.number for r in city.it.rooms}
    rng = Random("network nodes")
    rows = [_node_row(n, rooms.get(n.number), rng) for n in city.nodes]
    write_geojson(Rows(rows, [n.place for n in city.nodes]), file)
    return len(rows)


def _node_row(node: Node, room: str | None, rng: Random) -> Row:
    powered = node.ports > 0
    return {
        "DUGUM_NO": node.number,
        "ADI": node.name,
        "TURU": node.kind,
        "DURUM": node.status,
        "PORT_SAYISI": node.ports,
        "ODA_NO": room,
        "YAPI_ID": node.building.code if node.building else None,
        "BESLEME": ("Bina panosu" if node.building else "Aydınlatma panosu") if powered else None,
        "KGK": node.kind in ("Sistem Odası", "Dolap") if powered else None,
        "IP": f"10.46.1.{int(node.number[-3:])}" if powered else None,
        "KURUM": "Belediye",
        "KURULUM": f"{rng.randint(2012, 2023)}-{rng.randint(3, 11):02d}-{rng.randint(1, 28):02d}",
    }


def _duct(city: City, file: Path) -> int:
    ducts = all_ducts(city.it.ducts)
    write_shapefile(
        Rows([_duct_row(d) for d in ducts], [d.line for d in ducts]), file, crs="EPSG:5254", name="GOZ",
        encoding="cp1254", declare_encoding=False,
    )  # fmt: skip
    return len(ducts)


def _duct_row(duct: Duct) -> Row:
    return {
        "GOZ_NO": duct.number,
        "TIP": duct.kind,
        "UST_GOZ_NO": duct.parent.number if duct.parent else None,
        "KAPASITE": duct.capacity,
        "DOLU": duct.occupied,
        "IC_CAP_MM": duct.inner_mm,
        "DIS_CAP_MM": duct.outer_mm,
        "MALZEME": "HDPE",
        "DERINLIK": duct.depth_m,
        "KURUM": "Belediye",
        "DURUM": "Mevcut",
        "DOSEME_TAR": f"{duct.laid:%d.%m.%Y}",
        "DOGRULUK": accuracy_of(duct.laid),
        "PROJE_NO": f"FO-{duct.laid.year}",
    }


def _network_link(city: City, file: Path) -> int:
    rng = Random("network links")
    rows = [_link_row(link, city.it.ducts.get(link.number), rng) for link in city.links]
    write_geopackage({"hat": Rows(rows, [link.line for link in city.links])}, file, crs="EPSG:5254")
    return len(rows)


def _link_row(link: Link, duct: Duct | None, rng: Random) -> Row:
    fibre = link.medium == "Fiber"
    length = round(link.line.length * SLACK, 1)
    return {
        "HAT_NO": link.number,
        "ORTAM": link.medium,
        "DOSEME": link.installation,
        "BAS_DUGUM": link.start.number,
        "SON_DUGUM": link.end.number,
        "DAMAR_SAYISI": link.cores,
        "DURUM": link.status,
        "GOZ_NO": duct.number if duct else None,
        "FIBER_TURU": "G.652.D" if fibre else None,
        "DOLU_DAMAR": rng.randint(2, max(2, (link.cores or 2) // 3)) if fibre else None,
        "KABLO_BOYU": length if fibre else None,
        "ZAYIFLAMA": round(length / 1000 * 0.22 + 1.1, 2) if fibre else None,
        "KAPASITE": 10_000 if fibre else 150,
        "KURUM": "Belediye",
        "DOSEME_TARIHI": duct.laid if duct else None,
        "DOGRULUK": "Röleve" if fibre else None,
        "PROJE": f"FO-{duct.laid.year}" if duct else None,
    }


def _camera(city: City, file: Path) -> int:
    recorders = [a.number for a in city.it.assets if a.kind == "NVR"]
    rng = Random("camera models")
    rows = [_camera_row(c, recorders[i % len(recorders)], rng) for i, c in enumerate(city.cameras)]
    rows = defects.with_bad_cameras(rows)
    write_workbook({"Kameralar": rows}, file)
    return len(rows)


def _camera_row(camera: Camera, recorder: str, rng: Random) -> Row:
    across, up = RESOLUTIONS.get(camera.kind, (2560, 1440))
    signed = rng.random() < 0.9
    return {
        "SICIL_NO": camera.number,
        "KAMERA_ADI": camera.name,
        "KAMERA_TURU": camera.kind,
        "MONTAJ": camera.mount,
        "DURUM": camera.status,
        "DUGUM_NO": camera.node.number,
        "AZIMUT": with_comma(camera.azimuth_deg, 1),
        "GORUS_ACISI": with_comma(camera.view_deg, 1),
        "YUKSEKLIK": with_comma(camera.height_m, 1),
        "IP": camera.address,
        "SAKLAMA_GUN": camera.retention_days,
        "TELEFON": camera.keeper_phone,
        **sheet_position(camera.place),
        "REJIM": camera.regime,
        "DAYANAK": "Yönerge" if camera.regime == "Trafik" else "Politika",
        "LEVHA": yes_or_no(signed),
        "LEVHA_TARIHI": f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.2023" if signed else None,
        "SES_KAYDI": "Hayır",
        "PX_YATAY": across,
        "PX_DUSEY": up,
        "FPS": 25,
        "VERI_HIZI": with_comma(across * up * 25 * 0.05 / 1e6, 1),
        "URETICI": rng.choice(("Gözcü", "Bakış")),
        "MODEL_NO": f"{camera.kind[:1]}{across // 100}",
        "SERI_NO": f"KM{rng.randrange(16**8):08X}",
        "YAZILIM": rng.choice(("2.4.1", "2.6.0")),
        "MAC": f"02:00:5e:00:01:{int(camera.number[-3:]):02x}",
        "EGIM": with_comma(90.0 if camera.kind == "Balıkgözü" else 15.0, 1),
        "MENZIL": 15 if camera.mount == "Cephe" else 60,
        "NVR_NO": recorder,
    }


def _asset(city: City, file: Path) -> int:
    rng = Random("asset papers")
    rows = [_asset_row(a, i, rng) for i, a in enumerate(city.it.assets)]
    rows = defects.with_bad_asset(rows)
    write_csv(rows, file, encoding="utf-8-sig")
    return len(rows)


def _asset_row(asset: Asset, index: int, rng: Random) -> Row:
    slot = asset.slot
    return {
        "SICIL_NO": asset.number,
        "DEMIRBAS_ADI": asset.name,
        "TURU": asset.kind,
        "DURUM": asset.status[0],
        "MARKA": asset.brand,
        "MODEL": asset.model,
        "SERI_NO": asset.serial_no,
        "BULUNDUGU_YER": asset.room,
        "ALIM_TARIHI": f"{asset.bought:%d.%m.%Y}",
        "GARANTI_BITIS": f"{asset.warranty_until:%d.%m.%Y}",
        "ZIMMETLI": asset.keeper,
        "ZIMMETLI_TEL": asset.keeper_phone,
        **sheet_position(asset.place),
        "TASINIR_KODU": asset.movable_code,
        "DEGER": with_comma(asset.value_try, 2),
        "KABINET_NO": slot.rack.number if slot else None,
        "RAF": slot.unit if slot else None,
        "BOY_U": slot.height_u if slot else None,
        "GUC_W": asset.power_w,
        "IP_ADRESI": asset.address,
        "MAC_ADRESI": f"02:00:5e:01:{index // 256:02x}:{index % 256:02x}" if asset.address else None,
        "HOSTNAME": f"cnr-{index + 1:03d}" if asset.address else None,
        "MUDURLUK": asset.unit,
        "BAKIM_BITIS": f"31.12.{rng.randint(2025, 2027)}" if slot else None,
        "TEDARIKCI": rng.choice(("Örnek Bilişim Ltd.", "Deneme Teknoloji A.Ş.")),
        "TESLIM_NO": None if slot else f"TTB-{asset.bought.year}-{index + 1:04d}",
    }


def _radio_mast(city: City, file: Path) -> int:
    rows = [
        {
            "KULE_NO": m.number,
            "KULE_ADI": m.name,
            "KULE_TIPI": m.kind,
            "YUKSEKLIK": m.height_m,
            "ZEMIN_KOTU": m.ground_m,
            "TELSIZ": m.repeater,
            "BTK_NO": m.licence,
            "DUGUM_NO": m.node.number if m.node else None,
            "DURUM": "Kullanımda",
        }
        for m in city.it.masts
    ]
    write_geojson(Rows(rows, [m.place for m in city.it.masts]), file)
    return len(rows)


def _radio_link(city: City, file: Path) -> int:
    rows = [
        {
            "LINK_NO": r.number,
            "BAS_KULE": r.start.number,
            "SON_KULE": r.end.number,
            "BANT_GHZ": r.band_ghz,
            "KANAL_MHZ": r.channel_mhz,
            "MBPS": r.capacity_mbit_s,
            "ANTEN_BAS": r.start.height_m - 1.5,
            "ANTEN_SON": r.end.height_m - 1.5,
            "BTK_NO": r.licence,
            "RUHSAT_BIT": f"{r.licence_until:%Y-%m-%d}" if r.licence_until else None,
            "DURUM": "Kullanımda",
        }
        for r in city.it.radio_links
    ]
    write_topojson(Rows(rows, [r.line for r in city.it.radio_links]), file, name="radyolink")
    return len(rows)
