"""A tile that a change touched: who still gets it and how long, who draws it anew, and how often."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from api.tile_cache import redraw
from api.tile_cache.cache import _OUTLIVES_S, TileCache
from api.tile_cache.redraw import RedrawQueue
from api.tile_cache.second_level import SecondLevel
from api.tile_cache.staleness import Stale
from api.tile_cache.tile import LOW_ZOOM, Address, Scope, TileKey
from gis.errors import Unavailable
from gis.layer_changes import DatabaseState
from gis.reader import DrawnTile
from gis.registry import LayerView, Registry
from gis.text import Text
from gis.tile_cells import EVERYWHERE, boxes_of
from gis.tile_matrix_set import WEB_MERCATOR_QUAD

EPOCH = "epoch"
AT = datetime(2026, 11, 28, tzinfo=UTC)
MEGABYTE = 1_000_000
LOW = (LOW_ZOOM, 2 ** (LOW_ZOOM - 1), 2 ** (LOW_ZOOM - 1))
"""A tile of a low zoom, right below the middle of the world."""
OTHER = (LOW_ZOOM - 1, 2 ** (LOW_ZOOM - 2), 2 ** (LOW_ZOOM - 2))
DEEP = (18, 2**17, 2**17)
"""One that is cheap to draw."""
ADDRESS = Address("public", "/tiles/parcel/12/2048/2048", b"")


@dataclass
class Easel:
    """Draws what the database would: the number of the drawing. While it is ``held``, drawings wait."""

    final_before: int = 100
    drawn: list[tuple[int, int, int]] = field(default_factory=list)
    failure: Exception | None = None
    fails_at: tuple[int, int, int] | None = None
    free: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.free.set()

    async def draw(self, scope: Scope, z: int, x: int, y: int) -> DrawnTile:
        self.drawn.append((z, x, y))
        content, as_of = b"%d" % len(self.drawn), self.final_before
        await self.free.wait()
        if self.failure is not None and self.fails_at in (None, (z, x, y)):
            raise self.failure
        return DrawnTile(content, as_of)


@dataclass
class Process:
    """One server process's cache on a clock that stands still unless the test moves it."""

    cache: TileCache
    easel: Easel
    scope: Scope
    now: list[float]
    _change: int = 100

    async def ask(self, place: tuple[int, int, int], address: Address | None = None) -> bytes:
        return (await self.cache.tile(self.scope, *place, address)).plain

    async def answered(self, place: tuple[int, int, int], address: Address | None = None) -> bytes:
        """The same; fails where it would have to wait for a drawing that is held."""
        asked = asyncio.create_task(self.ask(place, address))
        await settle(asked.done)
        return asked.result()

    async def change(self, *, generalised: bool = True) -> None:
        """A transaction that moved something in the middle of the world is heard of."""
        self._change += 1
        self.easel.final_before = self._change + 1
        boxes = np.array([[10.0, -20.0, 20.0, -10.0]])
        await self.apply([Stale("parcel", generalised, self._change, boxes, range(23))])

    async def load(self) -> None:
        """A load's read model is heard of: everything below the layer's own zooms."""
        self._change += 1
        self.easel.final_before = self._change + 1
        await self.apply([Stale("parcel", True, self._change, boxes_of(EVERYWHERE), range(14))])

    async def apply(self, changes: Sequence[Stale]) -> None:
        await self.cache.apply(changes, DatabaseState("one", self.easel.final_before, AT))


async def settle(done: Callable[[], bool]) -> None:
    """Let the other tasks run until something is so; turns of the event loop are counted, not time."""
    for _ in range(1_000_000):
        if done():
            return
        await asyncio.sleep(0)
    pytest.fail("it did not come about")


async def all_settle() -> None:
    """Let every task run that can."""
    for _ in range(50):
        await asyncio.sleep(0)


