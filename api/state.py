"""What a worker knows: its city, replaced as a whole when the registry or the database changes."""

import asyncio
import contextlib
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

import psycopg
import structlog
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier
from starlette.requests import Request

from api.exports import Exports
from api.job_watch import JobWatch
from api.ogc.adapter import OgcApis
from api.principal import Authenticator, Principal
from api.settings import ServerSettings
from api.tile_cache.cache import TileCache
from api.tile_cache.follow import ChangeFollower
from api.tile_cache.second_level import SecondLevel
from api.tile_cache.tile import Scope as TileScope
from gis.accounts import CHANGED, Accounts
from gis.background import made_from
from gis.database.pools import Bound, Pools, connections_of_a_worker
from gis.database.roles import SERVICE, role_conninfo
from gis.errors import KentError, NotFound
from gis.jobs import CHANNEL
from gis.municipality import Home
from gis.reader import AsyncReader, DrawnTile
from gis.registry import LayerView, Registry
from gis.related import Bonds
from gis.relations import joins
from gis.territory import Territory
from gis.text import Text

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class City:
    """Everything that follows from one state of registry and database."""

    home: Home
    views: dict[str, dict[str, LayerView]]
    """Audience -> layer id -> what it sees."""
    bonds: dict[LayerView, Bonds]
    """What may belong to the features of each view."""
    territory: Territory
    pools: Pools
    authenticator: Authenticator
    ogc: OgcApis
    tile_epoch: str
    """Digest of all that tiles depend on besides the rows."""

    @classmethod
    async def open(cls, settings: ServerSettings, owner_conninfo: str, bound: Bound) -> "City":
        """Raises: RegistryError, Unavailable."""
        home = Home(settings.home)
        registry = home.registry
        _ = home.logo  # a wrong one is told now, not to its first visitor
        territory = Territory(home.boundary.bounds, home.municipality.srid)
        pools = Pools.of(owner_conninfo, home.secret(), registry.audiences, bound)
        accounts = Accounts(pools.service, timedelta(hours=settings.session_hours))
        ogc = await asyncio.to_thread(OgcApis.of, home, settings.base_url, pools, territory)
        views = {a: {v.id: v for v in registry.views(a)} for a in registry.audiences}
        bonds = {
            view: Bonds.of(view, seen, relations, registry.audiences[audience])
            for audience, seen in views.items()
            for relations in (joins(registry, audience),)
            for view in seen.values()
        }
        epoch = tile_epoch(registry, territory)
        return cls(home, views, bonds, territory, pools, Authenticator(accounts), ogc, epoch)

    def seen(self, audience: str, layers: Sequence[str]) -> tuple[LayerView, ...] | None:
        """What an audience sees of some layers; None where it does not see one of them."""
        views = self.views.get(audience, {})
        found = tuple(views[layer] for layer in layers if layer in views)
        return found if len(found) == len(layers) else None

    async def draw_tile(self, scope: TileScope, z: int, x: int, y: int) -> DrawnTile:
        """Raises: Unavailable."""
        reader = AsyncReader(self.pools.audiences[scope.audience], self.territory)
        return await reader.draw_tile(scope.views, z, x, y, scope.matrix_set)


