"""What is recorded of loads, for those who may load the layer."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from gis.database.pools import Pool
from gis.errors import NotFound
from gis.load_report import MOST_FINDINGS, READ_FINDINGS, READ_LOAD, LoadRecord
from gis.municipality import Home
from gis.reader import told_failures
from gis.text import Language, Text

_LIST = """
    SELECT id, layer, file, mode, state, actor, counts, started_at, finished_at FROM ops.load
    WHERE layer = ANY(%(layers)s) AND id < %(before)s ORDER BY id DESC LIMIT %(limit)s
"""
_EXPORT = """
    SELECT id FROM ops.job
    WHERE kind = 'quarantine' AND state = 'done' AND (arguments->>'load')::bigint = %(id)s
        AND arguments->>'language' = %(language)s
    ORDER BY finished_at DESC LIMIT 1
"""
_NEWEST = 2**62


@dataclass(frozen=True)
class LoadRecords:
    """Over the service role's pool."""

    pool: Pool

    async def recent(
        self, layers: Collection[str], limit: int, before: int | None = None
    ) -> list[dict[str, Any]]:
        """The newest loads of these layers, or those older than load ``before``."""
        return await self._rows(
            _LIST,
            {"layers": list(layers), "limit": limit, "before": before if before is not None else _NEWEST},
        )

    async def read(self, load_id: int, layers: Collection[str]) -> dict[str, Any]:
        """One load. Raises: NotFound, also when it is of another layer."""
        found = await self._rows(READ_LOAD, {"id": load_id, "layers": list(layers)})
        if not found:
            raise NotFound("unknown_load", Text(tr="Böyle bir yükleme yok.", en="There is no such load."))
        return found[0]

    async def record(self, home: Home, load_id: int, layers: Collection[str]) -> LoadRecord:
        """All that is recorded of one load. Raises: NotFound, also when it is of another layer."""
        load = await self.read(load_id, layers)
        found = await self._rows(READ_FINDINGS, {"id": load_id, "most": MOST_FINDINGS})
        return await asyncio.to_thread(LoadRecord.of, home, load, found)

    async def exported(self, load_id: int, language: Language) -> UUID:
        """The newest job that wrote the load's quarantine to a file. Raises: NotFound."""
        found = await self._rows(_EXPORT, {"id": load_id, "language": language})
        if not found:
            raise not_exported()
        job: UUID = found[0]["id"]
        return job

    async def _rows(self, statement: str, values: dict[str, Any]) -> list[dict[str, Any]]:
        with told_failures():
            async with (
                self.pool.connection() as connection,
                connection.cursor(row_factory=dict_row) as cursor,
            ):
                await cursor.execute(statement.encode(), values)
                found: list[dict[str, Any]] = await cursor.fetchall()
        return found


def not_exported() -> NotFound:
    """The quarantine lies in no file (any more)."""
    return NotFound(
        "quarantine_not_exported",
        Text(
            tr="Bu yüklemenin karantinası bir dosyaya yazılmamış.",
            en="The quarantine of this load is in no file.",
        ),
        Text(
            tr="Önce POST ile yazdırın; iş bitince indirin.",
            en="Have it written with POST first; fetch it when the job is done.",
        ),
    )