@pytest.fixture
def view(registry: Registry) -> LayerView:
    found = registry.view("parcel", "public")
    assert found is not None
    return found


@pytest.fixture
def second(tmp_path: Path) -> Iterator[SecondLevel]:
    """Without a file unless a test opens it."""
    level = SecondLevel(tmp_path / "cache" / "tiles.sqlite", MEGABYTE)
    yield level
    level.close()


def process_of(view: LayerView, second: SecondLevel, epoch: str = EPOCH) -> Process:
    easel, now = Easel(), [1_000.0]
    seen: Callable[[str, Sequence[str]], tuple[LayerView, ...]] = lambda *_: (view,)  # noqa: E731
    cache = TileCache(MEGABYTE, second, easel.draw, seen, epoch, clock=lambda: now[0])
    return Process(cache, easel, cache.scope([view], WEB_MERCATOR_QUAD), now)


@pytest.fixture
async def process(view: LayerView, second: SecondLevel) -> Process:
    made = process_of(view, second)
    await made.apply([])
    return made


class TestWhoAsksMeanwhile:
    """The old answer bridges the drawing of the new one, for a moment and for nothing else."""

    async def test_gets_the_old_tile_until_the_new_one_is_drawn(self, process: Process) -> None:
        assert await process.answered(LOW) == b"1"
        process.easel.free.clear()
        await process.change()
        assert await process.answered(LOW) == b"1"
        process.easel.free.set()
        await settle(lambda: len(process.cache.memory) == 1)
        assert await process.answered(LOW) == b"2"
        assert process.cache.counts.redrawn == 1

    async def test_waits_for_the_new_one_once_the_time_is_over(self, process: Process) -> None:
        await process.ask(LOW)
        process.easel.free.clear()
        await process.change()
        process.now[0] += _OUTLIVES_S * 0.99
        assert await process.answered(LOW) == b"1"
        process.now[0] += _OUTLIVES_S * 0.01
        asked = asyncio.create_task(process.ask(LOW))
        await all_settle()
        assert not asked.done()
        process.easel.free.set()
        await settle(asked.done)
        assert asked.result() == b"2"
        assert process.easel.drawn == [LOW, LOW], "who waits joins the drawing in the background"

    async def test_a_second_change_gives_the_old_one_no_more_time(self, process: Process) -> None:
        await process.ask(LOW)
        process.easel.free.clear()
        await process.change()
        process.now[0] += _OUTLIVES_S * 0.9
        await process.change()
        process.now[0] += _OUTLIVES_S * 0.2
        asked = asyncio.create_task(process.ask(LOW))
        await all_settle()
        process.easel.free.set()
        await asked
        assert asked.result() != b"1"
        assert await process.answered(LOW) == asked.result()

    async def test_a_cheap_tile_is_never_served_stale(self, process: Process) -> None:
        await process.ask(DEEP)
        await process.change()
        assert await process.answered(DEEP) == b"2"
        assert process.cache.counts.redrawn == 0

    async def test_an_old_tile_is_not_found_by_its_address(self, process: Process) -> None:
        await process.ask(LOW, ADDRESS)
        assert process.cache.named(ADDRESS) is not None
        process.easel.free.clear()
        await process.change()
        assert await process.answered(LOW, ADDRESS) == b"1"
        assert process.cache.named(ADDRESS) is None

    async def test_after_a_time_without_hearing_nothing_old_comes_back(self, process: Process) -> None:
        """Meanwhile everybody was given what the database drew: the tile from before would turn time back."""
        await process.ask(LOW)
        process.cache.distrust()
        assert await process.answered(LOW) == b"2"
        process.easel.free.clear()
        await process.change()
        asked = asyncio.create_task(process.ask(LOW))
        await all_settle()
        process.easel.free.set()
        assert await asked == b"3"

    async def test_nothing_old_when_changes_are_not_heard_any_more(self, process: Process) -> None:
        await process.ask(LOW)
        process.easel.free.clear()
        await process.change()
        process.cache.distrust()
        process.easel.free.set()
        await process.apply([])
        assert await process.answered(LOW) != b"1"

    async def test_nothing_old_of_what_is_forgotten(self, process: Process) -> None:
        """The database is another one, or was restored."""
        await process.ask(LOW)
        process.easel.free.clear()
        await process.change()
        process.cache.forget()
        process.easel.free.set()
        assert await process.answered(LOW) == b"2"

    async def test_nothing_old_when_what_the_audience_may_see_is_another(
        self, process: Process, view: LayerView
    ) -> None:
        """The registry was read again: neither what is kept, nor what outlives, nor what is being drawn is for anybody."""
        await process.ask(LOW, ADDRESS)
        process.easel.free.clear()
        await process.change()
        asked_before = asyncio.create_task(process.ask(OTHER))
        await all_settle()
        await process.cache.renew("another")
        process.scope = process.cache.scope([view], WEB_MERCATOR_QUAD)
        process.easel.free.set()
        await asked_before
        assert len(process.cache.memory) == 0
        drawn = len(process.easel.drawn)
        assert await process.answered(LOW) == b"%d" % (drawn + 1)
        assert await process.answered(OTHER) == b"%d" % (drawn + 2)

    async def test_old_tiles_take_no_memory_once_they_are_of_no_use(self, process: Process) -> None:
        await process.ask(LOW)
        await process.ask(OTHER)
        process.easel.free.clear()
        await process.change()
        assert len(process.cache._outliving) == 2
        process.now[0] += _OUTLIVES_S
        asyncio.create_task(process.ask(DEEP)).add_done_callback(lambda _: None)
        await all_settle()
        assert not process.cache._outliving
        process.easel.free.set()


