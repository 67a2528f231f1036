"""Jobs as their owners meet them through the server: ordered, watched, cancelled; each sees only their own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from gis.database.pools import Pool
from gis.errors import NotFound
from gis.jobs import ADD, CANCEL, ENDED, NewJob, State
from gis.reader import told_failures
from gis.text import Text

_READ = """
    SELECT id, kind, layer, state, version, attempts, created_at, started_at, finished_at, cancel_requested,
        progress, error, result,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object('at', at, 'message', message) ORDER BY at)
            FROM ops.job_log WHERE job = id
        ), '[]') AS log
    FROM ops.job WHERE id = %(id)s AND owner = %(owner)s
"""


@dataclass(frozen=True)
class OwnJob:
    """A job as its owner is told of it.

    Args:
        progress: ``{step: {tr, en}, done, total}``.
        error: ``{code, message: {tr, en}, hint: {tr, en} | None}``.
        result: by kind; a plan's and a load's is the load report.
    """

    id: UUID
    kind: str
    layer: str | None
    state: State
    version: int
    attempts: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    cancel_requested: bool
    progress: dict[str, Any] | None
    error: dict[str, Any] | None
    result: dict[str, Any] | None
    log: list[dict[str, Any]]

    @property
    def ended(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True)
class JobDesk:
    """Over the service role's pool."""

    pool: Pool

    async def order(self, job: NewJob) -> UUID:
        with told_failures():
            async with self.pool.connection() as connection:
                row = await (await connection.execute(ADD, job.values())).fetchone()
        assert row is not None
        found: UUID = row[0]
        return found

    async def read(self, job_id: UUID, owner: str) -> OwnJob:
        """Raises: NotFound when there is none or it is somebody else's."""
        with told_failures():
            async with (
                self.pool.connection() as connection,
                connection.cursor(row_factory=class_row(OwnJob)) as cursor,
            ):
                await cursor.execute(_READ, {"id": job_id, "owner": owner})
                found: OwnJob | None = await cursor.fetchone()
        if found is None:
            raise unknown_job()
        return found

    async def cancel(self, job_id: UUID, owner: str) -> None:
        """A queued job is cancelled at once, a running one as soon as its worker hears of it, an ended one stays.

        Raises:
            NotFound.
        """
        await self.read(job_id, owner)
        with told_failures():
            async with self.pool.connection() as connection:
                await connection.execute(CANCEL, {"id": job_id})


def unknown_job() -> NotFound:
    return NotFound("unknown_job", Text(tr="Böyle bir iş yok.", en="There is no such job."))
