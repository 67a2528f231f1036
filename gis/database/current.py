"""Keeps a database at what the registry says, without comparing everything each time."""

import hashlib
import hmac
from pathlib import Path

import psycopg

from gis.municipality import Home
from gis.registry import Registry

_SOURCES = (Path(__file__).parent, Path(__file__).parent.parent / "derive")


def follow_home(conninfo: str, home: Home) -> bool:
    """Bring the database to what the home says and, where its files changed in any way, tell every worker.

    Returns:
        Whether there was anything to tell.

    Raises:
        As ``gis.database.migrate.migrate``; RegistryError.
    """
    ensure_current(conninfo, home.registry, home.municipality.srid, home.secret())
    with psycopg.connect(conninfo) as connection:
        changed = connection.execute(
            "UPDATE ops.revision SET home = %(digest)s WHERE home IS DISTINCT FROM %(digest)s",
            {"digest": home.digest},
        ).rowcount
        if changed:
            connection.execute("SELECT ops.bump_revision()")
    return bool(changed)


def ensure_current(conninfo: str, registry: Registry, srid: int, secret: bytes) -> None:
    """Migrate unless the database already fits this registry, storage CRS, secret and version of Kent.

    Args and errors: as ``gis.database.migrate.migrate``.
    """
    stamp = _stamp(registry, srid, secret)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        if _stamped(connection) == stamp:
            return
    # Comparing needs SQLAlchemy and Alembic, which take longer to import than the check above to run.
    from gis.database.migrate import migrate

    migrate(conninfo, registry, srid, secret)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("UPDATE ops.revision SET stamp = %s", [stamp])


def _stamped(connection: psycopg.Connection) -> str | None:
    try:
        row = connection.execute("SELECT stamp FROM ops.revision").fetchone()
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn, psycopg.errors.InvalidSchemaName):
        return None
    return row[0] if row else None


def _stamp(registry: Registry, srid: int, secret: bytes) -> str:
    """The secret counts too, keyed: another home's passwords must be set anew."""
    whole = hashlib.blake2b(digest_size=16)
    for folder in _SOURCES:
        for source in sorted((*folder.rglob("*.py"), *folder.rglob("*.sql"))):
            whole.update(source.read_bytes())
    whole.update(f"{registry.digest}/{srid}/{hmac.new(secret, b'stamp', 'sha256').hexdigest()}".encode())
    return whole.hexdigest()
