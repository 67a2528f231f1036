"""Follows what changes: one connection that listens, and asks where it was."""

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
import structlog
from psycopg.sql import SQL, Identifier

from api.tile_cache.cache import TileCache
from api.tile_cache.staleness import Stale
from gis.layer_changes import (
    CHANNEL,
    DatabaseState,
    LayerChange,
    boxes_of_change,
    changed_zooms,
    changes_since,
    database_state,
)
from gis.registry import Registry

log = structlog.get_logger(__name__)

_ASKED_EVERY_S = 5.0
"""Without being told, so that a connection whose other end is gone is noticed."""
_ANSWERED_WITHIN_S = 5.0
_RETRIED_AFTER_S = 0.2
_REOPENED_AFTER_S = 60.0
"""A second level that failed is tried again."""


@dataclass
class ChangeFollower:
    """Tells a cache of every committed change, in any order, each once.

    Args:
        conninfo: of the service's role.
        registry: as it is now.
    """

    cache: TileCache
    conninfo: str
    registry: Callable[[], Registry]
    _state: DatabaseState | None = None
    """That everything is heard of up to; None when nothing is."""
    _heard: set[tuple[str, bool, int]] = field(default_factory=set)
    """Changes that are not final yet, so that they come again."""
    _reopen_at: float = 0.0

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self.conninfo, autocommit=True
                ) as connection:
                    await self._listen(connection)
            except (psycopg.Error, TimeoutError) as error:
                log.info(
                    "tiles are not cached: changes are not heard of",
                    error=str(error).strip() or "no answer in time",
                )
            except Exception:
                log.exception("tiles are not cached: changes cannot be followed")
            finally:
                self.cache.distrust()
            await asyncio.sleep(_RETRIED_AFTER_S)

    async def _listen(self, connection: psycopg.AsyncConnection[Any]) -> None:
        await connection.execute(SQL("LISTEN {}").format(Identifier(CHANNEL)))
        while True:
            async with asyncio.timeout(_ANSWERED_WITHIN_S):
                await self._catch_up(connection)
            async with aclosing(connection.notifies(timeout=_ASKED_EVERY_S, stop_after=1)) as notices:
                async for _ in notices:
                    pass

    async def _catch_up(self, connection: psycopg.AsyncConnection[Any]) -> None:
        state = await database_state(connection)
        if self._state is not None and self._state.identity != state.identity:
            self.cache.forget()
            await self.cache.second.leave()
            self._state, self._reopen_at = None, 0.0
        since = (self._state or state).final_before
        if not self.cache.second.is_open and time.monotonic() >= self._reopen_at:
            self._reopen_at = time.monotonic() + _REOPENED_AFTER_S
            if await self.cache.second.open():
                behind = await self.cache.second.ask(lambda disk: disk.begin(state, self.cache.epoch))
                since = since if behind is None else min(since, behind)
                self._heard.clear()  # the file may not know of what this process does
        found = [c for c in await changes_since(connection, since) if c.key not in self._heard]
        stale = [s for change in found if (s := await self._stale(connection, change)) is not None]
        await self.cache.apply(stale, state)
        self._state = state
        self._heard |= {change.key for change in found}
        self._heard = {key for key in self._heard if key[2] >= state.final_before}

    async def _stale(self, connection: psycopg.AsyncConnection[Any], change: LayerChange) -> Stale | None:
        """None where the layer is none of this registry any more."""
        layer = self.registry().layers.get(change.layer)
        if layer is None:
            return None
        with suppress(psycopg.errors.UndefinedTable):
            boxes = await boxes_of_change(connection, change, layer)
            zooms = changed_zooms(layer, generalised=change.generalised)
            return Stale(change.layer, change.generalised, change.change, boxes, zooms)
        return None
