"""Read models follow their layers: built, brought up to what changed, and never half."""

import signal
import time
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest
import shapely
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg.sql import SQL, Identifier
from pyproj import Transformer

from etl.read_models.refresh import follow_changes, refresh
from etl.read_models.shapes import ShapeLevel
from etl.read_models.sources import Moved
from etl.worker import Worker
from gis.generalise.grid import WORLD_M
from gis.municipality import Home
from gis.registry import Layer
from gis.territory import Territory
from tests.bench.cadastre import Cadastre
from tests.conftest import STORAGE_SRID
from tests.databases import Database
from tests.etl.homes import ALTINDAG
from tests.processes import Child, eventually

_PARCELS = (Path(__file__).parents[1] / "bench" / "parcels.sql").read_text(encoding="utf-8")
TERRITORY = Territory(ALTINDAG, STORAGE_SRID)
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


def fill_crooked(connection: psycopg.Connection) -> None:
    """Blocks with crooked borders and streets between them, nine a neighbourhood."""
    cadastre = Cadastre(3600, WEST, SOUTH, STORAGE_SRID)
    connection.execute("TRUNCATE city.parcel RESTART IDENTITY")
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, changed_by, geom)
            VALUES ((1 + %(block)s / 6 / 3 * 100 + %(block)s %% 6 / 3)::text, %(block)s, %(at)s, 'test',
                    ST_Multi(ST_SetSRID(%(wkb)s::geometry, %(srid)s)))
            """,
            [
                {"block": at // 100, "at": at, "wkb": shape, "srid": STORAGE_SRID}
                for at, shape in enumerate(shapely.to_wkb(cadastre.polygons()))
            ],
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
    assert refresh(connection, layer, TERRITORY)
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
    assert refresh(connection, parcel, TERRITORY)
    counts = connection.execute(
        "SELECT level, count(*)::int, sum(n)::int FROM generalised.parcel GROUP BY level ORDER BY level DESC"
    ).fetchall()
    assert counts == [(13, 16, 1600), (11, 4, 1600), (9, 4, 1600), (7, 4, 1600)]
    for level in (13, 11, 9):
        shapes = shapes_of(connection, "parcel", level)
        assert shapely.coverage_is_valid(shapes)
        assert not refresh(connection, parcel, TERRITORY)


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
    refresh(connection, parcel, TERRITORY)
    connection.execute(edit)
    assert refresh(connection, parcel, TERRITORY)
    followed = contents(connection, "parcel")
    assert followed == rebuilt(connection, parcel)


CROOKED_EDITS = (
    "UPDATE city.parcel SET geom = ST_Translate(geom, 2.5, -1.5) WHERE id = %s",
    "UPDATE city.parcel SET land_type = 'Tarla' WHERE id = %s",
    "UPDATE city.parcel SET block_no = 'new' WHERE id = %s",
    "UPDATE city.parcel SET neighbourhood_code = '1' WHERE id = %s",
    "DELETE FROM city.parcel WHERE id = %s",
)


@pytest.mark.parametrize("seed", range(3))
def test_what_follows_edits_of_crooked_blocks_is_what_a_new_build_gives(
    connection: psycopg.Connection, parcel: Layer, seed: int
) -> None:
    """Streets are closed in each of three levels, whose borders are then cut where they would cross."""
    fill_crooked(connection)
    refresh(connection, parcel, TERRITORY)
    drawn = np.random.default_rng(seed)
    for edit in drawn.permutation(np.repeat(CROOKED_EDITS, 2)):
        for number in drawn.integers(1, 3601, size=2):
            connection.execute(str(edit), (int(number),))
        refresh(connection, parcel, TERRITORY)
    for level in (13, 11, 9, 7):
        assert shapely.coverage_is_valid(shapes_of(connection, "parcel", level)), level
    followed = contents(connection, "parcel")
    assert followed == rebuilt(connection, parcel)


def test_an_edit_that_moves_no_border_redraws_no_neighbourhood(
    connection: psycopg.Connection, parcel: Layer
) -> None:
    fill_crooked(connection)
    refresh(connection, parcel, TERRITORY)
    before = connection.execute(
        "SELECT level, id, xmin::text FROM generalised.parcel ORDER BY 1, 2"
    ).fetchall()
    connection.execute("UPDATE city.parcel SET land_type = 'Tarla' WHERE id IN (5, 1805)")
    assert refresh(connection, parcel, TERRITORY)
    after = connection.execute(
        "SELECT level, id, xmin::text FROM generalised.parcel ORDER BY 1, 2"
    ).fetchall()
    assert after == before


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
    assert refresh(connection, layer, TERRITORY)
    before = contents(connection, layer_id)
    assert before
    for edit in edits:
        connection.execute(edit)
        assert refresh(connection, layer, TERRITORY)
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
    refresh(connection, home.registry.layers["poi"], TERRITORY)
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
    refresh(connection, parcel, TERRITORY)
    connection.execute("TRUNCATE city.parcel")
    assert refresh(connection, parcel, TERRITORY)
    assert contents(connection, "parcel") == []


def test_parcels_that_overlap_make_blocks_that_do_not(connection: psycopg.Connection, parcel: Layer) -> None:
    fill_parcels(connection, 40)
    connection.execute(
        "UPDATE city.parcel SET geom = ST_Multi(ST_Buffer(geom, 5)) WHERE id %% 9 = 0".replace("%%", "%")
    )
    refresh(connection, parcel, TERRITORY)
    for level in (13, 11, 9):
        assert shapely.coverage_is_valid(shapes_of(connection, "parcel", level))


def test_a_parcel_of_a_hundred_thousand_vertices(connection: psycopg.Connection, parcel: Layer) -> None:
    connection.execute(
        "INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, changed_by, geom) VALUES ('1', '1', '1', 'test', "
        "ST_Multi(ST_Buffer(ST_SetSRID(ST_MakePoint(%s, %s), %s), 3000, 25000)))",
        (WEST, SOUTH, STORAGE_SRID),
    )
    refresh(connection, parcel, TERRITORY)
    (shape,) = shapes_of(connection, "parcel", 13)
    assert shapely.get_num_coordinates(shape) < 400
    assert shape.is_valid


def test_readers_see_the_old_levels_until_a_refresh_is_complete(
    connection: psycopg.Connection, parcel: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted between two levels, everything stays as it was, and the next refresh does it."""
    fill_parcels(connection, 20)
    refresh(connection, parcel, TERRITORY)
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
            refresh(connection, parcel, TERRITORY)
    assert contents(connection, "parcel") == before
    assert refresh(connection, parcel, TERRITORY)
    assert contents(connection, "parcel") != before


