"""Every transaction that changes a layer is noted once, however it does, and told at its commit."""

import math
from collections.abc import Iterator

import numpy as np
import psycopg
import pytest

from gis import layer_changes
from gis.database.roles import SERVICE, role_conninfo
from gis.layer_changes import CHANNEL, LayerChange, boxes_of_change, note_change, note_load
from gis.registry import Registry
from gis.tile_cells import EVERYWHERE, boxes_of, cells_of
from tests.conftest import STORAGE_SRID
from tests.databases import Database

INSERT = (
    "INSERT INTO city.poi (poi_code, name, changed_by, geom) "
    f"VALUES (%s, 'Park', 'test', ST_SetSRID(ST_MakePoint(%s, 4425000), {STORAGE_SRID}))"
)
NOTED = "SELECT cells FROM ops.layer_change WHERE layer = 'poi' AND change = ops.current_change()"


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    """In a transaction that is rolled back."""
    with psycopg.connect(database.conninfo) as opened:
        yield opened
        opened.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO city.poi (name, changed_by) VALUES ('a', 'test')",
        "UPDATE city.poi SET name = 'b'",
        "DELETE FROM city.poi",
    ],
)
def test_each_kind_of_statement_is_noted(connection: psycopg.Connection, statement: str) -> None:
    connection.execute(statement.encode())
    assert connection.execute(NOTED).fetchall() == [(None,)]


def test_emptying_a_layer_touches_everything(connection: psycopg.Connection) -> None:
    connection.execute("TRUNCATE city.poi CASCADE")
    connection.execute(INSERT, ("a", 500_000))
    assert connection.execute(NOTED).fetchall() == [([1],)]


def test_many_statements_are_one_change(connection: psycopg.Connection) -> None:
    for at in range(5):
        connection.execute(INSERT, (str(at), 500_000 + at))
    assert connection.execute(NOTED).fetchall() == [(None,)]


def test_a_statement_after_the_cells_makes_them_incomplete(connection: psycopg.Connection) -> None:
    connection.execute(INSERT, ("a", 500_000))
    note_change(connection, "poi", cells_of(np.array([[0.0, 0.0, 1.0, 1.0]])))
    assert connection.execute(NOTED).fetchall() != [(None,)]
    connection.execute(INSERT, ("b", 500_000))
    assert connection.execute(NOTED).fetchall() == [(None,)]


def test_old_and_new_places_are_found_by_the_transaction(connection: psycopg.Connection) -> None:
    connection.execute(INSERT, ("a", 500_000))
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    connection.execute("UPDATE city.poi SET geom = ST_Translate(geom, 1000, 0) WHERE poi_code = 'a'")
    boxes = connection.execute(
        "SELECT * FROM ops.changed_boxes('poi', ARRAY[ops.current_change()], 1) ORDER BY 1"
    ).fetchall()
    assert len(boxes) == 2
    assert 1_200 < boxes[1][0] - boxes[0][0] < 1_400  # 1,000 m, as web mercator stretches them at 40° north


def test_of_very_many_rows_only_that_there_are_is_told(connection: psycopg.Connection) -> None:
    """To look at each of them would take longer than anybody may see an old tile."""
    for at in range(3):
        connection.execute(INSERT, (str(at), 500_000 + 1_000 * at))
    asked = "SELECT * FROM ops.changed_boxes('poi', ARRAY[ops.current_change()], 1, %s)"
    assert len(connection.execute(asked, (3,)).fetchall()) == 3
    everything = (-math.inf, -math.inf, math.inf, math.inf)
    assert connection.execute(asked, (2,)).fetchall() == [everything]


async def test_an_edit_of_very_many_rows_touches_everything(
    database: Database, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layer_changes, "_MOST_BOXES", 2)
    monkeypatch.setattr(layer_changes, "_MOST_ROWS", 6)
    layer = registry.layer("poi")
    async with await psycopg.AsyncConnection.connect(database.conninfo) as editing:
        row = await (await editing.execute("SELECT ops.current_change()")).fetchone()
        assert row is not None
        change = LayerChange("poi", row[0], generalised=False, cells=None)
        for at in range(6):
            await editing.execute(INSERT, (str(at), 500_000 + 1_000 * at))
        boxes = await boxes_of_change(editing, change, layer)
        assert (boxes[:, 2:] - boxes[:, :2] < 10_000).all()
        await editing.execute(INSERT, ("one more", 500_000))
        assert (await boxes_of_change(editing, change, layer)).tolist() == boxes_of(EVERYWHERE).tolist()
        await editing.rollback()


def test_who_listens_is_told_at_the_commit_alone(database: Database) -> None:
    with (
        psycopg.connect(database.conninfo, autocommit=True) as listening,
        psycopg.connect(database.conninfo) as editing,
    ):
        listening.execute(f"LISTEN {CHANNEL}".encode())
        editing.execute(INSERT, ("rolled back", 500_000))
        editing.rollback()
        editing.execute(INSERT, ("committed", 500_000))
        editing.execute("UPDATE city.poi SET name = 'x' WHERE poi_code = 'committed'")
        editing.commit()
        told = [notice.payload for notice in listening.notifies(timeout=30, stop_after=1)]
        told += [notice.payload for notice in listening.notifies(timeout=0)]
        assert told == ["poi"]


def test_a_large_load_tells_its_cells_and_a_small_one_its_rows(
    connection: psycopg.Connection, registry: Registry
) -> None:
    many = (
        "INSERT INTO city.poi (name, changed_by, geom) SELECT 'x', 'test', "
        f"ST_SetSRID(ST_MakePoint(500000 + n, 4425000), {STORAGE_SRID}) FROM generate_series(1, %s) AS n"
    )
    row = connection.execute("SELECT ops.current_change()").fetchone()
    assert row is not None
    connection.execute(many, (10,))
    note_load(connection, registry.layer("poi"), row[0])
    assert connection.execute(NOTED).fetchall() == [(None,)]
    connection.execute(many, (6_000,))
    note_load(connection, registry.layer("poi"), row[0])
    ((cells,),) = connection.execute(NOTED).fetchall()
    # 6 km of points in cells of 118 m; the committed one of another test makes it no first load
    assert cells == [1] or 40 < len(cells) < 120


def test_the_service_reads_boxes_and_changes_but_no_layer(database: Database, role_secret: bytes) -> None:
    conninfo = role_conninfo(database.conninfo, role_secret, database.name, SERVICE)
    with psycopg.connect(conninfo, autocommit=True) as service:
        service.execute("SELECT * FROM ops.changed_boxes('poi', ARRAY[1::bigint], 1)")
        service.execute("SELECT * FROM ops.layer_change")
        for statement in (
            "SELECT * FROM city.poi",
            "INSERT INTO ops.layer_change (layer, change) VALUES ('a', 1)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(statement.encode())


def test_an_audience_reads_no_boxes(database: Database, role_secret: bytes) -> None:
    conninfo = role_conninfo(database.conninfo, role_secret, database.name, "public")
    with psycopg.connect(conninfo) as public, pytest.raises(psycopg.errors.InsufficientPrivilege):
        public.execute("SELECT * FROM ops.changed_boxes('camera', ARRAY[1::bigint], 1)")
