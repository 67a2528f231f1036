"""OWSLib's OGC API client."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import geopandas as gpd
import pytest
import shapely
from owslib.ogcapi.features import Features
from owslib.util import Authentication
from pyproj import CRS

from tests.clients.sample_source import (
    CLOSE_M,
    PARCEL_KEY,
    STORAGE_CRS,
    assert_same,
    cameras,
    collections,
    parcels,
    steady_box,
)
from tests.running_kent import PASSWORD, TECHNICIAN, RunningKent

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CRSS = {CRS84: "OGC:CRS84"} | {
    f"http://www.opengis.net/def/crs/EPSG/0/{n}": f"EPSG:{n}" for n in (4326, 3857, 5254)
}
STORAGE_URI = "http://www.opengis.net/def/crs/EPSG/0/5254"
# The requests library writes a password's letters in Latin-1, which knows no ğ; so they go to it one per UTF-8 byte.
SIGNED_IN = Authentication(TECHNICIAN, PASSWORD.encode().decode("latin-1"))


@pytest.fixture(scope="module")
def public(kent: RunningKent) -> Features:
    return Features(f"{kent.url}/ogc")


@pytest.fixture(scope="module")
def technician(kent: RunningKent) -> Features:
    return Features(f"{kent.url}/ogc", auth=SIGNED_IN)


def pages(service: Features, collection: str, **parameters: Any) -> list[dict[str, Any]]:
    """The pages of a collection, from link to link."""
    found = [service.collection_items(collection, **parameters)]
    while following := [link["href"] for link in found[-1]["links"] if link["rel"] == "next"]:
        found.append(service.collection_items(collection, **dict(parse_qsl(urlsplit(following[0]).query))))
    return found


def northing_first(crs: str) -> bool:
    return CRS(crs).axis_info[0].direction == "north"


def turned(geometries: gpd.GeoSeries) -> gpd.GeoSeries:
    """Each coordinate's two numbers exchanged."""
    return gpd.GeoSeries(shapely.transform(geometries.to_numpy(), lambda xy: xy[:, ::-1]), crs=geometries.crs)


def test_the_public_finds_its_collections_and_no_other(public: Features) -> None:
    assert set(public.feature_collections()) == collections("public")


def test_the_technician_finds_more(technician: Features) -> None:
    assert set(technician.feature_collections()) == collections("secure")


def test_conformance_names_what_clients_look_for(public: Features) -> None:
    declared = public.conformance()["conformsTo"]
    for part in ("1/1.0/conf/core", "1/1.0/conf/geojson", "2/1.0/conf/crs", "5/1.0/conf/schemas"):
        assert f"http://www.opengis.net/spec/ogcapi-features-{part}" in declared


@pytest.mark.parametrize("limit", [250, 10_000])
def test_every_parcel_is_read_as_it_is(public: Features, limit: int) -> None:
    expected = parcels()
    found = pages(public, "parcel", limit=limit)
    assert {page["numberMatched"] for page in found} == {len(expected)}
    assert len(found) == -(-len(expected) // limit)
    features = [feature for page in found for feature in page["features"]]
    assert len({feature["id"] for feature in features}) == len(features)
    assert_same(gpd.GeoDataFrame.from_features(features, crs="OGC:CRS84"), expected, PARCEL_KEY)


@pytest.mark.parametrize("uri", CRSS)
def test_coordinates_come_in_the_axis_order_of_their_crs(public: Features, uri: str) -> None:
    page = public.collection_items("parcel", limit=10_000, crs=uri)
    found = gpd.GeoDataFrame.from_features(page["features"], crs=CRSS[uri])
    if northing_first(CRSS[uri]):
        found.geometry = turned(found.geometry)
    assert public.response_headers["Content-Crs"] == f"<{uri}>"
    assert_same(found, parcels(), PARCEL_KEY)


def test_the_storage_crs_is_written_northing_first(public: Features) -> None:
    feature = public.collection_items("parcel", limit=1, crs=STORAGE_URI)["features"][0]
    key = tuple(feature["properties"][name] for name in PARCEL_KEY)
    easting, northing = shapely.get_coordinates(parcels().set_index(PARCEL_KEY).geometry[key])[0]
    written = shapely.get_coordinates(shapely.geometry.shape(feature["geometry"]))
    assert min(abs(written - (northing, easting)).sum(axis=1)) <= CLOSE_M


@pytest.mark.parametrize("uri", CRSS)
def test_a_box_chooses_the_same_parcels_in_every_crs(public: Features, uri: str) -> None:
    box, expected = steady_box(parcels())
    corners = gpd.GeoSeries([box], crs=STORAGE_CRS).to_crs(CRSS[uri])
    if northing_first(CRSS[uri]):
        corners = turned(corners)
    found = public.collection_items("parcel", limit=1000, bbox=[*corners.total_bounds], **{"bbox-crs": uri})
    assert found["numberMatched"] == len(found["features"]) == expected


def test_schema_and_queryables_describe_the_properties(public: Features) -> None:
    served = public.collection_items("parcel", limit=1)["features"][0]["properties"].keys()
    described = public.collection_schema("parcel")["properties"]
    assert served <= described.keys()
    assert described["registered_area_m2"]["x-ogc-unit"] == "m2"
    assert public.collection_queryables("parcel")["properties"]["land_type"]["title"] == "Nitelik"
    assert public.collection("parcel")["storageCrs"] == STORAGE_URI


def test_a_queryable_chooses(public: Features) -> None:
    expected = parcels()["land_type"].value_counts()["Bağ"]
    found = public.collection_items("parcel", limit=1000, land_type="Bağ")
    assert found["numberMatched"] == len(found["features"]) == expected


@pytest.mark.parametrize("written", ["land_type = 'Bağ'", "CASEI(land_type) LIKE 'ba_'"])
def test_a_filter_chooses(public: Features, written: str) -> None:
    expected = parcels()["land_type"].value_counts()["Bağ"]
    found = public.collection_items("parcel", limit=1000, filter=written)
    assert found["numberMatched"] == len(found["features"]) == expected
    assert {feature["properties"]["land_type"] for feature in found["features"]} == {"Bağ"}


def test_the_technician_reads_every_camera_where_it_hangs(technician: Features) -> None:
    features = [feature for page in pages(technician, "camera", limit=25) for feature in page["features"]]
    assert_same(gpd.GeoDataFrame.from_features(features, crs="OGC:CRS84"), cameras(), ["inventory_no"])


def test_the_public_gets_no_camera(public: Features) -> None:
    with pytest.raises(RuntimeError) as told:
        public.collection_items("camera")
    assert "unknown_collection" in str(told.value)


def test_a_wrong_password_is_refused(kent: RunningKent) -> None:
    service = Features(f"{kent.url}/ogc")
    service.auth = Authentication(TECHNICIAN, "1453")
    with pytest.raises(RuntimeError) as told:
        service.collection_items("parcel")
    assert "wrong_credentials" in str(told.value)
