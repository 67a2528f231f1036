"""A database follows the registry: additive steps write themselves, destructive ones stop."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from gis.database.current import ensure_current
from gis.database.migrate import migrate
from gis.database.roles import role_conninfo
from gis.definitions import load_registry
from gis.errors import Conflict
from gis.registry import Registry
from tests.conftest import STORAGE_SRID, Cloned
from tests.databases import Database

BENCH = """\
id: bench
theme: city
title: {{tr: Bank, en: Bench}}
owner: works
geometry: {{type: Point, privacy: {privacy}}}
key: [bench_no]
fields:
  - {{name: bench_no, type: text, privacy: open, title: {{tr: Bank no, en: Bench no}}}}
{more}"""
SEATS = "  - {name: seats, type: %s, privacy: open, %s title: {tr: Koltuk, en: Seats}}\n"


def bench(tmp_path: Path, *, privacy: str = "open", more: str = "") -> Registry:
    (tmp_path / "layers").mkdir(exist_ok=True)
    (tmp_path / "layers" / "bench.yaml").write_text(
        BENCH.format(privacy=privacy, more=more), encoding="utf-8"
    )
    return load_registry(tmp_path)


@pytest.fixture
def database(cloned: Cloned) -> Iterator[Database]:
    """A clone for each test: these change the schema."""
    with cloned() as made:
        yield made


@pytest.fixture
def connection(database: Database) -> psycopg.Connection:
    return psycopg.connect(database.conninfo, autocommit=True)


def revision(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT seq FROM ops.revision").fetchone()
    assert row is not None
    return int(row[0])


def test_what_fits_is_left_alone(
    database: Database, registry: Registry, role_secret: bytes, connection: psycopg.Connection
) -> None:
    before = revision(connection)
    assert migrate(database.conninfo, registry, STORAGE_SRID, role_secret).empty
    ensure_current(database.conninfo, registry, STORAGE_SRID, role_secret)
    ensure_current(database.conninfo, registry, STORAGE_SRID, role_secret)
    assert revision(connection) == before


def test_a_plan_changes_nothing(
    database: Database, role_secret: bytes, tmp_path: Path, connection: psycopg.Connection
) -> None:
    before = revision(connection)
    plan = migrate(database.conninfo, bench(tmp_path), STORAGE_SRID, role_secret, plan_only=True)
    assert any("CREATE TABLE city.bench" in step for step in plan.additive)
    assert any("as_public" in step for step in plan.derived)
    assert connection.execute("SELECT to_regclass('city.bench')").fetchone() == (None,)
    assert revision(connection) == before


def test_layers_and_fields_are_added_and_data_kept(
    database: Database, role_secret: bytes, tmp_path: Path, connection: psycopg.Connection
) -> None:
    ensure_current(database.conninfo, bench(tmp_path), STORAGE_SRID, role_secret)
    connection.execute("INSERT INTO city.bench (bench_no, changed_by) VALUES ('B1', 'test')")
    before = revision(connection)
    ensure_current(
        database.conninfo, bench(tmp_path, more=SEATS % ("integer", "min: 1,")), STORAGE_SRID, role_secret
    )
    assert revision(connection) > before  # every worker is told
    public = role_conninfo(database.conninfo, role_secret, database.name, "public")
    with psycopg.connect(public) as reader:
        assert reader.execute("SELECT bench_no, seats FROM bench").fetchall() == [("B1", None)]
    with pytest.raises(psycopg.errors.CheckViolation):
        connection.execute("INSERT INTO city.bench (bench_no, seats, changed_by) VALUES ('B2', 0, 'test')")


def test_a_stricter_class_takes_the_geometry_out_of_the_view(
    database: Database, role_secret: bytes, tmp_path: Path
) -> None:
    migrate(database.conninfo, bench(tmp_path, privacy="internal"), STORAGE_SRID, role_secret)
    public = role_conninfo(database.conninfo, role_secret, database.name, "public")
    with psycopg.connect(public) as reader, pytest.raises(psycopg.errors.UndefinedColumn):
        reader.execute("SELECT geom FROM bench")


@pytest.mark.parametrize(("before", "after"), [("integer", "text"), ("integer", None)])
def test_steps_that_would_lose_data_stop_for_review(
    database: Database,
    role_secret: bytes,
    tmp_path: Path,
    connection: psycopg.Connection,
    before: str,
    after: str | None,
) -> None:
    migrate(database.conninfo, bench(tmp_path, more=SEATS % (before, "")), STORAGE_SRID, role_secret)
    with pytest.raises(Conflict) as told:
        migrate(
            database.conninfo,
            bench(tmp_path, more=SEATS % (after, "") if after else ""),
            STORAGE_SRID,
            role_secret,
        )
    assert told.value.code == "destructive_migration"
    assert "seats" in told.value.told("tr")
    kind = connection.execute(
        "SELECT data_type FROM information_schema.columns WHERE (table_schema, table_name, column_name) = ('city', 'bench', 'seats')"
    ).fetchone()
    assert kind == ("bigint",)


def test_a_layer_that_is_no_longer_listed_keeps_its_rows_but_no_view(
    database: Database, registry: Registry, role_secret: bytes, tmp_path: Path, connection: psycopg.Connection
) -> None:
    migrate(database.conninfo, bench(tmp_path, more=SEATS % ("integer", "")), STORAGE_SRID, role_secret)
    migrate(database.conninfo, registry, STORAGE_SRID, role_secret)
    assert connection.execute("SELECT to_regclass('as_public.bench')").fetchone() == (None,)
    assert connection.execute("SELECT to_regclass('city.bench') IS NOT NULL").fetchone() == (True,)


def test_another_storage_crs_is_refused(database: Database, registry: Registry, role_secret: bytes) -> None:
    with pytest.raises(Conflict) as told:
        migrate(database.conninfo, registry, STORAGE_SRID + 1, role_secret)
    assert told.value.code == "storage_crs_changed"


def test_codes_are_retired_never_deleted(
    database: Database, registry: Registry, role_secret: bytes, connection: psycopg.Connection
) -> None:
    connection.execute(
        "INSERT INTO lookup.code (list, code, position, title_tr, title_en) VALUES ('road_class', 'canal', 99, 'Kanal', 'Canal')"
    )
    migrate(database.conninfo, registry, STORAGE_SRID, role_secret)
    found = connection.execute("SELECT code, retired FROM lookup.code WHERE list = 'road_class'").fetchall()
    assert ("canal", True) in found
    assert ("main", False) in found


def test_a_rebuild_never_makes_readers_queue_behind_it(
    database: Database, role_secret: bytes, tmp_path: Path
) -> None:
    """It waits for a long reader, but others read on meanwhile; when the reader is done it comes through."""
    migrate(database.conninfo, bench(tmp_path), STORAGE_SRID, role_secret)
    public = role_conninfo(database.conninfo, role_secret, database.name, "public")
    stricter = bench(tmp_path, privacy="internal")
    with (
        ThreadPoolExecutor() as threads,
        psycopg.connect(public, autocommit=True) as other,
        psycopg.connect(public) as long_reader,
    ):
        long_reader.execute("SELECT geom FROM bench")  # its transaction stays open
        migrating = threads.submit(migrate, database.conninfo, stricter, STORAGE_SRID, role_secret)
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'as_public.bench'::regclass"
        while other.execute(waiting).fetchone() == (0,) and not migrating.done():
            pass
        for _ in range(3):
            other.execute("SELECT geom FROM bench")
        assert not migrating.done()
        long_reader.rollback()
        assert not migrating.result(timeout=60).empty
        with pytest.raises(psycopg.errors.UndefinedColumn):
            other.execute("SELECT geom FROM bench")
