"""The second level: tiles in a SQLite file of the home, shared by its server processes; it survives a restart.

Whoever applies a change records it here in the transaction that deletes what it touched, and whoever keeps a tile looks, in
the transaction that writes it, whether a recorded change is missing in it. So the file holds no tile that lacks a change which
any process has applied, however slow the one was that drew it.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import structlog

from api.tile_cache.staleness import Stale
from api.tile_cache.tile import Scope, Tile, TileKey, worth_redrawing
from gis.files import exclusive
from gis.layer_changes import FOLLOWED_WITHIN, DatabaseState
from gis.tile_matrix_set import TILE_MATRIX_SETS

log = structlog.get_logger(__name__)

_APPLICATION = 0x4B54494C
"""SQLite's application_id: KTIL."""
_VERSION = 3
_PATIENCE_MS = 250
"""That another process may hold the file; a change must be applied within a second."""
_RECORDED_S = 600.0
"""That a change is looked at when a tile is kept; drawing one takes a minute at most."""
_USED_AGAIN_S = 3600.0
"""How exactly it is known when a tile was last asked for: so often a reader may write."""
_COUNTED_EVERY = 64
"""Tiles written between two looks at how much there is."""
_ROOM_LEFT = 0.8
"""Share of the file that tiles may take; the rest is indexes and what lies between."""
_ONE_BY_ONE = 50
"""Ranges of a zoom that are deleted one by one; for more all places are looked through."""
_ENCODINGS = ("zstd", "br", "gzip")

_SCHEMA = f"""
CREATE TABLE state (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), identity TEXT, final_before INTEGER, at REAL);
CREATE TABLE scope (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL, audience TEXT NOT NULL,
                    layers TEXT NOT NULL, matrix_set TEXT NOT NULL);
CREATE TABLE tile (
    scope INTEGER NOT NULL, z INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL,
    as_of INTEGER NOT NULL, seconds REAL NOT NULL, used REAL NOT NULL, size INTEGER NOT NULL, digest TEXT NOT NULL,
    plain BLOB NOT NULL, zstd BLOB, br BLOB, gzip BLOB, PRIMARY KEY (scope, z, x, y));
CREATE INDEX tile_used ON tile (used, size);
CREATE TABLE recorded (layer TEXT NOT NULL, generalised INTEGER NOT NULL, change INTEGER NOT NULL, boxes BLOB NOT NULL,
                       first_zoom INTEGER NOT NULL, last_zoom INTEGER NOT NULL, at REAL NOT NULL,
                       PRIMARY KEY (layer, generalised, change));
INSERT INTO state VALUES (1, NULL, 0, 0);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
"""


def _digest(contents: Iterable[bytes | None]) -> str:
    """Of a tile in all its encodings; a file that was damaged is found out by it."""
    whole = hashlib.blake2b(digest_size=16)
    for content in contents:
        whole.update(b"-" if content is None else len(content).to_bytes(8, "big") + content)
    return whole.hexdigest()


@dataclass(frozen=True)
class Removed:
    """A tile that a change made stale and that is worth drawing anew. ``layers`` and ``matrix_set`` tell the scope, which this process may not know yet."""

    audience: str
    epoch: str
    layers: tuple[str, ...]
    matrix_set: str
    z: int
    x: int
    y: int


