"""Restoring a backup into an empty database and an empty home, and seeing that it is what was backed up."""

import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from gis.backup.archive import Backup
from gis.backup.content import Content, content_of, is_empty, snapshot
from gis.backup.programs import program, reaching, run
from gis.backup.take import Tell, home_files
from gis.database.current import follow_home
from gis.errors import Conflict, Unavailable
from gis.municipality import Home
from gis.text import Text

_RESTORING = Text(tr="Veritabanı geri yükleniyor", en="Restoring the database")
_COMPARING = Text(tr="Satırlar karşılaştırılıyor", en="Comparing rows")
_EXTENSIONS = ("postgis", "pg_trgm")
_NOT_OURS = (
    " EXTENSION ",
    " SCHEMA - public ",
    " COMMENT - SCHEMA public",
    " TABLE DATA public spatial_ref_sys ",
)
"""Entries of a dump's table of contents that the target has already, or that only a superuser may restore."""


def restore_home(backup: Backup, home: Path, conninfo_of: Callable[[], str], tell: Tell) -> Content:
    """Restore a backup as a city of its own.

    Args:
        home: empty or not there yet.
        conninfo_of: starts what has to be started, and tells how the owner reaches the empty database.

    Returns:
        What is there now, the same as was backed up.

    Raises:
        Conflict: the home or the database is not empty, or the restored rows differ.
        Unavailable: the database cannot be reached or does not take the dump.
    """
    require_empty_home(home)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = backup.extract_home(home)
    try:
        conninfo = conninfo_of()
        content = restore_database(backup, conninfo, tell)
    except BaseException:
        _take_back(written, home)
        raise
    with psycopg.connect(conninfo, autocommit=True) as connection:
        after_restore(connection)
    follow_home(conninfo, Home(home))
    return content


def _take_back(written: list[Path], home: Path) -> None:
    for file in written:
        file.unlink()
    for folder in sorted({parent for file in written for parent in file.parents}, reverse=True):
        if folder.is_relative_to(home) and not any(folder.iterdir()):
            folder.rmdir()


def require_empty_home(home: Path) -> None:
    """A cluster without a city, such as a restore that failed leaves, is nothing. Raises: Conflict."""
    if home.exists() and (not home.is_dir() or any(home_files(home))):
        raise Conflict(
            "home_not_empty",
            Text(tr=f"{home} boş değil.", en=f"{home} is not empty."),
            Text(tr="Boş bir klasör verin: --home KLASÖR", en="Give an empty folder: --home FOLDER"),
        )


