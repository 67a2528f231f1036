"""What is asked: the same list of requests for Kent and its peers, and the SQL Kent answers each with."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlencode

import psycopg

from api.ogc.items_request import parse_item, parse_items
from gis.crs import Bounds, epsg_uri
from gis.features import Statement, item_statement, items_statement
from gis.tile_query import tile_attempts
from tests.bench.city import LAYER, SRID, BenchCity
from tests.bench.mapserver import tile_path
from tests.bench.report import (
    CONSTANT,
    DATABASE,
    KENT,
    MAPSERVER,
    MARTIN,
    SIGNED_IN,
    STOCK,
    STOCK_UNCOUNTED,
    TEGOLA,
    TIPG,
    Goal,
)
from tests.bench.tile_grid import Address, within
from tests.bench.tipg import COLLECTION

_ZOOM = 15
_VARIED = 50
"""Requests of a case whose place or feature varies; pgbench takes 128 scripts at most."""
_BOX_CELLS = 14
"""Parcels along a side of a bbox; it touches those at its edges too, so about 225 are found."""
_DRAWN_TILES = 120
"""So many that no two connections ask for the same one at a time, which Kent would draw once for both."""
_CACHED_TILES = 32
_ITEMS_GOALS = (
    Goal(STOCK, 10),
    Goal(STOCK_UNCOUNTED, 10),
    Goal(TIPG, 1),
    Goal(DATABASE, 0.8),
    Goal(KENT, 0.9, of=SIGNED_IN),
)
_TILE_GOALS = (
    Goal(DATABASE, 0.85),
    *(Goal(peer, 1) for peer in (STOCK, TIPG, MARTIN, TEGOLA, MAPSERVER)),
)
_CACHED_GOALS = (Goal(CONSTANT, 0.8),)


@dataclass(frozen=True)
class Asked:
    """One request, in the forms it is measured in.

    Attributes:
        paths: below the root of each server's API, by its name; a server without one is not asked.
        statement: complete SQL: pgbench binds no bytes; none where the database is not asked.
    """

    paths: Mapping[str, str]
    statement: str | None = None


@dataclass(frozen=True)
class Case:
    """Requests of one kind.

    Attributes:
        asked: the requests.
        edges: servers may differ in features at the edge of the place that is asked for.
        goals: the ratios wanted, first steps before final ones; those against a peer that is absent do not count.
        drawn: Kent's tile cache is left out, every tile is drawn by the database.
        headers: of each request.
    """

    name: str
    asked: tuple[Asked, ...]
    goals: tuple[Goal, ...] = ()
    edges: bool = False
    drawn: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


def cases(city: BenchCity) -> list[Case]:
    """The benchmark's cases; the same ones in every run."""
    chance = random.Random(20260101)
    with psycopg.connect(city.reader_conninfo) as connection:
        ask = _Asker(city, psycopg.ClientCursor(connection))
        corners = [_corner(city, chance) for _ in range(_VARIED)]
        ids = [chance.randint(1, city.grid.rows) for _ in range(_VARIED)]
        return [
            Case("items, limit 100", (ask.items(limit="100"),), _ITEMS_GOALS),
            Case("items, limit 1000", (ask.items(limit="1000"),), _ITEMS_GOALS),
            Case("items in a bbox", tuple(ask.box(*corner) for corner in corners), _ITEMS_GOALS, edges=True),
            Case("one feature", tuple(ask.item(id) for id in ids)),
            Case(
                "tile, zoom 15, not cached",
                tuple(ask.tile(tile) for tile in _tiles(city, _DRAWN_TILES)),
                _TILE_GOALS,
                edges=True,
                drawn=True,
            ),
        ]


def cached_cases(city: BenchCity, size: Callable[[str, Mapping[str, str]], int]) -> list[Case]:
    """Tiles from Kent's cache, against constant bodies of the same sizes.

    Args:
        size: bytes that Kent answers a path with, asked with these headers.
    """
    return [
        Case(
            name,
            tuple(_cached(tile, size, headers) for tile in _tiles(city, _CACHED_TILES)),
            _CACHED_GOALS,
            headers=headers,
        )
        for name, headers in (
            ("tile, zoom 15, cached", {}),
            ("tile, zoom 15, cached, brotli", {"Accept-Encoding": "br"}),
        )
    ]


