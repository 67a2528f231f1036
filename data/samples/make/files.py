"""Each layer as the file its directorate hands over: its own columns, codes in words, numbers as typed."""

from pathlib import Path
from random import Random

import shapely

from data.samples.make import defects, plan
from data.samples.make.city import City
from data.samples.make.city_files import write_city_layers
from data.samples.make.formats import (
    Row,
    Rows,
    sheet_position,
    to_degrees,
    turkish,
    with_comma,
    write_csv,
    write_geojson,
    write_geopackage,
    write_shapefile,
    write_workbook,
)
from data.samples.make.it_files import write_information_technology
from data.samples.make.land import Parcel
from data.samples.make.network_files import write_networks
from data.samples.make.service_files import write_services
from data.samples.make.survey_files import write_survey_layers
from data.samples.make.work_files import write_work


def write_layers(city: City, folder: Path) -> dict[str, int]:
    """Write every layer's file; the number of rows in each."""
    write_geojson(boundary(city), folder / "boundary.geojson")
    return {
        "district": _district(city, folder / "district.geojson"),
        "neighbourhood": _neighbourhood(city, folder / "neighbourhood.geojson"),
        "parcel": _parcel(city, folder / "parcel.zip"),
        "building": _building(city, folder / "building.gpkg"),
        "road": _road(city, folder / "road.geojson"),
        "address_point": _address_point(city, folder / "address_point.xlsx"),
        "poi": _poi(city, folder / "poi.csv"),
        **write_networks(city, folder),
        **write_information_technology(city, folder),
        **write_services(city, folder),
        **write_work(city, folder),
        **write_survey_layers(city, folder),
        **write_city_layers(city, folder),
    }


def boundary(city: City) -> Rows:
    """The municipality's area."""
    return Rows([{"ad": plan.DISTRICT_NAME}], [city.district])


def _district(city: City, file: Path) -> int:
    write_geojson(
        Rows([{"ILCE_KODU": plan.DISTRICT_CODE, "ILCE_ADI": plan.DISTRICT_NAME}], [city.district]), file
    )
    return 1


def _neighbourhood(city: City, file: Path) -> int:
    rows = [
        {
            "MAHALLE_KODU": n.code,
            "MAHALLE_ADI": n.name,
            "TURU": n.kind,
            "ILCE_KODU": plan.DISTRICT_CODE,
            "NUFUS": n.population,
        }
        for n in plan.NEIGHBOURHOODS
    ]
    write_geojson(Rows(rows, [city.neighbourhoods[n.code] for n in plan.NEIGHBOURHOODS]), file)
    return len(rows)


def _parcel(city: City, file: Path) -> int:
    rng = Random("registered areas")
    rows = Rows(
        [_parcel_row(p, i, rng) for i, p in enumerate(city.parcels)],
        [p.land for p in city.parcels],
    )
    rows = defects.with_bad_parcels(rows)
    write_shapefile(
        rows, file, crs="EPSG:5254", name="KADASTRO_PARSEL", encoding="cp1254", declare_encoding=False
    )
    return len(rows.attributes)


def _parcel_row(parcel: Parcel, index: int, rng: Random) -> Row:
    middle = parcel.land.centroid
    sheet = int((middle.x - plan.ORIGIN[0] + 2400) // 600), int((middle.y - plan.ORIGIN[1] + 2400) // 600)
    condominium = "Kat Mülkiyeti" if parcel.land_type.endswith("apartman") else "Ana Taşınmaz"
    if parcel.land_type == "Betonarme apartman ve dükkân":
        condominium = "Kat İrtifakı"
    return {
        "MAHALLE_ID": parcel.block.neighbourhood.code,
        "ADA_NO": parcel.block.number,
        "PARSEL_NO": parcel.number,
        "PAFTA": f"I24-B-{sheet[1]:02d}-D-{sheet[0]}",
        "MEVKII": parcel.locality,
        "NITELIK": parcel.land_type,
        "ALAN": turkish(parcel.land.area * (1 + rng.uniform(-0.002, 0.002)), 2),
        "KMDURUM": condominium,
        "ZEMIN_NO": str(88_120_000 + 13 * index),
    }


def _building(city: City, file: Path) -> int:
    rows = Rows(
        [
            {
                "YAPI_ID": b.code,
                "YAPI_ADI": b.name,
                "KULLANIM_AMACI": b.use,
                "YAPI_DURUM": b.status,
                "YOLUSTU_KAT": b.floors,
                "YOLALTI_KAT": b.basements,
                "YUKSEKLIK": b.height_m,
                "MAHALLE_ID": b.parcel.block.neighbourhood.code,
                "ADA": b.parcel.block.number,
                "PARSEL": b.parcel.number,
                "RUHSAT_NO": b.permit_no,
            }
            for b in city.buildings
        ],
        [b.footprint for b in city.buildings],
    )
    rows = defects.with_bad_building(rows)
    write_geopackage({"yapi": rows}, file, crs="EPSG:4326")
    return len(rows.attributes)


def _road(city: City, file: Path) -> int:
    rows = [
        {
            "YOL_ID": s.code,
            "YOL_ADI": s.name,
            "YOL_TIPI": s.road_class,
            "KAPLAMA": s.surface,
            "GENISLIK": s.width_m,
            "TEK_YON": s.one_way,
        }
        for s in city.streets
    ]
    write_geojson(Rows(rows, [s.line for s in city.streets]), file)
    return len(rows)


def _address_point(city: City, file: Path) -> int:
    rows = [
        {
            "NUMARATAJ_ID": d.code,
            "KAPI_NO": d.number,
            "YOL_ID": d.street.code,
            "SOKAK_ADI": d.street.name,
            "MAHALLE_ID": d.building.parcel.block.neighbourhood.code,
            "TARAF": d.side,
            "YAPI_ID": d.building.code,
            **sheet_position(d.place),
        }
        for d in city.doors
    ]
    rows = defects.with_bad_address(rows)
    notes = [
        {"AÇIKLAMA": "Koordinatlar metre: Y sağa, X yukarı değerdir."},
        {"AÇIKLAMA": "TARAF yolun başından bakışladır."},
    ]
    write_workbook({"Numarataj": rows, "Açıklama": notes}, file)
    return len(rows)


def _poi(city: City, file: Path) -> int:
    degrees = to_degrees(p.place for p in city.places)
    rows = [
        {
            "YER_KODU": p.code,
            "ADI": p.name,
            "KATEGORI": p.category,
            "ENGELLI": "Evet" if p.accessible else "Hayır",
            "ADRES": p.address,
            "ACIKLAMA": p.note,
            "ENLEM": with_comma(shapely.get_y(at), 7),
            "BOYLAM": with_comma(shapely.get_x(at), 7),
        }
        for p, at in zip(city.places, degrees, strict=True)
    ]
    write_csv(rows, file, encoding="cp1254")
    return len(rows)
