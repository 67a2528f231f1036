"""The queue of work in the background, ``ops.job``: put in, taken by workers, watched, cancelled.

A running job has a heartbeat. One whose worker was killed is found by its silence and tried again, at most
``most_attempts`` times and later each time. A job that changes a layer is taken only together with the layer's lock.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import psycopg
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gis.errors import KentError
from gis.text import Text

State = Literal["queued", "running", "done", "failed", "cancelled"]
ENDED: frozenset[State] = frozenset({"done", "failed", "cancelled"})
CHANNEL = "kent_job"
"""NOTIFY channel; the payload is the id of a job that is new or has changed."""
LAYER_LOCK = 0x6C6F6164
"""Space of the advisory locks that let one load of a layer run at a time; the second key is ``hashtext(layer)``."""
SILENT_AFTER = timedelta(seconds=60)
"""Since a running job's last heartbeat: then its worker is taken for dead."""
FIRST_DELAY = timedelta(seconds=30)
"""Until the second attempt; each further one waits four times as long."""

ADD = """
    INSERT INTO ops.job (kind, layer, arguments, owner, most_attempts, priority)
    VALUES (%(kind)s, %(layer)s, %(arguments)s, %(owner)s, %(most_attempts)s, %(priority)s) RETURNING id
"""
_CANDIDATE = """
    SELECT id, kind, layer FROM ops.job
    WHERE state = 'queued' AND run_after <= clock_timestamp() AND kind = ANY(%(kinds)s)
        AND (%(only)s::uuid IS NULL OR id = %(only)s)
        AND NOT (kind = ANY(%(locking)s) AND layer IS NOT NULL AND layer = ANY(%(busy)s))
    ORDER BY priority DESC, created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_START = """
    UPDATE ops.job SET state = 'running', worker = %(worker)s, attempts = attempts + 1, progress = NULL, error = NULL,
        started_at = clock_timestamp(), heartbeat_at = clock_timestamp(), finished_at = NULL
    WHERE id = %(id)s RETURNING id, kind, layer, arguments, owner, attempts
"""
_MINE = "id = %(id)s AND worker = %(worker)s AND attempts = %(attempts)s AND state = 'running'"
_BEAT = f"""
    UPDATE ops.job SET heartbeat_at = clock_timestamp(), progress = coalesce(%(progress)s, progress)
    WHERE {_MINE} RETURNING cancel_requested
"""
_END = f"""
    UPDATE ops.job SET state = %(state)s, result = %(result)s, error = %(error)s, finished_at = clock_timestamp()
    WHERE {_MINE}
"""
_GIVE_BACK = f"""
    UPDATE ops.job SET state = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'queued' END,
        attempts = attempts - 1, progress = NULL, run_after = clock_timestamp(),
        finished_at = CASE WHEN cancel_requested THEN clock_timestamp() END
    WHERE {_MINE}
"""
_AGAIN = """
    UPDATE ops.job SET
        state = CASE WHEN cancel_requested THEN 'cancelled' WHEN attempts >= most_attempts THEN 'failed' ELSE 'queued' END,
        error = %(error)s, progress = NULL,
        run_after = clock_timestamp() + %(delay)s * power(4, greatest(attempts - 1, 0)),
        finished_at = CASE WHEN cancel_requested OR attempts >= most_attempts THEN clock_timestamp() END
"""
_AGAIN_MINE = f"{_AGAIN} WHERE {_MINE}"
_AGAIN_OF_WORKER = f"{_AGAIN} WHERE worker = %(worker)s AND state = 'running' RETURNING id"
_AGAIN_SILENT = f"""
    {_AGAIN} WHERE id IN (
        SELECT id FROM ops.job WHERE state = 'running' AND heartbeat_at < clock_timestamp() - %(silent)s FOR UPDATE SKIP LOCKED
    ) RETURNING id
"""
CANCEL = """
    UPDATE ops.job SET cancel_requested = true,
        state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END,
        finished_at = CASE WHEN state = 'queued' THEN clock_timestamp() ELSE finished_at END
    WHERE id = %(id)s AND state IN ('queued', 'running')
