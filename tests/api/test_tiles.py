"""Vector tiles."""

import itertools
import math
from collections.abc import Iterator
from typing import Any

import mapbox_vector_tile
import numpy as np
import psycopg
import pytest
import shapely
from pyproj import Transformer
from starlette.testclient import TestClient

from gis.derive.style import MOST_LAYERS
from gis.registry import NAMED_ELSEWHERE
from tests.api.conftest import BASE_URL, SOUTH, TECHNICIAN, WEST, to_degrees
from tests.conftest import STORAGE_SRID
from tests.databases import Database

HALF = 20037508.342789244
STEPS = 4096
"""Units a tile is wide."""


def tile_at(easting: float, northing: float, zoom: int) -> tuple[int, int]:
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(*to_degrees(easting, northing))
    return int((x + HALF) / (2 * HALF) * 2**zoom), int((HALF - y) / (2 * HALF) * 2**zoom)


def tile_in_degrees_at(easting: float, northing: float, level: int) -> tuple[int, int]:
    longitude, latitude = to_degrees(easting, northing)
    width = 180 / 2**level
    return int((longitude + 180) / width), int((90 - latitude) / width)


def decoded(content: bytes) -> dict[str, Any]:
    layers: dict[str, Any] = mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})
    return layers


@pytest.mark.parametrize("zoom", [14, 16, 18])
def test_a_tile_holds_the_parcels_where_they_are(client: TestClient, zoom: int) -> None:
    place = (WEST + 120, SOUTH + 120)  # the middle of parcel 1
    x, y = tile_at(*place, zoom)
    composite = client.get(f"/tiles/parcel,poi/{zoom}/{x}/{y}")
    single = client.get(f"/ogc/collections/parcel/tiles/WebMercatorQuad/{zoom}/{y}/{x}")
    assert composite.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    drawn = decoded(composite.content)
    assert {"parcel"} <= set(drawn) <= {"parcel", "poi"}
    assert mapbox_vector_tile.decode(single.content).keys() == {"parcel"}
    mercator = Transformer.from_crs(4326, 3857, always_xy=True).transform(*to_degrees(*place))
    width = 2 * HALF / 2**zoom
    inside = ((mercator[0] + HALF) / width - x) * STEPS, ((HALF - mercator[1]) / width - y) * STEPS
    require_parcel_at(drawn, inside)


@pytest.mark.parametrize("level", [13, 15, 17])
def test_a_tile_in_degrees_holds_the_parcels_where_they_are(client: TestClient, level: int) -> None:
    longitude, latitude = to_degrees(WEST + 120, SOUTH + 120)
    width = 180 / 2**level
    column, row = tile_in_degrees_at(WEST + 120, SOUTH + 120, level)
    answer = client.get(f"/ogc/collections/parcel/tiles/WorldCRS84Quad/{level}/{row}/{column}")
    inside = ((longitude + 180) / width - column) * STEPS, ((90 - latitude) / width - row) * STEPS
    require_parcel_at(decoded(answer.content), inside)


def require_parcel_at(drawn: dict[str, Any], inside: tuple[float, float]) -> None:
    """That parcel 1 lies around a place, in units of the tile."""
    parcel = next(f for f in drawn["parcel"]["features"] if f["properties"]["parcel_no"] == "1")
    ring = parcel["geometry"]["coordinates"][0]
    for axis in (0, 1):
        assert min(c[axis] for c in ring) - 1 <= inside[axis] <= max(c[axis] for c in ring) + 1


