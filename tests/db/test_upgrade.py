"""A database of the previous release, with rows, becomes one of this release and keeps them."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from gis.database.migrate import migrate
from gis.database.roles import role_conninfo
from gis.registry import Registry
from tests.databases import Database, DatabaseServer

RELEASE = Path(__file__).parent / "releases" / "0.1.0.sql"
SRID = 5254
"""The storage CRS of the sample city, from which the rows come."""
RENAMED = {("address_point", "road_code"): "street_code", ("address_point", "road_name"): "street_name"}
BOOKKEEPING = ("id", "uid", "version", "valid_from", "changed_by", "load_id", "source_hash", "geom")


def tables(connection: psycopg.Connection, schema: str) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, by table."""
    names = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'", [schema]
    ).fetchall()
    found = {}
    for (name,) in names:
        cursor = connection.execute(f"SELECT * FROM {schema}.{name} ORDER BY id, version".encode())
        columns = [c.name for c in cursor.description or ()]
        found[name] = [dict(zip(columns, row, strict=True)) for row in cursor]
    return found


@pytest.fixture(scope="module")
def database(server: DatabaseServer, database_names: Iterator[str]) -> Iterator[Database]:
    made = server.create(next(database_names))
    with psycopg.connect(made.conninfo, autocommit=True) as connection:
        connection.execute(RELEASE.read_bytes())
    try:
        yield made
    finally:
        server.drop(made.name)


@pytest.fixture(scope="module")
def before(database: Database) -> dict[str, dict[str, list[dict[str, object]]]]:
    with psycopg.connect(database.conninfo) as connection:
        return {schema: tables(connection, schema) for schema in ("city", "history")}


@pytest.fixture(scope="module")
def upgraded(
    database: Database, before: dict[str, object], registry: Registry, role_secret: bytes
) -> Database:
    plan = migrate(database.conninfo, registry, SRID, role_secret)
    assert plan.renames
    assert not plan.destructive
    return database


@pytest.mark.parametrize("schema", ["city", "history"])
def test_every_value_is_kept(
    upgraded: Database, before: dict[str, dict[str, list[dict[str, object]]]], schema: str
) -> None:
    with psycopg.connect(upgraded.conninfo) as connection:
        after = tables(connection, schema)
    assert before[schema].keys() < after.keys()
    assert sum(map(len, before[schema].values())) > (50 if schema == "city" else 20)
    for table, rows in before[schema].items():
        assert len(after[table]) == len(rows), table
        for old, new in zip(rows, after[table], strict=True):
            for column, value in old.items():
                assert new[RENAMED.get((table, column), column)] == value, (table, column)


def test_the_renamed_field_is_served_under_its_new_name(
    upgraded: Database, before: dict[str, dict[str, list[dict[str, object]]]], role_secret: bytes
) -> None:
    conninfo = role_conninfo(upgraded.conninfo, role_secret, upgraded.name, "public")
    with psycopg.connect(conninfo) as connection:
        served = connection.execute("SELECT street_name FROM as_public.address_point ORDER BY id").fetchall()
    assert [name for (name,) in served] == [row["road_name"] for row in before["city"]["address_point"]]


def test_history_goes_on(upgraded: Database) -> None:
    with psycopg.connect(upgraded.conninfo, autocommit=True) as connection:
        [past] = connection.execute("SELECT count(*) FROM history.address_point").fetchone() or [0]
        connection.execute("UPDATE city.address_point SET street_name = 'Yeni Sokak' WHERE id = 1")
        assert connection.execute("SELECT count(*) FROM history.address_point").fetchone() == (past + 1,)


def test_upgrading_again_does_nothing(upgraded: Database, registry: Registry, role_secret: bytes) -> None:
    assert migrate(upgraded.conninfo, registry, SRID, role_secret).empty
