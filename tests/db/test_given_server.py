"""A server that is not Kent's own: its user owns the database and may create roles, but is no superuser."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier, Literal

from gis.database.migrate import migrate
from gis.database.roles import role_conninfo
from gis.errors import Unavailable
from gis.registry import Registry
from tests.conftest import STORAGE_SRID
from tests.databases import Database, DatabaseServer


@pytest.fixture
def owned(server: DatabaseServer, database_names: Iterator[str]) -> Iterator[Database]:
    """An empty database of an ordinary user who may create roles."""
    name = next(database_names)
    owner = f"owner_{name}"
    made = server.create(name)
    with psycopg.connect(server.conninfo_of(server.maintenance), autocommit=True) as connection:
        connection.execute(
            SQL("CREATE ROLE {} LOGIN CREATEROLE NOSUPERUSER PASSWORD {}").format(
                Identifier(owner), Literal("pw")
            )
        )
        connection.execute(SQL("ALTER DATABASE {} OWNER TO {}").format(Identifier(name), Identifier(owner)))
    try:
        yield Database(name, make_conninfo(made.conninfo, user=owner, password="pw"))
    finally:
        server.drop(name)
        with psycopg.connect(server.conninfo_of(server.maintenance), autocommit=True) as connection:
            connection.execute(SQL("DROP ROLE {}").format(Identifier(owner)))


def test_kent_needs_no_superuser(
    server: DatabaseServer, owned: Database, registry: Registry, role_secret: bytes
) -> None:
    with psycopg.connect(server.conninfo_of(owned.name), autocommit=True) as administrator:
        administrator.execute("CREATE EXTENSION postgis")
    migrate(owned.conninfo, registry, STORAGE_SRID, role_secret)
    assert migrate(owned.conninfo, registry, STORAGE_SRID, role_secret).empty
    with psycopg.connect(owned.conninfo) as connection:
        connection.execute("INSERT INTO city.district (name, changed_by) VALUES ('Çınarova', 'test')")
        connection.execute("UPDATE city.district SET name = 'Çınarönü'")
    with psycopg.connect(role_conninfo(owned.conninfo, role_secret, owned.name, "public")) as public:
        assert public.execute("SELECT name, version FROM district").fetchall() == [("Çınarönü", 2)]


def test_missing_postgis_is_told_with_the_remedy(
    owned: Database, registry: Registry, role_secret: bytes
) -> None:
    with pytest.raises(Unavailable) as told:
        migrate(owned.conninfo, registry, STORAGE_SRID, role_secret)
    assert told.value.code == "extension_missing"
    assert "postgis" in told.value.told("tr")
