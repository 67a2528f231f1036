"""The sample city's utility networks hold together: what a number names is there, and where it says."""

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pytest
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from data.samples.make.city import City, make_city
from tests.unit.sample_files import features, number, position, rows_of


@pytest.fixture(scope="module")
def city() -> City:
    return make_city()


@pytest.fixture(scope="module")
def water_pipes() -> gpd.GeoDataFrame:
    return features("water_pipe.zip").set_index("BORU_NO")


@pytest.fixture(scope="module")
def manholes() -> dict[str, dict[str, str]]:
    """Without the one whose level holds a letter; by number."""
    rows = [row for row in rows_of("manhole.csv") if row["BACA_NO"] != "BC-9001"]
    return {row["BACA_NO"]: row for row in rows}


def near(places: Iterable[BaseGeometry], lines: Iterable[BaseGeometry]) -> npt.NDArray[np.float64]:
    """How far each place lies from its line, in metres."""
    return np.asarray(shapely.distance(list(places), list(lines)))


class TestWater:
    def test_valves_sit_on_the_pipe_they_name(self, water_pipes: gpd.GeoDataFrame) -> None:
        valves = features("water_valve.zip")
        assert len(valves) > 100
        assert near(valves.geometry, water_pipes.geometry[valves["BORU_NO"]]).max() < 0.02
        assert (valves["CAP_MM"].to_numpy() == water_pipes["CAP_MM"][valves["BORU_NO"]].to_numpy()).all()

    def test_hydrants_stand_beside_the_pipe_they_name(self, water_pipes: gpd.GeoDataFrame) -> None:
        hydrants = [h for h in rows_of("hydrant.xlsx") if h["HIDRANT_NO"] != "HD-901"]
        beside = near([position(h) for h in hydrants], [water_pipes.geometry[h["BORU_NO"]] for h in hydrants])
        assert len(hydrants) > 30
        assert ((beside > 1) & (beside < 4)).all()

    def test_every_pipe_is_fed_by_a_tank_above_it(self, water_pipes: gpd.GeoDataFrame, city: City) -> None:
        floors = {row["DEPO_NO"]: row["TABAN_KOTU"] for row in rows_of("water_tank.geojson")}
        assert set(water_pipes["DEPO_NO"]) == set(floors)
        served = water_pipes[water_pipes["ISLEV"] != "İsale hattı"]
        for tank, line in zip(served["DEPO_NO"], served.geometry, strict=True):
            middle = line.interpolate(0.5, normalized=True)
            assert floors[tank] > city.terrain.height(middle.x, middle.y)

    def test_a_main_leads_to_every_tank(self, water_pipes: gpd.GeoDataFrame) -> None:
        tanks = features("water_tank.geojson")
        for tank, place in zip(tanks["DEPO_NO"], tanks.geometry, strict=True):
            mains = water_pipes[(water_pipes["DEPO_NO"] == tank) & (water_pipes["ISLEV"] == "İsale hattı")]
            assert mains.geometry.distance(place).min() < 0.02
            # The file is in another CRS: ends that meet are equal to a millimetre.
            assert shapely.union_all(mains.geometry.buffer(0.02)).geom_type == "Polygon"


class TestDrains:
    @pytest.mark.parametrize(
        ("file", "top", "bottom"),
        [
            ("sewer_pipe.gpkg", "AKAR_KOTU_BAS", "AKAR_KOTU_SON"),
            ("storm_pipe.zip", "AKARKOTU_1", "AKARKOTU_2"),
        ],
    )
    def test_pipes_run_from_manhole_to_manhole_and_fall(
        self, file: str, top: str, bottom: str, manholes: dict[str, dict[str, str]]
    ) -> None:
        pipes = features(file)
        assert (pipes[top] > pipes[bottom]).all()
        ended = pipes[pipes["SON_BACA"].notna()]
        assert 0 < len(pipes) - len(ended) < 8  # the plant, and the outfalls
        for line, start in zip(pipes.geometry, pipes["BAS_BACA"], strict=True):
            assert Point(line.coords[0]).distance(position(manholes[start])) < 0.02
        for line, end, level in zip(ended.geometry, ended["SON_BACA"], ended[bottom], strict=True):
            assert Point(line.coords[-1]).distance(position(manholes[end])) < 0.02
            assert level >= number(manholes[end]["TABAN_KOTU"]) - 0.01

    def test_manholes_are_as_deep_as_their_levels_say(self, manholes: dict[str, dict[str, str]]) -> None:
        assert len(manholes) > 400
        for row in manholes.values():
            depth = number(row["DERINLIK"])
            assert depth == pytest.approx(number(row["KAPAK_KOTU"]) - number(row["TABAN_KOTU"]), abs=0.011)
            assert 0.8 < depth < 7

    def test_storm_water_reaches_the_river(self, city: City) -> None:
        pipes = features("storm_pipe.zip")
        onward = {
            start: end
            for start, end in zip(pipes["BAS_BACA"], pipes["SON_BACA"], strict=True)
            if isinstance(end, str)
        }
        outfalls = pipes[pipes["SON_BACA"].isna()]
        assert (outfalls["HAT_TIPI"] == "Deşarj hattı").all()
        assert outfalls.geometry.distance(city.river).max() < 10
        for start in onward:
            at, steps = start, 0
            while at in onward and steps < len(onward):
                at, steps = onward[at], steps + 1
            assert at in set(outfalls["BAS_BACA"]), f"{start} ends at {at}"

    def test_inlets_lie_in_the_street_beside_the_pipe_they_drain_to(self, city: City) -> None:
        pipes = features("storm_pipe.zip").set_index("BORU_NO")
        inlets = features("storm_inlet.zip")
        assert near(inlets.geometry, pipes.geometry[inlets["BORU_NO"]]).max() < 15
        surface = shapely.union_all([s.line.buffer(s.width_m / 2) for s in city.streets])
        shapely.prepare(surface)
        assert shapely.covers(surface, list(inlets.geometry)).all()


class TestEnergy:
    def test_lines_and_lamps_hang_on_transformers_that_are_there(self) -> None:
        transformers = {row["TRAFO_NO"] for row in rows_of("transformer.geojson")}
        lines = features("power_line.zip")
        poles = rows_of("lighting_pole.csv")
        assert set(lines[lines["OG_AG"] != "YG"]["TRAFO_NO"]) <= transformers
        assert {pole["TRAFO_NO"] for pole in poles} <= transformers

    def test_medium_voltage_reaches_every_transformer(self) -> None:
        lines = features("power_line.zip")
        medium = lines[lines["OG_AG"] == "OG"].geometry
        for place in features("transformer.geojson").geometry:
            assert medium.distance(place).min() < 0.02

    def test_voltages_are_those_of_their_class(self) -> None:
        lines = features("power_line.zip")
        within = {"AG": (0, 1), "OG": (1, 36), "YG": (36, 400)}
        for cls, kilovolts in zip(lines["OG_AG"], lines["GERILIM_KV"], strict=True):
            assert within[cls][0] < kilovolts <= within[cls][1]

    def test_no_lamp_stands_on_a_parcel(self, city: City) -> None:
        land = shapely.union_all([p.land for p in city.parcels])
        shapely.prepare(land)
        assert not shapely.contains(land, [position(pole) for pole in rows_of("lighting_pole.csv")]).any()
