"""Refuses files that would make GDAL read others: what a format may point to is looked for before GDAL sees the file."""

import re
import sqlite3
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

from etl.read.recognise import Format
from etl.read.xml_head import LOOKED_AT, refuse_doctype
from etl.source import unreadable
from gis.errors import SourceError
from gis.text import Text

_NATIVE_TABLE = re.compile(rb"^\s*Type\s+NATIVE\b", re.IGNORECASE | re.MULTILINE)
_LINKED_TABLE = re.compile(
    rb"IsSeamless|^\s*File\s+\"|begin_metadata[^\0]*\\\\IsVirtual", re.IGNORECASE | re.MULTILINE
)
_ELSEWHERE = re.compile(rb"\.\.|[/\\]")


def refuse_pointers(path: Path, format: Format) -> None:
    """Raises: SourceError when the file names others, or asks for more than its own rows."""
    if format is Format.MAPINFO and path.suffix.lower() == ".tab":
        definition = path.read_bytes()[: 1024**2]
        if not _NATIVE_TABLE.search(definition) or _LINKED_TABLE.search(definition):
            raise _points_elsewhere(path)
    elif format is Format.EDIGEO:
        if _ELSEWHERE.search(path.read_bytes()[: 1024**2]):
            raise _points_elsewhere(path)
    elif format is Format.GEOPACKAGE:
        _refuse_views(path)
    elif format is Format.WORKBOOK:
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                if member.lower().endswith((".xml", ".rels")):
                    refuse_doctype(path, _first_bytes(path, archive, member))


def _first_bytes(path: Path, archive: zipfile.ZipFile, member: str) -> bytes:
    try:
        with archive.open(member) as stream:
            return stream.read(LOOKED_AT)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error, RuntimeError) as error:
        raise unreadable(
            path,
            f"bozuk bir Excel dosyası ({error})",
            f"is a damaged workbook ({error})",
            code="truncated_source",
        ) from None


def _refuse_views(path: Path) -> None:
    """A view is a program that runs when it is read; a layer must be a table, without computed columns."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            database.text_factory = lambda raw: raw.decode(errors="replace")
            database.execute("PRAGMA trusted_schema = OFF")
            layers = {str(n).lower() for (n,) in database.execute("SELECT table_name FROM gpkg_contents")}
            schema = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as error:  # fiona's GDAL crashes over some of these
        raise unreadable(
            path,
            f"bozuk bir GeoPackage ({type(error).__name__})",
            f"is a damaged GeoPackage ({type(error).__name__})",
            Text(tr="Dosyayı kaynağından yeniden alın.", en="Get the file from its source again."),
            "truncated_source",
        ) from None
    for kind, name, sql in schema:
        computed = kind == "table" and re.search(r"\bAS\s*\(", sql or "", re.IGNORECASE)
        virtual = (sql or "").lstrip().upper().startswith("CREATE VIRTUAL")
        if str(name).lower() in layers and (kind == "view" or computed or virtual):
            raise unreadable(
                path,
                f"'{name}' katmanı bir tablo değil, okunurken çalışan bir sorgu (view)",
                f"layer '{name}' is no table but a query that runs when it is read (a view)",
                Text(
                    tr="Katmanı QGIS'te yeni bir GeoPackage'a tablo olarak kaydedin.",
                    en="Save the layer as a table in a new GeoPackage with QGIS.",
                ),
                "hostile_source",
            )


def _points_elsewhere(path: Path) -> SourceError:
    return unreadable(
        path,
        "başka dosyalara işaret ediyor; işaret ettikleri okunmadı",
        "points to other files, which were not read",
        Text(
            tr="Verinin kendisini taşıyan tek bir dosya verin.",
            en="Give one file that holds the data itself.",
        ),
        "hostile_source",
    )
