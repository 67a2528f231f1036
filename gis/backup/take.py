"""Taking a backup: one consistent view of the database and the home's files, in one file."""

import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

from gis.backup.archive import DUMP, Manifest, Writer
from gis.backup.content import content_of, snapshot
from gis.backup.programs import failed, program, reaching
from gis.errors import Conflict, Unavailable
from gis.text import Text

_LEFT_OUT = frozenset({"uploads", "backups", "run", "logs", "cluster", "cluster.json"})
"""Of the home: what is brief, belongs to this machine, or is in the dump."""
_OF_THE_CLUSTER = Path("secrets", "postgres")
_DUMPING = Text(tr="Veritabanı yedekleniyor", en="Backing the database up")
_COUNTING = Text(tr="Satırlar sayılıyor ve özetleniyor", en="Counting and digesting rows")
_FILES = Text(tr="Dosyalar yedekleniyor", en="Backing the files up")

Tell = Callable[[Text], None]
"""Told of each step that begins."""


def take_backup(home: Path, conninfo: str, file: Path, tell: Tell) -> Manifest:
    """Write a backup to ``file``, which is there as a whole or not at all, readable by its owner alone.

    It holds the home's secrets: keep it as safe as the data.

    Raises:
        Conflict: the file exists.
        Unavailable: the programs are missing or fail, or there is no room.
    """
    if file.exists():
        raise Conflict(
            "file_exists",
            Text(tr=f"{file} zaten var.", en=f"{file} exists already."),
            Text(tr="Başka bir ad verin.", en="Give another name."),
        )
    growing = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(growing, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as stream:
            writer = Writer(stream)
            manifest = _write_database(writer, conninfo, tell)
            tell(_FILES)
            for each in home_files(home):
                writer.add_home_file(home, each)
            writer.close(manifest)
            stream.flush()
            os.fsync(stream.fileno())
        growing.replace(file)
    except OSError as error:
        raise Unavailable(
            "backup_not_written",
            Text(
                tr=f"Yedek yazılamadı: {error.strerror} ({error.filename or file})",
                en=f"The backup could not be written: {error.strerror} ({error.filename or file})",
            ),
            Text(tr="Yer açın ya da başka bir klasör verin.", en="Make room, or give another folder."),
        ) from error
    finally:
        growing.unlink(missing_ok=True)
    return manifest


def home_files(home: Path) -> Iterator[Path]:
    """Every file of a home that belongs into a backup; links are followed to files, not into folders."""
    for folder, folders, names in home.walk():
        if folder == home:
            folders[:] = [name for name in folders if name not in _LEFT_OUT]
        folders.sort()
        for file in (folder / name for name in sorted(names)):
            relative = file.relative_to(home)
            if relative.parts[0] not in _LEFT_OUT and relative != _OF_THE_CLUSTER and file.is_file():
                yield file


def _write_database(writer: Writer, conninfo: str, tell: Tell) -> Manifest:
    with psycopg.connect(conninfo, autocommit=True) as connection, snapshot(connection) as name:
        major = connection.info.server_version // 10_000
        tell(_COUNTING)
        content = content_of(connection)
        postgis = connection.execute(
            "SELECT extversion FROM pg_extension WHERE extname = 'postgis'"
        ).fetchone()
        tell(_DUMPING)
        _dump(writer, conninfo, major, name)
    return Manifest(
        kent=version("kent"),
        created_at=datetime.now(UTC),
        postgresql=major,
        postgis=str(postgis[0]) if postgis else "",
        content=content,
    )


def _dump(writer: Writer, conninfo: str, major: int, snapshot_name: str) -> None:
    # Roles belong to a server, not to a database: rights are given anew when it is restored.
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot_name}"]
    command: list[str | Path] = [program("pg_dump", major), *options]
    with (
        reaching(conninfo) as environment,
        subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as dumping,
    ):
        assert dumping.stdout is not None
        assert dumping.stderr is not None
        try:
            writer.add(DUMP, dumping.stdout)
        except BaseException:
            dumping.kill()
            raise
        said = dumping.stderr.read()
        if dumping.wait() != 0:
            raise failed(command[0], said)
