"""Wakes whoever streams a job's progress when the job has changed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID


@dataclass
class JobWatch:
    """One a worker process, fed by its one listening connection."""

    _waiting: dict[str, set[asyncio.Event]] = field(default_factory=dict)

    @contextmanager
    def watching(self, job_id: UUID) -> Iterator[asyncio.Event]:
        """An event that is set whenever the job has changed."""
        changed, key = asyncio.Event(), str(job_id)
        self._waiting.setdefault(key, set()).add(changed)
        try:
            yield changed
        finally:
            self._waiting[key].discard(changed)
            if not self._waiting[key]:
                del self._waiting[key]

    def tell(self, job_id: str) -> None:
        """Of a job that has changed, by its id."""
        for changed in self._waiting.get(job_id, ()):
            changed.set()

    def tell_all(self) -> None:
        """Notices may have been missed."""
        for waiting in self._waiting.values():
            for changed in waiting:
                changed.set()
