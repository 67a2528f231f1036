"""After a load that removes a square of blocks: when every worker serves what is left, at every zoom."""

from collections.abc import Callable
from contextlib import ExitStack
from math import isinf
from time import perf_counter

from api import serving
from etl import service
from gis.municipality import Home
from tests.bench.client import Answer, ask, seconds_until_all
from tests.bench.load import Served
from tests.bench.low_zooms import ZOOMS, path
from tests.bench.peer import START_WITHIN_S
from tests.bench.report import Figure
from tests.bench.servers import WORKERS
from tests.bench.tile_grid import Address, at
from tests.free_port import free_port

_DETAIL = 15
_FOLLOWS_WITHIN_S = 1.0
_NOBODY_WAITS_MS = 100


def measure_after_load(
    home: Home, place: tuple[float, float], load: Callable[[], None], built_within_s: float
) -> tuple[Figure, ...]:
    """Serve the home, ask for the tiles over a place at every zoom, load, and ask until they have changed.

    Args:
        place: longitude and latitude of what the load removes.
        load: returns when it is published.
        built_within_s: seconds that the first read models may take before low zooms count as missing.
    """
    with ExitStack() as stack:
        stack.callback(serving.stop, home.path)
        serving.start(home.path, "127.0.0.1", free_port(), WORKERS)
        kent = Served(f"{serving.await_healthy(home.path, timeout=START_WITHIN_S).url}/ogc")
        stack.callback(service.stop, home.path)
        service.start(home.path)
        detail, low = at(*place, _DETAIL), [at(*place, zoom) for zoom in ZOOMS]
        built_s = seconds_until_all(
            lambda: all(ask(kent, path(tile)).status == 200 for tile in low), built_within_s
        )
        if isinf(built_s):
            raise RuntimeError(f"the first read models were not built within {built_within_s:.0f} s")
        watch = _Watch(kent, {tile: ask(kent, path(tile)).body for tile in (detail, *low)})
        load()
        watch.answers.clear()
        start = perf_counter()
        rows_s = seconds_until_all(lambda: watch.changed([detail]))
        waited_s = perf_counter() - start
        low_s = seconds_until_all(lambda: watch.changed(low))
        followed_s = rows_s if low_s == 0 else waited_s + low_s
        slowest_ms = max(one.seconds for one in watch.answers) * 1000
    return (
        Figure("a load, until all workers serve the new tile of zoom 15", rows_s, "s", _FOLLOWS_WITHIN_S),
        Figure("a load, until all workers serve the new tiles of zooms 6 to 13", followed_s, "s"),
        Figure("the slowest answer meanwhile", slowest_ms, "ms", _NOBODY_WAITS_MS),
    )


class _Watch:
    """Tiles as they were, asked for again."""

    def __init__(self, kent: Served, before: dict[Address, bytes]) -> None:
        self._kent = kent
        self._before = before
        self.answers: list[Answer] = []

    def changed(self, tiles: list[Address]) -> bool:
        answers = [ask(self._kent, path(tile)) for tile in tiles]
        self.answers += answers
        return all(answer.body != self._before[tile] for answer, tile in zip(answers, tiles, strict=True))
