"""The tests' own databases: cloned, apart from each other, and never a real one."""

from collections.abc import Iterator

import psycopg
import pytest

from gis.database.roles import role_conninfo
from tests.databases import Database, DatabaseServer


def test_a_clone_has_postgis(database: Database) -> None:
    with psycopg.connect(database.conninfo) as connection:
        area = connection.execute("select st_area(st_makeenvelope(0, 0, 3, 2, 5255))").fetchone()
    assert area == (6.0,)


def test_each_audience_signs_in_to_a_clone(database: Database, role_secret: bytes) -> None:
    public = role_conninfo(database.conninfo, role_secret, database.name, "public")
    with psycopg.connect(public) as connection:
        assert connection.execute("select count(*) from parcel").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select count(*) from city.parcel")


def test_what_one_module_writes_no_other_sees(
    server: DatabaseServer, template_database: Database, database: Database, database_names: Iterator[str]
) -> None:
    with psycopg.connect(database.conninfo) as connection:
        connection.execute("create table written (n int)")
    other = server.create(next(database_names), template=template_database.name)
    try:
        with psycopg.connect(other.conninfo) as connection:
            assert connection.execute("select to_regclass('written')").fetchone() == (None,)
    finally:
        server.drop(other.name)


def test_dropping_a_database_drops_its_login_roles(
    server: DatabaseServer, database: Database, database_names: Iterator[str]
) -> None:
    other = server.create(next(database_names))
    with psycopg.connect(other.conninfo) as connection:
        connection.execute(f"create role kent_{other.name}_public login")
        connection.execute(f"grant connect on database {other.name} to kent_{other.name}_public")
    server.drop(other.name)
    with psycopg.connect(database.conninfo) as connection:
        known = connection.execute("select 1 from pg_roles where rolname = %s", [f"kent_{other.name}_public"])
        assert known.fetchone() is None


@pytest.mark.parametrize("name", ["kent", "postgres", "mytest_1"])
def test_a_database_that_is_not_a_tests_is_refused(server: DatabaseServer, name: str) -> None:
    with pytest.raises(ValueError, match="test_"):
        server.create(name)
    with pytest.raises(ValueError, match="test_"):
        server.drop(name)