def _cached(
    tile: Address, size: Callable[[str, Mapping[str, str]], int], headers: Mapping[str, str]
) -> Asked:
    ours = f"/collections/{LAYER}/tiles/WebMercatorQuad/{tile.ogc}?f=mvt"
    return Asked({KENT: ours, SIGNED_IN: ours, CONSTANT: f"/{size(ours, headers)}"})


@dataclass(frozen=True)
class _Asker:
    city: BenchCity
    cursor: psycopg.ClientCursor

    def items(self, **parameters: str) -> Asked:
        return self._asked(f"items?{_query(parameters)}", self._items_statement(parameters))

    def box(self, column: float, row: float) -> Asked:
        """Stock pygeoapi finds nothing by degrees where the storage CRS has its northing first; it gets metres."""
        degrees = {"bbox": _joined(self.city.grid.box(column, row, _BOX_CELLS)), "limit": "1000"}
        metres = {
            "bbox": _joined(self.city.grid.metres(column, row, _BOX_CELLS)),
            "bbox-crs": epsg_uri(SRID),
            "limit": "1000",
        }
        return self._asked(
            f"items?{_query(degrees)}", self._items_statement(degrees), stock=f"items?{_query(metres)}"
        )

    def item(self, feature_id: int) -> Asked:
        query = parse_item([], self.city.view, self.city.territory)
        statement = self._written(item_statement(self.city.view, feature_id, query))
        return self._asked(f"items/{feature_id}?f=json", statement)

    def tile(self, tile: Address) -> Asked:
        address = (tile.zoom, tile.x, tile.y)
        statement = next(tile_attempts([self.city.view], self.city.territory, address))
        asked = self._asked(f"tiles/WebMercatorQuad/{tile.ogc}?f=mvt", self._written(statement))
        zxy = f"{tile.zoom}/{tile.x}/{tile.y}"
        others = {
            TIPG: f"/collections/{COLLECTION}/tiles/WebMercatorQuad/{zxy}?{self._properties},id",
            MARTIN: f"/{LAYER}/{zxy}",
            TEGOLA: f"/maps/bench/{zxy}.pbf",
            MAPSERVER: tile_path(tile.zoom, tile.x, tile.y),
        }
        return Asked({**asked.paths, **others}, asked.statement)

    def _asked(self, path: str, statement: str, *, stock: str | None = None) -> Asked:
        """Who is signed in sees more of a layer, and tipg tells all columns; both are asked for the public's."""
        ours = f"/collections/{LAYER}/{path}"
        properties = "" if path.startswith("tiles/") else f"&{self._properties}"
        peers = f"/collections/{LAYER}/{stock or path}"
        return Asked(
            {
                KENT: ours,
                SIGNED_IN: ours + properties,
                STOCK: peers,
                STOCK_UNCOUNTED: peers,
                TIPG: f"/collections/{COLLECTION}/{path.replace('f=json', 'f=geojson')}{properties}",
            },
            statement,
        )

    @property
    def _properties(self) -> str:
        return f"properties={','.join(field.name for field in self.city.view.fields)}"

    def _items_statement(self, parameters: dict[str, str]) -> str:
        asked = parse_items(list(parameters.items()), self.city.view, self.city.territory)
        return self._written(items_statement(self.city.view, asked.query))

    def _written(self, statement: Statement) -> str:
        return self.cursor.mogrify(statement.text, statement.values)


def _query(parameters: dict[str, str]) -> str:
    return urlencode({"f": "json", **parameters}, safe=",:/")


def _joined(box: Bounds) -> str:
    return ",".join(f"{number:.7f}" for number in box)


def _corner(city: BenchCity, chance: random.Random) -> tuple[float, float]:
    """The south-western corner of a box that lies within the grid, in cells."""
    free = city.grid.columns - _BOX_CELLS - 1
    return chance.uniform(0, free), chance.uniform(0, free)


def _tiles(city: BenchCity, most: int) -> list[Address]:
    return list(islice(within(city.grid.degrees, _ZOOM), most))