class DiskLevel:
    """One process's hand on the file. Belongs to one thread; every method may raise sqlite3.Error or OSError."""

    def __init__(self, file: Path, most: int) -> None:
        """Open the file; one that is broken, or no cache of this release, is replaced.

        Args:
            most: bytes.
        """
        self._most = most
        self._written = 0
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with exclusive(file.with_suffix(".lock")):
            try:
                self._connection = _opened(file, most)
            except (sqlite3.DatabaseError, _Foreign) as error:
                log.warning("tile cache replaced", file=file.name, error=str(error) or type(error).__name__)
                _remove(file)
                self._connection = _opened(file, most)

    def close(self) -> None:
        self._connection.close()

    def begin(self, state: DatabaseState, epoch: str) -> int | None:
        """From which change on the file has to be brought up to date; None when it had to start empty."""
        self.keep_epoch(epoch)
        with self._writing():
            row = self._one("SELECT identity, final_before, at FROM state")
            away = state.at - datetime.fromtimestamp(row[2], UTC)
            if row[0] == state.identity and away < FOLLOWED_WITHIN:
                return int(row[1])
            for table in ("tile", "scope", "recorded"):
                self._connection.execute(f"DELETE FROM {table}")
            self._note(state)
            return None

    def keep_epoch(self, epoch: str) -> None:
        """Forget the tiles of any other registry or release."""
        with self._writing():
            self._connection.execute(
                "DELETE FROM tile WHERE scope IN (SELECT id FROM scope WHERE epoch <> ?)", (epoch,)
            )
            self._connection.execute("DELETE FROM scope WHERE epoch <> ?", (epoch,))

    def read(self, key: TileKey) -> Tile | None:
        row = self._connection.execute(
            "SELECT t.rowid, as_of, seconds, used, t.digest, plain, zstd, br, gzip FROM tile t JOIN scope s ON s.id = t.scope "
            "WHERE s.digest = ? AND z = ? AND x = ? AND y = ?",
            key,
        ).fetchone()
        if row is None:
            return None
        number, as_of, seconds, used, digest, plain, *packed = row
        if _digest((plain, *packed)) != digest:
            raise sqlite3.DatabaseError("a tile is not as it was written")
        now = time.time()
        if now - used > _USED_AGAIN_S:
            with self._writing():
                self._connection.execute("UPDATE tile SET used = ? WHERE rowid = ?", (now, number))
        kept = {
            name: content for name, content in zip(_ENCODINGS, packed, strict=True) if content is not None
        }
        return Tile(plain, as_of, seconds, kept)

    def write(self, scope: Scope, key: TileKey, tile: Tile) -> bool:
        """Keep a tile; False when a change that was applied meanwhile is missing in it, or there is no room just now."""
        try:
            kept = self._written_now(scope, key, tile)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return False
            if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
                raise
            self._make_room(_ROOM_LEFT / 2)
            return False
        self._written += 1
        if self._written % _COUNTED_EVERY == 1:
            self._make_room(_ROOM_LEFT)
        return kept

    def _written_now(self, scope: Scope, key: TileKey, tile: Tile) -> bool:
        with self._writing():
            for stale in self._recorded(tile.as_of, scope.layers):
                if stale.touches(scope.matrix_set, key.z, (key.x, key.y)):
                    return False
            packed = [tile.packed.get(name) for name in _ENCODINGS]
            row = (self._scope(scope), key.z, key.x, key.y, tile.as_of, tile.seconds, time.time(), tile.weight,
                   _digest((tile.plain, *packed)), tile.plain, *packed)  # fmt: skip
            self._connection.execute(f"REPLACE INTO tile VALUES ({', '.join('?' * len(row))})", row)
        return True

    def apply(self, changes: Sequence[Stale], state: DatabaseState) -> list[Removed]:
        """Delete what changes touched and record them; those recorded already are done.

        Args:
            state: that `changes` are complete up to.
        """
        now = time.time()
        removed: list[Removed] = []
        with self._writing():
            scopes = self._connection.execute(
                "SELECT id, epoch, audience, layers, matrix_set FROM scope"
            ).fetchall()
            for stale in changes:
                zooms = (stale.zooms.start, stale.zooms.stop)
                row = (stale.layer, stale.generalised, stale.change, stale.boxes.tobytes(), *zooms, now)
                fresh = self._connection.execute(
                    "INSERT OR IGNORE INTO recorded VALUES (?, ?, ?, ?, ?, ?, ?)", row
                )
                if fresh.rowcount == 0:
                    continue
                for number, epoch, audience, listed, matrix_set in scopes:
                    layers = tuple(json.loads(listed))
                    if stale.layer in layers:
                        removed += (
                            Removed(audience, epoch, layers, matrix_set, z, x, y)
                            for z, x, y, seconds, size in self._delete_touched(stale, number, matrix_set)
                            if worth_redrawing(z, seconds, size)
                        )
            self._connection.execute("DELETE FROM recorded WHERE at < ?", (now - _RECORDED_S,))
            self._note(state)
        return removed

    def _delete_touched(
        self, stale: Stale, scope: int, matrix_set_id: str
    ) -> Iterator[tuple[int, int, int, float, int]]:
        """Yields: zoom, column, row, seconds and size of each."""
        matrix_set = TILE_MATRIX_SETS[matrix_set_id]
        zooms = self._connection.execute("SELECT DISTINCT z FROM tile WHERE scope = ?", (scope,)).fetchall()
        for (z,) in zooms:
            ranges = stale.ranges(matrix_set, z)
            if len(ranges) <= _ONE_BY_ONE:
                chosen = [(low_x, high_x, low_y, high_y) for low_x, low_y, high_x, high_y in ranges.tolist()]
            else:
                places = self._connection.execute(
                    "SELECT x, y FROM tile WHERE scope = ? AND z = ?", (scope, z)
                ).fetchall()
                chosen = [(x, x, y, y) for x, y in stale.of(matrix_set, z, set(places))]
            for spans in chosen:
                yield from self._connection.execute(
                    "DELETE FROM tile WHERE scope = ? AND z = ? AND x BETWEEN ? AND ? AND y BETWEEN ? AND ? AND as_of <= ? "
                    "RETURNING z, x, y, seconds, length(plain)",
                    (scope, z, *spans, stale.change),
                ).fetchall()

    def _recorded(self, as_of: int, layers: tuple[str, ...]) -> Iterator[Stale]:
        rows = self._connection.execute(
            "SELECT layer, generalised, change, boxes, first_zoom, last_zoom FROM recorded WHERE change >= ?",
            (as_of,),
        ).fetchall()
        for layer, generalised, change, boxes, first, last in rows:
            if layer in layers:
                found = np.frombuffer(boxes, dtype=np.float64).reshape(-1, 4)
                yield Stale(layer, bool(generalised), change, found, range(first, last))

    def _scope(self, scope: Scope) -> int:
        told = (scope.digest, scope.epoch, scope.audience, json.dumps(scope.layers), scope.matrix_set.id)
        self._connection.execute(
            "INSERT OR IGNORE INTO scope (digest, epoch, audience, layers, matrix_set) VALUES (?, ?, ?, ?, ?)",
            told,
        )
        return int(self._one("SELECT id FROM scope WHERE digest = ?", scope.digest)[0])

    def _note(self, state: DatabaseState) -> None:
        """Never backwards: a slower process may say less."""
        self._connection.execute(
            "UPDATE state SET final_before = CASE WHEN identity = ?1 THEN max(final_before, ?2) ELSE ?2 END, "
            "at = CASE WHEN identity = ?1 THEN max(at, ?3) ELSE ?3 END, identity = ?1",
            (state.identity, state.final_before, state.at.timestamp()),
        )

    def _make_room(self, share: float) -> None:
        """Let those go that were asked for longest ago, where tiles take more than a share of the file."""
        most = int(self._most * share)
        with self._writing():
            (size,) = self._one("SELECT coalesce(sum(size), 0) FROM tile")
            if size > most:
                self._connection.execute(
                    "DELETE FROM tile WHERE rowid IN (SELECT rowid FROM (SELECT rowid, "
                    "sum(size) OVER (ORDER BY used DESC, rowid) AS up_to FROM tile) WHERE up_to > ?)",
                    (most * 9 // 10,),
                )
                self._connection.execute("DELETE FROM scope WHERE id NOT IN (SELECT scope FROM tile)")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself ends one that finds no room
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _one(self, statement: str, *values: object) -> tuple[Any, ...]:
        row: tuple[Any, ...] = self._connection.execute(statement, values).fetchone()
        return row


def discard(file: Path) -> None:
    """Remove a file that is broken; processes that have it open keep theirs."""
    with exclusive(file.with_suffix(".lock")):
        _remove(file)


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


class _Foreign(Exception):
    """The file is a database, but no cache of this release."""


def _opened(file: Path, most: int) -> sqlite3.Connection:
    file.touch(mode=0o600)  # it holds what only some may see; SQLite gives its other files the same mode
    connection = sqlite3.connect(
        file, isolation_level=None, timeout=_PATIENCE_MS / 1000, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # what is lost was a cache
        connection.execute("PRAGMA journal_size_limit = 16777216")
        (page,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute(f"PRAGMA max_page_count = {max(most // page, 64)}")
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            connection.executescript(f"BEGIN;{_SCHEMA}COMMIT;")
        elif (application, version) != (_APPLICATION, _VERSION):
            raise _Foreign
        else:
            with closing(connection.execute("SELECT * FROM state")) as found:
                if found.fetchone() is None:
                    raise _Foreign
    except BaseException:
        connection.close()
        raise
    return connection
