"""Read models follow their layers: built, brought up to what changed, and never half."""

import time
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest
import shapely
from psycopg.sql import SQL, Identifier

from etl.read_models.refresh import follow_changes, refresh
from etl.read_models.shapes import ShapeLevel
from etl.read_models.sources import Moved
from etl.worker import Worker
from gis.municipality import Home
from gis.registry import Layer
from tests.conftest import STORAGE_SRID
from tests.databases import Database
from tests.processes import Child

_PARCELS = (Path(__file__).parents[1] / "bench" / "parcels.sql").read_text(encoding="utf-8")
WEST, SOUTH, SIDE = 500_000.0, 4_425_000.0, 24.0


def fill_parcels(connection: psycopg.Connection, columns: int) -> None:
    """A square of adjoining parcels in blocks of 10×10 and neighbourhoods of 20×20."""
    connection.execute("TRUNCATE city.parcel RESTART IDENTITY")
    connection.execute(
        _PARCELS,
        {
            "rows": columns**2,
            "columns": columns,
            "west": WEST,
            "south": SOUTH,
            "side": SIDE,
            "srid": STORAGE_SRID,
        },
    )
    connection.execute(
        "UPDATE city.parcel SET neighbourhood_code = (1 + (id - 1) %% %(n)s / 20 + (id - 1) / %(n)s / 20 * 100)::text",
        {"n": columns},
    )


def shapes_of(connection: psycopg.Connection, layer: str, level: int) -> Any:
    rows = connection.execute(
        SQL("SELECT ST_AsBinary(geom) FROM {} WHERE level = %s ORDER BY id").format(
            Identifier("generalised", layer)
        ),
        (level,),
    ).fetchall()
    return shapely.from_wkb(np.array([row[0] for row in rows], dtype=object))


def contents(connection: psycopg.Connection, layer: str) -> list[tuple[Any, ...]]:
    return connection.execute(
        SQL("SELECT t::text FROM {} AS t ORDER BY level, id").format(Identifier("generalised", layer))
    ).fetchall()


def rebuilt(connection: psycopg.Connection, layer: Layer) -> list[tuple[Any, ...]]:
    connection.execute("DELETE FROM ops.generalised WHERE layer = %s", (layer.id,))
    assert refresh(connection, layer, STORAGE_SRID)
    return contents(connection, layer.id)


def fill_buildings(connection: psycopg.Connection) -> None:
    """Pairs of adjoining buildings, every tenth of them large; streets of short pieces; points everywhere."""
    connection.execute(
        """
        INSERT INTO city.building (building_code, name, use, changed_by, geom)
        SELECT n, 'Bina ' || n, CASE WHEN n % 3 = 0 THEN 'school' END, 'test',
               ST_Multi(ST_MakeEnvelope(x + n % 2 * s, y, x + (1 + n % 2) * s, y + s + sin(n), %(srid)s))
        FROM generate_series(0, 399) AS n, LATERAL (SELECT %(west)s + n / 2 %% 20 * 200 AS x, %(south)s + n / 40 * 200 AS y,
             CASE WHEN n / 2 %% 10 = 0 THEN 90 ELSE 15 END AS s) AS placed
        """.replace("n % ", "n %% "),
        {"west": WEST, "south": SOUTH, "srid": STORAGE_SRID},
    )


def fill_roads(connection: psycopg.Connection) -> None:
    connection.execute(
        """
        INSERT INTO city.road (road_code, road_class, changed_by, geom)
        SELECT c || '-' || r, CASE WHEN r %% 10 = 0 THEN 'main' ELSE 'street' END, 'test',
               ST_Multi(ST_SetSRID(ST_MakeLine(ST_MakePoint(x, y + sin(c)), ST_MakePoint(x + 100, y + sin(c + 1))), %(srid)s))
        FROM generate_series(0, 199) AS c, generate_series(0, 19) AS r,
             LATERAL (SELECT %(west)s + c * 100 AS x, %(south)s + r * 300 AS y) AS placed
        """,
        {"west": WEST, "south": SOUTH, "srid": STORAGE_SRID},
    )


def fill_places(connection: psycopg.Connection) -> None:
    connection.execute(
        """
        INSERT INTO city.poi (poi_code, name, category, changed_by, geom)
        SELECT n, 'Yer ' || n, CASE WHEN n < 300 THEN 'school' ELSE 'park' END, 'test',
               ST_SetSRID(ST_MakePoint(%(west)s + n * 7919 %% 9973, %(south)s + n * 104729 %% 9967), %(srid)s)
        FROM generate_series(1, 500) AS n
        """,
        {"west": WEST, "south": SOUTH, "srid": STORAGE_SRID},
    )


@pytest.fixture
def parcel(home: Home) -> Layer:
    return home.registry.layers["parcel"]


