"""Rows at a pole, across the antimeridian, around the earth and at no place on it: SQL puts them where no load would.

The last ones are from before the database refused them (``tests/db/test_on_earth.py``).

Tiles around them are the right ones, servers stay told of changes, read models follow, and files are exported.
"""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import psycopg
import pytest
import shapely
from psycopg.sql import SQL, Identifier
from pyproj import Transformer
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from etl.read_models.refresh import follow_changes
from gis.layer_changes import note_load
from gis.municipality import Home
from gis.tile_matrix_set import TILE_MATRIX_SETS, WORLD_CRS84_QUAD, TileMatrixSet
from tests.api.conftest import BASE_URL, SOUTH, WEST
from tests.api.test_tile_archive import Exporter, read
from tests.api.test_tiles import decoded, tile_at, tile_in_degrees_at
from tests.api.two_servers import served, until, until_fresh
from tests.conftest import STORAGE_SRID
from tests.databases import Database

X, Y = WEST + 3_200, SOUTH + 3_200
"""Where nothing else lies."""
POLE = 10_001_965.7293
_ACROSS = Transformer.from_crs(4326, STORAGE_SRID, always_xy=True).transform([179, -179], [50, 50])


@dataclass(frozen=True)
class Far:
    """A row, and how the layer's other columns are filled."""

    layer: str
    shape: str
    key: str = "far"

    def put(self, connection: psycopg.Connection) -> int:
        columns = {
            "poi": ("poi_code", "name"),
            "road": ("road_code", "name"),
            "parcel": ("block_no", "parcel_no"),
        }
        names = SQL(", ").join(map(Identifier, columns[self.layer]))
        more = SQL(", neighbourhood_code" if self.layer == "parcel" else "")
        statement = SQL(
            "INSERT INTO {} ({}{}, changed_by, geom) VALUES (%(key)s, %(key)s{}, 'test', ST_GeomFromText(%(shape)s, %(srid)s)) "
            "RETURNING id"
        ).format(Identifier("city", self.layer), names, more, SQL(", '1'" if self.layer == "parcel" else ""))
        values = {"key": self.key, "shape": self.shape, "srid": STORAGE_SRID}
        row = connection.execute(statement, values).fetchone()
        assert row is not None
        return int(row[0])


def line(*points: tuple[float, float]) -> Far:
    return Far("road", f"MULTILINESTRING(({', '.join(f'{x} {y}' for x, y in points)}))")


def area(*points: tuple[float, float]) -> Far:
    return Far("parcel", f"MULTIPOLYGON((({', '.join(f'{x} {y}' for x, y in (*points, points[0]))})))")


def point(x: float, y: float) -> Far:
    return Far("poi", f"POINT({x} {y})")


FAR = {
    "a point at 89.9 north": point(500_000, 9_990_000),
    "a point at 89.9 south": point(500_000, -9_990_000),
    "the pole": point(500_000, POLE),
    "a point beyond the pole": point(500_000, 15_000_000),
    "a point at no place": point(5e8, Y),
    "a line to the pole": line((X, Y), (X, POLE)),
    "a line over the pole": line((X, Y), (X, 15_000_000)),
    "a line to no place": line((X, Y), (5e8, Y)),
    "a line around the earth": line((-18e6, Y), (18e6, Y)),
    "a line across the antimeridian": line(*zip(*_ACROSS, strict=True)),
    "an area to the pole": area((X, Y), (X + 100, Y), (X + 50, POLE)),
    "an area over the pole": area((X, Y), (X + 100, Y), (X + 50, 15_000_000)),
    "an area at the antimeridian": area(*zip(*_ACROSS, strict=True), (500_000, POLE)),
    "a continent": area((0, 0), (1e7, 0), (1e7, 1e7), (0, 1e7)),
    "an area at no place": area((X, Y), (5e8, Y), (5e8, 5e8), (X, 5e8)),
    "an area around the earth": area((-18e6, Y), (18e6, Y), (18e6, Y + 100), (-18e6, Y + 100)),
}


@pytest.fixture(params=list(FAR.values()), ids=list(FAR))
def far(request: pytest.FixtureRequest) -> Far:
    found: Far = request.param
    return found


@pytest.fixture
def connection(city: Database) -> Iterator[psycopg.Connection]:
    """What lies far is gone afterwards, from history too."""
    with psycopg.connect(city.conninfo, autocommit=True) as opened:
        for layer in ("poi", "road", "parcel"):
            opened.execute(
                SQL("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}").format(
                    Identifier("city", layer), Identifier(f"{layer}_geom_on_earth")
                )
            )
        yield opened
        for layer in ("poi", "road", "parcel"):
            name = "block_no" if layer == "parcel" else f"{layer}_code"
            for schema in ("city", "history"):
                opened.execute(
                    SQL("DELETE FROM {} WHERE {} LIKE 'far%'").format(
                        Identifier(schema, layer), Identifier(name)
                    )
                )


