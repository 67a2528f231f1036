"""Files that editors send, to be loaded from: who owns them, where they lie, which of them is the one to read.

An upload is a folder ``$KENT_HOME/uploads/<id>`` with one file, or the parts of a shapefile and its like.
"""

import secrets
import shutil
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg

from gis.database.pools import Pool
from gis.errors import InvalidRequest, NotFound
from gis.reader import told_failures
from gis.text import Text

MOST_FILES = 32
_LONGEST_NAME = 200  # bytes; file systems take 255, and an unfinished file's name is longer
_UNFINISHED = ".part"
_BESIDE = frozenset(
    {
        ".dbf", ".shx", ".prj", ".cpg", ".qix", ".qpj", ".sbn", ".sbx", ".fbn", ".fbx", ".xml", ".ixs", ".mxs", ".atx",
        ".dat", ".map", ".id", ".ind", ".mid", ".gfs", ".xsd", ".qmd", ".qml",
    }
)  # fmt: skip
"""What lies beside a Shapefile, MapInfo or GML file and is no source by itself."""


@dataclass(frozen=True)
class Upload:
    """One editor's upload, as long as it is kept."""

    id: UUID
    owner: str
    expires_at: datetime


@dataclass(frozen=True)
class Uploads:
    """Uploads as the server needs them, over the service role's pool."""

    pool: Pool

    async def create(self, owner: str, lifetime: timedelta) -> Upload:
        with told_failures():
            async with self.pool.connection() as connection:
                cursor = await connection.execute(
                    "INSERT INTO ops.upload (owner, expires_at) VALUES (%s, clock_timestamp() + %s) "
                    "RETURNING id, owner, expires_at",
                    [owner, lifetime],
                )
                row = await cursor.fetchone()
        assert row is not None
        return Upload(*row)

    async def find(self, upload_id: UUID, owner: str) -> Upload:
        """Raises: NotFound when there is none, it has expired, or it is somebody else's."""
        with told_failures():
            async with self.pool.connection() as connection:
                cursor = await connection.execute(
                    "SELECT id, owner, expires_at FROM ops.upload "
                    "WHERE id = %s AND owner = %s AND expires_at > clock_timestamp()",
                    [upload_id, owner],
                )
                row = await cursor.fetchone()
        if row is None:
            raise unknown_upload()
        return Upload(*row)

    async def forget(self, upload: Upload) -> None:
        with told_failures():
            async with self.pool.connection() as connection:
                await connection.execute("DELETE FROM ops.upload WHERE id = %s", [upload.id])


def unknown_upload() -> NotFound:
    return NotFound(
        "unknown_upload",
        Text(
            tr="Böyle bir yükleme dosyası yok ya da süresi dolmuş.",
            en="There is no such upload, or it has expired.",
        ),
        Text(tr="Dosyayı yeniden gönderin.", en="Send the file again."),
    )


def uploads_folder(home: Path) -> Path:
    return home / "uploads"


def upload_folder(home: Path, upload_id: UUID) -> Path:
    return uploads_folder(home) / str(upload_id)


def safe_name(name: str) -> str:
    """The name under which a sent file is kept: one part of a path, in NFC.

    Raises:
        InvalidRequest: it names another folder, is hidden, holds control characters, or is too long.
    """
    composed = unicodedata.normalize("NFC", name)
    strange = any(c in "/\\" or not c.isprintable() for c in composed)
    unfit = composed.startswith(".") or composed.endswith(_UNFINISHED)
    if not composed.strip() or strange or unfit or len(composed.encode()) > _LONGEST_NAME:
        raise InvalidRequest(
            "bad_file_name",
            Text(tr="Dosya adı kullanılamaz.", en="The file name cannot be used."),
            Text(
                tr=f"Klasörsüz, noktayla başlamayan, en çok {_LONGEST_NAME} baytlık bir ad verin: parsel.zip",
                en=f"Give a name without folders, not beginning with a dot, of {_LONGEST_NAME} bytes at most: parcel.zip",
            ),
        )
    return composed


def unfinished(file: Path) -> Path:
    """Where a file grows until it has arrived as a whole; a place of its own for each attempt."""
    return file.with_name(f".{file.name}.{secrets.token_hex(4)}{_UNFINISHED}")


def files_of(folder: Path) -> list[Path]:
    """What has arrived as a whole."""
    return sorted(p for p in folder.glob("*") if p.is_file() and not p.name.startswith("."))


def main_file(folder: Path) -> Path:
    """The file to read; the others lie beside it.

    Raises:
        NotFound: the upload is gone.
        InvalidRequest: it holds nothing to read, or more than one file.
    """
    if not folder.is_dir():
        raise unknown_upload()
    files = files_of(folder)
    readable = [f for f in files if f.suffix.lower() not in _BESIDE]
    shapes = [f for f in files if f.suffix.lower() in (".shp", ".tab", ".mif")]
    chosen = shapes or readable or (files if len(files) == 1 else [])
    if len(chosen) == 1:
        return chosen[0]
    names = ", ".join(f.name for f in files)
    raise InvalidRequest(
        "no_file_to_load" if not chosen else "several_files_to_load",
        Text(
            tr=f"Gönderilenler içinde okunacak tek bir dosya yok: {names or '(boş)'}.",
            en=f"There is no single file to read among what was sent: {names or '(nothing)'}.",
        ),
        Text(
            tr="Tek dosya ya da bir shapefile'ın parçalarını (.shp, .dbf, .shx, .prj) birlikte gönderin.",
            en="Send one file, or the parts of one shapefile (.shp, .dbf, .shx, .prj) together.",
        ),
    )


def remove_expired(connection: psycopg.Connection, home: Path) -> int:
    """Delete expired uploads, and folders that no upload stands for; returns how many folders went."""
    connection.execute("DELETE FROM ops.upload WHERE expires_at <= clock_timestamp()")
    # Listed first: a folder that is made meanwhile is not looked at, its upload stands in the table before it.
    folders = [p for p in uploads_folder(home).glob("*") if p.is_dir()]
    kept = {str(row[0]) for row in connection.execute("SELECT id FROM ops.upload")}
    gone = [p for p in folders if p.name not in kept]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)