def test_a_transaction_that_runs_on_neither_hides_changes_nor_repeats_them(
    connection: psycopg.Connection, parcel: Layer, database: Database
) -> None:
    fill_parcels(connection, 20)
    refresh(connection, parcel, TERRITORY)
    with psycopg.connect(database.conninfo) as slow:
        slow.execute("DELETE FROM city.parcel WHERE id = 1")
        connection.execute("DELETE FROM city.parcel WHERE id = 399")
        assert refresh(connection, parcel, TERRITORY)
        assert not refresh(connection, parcel, TERRITORY)
        slow.commit()
    assert refresh(connection, parcel, TERRITORY)
    assert connection.execute("SELECT sum(n)::int FROM generalised.parcel WHERE level = 13").fetchone() == (
        398,
    )


def test_what_is_drawn_differently_is_told(connection: psycopg.Connection, parcel: Layer) -> None:
    fill_parcels(connection, 40)
    refresh(connection, parcel, TERRITORY)
    connection.execute("DELETE FROM city.parcel WHERE id = 1")
    refresh(connection, parcel, TERRITORY)
    told = connection.execute(
        "SELECT cells FROM ops.layer_change WHERE layer = 'parcel' AND generalised ORDER BY change DESC LIMIT 1"
    ).fetchone()
    assert told is not None
    assert 0 < len(told[0]) < 200
    assert 1 not in told[0]


