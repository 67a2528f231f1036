"""Features as clients page, filter and place them."""

import json
from itertools import pairwise

import psycopg
import pytest
from starlette.testclient import TestClient

from tests.api.conftest import PARCELS, SOUTH, TECHNICIAN, WEST, to_degrees
from tests.conftest import STORAGE_SRID
from tests.databases import Database

ITEMS = "/ogc/collections/parcel/items"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


def every_page(client: TestClient, url: str) -> list[dict[str, object]]:
    """Follow ``next`` to the end."""
    features: list[dict[str, object]] = []
    for _ in range(1000):
        page = client.get(url).json()
        features += page["features"]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            return features
        url = following[0]
    raise AssertionError("paging does not end")


@pytest.mark.parametrize("limit", [1, 7, 13, 130, 131, 10_000])
@pytest.mark.parametrize(
    "sort",
    [
        "",
        "&sortby=parcel_no",
        "&sortby=-parcel_no",
        "&sortby=registered_area_m2",
        "&sortby=-registered_area_m2",
    ],
)
def test_paging_gives_every_feature_once(client: TestClient, limit: int, sort: str) -> None:
    ids = [f["id"] for f in every_page(client, f"{ITEMS}?limit={limit}{sort}")]
    assert len(ids) == len(set(ids)) == PARCELS


def test_paging_over_empty_values_loses_none(client: TestClient, city: Database) -> None:
    """Rows without a value of the sort field come last ascending, first descending."""
    with psycopg.connect(city.conninfo) as connection:
        connection.execute("UPDATE city.parcel SET registered_area_m2 = NULL WHERE id % 3 = 0")
        connection.execute("UPDATE city.parcel SET registered_area_m2 = id WHERE id % 3 = 1")
    up = every_page(client, f"{ITEMS}?limit=11&sortby=registered_area_m2")
    down = every_page(client, f"{ITEMS}?limit=11&sortby=-registered_area_m2")
    areas = [f["properties"]["registered_area_m2"] for f in up]  # type: ignore[index]
    known = [a for a in areas if a is not None]
    assert known == sorted(known)
    assert areas[len(known) :] == [None] * (PARCELS - len(known))
    assert [f["id"] for f in down] == [f["id"] for f in reversed(up)]


@pytest.mark.parametrize("sort", [
    "block_no,parcel_no", "-block_no,parcel_no", "registered_area_m2,-block_no", "-registered_area_m2,block_no,-parcel_no",
])  # fmt: skip
@pytest.mark.parametrize("limit", [1, 7, 100])
def test_pages_follow_each_other_in_the_order_of_several_fields(
    client: TestClient, city: Database, sort: str, limit: int
) -> None:
    with psycopg.connect(city.conninfo) as connection:
        connection.execute("UPDATE city.parcel SET registered_area_m2 = nullif(id % 4, 0)")
    features = every_page(client, f"{ITEMS}?limit={limit}&sortby={sort}")
    assert len({f["id"] for f in features}) == len(features) == PARCELS
    rows = [[f["properties"][key.lstrip("-")] for key in sort.split(",")] for f in features]  # type: ignore[index]
    expected = list(rows)
    for at, key in reversed(list(enumerate(sort.split(",")))):
        # A sort is stable: what counts most is sorted by last. NULL is larger than any value.
        expected.sort(key=lambda row, at=at: _rank(row[at]), reverse=key.startswith("-"))  # type: ignore[misc]
    assert rows == expected
    page = client.get(f"{ITEMS}?limit=20&sortby={sort}&f=html").text
    assert f"items/{features[0]['id']}?" in page


def _rank(value: object) -> tuple[bool, object]:
    return value is None, value or 0


def test_names_sort_in_turkish(client: TestClient) -> None:
    names = [
        f["properties"]["name"]
        for f in client.get("/ogc/collections/poi/items?sortby=name").json()["features"]
    ]
    assert names == ["=1+2", "Çınar <Parkı> & Ömer"]


def test_letters_and_signs_arrive_unchanged(client: TestClient) -> None:
    """Stock pygeoapi would serve ``&lt;``, and an editing client would write it back."""
    answer = client.get("/ogc/collections/poi/items")
    assert "Çınar <Parkı> & Ömer" in answer.text
    assert answer.headers["content-type"] == "application/geo+json"


def test_counts_are_exact(client: TestClient) -> None:
    assert client.get(f"{ITEMS}?limit=3").json()["numberMatched"] == PARCELS
    filtered = client.get(f"{ITEMS}?block_no=100&limit=3").json()
    assert (filtered["numberMatched"], filtered["numberReturned"]) == (10, 3)
    hits = client.get(f"{ITEMS}?block_no=100&resulttype=hits").json()
    assert (hits["numberMatched"], hits["features"]) == (10, [])


