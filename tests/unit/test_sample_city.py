"""The sample city is a town that holds together: land without gaps, streets that connect, pipes that fall."""

import json
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from shapely.geometry import LineString, Point, shape

from data.samples.make.city import City, make_city
from data.samples.make.facilities import TOWN_HALL
from data.samples.make.plan import NEIGHBOURHOODS
from tests.unit.sample_files import SAMPLES, Rows, features, position, rows_of


@pytest.fixture(scope="module")
def city() -> City:
    return make_city()


@pytest.fixture(scope="module")
def parcels() -> gpd.GeoDataFrame:
    """Without the bad rows, whose sheet no other parcel has."""
    rows = features("parcel.zip")
    return rows.loc[rows["PAFTA"] != "I24-B-99-D-9"]


@pytest.fixture(scope="module")
def buildings() -> gpd.GeoDataFrame:
    """Without the one whose use no code list knows."""
    rows = features("building.gpkg")
    return rows.loc[rows["KULLANIM_AMACI"] != "Arı kovanlığı"]


@pytest.fixture(scope="module")
def doors() -> Rows:
    """The address points without the one that lacks its number."""
    return [row for row in rows_of("address_point.xlsx") if row["KAPI_NO"]]


@pytest.fixture(scope="module")
def streets() -> dict[str, LineString]:
    """Centrelines by code."""
    rows = features("road.geojson")
    return dict(zip(rows["YOL_ID"], rows.geometry, strict=True))


def places(file: str, key: str) -> dict[str, Point]:
    """Points of a file by their number."""
    rows = features(file)
    return dict(zip(rows[key], rows.geometry, strict=True))


def geojson(file: str) -> list[dict[str, Any]]:
    """A GeoJSON file's features, coordinates as they stand there."""
    found: list[dict[str, Any]] = json.loads((SAMPLES / file).read_text(encoding="utf-8"))["features"]
    return found


def assert_tiles(pieces: list[Any]) -> None:
    """Pieces share borders vertex by vertex and leave no gap."""
    assert shapely.coverage_is_valid(pieces)
    (whole,) = shapely.get_parts(shapely.coverage_union_all(pieces))
    assert shapely.get_num_interior_rings(whole) == 0


class TestLand:
    def test_parcels_tile_their_block(self, parcels: gpd.GeoDataFrame) -> None:
        assert len(parcels) > 1200
        for _, block in parcels[parcels["ADA_NO"].notna()].groupby(["MAHALLE_ID", "ADA_NO"]):
            assert_tiles(list(block.geometry))

    def test_parcels_of_villages_have_no_block_number_and_tile_too(
        self, parcels: gpd.GeoDataFrame, city: City
    ) -> None:
        villages = {n.code for n in NEIGHBOURHOODS if n.is_village}
        assert set(parcels[parcels["ADA_NO"].isna()]["MAHALLE_ID"]) == villages
        assert not set(parcels[parcels["ADA_NO"].notna()]["MAHALLE_ID"]) & villages
        land = dict(
            zip(zip(parcels["MAHALLE_ID"], parcels["PARSEL_NO"], strict=True), parcels.geometry, strict=True)
        )
        blocks = [block for block in city.blocks if block.neighbourhood.is_village]
        assert len(blocks) > 20
        for block in blocks:
            assert_tiles([land[block.neighbourhood.code, p.number] for p in city.parcels if p.block == block])

    def test_no_two_parcels_overlap(self, parcels: gpd.GeoDataFrame) -> None:
        assert shapely.coverage_is_valid(list(parcels.geometry))

    def test_parcels_are_registered_with_their_area(self, parcels: gpd.GeoDataFrame) -> None:
        registered = [float(text.replace(".", "").replace(",", ".")) for text in parcels["ALAN"]]
        assert np.allclose(registered, parcels.geometry.area, rtol=0.003)

    def test_parcels_lie_in_their_neighbourhood(self, parcels: gpd.GeoDataFrame) -> None:
        areas = features("neighbourhood.geojson").set_index("MAHALLE_KODU").geometry
        for code, of_it in parcels.groupby("MAHALLE_ID"):
            assert shapely.covers(areas[code], list(of_it.geometry)).all()

    def test_neighbourhoods_tile_the_district(self) -> None:
        areas = [shape(f["geometry"]) for f in geojson("neighbourhood.geojson")]
        (district,) = (shape(f["geometry"]) for f in geojson("district.geojson"))
        assert len(areas) == 8
        assert shapely.coverage_is_valid(areas)
        assert shapely.coverage_union_all(areas).symmetric_difference(district).area == 0

    def test_buildings_stand_strictly_inside_one_parcel(
        self, buildings: gpd.GeoDataFrame, parcels: gpd.GeoDataFrame
    ) -> None:
        shapes, land = list(buildings.geometry), list(parcels.geometry)
        inside, _ = shapely.STRtree(land).query(shapes, predicate="within")
        assert sorted(inside) == list(range(len(shapes)))
        touching, _ = shapely.STRtree(shapely.boundary(land)).query(shapes, predicate="intersects")
        assert len(touching) == 0

    def test_buildings_do_not_overlap(self, buildings: gpd.GeoDataFrame) -> None:
        shapes = list(buildings.geometry)
        one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        assert (one == other).all()


