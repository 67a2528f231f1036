"""Tells what a file is by its first bytes; its name only decides where the bytes leave a choice."""

import re
import struct
import zipfile
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from etl.read.refused import (
    NEEDS_CONVERSION,
    UNSUPPORTED_JSON,
    UNSUPPORTED_MAGIC,
    UNSUPPORTED_NAMES,
    UNSUPPORTED_TEXT,
    UNSUPPORTED_XML,
    unsupported,
)
from etl.read.xml_head import is_xml, read_root
from etl.source import unreadable
from gis.errors import SourceError
from gis.text import Text

_HEAD = 8192


class Format(StrEnum):
    SHAPEFILE = "Shapefile"
    DBASE = "dBASE table"
    GEOPACKAGE = "GeoPackage"
    JSON = "GeoJSON or TopoJSON"
    FLATGEOBUF = "FlatGeobuf"
    PARQUET = "GeoParquet"
    KML = "KML"
    GML = "GML"
    FILE_GEODATABASE = "FileGDB"
    DXF = "DXF"
    MAPINFO = "MapInfo"
    EDIGEO = "EDIGEO"
    OSM = "OpenStreetMap"
    DELIMITED = "delimited text"
    WORKBOOK = "Excel workbook"
    ARCHIVE = "ZIP or tar archive"
    COMPRESSED = "gzip or bzip2"


_DBASE_VERSIONS = frozenset(b"\x02\x03\x30\x31\x32\x43\x63\x83\x8b\xcb\xf5\xfb")
_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"fgb\x03fgb", Format.FLATGEOBUF),
    (b"PAR1", Format.PARQUET),
    (b"\x1f\x8b", Format.COMPRESSED),
    (b"BZh", Format.COMPRESSED),
    (b"\xfd7zXZ\x00", Format.COMPRESSED),
)
_DXF = re.compile(rb"\A\s*(?:999\s*\n[^\n]*\n\s*)*0\s*\n\s*SECTION\b")
_OTHER_ALGORITHM = b"gdal_streamed_alg"
"""What turns a JSON file into a command to GDAL."""


