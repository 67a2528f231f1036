"""What is recorded of loads, for those who may load the layer."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from gis.errors import NotFound
from gis.reader import told_failures
from gis.text import Text

_LIST = """
    SELECT id, layer, file, mode, state, actor, counts, started_at, finished_at FROM ops.load
    WHERE layer = ANY(%(layers)s) AND id < %(before)s ORDER BY id DESC LIMIT %(limit)s
"""
_READ = "SELECT *, encode(file_sha256, 'hex') AS file_sha256 FROM ops.load WHERE id = %(id)s AND layer = ANY(%(layers)s)"
_NEWEST = 2**62


@dataclass(frozen=True)
class LoadRecords:
    """Over the service role's pool."""

    pool: AsyncConnectionPool[Any]

    async def recent(
        self, layers: Collection[str], limit: int, before: int | None = None
    ) -> list[dict[str, Any]]:
        """The newest loads of these layers, or those older than load ``before``."""
        return await self._rows(
            _LIST,
            {"layers": list(layers), "limit": limit, "before": before if before is not None else _NEWEST},
        )

    async def read(self, load_id: int, layers: Collection[str]) -> dict[str, Any]:
        """All that is recorded of one load. Raises: NotFound, also when it is of another layer."""
        found = await self._rows(_READ, {"id": load_id, "layers": list(layers)})
        if not found:
            raise NotFound("unknown_load", Text(tr="Böyle bir yükleme yok.", en="There is no such load."))
        return found[0]

    async def _rows(self, statement: str, values: dict[str, Any]) -> list[dict[str, Any]]:
        with told_failures():
            async with (
                self.pool.connection() as connection,
                connection.cursor(row_factory=dict_row) as cursor,
            ):
                await cursor.execute(statement.encode(), values)
                found: list[dict[str, Any]] = await cursor.fetchall()
        return found