STREETS = st.tuples(
    st.sampled_from(["add", "move", "classify", "retire", "join"]),
    st.integers(0, 59),
    st.integers(0, 39),
    st.integers(0, 39),
)


def drawn_rows(connection: psycopg.Connection, layer: str) -> list[str]:
    """Everything a read model shows, told so that it does not depend on the order it was computed in."""
    rows = connection.execute(
        SQL(
            "SELECT level, id, n, ST_AsText(ST_Normalize(geom), 3), ST_AsText(ST_Normalize(whole), 3) FROM {}"
        ).format(Identifier("generalised", layer))
    ).fetchall()
    return sorted(map(str, rows))


def edit_street(connection: psycopg.Connection, edit: tuple[str, int, int, int]) -> None:
    """One of a grid of streets whose corners lie 450 m apart, over several tiles of every level."""
    what, number, x, y = edit
    code = f"p{number}"
    west, south = WEST + x * 450, SOUTH + y * 450
    ends = (west, south, west + 450 * (number % 2), south + 450 * (1 - number % 2), STORAGE_SRID)
    street = "ST_Multi(ST_SetSRID(ST_MakeLine(ST_MakePoint(%s, %s), ST_MakePoint(%s, %s)), %s))"
    if what == "add":
        connection.execute(
            f"INSERT INTO city.road (road_code, road_class, changed_by, geom) SELECT %s, %s, 'test', {street} "
            "WHERE NOT EXISTS (SELECT FROM city.road WHERE road_code = %s)".encode(),
            (code, "street" if number % 3 else "main", *ends, code),
        )
    elif what in ("move", "join"):
        connection.execute(
            f"UPDATE city.road SET geom = {street} WHERE road_code = %s".encode(), (*ends, code)
        )
    elif what == "classify":
        connection.execute(
            "UPDATE city.road SET road_class = CASE road_class WHEN 'main' THEN 'street' ELSE 'main' END WHERE road_code = %s",
            (code,),
        )
    else:
        connection.execute("DELETE FROM city.road WHERE road_code = %s", (code,))


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rounds=st.lists(st.lists(STREETS, min_size=1, max_size=5), min_size=1, max_size=4))
def test_roads_refreshed_edit_by_edit_are_those_built_anew(
    connection: psycopg.Connection, home: Home, rounds: list[list[tuple[str, int, int, int]]]
) -> None:
    road = home.registry.layers["road"]
    connection.execute("DELETE FROM city.road")
    for number in range(60):
        edit_street(connection, ("add", number, number % 12 * 3, number // 12 * 3))
    refresh(connection, road, TERRITORY)
    for edits in rounds:
        for edit in edits:
            edit_street(connection, edit)
        refresh(connection, road, TERRITORY)
    followed = drawn_rows(connection, "road")
    assert followed
    rebuilt(connection, road)
    assert followed == drawn_rows(connection, "road")


def test_a_road_is_whole_across_the_tiles_its_pieces_are_joined_in(
    connection: psycopg.Connection, home: Home
) -> None:
    """A few metres of it lie beyond the border of a tile: too short to be shown by themselves, they are no gap."""
    road = home.registry.layers["road"]
    tile = WORLD_M / 2 ** road.levels[0].zooms[0]
    to_storage = Transformer.from_crs(3857, STORAGE_SRID, always_xy=True)
    west, north = Transformer.from_crs(STORAGE_SRID, 3857, always_xy=True).transform(WEST, SOUTH)
    x, y = np.ceil(west / tile) * tile, np.floor(north / tile) * tile + 0.02 * tile
    # Just beyond the corner of four tiles it turns and comes back: a piece of 10 m has its middle in the next tile.
    places = [
        (x - 0.3 * tile, y),
        (x - 6, y),
        (x + 4, y),
        (x + 4, y - 1),
        (x - 7, y - 1),
        (x - 7, y - 0.01 * tile),
    ]
    ends = [to_storage.transform(*place) for place in places]
    pieces = [(*ends[at], *ends[at + 1]) for at in range(len(ends) - 1)]
    for number, piece in enumerate(pieces):
        connection.execute(
            "INSERT INTO city.road (road_code, road_class, changed_by, geom) VALUES (%s, 'main', 'test', "
            "ST_Multi(ST_SetSRID(ST_MakeLine(ST_MakePoint(%s, %s), ST_MakePoint(%s, %s)), %s)))",
            (str(number), *piece, STORAGE_SRID),
        )
    refresh(connection, road, TERRITORY)
    for number in range(len(pieces)):
        connection.execute("UPDATE city.road SET name = 'x' WHERE road_code = %s", (str(number),))
        refresh(connection, road, TERRITORY)
        for level in road.levels:
            parts = shapely.get_parts(shapes_of(connection, "road", level.number))
            whole: Any = shapely.line_merge(shapely.union_all(parts))
            assert whole.geom_type == "LineString", level
            assert abs(shapely.length(parts).sum() - whole.length) < 1e-6, "nothing is drawn twice"


def test_a_block_too_small_to_be_drawn_is_part_of_its_neighbourhood(
    connection: psycopg.Connection, parcel: Layer
) -> None:
    """Of a block of a few square metres a level shows nothing; the next one is made of it all the same."""
    fill_parcels(connection, 20)
    connection.execute(
        "INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, changed_by, geom) VALUES ('1', '900', '1', 'test', "
        "ST_Multi(ST_MakeEnvelope(%(w)s - 5, %(s)s, %(w)s, %(s)s + 5, %(srid)s)))",
        {"w": WEST, "s": SOUTH, "srid": STORAGE_SRID},
    )
    refresh(connection, parcel, TERRITORY)
    built = contents(connection, "parcel")
    assert connection.execute(
        "SELECT count(*)::int FROM generalised.parcel WHERE level = 13 AND geom IS NULL"
    ).fetchone() == (1,)
    assert connection.execute("SELECT sum(n)::int FROM generalised.parcel WHERE level = 11").fetchone() == (
        401,
    )
    connection.execute("UPDATE city.parcel SET parcel_no = '1a' WHERE block_no = '900'")
    assert refresh(connection, parcel, TERRITORY)
    assert contents(connection, "parcel") == built


def test_a_worker_killed_in_the_middle_leaves_the_old_levels_and_the_next_does_it(
    connection: psycopg.Connection, parcel: Layer, database: Database, tmp_path: Path
) -> None:
    """By SIGKILL, after the first of four levels was written."""
    fill_parcels(connection, 20)
    refresh(connection, parcel, TERRITORY)
    before, cursor = (
        contents(connection, "parcel"),
        connection.execute("SELECT * FROM ops.generalised").fetchall(),
    )
    connection.execute("DELETE FROM city.parcel WHERE id < 100")
    written = tmp_path / "written"

    def refreshing() -> None:
        follow = ShapeLevel.follow

        def halting(level: ShapeLevel, moved: Moved) -> Any:
            told = follow(level, moved)
            written.touch()
            signal.pause()
            return told

        with (
            pytest.MonkeyPatch.context() as patched,
            psycopg.connect(database.conninfo, autocommit=True) as own,
        ):
            patched.setattr(ShapeLevel, "follow", halting)
            refresh(own, parcel, TERRITORY)

    child = Child.of(refreshing)
    try:
        eventually(written.exists)
    finally:
        child.kill()
    assert contents(connection, "parcel") == before
    assert connection.execute("SELECT * FROM ops.generalised").fetchall() == cursor
    assert refresh(connection, parcel, TERRITORY)
    followed = contents(connection, "parcel")
    assert followed != before
    assert followed == rebuilt(connection, parcel)


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