def recognise(path: Path) -> Format:
    """What ``path`` holds.

    Raises:
        SourceError: not there, empty, or of no supported format; says what to do with it.
    """
    if path.is_dir():
        return _folder_format(path)
    head = _first_bytes(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(path)
    if head.startswith(b"SQLite format 3\x00"):
        return _sqlite_format(path)
    if head[257:262] == b"ustar":
        return Format.ARCHIVE
    if len(head) >= 32 and struct.unpack(">i", head[:4])[0] == 9994:
        return Format.SHAPEFILE
    if path.suffix.lower() == ".dbf" and head[0] in _DBASE_VERSIONS:
        return Format.DBASE
    for magic, format in _MAGIC:
        if head.startswith(magic):
            return format
    if b"OSMHeader" in head[:64]:
        return Format.OSM
    for magic, name, remedy in UNSUPPORTED_MAGIC:
        if head.startswith(magic):
            raise unsupported(path, name, remedy)
    if is_xml(head):
        return _xml_format(path)
    return _text_format(path, head)


def _text_format(path: Path, head: bytes) -> Format:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\x1e")
    for pattern, name, remedy in UNSUPPORTED_TEXT:
        if pattern.match(text):
            raise unsupported(path, name, remedy)
    if text[:1] in (b"{", b"["):
        return _json_format(path, text)
    if _DXF.match(text):
        return Format.DXF
    if text[:6].lower() == b"!table" or (text[:7].lower() == b"version" and path.suffix.lower() == ".mif"):
        return Format.MAPINFO
    if path.suffix.lower() == ".thf" and text.startswith((b"BOM", b"CSE")):
        return Format.EDIGEO
    if path.suffix.lower() in UNSUPPORTED_NAMES:
        raise unsupported(path, *UNSUPPORTED_NAMES[path.suffix.lower()])
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unsupported(path, None, NEEDS_CONVERSION)
    return Format.DELIMITED


def _json_format(path: Path, text: bytes) -> Format:
    if _OTHER_ALGORITHM in text:
        raise unsupported(path, "GDALG", NEEDS_CONVERSION)
    for mark, name, remedy in UNSUPPORTED_JSON:
        if mark in text:
            raise unsupported(path, name, remedy)
    return Format.JSON


def _xml_format(path: Path) -> Format:
    root = read_root(path)
    if root.name == "kml":
        return Format.KML
    if root.name == "osm":
        return Format.OSM
    if root.name in UNSUPPORTED_XML:
        raise unsupported(path, *UNSUPPORTED_XML[root.name])
    if "opengis.net/gml" in root.attributes or "opengis.net/wfs" in root.attributes or "Feature" in root.name:
        return Format.GML
    with path.open("rb") as stream:
        if b"opengis.net/gml" in stream.read(1024**2):
            return Format.GML
    raise unsupported(path, f"XML ({root.name})", NEEDS_CONVERSION)


def _folder_format(path: Path) -> Format:
    if is_geodatabase(p.name for p in path.iterdir()):
        return Format.FILE_GEODATABASE
    raise unreadable(
        path,
        "bir klasör",
        "is a folder",
        Text(
            tr="İçindeki dosyayı, ya da klasörün ZIP'ini verin.",
            en="Name the file in it, or a ZIP of the folder.",
        ),
    )


def is_geodatabase(names: Iterable[str]) -> bool:
    """Whether files so called are those of a FileGDB."""
    return any(n.lower() == "a00000001.gdbtable" for n in names)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except FileNotFoundError:
        raise SourceError(
            "no_such_file",
            Text(tr=f"{path} adlı dosya yok.", en=f"There is no file {path}."),
            Text(tr="Yolu ve yazımı denetleyin.", en="Check the path and its spelling."),
        ) from None
    except OSError as error:
        raise unreadable(
            path, f"okunamıyor ({error.strerror})", f"cannot be read ({error.strerror})"
        ) from None
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise unreadable(path, "dosya boş", "is empty", code="empty_source")
    return head


def _zip_format(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise unreadable(
            path,
            "bozuk ya da yarım kalmış bir ZIP",
            "is a damaged or truncated ZIP",
            Text(tr="Dosyayı yeniden kopyalayın.", en="Copy the file again."),
            "truncated_source",
        ) from None
    return Format.WORKBOOK if "xl/workbook.xml" in names else Format.ARCHIVE


def _sqlite_format(path: Path) -> Format:
    """GeoPackage by its application id, or by the name when the writer left the id out; whole or refused."""
    with path.open("rb") as stream:
        head = stream.read(100)
    if len(head) < 100:
        raise truncated(path)
    page_size, pages = struct.unpack(">H", head[16:18])[0], struct.unpack(">I", head[28:32])[0]
    page_size = 65536 if page_size == 1 else page_size
    version_matches = head[24:28] == head[92:96]  # otherwise the page count is not kept by its writer
    if version_matches and path.stat().st_size < pages * page_size:
        raise truncated(path)
    if head[68:70] == b"GP" or path.suffix.lower() == ".gpkg":
        return Format.GEOPACKAGE
    raise unsupported(
        path,
        "SQLite",
        Text(
            tr="Veritabanı olarak okutun: sqlite:///DOSYA ve --query 'SELECT …'.",
            en="Read it as a database: sqlite:///FILE with --query 'SELECT …'.",
        ),
    )


def truncated(path: Path) -> SourceError:
    """The error for a file that ends before its own header says it does."""
    return unreadable(
        path,
        "yarım: dosya, başlığında yazandan kısa",
        "is truncated: it ends before its own header says so",
        Text(tr="Dosyayı kaynağından yeniden kopyalayın.", en="Copy the file from its source again."),
        "truncated_source",
    )


def too_many_columns(path: Path, count: int, most: int) -> SourceError:
    """The error for a table wider than any that people work with."""
    return unreadable(
        path,
        f"{count:,} sütunu var (en çok {most:,})",
        f"has {count:,} columns ({most:,} at most)",
        Text(
            tr="Gereken sütunları seçip yeniden kaydedin.", en="Keep the columns you need and save it again."
        ),
        "too_many_columns",
    )