class TestWhoDrawsItAnew:
    async def test_low_zooms_are_warm_again_after_a_load_before_anybody_asks(self, process: Process) -> None:
        """Those that showed something; what is cheap, or empty, waits for who wants it."""
        places = [(zoom, 2 ** (zoom - 1), 2 ** (zoom - 1)) for zoom in range(1, LOW_ZOOM + 1)]
        for place in places:
            await process.ask(place)
        await process.ask(DEEP)
        drawn = len(process.easel.drawn)
        await process.load()
        await settle(lambda: len(process.cache.memory) == len(places) + 1)
        assert sorted(process.easel.drawn[drawn:]) == places
        for place in places:
            await process.ask(place)
        assert len(process.easel.drawn) == drawn + len(places), "everybody finds them drawn"

    async def test_the_process_that_removed_it_from_the_file_draws_it_for_all(
        self, view: LayerView, second: SecondLevel, tmp_path: Path
    ) -> None:
        others = SecondLevel(tmp_path / "cache" / "tiles.sqlite", MEGABYTE)
        processes = [process_of(view, level) for level in (second, others)]
        first, other = processes
        try:
            for process in processes:
                assert await process.cache.second.open()
                await process.cache.second.ask(lambda disk: disk.begin(DatabaseState("one", 100, AT), EPOCH))
                await process.apply([])
            assert await first.answered(LOW) == b"1"
            await asyncio.gather(*first.cache._keeping)
            assert await other.answered(LOW) == b"1"
            assert other.easel.drawn == []
            await first.change()
            await other.change()
            await settle(lambda: first.cache.counts.redrawn == 1 and not first.cache._flights)
            await asyncio.gather(*first.cache._keeping)
            assert other.cache.counts.redrawn == 0
            other.now[0] += _OUTLIVES_S
            assert await other.answered(LOW) == b"2"
            assert (first.easel.drawn, other.easel.drawn) == ([LOW, LOW], [])
        finally:
            others.close()

    async def test_one_that_fails_keeps_no_other_from_being_drawn(self, process: Process) -> None:
        for failure in (
            Unavailable("x", Text(tr="x", en="x")),
            RuntimeError("a row that cannot be projected"),
        ):
            process.easel.failure = None
            await process.ask(LOW)
            await process.ask(OTHER)
            process.easel.failure, process.easel.fails_at = failure, LOW
            await process.change()
            await settle(lambda: process.cache._redraw._task is None)
            kept = {key[1:] for key in process.cache.memory}
            assert kept == {OTHER}, failure

    async def test_who_asks_is_told_of_a_failure_and_the_next_one_is_served(self, process: Process) -> None:
        process.easel.failure = Unavailable("x", Text(tr="x", en="x"))
        for answer in await asyncio.gather(*(process.ask(LOW) for _ in range(5)), return_exceptions=True):
            assert isinstance(answer, Unavailable)
        assert len(process.easel.drawn) == 1
        process.easel.failure = None
        assert await process.answered(LOW) == b"2"