@pytest.fixture(scope="module")
def client(home: Home, city: Database) -> Iterator[TestClient]:
    """Draws each tile anew: what the one before left there would be answered until the change has been heard of."""
    settings = ServerSettings(home=home.path, public_url=BASE_URL, tile_memory_mb=0, tile_disk_mb=0)
    with TestClient(create_app(settings, city.conninfo), base_url=BASE_URL) as asked:
        yield asked


def drawn_part(client: TestClient, far: Far, number: int, zoom: int, matrix_set: TileMatrixSet) -> Any:
    """What the tile near the row's beginning holds of it, in the tile set's CRS; None where it holds nothing."""
    z = zoom - matrix_set.zoom
    degrees = matrix_set == WORLD_CRS84_QUAD
    x, y = tile_in_degrees_at(X, Y + 60, z) if degrees else tile_at(X, Y + 60, z)
    answer = client.get(f"/ogc/collections/{far.layer}/tiles/{matrix_set.id}/{z}/{y}/{x}")
    drawn = require_tile_or_nothing(answer)
    features = decoded(drawn).get(far.layer, {"features": []})["features"] if drawn else []
    west, _, east, north = matrix_set.bounds(z, x, y)
    unit = (east - west) / 4096
    for feature in features:
        if feature["id"] == number:
            shape = shapely.geometry.shape(feature["geometry"])
            return shapely.affinity.affine_transform(shape, [unit, 0, 0, -unit, west, north])
    return None


def require_tile_or_nothing(answer: httpx.Response) -> bytes:
    """The tile; nothing where nothing lies, within its tile set's limits or outside."""
    if answer.status_code == 404:
        assert answer.json()["code"] == "tile_outside_limits"
        return b""
    assert answer.status_code in (200, 204), answer.text
    return answer.content


def expected_part(far: Far, zoom: int, matrix_set: TileMatrixSet) -> Any:
    """The row near that tile, cut by GEOS where it is straight, and projected by PROJ."""
    z = zoom - matrix_set.zoom
    degrees = matrix_set == WORLD_CRS84_QUAD
    x, y = tile_in_degrees_at(X, Y + 60, z) if degrees else tile_at(X, Y + 60, z)
    reach = 4 * 40_075_016 / 2**zoom
    near = shapely.intersection(
        shapely.from_wkt(far.shape), shapely.box(X - reach, Y - reach, X + reach, Y + reach)
    )
    projected: Any = shapely.transform(
        shapely.segmentize(near, reach / 200),
        lambda xy: np.column_stack(
            Transformer.from_crs(STORAGE_SRID, matrix_set.srid, always_xy=True).transform(*xy.T)
        ),
    )
    return shapely.intersection(projected, shapely.box(*matrix_set.bounds(z, x, y)))


@pytest.mark.parametrize("matrix_set", TILE_MATRIX_SETS.values(), ids=TILE_MATRIX_SETS)
def test_tiles_hold_the_part_of_it_that_lies_there(
    client: TestClient, connection: psycopg.Connection, far: Far, matrix_set: TileMatrixSet
) -> None:
    number = far.put(connection)
    for zoom in (15, 18):
        drawn, expected = (
            drawn_part(client, far, number, zoom, matrix_set),
            expected_part(far, zoom, matrix_set),
        )
        if expected.is_empty:
            assert drawn is None
            continue
        west, _, east, _ = matrix_set.bounds(zoom - matrix_set.zoom, 0, 0)
        unit = (east - west) / 4096
        assert drawn is not None
        inside = shapely.intersection(drawn, shapely.box(*expected.bounds).buffer(unit))
        assert shapely.hausdorff_distance(inside, expected, densify=0.1) < 6 * unit