def test_parcels_become_blocks_and_neighbourhoods(connection: psycopg.Connection, parcel: Layer) -> None:
    fill_parcels(connection, 40)
    assert refresh(connection, parcel, STORAGE_SRID)
    counts = connection.execute(
        "SELECT level, count(*)::int, sum(n)::int FROM generalised.parcel GROUP BY level ORDER BY level DESC"
    ).fetchall()
    assert counts == [(13, 16, 1600), (11, 4, 1600), (9, 4, 1600), (7, 4, 1600)]
    for level in (13, 11, 9):
        shapes = shapes_of(connection, "parcel", level)
        assert shapely.coverage_is_valid(shapes)
        assert not refresh(connection, parcel, STORAGE_SRID)


EDITS = {
    "a parcel changes its block": "UPDATE city.parcel SET block_no = '100', parcel_no = '999' WHERE id = 15",
    "a parcel moves": "UPDATE city.parcel SET geom = ST_Translate(geom, 3, 3) WHERE id = 410",
    "a parcel is gone": "DELETE FROM city.parcel WHERE id = 395",
    "a block is gone": "DELETE FROM city.parcel WHERE (neighbourhood_code, block_no) = (SELECT neighbourhood_code, block_no FROM city.parcel WHERE id = 820)",
    "a parcel without block": "UPDATE city.parcel SET block_no = NULL WHERE id IN (3, 1599)",
    "several at once": "UPDATE city.parcel SET neighbourhood_code = '1' WHERE id BETWEEN 18 AND 24",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_follows_an_edit_is_what_a_new_build_gives(
    connection: psycopg.Connection, parcel: Layer, edit: str
) -> None:
    fill_parcels(connection, 40)
    refresh(connection, parcel, STORAGE_SRID)
    connection.execute(edit)
    assert refresh(connection, parcel, STORAGE_SRID)
    followed = contents(connection, "parcel")
    assert followed == rebuilt(connection, parcel)


OTHERS = {
    "building": (
        fill_buildings,
        "UPDATE city.building SET geom = ST_Multi(ST_Buffer(geom, 12, 'join=mitre')) WHERE building_code IN ('20', '44')",
        "UPDATE city.building SET use = 'hospital' WHERE building_code = '40'",
        "DELETE FROM city.building WHERE building_code = '61'",
    ),
    "road": (
        fill_roads,
        "UPDATE city.road SET geom = ST_Translate(geom, 40, 400) WHERE road_code IN ('7-0', '150-10')",
        "UPDATE city.road SET road_class = 'state' WHERE road_code LIKE '%-10'",
        "DELETE FROM city.road WHERE road_code = '99-0'",
    ),
    "poi": (
        fill_places,
        "UPDATE city.poi SET geom = ST_Translate(geom, 2000, -900) WHERE poi_code IN ('3', '400')",
        "UPDATE city.poi SET category = 'mosque' WHERE poi_code = '77'",
        "DELETE FROM city.poi WHERE poi_code IN ('5', '499')",
    ),
}


@pytest.mark.parametrize("layer_id", OTHERS)
def test_other_shapes_follow_edits_as_well(connection: psycopg.Connection, home: Home, layer_id: str) -> None:
    layer, (fill, *edits) = home.registry.layers[layer_id], OTHERS[layer_id]
    fill(connection)
    assert refresh(connection, layer, STORAGE_SRID)
    before = contents(connection, layer_id)
    assert before
    for edit in edits:
        connection.execute(edit)
        assert refresh(connection, layer, STORAGE_SRID)
        followed = contents(connection, layer_id)
        assert followed != before
        before = followed
    assert places(before) == places(rebuilt(connection, layer))


def places(rows: list[tuple[Any, ...]]) -> list[str]:
    """Sums of floating numbers depend on their order in the last digits: coordinates to a tenth of a millimetre."""
    found = []
    for (row,) in rows:
        *told, shape = str(row).strip("()").rsplit(",", 2)[:2]
        found.append((told, shapely.to_wkt(shapely.from_wkb(shape), 4)))
    return sorted(map(str, found))


def test_clusters_count_every_point_and_tell_what_all_have_in_common(
    connection: psycopg.Connection, home: Home
) -> None:
    fill_places(connection)
    refresh(connection, home.registry.layers["poi"], STORAGE_SRID)
    sums = connection.execute(
        "SELECT level, sum(n)::int FROM generalised.poi GROUP BY level ORDER BY level"
    ).fetchall()
    assert sums == [(zoom, 500) for zoom in range(6, 13)]
    alone = connection.execute(
        "SELECT bool_and(name IS NOT NULL) FROM generalised.poi WHERE level = 12 AND n = 1"
    ).fetchone()
    assert alone == (True,)
    mixed = connection.execute(
        "SELECT bool_or(category IS NULL) FROM generalised.poi WHERE level = 6"
    ).fetchone()
    assert mixed == (True,)


def test_an_emptied_layer_has_an_empty_read_model(connection: psycopg.Connection, parcel: Layer) -> None:
    fill_parcels(connection, 20)
    refresh(connection, parcel, STORAGE_SRID)
    connection.execute("TRUNCATE city.parcel")
    assert refresh(connection, parcel, STORAGE_SRID)
    assert contents(connection, "parcel") == []


def test_parcels_that_overlap_make_blocks_that_do_not(connection: psycopg.Connection, parcel: Layer) -> None:
    fill_parcels(connection, 40)
    connection.execute(
        "UPDATE city.parcel SET geom = ST_Multi(ST_Buffer(geom, 5)) WHERE id %% 9 = 0".replace("%%", "%")
    )
    refresh(connection, parcel, STORAGE_SRID)
    for level in (13, 11, 9):
        assert shapely.coverage_is_valid(shapes_of(connection, "parcel", level))


def test_a_parcel_of_a_hundred_thousand_vertices(connection: psycopg.Connection, parcel: Layer) -> None:
    connection.execute(
        "INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, changed_by, geom) VALUES ('1', '1', '1', 'test', "
        "ST_Multi(ST_Buffer(ST_SetSRID(ST_MakePoint(%s, %s), %s), 3000, 25000)))",
        (WEST, SOUTH, STORAGE_SRID),
    )
    refresh(connection, parcel, STORAGE_SRID)
    (shape,) = shapes_of(connection, "parcel", 13)
    assert shapely.get_num_coordinates(shape) < 400
    assert shape.is_valid


def test_readers_see_the_old_levels_until_a_refresh_is_complete(
    connection: psycopg.Connection, parcel: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted between two levels, everything stays as it was, and the next refresh does it."""
    fill_parcels(connection, 20)
    refresh(connection, parcel, STORAGE_SRID)
    before = contents(connection, "parcel")
    connection.execute("DELETE FROM city.parcel WHERE id < 100")
    follow = ShapeLevel.follow
    done: list[ShapeLevel] = []

    def interrupted(level: ShapeLevel, moved: Moved) -> Any:
        if done:
            raise KeyboardInterrupt
        done.append(level)
        return follow(level, moved)

    with monkeypatch.context() as patched:
        patched.setattr(ShapeLevel, "follow", interrupted)
        with pytest.raises(KeyboardInterrupt):
            refresh(connection, parcel, STORAGE_SRID)
    assert contents(connection, "parcel") == before
    assert refresh(connection, parcel, STORAGE_SRID)
    assert contents(connection, "parcel") != before


def test_a_transaction_that_runs_on_neither_hides_changes_nor_repeats_them(
    connection: psycopg.Connection, parcel: Layer, database: Database
) -> None:
    fill_parcels(connection, 20)
    refresh(connection, parcel, STORAGE_SRID)
    with psycopg.connect(database.conninfo) as slow:
        slow.execute("DELETE FROM city.parcel WHERE id = 1")
        connection.execute("DELETE FROM city.parcel WHERE id = 399")
        assert refresh(connection, parcel, STORAGE_SRID)
        assert not refresh(connection, parcel, STORAGE_SRID)
        slow.commit()
    assert refresh(connection, parcel, STORAGE_SRID)
    assert connection.execute("SELECT sum(n)::int FROM generalised.parcel WHERE level = 13").fetchone() == (
        398,
    )


def test_what_is_drawn_differently_is_told(connection: psycopg.Connection, parcel: Layer) -> None:
    fill_parcels(connection, 40)
    refresh(connection, parcel, STORAGE_SRID)
    connection.execute("DELETE FROM city.parcel WHERE id = 1")
    refresh(connection, parcel, STORAGE_SRID)
    told = connection.execute(
        "SELECT cells FROM ops.layer_change WHERE layer = 'parcel' AND generalised ORDER BY change DESC LIMIT 1"
    ).fetchone()
    assert told is not None
    assert 0 < len(told[0]) < 200
    assert 1 not in told[0]


def awaited(connection: psycopg.Connection, question: str, within_s: float) -> bool:
    """Whether the database says yes in time."""
    deadline = time.monotonic() + within_s
    while connection.execute(question.encode()).fetchone() != (True,):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_a_worker_follows_an_edit_at_once(
    connection: psycopg.Connection, home: Home, database: Database
) -> None:
    """Sooner than it would come by itself, which is every 20 s."""
    worker = Child.of(Worker(home.path, lambda: database.conninfo, {}, lambda *_: None, follow_changes).run)
    try:
        levels = sum(bool(layer.levels) for layer in home.registry.layers.values())
        assert awaited(connection, f"SELECT count(*) = {levels} FROM ops.generalised", 60)
        fill_places(connection)
        assert awaited(connection, "SELECT sum(n) = 500 FROM generalised.poi WHERE level = 12", 15)
    finally:
        worker.kill()