class TestOneDrawing:
    """However many ask."""

    async def test_serves_all_who_ask_meanwhile(self, process: Process) -> None:
        process.easel.free.clear()
        asked = [asyncio.create_task(process.ask(LOW)) for _ in range(100)]
        await all_settle()
        asked[0].cancel()  # who leaves first takes nothing from the others
        process.easel.free.set()
        assert set(await asyncio.gather(*asked[1:])) == {b"1"}
        assert process.easel.drawn == [LOW]

    async def test_goes_on_when_everybody_has_left(self, process: Process) -> None:
        process.easel.free.clear()
        asked = [asyncio.create_task(process.ask(LOW)) for _ in range(3)]
        await all_settle()
        for one in asked:
            one.cancel()
        process.easel.free.set()
        await settle(lambda: len(process.cache.memory) == 1)
        assert await process.answered(LOW) == b"1"

    async def test_is_not_joined_by_who_asks_after_a_change(self, process: Process) -> None:
        process.easel.free.clear()
        before = asyncio.create_task(process.ask(DEEP))
        await all_settle()
        await process.change()
        after = [asyncio.create_task(process.ask(DEEP)) for _ in range(5)]
        await all_settle()
        process.easel.free.set()
        assert await before == b"1"
        assert set(await asyncio.gather(*after)) == {b"2"}
        assert await process.answered(DEEP) == b"2", "the tile without the change is not kept"


class TestQueue:
    """``RedrawQueue`` by itself."""

    @pytest.fixture
    def scope(self, view: LayerView) -> Scope:
        return Scope((view,), WEB_MERCATOR_QUAD, EPOCH)

    @staticmethod
    def held(drawn: list[int], free: asyncio.Event) -> Callable[[Scope, TileKey], Awaitable[None]]:
        async def draw(_: Scope, key: TileKey) -> None:
            drawn.append(key.x)
            await free.wait()

        return draw

    async def test_is_bounded_and_draws_one_at_a_time_the_latest_first(
        self, scope: Scope, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(redraw, "_MOST", 3)
        drawn: list[int] = []
        free = asyncio.Event()
        queue = RedrawQueue(self.held(drawn, free))
        queue.add(scope, TileKey(scope.digest, 12, 0, 0))
        await all_settle()
        for x in (1, 2, 3, 4, 5, 3):
            queue.add(scope, TileKey(scope.digest, 12, x, 0))
        await all_settle()
        assert drawn == [0], "one at a time"
        free.set()
        await all_settle()
        assert drawn == [0, 3, 5, 4], "of six, the three that became stale last, each once"

    async def test_is_empty_after_it_was_cleared_and_ends_when_it_is_closed(self, scope: Scope) -> None:
        drawn: list[int] = []
        queue = RedrawQueue(self.held(drawn, asyncio.Event()))
        for x in range(3):
            queue.add(scope, TileKey(scope.digest, 12, x, 0))
        await all_settle()
        queue.clear()
        queue.close()
        await all_settle()
        assert drawn == [2]
        assert queue._task is None
