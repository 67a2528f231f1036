"""The cache of tiles over two servers: never stale, never emptied without need, the same answers as without it."""

import asyncio
import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import httpx
import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from api.tile_cache.tile import TileKey
from etl.load import load
from etl.source import SourceRequest
from gis.layer_changes import forget_old_changes
from gis.municipality import Home
from tests.api.conftest import PASSWORD, SOUTH, WEST, to_degrees
from tests.api.test_tiles import HALF, tile_at
from tests.api.two_servers import Server, served, until, until_fresh
from tests.conftest import STORAGE_SRID
from tests.databases import Database

ASKED = (
    ("public", "poi"),
    ("public", "parcel,poi"),
    ("staff", "camera,poi"),
    ("secure", "camera"),
)
PLACES = ((120, 120), (330, 460), (900, 900), (2500, 2500))
"""Metres from the city's corner."""
ZOOMS = (13, 15, 17, 20)
COARSE_M = 50.0
"""Half a cell of the grid on which the staff sees cameras."""
MERCATOR = Transformer.from_crs(STORAGE_SRID, 3857, always_xy=True)
Boxes = list[tuple[float, float, float, float]]


class Pair:
    """Two servers in an event loop of their own, which runs while the test lets it."""

    def __init__(self, home: Home, city: Database) -> None:
        self.runner = asyncio.Runner()
        self.first, self.second = served(home, city), served(home, city)
        self.servers: tuple[Server, ...] = tuple(
            self.runner.run(context.__aenter__()) for context in (self.first, self.second)
        )
        self.seconds: list[float] = []
        self.kept: list[float] = []

    def close(self) -> None:
        for context in (self.first, self.second):
            self.runner.run(context.__aexit__(None, None, None))
        self.runner.close()


@pytest.fixture(scope="module")
def pair(home: Home, city: Database) -> Iterator[Pair]:
    made = Pair(home, city)
    yield made
    made.close()