@dataclass
class Kent:
    """One worker process of the server. ``city`` is the only thing that changes."""

    settings: ServerSettings
    owner_conninfo: str
    """Of the database's owner: host, port and database; the roles' own strings are made from it."""
    bound: Bound
    """Of its connections to the database, whatever states of the city they are of."""
    city: City
    tiles: TileCache = field(init=False)
    job_watch: JobWatch = field(default_factory=JobWatch)
    exports: Exports = field(default_factory=Exports)

    @classmethod
    async def open(cls, settings: ServerSettings, owner_conninfo: str) -> "Kent":
        """Raises: RegistryError, Unavailable."""
        most = settings.connections or await connections_of_a_worker(owner_conninfo, settings.workers)
        bound = Bound(most - 2)  # one listens for changes, one for those of tiles
        return cls(settings, owner_conninfo, bound, await City.open(settings, owner_conninfo, bound))

    def __post_init__(self) -> None:
        file = self.settings.home / "cache" / "tiles.sqlite"
        self.tiles = TileCache(
            self.settings.tile_memory_mb * 1_000_000,
            SecondLevel(file, self.settings.tile_disk_mb * 1_000_000),
            draw=lambda *tile: self.city.draw_tile(*tile),
            views_of=lambda *asked: self.city.seen(*asked),
            epoch=self.city.tile_epoch,
        )

    @property
    def home(self) -> Home:
        return self.city.home

    @property
    def registry(self) -> Registry:
        return self.city.home.registry

    @property
    def territory(self) -> Territory:
        return self.city.territory

    @property
    def ogc(self) -> OgcApis:
        return self.city.ogc

    @property
    def authenticator(self) -> Authenticator:
        return self.city.authenticator

    def visible(self, principal: Principal) -> dict[str, LayerView]:
        """The layers a caller sees, by id."""
        return self.city.views.get(principal.audience, {})

    def view(self, layer_id: str, principal: Principal) -> LayerView:
        """What the caller sees of a layer.

        Raises:
            NotFound: there is none, or the caller may not know of it: both look the same.
        """
        found = self.visible(principal).get(layer_id)
        if found is None:
            raise NotFound(
                "unknown_collection", Text(tr="Böyle bir katman yok.", en="There is no such collection.")
            )
        return found

    def bonds(self, view: LayerView) -> Bonds:
        """What may belong to a view's features."""
        return self.city.bonds[view]

    def reader(self, principal: Principal) -> AsyncReader:
        return AsyncReader(self.city.pools.audiences[principal.audience], self.territory)

    async def reload(self) -> None:
        """Read the home again and start over with fresh connections: a statement prepared before a view changed fails."""
        try:
            fresh = await City.open(self.settings, self.owner_conninfo, self.bound)
        except KentError as error:
            log.error("city not reloaded; the former state is served on", error=str(error))
            await self.tiles.renew(secrets.token_hex(8))  # its views may be others by now
            return
        former, self.city = self.city, fresh
        await self.tiles.renew(fresh.tile_epoch)
        former.pools.retire()

    def close(self) -> None:
        """Close every connection, and end the exports."""
        self.exports.close()
        self.tiles.close()
        self.city.pools.retire()

    async def follow_tiles(self) -> None:
        """Keep the cache of tiles fresh until cancelled; apart from the rest, for reading the city again takes long."""
        await ChangeFollower(self.tiles, self._service_conninfo, lambda: self.registry).run()

    @property
    def _service_conninfo(self) -> str:
        database = str(conninfo_to_dict(self.owner_conninfo)["dbname"])
        return role_conninfo(self.owner_conninfo, self.home.secret(), database, SERVICE)

    async def follow(self) -> None:
        """Listen for changes until cancelled; whatever a lost connection missed, the revision's number tells."""
        conninfo = self._service_conninfo
        known: int | None = None
        while True:
            with contextlib.suppress(psycopg.OperationalError):
                async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
                    await connection.execute(SQL("LISTEN kent; LISTEN {}").format(Identifier(CHANNEL)))
                    row = await (await connection.execute("SELECT seq FROM ops.revision")).fetchone()
                    known = await self._catch_up(known, None if row is None else int(row[0]))
                    self.authenticator.forget()
                    self.job_watch.tell_all()
                    async for notice in connection.notifies():
                        if notice.channel == CHANNEL:
                            self.job_watch.tell(notice.payload)
                        elif notice.payload == CHANGED:
                            self.authenticator.forget()
                        else:  # the number comes along: a query would wait for the generator to let go of the connection
                            known = await self._catch_up(known, int(notice.payload))
            await asyncio.sleep(1)

    async def _catch_up(self, known: int | None, current: int | None) -> int | None:
        if known is not None and current != known:
            await self.reload()
        return current


@cache
def _release() -> str:
    """Digest of the source that draws tiles."""
    root = Path(__file__).resolve().parent.parent
    return made_from({}, root, ("gis",))


def tile_epoch(registry: Registry, territory: Territory) -> str:
    told = repr((_release(), registry.digest, territory.boundary, territory.srid))
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def kent_of(request: Request) -> Kent:
    found: Kent = request.app.state.kent
    return found
