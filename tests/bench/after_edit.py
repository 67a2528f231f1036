"""After an edit: when every worker serves the new tile, and which tiles stay cached.

Whether a tile comes from the cache is found without asking the cache: while the audience's role may not read the
layer's view, no tile of it can be drawn, so who still answers has it in store.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from uuid import uuid4

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier

from tests.bench.city import AUDIENCE, LAYER, BenchCity
from tests.bench.client import ask, seconds_until_all
from tests.bench.load import Served
from tests.bench.low_zooms import path
from tests.bench.report import Figure
from tests.bench.tile_grid import Address, touching, within

_ZOOMS = (15, 16, 17)
"""Drawn from rows."""
_TILES = 60
"""Of each zoom, nearest to the middle."""
_TIMES = 4
"""Each tile is asked for, by connections of their own, so that it is very likely in the memory of both workers."""
_FOLLOWS_WITHIN_S = 1.0
_REACH = 64 / 4096 + 0.001
"""Part of a tile's side that it draws beyond its edge, and a little more."""


def measure_edit(city: BenchCity, kent: Served) -> tuple[Figure, ...]:
    """Edit the parcel in the middle, twice.

    Args:
        kent: with its tile cache.
    """
    warm = [tile for zoom in _ZOOMS for tile in islice(within(city.grid.degrees, zoom), _TILES)]
    touched = [tile for tile in warm if tile in _touched(city, tile.zoom)]
    seconds = _until_followed(city, kent, path(touched[0]))
    for tile in warm:
        for _ in range(_TIMES):
            ask(kent, path(tile))
    with _edited_and_unreadable(city):
        old = seconds_until_all(lambda: ask(kent, path(touched[0])).status != 200, within_s=5)
        answered = {tile: [ask(kent, path(tile)).status == 200 for _ in range(_TIMES)] for tile in warm}
    kept = [one for tile, answers in answered.items() if tile not in touched for one in answers]
    stale = sum(any(answered[tile]) for tile in touched)
    return (
        Figure("an edit, until all workers serve the new tile", seconds, "s", _FOLLOWS_WITHIN_S),
        Figure("an edit, until no worker serves the old tile", old, "s", _FOLLOWS_WITHIN_S),
        Figure(f"old tiles served after that, of {len(touched)} the edit touched", stale, "tiles", 0),
        Figure(
            f"still cached, of {len(warm) - len(touched)} tiles around that it did not touch",
            100 * sum(kept) / len(kept),
            "%",
            100,
            least=True,
        ),
    )


def _until_followed(city: BenchCity, kent: Served, tile: str) -> float:
    mark = uuid4().hex
    ask(kent, tile)
    with psycopg.connect(city.owner_conninfo, autocommit=True) as connection:
        _edit(connection, city, mark)
    return seconds_until_all(lambda: mark.encode() in ask(kent, tile).body)


@contextmanager
def _edited_and_unreadable(city: BenchCity) -> Iterator[None]:
    """From the moment the edit is there, the public's role may not read the layer."""
    view = Identifier(f"as_{AUDIENCE}", LAYER)
    role = Identifier(str(conninfo_to_dict(city.reader_conninfo)["user"]))
    with psycopg.connect(city.owner_conninfo, autocommit=True) as connection:
        with connection.transaction():
            _edit(connection, city, uuid4().hex)
            connection.execute(SQL("REVOKE SELECT ON {} FROM {}").format(view, role))
        try:
            yield
        finally:
            connection.execute(SQL("GRANT SELECT ON {} TO {}").format(view, role))


def _edit(connection: psycopg.Connection, city: BenchCity, mark: str) -> None:
    middle = city.grid.columns // 2
    connection.execute(
        "UPDATE city.parcel SET land_type = %s WHERE id = %s",
        [mark, middle * city.grid.columns + middle + 1],
    )


def _touched(city: BenchCity, zoom: int) -> set[Address]:
    """Tiles that draw a part of the edited parcel, their buffer included; a crooked side reaches beyond its cell."""
    middle = city.grid.columns // 2
    west, south, east, north = city.grid.box(middle - 0.1, middle - 0.1, 1.2)
    reach = _REACH * 360 / 2**zoom
    return set(touching((west - reach, south - reach, east + reach, north + reach), zoom))
