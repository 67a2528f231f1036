"""A running job's sign of life: heartbeat and progress out, its owner's wish to cancel in."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self

import psycopg

from gis import jobs
from gis.jobs import Job
from gis.text import Text

_LOOK_S = 0.5
"""Between two looks at the progress; what has changed is told."""
_BEAT_S = 5.0
"""Between two heartbeats when nothing has changed; cancelling is noticed with them."""


class JobProgress:
    """A load's progress (``etl.progress.LoadProgress``) as a job keeps it."""

    def __init__(self) -> None:
        self._step: Text | None = None
        self._done = 0
        self._total: int | None = None

    def step(self, title: Text, total: int | None = None) -> None:
        self._step, self._done, self._total = title, 0, total

    def advance(self, amount: int) -> None:
        self._done += amount

    def told(self) -> dict[str, Any] | None:
        """None before the first step."""
        step = self._step
        return None if step is None else {"step": step.model_dump(), "done": self._done, "total": self._total}


class Pulse:
    """A thread with a connection of its own while a job runs.

    Args:
        interrupt: ends the job's work in the main thread.

    Attributes:
        cancelled: the owner wants the job stopped.
        lost: the job is no longer this worker's.
    """

    def __init__(
        self, conninfo: str, worker: str, job: Job, progress: JobProgress, interrupt: Callable[[], None]
    ) -> None:
        self.cancelled = False
        self.lost = False
        self._conninfo, self._worker, self._job = conninfo, worker, job
        self._progress, self._interrupt = progress, interrupt
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"pulse-{job.id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(timeout=_BEAT_S)

    def _beat(self) -> None:
        while not self._ended.is_set():
            with suppress(psycopg.OperationalError):  # the work itself will notice
                self._beat_over(psycopg.connect(self._conninfo, autocommit=True, connect_timeout=10))
            self._ended.wait(_LOOK_S)

    def _beat_over(self, opened: psycopg.Connection) -> None:
        told, silent = None, _BEAT_S
        with opened as connection:
            while not self._ended.wait(_LOOK_S):
                silent += _LOOK_S
                now = self._progress.told()
                if now == told and silent < _BEAT_S:
                    continue
                wish = jobs.beat(connection, self._worker, self._job, now if now != told else None)
                told, silent = now, 0.0
                if wish is not False and not self._ended.is_set():
                    self.cancelled, self.lost = wish is True, wish is None
                    self._interrupt()
                    self._ended.set()
