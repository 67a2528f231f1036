"""The sample city's registers hold together: blocks of parcels, flats of buildings, streets of doors, plans of blocks."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely

from tests.unit.sample_files import SAMPLES, Rows, features, number, position, records, rows_of

Name = tuple[str, str | None, str]


@pytest.fixture(scope="module")
def parcels() -> gpd.GeoDataFrame:
    """Without the bad rows, whose sheet no other parcel has."""
    rows = features("parcel.zip")
    return rows.loc[rows["PAFTA"] != "I24-B-99-D-9"]


@pytest.fixture(scope="module")
def land(parcels: gpd.GeoDataFrame) -> dict[Name, Any]:
    """Parcels by neighbourhood, block (None in villages) and number."""
    return {(p["MAHALLE_ID"], p["ADA_NO"], p["PARSEL_NO"]): p["geometry"] for p in records(parcels)}


@pytest.fixture(scope="module")
def units() -> Rows:
    """Without the flat of a building that nobody knows."""
    return [row for row in rows_of("building_unit.csv") if row["ADRES_NO"] != "2999999999"]


@pytest.fixture(scope="module")
def zones() -> gpd.GeoDataFrame:
    """Without the two that share a number."""
    rows = features("zoning.zip")
    return rows.loc[rows["IMAR_ADASI"] != "46101-İ900"]


class TestBlocks:
    def test_are_their_parcels_and_nothing_else(self, land: dict[Name, Any]) -> None:
        of: dict[tuple[str, str | None], list[Any]] = defaultdict(list)
        for (code, block, _), shape in land.items():
            if block is not None:
                of[code, block].append(shape)
        blocks = features("block.gpkg")
        assert len(blocks) == len(of) > 100
        for row in records(blocks):
            pieces = of[row["MAHALLE_ID"], row["ADA_NO"]]
            assert len(pieces) == row["PARSEL_SAYISI"]
            assert row["geometry"].symmetric_difference(shapely.union_all(pieces)).area < 0.05
            assert sum(p.area for p in pieces) == pytest.approx(row["ALAN"], abs=0.1)


class TestUnits:
    def test_own_their_whole_building_together(self, units: Rows) -> None:
        shares: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in units:
            shares[row["YAPI_ID"]].append((int(row["ARSA_PAY"]), int(row["ARSA_PAYDA"])))
        assert len(shares) > 80
        for of in shares.values():
            assert {whole for _, whole in of} == {sum(part for part, _ in of)}

    def test_lie_on_the_floors_of_their_building(self, units: Rows) -> None:
        buildings = {row["YAPI_ID"]: row for row in rows_of("building.gpkg")}
        assert all(
            -buildings[u["YAPI_ID"]]["YOLALTI_KAT"] <= int(u["KAT"]) < buildings[u["YAPI_ID"]]["YOLUSTU_KAT"]
            for u in units
        )

    def test_are_numbered_upwards_from_one(self, units: Rows) -> None:
        numbers: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in units:
            numbers[row["YAPI_ID"]].append((int(row["IC_KAPI_NO"]), int(row["KAT"])))
        for of in numbers.values():
            assert [n for n, _ in of] == list(range(1, len(of) + 1))
            assert [floor for _, floor in of] == sorted(floor for _, floor in of)


class TestBuildings:
    def test_stand_on_the_parcel_they_name(self, land: dict[Name, Any]) -> None:
        buildings = features("building.gpkg")
        for row in records(buildings[buildings["KULLANIM_AMACI"] != "Arı kovanlığı"]):
            assert land[row["MAHALLE_ID"], row["ADA"], row["PARSEL"]].covers(row["geometry"])


class TestEasements:
    def test_lie_on_the_parcel_they_burden(self, land: dict[Name, Any]) -> None:
        rows = [row for row in records(features("easement.zip")) if row["IRTIFAK_NO"] != "İRT-901"]
        assert {row["TURU"] for row in rows} == {"Enerji nakil hattı", "Boru hattı", "Geçit hakkı"}
        for row in rows:
            assert land[row["MAHALLE_ID"], row["ADA"], row["PARSEL"]].buffer(0.02).covers(row["geometry"])
            assert number(row["ALAN"].replace(".", "")) == pytest.approx(row["geometry"].area, abs=0.01)

    def test_leave_no_gap_under_the_power_line(self) -> None:
        rows = features("easement.zip")
        line = rows[(rows["TURU"] == "Enerji nakil hattı") & rows.geometry.is_valid]
        assert len(line) > 15
        assert 0.8 * 16 * 3400 < line.geometry.area.sum() < 16 * 3800


class TestControlPoints:
    def test_stand_on_the_ground(self) -> None:
        rows = [row for row in rows_of("control_point.xlsx") if row["NOKTA_NO"] != "P.9001"]
        assert Counter(row["DERECE"] for row in rows).keys() == {"C2", "C3", "Poligon", "RS"}
        places = [(number(row["SAĞA"]), number(row["YUKARI"])) for row in rows]
        with rasterio.open(SAMPLES / "elevation.tif") as raster:
            ground = [float(v[0]) for v in raster.sample(places)]
        heights = [number(row["KOT"]) for row in rows]
        assert np.allclose(heights, ground, atol=2.5)


class TestHistories:
    def test_end_in_parcels_that_are_there_and_begin_in_none_that_is(self, land: dict[Name, Any]) -> None:
        rows = [row for row in rows_of("parcel_lineage.csv") if row["ISLEM"] != "Komşuyla anlaşma"]
        befores = [name for row in rows if (name := parcel_name(row, "GELDI"))]
        afters = [name for row in rows if (name := parcel_name(row, "GITTI"))]
        assert set(afters) <= land.keys()
        assert not set(befores) & land.keys()

    def test_each_operation_does_what_it_says(self) -> None:
        of: dict[tuple[str, str], list[tuple[Name | None, Name | None]]] = defaultdict(list)
        for row in rows_of("parcel_lineage.csv"):
            of[row["ISLEM"], row["BELGE_NO"]].append((parcel_name(row, "GELDI"), parcel_name(row, "GITTI")))
        shapes = {
            (how, len({b for b, _ in steps if b}), len({a for _, a in steps if a}))
            for (how, _), steps in of.items()
            if how != "Komşuyla anlaşma"
        }
        assert shapes == {
            ("İfraz", 1, 2), ("Tevhit", 2, 1), ("İhdas", 0, 1), ("Yola terk", 1, 0), ("İmar uygulaması", 3, 3),
        }  # fmt: skip


def parcel_name(row: dict[str, Any], prefix: str) -> Name | None:
    """The parcel before or after, if there is one."""
    parcel = row[f"{prefix}_PARSEL"]
    return (row[f"{prefix}_MAHALLE"], row[f"{prefix}_ADA"] or None, parcel) if parcel else None


class TestStreets:
    def test_every_door_is_in_the_street_of_the_register(self) -> None:
        names = {row["CSBM_KODU"]: row["CSBM_ADI"] for row in rows_of("street.geojson")}
        doors = rows_of("address_point.xlsx")
        assert {(d["YOL_ID"], d["SOKAK_ADI"]) for d in doors} <= set(names.items())

    def test_segments_make_up_their_street(self) -> None:
        streets = features("street.geojson").set_index("CSBM_KODU").geometry
        segments = features("street_segment.zip")
        assert set(segments["CSBM_ID"]) == set(streets.index)
        for code, of_it in segments.groupby("CSBM_ID"):
            assert of_it.geometry.length.sum() == pytest.approx(streets[code].length, abs=0.1)

    def test_every_door_is_in_the_range_of_the_segment_it_stands_at(self) -> None:
        segments: dict[str, Rows] = defaultdict(list)
        for row in records(features("street_segment.zip")):
            segments[row["CSBM_ID"]].append(row)
        for door in (row for row in rows_of("address_point.xlsx") if row["KAPI_NO"]):
            at, side = position(door), {"Sol": "SOL", "Sağ": "SAG"}[door["TARAF"]]
            away = [s["geometry"].distance(at) for s in segments[door["YOL_ID"]]]
            near = [
                s for s, far in zip(segments[door["YOL_ID"]], away, strict=True) if far < min(away) + 0.05
            ]
            ranges = [(s[f"{side}_BAS"] or 0, s[f"{side}_BIT"] or 0) for s in near]
            assert any(first <= int(door["KAPI_NO"].split("/")[0]) <= last for first, last in ranges), door

    def test_ranges_are_odd_on_the_left_and_even_on_the_right(self) -> None:
        rows = rows_of("street_segment.zip")
        for side, rest in (("SOL", 1), ("SAG", 0)):
            ranges = [(row[f"{side}_BAS"], row[f"{side}_BIT"]) for row in rows if row[f"{side}_BAS"]]
            assert len(ranges) > 100
            assert all(first % 2 == last % 2 == rest and first <= last for first, last in ranges)
        sides = {None: (False, False), "Sol": (True, False), "Sağ": (False, True), "İki yan": (True, True)}
        assert all((bool(row["SOL_BAS"]), bool(row["SAG_BAS"])) == sides[row["YON"]] for row in rows)


class TestPlans:
    def test_cover_the_town_and_the_villages(self, zones: gpd.GeoDataFrame) -> None:
        plans = features("plan_boundary.geojson").set_index("PIN").geometry
        assert shapely.covers(features("boundary.geojson").geometry[0].buffer(0.1), list(plans)).all()
        for row in records(zones):
            assert plans[row["PIN"]].covers(row["geometry"])

    def test_every_block_of_the_town_has_its_zone(self, zones: gpd.GeoDataFrame) -> None:
        blocks = {f"{b['MAHALLE_ID']}-İ{b['ADA_NO']}": b["geometry"] for b in records(features("block.gpkg"))}
        zoned = {row["IMAR_ADASI"]: row["geometry"] for row in records(zones)}
        assert all(blocks[key].symmetric_difference(land).area < 0.05 for key, land in zoned.items())
        built = {
            f"{b['MAHALLE_ID']}-İ{b['ADA']}"
            for b in rows_of("building.gpkg")
            if b["ADA"] and b["KULLANIM_AMACI"] != "Arı kovanlığı"
        }
        # Two facilities stand among the fields.
        assert len(built - zoned.keys()) <= 2 < len(zoned)

    def test_only_what_is_built_on_has_terms(self, zones: gpd.GeoDataFrame) -> None:
        parks = zones["FONKSIYON"] == "Park alanı"
        assert zones[parks][["TAKS", "EMSAL", "HMAX"]].isna().all(axis=None)
        built = zones[zones["NIZAM"].notna()]
        assert (built["EMSAL"] >= built["TAKS"]).all()
        assert (built["HMAX"] >= 3 * built["KAT_ADEDI"]).all()


class TestExcavations:
    def test_open_the_street_over_a_water_main(self) -> None:
        mains = features("water_pipe.zip")
        streets = features("road.geojson").set_index("YOL_ID").geometry
        for row in records(features("excavation_permit.geojson")):
            assert mains.geometry.distance(row["geometry"].interpolate(0.5, normalized=True)).min() < 0.5
            assert streets[row["YOL_ID"]].distance(row["geometry"]) < 3
            assert number(row["BOY"]) == pytest.approx(row["geometry"].length, abs=0.1)

    def test_begin_before_they_end(self) -> None:
        rows = [r for r in rows_of("excavation_permit.geojson") if r["BASLANGIC"] != "31.04.2025"]
        days = [[datetime.strptime(r[c], "%d.%m.%Y") for c in ("BASLANGIC", "BITIS")] for r in rows]
        assert all(first < last for first, last in days)
        assert {r["DURUM"] for r in rows} >= {"Kazı sürüyor", "Kaplama yapıldı", "Ruhsat verildi"}
