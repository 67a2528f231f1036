"""Every version that ends is kept."""

import itertools
from collections.abc import Iterator

import psycopg
import pytest

from tests.conftest import STORAGE_SRID
from tests.databases import Database

INSERT = (
    "INSERT INTO city.poi (poi_code, name, changed_by, geom) "
    f"VALUES (%s, 'Park', 'first', ST_SetSRID(ST_MakePoint(500000, 4425000), {STORAGE_SRID})) RETURNING id"
)


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.conninfo, autocommit=True) as opened:
        yield opened


def insert(connection: psycopg.Connection, code: str) -> int:
    row = connection.execute(INSERT, [code]).fetchone()
    assert row is not None
    return int(row[0])


def test_an_update_moves_the_old_version_to_history(connection: psycopg.Connection) -> None:
    row = insert(connection, "a")
    with connection.transaction():
        connection.execute(
            "SELECT set_config('kent.actor', 'second', true), set_config('kent.load', '77', true)"
        )
        connection.execute("UPDATE city.poi SET name = 'Bahçe', changed_by = 'second' WHERE id = %s", [row])
    now = connection.execute("SELECT name, version, valid_from FROM city.poi WHERE id = %s", [row]).fetchone()
    past = connection.execute(
        "SELECT name, version, valid_to, changed_by, ended_by, ended_load FROM history.poi WHERE id = %s",
        [row],
    ).fetchall()
    assert now is not None
    assert now[:2] == ("Bahçe", 2)
    assert past == [("Park", 1, now[2], "first", "second", 77)]


def test_a_delete_moves_it_too(connection: psycopg.Connection) -> None:
    row = insert(connection, "b")
    connection.execute("DELETE FROM city.poi WHERE id = %s", [row])
    assert connection.execute("SELECT version FROM history.poi WHERE id = %s", [row]).fetchall() == [(1,)]


def test_versions_and_times_only_grow_even_in_one_transaction(connection: psycopg.Connection) -> None:
    row = insert(connection, "c")
    with connection.transaction():
        for version in range(5):
            connection.execute(
                "UPDATE city.poi SET name = %s, version = 1, id = id WHERE id = %s", [str(version), row]
            )
    spans = connection.execute(
        "SELECT version, valid_from, valid_to FROM history.poi WHERE id = %s ORDER BY version", [row]
    ).fetchall()
    assert [s[0] for s in spans] == [1, 2, 3, 4, 5]
    assert all(start < end for _, start, end in spans)
    assert all(a[2] == b[1] for a, b in itertools.pairwise(spans))


def test_nobody_rewrites_an_id_or_the_audit(connection: psycopg.Connection) -> None:
    row = insert(connection, "d")
    connection.execute("UPDATE city.poi SET id = id + 1000, uid = gen_random_uuid() WHERE id = %s", [row])
    assert connection.execute("SELECT count(*) FROM city.poi WHERE id = %s", [row]).fetchone() == (1,)
    connection.execute("INSERT INTO audit.entry (actor, action) VALUES ('test', 'test')")
    for statement in (
        "UPDATE audit.entry SET actor = 'x'",
        "DELETE FROM audit.entry",
        "TRUNCATE audit.entry",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())


def test_keys_are_unique_with_empty_parts(connection: psycopg.Connection) -> None:
    """Village parcels have no ada: two with the same number are the same parcel."""
    village = "INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, changed_by) VALUES ('5', NULL, '12', 't')"
    connection.execute(village)
    with pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute(village)


def test_rows_without_any_key_do_not_collide(connection: psycopg.Connection) -> None:
    for _ in range(2):
        connection.execute("INSERT INTO city.road (name, changed_by) VALUES ('Çınar Sokak', 't')")
