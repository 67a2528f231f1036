"""Tells what a file is by its first bytes; its name only decides where the bytes leave a choice."""

import struct
import zipfile
from enum import StrEnum
from pathlib import Path

from etl.source import unreadable
from gis.errors import SourceError
from gis.text import Text

_HEAD = 4096


class Format(StrEnum):
    SHAPEFILE = "Shapefile"
    DBASE = "dBASE table"
    GEOPACKAGE = "GeoPackage"
    JSON = "GeoJSON or TopoJSON"
    DELIMITED = "delimited text"
    WORKBOOK = "Excel workbook"
    ARCHIVE = "ZIP archive"


_UNPACK = Text(
    tr="Önce açın, sonra içindeki dosyayı yükleyin.", en="Unpack it first and load the file in it."
)
_CONVERT = Text(
    tr="GeoPackage, Shapefile, GeoJSON, CSV ya da XLSX olarak dışa aktarın (QGIS ya da üreten program ile).",
    en="Export it as GeoPackage, Shapefile, GeoJSON, CSV or XLSX (with QGIS or the program that made it).",
)
_OTHERS: tuple[tuple[bytes, str, Text], ...] = (
    (b"\xd0\xcf\x11\xe0", "Excel 97 (.xls)", Text(tr=".xlsx olarak kaydedin.", en="Save it as .xlsx.")),
    (b"AC10", "DWG", _CONVERT),
    (b"%PDF", "PDF", _CONVERT),
    (b"\x1f\x8b", "gzip", _UNPACK),
    (b"BZh", "bzip2", _UNPACK),
    (b"7z\xbc\xaf", "7-Zip", _UNPACK),
    (b"Rar!", "RAR", _UNPACK),
    (b"II*\x00", "TIFF", _CONVERT),
    (b"MM\x00*", "TIFF", _CONVERT),
    (b"<", "XML (KML, GML)", _CONVERT),
)
_DBASE_VERSIONS = frozenset(b"\x02\x03\x30\x31\x32\x43\x63\x83\x8b\xcb\xf5\xfb")


def recognise(path: Path) -> Format:
    """What ``path`` holds.

    Raises:
        SourceError: not there, empty, or of no supported format; says what to do with it.
    """
    head = _first_bytes(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(path)
    if head.startswith(b"SQLite format 3\x00"):
        return _sqlite_format(path)
    if len(head) >= 32 and struct.unpack(">i", head[:4])[0] == 9994:
        return Format.SHAPEFILE
    if path.suffix.lower() == ".dbf" and head[0] in _DBASE_VERSIONS:
        return Format.DBASE
    if head[257:262] == b"ustar":
        raise _unsupported(path, "tar", _UNPACK)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in (b"{", b"["):
        return Format.JSON
    for magic, name, remedy in _OTHERS:
        if text.startswith(magic):
            raise _unsupported(path, name, remedy)
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unsupported(path, None, _CONVERT)
    return Format.DELIMITED


def _first_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise unreadable(
            path,
            "bir klasör",
            "is a folder",
            Text(
                tr="İçindeki dosyayı, ya da klasörün ZIP'ini verin.",
                en="Name the file in it, or a ZIP of the folder.",
            ),
        )
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
    except (zipfile.BadZipFile, NotImplementedError):
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
    page_size, pages = struct.unpack(">H", head[16:18])[0], struct.unpack(">I", head[28:32])[0]
    page_size = 65536 if page_size == 1 else page_size
    version_matches = head[24:28] == head[92:96]  # otherwise the page count is not kept by its writer
    if version_matches and path.stat().st_size < pages * page_size:
        raise truncated(path)
    if head[68:70] == b"GP" or path.suffix.lower() == ".gpkg":
        return Format.GEOPACKAGE
    raise _unsupported(path, "SQLite", _CONVERT)


def truncated(path: Path) -> SourceError:
    """The error for a file that ends before its own header says it does."""
    return unreadable(
        path,
        "yarım: dosya, başlığında yazandan kısa",
        "is truncated: it ends before its own header says so",
        Text(tr="Dosyayı kaynağından yeniden kopyalayın.", en="Copy the file from its source again."),
        "truncated_source",
    )


def _unsupported(path: Path, name: str | None, remedy: Text) -> SourceError:
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
            tr="Shapefile, GeoPackage, GeoJSON, TopoJSON, XLSX ya da sütun başlıklı CSV verin.",
            en="Give a Shapefile, GeoPackage, GeoJSON, TopoJSON, XLSX, or a CSV with column headings.",
        ),
        "unsupported_format",
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
