"""Tiles of one server process: found in memory, in the home's file, or drawn once for all who ask at once."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from api.tile_cache.memory import MemoryLevel
from api.tile_cache.redraw import RedrawQueue
from api.tile_cache.second_level import SecondLevel
from api.tile_cache.staleness import Stale
from api.tile_cache.tile import Address, Scope, Tile, TileKey, worth_redrawing
from gis.layer_changes import DatabaseState
from gis.reader import DrawnTile
from gis.registry import LayerView
from gis.tile_matrix_set import TILE_MATRIX_SETS, TileMatrixSet

_OUTLIVES_S = 0.5
"""That a stale tile is still served while it is drawn anew; with finding out, a second."""
_MOST_SCOPES = 2_000
"""Combinations of layers at a time; a client could think of any number."""
_NEVER = 2**63 - 1
"""Number of a change that is in no tile."""

Draw = Callable[[Scope, int, int, int], Awaitable[DrawnTile]]
ViewsOf = Callable[[str, Sequence[str]], tuple[LayerView, ...] | None]
"""An audience and layers -> what it sees of them; None where it may not see one."""
Clock = Callable[[], float]
"""Seconds that never run backwards."""


@dataclass
class _Flight:
    """A tile that is being fetched, for all who asked since."""

    task: asyncio.Task[Tile] = field(init=False)
    stale_since: int = -1
    """The latest change meanwhile that touches it."""


@dataclass
class Counts:
    """What the cache has done since the process began."""

    memory: int = 0
    disk: int = 0
    drawn: int = 0
    stale: int = 0
    redrawn: int = 0


class TileCache:
    """Belongs to one event loop. Serves only while it is told of changes (``trusted``)."""

    def __init__(
        self,
        memory_bytes: int,
        second: SecondLevel,
        draw: Draw,
        views_of: ViewsOf,
        epoch: str,
        clock: Clock = time.monotonic,
    ) -> None:
        self.second = second
        self.counts = Counts()
        self._memory = MemoryLevel(memory_bytes)
        self._draw = draw
        self._views_of = views_of
        self._epoch = epoch
        self._clock = clock
        self._trusted = False
        self._final_before = 0
        self._scopes: dict[tuple[str, tuple[str, ...], str], Scope] = {}
        self._flights: dict[TileKey, _Flight] = {}
        self._outliving: dict[TileKey, tuple[float, Tile]] = {}
        """Stale tiles, and until when they are served; the first to end comes first."""
        self._keeping: set[asyncio.Task[object]] = set()
        self._redraw = RedrawQueue(self._drawn_anew)

    @property
    def trusted(self) -> bool:
        """Whether every change that was committed is heard of."""
        return self._trusted

    @property
    def epoch(self) -> str:
        """Digest of all that tiles depend on besides the rows."""
        return self._epoch

    @property
    def final_before(self) -> int:
        """Every change with a lower number is applied."""
        return self._final_before

    @property
    def memory(self) -> MemoryLevel:
        return self._memory

    def scope(self, views: Sequence[LayerView], matrix_set: TileMatrixSet) -> Scope:
        """Args: views: one at least, all of one audience."""
        name = (views[0].audience, tuple(view.id for view in views), matrix_set.id)
        found = self._scopes.get(name)
        if found is None or found.views[0] is not views[0]:  # the city was read again, and says the same
            if len(self._scopes) >= _MOST_SCOPES:
                self.forget()
            found = self._scopes[name] = Scope(tuple(views), matrix_set, self._epoch)
        return found

    def named(self, address: Address) -> Tile | None:
        """A tile that was served under an address before, at once or not at all."""
        if not self._trusted:
            return None
        tile = self._memory.at(address)
        if tile is not None:
            self.counts.memory += 1
        return tile

    async def tile(self, scope: Scope, z: int, x: int, y: int, address: Address | None = None) -> Tile:
        """A tile as of now.

        Args:
            address: under which it may be found by `named` from now on.

        Raises:
            Unavailable: the database does not draw it.
        """
        if not self._trusted:
            return await self._drawn(scope, z, x, y)
        key = TileKey(scope.digest, z, x, y)
        tile = self._memory.get(key)
        if tile is not None:
            self.counts.memory += 1
        elif (outliving := self._outlived(key)) is not None:
            return outliving
        else:
            tile = await asyncio.shield(self._flight(scope, key).task)
        if address is not None:
            self._memory.name(address, key, tile)
        return tile

    async def content(self, scope: Scope, z: int, x: int, y: int, tile: Tile, encoding: str | None) -> bytes:
        """A tile's bytes in an encoding (None for as they are); packed once."""
        ready = tile.ready(encoding)
        if ready is not None or encoding is None:
            return tile.plain if ready is None else ready
        key = TileKey(scope.digest, z, x, y)

        def packed() -> None:
            self._memory.weigh(key, tile)
            if self._memory.get(key) is tile:
                self._keep(scope, key, tile)

        return await tile.pack(encoding, packed)

    async def renew(self, epoch: str) -> None:
        """Start over, unless all that tiles depend on is as it was."""
        if epoch == self._epoch:
            return
        self._epoch = epoch
        self.forget()
        await self.second.ask(lambda disk: disk.keep_epoch(epoch))

    def distrust(self) -> None:
        """Changes are not heard of any more: nothing that is kept, or being fetched, is good for others."""
        self._trusted = False
        self._redraw.clear()
        self._outliving.clear()
        self._let_flights_go()

    def forget(self) -> None:
        """Empty this process's memory."""
        self._memory.clear()
        self._outliving.clear()
        self._let_flights_go()
        self._scopes.clear()

    async def apply(self, changes: Sequence[Stale], state: DatabaseState) -> None:
        """Drop what changes touched, everywhere; from then on tiles are served from here.

        Args:
            state: that everything is heard of up to.
        """
        removed = await self.second.ask(lambda disk: disk.apply(changes, state))
        dropped = [entry for stale in changes for entry in self._drop(stale)]
        self._trusted = True
        self._final_before = state.final_before
        if removed is not None:  # the process that removed it from the file draws it anew, for all
            for gone in removed:
                views = self._views_of(gone.audience, gone.layers) if gone.epoch == self._epoch else None
                if views:
                    scope = self.scope(views, TILE_MATRIX_SETS[gone.matrix_set])
                    self._redraw.add(scope, TileKey(scope.digest, gone.z, gone.x, gone.y))
        else:
            for scope, key in dropped:
                self._redraw.add(scope, key)

    def close(self) -> None:
        self._redraw.close()
        self.second.close()

    def _drop(self, stale: Stale) -> Iterable[tuple[Scope, TileKey]]:
        """Returns: those that are worth drawing anew."""
        worth: list[tuple[Scope, TileKey]] = []
        for scope in self._scopes.values():
            if stale.layer not in scope.layers:
                continue
            for key, tile in self._memory.drop_stale(stale, scope):
                self.counts.stale += 1
                if worth_redrawing(key.z, tile.seconds, len(tile.plain)):
                    worth.append((scope, key))
                    if self._trusted:  # else others have been given newer ones meanwhile
                        self._outlive(key, tile)
            for key, flight in tuple(self._flights.items()):
                if key.scope == scope.digest and stale.touches(scope.matrix_set, key.z, (key.x, key.y)):
                    flight.stale_since = max(flight.stale_since, stale.change)
                    del self._flights[key]  # who asks from now on wants the change in it
        return worth

    def _outlive(self, key: TileKey, tile: Tile) -> None:
        self._end_outlived()
        self._outliving.pop(key, None)
        self._outliving[key] = self._clock() + _OUTLIVES_S, tile

    def _outlived(self, key: TileKey) -> Tile | None:
        """A stale tile while it may still be served."""
        self._end_outlived()
        found = self._outliving.get(key)
        return None if found is None else found[1]

    def _end_outlived(self) -> None:
        """They count in no bound of memory, so none stays for longer than it is of use."""
        now = self._clock()
        while self._outliving and next(iter(self._outliving.values()))[0] <= now:
            del self._outliving[next(iter(self._outliving))]

    def _let_flights_go(self) -> None:
        for flight in self._flights.values():
            flight.stale_since = _NEVER
        self._flights.clear()

    def _flight(self, scope: Scope, key: TileKey) -> _Flight:
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = _Flight()
            flight.task = asyncio.create_task(self._fetched(scope, key, flight))
            flight.task.add_done_callback(partial(self._landed, key, flight))
        return flight

    def _landed(self, key: TileKey, flight: _Flight, task: asyncio.Task[Tile]) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]
        if not task.cancelled():
            task.exception()  # where everybody has left, nobody else asks for it

    async def _fetched(self, scope: Scope, key: TileKey, flight: _Flight) -> Tile:
        tile = await self.second.ask(lambda disk: disk.read(key)) if self.second.is_open else None
        if tile is not None and flight.stale_since < tile.as_of:
            self.counts.disk += 1
            self._memory.put(key, tile)
            self._outliving.pop(key, None)
            return tile
        tile = await self._drawn(scope, key.z, key.x, key.y)
        if flight.stale_since < tile.as_of:
            self._memory.put(key, tile)
            self._outliving.pop(key, None)
            self._keep(scope, key, tile)
        return tile

    async def _drawn(self, scope: Scope, z: int, x: int, y: int) -> Tile:
        self.counts.drawn += 1
        began = time.perf_counter()
        drawn = await self._draw(scope, z, x, y)
        as_of = -1 if drawn.final_before is None else drawn.final_before
        return Tile(drawn.content, as_of, time.perf_counter() - began)

    async def _drawn_anew(self, scope: Scope, key: TileKey) -> None:
        if self._trusted and scope.epoch == self._epoch and self._memory.get(key) is None:
            self.counts.redrawn += 1
            await asyncio.shield(self._flight(scope, key).task)

    def _keep(self, scope: Scope, key: TileKey, tile: Tile) -> None:
        """Write it into the file, sometime soon."""
        if self.second.is_open:
            task = asyncio.create_task(self.second.ask(lambda disk: disk.write(scope, key, tile)))
            self._keeping.add(task)
            task.add_done_callback(self._keeping.discard)