def restore_database(backup: Backup, conninfo: str, tell: Tell) -> Content:
    """Restore the rows into an empty database, all or nothing, and compare them with the manifest.

    Raises:
        Conflict, Unavailable.
    """
    with psycopg.connect(conninfo, autocommit=True) as connection:
        _require_fit(backup, connection)
        tell(_RESTORING)
        _enable_extensions(connection)
        _restore(backup, conninfo, connection.info.server_version // 10_000)
        tell(_COMPARING)
        with snapshot(connection):
            content = content_of(connection)
        connection.execute("ANALYZE")
    if differing := backup.manifest.content.differences(content):
        listed = ", ".join(differing)
        raise Conflict(
            "restored_differs",
            Text(
                tr=f"Geri yüklenen satırlar yedeklenenlerden farklı: {listed}.",
                en=f"What was restored differs from what was backed up: {listed}.",
            ),
            Text(tr="Bu veritabanını kullanmayın; bildirin.", en="Do not use this database; report it."),
        )
    return content


def rehearse(backup: Backup, conninfo: str, tell: Tell) -> Content:
    """Restore a backup into a scratch database on the same server, compare it row by row, and drop it.

    Raises:
        Conflict: the rows differ.
        Unavailable: the owner may not make databases there, or the server does not take the dump.
    """
    with _scratch_database(conninfo) as scratch:
        return restore_database(backup, scratch, tell)


def after_restore(connection: psycopg.Connection) -> None:
    """What a restored database must know: that it is another one, and on another server perhaps.

    Work that was going on when it was backed up is not done a second time; roles and rights are made anew by the next
    migration; whoever serves it looks at everything again.
    """
    with connection.transaction():
        connection.execute(
            "UPDATE ops.job SET state = 'cancelled', finished_at = clock_timestamp() WHERE state IN ('queued', 'running')"
        )
        connection.execute("DELETE FROM ops.derived WHERE name LIKE 'access %'")
        connection.execute("UPDATE ops.revision SET stamp = NULL, home = NULL, generation = generation + 1")
        connection.execute("SELECT ops.bump_revision()")


def _require_fit(backup: Backup, connection: psycopg.Connection) -> None:
    if not is_empty(connection):
        name = connection.info.dbname
        raise Conflict(
            "database_not_empty",
            Text(tr=f"'{name}' veritabanı boş değil.", en=f"The database '{name}' is not empty."),
            Text(
                tr="Boş bir veritabanı verin; Kent var olanın üzerine yazmaz.",
                en="Give an empty one; Kent does not write over what is there.",
            ),
        )
    major = connection.info.server_version // 10_000
    if major < backup.manifest.postgresql:
        raise Conflict(
            "server_too_old",
            Text(
                tr=f"Yedek PostgreSQL {backup.manifest.postgresql} ile alınmış; bu sunucu {major}.",
                en=f"The backup is of PostgreSQL {backup.manifest.postgresql}; this server is {major}.",
            ),
            Text(
                tr=f"PostgreSQL {backup.manifest.postgresql} ya da yenisini kullanın.",
                en=f"Use PostgreSQL {backup.manifest.postgresql} or newer.",
            ),
        )


def _enable_extensions(connection: psycopg.Connection) -> None:
    try:
        for name in _EXTENSIONS:
            connection.execute(SQL("CREATE EXTENSION IF NOT EXISTS {}").format(Identifier(name)))
    except psycopg.Error as error:
        said = str(error).strip().splitlines()[0]
        raise Unavailable(
            "extension_missing",
            Text(tr=f"PostGIS etkinleştirilemedi: {said}", en=f"PostGIS cannot be enabled: {said}"),
            Text(
                tr="Yöneticiniz bu veritabanında postgis ve pg_trgm eklentilerini etkinleştirsin.",
                en="Have an administrator enable postgis and pg_trgm in this database.",
            ),
        ) from error


def _restore(backup: Backup, conninfo: str, major: int) -> None:
    command = program("pg_restore", major)
    with reaching(conninfo) as environment, tempfile.NamedTemporaryFile("w", prefix="kent-") as chosen:
        with backup.dump() as stream:
            entries = run([command, "--list"], environment, stream).decode().splitlines(keepends=True)
        chosen.writelines(line for line in entries if not any(word in line for word in _NOT_OURS))
        chosen.flush()
        options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        target = f"--dbname=service={environment['PGSERVICE']}"
        with backup.dump() as stream:
            run([command, *options, f"--use-list={chosen.name}", target], environment, stream)


@contextmanager
def _scratch_database(conninfo: str) -> Iterator[str]:
    database = str(conninfo_to_dict(conninfo)["dbname"])
    scratch = f"{database[:40]}_rehearsal_{secrets.token_hex(4)}"
    with psycopg.connect(conninfo, autocommit=True) as connection:
        try:
            connection.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(scratch)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise Unavailable(
                "rehearsal_impossible",
                Text(
                    tr="Veritabanının sahibi deneme veritabanı açamıyor.",
                    en="The database's owner may not create a scratch database.",
                ),
                Text(tr="Sunucuda: ALTER ROLE … CREATEDB.", en="On the server: ALTER ROLE … CREATEDB."),
            ) from error
        try:
            yield make_conninfo(conninfo, dbname=scratch)
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(scratch)))
