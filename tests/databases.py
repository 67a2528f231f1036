"""Databases for tests: made, cloned and dropped on one server, and none but those named `test_…`."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from gis.database.roles import drop_roles

_PREFIX = "test_"


@dataclass(frozen=True)
class DatabaseServer:
    """The server the tests use, reached as a role that may create databases and roles."""

    conninfo_of: Callable[[str], str]
    maintenance: str

    def create(self, name: str, template: str | None = None) -> "Database":
        """Create a database, empty or as a copy of `template`."""
        _require_test_name(name)
        statement = sql.SQL("create database {}").format(sql.Identifier(name))
        if template is not None:
            statement += sql.SQL(" template {}").format(sql.Identifier(template))
        self._execute(statement)
        return Database(name, self.conninfo_of(name))

    def drop(self, name: str) -> None:
        """Drop a database, whoever is connected, and the login roles named after it."""
        _require_test_name(name)
        self._execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        with psycopg.connect(self.conninfo_of(self.maintenance), autocommit=True) as connection:
            drop_roles(connection, name)

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.conninfo_of(self.maintenance), autocommit=True) as connection:
            connection.execute(statement)


@dataclass(frozen=True)
class Database:
    """One test database and how its owner connects to it."""

    name: str
    conninfo: str


def existing_server(url: str) -> DatabaseServer:
    """The server of `KENT_DATABASE_URL`; the database it names is only connected to, never changed."""
    maintenance = psycopg.conninfo.conninfo_to_dict(url).get("dbname") or "postgres"
    return DatabaseServer(lambda name: make_conninfo(url, dbname=name), str(maintenance))


def _require_test_name(name: str) -> None:
    if not name.startswith(_PREFIX):
        raise ValueError(f"tests may only create and drop databases named {_PREFIX}…, not {name!r}")