@pytest.mark.parametrize("matrix_set", TILE_MATRIX_SETS.values(), ids=TILE_MATRIX_SETS)
def test_tiles_elsewhere_are_tiles(
    client: TestClient, connection: psycopg.Connection, matrix_set: TileMatrixSet
) -> None:
    """With all of them there at once."""
    for at, far in enumerate(FAR.values()):
        replace(far, key=f"far {at}").put(connection)
    for layer, z in itertools.product(sorted({far.layer for far in FAR.values()}), (0, 1, 5, 9, 14)):
        columns, rows = matrix_set.columns << z, matrix_set.rows << z
        for x, y in itertools.product((0, columns // 2, columns - 1), (0, rows // 2, rows - 1)):
            require_tile_or_nothing(client.get(f"/ogc/collections/{layer}/tiles/{matrix_set.id}/{z}/{y}/{x}"))
        for path in (f"/ogc/collections/{layer}?f=json", f"/tiles/{layer}.json", "/ogc/tiles?f=json"):
            assert client.get(path).status_code == 200, path


def test_read_models_follow_it(
    client: TestClient, home: Home, connection: psycopg.Connection, far: Far
) -> None:
    """Put, built anew with it in place, and gone."""
    follow_changes(home, connection)
    far.put(connection)
    assert far.layer in follow_changes(home, connection)
    followed = model(connection, far.layer)
    connection.execute("DELETE FROM ops.generalised WHERE layer = %s", (far.layer,))
    assert far.layer in follow_changes(home, connection)
    assert model(connection, far.layer) == followed
    for z in range(6, 14):
        x, y = tile_at(X, Y + 60, z)
        answer = client.get(f"/tiles/{far.layer}/{z}/{x}/{y}")
        assert answer.status_code in (200, 204), answer.text
    name = "block_no" if far.layer == "parcel" else f"{far.layer}_code"
    connection.execute(
        SQL("DELETE FROM {} WHERE {} = 'far'").format(Identifier("city", far.layer), Identifier(name))
    )
    assert far.layer in follow_changes(home, connection)


def model(connection: psycopg.Connection, layer: str) -> list[tuple[Any, ...]]:
    return connection.execute(
        SQL("SELECT level, id, n, ST_AsText(geom, 3) FROM {} ORDER BY level, id").format(
            Identifier("generalised", layer)
        )
    ).fetchall()


def test_servers_stay_told_and_tiles_fresh(
    home: Home, city: Database, connection: psycopg.Connection
) -> None:
    """One such row would else end the cache for as long as its change is known."""

    async def scenario() -> None:
        async with served(home, city) as server:
            tiles = [(z, *tile_at(X, Y + offset, z)) for z in (15, 18) for offset in (60, 700)]
            for far in FAR.values():
                for tile in tiles:
                    await server.ask("public", far.layer, *tile)
                heard = server.kent.tiles.final_before
                number = far.put(connection)
                await until(lambda heard=heard: server.kent.tiles.final_before > heard)  # type: ignore[misc]
                assert server.kent.tiles.trusted
                await until_fresh(server)
                for tile in tiles:
                    await server.ask("public", far.layer, *tile)
                heard = server.kent.tiles.final_before
                connection.execute(
                    SQL("DELETE FROM {} WHERE id = %s").format(Identifier("city", far.layer)), [number]
                )
                await until(lambda heard=heard: server.kent.tiles.final_before > heard)  # type: ignore[misc]
                await until_fresh(server)

    asyncio.run(scenario())


def test_a_large_load_over_it_is_noted(
    home: Home, city: Database, connection: psycopg.Connection, far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its cells are everywhere, and the load goes on."""
    monkeypatch.setattr("gis.layer_changes._MOST_BOXES", 0)
    with connection.transaction(force_rollback=True):
        far.put(connection)
        row = connection.execute("SELECT ops.current_change()").fetchone()
        assert row is not None
        note_load(connection, home.registry.layer(far.layer), row[0])
        noted = connection.execute(
            "SELECT cells FROM ops.layer_change WHERE layer = %s AND change = %s AND NOT generalised",
            (far.layer, row[0]),
        ).fetchone()
        assert noted is not None
        assert noted[0]


def test_files_are_exported(
    home: Home, city: Database, connection: psycopg.Connection, far: Far, tmp_path: Path
) -> None:
    exporter = Exporter(home, city, "public")
    far.put(connection)
    Far("poi", f"POINT({X} {Y})", "far too").put(connection)
    with exporter.connection:
        written = exporter.write(
            tmp_path / "far.pmtiles", tuple(dict.fromkeys(exporter.views(far.layer, "poi"))), (12, 15)
        )
    assert written.tiles
    assert read(tmp_path / "far.pmtiles")[0]


def test_a_row_that_cannot_be_placed_keeps_no_other_layer_from_following(
    home: Home, connection: psycopg.Connection
) -> None:
    """Its own layer follows again as soon as it is gone, though its version is kept in history."""
    follow_changes(home, connection)
    Far("poi", "POINT(NaN NaN)").put(connection)
    line((X, Y), (X + 100, Y)).put(connection)
    assert "road" in follow_changes(home, connection)
    connection.execute("DELETE FROM city.poi WHERE poi_code LIKE 'far%'")
    assert "poi" in follow_changes(home, connection)