class TestStreets:
    def test_connect_into_one_network(self) -> None:
        reached, *rest = ({tuple(c) for c in f["geometry"]["coordinates"]} for f in geojson("road.geojson"))
        while near := [vertices for vertices in rest if vertices & reached]:
            rest = [vertices for vertices in rest if not vertices & reached]
            reached = reached.union(*near)
        assert rest == []

    def test_have_a_vertex_in_common_where_they_meet(self, streets: dict[str, LineString]) -> None:
        lines = list(streets.values())
        pairs = shapely.STRtree(lines).query(lines, predicate="intersects").T
        met = 0
        for one, other in ((lines[i], lines[j]) for i, j in pairs if i < j):
            for point in shapely.get_parts(one.intersection(other)):
                met += 1
                assert all(shapely.MultiPoint(line.coords).distance(point) < 0.002 for line in (one, other))
        assert met > len(lines)

    def test_have_their_width_free_of_parcels(self, parcels: gpd.GeoDataFrame) -> None:
        rows = features("road.geojson")
        land, surfaces = (
            list(parcels.geometry),
            rows.geometry.buffer(rows["GENISLIK"] / 2 - 0.3, cap_style="flat"),
        )
        under, over = shapely.STRtree(land).query(list(surfaces), predicate="intersects")
        shared = [surfaces.iloc[i].intersection(land[j]).area for i, j in zip(under, over, strict=True)]
        assert max(shared, default=0) < 0.05


class TestAddresses:
    def test_stand_on_the_side_their_number_says(self, doors: Rows, streets: dict[str, LineString]) -> None:
        for door in doors:
            assert seen_side(streets[door["YOL_ID"]], position(door)) == door["TARAF"]
            odd = int(door["KAPI_NO"].split("/")[0]) % 2 == 1
            assert door["TARAF"] == ("Sol" if odd else "Sağ")

    def test_name_the_street_they_refer_to(self, doors: Rows) -> None:
        names = {row["YOL_ID"]: row["YOL_ADI"] for row in rows_of("road.geojson")}
        assert all(names[door["YOL_ID"]] == door["SOKAK_ADI"] for door in doors)

    def test_numbers_rise_along_the_street_and_none_is_given_twice(
        self, doors: Rows, streets: dict[str, LineString]
    ) -> None:
        assert len({(d["YOL_ID"], d["KAPI_NO"]) for d in doors}) == len(doors)
        sides: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for door in doors:
            if "/" not in door["KAPI_NO"]:
                along = streets[door["YOL_ID"]].project(position(door))
                sides.setdefault((door["YOL_ID"], door["TARAF"]), []).append((int(door["KAPI_NO"]), along))
        for numbers in sides.values():
            assert all(here < there for (_, here), (_, there) in pairwise(sorted(numbers)))

    def test_belong_to_a_building_on_their_parcel(self, doors: Rows, city: City) -> None:
        land = {b.code: b.parcel.land for b in city.buildings}
        assert all(land[d["YAPI_ID"]].contains(position(d)) for d in doors)


def seen_side(line: LineString, place: Point) -> str:
    """The side as somebody sees it who walks from the street's start, by the turn three points make."""
    along = line.project(place)
    back, ahead = line.interpolate(max(0.0, along - 1)), line.interpolate(min(line.length, along + 1))
    return "Sol" if shapely.LinearRing([back, ahead, place]).is_ccw else "Sağ"


