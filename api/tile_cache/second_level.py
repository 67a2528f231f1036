"""The second level as the event loop sees it: one thread's work, never fatal."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import structlog

from api.tile_cache.disk import DiskLevel, discard

log = structlog.get_logger(__name__)


class SecondLevel:
    """Does without the file when anything is wrong with it, until the process listens anew."""

    def __init__(self, file: Path, most: int) -> None:
        """Args: most: bytes; 0 for none."""
        self._file = file
        self._most = most
        self._disk: DiskLevel | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tile-cache")

    @property
    def is_open(self) -> bool:
        return self._disk is not None

    async def open(self) -> bool:
        """Open the file anew; whether it is there."""
        await self.leave()
        if self._most:
            self._disk = await self._run(lambda: DiskLevel(self._file, self._most))
        return self.is_open

    async def ask[T](self, work: Callable[[DiskLevel], T]) -> T | None:
        """Let the thread do something with the file, one thing after the other; None when it failed, or there is none."""
        disk = self._disk
        if disk is None:
            return None
        return await self._run(lambda: work(disk))

    async def leave(self) -> None:
        """Let go of the file."""
        disk, self._disk = self._disk, None
        if disk is not None:
            await self._run(disk.close)

    def close(self) -> None:
        """At the end of the process; what was begun is finished."""
        disk, self._disk = self._disk, None
        if disk is not None:
            self._thread.submit(disk.close)
        self._thread.shutdown(wait=True)

    async def _run[T](self, work: Callable[[], T]) -> T | None:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except (sqlite3.Error, OSError) as error:
            log.warning("no second level of tiles", error=str(error))
            disk, self._disk = self._disk, None
            if disk is not None:
                self._thread.submit(disk.close)
            if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
                self._thread.submit(discard, self._file)
            return None
