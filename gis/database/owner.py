"""Where the home's database is, as its owner reaches it."""

from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from gis.database import cluster
from gis.database.settings import DatabaseSettings
from gis.errors import Unavailable
from gis.text import Text

DATABASE = "kent"
"""The database of a private cluster."""


def owner_conninfo(home: Path, settings: DatabaseSettings) -> str:
    """Connection string of the database's owner: of the given server, else of the home's running cluster.

    Raises:
        Unavailable: the private cluster does not run.
    """
    if settings.database_url is not None:
        given = conninfo_to_dict(settings.database_url.get_secret_value())
        return make_conninfo(**{name: str(value) for name, value in given.items() if value is not None})
    running = cluster.running(home)
    if running is None:
        raise Unavailable(
            "cluster_stopped",
            Text(tr=f"{home} evinin veritabanı çalışmıyor.", en=f"The database of {home} is not running."),
            Text(tr="'kent up' başlatır.", en="'kent up' starts it."),
        )
    return running.conninfo(DATABASE)


def ensure_database(home: Path, settings: DatabaseSettings) -> str:
    """Start the private cluster if there is to be one, create its database, and return the owner's connection string.

    Raises:
        Unavailable: the cluster cannot start, or the given server cannot be reached.
    """
    if settings.database_url is None:
        started = cluster.start(home)
        with psycopg.connect(started.conninfo("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(SQL("CREATE DATABASE {}").format(Identifier(DATABASE)))
    conninfo = owner_conninfo(home, settings)
    try:
        psycopg.connect(conninfo, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        raise Unavailable(
            "database_unavailable",
            Text(tr="Veritabanına bağlanılamıyor.", en="The database cannot be connected to."),
            Text(
                tr="KENT_DATABASE_URL adresini, kullanıcıyı ve sunucuyu denetleyin.",
                en="Check the address, user and server of KENT_DATABASE_URL.",
            ),
        ) from error
    return conninfo