@pytest.mark.parametrize(
    ("crs", "northing_first", "tolerance"),
    [
        (None, False, 1e-7),
        (4326, True, 1e-7),
        (3857, False, 0.01),
        (STORAGE_SRID, True, 0.001),
        (32636, False, 0.001),
    ],
)
def test_coordinates_come_in_the_order_epsg_defines(
    client: TestClient, crs: int | None, northing_first: bool, tolerance: float
) -> None:
    from pyproj import Transformer

    query = f"?limit=1&crs={EPSG}{crs}" if crs else "?limit=1"
    answer = client.get(ITEMS + query)
    named = f"{EPSG}{crs}" if crs else "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    assert answer.headers["content-crs"] == f"<{named}>"
    ring = answer.json()["features"][0]["geometry"]["coordinates"][0][0]
    x, y = Transformer.from_crs(STORAGE_SRID, crs or 4326, always_xy=True).transform(WEST + 100, SOUTH + 100)
    expected = (y, x) if northing_first else (x, y)
    assert any(c == pytest.approx(expected, abs=tolerance) for c in ring)


@pytest.mark.parametrize("crs", [None, 4326, 3857, STORAGE_SRID, 32636])
def test_a_box_finds_the_same_features_in_every_crs(client: TestClient, crs: int | None) -> None:
    from pyproj import Transformer

    low, high = (WEST + 145.0, SOUTH + 95.0), (WEST + 245.0, SOUTH + 195.0)
    transformer = Transformer.from_crs(STORAGE_SRID, crs or 4326, always_xy=True)
    corners = [*transformer.transform(*low), *transformer.transform(*high)]
    if crs in (4326, STORAGE_SRID):
        corners = [corners[1], corners[0], corners[3], corners[2]]
    query = f"?bbox={','.join(map(str, corners))}" + (f"&bbox-crs={EPSG}{crs}" if crs else "")
    found = {f["properties"]["parcel_no"] for f in client.get(ITEMS + query).json()["features"]}
    assert found == {"2", "3", "12", "13"}


@pytest.mark.parametrize("high", [(WEST + 110.0, SOUTH + 110.0), (WEST + 190.0, SOUTH + 110.0)])
def test_a_box_without_width_or_height_finds_what_it_touches(
    client: TestClient, high: tuple[float, float]
) -> None:
    low = (WEST + 110.0, SOUTH + 110.0)
    corners = [low[1], low[0], high[1], high[0]]
    answer = client.get(f"{ITEMS}?bbox={','.join(map(str, corners))}&bbox-crs={EPSG}{STORAGE_SRID}").json()
    found = {f["properties"]["parcel_no"] for f in answer["features"]}
    assert found == ({"1"} if high == low else {"1", "2"})


def test_links_ask_for_the_same_again(client: TestClient) -> None:
    """``+`` in a link would be read as a space."""
    url = "/ogc/collections/poi/items?name=%3D1%2B2&lang=en"
    (link,) = [link for link in client.get(url).json()["links"] if link["rel"] == "self"]
    names = [f["properties"]["name"] for f in client.get(link["href"]).json()["features"]]
    assert names == ["=1+2"]


def test_places_elsewhere_hold_nothing(client: TestClient) -> None:
    for box in ("0,0,1,1", "-180,-90,-170,-80", "170,10,-170,20"):
        answer = client.get(f"{ITEMS}?bbox={box}").json()
        assert (answer["features"], answer["numberMatched"]) == ([], 0)
    assert client.get(f"{ITEMS}?bbox=-180,-90,180,90").json()["numberMatched"] == PARCELS


def test_properties_and_geometry_can_be_left_out(client: TestClient) -> None:
    feature = client.get(f"{ITEMS}?limit=1&properties=block_no,parcel_no&skipGeometry=true").json()[
        "features"
    ][0]
    assert feature["geometry"] is None
    assert list(feature["properties"]) == ["block_no", "parcel_no"]


def test_one_feature_is_the_one_of_the_page(client: TestClient) -> None:
    listed = client.get(f"{ITEMS}?limit=1").json()["features"][0]
    single = client.get(f"{ITEMS}/{listed['id']}").json()
    assert {k: single[k] for k in listed} == listed
    assert {link["rel"] for link in single["links"]} >= {"self", "collection", "alternate"}


