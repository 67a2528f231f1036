"""Connections of a worker: never more than its bound, whoever asks for what; a queue, then 503."""

import asyncio

import httpx
import psycopg
import pytest

from api import exports
from api.app import create_app
from api.settings import ServerSettings
from gis.database import pools
from gis.database.pools import Bound, Pools
from gis.errors import Unavailable
from gis.features import Statement
from gis.municipality import Home
from gis.reader import AsyncReader
from gis.territory import Territory
from tests.api.conftest import BASE_URL, PASSWORD, SIDE, SOUTH, WEST, to_degrees
from tests.databases import Database

PARCEL = "/ogc/collections/parcel/items"
AUDIENCES = ("public", "secure", "staff", "telephony")
MIDDLE = to_degrees(WEST + SIDE / 2, SOUTH + SIDE / 2)
SESSIONS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename <> current_user"


async def test_many_requests_stay_within_the_bound(
    home: Home, city: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Items, pages, files and places, of four audiences, at once; one connection of the five listens.

    They are fewer than may wait, so that none is refused by whoever is patient.
    """
    for queue in (pools, exports):
        monkeypatch.setattr(queue, "_PATIENCE_S", 120.0)
    app = create_app(ServerSettings(home=home.path, public_url=BASE_URL, connections=5), city.conninfo)
    questions = (PARCEL, f"{PARCEL}?f=html", f"{PARCEL}/7", "/api/search?q=park")
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE_URL) as client,
        await psycopg.AsyncConnection.connect(city.conninfo, autocommit=True) as watching,
    ):

        async def ask(at: int) -> httpx.Response:
            audience = AUDIENCES[at // 4 % len(AUDIENCES)]
            question = f"{PARCEL}?f=csv" if at % 16 == 4 else questions[at % 4]
            auth = None if audience == "public" else (audience, PASSWORD)
            return await client.get(question, auth=auth, timeout=120)

        asking = asyncio.gather(*(ask(at) for at in range(64)))
        before: set[int] = set()
        most = 0
        while not asking.done():
            seen = {pid for (pid,) in await (await watching.execute(SESSIONS)).fetchall()}
            most = max(most, len(seen & before))  # one that was closed takes a moment to end
            before = seen
            await asyncio.wait((asking,), timeout=0.01)
        answers = await asking
    assert [answer.status_code for answer in answers] == [200] * 64
    assert 1 < most <= 5


@pytest.mark.parametrize("question", ["/api/search?q=park", "/api/identify?lon={}&lat={}"])
async def test_who_asks_many_layers_takes_one_turn(
    home: Home, city: Database, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    """Its dozens of statements wait for no connection, and keep nobody else waiting for one."""
    monkeypatch.setattr(pools, "_WAITING", 0)
    app = create_app(ServerSettings(home=home.path, public_url=BASE_URL, connections=5), city.conninfo)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE_URL) as client,
    ):
        assert (await client.get(question.format(*MIDDLE))).status_code == 200


@pytest.fixture
def two_of(home: Home, city: Database) -> Pools:
    """The pools of a worker that may have one connection."""
    return Pools.of(city.conninfo, home.secret(), AUDIENCES, Bound(1))


async def who(pool: pools.Pool) -> tuple[int, str]:
    async with pool.connection() as connection:
        row = await (await connection.execute("SELECT pg_backend_pid(), session_user::text")).fetchone()
    assert row is not None
    return int(row[0]), str(row[1])


async def test_an_idle_connection_is_used_again_and_gives_way_to_another_role(two_of: Pools) -> None:
    public, secure = two_of.audiences["public"], two_of.audiences["secure"]
    first = await who(public)
    assert await who(public) == first
    assert (await who(secure))[1] != first[1]
    assert await who(public) != first
    two_of.retire()


async def test_who_finds_none_free_waits_and_one_too_many_is_told(
    two_of: Pools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_WAITING", 1)
    public, secure = two_of.audiences["public"], two_of.audiences["secure"]
    async with public.connection():
        waiting = asyncio.create_task(who(secure))
        await asyncio.sleep(0)
        with pytest.raises(Unavailable, match="too busy"):
            await who(public)
        assert not waiting.done()
    assert "secure" in (await waiting)[1]
    two_of.retire()


async def test_nobody_waits_for_ever_and_who_leaves_takes_no_turn(
    two_of: Pools, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, secure = two_of.audiences["public"], two_of.audiences["secure"]
    async with public.place():
        leaving = asyncio.create_task(who(secure))
        await asyncio.sleep(0)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        monkeypatch.setattr(pools, "_PATIENCE_S", 0.01)
        with pytest.raises(Unavailable, match="too busy"):
            await who(secure)
    monkeypatch.undo()
    assert "secure" in (await who(secure))[1]
    two_of.retire()


async def test_many_statements_fail_together_and_their_connection_is_used_again(
    two_of: Pools, home: Home
) -> None:
    public = two_of.audiences["public"]
    reader = AsyncReader(public, Territory(home.boundary.bounds, home.municipality.srid))
    one, ended = (
        Statement(text, {}, prepare=False)
        for text in (b"SELECT 1", b"SELECT pg_cancel_backend(pg_backend_pid())")
    )
    assert await reader.rows_of_each([one, one]) == [[(1,)], [(1,)]]
    process = await who(public)
    with pytest.raises(Unavailable, match="took too long"):
        await reader.rows_of_each([one, ended, one])
    assert await who(public) == process
    two_of.retire()


async def test_a_broken_connection_is_not_used_again(two_of: Pools) -> None:
    public = two_of.audiences["public"]
    with pytest.raises(psycopg.OperationalError):
        async with public.connection() as connection:
            await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    await who(public)
    two_of.retire()


async def test_connections_that_the_server_closed_meanwhile_are_opened_anew(
    two_of: Pools, city: Database
) -> None:
    """As after a restart of PostgreSQL: nobody is told of it who did not ask while it was away."""
    public = two_of.audiences["public"]
    first, role = await who(public)
    async with await psycopg.AsyncConnection.connect(city.conninfo, autocommit=True) as owner:
        ended = (
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid = %s AND usename = %s"
        )
        assert await (await owner.execute(ended, (first, role))).fetchone() == (True,)
    assert (await who(public))[0] != first
    assert public.places == 1
    two_of.retire()


async def test_a_former_state_of_the_city_keeps_no_connection(two_of: Pools) -> None:
    public = two_of.audiences["public"]
    async with public.connection() as connection:
        two_of.retire()
        await connection.execute("SELECT 1")
    assert connection.closed
    assert public.places == 0
