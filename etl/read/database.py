"""Reads the rows of a SELECT from any database SQLAlchemy knows; never writes, never tells the password."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely
from pyproj import CRS
from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from etl.read.columns import column_names
from etl.read.recognise import too_many_columns
from etl.read.spool import CHUNK_ROWS, Spool
from etl.source import Source, SourceColumn, SourceLimits, SourceRequest, unreadable
from gis.errors import SourceError
from gis.text import Text

_SELECT = re.compile(r"\s*(?:SELECT|WITH|TABLE|VALUES)\b[^;]*;?\s*", re.IGNORECASE | re.DOTALL)
_GEOMETRIES = frozenset(["geom", "geometry", "the_geom", "wkb_geometry", "wkb", "shape", "geometri"])
_HEX = re.compile(r"0[01][0-9A-Fa-f]{16,}")
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_PACKAGES = {"mysql": "pymysql", "mariadb": "pymysql", "mssql": "pyodbc", "oracle": "oracledb"}


def open_database(request: SourceRequest, folder: Path, limits: SourceLimits) -> Source:
    """Ask the query once, in a transaction that may only read, and keep its rows.

    Args:
        folder: takes the rows; must live as long as the source.

    Raises:
        SourceError: no query or none that only reads, no connection, no driver, or too much.
    """
    path, query = request.path, request.query
    if query is None or not _SELECT.fullmatch(query):
        raise unreadable(
            path,
            "veritabanından ne okunacağı belli değil; tek bir SELECT gerekir",
            "what to read from the database is not said; it takes a single SELECT",
            Text(tr="--query 'SELECT … FROM …' ile verin.", en="Give it with --query 'SELECT … FROM …'."),
            "query_needed",
        )
    url = _url(request)
    try:
        engine = create_engine(url, hide_parameters=True)
    except (NoSuchModuleError, ImportError):
        raise _no_driver(path, url) from None
    try:
        with engine.connect() as connection:
            _only_read(connection, url, limits)
            spool, crs = _rows(path, connection, query.rstrip().rstrip(";"), folder, limits)
            connection.rollback()
    except SQLAlchemyError as error:
        raise _failed(path, url, error) from None
    finally:
        engine.dispose()
    columns = tuple(SourceColumn(n, str(t)) for n, t in spool.types.items())
    format = url.get_backend_name()
    return Source(path, format, path.name, columns, spool.largest is not None, spool.batches, spool.rows, crs)


def _url(request: SourceRequest) -> URL:
    assert request.url is not None
    try:
        url = make_url(request.url)
    except ArgumentError:
        raise unreadable(
            request.path,
            "veritabanı adresi anlaşılamadı",
            "the database's address makes no sense",
            Text(
                tr="Biçimi: postgresql://kullanıcı:parola@sunucu/veritabanı.",
                en="Its form: postgresql://user:password@host/database.",
            ),
            "unreadable_source",
        ) from None
    return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))


def _only_read(connection: Connection, url: URL, limits: SourceLimits) -> None:
    match url.get_backend_name():
        case "postgresql":
            connection.execute(text("SET TRANSACTION READ ONLY"))
            connection.execute(text(f"SET LOCAL statement_timeout = {int(limits.seconds * 1000)}"))
        case "sqlite":
            connection.execute(text("PRAGMA query_only = ON"))
            connection.execute(text("PRAGMA trusted_schema = OFF"))


def _rows(
    path: Path, connection: Connection, query: str, folder: Path, limits: SourceLimits
) -> tuple[Spool, CRS | None]:
    streamed = connection.execution_options(stream_results=True, max_row_buffer=CHUNK_ROWS)
    result = streamed.exec_driver_sql(query)
    keys = list(result.keys())
    if len(keys) > limits.columns:
        raise too_many_columns(path, len(keys), limits.columns)
    geometry: int | None = None
    spool: Spool | None = None
    crs: CRS | None = None
    while rows := result.fetchmany(CHUNK_ROWS):
        if spool is None:
            geometry = _geometry_at(keys, rows)
            names = column_names([k for at, k in enumerate(keys) if at != geometry])
            spool = Spool(names, folder, None if geometry is None else limits.geometry_bytes)
        wkb = None if geometry is None else [_wkb(row[geometry]) for row in rows]
        crs = crs or _crs(wkb)
        attributes = [[v for at, v in enumerate(row) if at != geometry] for row in rows]
        first = spool.rows + 1
        spool.add(range(first, first + len(rows)), attributes, [], wkb)
        if spool.rows > limits.rows:
            raise unreadable(
                path,
                f"{limits.rows:,} satırdan fazlası var",
                f"has more than {limits.rows:,} rows",
                code="source_too_large",
            )
    return spool or Spool(column_names(keys), folder), crs


def _geometry_at(keys: Sequence[str], rows: Sequence[Sequence[Any]]) -> int | None:
    for at, key in enumerate(keys):
        given = [row[at] for row in rows if row[at] is not None]
        if key.lower() in _GEOMETRIES and given and all(_wkb(v) is not None for v in given):
            return at
    return None


def _wkb(value: Any) -> bytes | None:
    if isinstance(value, bytes | memoryview | bytearray):
        return bytes(value)
    return bytes.fromhex(value) if isinstance(value, str) and _HEX.fullmatch(value) else None


def _crs(wkb: Sequence[bytes | None] | None) -> CRS | None:
    """PostGIS writes the SRID into each geometry."""
    first = next((w for w in wkb or () if w is not None), None)
    geometry = shapely.from_wkb(first, on_invalid="ignore")
    srid = int(shapely.get_srid(geometry)) if geometry is not None else 0
    return CRS.from_epsg(srid) if srid else None


def _no_driver(path: Path, url: URL) -> SourceError:
    backend = url.get_backend_name() if "+" not in url.drivername else url.drivername
    package = _PACKAGES.get(url.drivername.partition("+")[0], backend)
    return unreadable(
        path,
        f"{backend} için sürücü kurulu değil",
        f"there is no driver for {backend}",
        Text(
            tr=f"Kurun: uv pip install {package} (adres: {url.drivername.partition('+')[0]}+{package}://…).",
            en=f"Install it: uv pip install {package} (address: {url.drivername.partition('+')[0]}+{package}://…).",
        ),
        "no_driver",
    )


def _failed(path: Path, url: URL, error: SQLAlchemyError) -> SourceError:
    said = " ".join(str(getattr(error, "orig", None) or error).split())[:300]
    if url.password:
        said = said.replace(str(url.password), "***")
    return unreadable(
        path,
        f"veritabanı yanıt vermedi ya da sorguyu kabul etmedi ({said})",
        f"the database did not answer or refused the query ({said})",
        Text(
            tr="Adresi, yetkiyi ve sorguyu denetleyin.",
            en="Check the address, the rights and the query.",
        ),
        "database_failed",
    )