def test_an_unchanged_feature_is_not_sent_again(client: TestClient, city: Database) -> None:
    url = f"{ITEMS}/{client.get(f'{ITEMS}?limit=1').json()['features'][0]['id']}"
    etag = client.get(url).headers["etag"]
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(url, headers={"If-None-Match": f'"other", {etag}'}).status_code == 304
    other_shape = client.get(f"{url}?crs={EPSG}3857").headers["etag"]
    other_audience = client.get(url, auth=TECHNICIAN).headers["etag"]
    assert len({etag, other_shape, other_audience}) == 3
    with psycopg.connect(city.conninfo) as connection:
        connection.execute(
            "UPDATE city.parcel SET land_type = 'Arsa' WHERE id = %s", [int(url.rsplit("/", 1)[1])]
        )
    changed = client.get(url, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != etag


def test_an_unchanged_page_is_not_sent_again(client: TestClient, city: Database) -> None:
    url = f"{ITEMS}?limit=3"
    first = client.get(url)
    etag = first.headers["etag"]
    again = client.get(url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    others = [client.get(f"{ITEMS}?{query}").headers["etag"] for query in ("limit=2", "limit=3&offset=1")]
    assert len({etag, client.get(url, auth=TECHNICIAN).headers["etag"], *others}) == 4
    with psycopg.connect(city.conninfo) as connection:
        connection.execute(
            "UPDATE city.parcel SET land_type = 'Tarla' WHERE id = %s", [first.json()["features"][1]["id"]]
        )
    changed = client.get(url, headers={"If-None-Match": etag})
    assert (changed.status_code, changed.json()["numberReturned"]) == (200, 3)


@pytest.mark.parametrize("unknown", ["0", "999999", "-1", "abc", "1;drop", "1' or '1'='1", "9" * 30, "١"])
def test_unknown_features_are_404(client: TestClient, unknown: str) -> None:
    answer = client.get(f"{ITEMS}/{unknown}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=x", "bbox=1,2,3", "bbox=a,b,c,d", "crs=EPSG:1", "bbox-crs=http://www.opengis.net/def/crs/0/unsupported",
     "datetime=x", "sortby=nothing", "nothing=1", "token=zzz", "limit=1&limit=2", "land_registry_id=x", "properties=owner"],
)  # fmt: skip
def test_bad_questions_are_told_apart_from_empty_answers(client: TestClient, query: str) -> None:
    answer = client.get(f"{ITEMS}?{query}", headers={"Accept-Language": "en"})
    problem = answer.json()
    assert answer.status_code == problem["status"] == 400
    assert problem["type"] == f"/api/problems/{problem['code']}"
    assert problem["detail"]
    assert problem["request_id"]
    assert "Traceback" not in answer.text


def test_problems_speak_the_callers_language(client: TestClient) -> None:
    turkish = client.get(f"{ITEMS}?limit=0").json()
    english = client.get(f"{ITEMS}?limit=0", headers={"Accept-Language": "en-GB,tr;q=0.5"}).json()
    assert "tam sayı" in turkish["detail"]
    assert "integer" in english["detail"]
    assert client.get(f"{ITEMS}?limit=0&lang=en").json()["detail"] == english["detail"]


@pytest.mark.parametrize(
    "path",
    ["/ogc/collections/nothing/items", "/ogc/collections/camera/items", "/ogc/collections/camera/items/1"],
)
def test_hidden_and_unknown_collections_look_the_same(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["code"] == "unknown_collection"


def test_changes_of_the_data_are_seen_at_once(client: TestClient, city: Database) -> None:
    with psycopg.connect(city.conninfo) as connection:
        connection.execute("UPDATE city.poi SET name = 'Yeni Park' WHERE poi_code = '160'")
    assert "Yeni Park" in client.get("/ogc/collections/poi/items").text


def test_the_place_of_a_parcel_is_the_place_on_earth(client: TestClient) -> None:
    """Not mirrored, not swapped: longitude 33, latitude 40."""
    ring = client.get(f"{ITEMS}?limit=1").json()["features"][0]["geometry"]["coordinates"][0][0]
    longitude, latitude = to_degrees(WEST + 100, SOUTH + 100)
    assert min(abs(c[0] - longitude) + abs(c[1] - latitude) for c in ring) < 1e-6


def test_ids_of_consecutive_pages_ascend(client: TestClient) -> None:
    ids = [f["id"] for f in every_page(client, f"{ITEMS}?limit=20")]
    assert all(a < b for a, b in pairwise(ids))  # type: ignore[operator]


def test_answers_are_whole_json_documents(client: TestClient) -> None:
    for url in (ITEMS, f"{ITEMS}?limit=1", f"{ITEMS}?block_no=nothing", f"{ITEMS}?resulttype=hits"):
        assert json.loads(client.get(url).content)["type"] == "FeatureCollection"
