"""Files written for downloads, in processes of their own: the hot routes do not wait for them."""

import asyncio
import contextlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from gis.database.pools import Pool
from gis.errors import Unavailable
from gis.export.formats import FileFormat
from gis.export.rows import FileRows
from gis.export.write import Export, write
from gis.reader import told_failures
from gis.text import Text

EXPORTS_AT_ONCE = 2
"""Files that one worker has written at a time; each takes a process and a connection."""
_WAITING = 8
_PATIENCE_S = 10.0
"""How long one more waits for its turn."""
_LOOK_S = 0.05
_CHUNK = 256 << 10
_FILES_OF_A_PROCESS = 100
"""After so many its process is replaced by a fresh one, whatever memory the formats' libraries kept."""


class Exports:
    """One worker's exports."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(EXPORTS_AT_ONCE)
        self._waiting = 0
        self._processes: ProcessPoolExecutor | None = None

    @contextlib.asynccontextmanager
    async def written(self, pool: Pool, rows: FileRows, file_format: FileFormat) -> AsyncIterator["Written"]:
        """A file, from the time on when some of it can be sent; it is gone afterwards.

        Leaving early ends the writing.

        Raises:
            Unavailable: too many exports are under way, or the database does not answer.
        """
        await self._take_turn()
        folder = Path(tempfile.mkdtemp(prefix="kent-export-"))
        export = Export(pool.conninfo, rows, file_format, folder / f"{rows.name}.{file_format.extension}")
        writing = asyncio.create_task(self._write(export, pool))
        writing.add_done_callback(self._end_turn)
        try:
            await _until_some(export, writing)
            yield Written(export.file, writing)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _end_turn(self, writing: "asyncio.Task[None]") -> None:
        self._turns.release()
        if not writing.cancelled():
            writing.exception()  # who left early does not ask for it

    async def _take_turn(self) -> None:
        if self._waiting >= _WAITING:
            raise _busy()
        self._waiting += 1
        try:
            await asyncio.wait_for(self._turns.acquire(), _PATIENCE_S)
        except TimeoutError:
            raise _busy() from None
        finally:
            self._waiting -= 1

    async def _write(self, export: Export, pool: Pool) -> None:
        if self._processes is None:
            self._processes = ProcessPoolExecutor(
                EXPORTS_AT_ONCE,
                mp_context=get_context("spawn"),
                initializer=_end_with_parent,
                max_tasks_per_child=_FILES_OF_A_PROCESS,
            )
        try:
            with told_failures():
                async with pool.place():
                    await asyncio.get_running_loop().run_in_executor(self._processes, write, export)
        except BrokenProcessPool as error:
            self._processes = None  # one was killed, as for want of memory: the next export gets fresh ones
            raise _ended() from error

    def close(self) -> None:
        """End whatever is under way."""
        if self._processes is not None:
            self._processes.shutdown(wait=False, cancel_futures=True)


def _end_with_parent() -> None:
    """A worker that was killed leaves no process behind."""
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(0)

    Thread(target=watch, daemon=True).start()


async def _until_some(export: Export, writing: "asyncio.Task[None]") -> None:
    """Raises: whatever went wrong while nothing was sent yet."""
    while not writing.done():
        if export.file_format.grows and export.file.exists() and export.file.stat().st_size:
            return
        await asyncio.wait((writing,), timeout=_LOOK_S)
    writing.result()


@dataclass(frozen=True)
class Written:
    """A file that is written, or still grows."""

    file: Path
    writing: "asyncio.Task[None]"

    @property
    def size(self) -> int | None:
        """In bytes; None while it grows."""
        return self.file.stat().st_size if self.writing.done() else None

    async def chunks(self) -> AsyncIterator[bytes]:
        """What is written so far, then what follows.

        Raises:
            Unavailable: writing failed half-way.
        """
        with self.file.open("rb") as stream:
            while True:
                done = self.writing.done()
                if chunk := stream.read(_CHUNK):
                    yield chunk
                elif done:
                    self.writing.result()
                    return
                else:
                    await asyncio.wait((self.writing,), timeout=_LOOK_S)


def _busy() -> Unavailable:
    return Unavailable(
        "too_many_exports",
        Text(tr="Şu anda çok sayıda dosya hazırlanıyor.", en="Too many files are being written right now."),
        Text(tr="Birkaç saniye sonra yeniden deneyin.", en="Try again in a few seconds."),
    )


def _ended() -> Unavailable:
    return Unavailable(
        "export_ended",
        Text(tr="Dosya hazırlanırken yarıda kaldı.", en="Writing the file ended half-way."),
        Text(
            tr="Yeniden deneyin ya da daha küçük bir alan isteyin.",
            en="Try again, or ask for a smaller area.",
        ),
    )
