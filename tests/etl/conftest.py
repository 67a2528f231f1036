from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from gis.municipality import Home
from tests.databases import Database
from tests.etl.homes import home_in


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return home_in(tmp_path_factory.mktemp("altindag"))


@pytest.fixture
def connection(database: Database, home: Home) -> Iterator[psycopg.Connection]:
    """A connection of the owner to a database without any feature."""
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        for layer in home.registry.layers:
            connection.execute(
                SQL("TRUNCATE {}, {}").format(Identifier("city", layer), Identifier("history", layer))
            )
        connection.execute("UPDATE ops.row_count SET n = 0")
        yield connection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
