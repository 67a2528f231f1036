"""Runs the statements of ``gis.features``: asynchronously for the hot routes, in threads for pygeoapi."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
import structlog
from anyio import from_thread
from psycopg.sql import SQL

from gis.changes import (
    Change,
    Changes,
    Cursor,
    changes_statement,
    present_statement,
    restored_since,
)
from gis.crs import CrsRef
from gis.database.pools import Pool
from gis.errors import InvalidRequest, Unavailable
from gis.extent import Extent
from gis.extent_query import extent_statement
from gis.features import (
    FeatureQuery,
    Statement,
    hits_statement,
    item_statement,
    items_statement,
    neighbours_statement,
    selection,
)
from gis.registry import LayerView
from gis.related import Bonds, Company
from gis.territory import Territory
from gis.text import Text
from gis.tile_matrix_set import WEB_MERCATOR_QUAD, TileMatrixSet
from gis.tile_query import LARGEST_TILE, tile_attempts

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Page:
    """One page of features; ``features`` are GeoJSON features joined by commas."""

    features: bytes
    returned: int
    more: bool
    last_id: int | None
    last_values: list[Any] | None
    matched: int | None


@dataclass(frozen=True)
class Item:
    """One feature as GeoJSON, and which version of it that is."""

    feature: bytes
    version: int
    valid_from: datetime


@dataclass(frozen=True)
class DrawnTile:
    """A vector tile, and how far the changes of its layers are in it.

    Args:
        content: empty where no view draws anything.
        final_before: every change with a lower number is in it; None where nothing can ever be drawn.
    """

    content: bytes
    final_before: int | None = None


@dataclass(frozen=True)
class AsyncReader:
    """What one audience may read."""

    pool: Pool
    territory: Territory

    async def items(self, view: LayerView, query: FeatureQuery) -> Page:
        with told_filter_failures(query):
            row = await self.row(items_statement(view, query))
        assert row is not None
        return Page(*row)

    async def item(self, view: LayerView, feature_id: int, query: FeatureQuery) -> Item | None:
        """None when the audience sees no such feature."""
        row = await self.row(item_statement(view, feature_id, query))
        return None if row is None else Item(*row)

    async def company(self, bonds: Bonds, feature_id: int, first: int = 0) -> Company:
        """What belongs to a feature; of each relation, the first few features are named."""
        return Company() if bonds.none else bonds.read(await self.row(bonds.statement(feature_id, first)))

    async def hits(self, view: LayerView, query: FeatureQuery) -> int | None:
        with told_filter_failures(query):
            row = await self.row(hits_statement(view, query))
        return None if row is None else row[0]

    async def exceeds(self, view: LayerView, query: FeatureQuery, most: int) -> bool:
        """Whether a query selects more than so many features, whatever its limit."""
        if query.period is None:
            whole = await self.hits(view, FeatureQuery())
            if whole is not None and whole <= most:
                return False
        row = await self.row(selection(view, query, most + 1, SQL("count(*)")))
        return row is not None and int(row[0]) > most

    async def changes(self, view: LayerView, since: Cursor | None, limit: int, crs: CrsRef) -> Changes:
        """What changed in a layer since, the oldest transactions first.

        Args:
            since: None for now.

        Raises:
            Gone: the database was restored since, and what was seen then may never have been.
        """
        final_before, origin = (await self.rows(present_statement()))[0]
        now = Cursor.at(int(final_before))
        if since is None:
            return Changes((), now, now, more=False, origin=origin)
        if since.generation not in (0, now.generation):
            raise restored_since()
        rows = await self.rows(changes_statement(view, since, limit, crs))
        found = tuple(Change(*row) for row in rows)
        return Changes(found, since, now, more=len(rows) == limit, origin=origin)

    async def draw_tile(
        self,
        views: Sequence[LayerView],
        z: int,
        x: int,
        y: int,
        matrix_set: TileMatrixSet = WEB_MERCATOR_QUAD,
    ) -> DrawnTile:
        """A vector tile, empty where no view draws anything at that zoom and place; how far changes are in it."""
        tile = DrawnTile(b"")
        for statement in tile_attempts(views, self.territory, (z, x, y), matrix_set):
            row = await self.row(statement)
            assert row is not None
            tile = DrawnTile(bytes(row[0]), int(row[1]))
            if len(tile.content) <= LARGEST_TILE:
                break
        return tile

    async def row(
        self, statement: Statement, values: Mapping[str, Any] | None = None
    ) -> tuple[Any, ...] | None:
        found = await self.rows(statement, values)
        return found[0] if found else None

    async def rows(
        self, statement: Statement, values: Mapping[str, Any] | None = None
    ) -> list[tuple[Any, ...]]:
        """Raises: Unavailable."""
        with told_failures():
            async with self.pool.connection() as connection:
                cursor = connection.cursor(binary=True)
                await cursor.execute(
                    statement.text, {**statement.values, **(values or {})}, prepare=statement.prepare
                )
                found: list[tuple[Any, ...]] = await cursor.fetchall()
                return found

    async def rows_of_each(
        self, statements: Iterable[Statement], values: Mapping[str, Any] | None = None
    ) -> list[list[tuple[Any, ...]]]:
        """The rows of several statements, sent together over one connection: whoever asks much takes one turn.

        Raises:
            Unavailable: one of them failed.
        """
        with told_failures():
            async with self.pool.connection() as connection, connection.pipeline():
                cursors = []
                for statement in statements:
                    cursor = connection.cursor(binary=True)
                    await cursor.execute(
                        statement.text, {**statement.values, **(values or {})}, prepare=statement.prepare
                    )
                    cursors.append(cursor)
                return [await cursor.fetchall() for cursor in cursors]


@dataclass(frozen=True)
class ThreadReader:
    """The same for pygeoapi, which calls from anyio's threads; statements run on their event loop's connections."""

    reader: AsyncReader

    def __deepcopy__(self, memo: object) -> "ThreadReader":
        """pygeoapi copies its configuration; connections are shared, not copied."""
        return self

    def items(self, view: LayerView, query: FeatureQuery) -> Page:
        return from_thread.run(self.reader.items, view, query)

    def item(self, view: LayerView, feature_id: int, query: FeatureQuery) -> bytes | None:
        found = from_thread.run(self.reader.item, view, feature_id, query)
        return None if found is None else found.feature

    def company(self, bonds: Bonds, feature_id: int) -> Company:
        return from_thread.run(self.reader.company, bonds, feature_id)

    def neighbours(self, view: LayerView, feature_id: int) -> tuple[int | None, int | None]:
        row = from_thread.run(self.reader.row, neighbours_statement(view, feature_id))
        return (None, None) if row is None else (row[0], row[1])

    def hits(self, view: LayerView, query: FeatureQuery) -> int | None:
        return from_thread.run(self.reader.hits, view, query)

    def extent(self, view: LayerView) -> Extent:
        row = from_thread.run(self.reader.row, extent_statement(view, self.reader.territory))
        assert row is not None
        west, south, east, north, since = row
        return Extent(None if west is None else (west, south, east, north), since)


@contextmanager
def told_filter_failures(query: FeatureQuery) -> Iterator[None]:
    """A filter may compute what has no value, or compare what PostGIS cannot; that is the question's fault.

    Raises:
        InvalidRequest.
    """
    try:
        yield
    except (psycopg.DataError, psycopg.errors.InternalError_) as error:
        if query.filter is None:
            raise
        log.info("filter failed", error=type(error).__name__)
        raise InvalidRequest(
            "filter_failed",
            Text(
                tr="filter bazı öğeler için hesaplanamıyor.",
                en="The filter cannot be computed for some features.",
            ),
            Text(
                tr="Sayıların sınırı aşmadığını, geometrinin geçerli olduğunu denetleyin.",
                en="Check that numbers stay within range and that the geometry is valid.",
            ),
        ) from error


@contextmanager
def told_failures() -> Iterator[None]:
    """The database's failures in words for users; the details go to the log only."""
    try:
        yield
    except psycopg.errors.QueryCanceled as error:
        raise Unavailable(
            "too_slow",
            Text(tr="Sorgu çok uzun sürdü ve durduruldu.", en="The query took too long and was stopped."),
            Text(
                tr="Daha küçük bir alan ya da daha az kayıt isteyin.",
                en="Ask for a smaller area or fewer features.",
            ),
        ) from error
    except psycopg.OperationalError as error:
        log.error("database unavailable", error=str(error))
        raise Unavailable(
            "database_unavailable",
            Text(tr="Veritabanına ulaşılamıyor.", en="The database cannot be reached."),
            Text(tr="Birazdan yeniden deneyin.", en="Try again shortly."),
        ) from error
