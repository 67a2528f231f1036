"""Killed anywhere, a load leaves exactly what was before or exactly what it was to publish; so does a killed server."""

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from shapely import box

from etl.load import load
from etl.source import SourceRequest
from gis.database import cluster, postmaster
from gis.database.migrate import migrate
from gis.municipality import Home
from tests.conftest import STORAGE_SRID
from tests.databases import Database
from tests.etl.files import write_geojson
from tests.etl.killing import Telling, ToldStatements, close_pipes, gone, until
from tests.processes import Child

Rows = list[tuple[Any, ...]]
KILLS = 20


def parcels(path: Path, version: int, size: int = 60) -> SourceRequest:
    """Every other version has other values, other shapes, and a few parcels more and less."""
    numbers = range(version % 2 * 3, size + version % 2 * 3)
    columns = {
        "MAHALLE_ID": ["8"] * size,
        "PARSEL": [str(n) for n in numbers],
        "MEVKI": [f"Mevki {version}"] * size,
    }
    lots = [box(32.80 + n * 1e-3, 39.92, 32.80 + n * 1e-3 + 4e-4 + version * 1e-6, 39.9205) for n in numbers]
    return SourceRequest(write_geojson(path, columns, lots))


def loading(home: Home, conninfo: str, request: SourceRequest, telling: Telling) -> None:
    with ToldStatements.connect(conninfo) as connection:
        connection.telling = telling
        load(home, connection, "parcel", request, mode="replace", confirmed=True, progress=telling)


@pytest.fixture(autouse=True)
def closed_pipes() -> Iterator[None]:
    yield
    close_pipes()


def rows_of(connection: psycopg.Connection) -> Rows:
    return connection.execute(
        "SELECT neighbourhood_code, parcel_no, locality, ST_AsText(geom, 4) FROM city.parcel ORDER BY parcel_no"
    ).fetchall()


def last_load(connection: psycopg.Connection) -> tuple[int, str]:
    row = connection.execute("SELECT id, state FROM ops.load ORDER BY id DESC LIMIT 1").fetchone()
    assert row is not None
    return row[0], row[1]


def check_whole(connection: psycopg.Connection, former: int, before: Rows, after: Rows) -> bool:
    """Whether the load behind the former one was published; that it was so wholly, and is on record."""
    found = rows_of(connection)
    assert found in (before, after)
    newest, state = last_load(connection)
    assert (newest > former and state == "published") == (found == after)
    assert connection.execute(
        "SELECT n = (SELECT count(*) FROM city.parcel) FROM ops.row_count WHERE layer = 'parcel'"
    ).fetchone() == (True,)
    return found == after


def test_a_loader_killed_at_any_statement_leaves_before_or_after(
    home: Home, connection: psycopg.Connection, database: Database, folder: Path
) -> None:
    files = [parcels(folder / f"{n}.geojson", n) for n in range(2)]
    states: list[Rows] = []
    for file in files:
        load(home, connection, "parcel", file, mode="replace", confirmed=True)
        states.append(rows_of(connection))
    outcomes = set()
    current = 1
    for kill in range(KILLS):
        moment = 2 + 6 * kill  # the last ones are behind the commit
        former, _ = last_load(connection)
        victim = until(partial(loading, home, database.conninfo, files[1 - current]), moment)
        victim.kill()
        gone(connection)
        published = check_whole(connection, former, states[current], states[1 - current])
        current = 1 - current if published else current
        outcomes.add(published)
        load(home, connection, "parcel", files[1 - current], mode="replace", confirmed=True)
        current = 1 - current
        assert rows_of(connection) == states[current]
    assert connection.execute("SELECT count(*) FROM ops.load WHERE state = 'running'").fetchone() == (0,)
    assert outcomes == {False, True}


def test_indexes_that_a_killed_load_put_off_are_made_by_the_next(
    home: Home,
    connection: psycopg.Connection,
    database: Database,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def indexes() -> set[str]:
        return {
            name
            for (name,) in connection.execute(
                "SELECT indexname FROM pg_indexes WHERE schemaname = 'city' AND tablename = 'parcel'"
            )
        }

    wanted = indexes()
    monkeypatch.setattr("etl.load.BULK_ROWS", 10)
    file = parcels(folder / "a.geojson", 0)

    calls = iter(range(2))

    def killed(*_: object) -> None:
        """Before the load there is nothing to make; after its commit there is."""
        if next(calls):
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        monkeypatch.setattr("etl.load.complete_indexes", killed)
        with psycopg.connect(database.conninfo) as own:
            load(home, own, "parcel", file)

    os.waitpid(Child.of(work).pid, 0)
    assert len(rows_of(connection)) == 60
    assert indexes() < wanted
    load(home, connection, "parcel", parcels(folder / "b.geojson", 1))
    assert indexes() == wanted
    assert connection.execute("SELECT count(*) FROM ops.derived WHERE postponed IS NOT NULL").fetchone() == (
        0,
    )


@pytest.fixture
def own_server(tmp_path: Path, home: Home, role_secret: bytes) -> Iterator[tuple[Path, str]]:
    """A server of this test alone, with an empty city, that has on disk what it committed."""
    place = tmp_path / "server"
    started = cluster.start(place, durable=False)
    try:
        with psycopg.connect(started.conninfo("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE test_killed")
            connection.execute("ALTER SYSTEM SET synchronous_commit = on")
            connection.execute("SELECT pg_reload_conf()")
        conninfo = started.conninfo("test_killed")
        migrate(conninfo, home.registry, STORAGE_SRID, role_secret)
        yield place, conninfo
    finally:
        cluster.start(place)
        cluster.remove(place)


def test_a_server_killed_while_a_load_publishes_leaves_before_or_after(
    home: Home, own_server: tuple[Path, str], folder: Path
) -> None:
    place, conninfo = own_server
    files = [parcels(folder / f"{n}.geojson", n) for n in range(2)]
    states: list[Rows] = []
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for file in files:
            load(home, connection, "parcel", file, mode="replace", confirmed=True)
            states.append(rows_of(connection))
        former, _ = last_load(connection)
    outcomes = []
    current = 1
    for moment in (20, 45, 70, 400):
        victim = until(partial(loading, home, conninfo, files[1 - current]), moment)
        running = cluster.running(place)
        assert running is not None
        server = postmaster.find(running.data)
        assert server is not None
        os.kill(server, signal.SIGKILL)
        victim.kill()
        cluster.start(place)
        with psycopg.connect(conninfo, autocommit=True) as connection:
            published = check_whole(connection, former, states[current], states[1 - current])
            current = 1 - current if published else current
            outcomes.append(published)
            load(home, connection, "parcel", files[1 - current], mode="replace", confirmed=True)
            current = 1 - current
            assert rows_of(connection) == states[current]
            former, _ = last_load(connection)
    assert outcomes[0] is False
    assert outcomes[-1] is True
