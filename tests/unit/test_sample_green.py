"""The sample city's parks, trees and traffic hold together."""

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import Point

from tests.unit.sample_files import Rows, features, number, records, rows_of


@pytest.fixture(scope="module")
def parks() -> gpd.GeoSeries:
    """Their land by number."""
    return features("park.gpkg").set_index("PARK_NO").geometry


@pytest.fixture(scope="module")
def trees() -> Rows:
    """Without the lamp post and the one that has no number."""
    return [t for t in rows_of("tree.csv") if t["AGAC_NO"] and t["TURU"] != "Aydınlatma direği"]


def standing(row: dict[str, str]) -> Point:
    """Where a tree or a light stands."""
    return Point(number(row.get("SAGA") or row["SAĞA"]), number(row["YUKARI"]))


class TestParks:
    def test_are_the_parks_of_the_city_guide(self) -> None:
        guide = {row["ADI"] for row in rows_of("poi.csv") if row["KATEGORI"] == "Park"}
        assert {row["PARK_ADI"] for row in rows_of("park.gpkg")} == guide

    def test_lie_on_parcels_that_are_parks(self, parks: gpd.GeoSeries) -> None:
        parcels = features("parcel.zip").query("NITELIK == 'Park'").geometry
        assert (
            shapely.union_all(list(parks)).symmetric_difference(shapely.union_all(list(parcels))).area < 0.1
        )

    def test_playgrounds_lie_in_the_park_they_name(self, parks: gpd.GeoSeries) -> None:
        rows = features("playground.geojson")
        assert len(rows) > 3
        assert all(parks[row["PARK_NO"]].contains(row["geometry"]) for row in records(rows))


class TestTrees:
    def test_stand_in_the_park_they_name(self, trees: Rows, parks: gpd.GeoSeries) -> None:
        inside = [t for t in trees if t["PARK_NO"]]
        assert len(inside) > 200
        assert all(parks[t["PARK_NO"]].contains(standing(t)) for t in inside)

    def test_line_the_avenues_clear_of_carriageways_and_parcels(self, trees: Rows) -> None:
        places = [standing(t) for t in trees if not t["PARK_NO"]]
        assert len(places) > 200
        roads = features("road.geojson")
        middle = shapely.union_all(list(roads.geometry.buffer(roads["GENISLIK"] / 2 - 2.5, cap_style="flat")))
        assert not shapely.intersects(middle, places).any()
        parcels = features("parcel.zip")
        land = shapely.union_all(list(parcels[parcels.geometry.notna() & parcels.geometry.is_valid].geometry))
        assert not shapely.contains(land, places).any()

    def test_keep_clear_of_playgrounds(self, trees: Rows) -> None:
        grounds = shapely.union_all(list(features("playground.geojson").geometry))
        assert not shapely.intersects(grounds, [standing(t) for t in trees]).any()


class TestAssemblyAreas:
    def test_are_open_land(self) -> None:
        areas = features("assembly_area.geojson")
        buildings = list(features("building.gpkg").geometry)
        hit, _ = shapely.STRtree(buildings).query(list(areas.geometry), predicate="intersects")
        assert len(hit) == 0

    def test_hold_no_more_people_than_they_have_room_for(self) -> None:
        areas = features("assembly_area.geojson")
        assert (areas["KAPASITE"] * 2 <= areas.geometry.area).all()
        assert (areas["KAPASITE"] > 0).all()


class TestTraffic:
    def test_bus_stops_are_those_of_the_city_guide(self) -> None:
        guide = {row["ADI"]: row for row in rows_of("poi.csv") if row["KATEGORI"] == "Durak"}
        stops = [row for row in rows_of("bus_stop.csv") if row["DURAK_NO"] != "D-1901"]
        assert {row["DURAK_ADI"] for row in stops} == guide.keys()
        for row in stops:
            known = guide[row["DURAK_ADI"]]
            assert [row[c] for c in ("ENLEM", "BOYLAM", "ENGELLI")] == [
                known[c] for c in ("ENLEM", "BOYLAM", "ENGELLI")
            ]

    def test_lights_stand_in_the_street_where_avenues_cross(self) -> None:
        roads = features("road.geojson")
        surface = shapely.union_all(list(roads.geometry.buffer(roads["GENISLIK"] / 2)))
        lines = dict(zip(roads["YOL_ADI"], roads.geometry, strict=True))
        lights = [row for row in rows_of("traffic_light.xlsx") if row["SİNYAL TÜRÜ"] == "Kavşak"]
        assert len(lights) > 30
        for row in lights:
            at = standing(row)
            assert surface.contains(at)
            assert all(lines[name].distance(at) < 22 for name in row["KAVŞAK ADI"].split(" – "))

    def test_car_parks_are_clear_of_buildings_and_one_another(self) -> None:
        land = list(features("parking.geojson").geometry)
        hit, _ = shapely.STRtree(list(features("building.gpkg").geometry)).query(land, predicate="intersects")
        assert len(hit) == 0
        one, other = shapely.STRtree(land).query(land, predicate="intersects")
        assert (one == other).all()

    def test_car_parks_have_room_for_disabled_people(self) -> None:
        rows = rows_of("parking.geojson")
        assert all(0 < row["ENGELLI_YERI"] <= row["KAPASITE"] for row in rows)