class TestNetworks:
    @pytest.fixture(scope="class")
    @classmethod
    def carriageways(cls, city: City) -> shapely.geometry.base.BaseGeometry:
        """The streets' surface."""
        surface = shapely.union_all([s.line.buffer(s.width_m / 2) for s in city.streets])
        shapely.prepare(surface)
        return surface

    def test_pipes_lie_under_streets(
        self, city: City, carriageways: shapely.geometry.base.BaseGeometry
    ) -> None:
        networks = city.utilities
        tanks = shapely.MultiPoint([tank.place for tank in networks.tanks])
        pipes: list[Any] = [
            *networks.water_pipes, *networks.sewer_pipes, *networks.storm_pipes, *networks.gas_pipes,
        ]  # fmt: skip
        lines = [
            p.line
            for p in pipes
            if p.line.distance(tanks) > 0.01 and getattr(p, "function", "") != "Deşarj hattı"
        ]
        assert len(pipes) - len(lines) == len(networks.tanks) + 6  # tanks and outfalls lie beside the streets
        assert shapely.covers(carriageways, lines).all()

    def test_sewers_fall_below_the_ground(self) -> None:
        pipes = features("sewer_pipe.gpkg")
        assert (pipes["AKAR_KOTU_BAS"] > pipes["AKAR_KOTU_SON"]).all()
        with rasterio.open(SAMPLES / "elevation.tif") as raster:
            for end, column in ((0, "AKAR_KOTU_BAS"), (-1, "AKAR_KOTU_SON")):
                ground = [float(v[0]) for v in raster.sample([line.coords[end] for line in pipes.geometry])]
                depth = np.array(ground) - pipes[column]
                assert depth.between(0.8, 4).all()

    def test_sewers_flow_on_to_one_outlet(self) -> None:
        pipes = features("sewer_pipe.gpkg")
        tops = {line.coords[0] for line in pipes.geometry}
        assert len({line.coords[-1] for line in pipes.geometry} - tops) == 1

    def test_no_sewer_flows_into_a_higher_one(self) -> None:
        pipes = features("sewer_pipe.gpkg")
        ends = list(zip(pipes.geometry, pipes["AKAR_KOTU_BAS"], pipes["AKAR_KOTU_SON"], strict=True))
        lowest: dict[tuple[float, ...], float] = {}
        for line, top, _ in ends:
            lowest[line.coords[0]] = min(top, lowest.get(line.coords[0], top))
        assert all(bottom >= lowest.get(line.coords[-1], bottom) - 0.01 for line, _, bottom in ends)

    def test_links_end_at_their_nodes(self) -> None:
        nodes = places("network_node.geojson", "DUGUM_NO")
        links = features("network_link.gpkg")
        assert (len(nodes), len(links)) == (80, 90)
        for line, start, end in zip(links.geometry, links["BAS_DUGUM"], links["SON_DUGUM"], strict=True):
            assert Point(line.coords[0]).distance(nodes[start]) < 0.005
            assert Point(line.coords[-1]).distance(nodes[end]) < 0.005

    def test_fibres_lie_under_streets_but_for_their_ends(
        self, city: City, carriageways: shapely.geometry.base.BaseGeometry
    ) -> None:
        fibres = [link.line.coords for link in city.links if link.medium == "Fiber"]
        between = [LineString(vertices[1:-1]) for vertices in fibres if len(vertices) > 3]
        assert len(between) > 70
        assert shapely.covers(carriageways, between).all()

    def test_every_node_is_linked_to_the_system_room(self) -> None:
        links = rows_of("network_link.gpkg")
        reached = {
            row["DUGUM_NO"] for row in rows_of("network_node.geojson") if row["TURU"] == "Sistem Odası"
        }
        for _ in links:
            for link in links:
                ends = {link["BAS_DUGUM"], link["SON_DUGUM"]}
                reached |= ends if ends & reached else set()
        assert reached == {row["DUGUM_NO"] for row in rows_of("network_node.geojson")}

    def test_the_system_room_is_in_the_town_hall(self, buildings: gpd.GeoDataFrame) -> None:
        nodes = features("network_node.geojson")
        (room,) = nodes[nodes["TURU"] == "Sistem Odası"].geometry
        (town_hall,) = buildings[buildings["YAPI_ADI"] == TOWN_HALL].geometry
        assert town_hall.contains(room)

    def test_cameras_hang_near_the_node_they_are_connected_to(self) -> None:
        nodes = places("network_node.geojson", "DUGUM_NO")
        cameras = [c for c in rows_of("camera.xlsx") if c["SICIL_NO"] < "KMR-900"]
        assert len(cameras) == 60
        for camera in cameras:
            assert position(camera).distance(nodes[camera["DUGUM_NO"]]) < (
                1 if camera["MONTAJ"] == "Direk" else 40
            )


class TestBuildingsInUse:
    def test_assets_stand_in_municipal_buildings(self, city: City) -> None:
        municipal = [b.footprint for b in city.buildings if b.facility and b.facility.municipal]
        assert all(shapely.union_all(municipal).contains(position(row)) for row in rows_of("asset.csv"))

    def test_places_with_a_building_lie_in_it(self, city: City) -> None:
        found = {p.name: p.place for p in city.places}
        assert len(found) == len(city.places)
        assert all(b.footprint.contains(found[b.name]) for b in city.buildings if b.name)


class TestTerrain:
    def test_is_a_tiled_raster_with_overviews(self) -> None:
        with rasterio.open(SAMPLES / "elevation.tif") as raster:
            assert raster.crs.to_epsg() == 5254
            assert raster.res == (10.0, 10.0)
            assert raster.profile["tiled"]
            assert raster.overviews(1)
            assert (raster.read(1) == raster.nodata).any()

    def test_covers_the_district(self, city: City) -> None:
        with rasterio.open(SAMPLES / "elevation.tif") as raster:
            heights = [float(v[0]) for v in raster.sample(city.district.exterior.coords)]
        assert 900 < min(heights) < max(heights) < 1300

    def test_the_river_runs_downhill_in_a_valley(self, city: City) -> None:
        course = city.river.intersection(city.district)
        along = [course.interpolate(at) for at in range(0, int(course.length), 50)]
        levels = [city.terrain.height(p.x, p.y) for p in along]
        assert all(below <= above for above, below in pairwise(levels))
        for point, level in zip(along, levels, strict=True):
            assert min(city.terrain.height(point.x + far, point.y) for far in (-400, 400)) > level + 5
