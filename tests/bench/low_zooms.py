"""Every tile of the zooms below those that are drawn from rows: how large, how long it takes the database to draw."""

from statistics import median

from tests.bench.city import LAYER, BenchCity
from tests.bench.client import ask, seconds_until_all
from tests.bench.load import Served
from tests.bench.report import Figure
from tests.bench.tile_grid import Address, touching, within

ZOOMS = range(6, 14)
_DETAIL = 14
"""The first zoom that shows each parcel: its tiles have to be small as well, how long they take is told."""
_MOST_MS = 100
_MOST_KB = 500
_ASKED = 3
"""Times each tile is asked for; the median counts."""
_READ_MODELS_S = 30.0
_READ_MODELS_A_MILLION_S = 120.0


def build_limit_s(parcels: int) -> float:
    """Seconds after which low zooms without anything to draw count as missing."""
    return _READ_MODELS_S + _READ_MODELS_A_MILLION_S * parcels / 1e6


def path(tile: Address) -> str:
    """Below the root of Kent's API."""
    return f"/collections/{LAYER}/tiles/WebMercatorQuad/{tile.ogc}?f=mvt"


def middle(city: BenchCity, zoom: int) -> Address:
    """The tile over the middle of the parcels."""
    return next(within(city.grid.degrees, zoom), None) or touching(city.grid.degrees, zoom)[0]


def await_read_models(city: BenchCity, uncached: Served) -> Figure:
    """How long the read models of the whole layer take, from the start of the worker that makes them."""
    paths = [path(middle(city, zoom)) for zoom in ZOOMS]
    seconds = seconds_until_all(
        lambda: all(ask(uncached, one).status == 200 for one in paths), build_limit_s(city.grid.rows)
    )
    return Figure("read models of all parcels, made anew", seconds, "s")


def measure_low_zooms(city: BenchCity, uncached: Served) -> tuple[Figure, ...]:
    """The slowest and the largest tile of each zoom, and how many have nothing in them.

    Args:
        uncached: Kent without its tile cache.
    """
    return tuple(figure for zoom in (*ZOOMS, _DETAIL) for figure in _measure(city, uncached, zoom))


def _measure(city: BenchCity, uncached: Served, zoom: int) -> tuple[Figure, ...]:
    answers = [[ask(uncached, path(tile)) for _ in range(_ASKED)] for tile in touching(city.grid.inner, zoom)]
    if any(one.status not in (200, 204) for asked in answers for one in asked):
        raise RuntimeError(f"zoom {zoom}: {sorted({one.status for asked in answers for one in asked})}")
    name = f"zoom {zoom}, {len(answers)} tiles not cached"
    slowest = max(median(one.seconds for one in asked) for asked in answers) * 1000
    largest = max(len(asked[0].body) for asked in answers) / 1000
    empty = sum(not asked[0].body for asked in answers)
    return (
        Figure(f"{name}: the slowest", slowest, "ms", _MOST_MS if zoom in ZOOMS else None),
        Figure(f"{name}: the largest", largest, "kB", _MOST_KB),
        Figure(f"{name}: empty", empty, "tiles", 0),
    )
