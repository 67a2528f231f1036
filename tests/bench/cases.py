"""What is asked: the same list of requests for Kent and stock pygeoapi, and the SQL Kent answers each with."""

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import psycopg

from api.ogc.items_request import parse_item, parse_items
from gis.crs import Bounds, epsg_uri
from gis.features import Statement, item_statement, items_statement
from gis.tile_query import storage_bounds, tile_statement
from tests.bench.city import LAYER, SRID, BenchCity
from tests.bench.report import DATABASE, KENT, SIGNED_IN, STOCK, STOCK_UNCOUNTED, TIPG, Goal
from tests.bench.tipg import COLLECTION

_ZOOM = 15
_VARIED = 50
"""Requests of a case whose place or feature varies; pgbench takes 128 scripts at most."""
_BOX_CELLS = 14
"""Parcels along a side of a bbox; it touches those at its edges too, so about 225 are found."""
_MOST_TILES = 8
_ITEMS_GOALS = (
    Goal(STOCK, 10),
    Goal(STOCK_UNCOUNTED, 10),
    Goal(TIPG, 1),
    Goal(DATABASE, 0.8),
    Goal(KENT, 0.9, of=SIGNED_IN),
)
_TILE_GOALS = (Goal(DATABASE, 0.85),)


@dataclass(frozen=True)
class Asked:
    """One request, in the forms it is measured in.

    Attributes:
        paths: below the root of each server's API, by its name; servers that are one software share a path.
        statement: complete SQL: pgbench binds no bytes.
    """

    paths: Mapping[str, str]
    statement: str


@dataclass(frozen=True)
class Case:
    """Requests of one kind.

    Attributes:
        asked: the requests.
        edges: servers may differ in features at the edge of the place that is asked for.
        goals: the ratios wanted, first steps before final ones.
    """

    name: str
    asked: tuple[Asked, ...]
    goals: tuple[Goal, ...] = ()
    edges: bool = False


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
            Case("tile, zoom 15", tuple(ask.tile(x, y) for x, y in _tiles(city)), _TILE_GOALS, edges=True),
        ]


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

    def tile(self, x: int, y: int) -> Asked:
        bounds = self.city.territory.tile(_ZOOM, x, y)
        assert bounds is not None
        values = {"z": _ZOOM, "x": x, "y": y, **storage_bounds(bounds, self.city.territory.srid)}
        statement = tile_statement([self.city.view], 15)
        matrix = f"tiles/WebMercatorQuad/{_ZOOM}"
        return self._asked(
            f"{matrix}/{y}/{x}?f=mvt",
            self._written(Statement(statement.text, values, statement.prepare)),
            tipg=f"{matrix}/{x}/{y}",
        )

    def _asked(
        self, path: str, statement: str, *, stock: str | None = None, tipg: str | None = None
    ) -> Asked:
        """Who is signed in sees more of a layer; asked for the public's properties, the answers are alike."""
        ours = f"/collections/{LAYER}/{path}"
        tiled = path.startswith("tiles/")
        properties = "" if tiled else f"&properties={','.join(f.name for f in self.city.view.fields)}"
        peers = f"/collections/{LAYER}/{stock or path}"
        return Asked(
            {
                KENT: ours,
                SIGNED_IN: ours + properties,
                STOCK: peers,
                STOCK_UNCOUNTED: peers,
                TIPG: f"/collections/{COLLECTION}/{(tipg or path).replace('f=json', 'f=geojson')}",
            },
            statement,
        )

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


def _tiles(city: BenchCity) -> Iterator[tuple[int, int]]:
    """Tiles that lie wholly within the parcels, nearest to the middle first."""
    west, south, east, north = city.grid.degrees
    left, top = _tile_of(west, north)
    right, bottom = _tile_of(east, south)
    within = [(x, y) for x in range(int(left) + 1, int(right)) for y in range(int(top) + 1, int(bottom))]
    middle = ((left + right - 1) / 2, (top + bottom - 1) / 2)
    within.sort(key=lambda tile: math.dist(tile, middle))
    yield from within[:_MOST_TILES]


def _tile_of(longitude: float, latitude: float) -> tuple[float, float]:
    """Web mercator tile coordinates of a place."""
    across = (longitude + 180) / 360 * 2**_ZOOM
    down = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2**_ZOOM
    return across, down