@pytest.fixture(scope="module")
def connection(city: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(city.conninfo, autocommit=True) as opened:
        yield opened


@cache
def tiles_asked() -> tuple[tuple[int, int, int], ...]:
    return tuple((z, *tile_at(WEST + east, SOUTH + north, z)) for east, north in PLACES for z in ZOOMS)


async def warmed(server: Server) -> None:
    for audience, layers in ASKED:
        for tile in tiles_asked():
            answer = await server.ask(audience, layers, *tile)
            assert answer.status_code in (200, 204), answer.text


Edit = tuple[str, str, int, float, float]
EDITS = st.tuples(
    st.sampled_from(["poi", "camera", "parcel"]),
    st.sampled_from(["add", "move", "rename", "retire"]),
    st.integers(0, 5),
    st.floats(0, 2600),
    st.floats(0, 2600),
)
TRANSACTIONS = st.tuples(
    st.sampled_from(["commit", "roll back", "commit late", "load"]), st.lists(EDITS, min_size=1, max_size=4)
)
KEY = {"poi": "poi_code", "camera": "inventory_no", "parcel": "parcel_no"}
NAMED = {"poi": "name", "camera": "name", "parcel": "block_no"}


def carried_out(connection: psycopg.Connection, edit: Edit) -> None:
    """Do what an edit says; where there is no such feature, nothing."""
    layer, what, number, x, y = edit
    key, code = KEY[layer], f"h{number}"
    values = [code, WEST + x, SOUTH + y, STORAGE_SRID]
    place = "ST_SetSRID(ST_MakePoint(%s, %s), %s)"
    if layer == "parcel":
        place = f"ST_Multi(ST_Envelope(ST_Buffer({place}, 15)))"
    if what == "add":
        connection.execute(
            f"INSERT INTO city.{layer} ({key}, {NAMED[layer]}, changed_by, geom) "
            f"SELECT k, 'yeni', 'test', g FROM (SELECT %s AS k, {place} AS g) AS made "
            f"WHERE NOT EXISTS (SELECT FROM city.{layer} WHERE {key} = k)".encode(),
            values,
        )
    elif what == "move":
        connection.execute(
            f"UPDATE city.{layer} SET geom = {place} WHERE {key} = %s".encode(), [*values[1:], code]
        )
    elif what == "rename":
        connection.execute(
            f"UPDATE city.{layer} SET {NAMED[layer]} = {NAMED[layer]} || '!' WHERE {key} = %s".encode(),
            [code],
        )
    else:
        connection.execute(f"DELETE FROM city.{layer} WHERE {key} = %s".encode(), [code])


def boxes_since(connection: psycopg.Connection, since: int) -> Boxes:
    """EPSG:3857 boxes of everything that was put or ended since, wherever any audience sees it; by other means than Kent's."""
    found: Boxes = []
    for layer in KEY:
        rows = connection.execute(
            f"SELECT ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom) FROM city.{layer} WHERE change >= %(s)s "
            f"UNION SELECT ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom) FROM history.{layer} "
            "WHERE ended_change >= %(s)s".encode(),
            {"s": since},
        ).fetchall()
        reach = COARSE_M + 1 if layer == "camera" else 1.0
        for west, south, east, north in rows:
            low, high = (
                MERCATOR.transform(west - reach, south - reach),
                MERCATOR.transform(east + reach, north + reach),
            )
            other, another = (
                MERCATOR.transform(west - reach, north + reach),
                MERCATOR.transform(east + reach, south - reach),
            )
            xs, ys = zip(low, high, other, another, strict=True)
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def is_touched(key: TileKey, boxes: Boxes) -> bool:
    """Whether a tile with its buffer, and two metres, meets any box."""
    width = 2 * HALF / 2**key.z
    margin = width * 64 / 4096 + 2
    west, north = key.x * width - HALF - margin, HALF - key.y * width + margin
    east, south = west + width + 2 * margin, north - width - 2 * margin
    return any(b[0] <= east and b[2] >= west and b[1] <= north and b[3] >= south for b in boxes)


def final_before(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT lookup.final_before()").fetchone()
    assert row is not None
    return int(row[0])


def last_change(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT coalesce(max(change), 0) FROM ops.layer_change").fetchone()
    assert row is not None
    return int(row[0])


def loaded(home: Home, connection: psycopg.Connection, folder: Path, edits: list[Edit]) -> None:
    """Points of interest at the places of the edits, as a file brings them."""
    features = [
        {
            "type": "Feature",
            "properties": {"poi_code": f"h{number}", "name": f"yük {index}"},
            "geometry": {"type": "Point", "coordinates": to_degrees(WEST + x, SOUTH + y)},
        }
        for index, (_, _, number, x, y) in enumerate({edit[2]: edit for edit in edits}.values())
    ]
    file = folder / "poi.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    load(home, connection, "poi", SourceRequest(file), confirmed=True)


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rounds=st.lists(TRANSACTIONS, min_size=1, max_size=3))
def test_every_cached_tile_is_the_fresh_one_and_the_others_stay(
    pair: Pair,
    home: Home,
    city: Database,
    connection: psycopg.Connection,
    tmp_path: Path,
    rounds: list[tuple[str, list[Edit]]],
) -> None:
    async def asked() -> None:
        await asyncio.gather(*(warmed(server) for server in pair.servers))

    pair.runner.run(asked())
    before = [server.cached() for server in pair.servers]
    since = final_before(connection)
    late: list[psycopg.Connection] = []
    for ending, edits in rounds:
        if ending == "load":
            for transaction in late:  # a load waits for who edits its layer
                transaction.commit()
            loaded(home, connection, tmp_path, edits)
            continue
        transaction = psycopg.connect(city.conninfo)
        transaction.execute("SET lock_timeout = '1s'")
        try:
            for edit in edits:
                carried_out(transaction, edit)
        except (psycopg.errors.LockNotAvailable, psycopg.errors.UniqueViolation):
            transaction.close()  # another is at the same feature
            continue
        if ending == "commit late":
            late.append(transaction)
        else:
            (transaction.commit if ending == "commit" else transaction.rollback)()
            transaction.close()

    async def settled() -> float:
        await until_fresh(*pair.servers)
        for transaction in late:
            transaction.commit()
            transaction.close()
        last = last_change(connection)
        seconds = await until(lambda: all(server.kent.tiles.final_before > last for server in pair.servers))
        await until_fresh(*pair.servers)
        return seconds

    pair.seconds.append(pair.runner.run(settled()))
    boxes = boxes_since(connection, since)
    for server, kept in zip(pair.servers, before, strict=True):
        untouched = {key for key in kept if not is_touched(key, boxes)}
        assert untouched <= server.cached().keys(), "what was not touched is still there"
        pair.kept.append(len(server.cached().keys() & kept.keys()) / len(kept))


def test_how_fast_and_how_much_was_kept(pair: Pair) -> None:
    assert pair.seconds
    print(
        f"told within {median(pair.seconds):.3f} s, {max(pair.seconds):.3f} s at most; kept {min(pair.kept):.0%} to {max(pair.kept):.0%}"
    )
    assert max(pair.kept) > 0.5


async def test_an_edit_reaches_both_servers_and_their_file(home: Home, city: Database) -> None:
    x, y = tile_at(WEST + 150, SOUTH + 150, 18)
    async with served(home, city) as first, served(home, city) as second:
        for server in (first, second):
            assert (await server.ask("public", "poi", 18, x, y)).status_code == 200
            assert len(server.kent.tiles.memory) == 1
        old = [server.cached() for server in (first, second)]
        with psycopg.connect(city.conninfo, autocommit=True) as connection:
            connection.execute("UPDATE city.poi SET name = name || '.' WHERE poi_code = '150'")
        # Gone, or drawn anew where a busy machine made the tile a costly one.
        await until(
            lambda: all(server.cached() != was for server, was in zip((first, second), old, strict=True))
        )
        await until_fresh(first, second)


async def test_many_who_ask_at_once_are_served_by_one_drawing(home: Home, city: Database) -> None:
    x, y = tile_at(WEST + 120, SOUTH + 120, 17)
    async with served(home, city) as server:
        drawn = server.kent.tiles.counts.drawn
        first = asyncio.create_task(server.ask("public", "parcel", 17, x, y))
        others = [asyncio.create_task(server.ask("public", "parcel", 17, x, y)) for _ in range(9)]
        await asyncio.sleep(0)
        first.cancel()  # who leaves first takes nothing from the others
        answers = await asyncio.gather(*others)
        assert {answer.content for answer in answers} == {answers[0].content}
        assert answers[0].content
        assert server.kent.tiles.counts.drawn - drawn <= 1


async def test_a_restart_finds_what_was_drawn_and_still_holds(home: Home, city: Database) -> None:
    stays = (17, *tile_at(WEST + 480, SOUTH + 480, 17))
    changes = (17, *tile_at(WEST + 120, SOUTH + 120, 17))
    async with served(home, city) as server:
        for tile in (stays, changes):
            await server.ask("public", "parcel", *tile)
        keys = {key[1:]: key for key in server.cached()}
        while None in [await server.on_disk(key) for key in keys.values()]:
            await asyncio.sleep(0)
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        connection.execute("UPDATE city.parcel SET block_no = '7' WHERE parcel_no = '1'")
    async with served(home, city) as server:
        again = [await server.ask("public", "parcel", *stays)]
        assert server.kent.tiles.counts.disk == 1
        again.append(await server.ask("public", "parcel", *changes))
        assert server.kent.tiles.counts.disk == 1
        await until_fresh(server)
        assert [a.content for a in again] == [await server.fresh(keys[tile]) for tile in (stays, changes)]


async def test_without_its_listening_connection_nothing_comes_from_the_cache(
    home: Home, city: Database
) -> None:
    x, y = tile_at(WEST + 160, SOUTH + 150, 18)
    async with served(home, city) as server:
        await server.ask("public", "poi", 18, x, y)
        (key,) = server.cached()
        with psycopg.connect(city.conninfo, autocommit=True) as connection:
            ended = connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                "AND query LIKE '%layer_change%' AND pid <> pg_backend_pid()"
            ).fetchall()
            assert ended
            connection.execute("UPDATE city.poi SET name = name || '?' WHERE poi_code = '160'")
        await until(lambda: not server.kent.tiles.trusted)
        answer = await server.ask("public", "poi", 18, x, y)
        assert answer.content == await server.fresh(key)
        await until(lambda: server.kent.tiles.trusted)
        await until_fresh(server)


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
async def test_the_fast_path_answers_as_the_route_does(home: Home, city: Database, encoding: str) -> None:
    z, x, y = 14, *tile_at(WEST + 120, SOUTH + 120, 14)
    path = f"/ogc/collections/parcel/tiles/WebMercatorQuad/{z}/{y}/{x}"
    sent = {"Accept-Encoding": encoding, "Prefer": "handling=strict"}
    async with served(home, city) as server:

        async def ask(**more: str) -> httpx.Response:
            return await server.client.get(path, headers=sent | more)

        routed = await ask()
        fast = await ask()
        assert server.kent.tiles.counts.memory == 1
        assert routed.headers.multi_items() == fast.headers.multi_items()
        assert fast.headers.get("content-encoding", "identity") == encoding
        tag = fast.headers["etag"]
        assert tag.endswith('"' if encoding == "identity" else f'.{encoding}"')
        unchanged = await ask(**{"If-None-Match": tag})
        assert (unchanged.status_code, unchanged.headers["etag"], unchanged.content) == (304, tag, b"")
        other = await ask(**{"If-None-Match": '"0"'})
        assert (other.status_code, other.content) == (200, fast.content)
        head = await server.client.head(path, headers=sent)
        assert (head.status_code, head.content) == (200, b"")


async def test_who_may_not_see_a_layer_finds_no_tile_of_it(home: Home, city: Database) -> None:
    z, x, y = 16, *tile_at(WEST + 321.5, SOUTH + 456.5, 16)
    path = f"/tiles/camera/{z}/{x}/{y}"
    async with served(home, city) as server:
        for _ in range(2):
            seen = await server.client.get(path, auth=("secure", PASSWORD))
            coarse = await server.client.get(path, auth=("staff", PASSWORD))
            assert seen.content != coarse.content
            assert "private" in seen.headers["cache-control"]
            assert (await server.client.get(path)).status_code == 404
            assert (await server.client.get(path, auth=("secure", "wrong"))).status_code == 401


async def test_a_broken_file_is_replaced(home: Home, city: Database) -> None:
    file = home.path / "cache" / "tiles.sqlite"
    x, y = tile_at(WEST + 120, SOUTH + 120, 18)
    for content in (b"no database at all" * 500, b"SQLite format 3\x00" + random.Random(1).randbytes(9_000)):
        for beside in file.parent.glob("tiles.sqlite-*"):
            beside.unlink()
        file.write_bytes(content)
        async with served(home, city) as server:
            assert server.kent.tiles.second.is_open
            assert (await server.ask("public", "parcel", 18, x, y)).status_code == 200
            (key,) = server.cached()
            while await server.on_disk(key) is None:
                await asyncio.sleep(0)


async def test_without_room_for_a_file_there_is_no_second_level(home: Home, city: Database) -> None:
    folder = home.path / "cache"
    aside = folder.rename(home.path / "aside")
    folder.write_text("no folder")
    x, y = tile_at(WEST + 120, SOUTH + 120, 18)
    try:
        async with served(home, city) as server:
            assert not server.kent.tiles.second.is_open
            assert (await server.ask("public", "parcel", 18, x, y)).status_code == 200
            assert len(server.cached()) == 1
    finally:
        folder.unlink()
        aside.rename(folder)


def test_old_changes_are_forgotten(connection: psycopg.Connection) -> None:
    connection.execute(
        "INSERT INTO ops.layer_change (layer, change, noted_at) VALUES ('poi', 1, now() - interval '8 days'), "
        "('poi', 2, now() - interval '6 days')"
    )
    forget_old_changes(connection)
    left = connection.execute("SELECT change FROM ops.layer_change WHERE change < 3").fetchall()
    assert left == [(2,)]
