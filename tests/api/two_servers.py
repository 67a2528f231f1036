"""Two server processes' worth of Kent on one database and one home, within this process."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
from fastapi import FastAPI

from api.app import create_app
from api.settings import ServerSettings
from api.state import Kent
from api.tile_cache.tile import Scope, TileKey
from gis.municipality import Home
from gis.tile_matrix_set import WEB_MERCATOR_QUAD
from tests.api.conftest import BASE_URL, PASSWORD
from tests.databases import Database

_PATIENCE_S = 20.0
"""Of tests, on machines that do other things too; how long it took is measured."""


@dataclass
class Server:
    app: FastAPI
    client: httpx.AsyncClient
    scopes: dict[str, Scope] = field(default_factory=dict)
    """By digest, all that were asked for here."""

    @property
    def kent(self) -> Kent:
        found: Kent = self.app.state.kent
        return found

    async def ask(self, audience: str, layers: str, z: int, x: int, y: int, **headers: str) -> httpx.Response:
        auth = None if audience == "public" else (audience, PASSWORD)
        views = self.kent.city.seen(audience, layers.split(","))
        assert views
        scope = self.kent.tiles.scope(views, WEB_MERCATOR_QUAD)
        self.scopes[scope.digest] = scope
        return await self.client.get(f"/tiles/{layers}/{z}/{x}/{y}", auth=auth, headers=headers)

    async def fresh(self, key: TileKey) -> bytes:
        """What the database draws now."""
        return (await self.kent.city.draw_tile(self.scopes[key.scope], key.z, key.x, key.y)).content

    def cached(self) -> dict[TileKey, bytes]:
        """What is in memory."""
        memory = self.kent.tiles.memory
        return {key: tile.plain for key in memory if (tile := memory.get(key)) is not None}

    async def on_disk(self, key: TileKey) -> bytes | None:
        tile = await self.kent.tiles.second.ask(lambda disk: disk.read(key))
        return None if tile is None else tile.plain


@asynccontextmanager
async def served(home: Home, city: Database) -> AsyncIterator[Server]:
    """A server that is told of changes already."""
    app = create_app(ServerSettings(home=home.path, public_url=BASE_URL), city.conninfo)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=BASE_URL, timeout=60) as client:
            server = Server(app, client)
            await until(lambda: server.kent.tiles.trusted)
            yield server


async def until(condition: Callable[[], bool]) -> float:
    """Wait for something that other tasks do; the seconds it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < _PATIENCE_S, "it did not come about"
        await asyncio.sleep(0.01)
    return time.monotonic() - began


async def until_fresh(*servers: Server) -> float:
    """Wait until every tile that any of them keeps, in memory or in the file, is as the database draws it."""
    began = time.monotonic()
    while wrong := [found for server in servers for found in await _stale(server)]:
        assert time.monotonic() - began < _PATIENCE_S, wrong
        await asyncio.sleep(0.01)
    return time.monotonic() - began


async def _stale(server: Server) -> list[TileKey]:
    wrong = []
    for key, kept in server.cached().items():
        drawn = await server.fresh(key)
        if drawn not in (kept, server.cached().get(key)) or await server.on_disk(key) not in (None, drawn):
            wrong.append(key)
    return wrong
