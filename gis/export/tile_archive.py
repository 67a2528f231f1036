"""Tiles of some layers into one PMTiles file: what an audience is served, as one snapshot of the database."""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from psycopg.sql import SQL, Composed

from gis.crs import Bounds
from gis.errors import InvalidRequest
from gis.extent_query import extent_statement
from gis.features import view_name
from gis.generalisation import lowest_zoom
from gis.privacy import PUBLIC
from gis.registry import LayerView
from gis.territory import Territory
from gis.text import Text
from gis.tile_matrix_set import WEB_MERCATOR_QUAD
from gis.tile_query import LARGEST_TILE, storage_bounds, tile_attempts

DEEPEST_USUAL_ZOOM = 16
"""Clients enlarge the last tiles; coordinates of this zoom are within 6 cm at 40° north."""
_LEVEL = 6
"""Of gzip: higher ones take twice as long for 1 %."""

Address = tuple[int, int]
"""Column and row."""


class ArchiveProgress(Protocol):
    def step(self, title: Text, total: int | None = None) -> None:
        """A zoom begins; ``total`` is its number of tiles."""

    def advance(self, amount: int) -> None:
        """So many more are done."""


@dataclass(frozen=True)
class TileArchive:
    """What is written.

    Attributes:
        views: one audience's, of layers with tiles.
        area: longitude/latitude; tiles that touch it are written whole.
        zooms: ends included.
        metadata: TileJSON's keys: names, attribution, vector_layers.
    """

    views: tuple[LayerView, ...]
    area: Bounds
    zooms: tuple[int, int]
    metadata: dict[str, Any]


@dataclass(frozen=True)
class Written:
    tiles: int
    size: int
    zooms: tuple[int, int]


def usual_zooms(views: Sequence[LayerView]) -> tuple[int, int]:
    """From the first zoom with anything to draw to the one from which clients enlarge.

    A layer that begins beyond that would otherwise be in no tile at all.
    """
    highest = max(view.layer.zoom[1] for view in views)
    begun = max(view.layer.zoom[0] for view in views)
    return min(map(lowest_zoom, views)), max(min(DEEPEST_USUAL_ZOOM, highest), begun)


def extents_of(
    connection: psycopg.Connection, territory: Territory, views: Sequence[LayerView]
) -> dict[str, Bounds]:
    """Layer id -> longitude/latitude bounds of its data; a layer without any is left out."""
    found: dict[str, Bounds] = {}
    for view in views:
        row = connection.execute(extent_statement(view, territory).text).fetchone()
        if row is not None and row[0] is not None:
            found[view.id] = (row[0], row[1], row[2], row[3])
    return found


def write_tile_archive(
    connection: psycopg.Connection,
    territory: Territory,
    archive: TileArchive,
    file: Path,
    progress: ArchiveProgress,
) -> Written:
    """Write the file; it appears under its name when it is whole. The same rows give the same bytes.

    Args:
        connection: of the audience's role, outside of any transaction.

    Raises:
        InvalidRequest: there is nothing to draw, or the file cannot be written.
    """
    if not file.name:
        raise InvalidRequest(
            "no_file", Text(tr="Yazılacak dosyanın adı yok.", en="The file to write has no name.")
        )
    part = file.with_name(f"{file.name}.part")
    try:
        if archive.views[0].audience != PUBLIC:
            part.touch(0o600)  # as backups: whoever shares the machine is not of that audience
        with part.open("wb") as target:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            with connection.transaction():
                written = _write(connection, territory, archive, Writer(target), progress)
        size = part.stat().st_size
        part.replace(file)
    except OSError as error:
        raise InvalidRequest(
            "unwritable_file",
            Text(tr=f"{file} yazılamıyor ({error.strerror}).", en=f"{file} cannot be written ({error.strerror})."),
            Text(tr="Klasörü ve boş yeri denetleyin.", en="Check the folder and the space left."),
        ) from error  # fmt: skip
    finally:
        part.unlink(missing_ok=True)
    return Written(written, size, archive.zooms)


def _write(
    connection: psycopg.Connection,
    territory: Territory,
    archive: TileArchive,
    writer: Writer,
    progress: ArchiveProgress,
) -> int:
    first, last = archive.zooms
    tiles = 0
    for zoom, addresses in _levels(connection, territory, archive):
        if zoom < first:
            continue
        progress.step(Text(tr=f"z {zoom}: karolar", en=f"z {zoom}: tiles"), len(addresses))
        # In the order of the file, so that it need not be sorted and near tiles lie near each other.
        for tile_id, (x, y) in sorted((zxy_to_tileid(zoom, x, y), (x, y)) for x, y in addresses):
            content = _drawn(connection, territory, archive.views, (zoom, x, y))
            if content:
                writer.write_tile(tile_id, gzip.compress(content, _LEVEL, mtime=0))
                tiles += 1
            progress.advance(1)
    if not tiles:
        raise InvalidRequest(
            "nothing_to_export",
            Text(
                tr=f"Bu alanda z {first}–{last} arasında çizilecek bir şey yok.",
                en=f"There is nothing to draw in that area at z {first} to {last}.",
            ),
            Text(
                tr="--layers, --area ve --zooms seçeneklerini denetleyin.",
                en="Check --layers, --area and --zooms.",
            ),
        )
    west, south, east, north = archive.area
    header = {
        "tile_compression": Compression.GZIP,
        "tile_type": TileType.MVT,
        "min_lon_e7": round(west * 1e7),
        "min_lat_e7": round(south * 1e7),
        "max_lon_e7": round(east * 1e7),
        "max_lat_e7": round(north * 1e7),
        "center_zoom": first,
        "center_lon_e7": round((west + east) * 5e6),
        "center_lat_e7": round((south + north) * 5e6),
        "version": 3,
    }
    writer.finalize(header, archive.metadata)
    return tiles


def _drawn(
    connection: psycopg.Connection,
    territory: Territory,
    views: Sequence[LayerView],
    address: tuple[int, int, int],
) -> bytes:
    """The tile as it is served."""
    content = b""
    with connection.cursor(binary=True) as cursor:
        for statement in tile_attempts(views, territory, address):
            row = cursor.execute(statement.text, statement.values, prepare=False).fetchone()
            assert row is not None
            content = bytes(row[0])
            if len(content) <= LARGEST_TILE:
                break
    return content


def _levels(
    connection: psycopg.Connection, territory: Territory, archive: TileArchive
) -> Iterator[tuple[int, list[Address]]]:
    """Zoom by zoom the tiles that rows lie in or near; where a tile has none, neither have those it divides into."""
    occupied = _occupied(archive.views)
    found: list[Address] = [(0, 0)]
    for zoom in range(archive.zooms[1] + 1):
        limits = WEB_MERCATOR_QUAD.limits(archive.area, zoom)
        if zoom:
            found = [(2 * x + i, 2 * y + j) for x, y in found for i in (0, 1) for j in (0, 1)]
        kept = []
        for x, y in found:
            bounds = territory.tile(zoom, x, y) if limits.hold(x, y) else None
            if bounds is None:
                continue
            row = connection.execute(occupied, storage_bounds(bounds, territory)).fetchone()
            if row is not None and row[0]:
                kept.append((x, y))
        found = kept
        yield zoom, found


def _occupied(views: Sequence[LayerView]) -> Composed:
    one = SQL(
        "EXISTS (SELECT 1 FROM {} WHERE geom && ST_MakeEnvelope(%(xmin)s, %(ymin)s, %(xmax)s, %(ymax)s, %(srid)s))"
    )
    return SQL("SELECT {}").format(SQL(" OR ").join(one.format(view_name(view)) for view in views))
