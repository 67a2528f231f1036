"""The two levels of the cache by themselves: bounds, what is dropped, what survives."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from api.tile_cache.disk import DiskLevel, discard
from api.tile_cache.memory import MemoryLevel
from api.tile_cache.staleness import Stale
from api.tile_cache.tile import Address, Scope, Tile, TileKey
from gis.layer_changes import FOLLOWED_WITHIN, DatabaseState
from gis.registry import Registry
from gis.tile_matrix_set import WEB_MERCATOR_QUAD

NOW = datetime(2026, 11, 28, tzinfo=UTC)
STATE = DatabaseState("one", 100, NOW)
MEGABYTE = 1_000_000


@pytest.fixture
def scope(registry: Registry) -> Scope:
    view = registry.view("parcel", "public")
    assert view is not None
    return Scope((view,), WEB_MERCATOR_QUAD, "epoch")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "tiles.sqlite"


Opened = Callable[[], DiskLevel]


@pytest.fixture
def opened(file: Path) -> Iterator[Opened]:
    """Opens the file as one more process."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(DiskLevel(file, MEGABYTE)))


def change(number: int, *box: float) -> Stale:
    boxes = np.array([box or (10.0, -20.0, 20.0, -10.0)])
    return Stale("parcel", False, number, boxes, range(14, 23))


