"""Formats that are known but not read, and the way out of each."""

import re
from pathlib import Path

from etl.source import unreadable
from gis.errors import SourceError
from gis.text import Text

NEEDS_CONVERSION = Text(
    tr="GeoPackage, Shapefile, GeoJSON, CSV ya da XLSX olarak dışa aktarın (QGIS ya da üreten program ile).",
    en="Export it as GeoPackage, Shapefile, GeoJSON, CSV or XLSX (with QGIS or the program that made it).",
)
_UNPACK = Text(
    tr="Önce açın, sonra içindeki dosyayı yükleyin.", en="Unpack it first and load the file in it."
)
_RASTER = Text(
    tr="Bu bir görüntüdür, satırı yoktur; QGIS'te vektöre çevirip GeoPackage olarak kaydedin.",
    en="This is an image and has no rows; turn it into vectors in QGIS and save those as GeoPackage.",
)
_NETCAD = Text(
    tr="NetCAD'de: Dosya > Dışa aktar > DXF ya da Shapefile; koordinat sistemini not edin ve --crs ile verin.",
    en="In NetCAD: File > Export > DXF or Shapefile; note the coordinate system and give it with --crs.",
)
_DRAWING = Text(
    tr="AutoCAD ya da NetCAD'de DXF olarak kaydedin; koordinat sistemini --crs ile verin.",
    en="Save it as DXF in AutoCAD or NetCAD; give its coordinate system with --crs.",
)
_WATER_MODEL = Text(
    tr="Bir hidrolik modeldir; QGIS'in QEPANET ya da 'Generate SWMM inp' eklentisi ile katmanlarını GeoPackage olarak kaydedin.",
    en="It is a hydraulic model; save its layers as GeoPackage with QGIS's QEPANET or 'Generate SWMM inp' plugin.",
)
_DATABASE_DUMP = Text(
    tr="Bir PostgreSQL'e geri yükleyin (pg_restore ya da psql), sonra postgresql://… ve --query ile okutun.",
    en="Restore it into a PostgreSQL (pg_restore or psql), then read that with postgresql://… and --query.",
)
_INTERLIS = Text(
    tr="ili2gpkg ile GeoPackage'a çevirin.",
    en="Turn it into a GeoPackage with ili2gpkg.",
)
_ELECTRIC_MODEL = Text(
    tr="Bir elektrik şebekesi modelidir; pandapower'da bus ve line tablolarını CSV olarak kaydedin.",
    en="It is a model of an electric grid; save its bus and line tables as CSV with pandapower.",
)
_NETBOX = Text(
    tr="Bir Django (NetBox) dökümüdür ve kullanıcı hesapları içerir; NetBox'ta gereken listeyi CSV olarak dışa aktarın.",
    en="It is a dump of Django (NetBox) with user accounts in it; export the list you need as CSV in NetBox.",
)

Refusal = tuple[str, Text]

UNSUPPORTED_MAGIC: tuple[tuple[bytes, str, Text], ...] = (
    (b"\xd0\xcf\x11\xe0", "Excel 97 (.xls)", Text(tr=".xlsx olarak kaydedin.", en="Save it as .xlsx.")),
    (b"AC10", "DWG", _DRAWING),
    (
        b"AutoCAD Binary DXF",
        "ikili / binary DXF",
        Text(tr="ASCII DXF olarak kaydedin.", en="Save it as ASCII DXF."),
    ),
    (b"%PDF", "PDF", NEEDS_CONVERSION),
    (b"7z\xbc\xaf", "7-Zip", _UNPACK),
    (b"Rar!", "RAR", _UNPACK),
    (b"II*\x00", "TIFF", _RASTER),
    (b"MM\x00*", "TIFF", _RASTER),
    (b"II+\x00", "BigTIFF", _RASTER),
    (b"MM\x00+", "BigTIFF", _RASTER),
    (b"\x89PNG", "PNG", _RASTER),
    (b"\xff\xd8\xff", "JPEG", _RASTER),
    (b"PGDMP", "PostgreSQL dökümü / dump (pg_dump)", _DATABASE_DUMP),
    (b"SCNT", "INTERLIS 1", _INTERLIS),
)
UNSUPPORTED_TEXT: tuple[tuple[re.Pattern[bytes], str, Text], ...] = (
    (re.compile(rb"\[(?:TITLE|JUNCTIONS|OPTIONS)\]", re.IGNORECASE), "EPANET / SWMM (.inp)", _WATER_MODEL),
    (
        re.compile(rb"(?:--[^\n]*\s+)*(?:SET |CREATE |INSERT |BEGIN|COPY |DROP |PRAGMA )", re.IGNORECASE),
        "SQL dökümü / dump",
        _DATABASE_DUMP,
    ),
)
UNSUPPORTED_NAMES: dict[str, Refusal] = {
    ".ncz": ("NetCAD (.ncz)", _NETCAD),
    ".nca": ("NetCAD (.nca)", _NETCAD),
    ".cks": ("NetCAD (.cks)", _NETCAD),
}
"""NetCAD's files are a run of blocks without any signature; only their names tell them from other binary files."""
UNSUPPORTED_JSON: tuple[tuple[bytes, str, Text], ...] = (
    (b'"pandapower', "pandapower", _ELECTRIC_MODEL),
    (b'"contenttypes.contenttype"', "Django dökümü / dump (NetBox)", _NETBOX),
)
_POINTS_ELSEWHERE = Text(
    tr="Yalnızca başka dosyalara işaret eder; işaret ettiği dosyayı yükleyin.",
    en="It only points to other files; load the file it points to.",
)
UNSUPPORTED_XML: dict[str, Refusal] = {
    "OGRVRTDataSource": ("GDAL VRT", _POINTS_ELSEWHERE),
    "VRTDataset": ("GDAL VRT", _POINTS_ELSEWHERE),
    "OGRWFSDataSource": ("GDAL WFS", _POINTS_ELSEWHERE),
    "GDAL_WMS": ("GDAL WMS", _POINTS_ELSEWHERE),
    "gpx": ("GPX", NEEDS_CONVERSION),
    "html": ("HTML", NEEDS_CONVERSION),
    "TRANSFER": ("INTERLIS 2", _INTERLIS),
    "schema": ("XML Schema (.xsd)", Text(tr="Yanındaki GML dosyasını verin.", en="Give the GML beside it.")),
    "GMLFeatureClassList": (
        "GDAL .gfs",
        Text(tr="Yanındaki GML dosyasını verin.", en="Give the GML beside it."),
    ),
}


def unsupported(path: Path, name: str | None, remedy: Text) -> SourceError:
    """The error for a file of another format than Kent reads.

    Args:
        name: of the format, if it is known.
    """
    said_tr = f"{name} biçimi desteklenmiyor" if name else "biçimi tanınmıyor"
    said_en = f"{name} is not supported" if name else "is of no format Kent knows"
    return unreadable(path, said_tr, said_en, remedy, "unsupported_format")


def no_format(path: Path) -> SourceError:
    """The error for text that is no table either."""
    return unreadable(
        path,
        "tanınan bir biçimde değil; CSV ise sütun ayırıcısı (; , sekme |) bulunamadı",
        "is of no format Kent knows; as CSV it has no column separator (; , tab |)",
        Text(
            tr="Desteklenen biçimlerden birinde (docs/formats.md) ya da sütun başlıklı CSV verin.",
            en="Give one of the supported formats (docs/formats.md), or a CSV with column headings.",
        ),
        "unsupported_format",
    )