def test_a_tile_that_is_too_large_is_drawn_more_cheaply(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First without what is only told, then with less and less that is drawn. Other composites are other tiles."""
    x, y = tile_at(WEST + 120, SOUTH + 120, 16)
    whole = client.get(f"/tiles/parcel,bus_stop/16/{x}/{y}").content
    monkeypatch.setattr("gis.reader.LARGEST_TILE", len(whole) - 1)
    cheaper = client.get(f"/tiles/parcel,tree/16/{x}/{y}").content
    assert len(cheaper) < len(whole)
    before, after = (mapbox_vector_tile.decode(tile)["parcel"]["features"] for tile in (whole, cheaper))
    assert [f["id"] for f in after] == [f["id"] for f in before]
    assert {name for f in after for name in f["properties"]} == {"parcel_no", NAMED_ELSEWHERE}


def test_before_a_read_model_is_built_low_zooms_are_empty(client: TestClient) -> None:
    x, y = tile_at(WEST + 120, SOUTH + 120, 12)
    assert client.get(f"/tiles/parcel/12/{x}/{y}").status_code == 204


@pytest.mark.parametrize("tile", ["0/0/0", "14/0/0", "22/4194303/4194303", "16/39000/10"])
def test_tiles_of_elsewhere_are_empty(client: TestClient, tile: str) -> None:
    answer = client.get(f"/tiles/parcel/{tile}")
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/tiles/parcel/23/0/0", "/tiles/parcel/14/16384/0", "/tiles/parcel/14/0/16384", "/tiles/parcel/x/0/0",
        "/tiles/parcel/-1/0/0", "/tiles/parcel/14/1.5/0", "/tiles/parcel/14/99999999999999999999/0", "/tiles/nothing/14/0/0",
        "/tiles/camera/14/0/0", "/tiles/parcel,camera/14/0/0", "/ogc/collections/parcel/tiles/NoSuchGrid/14/0/0",
        "/ogc/collections/parcel/tiles/WebMercatorQuad/14/2147483647/0", "/ogc/collections/camera/tiles/WebMercatorQuad/14/0/0",
        "/tiles/building_unit/14/0/0", "/tiles/parcel,building_unit/14/0/0", "/tiles/parcel,,poi/14/0/0", "/tiles/,/14/0/0",
        "/tiles/PARCEL/14/0/0", "/tiles/camera.json", "/tiles/parcel,camera.json", "/tiles/nothing.json",
    ],
)  # fmt: skip
def test_what_is_no_tile_is_404(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_hidden_layer_looks_like_none(client: TestClient) -> None:
    hidden, nothing = (client.get(f"/tiles/parcel,{name}/14/0/0").json() for name in ("camera", "nothing"))
    told = ("code", "title", "detail", "status", "type")
    assert [hidden[name] for name in told] == [nothing[name] for name in told]


@pytest.mark.parametrize("layers", [MOST_LAYERS + 1, 5_000])
@pytest.mark.parametrize(
    "path", ["/tiles/{}/16/1/1", "/tiles/{}.json", "/ogc/tiles/WebMercatorQuad/16/1/1?collections={}", "/ogc/tiles?collections={}"]
)  # fmt: skip
def test_more_layers_than_a_tile_holds_are_refused_not_cut(
    client: TestClient, path: str, layers: int
) -> None:
    answer = client.get(path.format(",".join(["parcel"] * layers)))
    assert (answer.status_code, answer.json()["code"]) == (400, "too_many_layers")
    assert str(MOST_LAYERS) in answer.json()["detail"]


def test_an_extension_behind_a_tile_changes_nothing(client: TestClient) -> None:
    x, y = tile_at(WEST + 120, SOUTH + 120, 16)
    plain = client.get(f"/tiles/parcel/16/{x}/{y}")
    for extension in ("pbf", "mvt"):
        named = client.get(f"/tiles/parcel/16/{x}/{y}.{extension}")
        assert (named.status_code, named.content) == (200, plain.content)
        assert named.headers["etag"] == plain.headers["etag"]
    for wrong in ("png", "", "pbf.pbf", "PBF"):
        assert client.get(f"/tiles/parcel/16/{x}/{y}.{wrong}").status_code == 404


def test_layers_named_by_two_parameters_are_refused_not_halved(client: TestClient) -> None:
    for path in ("/ogc/tiles/WebMercatorQuad/16/1/1", "/ogc/tiles", "/ogc/tiles/WebMercatorQuad"):
        answer = client.get(f"{path}?collections=parcel&collections=poi")
        assert (answer.status_code, answer.json()["code"]) == (400, "repeated_parameter")


def test_a_composite_of_a_hundred_layers_is_drawn(client: TestClient) -> None:
    x, y = tile_at(WEST + 120, SOUTH + 120, 16)
    seen = [one["id"] for one in client.get("/ogc/tiles/WebMercatorQuad").json()["layers"]]
    names = list(itertools.islice(itertools.cycle(["parcel", *seen]), MOST_LAYERS))
    assert set(names) == set(seen)
    many = client.get(f"/tiles/{','.join(names)}/16/{x}/{y}")
    assert decoded(many.content).keys() >= {"parcel", "poi"}
    assert len(decoded(many.content)["parcel"]["features"]) == len(
        decoded(client.get(f"/tiles/parcel/16/{x}/{y}").content)["parcel"]["features"]
    )


class TestTileJson:
    def test_it_is_all_that_a_map_needs(self, client: TestClient) -> None:
        document = client.get("/tiles/parcel,poi.json?lang=tr").json()
        assert document["tilejson"] == "3.0.0"
        assert document["tiles"] == [f"{BASE_URL}/tiles/parcel,poi/{{z}}/{{x}}/{{y}}"]
        place = to_degrees(WEST + 120, SOUTH + 120)
        west, south, east, north = document["bounds"]
        assert west <= place[0] <= east
        assert south <= place[1] <= north
        assert 0 <= document["minzoom"] <= document["center"][2] <= document["maxzoom"] <= 22
        parcel = document["vector_layers"][0]
        assert [one["id"] for one in document["vector_layers"]] == ["parcel", "poi"]
        assert parcel["fields"]["parcel_no"] == "Parsel no"
        assert parcel["fields"]["n"] == "Öğe sayısı"  # below its zooms, parcels are drawn as blocks
        assert "land_registry_id" not in str(document)

    def test_its_tiles_hold_its_layers_and_fields(self, client: TestClient) -> None:
        for path, zoom in itertools.product(
            ("/tiles/parcel,poi.json", "/ogc/tiles/WebMercatorQuad?f=tilejson&collections=parcel,poi",
             "/ogc/collections/parcel/tiles/WebMercatorQuad?f=tilejson"), (14, 17),
        ):  # fmt: skip
            document = client.get(path).json()
            x, y = tile_at(WEST + 140, SOUTH + 140, zoom)
            drawn = decoded(client.get(document["tiles"][0].format(z=zoom, x=x, y=y)).content)
            told = {one["id"]: set(one["fields"]) for one in document["vector_layers"]}
            assert drawn.keys() <= told.keys()
            for name, layer in drawn.items():
                assert {key for f in layer["features"] for key in f["properties"]} <= told[name]

    def test_each_audience_reads_of_its_own(self, client: TestClient) -> None:
        answer = client.get("/tiles/parcel,camera.json", auth=TECHNICIAN)
        assert [one["id"] for one in answer.json()["vector_layers"]] == ["parcel", "camera"]
        assert "private" in answer.headers["cache-control"]

    def test_there_is_none_in_degrees(self, client: TestClient) -> None:
        answer = client.get("/ogc/tiles/WorldCRS84Quad?f=tilejson")
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


class TestBorders:
    @pytest.mark.parametrize("zoom", [17, 19])
    def test_a_feature_is_whole_over_its_tiles(self, client: TestClient, city: Database, zoom: int) -> None:
        """The parts that its tiles hold within their borders make the feature, to within a unit of a tile."""
        with psycopg.connect(city.conninfo) as connection:
            rows = connection.execute(
                "SELECT id, ST_AsBinary(ST_Transform(geom, 3857)) FROM city.parcel ORDER BY id"
            ).fetchall()
        width = 2 * HALF / 2**zoom
        unit = width / STEPS
        divided = 0
        for number, stored in rows[::7]:
            shape: Any = shapely.from_wkb(bytes(stored))
            parts = [
                part
                for tile in _tiles_of(shape, zoom)
                if (part := _part(client, zoom, tile, number)) is not None
            ]
            divided += len(parts) > 1
            whole: Any = shapely.union_all(parts, grid_size=unit / 8)
            assert shapely.hausdorff_distance(whole, shape, densify=0.1) < 1.5 * unit, number
            assert whole.symmetric_difference(shape).area < 2 * unit * shape.length
        assert divided > 2

    def test_neighbours_draw_the_same_border(self, client: TestClient) -> None:
        """What two tiles hold of one feature agrees where both draw it: no crack shows at the edge."""
        zoom, place = 18, (WEST + 120, SOUTH + 120)
        x, y = tile_at(*place, zoom)
        seen = 0
        for left in range(x - 1, x + 3):
            one, other = (_features(client, zoom, (column, y)) for column in (left, left + 1))
            for number in one.keys() & other.keys():
                edge = shapely.box(STEPS - 60, -60, STEPS + 60, STEPS + 60)
                here = shapely.intersection(one[number], edge)
                there = shapely.intersection(shapely.affinity.translate(other[number], STEPS, 0), edge)
                assert shapely.symmetric_difference(here, there).area <= 2 * (here.length + 1)
                seen += 1
        assert seen > 1


def _tiles_of(shape: shapely.Geometry, zoom: int) -> Iterator[tuple[int, int]]:
    west, south, east, north = shapely.bounds(shape)
    width = 2 * HALF / 2**zoom
    for x in range(math.floor((west + HALF) / width), math.floor((east + HALF) / width) + 1):
        for y in range(math.floor((HALF - north) / width), math.floor((HALF - south) / width) + 1):
            yield x, y


def _features(client: TestClient, zoom: int, tile: tuple[int, int]) -> dict[int, shapely.Geometry]:
    """The parcels of a tile, in its units with y downwards."""
    content = client.get(f"/tiles/parcel/{zoom}/{tile[0]}/{tile[1]}").content
    layers = decoded(content) if content else {}
    found = layers.get("parcel", {"features": []})["features"]
    return {f["id"]: shapely.geometry.shape(f["geometry"]) for f in found}


def _part(client: TestClient, zoom: int, tile: tuple[int, int], number: int) -> shapely.Geometry | None:
    """A feature within a tile's borders, in web mercator."""
    drawn = _features(client, zoom, tile).get(number)
    if drawn is None:
        return None
    unit = 2 * HALF / 2**zoom / STEPS
    inside = shapely.intersection(drawn, shapely.box(0, 0, STEPS, STEPS))
    x, y = (one * STEPS * unit for one in tile)
    return shapely.affinity.affine_transform(inside, [unit, 0, 0, -unit, x - HALF, HALF - y])


@pytest.mark.parametrize("matrix_set", ["WebMercatorQuad", "WorldCRS84Quad"])
@pytest.mark.parametrize("zoom", [12, 15, 17])
def test_an_area_is_named_in_one_of_its_tiles(
    client: TestClient, city: Database, zoom: int, matrix_set: str
) -> None:
    """In the tile that holds a point on its surface, though its middle lies outside of it."""
    whole, rest = (shapely.box(WEST + d, SOUTH + d, WEST + 3000, SOUTH + 3000) for d in (0, 200))
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        (number,) = connection.execute(
            "INSERT INTO city.neighbourhood (neighbourhood_code, name, changed_by, geom) "
            "VALUES ('77', 'Köşe', 'test', ST_Multi(ST_GeomFromWKB(%s, %s))) RETURNING id",
            [shapely.to_wkb(whole - rest), STORAGE_SRID],
        ).fetchone() or (0,)
        try:
            corners = [(WEST, SOUTH + 3000), (WEST + 3000, SOUTH)]
            (west, north), (east, south) = (
                tile_at(*corner, zoom)
                if matrix_set == "WebMercatorQuad"
                else tile_in_degrees_at(*corner, zoom)
                for corner in corners
            )
            found = [
                feature["properties"].get(NAMED_ELSEWHERE)
                for x, y in itertools.product(range(west - 1, east + 2), range(north - 1, south + 2))
                if (
                    answer := client.get(f"/ogc/collections/neighbourhood/tiles/{matrix_set}/{zoom}/{y}/{x}")
                ).status_code
                == 200
                for feature in decoded(answer.content)["neighbourhood"]["features"]
                if feature["id"] == number
            ]
        finally:
            connection.execute("DELETE FROM city.neighbourhood WHERE id = %s", [number])
    assert found.count(None) == 1
    assert set(found) <= {None, True}
    assert len(found) > 1 or zoom == 12


@pytest.mark.parametrize("zoom", [15, 16, 17, 18])
def test_a_parcel_at_the_edge_of_tiles_is_numbered_once(
    client: TestClient, city: Database, zoom: int
) -> None:
    """From zoom 16 on; numbers are drawn from 17 on."""
    with psycopg.connect(city.conninfo) as connection:
        rows: list[tuple[int, bytes]] = connection.execute(
            "SELECT id, ST_AsBinary(ST_Transform(geom, 3857)) FROM city.parcel ORDER BY id"
        ).fetchall()
    shapes: Any = shapely.from_wkb([bytes(stored) for _, stored in rows])
    pieces: dict[int, list[Any]] = {number: [] for number, _ in rows}
    for x, y in _tiles_of(shapely.union_all(shapes), zoom):
        content = client.get(f"/tiles/parcel/{zoom}/{x}/{y}").content
        for feature in decoded(content).get("parcel", {"features": []})["features"] if content else []:
            pieces[feature["id"]].append(feature["properties"].get(NAMED_ELSEWHERE))
    assert any(len(told) > 1 for told in pieces.values())
    if zoom < 16:
        assert {told for piece in pieces.values() for told in piece} == {None}
    else:
        assert {number: told.count(None) for number, told in pieces.items()} == dict.fromkeys(pieces, 1)


class TestHostileGeometries:
    """Rows that no load would let in: the tiles around them are still drawn, in bounded time."""

    @pytest.fixture(params=[
        "POLYGON((0 0, 1e7 0, 1e7 1e7, 0 1e7, 0 0))",
        "POLYGON((499000 4424000, 5e8 4424000, 5e8 5e8, 499000 5e8, 499000 4424000))",
        "POLYGON((499000 4424000, 501000 4424000, 500000 10001965.73, 499000 4424000))",
        "POLYGON((499000 4424000, 501000 4424000, 500000 15000000, 499000 4424000))",
        "POLYGON((-18000000 4424000, 18000000 4424000, 18000000 4426000, -18000000 4426000, -18000000 4424000))",
    ], ids=["a continent", "no place on earth", "to the pole", "beyond the pole", "around the earth"])  # fmt: skip
    def hostile(self, request: pytest.FixtureRequest, city: Database) -> Iterator[str]:
        """Some of them are rows from before the database refused them."""
        with psycopg.connect(city.conninfo, autocommit=True) as connection:
            connection.execute("ALTER TABLE city.parcel DROP CONSTRAINT IF EXISTS parcel_geom_on_earth")
            (number,) = connection.execute(
                "INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, changed_by, geom) "
                "VALUES ('9', '9', '9', 'test', ST_Multi(ST_GeomFromText(%s, %s))) RETURNING id",
                [request.param, STORAGE_SRID],
            ).fetchone() or (0,)
            yield str(request.param)
            connection.execute("DELETE FROM city.parcel WHERE id = %s", [number])

    @pytest.mark.parametrize("zoom", [8, 14, 18])
    def test_the_others_are_drawn(self, client: TestClient, hostile: str, zoom: int) -> None:
        x, y = tile_at(WEST + 120, SOUTH + 120, zoom)
        for path in (
            f"/tiles/parcel,poi/{zoom}/{x}/{y}",
            f"/tiles/parcel/{zoom}/0/0",
            f"/tiles/parcel/{zoom}/{x}/0",
        ):
            answer = client.get(path)
            assert answer.status_code in (200, 204), answer.text
        if zoom >= 14:
            drawn = decoded(client.get(f"/tiles/parcel/{zoom}/{x}/{y}").content)
            assert any(f["properties"].get("parcel_no") == "1" for f in drawn["parcel"]["features"])

    def test_a_hundred_thousand_vertices_make_a_small_tile(self, client: TestClient, city: Database) -> None:
        turns = np.linspace(0, 2 * np.pi, 100_000, endpoint=False)
        ring = np.column_stack((WEST + 2500 + 300 * np.cos(turns), SOUTH + 2500 + 300 * np.sin(turns)))
        circle = shapely.Polygon(ring)
        with psycopg.connect(city.conninfo, autocommit=True) as connection:
            connection.execute(
                "INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, changed_by, geom) "
                "VALUES ('8', '8', 'circle', 'test', ST_Multi(ST_GeomFromWKB(%s, %s)))",
                [shapely.to_wkb(circle), STORAGE_SRID],
            )
            try:
                for zoom in (14, 16, 19):
                    x, y = tile_at(WEST + 2500 + 300, SOUTH + 2500, zoom)
                    content = client.get(f"/tiles/parcel/{zoom}/{x}/{y}").content
                    assert 0 < len(content) < 100_000
                    assert any(
                        f["properties"]["parcel_no"] == "circle"
                        for f in decoded(content)["parcel"]["features"]
                    )
            finally:
                connection.execute("DELETE FROM city.parcel WHERE parcel_no = 'circle'")


def test_the_technician_gets_cameras(client: TestClient) -> None:
    x, y = tile_at(WEST + 321.5, SOUTH + 456.5, 16)
    answer = client.get(f"/tiles/camera/16/{x}/{y}", auth=TECHNICIAN)
    assert mapbox_vector_tile.decode(answer.content)["camera"]["features"]
    assert "private" in answer.headers["cache-control"]


def test_an_unchanged_tile_is_not_sent_again(client: TestClient) -> None:
    x, y = tile_at(WEST + 120, SOUTH + 120, 16)
    first = client.get(f"/tiles/parcel/16/{x}/{y}")
    again = client.get(f"/tiles/parcel/16/{x}/{y}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_tile_kept_for_one_is_still_refused_to_who_accepts_no_tile(client: TestClient) -> None:
    x, y = tile_at(WEST + 120, SOUTH + 120, 16)
    path = f"/tiles/parcel/16/{x}/{y}"
    for accept, status in (("*/*", 200), ("image/png", 406), ("*/*", 200)):
        assert client.get(path, headers={"Accept": accept}).status_code == status
