"""The benchmark's city: a home of its own whose parcels are generated."""

import base64
import json
import math
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg
import shapely
from psycopg.conninfo import conninfo_to_dict
from pyproj import Transformer

from etl.publish import complete_indexes, postpone_indexes
from gis.accounts import Account, set_account
from gis.crs import Bounds
from gis.database import cluster
from gis.database.current import ensure_current
from gis.database.owner import DATABASE, ensure_database
from gis.database.roles import role_conninfo
from gis.database.settings import DatabaseSettings
from gis.municipality import Home, make_home
from gis.registry import LayerView
from gis.territory import Territory

LAYER = "parcel"
AUDIENCE = "public"
SRID = 5255
WEST, SOUTH = 500_000.0, 4_425_000.0
SIDE = 24.0
"""Metres between parcels: about 1,500 of them lie in a tile of zoom 15 at this latitude."""
_FILL = (Path(__file__).parent / "parcels.sql").read_text()


@dataclass(frozen=True)
class Grid:
    """Where the generated parcels lie: row by row from the south-western corner."""

    rows: int

    @property
    def columns(self) -> int:
        return math.ceil(math.sqrt(self.rows))

    @cached_property
    def degrees(self) -> Bounds:
        """The whole grid in longitude and latitude."""
        return self.box(0, 0, self.columns)

    @cached_property
    def inner(self) -> Bounds:
        """Without the outermost parcels: a tile that has a part in it has something to draw at every zoom."""
        margin = self.columns / 50
        return self.box(margin, margin, self.columns - 2 * margin)

    def metres(self, column: float, row: float, cells: float) -> Bounds:
        """A square of the grid: eastings and northings in the storage CRS."""
        west, south = WEST + column * SIDE, SOUTH + row * SIDE
        return west, south, west + cells * SIDE, south + cells * SIDE

    def box(self, column: float, row: float, cells: float) -> Bounds:
        """A square of the grid in longitude and latitude."""
        to_degrees = Transformer.from_crs(SRID, 4326, always_xy=True)
        return to_degrees.transform_bounds(*self.metres(column, row, cells))


@dataclass(frozen=True)
class BenchCity:
    """A served home with generated parcels."""

    home: Home
    grid: Grid
    owner_conninfo: str

    @classmethod
    def made(cls, folder: Path, rows: int) -> "BenchCity":
        """Make the home and fill it; what an earlier run left there is used again when it has as many rows.

        The cluster does not wait for the disk (``durable=False``): nothing here is worth keeping, and only reads are
        measured.
        """
        grid = Grid(rows)
        home = Home(folder) if (folder / "municipality.yaml").exists() else _make_home(folder, grid)
        cluster.start(folder, durable=False)
        city = cls(home, grid, ensure_database(folder, DatabaseSettings(database_url=None)))
        city._fill()
        return city

    @property
    def reader_conninfo(self) -> str:
        """Of the role that Kent reads with for the public."""
        return role_conninfo(self.owner_conninfo, self.home.secret(), DATABASE, AUDIENCE)

    @property
    def owner_url(self) -> str:
        """The owner's connection as the address that other programs want."""
        target = conninfo_to_dict(self.owner_conninfo)
        user, password = (quote(str(target[part]), safe="") for part in ("user", "password"))
        return f"postgresql://{user}:{password}@127.0.0.1:{target['port']}/{target['dbname']}"

    def signed_in(self) -> dict[str, str]:
        """The header of a member of staff."""
        password = secrets.token_urlsafe()
        with psycopg.connect(self.owner_conninfo, autocommit=True) as connection:
            set_account(connection, self.home.registry, Account("bench", "staff", "Bench"), password)
        credential = base64.b64encode(f"bench:{password}".encode()).decode()
        return {"Authorization": f"Basic {credential}"}

    @cached_property
    def view(self) -> LayerView:
        return next(view for view in self.home.registry.views(AUDIENCE) if view.id == LAYER)

    @cached_property
    def territory(self) -> Territory:
        return Territory(self.home.boundary.bounds, SRID)

    def _fill(self) -> None:
        ensure_current(self.owner_conninfo, self.home.registry, SRID, self.home.secret())
        with psycopg.connect(self.owner_conninfo, autocommit=True) as connection:
            counted = connection.execute("SELECT n FROM ops.row_count WHERE layer = %s", [LAYER]).fetchone()
            if counted == (self.grid.rows,):
                return
            layer = self.home.registry.layers[LAYER]
            connection.execute("TRUNCATE city.parcel RESTART IDENTITY")
            postpone_indexes(connection, layer)
            connection.execute(
                _FILL,
                {
                    "rows": self.grid.rows,
                    "columns": self.grid.columns,
                    "west": WEST,
                    "south": SOUTH,
                    "side": SIDE,
                    "srid": SRID,
                },
            )
            complete_indexes(connection, layer)
            connection.execute("VACUUM (ANALYZE) city.parcel")
            connection.execute("UPDATE ops.row_count SET n = %s WHERE layer = %s", [self.grid.rows, LAYER])


def _make_home(folder: Path, grid: Grid) -> Home:
    folder.mkdir(parents=True, exist_ok=True)
    outline = folder / "outline.geojson"
    outline.write_text(
        json.dumps(
            {
                "type": "Feature",
                "properties": {},
                "geometry": json.loads(shapely.to_geojson(shapely.box(*grid.degrees))),
            }
        )
    )
    return make_home(folder, "Ölçü", f"EPSG:{SRID}", outline)
