"""Draws tiles anew before anybody asks: one at a time, what became stale last comes first."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from api.tile_cache.tile import Scope, TileKey
from gis.errors import KentError

_MOST = 2_000
"""That wait; what became stale longest ago is drawn when somebody asks."""

log = structlog.get_logger(__name__)


class RedrawQueue:
    """Belongs to one event loop."""

    def __init__(self, draw: Callable[[Scope, TileKey], Awaitable[None]]) -> None:
        self._draw = draw
        self._waiting: dict[TileKey, Scope] = {}
        self._task: asyncio.Task[None] | None = None

    def add(self, scope: Scope, key: TileKey) -> None:
        self._waiting.pop(key, None)
        self._waiting[key] = scope
        if len(self._waiting) > _MOST:
            del self._waiting[next(iter(self._waiting))]
        if self._task is None:
            self._task = asyncio.create_task(self._work())

    def clear(self) -> None:
        self._waiting.clear()

    def close(self) -> None:
        self.clear()
        if self._task is not None:
            self._task.cancel()

    async def _work(self) -> None:
        try:
            while self._waiting:
                key, scope = self._waiting.popitem()
                try:
                    await self._draw(scope, key)
                except KentError:
                    pass  # who asks for it is told
                except Exception:  # the others are drawn all the same
                    log.exception("tile not drawn anew", layers=scope.layers, place=key[1:])
        finally:
            self._task = None