def touched(scope: Scope, z: int = 14) -> TileKey:
    """The tile right below the middle of the world."""
    return TileKey(scope.digest, z, 2**z // 2, 2**z // 2)


def far(scope: Scope, at: int = 0) -> TileKey:
    return TileKey(scope.digest, 14, at, 3)


def tile(size: int = 5_000, as_of: int = 50, seconds: float = 0.0) -> Tile:
    return Tile(b"\x01" * size, as_of, seconds)


class TestMemory:
    def test_it_is_bounded_and_the_one_asked_for_longest_ago_goes(self, scope: Scope) -> None:
        memory = MemoryLevel(20_000)
        for at in range(3):
            memory.put(far(scope, at), tile())
        assert memory.get(far(scope, 0))
        memory.put(far(scope, 3), tile())
        assert memory.get(far(scope, 1)) is None
        assert memory.get(far(scope, 0))
        assert memory.size <= 20_000
        memory.put(far(scope, 9), tile(30_000))
        assert memory.get(far(scope, 9)) is None

    def test_another_encoding_counts(self, scope: Scope) -> None:
        memory = MemoryLevel(10_000)
        kept = tile()
        memory.put(far(scope), kept)
        before = memory.size
        kept.packed["br"] = b"x" * 1_000
        memory.weigh(far(scope), kept)
        assert memory.size == before + 1_000
        memory.drop(far(scope))
        assert memory.size == 0

    def test_only_what_a_change_touches_and_what_lacks_it_is_dropped(self, scope: Scope) -> None:
        memory = MemoryLevel(MEGABYTE)
        memory.put(touched(scope), tile(as_of=60))
        memory.put(touched(scope, 18), tile(as_of=71))
        memory.put(touched(scope, 13), tile(as_of=1))
        memory.put(far(scope), tile(as_of=1))
        dropped = [key for key, _ in memory.drop_stale(change(70), scope)]
        assert dropped == [touched(scope)]
        assert len(memory) == 3

    def test_an_address_ends_with_its_tile(self, scope: Scope) -> None:
        memory = MemoryLevel(MEGABYTE)
        address = Address("public", "/tiles/parcel/14/0/3", b"")
        kept = tile()
        memory.put(far(scope), kept)
        memory.name(address, far(scope), kept)
        assert memory.at(address) is kept
        memory.drop(far(scope))
        assert memory.at(address) is None
        memory.name(address, far(scope), kept)
        assert memory.at(address) is None


class TestDisk:
    def test_a_tile_is_found_by_another_process_and_after_a_restart(
        self, scope: Scope, file: Path, opened: Opened
    ) -> None:
        one, other = opened(), opened()
        assert one.begin(STATE, "epoch") is None
        assert other.begin(STATE, "epoch") == 100
        kept = tile()
        kept.packed["br"] = b"packed"
        assert one.write(scope, far(scope), kept)
        found = other.read(far(scope))
        assert found is not None
        assert (found.plain, found.packed, found.as_of) == (kept.plain, {"br": b"packed"}, 50)
        one.close()
        other.close()
        assert file.stat().st_mode & 0o077 == 0
        again = opened()
        assert again.read(far(scope)) is not None

    def test_a_change_deletes_what_it_touches_for_all(self, scope: Scope, file: Path, opened: Opened) -> None:
        one, other = opened(), opened()
        one.begin(STATE, "epoch")
        for key in (touched(scope), touched(scope, 18), far(scope)):
            one.write(scope, key, tile(seconds=1.0))
        removed = other.apply([change(70)], STATE)
        assert {(r.z, r.x, r.y) for r in removed} == {touched(scope)[1:], touched(scope, 18)[1:]}
        assert one.read(touched(scope)) is None
        assert one.read(far(scope)) is not None
        assert one.apply([change(70)], STATE) == []

    def test_many_boxes_delete_the_same_as_few(self, scope: Scope, file: Path, opened: Opened) -> None:
        disk = opened()
        disk.begin(STATE, "epoch")
        width = 2 * 20037508.342789244 / 2**14
        boxes = np.array([[at * width, -5.0, at * width + 1, -4.0] for at in range(1, 400, 4)])
        for at in range(8):
            disk.write(scope, TileKey(scope.digest, 14, 2**13 + at, 2**13), tile())
        disk.apply([Stale("parcel", False, 70, boxes, range(14, 23))], STATE)
        left = [at for at in range(8) if disk.read(TileKey(scope.digest, 14, 2**13 + at, 2**13))]
        assert left == [2, 3, 6, 7]

    def test_a_slow_drawing_that_lacks_a_change_is_not_kept(
        self, scope: Scope, file: Path, opened: Opened
    ) -> None:
        one, slow = opened(), opened()
        one.begin(STATE, "epoch")
        one.apply([change(70)], STATE)
        assert not slow.write(scope, touched(scope), tile(as_of=60))
        assert slow.write(scope, far(scope), tile(as_of=60))
        assert slow.write(scope, touched(scope), tile(as_of=71))

    @pytest.mark.parametrize(
        "state",
        [
            DatabaseState("another", 100, NOW),
            DatabaseState("one", 100, NOW + FOLLOWED_WITHIN + timedelta(seconds=1)),
        ],
    )
    def test_another_database_or_a_long_absence_begins_empty(
        self, scope: Scope, file: Path, opened: Opened, state: DatabaseState
    ) -> None:
        disk = opened()
        disk.begin(STATE, "epoch")
        disk.write(scope, far(scope), tile())
        assert disk.begin(state, "epoch") is None
        assert disk.read(far(scope)) is None

    def test_it_is_bounded(self, scope: Scope, file: Path, opened: Opened) -> None:
        disk = opened()
        disk.begin(STATE, "epoch")
        for at in range(600):
            disk.write(scope, far(scope, at), tile())
        assert file.stat().st_size <= MEGABYTE
        assert disk.read(far(scope, 599)) or disk.read(far(scope, 598))
        assert disk.read(far(scope, 0)) is None

    def test_another_registry_forgets_the_tiles_of_the_former(
        self, scope: Scope, file: Path, opened: Opened
    ) -> None:
        disk = opened()
        disk.begin(STATE, "epoch")
        disk.write(scope, far(scope), tile())
        disk.keep_epoch("epoch")
        assert disk.read(far(scope)) is not None
        disk.keep_epoch("another")
        assert disk.read(far(scope)) is None

    def test_what_a_killed_process_was_writing_is_not_there(
        self, scope: Scope, file: Path, opened: Opened
    ) -> None:
        disk = opened()
        disk.begin(STATE, "epoch")
        disk.write(scope, far(scope), tile())
        killed = sqlite3.connect(file, isolation_level=None)
        killed.execute("BEGIN IMMEDIATE")
        killed.execute("DELETE FROM tile")
        killed.close()  # its transaction never ends
        again = opened()
        assert again.begin(STATE, "epoch") == 100
        assert again.read(far(scope)) is not None

    def test_while_another_writes_a_tile_is_not_kept_and_nothing_fails(
        self, scope: Scope, file: Path, opened: Opened
    ) -> None:
        disk = opened()
        disk.begin(STATE, "epoch")
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert not disk.write(scope, far(scope), tile())
        other.close()
        assert disk.write(scope, far(scope), tile())

    @pytest.mark.parametrize("column", ["plain", "zstd", "br", "gzip"])
    def test_a_changed_byte_is_noticed(self, scope: Scope, file: Path, opened: Opened, column: str) -> None:
        disk = opened()
        disk.begin(STATE, "epoch")
        kept = tile()
        kept.packed["br"] = b"packed"
        disk.write(scope, far(scope), kept)
        assert opened().read(far(scope)) is not None
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute(f"UPDATE tile SET {column} = CAST('other' AS BLOB)")
        with pytest.raises(sqlite3.DatabaseError):
            disk.read(far(scope))
        discard(file)
        assert opened().read(far(scope)) is None

    @pytest.mark.parametrize(
        "statement", ["PRAGMA user_version = 99", "PRAGMA application_id = 5", "DROP TABLE state"]
    )
    def test_a_file_of_something_else_is_replaced(
        self, scope: Scope, file: Path, opened: Opened, statement: str
    ) -> None:
        disk = opened()
        disk.begin(STATE, "epoch")
        disk.write(scope, far(scope), tile())
        disk.close()
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute(statement)
        again = opened()
        assert again.begin(STATE, "epoch") is None
        assert again.read(far(scope)) is None
