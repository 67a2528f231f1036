"""Axis order, operations and proposals."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from gis.crs import (
    CRS84,
    Bounds,
    check_storage_crs,
    epsg_uri,
    northing_first,
    operation,
    parse_crs,
    propose,
    read_crs,
    supported,
    tm_zone,
)
from gis.errors import CrsError

ANKARA = (32.8, 39.9, 33.0, 40.05)
BOUNDARY = shapely.box(*ANKARA)


@pytest.mark.parametrize(
    ("srid", "north_first"),
    [(4326, True), (5255, True), (2321, True), (3857, False), (32636, False), (23036, False)],
)
def test_axis_order_is_what_epsg_defines(srid: int, north_first: bool) -> None:
    assert northing_first(srid) is north_first


def test_crs84_is_longitude_first_though_stored_as_4326() -> None:
    assert not parse_crs(CRS84, 5255, ANKARA).northing_first
    assert parse_crs(epsg_uri(4326), 5255, ANKARA).northing_first
    assert parse_crs("[EPSG:5255]", 5255, ANKARA).northing_first


@pytest.mark.parametrize(
    "unknown", ["http://www.opengis.net/def/crs/0/unsupported", "EPSG:5256", "", "4326; DROP"]
)
def test_other_systems_are_refused_with_the_choice(unknown: str) -> None:
    with pytest.raises(CrsError) as told:
        parse_crs(unknown, 5255, ANKARA)
    assert epsg_uri(5255) in told.value.told("en")


@given(st.floats(ANKARA[0], ANKARA[2]), st.floats(ANKARA[1], ANKARA[3]))
def test_there_and_back_is_where_it_was(longitude: float, latitude: float) -> None:
    there, back = operation(4326, 5255, ANKARA), operation(5255, 4326, ANKARA)
    point = back.apply(there.apply([shapely.Point(longitude, latitude)]))[0]
    assert abs(point.x - longitude) < 1e-9
    assert abs(point.y - latitude) < 1e-9


def test_coordinates_agree_with_an_independent_transformation() -> None:
    ours = operation(4326, 5255, ANKARA).apply([shapely.Point(32.9, 39.95)])[0]
    northing, easting = Transformer.from_crs("EPSG:4326", "EPSG:5255").transform(39.95, 32.9)
    assert (ours.x, ours.y) == pytest.approx((easting, northing), abs=0.001)


def test_ed50_takes_the_operation_for_tuerkiye() -> None:
    """Without the area PROJ would begin with one that is nearly ten metres off here."""
    chosen = operation(2321, 5255, ANKARA)
    assert "ED50 to ETRS89 (9)" in chosen.name
    assert chosen.accuracy_m is not None
    assert chosen.accuracy_m < 3


def test_an_esri_prj_is_recognised() -> None:
    wkt = (
        'PROJCS["TUREF_TM33",GEOGCS["GCS_TUREF",DATUM["D_Turkish_National_Reference_Frame",'
        'SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
        'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
        'PARAMETER["Central_Meridian",33.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )
    assert read_crs(wkt).to_epsg() == 5255


@pytest.mark.parametrize(
    ("srid", "swapped"),
    [(5255, False), (5255, True), (32636, False), (4326, False), (4326, True), (3857, False), (5271, False)],
)
def test_the_true_system_is_among_the_proposals(srid: int, swapped: bool) -> None:
    to_file = operation(4326, srid, ANKARA).transformer
    x, y = to_file.transform(np.array([32.85, 32.9, 32.95]), np.array([39.95, 39.97, 40.0]))
    sample = np.column_stack([y, x] if swapped else [x, y])
    found = propose(sample, BOUNDARY, 5255)
    assert (srid, swapped) in {(c.srid, c.swapped) for c in found}
    assert all(c.inside > 0.4 for c in found)


def test_coordinates_of_elsewhere_propose_nothing() -> None:
    """Swapped degrees of another province may lie inside Türkiye; the municipality decides, not the country."""
    assert propose(np.array([[41.13, 37.88]]), BOUNDARY, 5255) == ()


@pytest.mark.parametrize(
    ("longitude", "srid"), [(41.1, 5258), (32.85, 5255), (29.4, 5254), (27.1, 5253), (34.63, 5256)]
)
def test_each_city_has_its_zone(longitude: float, srid: int) -> None:
    assert tm_zone(longitude) == srid


@pytest.mark.parametrize("no_use", ["EPSG:4326", "EPSG:3857", "EPSG:2227", "EPSG:5259", "EPSG:99999", "TM33"])
def test_a_city_is_stored_in_metres_that_cover_it(no_use: str) -> None:
    with pytest.raises(CrsError) as told:
        check_storage_crs(no_use, ANKARA)
    assert "EPSG:5255" in told.value.told("tr")


@pytest.mark.parametrize(
    ("storage", "area", "zones"),
    [
        (5255, ANKARA, [5255, 32636]),
        (5254, (29.0, 40.9, 29.2, 41.0), [5254, 32635]),
        (5254, (29.9, 39.9, 30.1, 40.0), [5254]),  # on the edge of two UTM zones: neither covers it
        (5254, (31.3, 39.9, 31.7, 40.0), [5254, 32636]),  # on the edge of two TM zones
        (5259, (43.5, 38.0, 44.0, 38.5), [5259, 32638]),
    ],
)
def test_zones_are_served_where_they_cover_the_city(storage: int, area: Bounds, zones: list[int]) -> None:
    served = [ref.uri for ref in supported(storage, area)]
    assert served == [CRS84, *map(epsg_uri, (4326, 3857, *zones))]
    assert all(parse_crs(uri, storage, area).uri == uri for uri in served)