"""
_LOST = Text(
    tr="İşi yürüten süreç yanıt vermiyor; hiçbir şey yarım kalmadı.",
    en="The process that ran the job does not answer; nothing was left half done.",
)
_STOPPED = Text(
    tr="İşi yürüten süreç durduruldu; iş sıraya geri döndü.",
    en="The process that ran the job was stopped; the job went back to the queue.",
)
_LOST_HINT = Text(
    tr="Yeniden deneyin; yinelenirse $KENT_HOME/logs/worker.log dosyasına bakın.",
    en="Try again; if it happens again, see $KENT_HOME/logs/worker.log.",
)


@dataclass(frozen=True)
class NewJob:
    """What is to be done.

    Args:
        layer: that it is about; locked while it runs if its kind changes layers.
        priority: the higher is taken first; somebody waits for the answer of a plan.
    """

    kind: str
    owner: str
    arguments: Mapping[str, Any]
    layer: str | None = None
    most_attempts: int = 3
    priority: int = 0

    def values(self) -> dict[str, Any]:
        """For ``ADD``."""
        return {**vars(self), "arguments": Jsonb(dict(self.arguments))}


@dataclass(frozen=True)
class Job:
    """A job as the worker that took it knows it; ``attempts`` counts this one."""

    id: UUID
    kind: str
    layer: str | None
    arguments: dict[str, Any]
    owner: str
    attempts: int


def told(error: KentError) -> dict[str, Any]:
    """An error as a job keeps it."""
    return fault(error.code, error.message, error.hint)


def fault(code: str, message: Text, hint: Text | None = None) -> dict[str, Any]:
    return {
        "code": code,
        "message": message.model_dump(),
        "hint": None if hint is None else hint.model_dump(),
    }


@dataclass(frozen=True)
class Queue:
    """The queue as one worker uses it.

    Args:
        connection: of the owner, in autocommit mode. It holds the locks of the layers that are being changed, so the
            work itself is done through it.
        worker: a name no other process has.
    """

    connection: psycopg.Connection
    worker: str

    def add(self, job: NewJob) -> UUID:
        return add(self.connection, job)

    def take(self, kinds: Collection[str], locking: Collection[str], only: UUID | None = None) -> Job | None:
        """The next job that can be done now, and its layer's lock; None when there is none.

        Args:
            kinds: that this worker can do.
            locking: those that change their layer. Where another load holds it, the job stays in the queue.
            only: no job but this one.
        """
        busy: list[str] = []
        values = {
            "kinds": list(kinds),
            "locking": list(locking),
            "busy": busy,
            "worker": self.worker,
            "only": only,
        }
        while True:
            with self.connection.transaction(), self.connection.cursor(row_factory=class_row(Job)) as cursor:
                found = self.connection.execute(_CANDIDATE, values).fetchone()
                if found is None:
                    return None
                job_id, kind, layer = found
                if kind not in locking or layer is None or self._lock(layer):
                    job = cursor.execute(_START, {**values, "id": job_id}).fetchone()
                    assert job is not None
                    self.note(
                        job.id,
                        Text(tr=f"{job.attempts}. deneme başladı.", en=f"Attempt {job.attempts} begins."),
                    )
                    return job
            busy.append(layer)

    def release(self) -> None:
        """Let go of every layer."""
        self.connection.execute("SELECT pg_advisory_unlock_all()")

    def finish(self, job: Job, result: Mapping[str, Any]) -> bool:
        """Whether it was still this worker's job; another's is left alone."""
        return self._end(job, "done", result=Jsonb(dict(result)))

    def fail(self, job: Job, error: Mapping[str, Any]) -> bool:
        return self._end(job, "failed", error=Jsonb(dict(error)))

    def cancelled(self, job: Job) -> bool:
        return self._end(job, "cancelled")

    def give_back(self, job: Job) -> None:
        """Not the job's fault: this worker stops. The attempt does not count."""
        if self.connection.execute(_GIVE_BACK, self._own(job)).rowcount:
            self.note(job.id, _STOPPED)

    def try_again(self, job: Job, error: Mapping[str, Any]) -> None:
        """Later, or fail if there were attempts enough."""
        values = {**self._own(job), "error": Jsonb(dict(error)), "delay": FIRST_DELAY}
        if self.connection.execute(_AGAIN_MINE, values).rowcount:
            self.note(job.id, Text.model_validate(error["message"]))

    def reclaim(self) -> list[UUID]:
        """After a lost connection: what this worker was doing is to be tried again."""
        return self._again(_AGAIN_OF_WORKER, worker=self.worker)

    def reclaim_silent(self, silent: timedelta = SILENT_AFTER) -> list[UUID]:
        """What killed workers left is to be tried again, or has failed."""
        return self._again(_AGAIN_SILENT, silent=silent)

    def _again(self, statement: str, **values: Any) -> list[UUID]:
        error = Jsonb(fault("worker_lost", _LOST, _LOST_HINT))
        found = self.connection.execute(statement.encode(), {"error": error, "delay": FIRST_DELAY, **values})
        jobs = [row[0] for row in found]
        for job_id in jobs:
            self.note(job_id, _LOST)
        return jobs

    def note(self, job_id: UUID, message: Text) -> None:
        """One more line of what happened to a job."""
        self.connection.execute(
            "INSERT INTO ops.job_log (job, message) VALUES (%s, %s)", [job_id, Jsonb(message.model_dump())]
        )

    def _lock(self, layer: str) -> bool:
        got = self.connection.execute(
            "SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LAYER_LOCK, layer]
        ).fetchone()
        return bool(got and got[0])

    def _end(self, job: Job, state: State, result: Jsonb | None = None, error: Jsonb | None = None) -> bool:
        values = {**self._own(job), "state": state, "result": result, "error": error}
        return self.connection.execute(_END, values).rowcount == 1

    def _own(self, job: Job) -> dict[str, Any]:
        return {"id": job.id, "worker": self.worker, "attempts": job.attempts}


def add(connection: psycopg.Connection, job: NewJob) -> UUID:
    """Put a job into the queue; workers are told when the transaction commits."""
    row = connection.execute(ADD, job.values()).fetchone()
    assert row is not None
    found: UUID = row[0]
    return found


def beat(
    connection: psycopg.Connection, worker: str, job: Job, progress: Mapping[str, Any] | None
) -> bool | None:
    """Say that the job is being done, and how far it is.

    Returns:
        Whether its owner wants it stopped; None when it is not this worker's any more.
    """
    values = {
        "id": job.id,
        "worker": worker,
        "attempts": job.attempts,
        "progress": None if progress is None else Jsonb(dict(progress)),
    }
    row = connection.execute(_BEAT, values).fetchone()
    return None if row is None else bool(row[0])


def forget_old(connection: psycopg.Connection, before: datetime) -> int:
    """Delete jobs that ended before then: their results may hold personal values."""
    return connection.execute(
        "DELETE FROM ops.job WHERE state IN ('done', 'failed', 'cancelled') AND finished_at < %s", [before]
    ).rowcount
