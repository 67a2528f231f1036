"""Files under way: left by their client, too many, killed half-way; what is left of them, and what comes after."""

import asyncio
import os
import signal
import tempfile
from collections.abc import Iterator, MutableMapping
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from api import exports
from api.exports import EXPORTS_AT_ONCE, Exports
from api.ogc.downloads import FileDownload
from gis.database.pools import Bound, Pool, Pools
from gis.errors import Unavailable
from gis.export.formats import CSV
from gis.export.rows import FileRows
from gis.municipality import Home
from tests.api.conftest import PARCELS, TECHNICIAN
from tests.databases import Database
from tests.processes import eventually

PARCEL = "/ogc/collections/parcel/items"


def counted(most: int) -> FileRows:
    """A file of numbers, which the database gives one after the other."""
    text = f"SELECT convert_to(generate_series(1, {most})::text || E'\\n', 'UTF8')"
    return FileRows(text.encode(), {}, b"", "numbers", "Numbers", b"", (), None, 4326)


ENDLESS = counted(2_000_000_000)


@pytest.fixture
def pool(home: Home, city: Database) -> Pool:
    return Pools.of(city.conninfo, home.secret(), ("public",), Bound(3)).audiences["public"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are written."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def under_way(folder: Path) -> Iterator[Exports]:
    worker = Exports()
    yield worker
    worker.close()


async def lines(worker: Exports, pool: Pool) -> bytes:
    async with worker.written(pool, counted(3), CSV) as written:
        return b"".join([chunk async for chunk in written.chunks()])


async def test_a_client_that_leaves_ends_its_export(
    under_way: Exports, pool: Pool, folder: Path, city: Database
) -> None:
    received = asyncio.Event()

    async def receive() -> MutableMapping[str, Any]:
        await received.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        await asyncio.sleep(0)  # a server's own waits for the network
        if message.get("body"):
            received.set()

    await FileDownload({}, CSV, partial(under_way.written, pool, ENDLESS, CSV))({}, receive, send)
    assert received.is_set()
    assert list(folder.iterdir()) == []
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        reading = "SELECT 1 FROM pg_stat_activity WHERE query LIKE %s AND pid <> pg_backend_pid()"
        eventually(lambda: connection.execute(reading, ['%FROM "export"%']).fetchone() is None)
    assert await lines(under_way, pool) == b"1\n2\n3\n"
    assert pool.places == 0


async def test_a_killed_export_is_told_and_the_next_one_works(under_way: Exports, pool: Pool) -> None:
    async with under_way.written(pool, ENDLESS, CSV) as written:
        for process in active_children():
            os.kill(process.pid or 0, signal.SIGKILL)
        with pytest.raises(Unavailable, match="half-way"):
            async for _ in written.chunks():
                pass
    assert await lines(under_way, pool) == b"1\n2\n3\n"


async def test_exports_that_wait_take_their_turn_and_one_too_many_is_told(
    under_way: Exports, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_WAITING", 1)
    first = [under_way.written(pool, ENDLESS, CSV) for _ in range(EXPORTS_AT_ONCE)]
    for one in first:
        await one.__aenter__()
    waiting = asyncio.create_task(lines(under_way, pool))
    await asyncio.sleep(0)
    with pytest.raises(Unavailable, match="Too many files"):
        await lines(under_way, pool)
    for one in first:
        await one.__aexit__(None, None, None)
    assert await waiting == b"1\n2\n3\n"


def test_one_export_too_many_is_answered_503(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_WAITING", 0)
    answer = client.get(f"{PARCEL}?f=csv&lang=en", auth=TECHNICIAN)
    assert (answer.status_code, answer.json()["code"]) == (503, "too_many_exports")
    assert answer.headers["retry-after"] == "5"


def test_a_posted_question_is_answered_with_a_file(client: TestClient) -> None:
    for filter_, expected in (("block_no = '105'", 10), ("parcel_no <> ''", PARCELS)):
        answer = client.post(PARCEL, data={"f": "csv", "filter": filter_}, auth=TECHNICIAN)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.text.count("\r\n") == expected + 1
