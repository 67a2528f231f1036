"""``filter`` as clients send it: in both encodings, with everything else, and what is refused."""

import csv
import io
import json
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from starlette.testclient import TestClient

from gis.derive.database_objects import audience_role
from tests.api.conftest import HIDDEN, PARCELS, SOUTH, TECHNICIAN, WEST, to_degrees
from tests.conftest import STORAGE_SRID
from tests.databases import Database

ITEMS = "/ogc/collections/parcel/items"
POI = "/ogc/collections/poi/items"
CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/"
BLOCK = "block_no = '100'"
BLOCK_JSON = '{"op": "=", "args": [{"property": "block_no"}, "100"]}'
FORM = "application/x-www-form-urlencoded"


def found(client: TestClient, filter_: str, url: str = ITEMS, **parameters: str) -> dict[str, Any]:
    answer = client.get(url, params={"filter": filter_, **parameters})
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def numbers(page: dict[str, Any]) -> list[str]:
    return [feature["properties"]["parcel_no"] for feature in page["features"]]


def refused(client: TestClient, filter_: str, url: str = ITEMS, **parameters: str) -> dict[str, Any]:
    answer = client.get(url, params={"filter": filter_, "lang": "en", **parameters})
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    return problem


def test_both_encodings_choose_the_same(client: TestClient) -> None:
    text, as_json = found(client, BLOCK), found(client, BLOCK_JSON, **{"filter-lang": "cql2-json"})
    assert numbers(text) == numbers(as_json) == [str(n) for n in range(1, 11)]
    assert text["numberMatched"] == 10
    assert numbers(found(client, BLOCK, **{"filter-lang": "cql2-text"})) == numbers(text)


def test_a_filter_joins_with_everything_else(client: TestClient) -> None:
    west, south = to_degrees(WEST + 95, SOUTH + 95)
    east, north = to_degrees(WEST + 195, SOUTH + 245)
    page = found(
        client, "parcel_no <> '1'", bbox=f"{west},{south},{east},{north}", block_no="101", sortby="-parcel_no",
        properties="parcel_no", skipGeometry="true", datetime="2026-01-01/..",
    )  # fmt: skip
    assert numbers(page) == ["12", "11"]
    assert page["features"][0]["geometry"] is None
    assert found(client, BLOCK, resulttype="hits")["numberMatched"] == 10


def test_a_filter_holds_for_the_past(client: TestClient, city: Database) -> None:
    with psycopg.connect(city.conninfo) as connection:
        connection.execute("UPDATE city.parcel SET locality = 'Eski' WHERE parcel_no = '5'")
        connection.commit()
        (then,) = connection.execute("SELECT clock_timestamp()").fetchone() or ()
        connection.execute("UPDATE city.parcel SET locality = 'Yeni' WHERE parcel_no = '5'")
    assert numbers(found(client, "locality = 'Eski'", datetime=then.isoformat())) == ["5"]
    assert numbers(found(client, "locality = 'Eski'")) == []


@pytest.mark.parametrize("sort", [None, "parcel_no", "-registered_area_m2"])
@pytest.mark.parametrize("post", [False, True])
def test_pages_of_a_filter_follow_each_other(client: TestClient, sort: str | None, post: bool) -> None:
    query = {"limit": "7"} | ({"sortby": sort} if sort else {})
    kind = {"Content-Type": "application/query-cql-json"}
    filter_ = '{"op": "like", "args": [{"property": "block_no"}, "10%"]}'
    if post:
        page = client.post(ITEMS, params=query, content=filter_, headers=kind).json()
    else:
        page = found(client, filter_, **query, **{"filter-lang": "cql2-json"})
    seen = numbers(page)
    while following := [link["href"] for link in page["links"] if link["rel"] == "next"]:
        page = client.get(following[0]).json()
        seen += numbers(page)
    assert len(seen) == len(set(seen)) == 100


def test_a_token_of_another_filter_is_refused(client: TestClient) -> None:
    (link,) = [link for link in found(client, BLOCK, limit="3")["links"] if link["rel"] == "next"]
    (token,) = parse_qs(urlsplit(link["href"]).query)["token"]
    assert refused(client, "block_no = '101'", limit="3", token=token)["code"] == "bad_token"


def test_a_filter_too_long_for_an_address_is_posted_page_after_page(client: TestClient) -> None:
    listed = ",".join(f"'{n}'" for n in range(1, 2_000))
    parameters = {"filter": f"parcel_no IN ({listed})", "limit": "60"}
    page, seen = client.post(ITEMS, data=parameters).json(), []
    while True:
        seen += numbers(page)
        following = [link for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        (link,) = following
        assert link["method"] == "POST"
        page = client.post(link["href"], content=link["body"], headers=link["headers"]).json()
    assert sorted(seen, key=int) == [str(n) for n in range(1, PARCELS + 1)]


@pytest.mark.parametrize("kind", ["application/query-cql-json", "application/json; charset=utf-8"])
def test_a_json_filter_is_posted(client: TestClient, kind: str) -> None:
    answer = client.post(f"{ITEMS}?limit=5", content=BLOCK_JSON, headers={"Content-Type": kind})
    assert numbers(answer.json()) == ["1", "2", "3", "4", "5"]
    assert answer.headers["content-type"] == "application/geo+json"


@pytest.mark.parametrize(
    ("kind", "body", "status", "code"),
    [
        ("application/geo+json", b"{}", 415, "not_a_query"),
        ("", b"{}", 415, "not_a_query"),
        ("text/plain", b"block_no = '1'", 415, "not_a_query"),
        ("application/json", b"{", 400, "bad_filter"),
        ("application/json", b"\xff", 400, "bad_query_body"),
        (FORM, b"filter=%ff", 400, "bad_query_body"),
        (FORM, b"filter=a&filter=b", 400, "repeated_parameter"),
        (FORM, b"nothing=1", 400, "unknown_parameter"),
        (FORM, b"a=1&" * 200, 400, "bad_query_body"),
        ("application/json", b" " * 3_000_000, 413, "query_too_large"),
    ],
)
def test_what_is_no_posted_query_is_refused(
    client: TestClient, kind: str, body: bytes, status: int, code: str
) -> None:
    answer = client.post(ITEMS, content=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert client.post("/ogc/collections/camera/items", content=BLOCK_JSON, headers={"Content-Type": "application/json"}).status_code == 404  # fmt: skip


@pytest.mark.parametrize(
    "filter_",
    [BLOCK, "parcel_no LIKE '1%' AND block_no > '105'", "S_INTERSECTS(geometry, BBOX(0,0,1,1))", "id < 20 OR block_no = '110'",
     "parcel_no = '7' OR parcel_no = '8' AND block_no = '0'"],
)  # fmt: skip
def test_every_format_gives_the_same_rows(client: TestClient, filter_: str) -> None:
    """Those that pygeoapi writes, whose own parser would choose others."""
    expected = numbers(found(client, filter_, limit="200"))
    query = {"filter": filter_, "limit": "200"}
    table = client.get(ITEMS, params={**query, "f": "csv"}, auth=TECHNICIAN).text
    assert [row["parcel_no"] for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))] == expected
    linked = client.get(ITEMS, params={**query, "f": "jsonld"}).json()
    assert len(linked["features"]) == len(expected)
    page = client.get(ITEMS, params={**query, "f": "html"})
    assert page.status_code == 200
    posted = client.post(f"{ITEMS}?f=csv", data=query, auth=TECHNICIAN).text
    assert posted == table


def test_a_feature_is_chosen_by_its_id(client: TestClient) -> None:
    wanted = found(client, "parcel_no = '9'")["features"][0]["id"]
    assert numbers(found(client, f"id = {wanted}")) == ["9"]
    assert numbers(client.get(ITEMS, params={"id": str(wanted)}).json()) == ["9"]
    assert client.get(ITEMS, params={"id": str(wanted), "f": "csv"}, auth=TECHNICIAN).text.count("\n") == 2
    assert client.get(ITEMS, params={"id": "x"}).status_code == 400


@pytest.mark.parametrize("crs", ["EPSG:4326", f"http://www.opengis.net/def/crs/EPSG/0/{STORAGE_SRID}"])
def test_coordinates_of_a_filter_come_in_the_order_epsg_defines(client: TestClient, crs: str) -> None:
    x, y = to_degrees(WEST + 110, SOUTH + 110) if crs == "EPSG:4326" else (WEST + 110, SOUTH + 110)
    assert numbers(found(client, f"S_INTERSECTS(geometry, POINT({y} {x}))", **{"filter-crs": crs})) == ["1"]
    assert refused(client, BLOCK, **{"filter-crs": "EPSG:1"})["code"] == "unsupported_crs"
    assert refused(client, BLOCK, **{"filter-lang": "ecql"})["code"] == "bad_filter_lang"


@pytest.mark.parametrize(
    ("filter_", "code", "said"),
    [
        ("block_no = 100", "filter_type", "a 'text'"),
        ("registered_area_m2 = '100'", "filter_type", "a number"),
        ("registered_area_m2", "filter_type", "TRUE or FALSE"),
        ("geometry = 1", "filter_type", "S_INTERSECTS"),
        ("S_INTERSECTS(block_no, POINT(1 2))", "filter_type", "a geometry"),
        ("block_no = POINT(1 2)", "filter_type", "spatial"),
        ("T_AFTER(block_no, DATE('2026-01-01'))", "filter_type", "DATE"),
        ("block_no = INTERVAL('..', '2026-01-01')", "filter_type", "temporal"),
        ("casei(registered_area_m2) = 'x'", "filter_type", "a 'text'"),
        ("registered_area_m2 + block_no > 1", "filter_type", "a number"),
        ("TRUE < FALSE", "filter_type", "no order"),
        ("block_no LIKE 'x\\'", "bad_filter", "pattern"),
        ("block_no LIKE casei(block_no)", "bad_filter", "pattern"),
        ("NOT()", "bad_filter", "character 5"),
        ("casei(block_no, block_no) = 'x'", "bad_filter", "CASEI takes 1"),
        ("pg_sleep(10) = 1", "filter_not_supported", "CASEI"),
        ("registered_area_m2 / 0 = 1 OR 1 / 0 = 1", "bad_filter", "no number"),
        ("registered_area_m2 ^ 400 > 1", "filter_failed", "computed"),
        ("S_INTERSECTS(geometry, POINT(200 100))", "bad_filter", "range of degrees"),
        ("S_INTERSECTS(geometry, BBOX(1,2,0,1))", "bad_filter", "corner"),
        ("S_WITHIN(geometry, GEOMETRYCOLLECTION(POINT(32 40),POLYGON((33 40,34 40,34 41,33 40))))", "filter_not_supported", "S_DISJOINT"),
        ("T_AFTER(DATE('2026-01-01'), INTERVAL('2026-02-01', '2026-01-01'))", "bad_filter", "ends before"),
        ("((((((((((((((((((((", "bad_filter", "character 21"),
        ("x" * 40_000, "filter_too_complex", "characters"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_what_is_expected(
    client: TestClient, filter_: str, code: str, said: str
) -> None:
    problem = refused(client, filter_)
    assert (problem["code"], said in problem["detail"]) == (code, True), problem["detail"]
    turkish = client.get(ITEMS, params={"filter": filter_}).json()
    assert turkish["detail"] != problem["detail"]


def test_a_layer_without_geometry_has_no_places(client: TestClient) -> None:
    url = "/ogc/collections/parcel_lineage/items"
    assert client.get(url, auth=TECHNICIAN).status_code == 200
    answer = client.get(
        url, auth=TECHNICIAN, params={"filter": "S_INTERSECTS(geometry, POINT(33 40))", "lang": "en"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "filter_not_supported")


@pytest.mark.parametrize(
    "shape",
    ["{} = '{}'", "{} <> '{}'", "{} LIKE '{:.3}%'", "casei({}) = casei('{}')", "{} IS NULL", "{} IN ('{}')", "NOT ({} = '{}')", "'{1}' = {0}",
     "{0} = {0}", "block_no = {}", "{} BETWEEN 'a' AND 'z'", "1 = 1 OR {} = '{}'"],
)  # fmt: skip
def test_a_hidden_field_is_answered_as_one_that_does_not_exist(client: TestClient, shape: str) -> None:
    """Otherwise a filter would tell, letter by letter, what an audience may not see."""
    hidden = refused(client, shape.format("land_registry_id", HIDDEN))
    absent = refused(client, shape.format("no_such_field", HIDDEN))
    same = {"code", "detail", "hint", "status", "title"}
    assert {k: hidden[k] for k in same} == {k: absent[k] for k in same}
    assert hidden["code"] == "unknown_property"
    assert "land_registry_id" not in json.dumps(hidden)
    assert numbers(client.get(ITEMS, params={"filter": "land_registry_id IS NOT NULL", "limit": "1"}, auth=TECHNICIAN).json()) == ["1"]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["uid", "version", "valid_from", "changed_by", "geom.x", "oid", "ctid", "xmin", "tableoid"]
)
def test_columns_that_are_no_queryables_do_not_exist(client: TestClient, name: str) -> None:
    assert refused(client, f"{name} IS NOT NULL")["code"] == "unknown_property"


@pytest.mark.parametrize(
    "injected",
    [
        "x'; DROP TABLE city.parcel; --",
        "x' OR '1'='1",
        "%(filter_0)s",
        "%s",
        "{}",
        "$1",
        "\\x",
        "'||pg_sleep(9)||'",
        "%%",
        "\u2019",
    ],
)
def test_what_stands_in_a_text_stays_a_text(client: TestClient, injected: str) -> None:
    quoted = injected.replace("'", "''")
    for filter_ in (
        f"block_no = '{quoted}'",
        f"block_no IN ('{quoted}', 'x')",
        f"casei(parcel_no) = casei('{quoted}')",
    ):
        assert numbers(found(client, filter_)) == []
    document = {"op": "=", "args": [{"property": "parcel_no"}, injected]}
    assert numbers(found(client, json.dumps(document), **{"filter-lang": "cql2-json"})) == []
    named = {"op": "=", "args": [{"property": f'block_no" = block_no OR "{injected}'}, "x"]}
    assert refused(client, json.dumps(named), **{"filter-lang": "cql2-json"})["code"] == "unknown_property"
    operated = {"op": f"= block_no OR {injected} =", "args": [{"property": "block_no"}, "x"]}
    assert (
        refused(client, json.dumps(operated), **{"filter-lang": "cql2-json"})["code"]
        == "filter_not_supported"
    )
    assert client.get(f"{ITEMS}?limit=1").json()["numberMatched"] == PARCELS


def test_names_with_turkish_letters_are_found_by_any_spelling(client: TestClient) -> None:
    for filter_ in (
        "CASEI(name) LIKE CASEI('çinar%')",
        "ACCENTI(CASEI(name)) LIKE ACCENTI(CASEI('CINAR%'))",
        "name LIKE 'Çınar <Parkı>%'",
    ):
        assert [f["properties"]["name"] for f in found(client, filter_, POI)["features"]] == [
            "Çınar <Parkı> & Ömer"
        ]
    assert found(client, "category = 'pharmacy'", POI)["numberMatched"] == 1
    assert found(client, "category IS NULL", POI)["numberMatched"] == 1


def test_conformance_declares_what_clients_look_for(client: TestClient) -> None:
    declared = set(client.get("/ogc/conformance").json()["conformsTo"])
    features = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/"
    assert {
        f"{features}filter",
        f"{features}features-filter",
        f"{CQL2}cql2-text",
        f"{CQL2}cql2-json",
    } <= declared
    assert {
        f"{CQL2}basic-spatial-functions",
        f"{CQL2}basic-spatial-operators",
        f"{CQL2}temporal-functions",
    } <= declared
    assert not any("array" in uri for uri in declared if uri.startswith(CQL2))


def test_queryables_say_what_can_be_filtered(client: TestClient) -> None:
    described = client.get("/ogc/collections/poi/queryables?lang=en").json()
    assert described["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    properties = described["properties"]
    assert properties["geometry"]["format"] == "geometry-point"
    assert properties["id"]["type"] == "integer"
    assert {"const": "pharmacy", "title": "Pharmacy"} in properties["category"]["oneOf"]
    for name in properties.keys() - {"geometry"}:
        assert (
            client.get(POI, params={"filter": f'"{name}" IS NOT NULL OR "{name}" IS NULL'}).json()[
                "numberMatched"
            ]
            == 2
        )


def test_links_of_a_filter_ask_for_the_same(client: TestClient) -> None:
    page = found(client, "name LIKE '=1+2%' OR name = 'a&b'", POI)
    (link,) = [link for link in page["links"] if link["rel"] == "self"]
    assert dict(parse_qsl(urlsplit(link["href"]).query))["filter"] == "name LIKE '=1+2%' OR name = 'a&b'"
    assert client.get(link["href"]).json()["features"] == page["features"]


def test_a_filter_that_runs_too_long_is_stopped(client: TestClient, city: Database) -> None:
    """An audience without connections so far, as these learn of the time allowed when they are made."""
    role, database = Identifier(audience_role(city.name, "custody")), Identifier(city.name)
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        connection.execute(
            SQL("ALTER ROLE {} IN DATABASE {} SET statement_timeout = '1ms'").format(role, database)
        )
    slow = " OR ".join(f"accenti(casei(block_no)) LIKE '%{n}%{n}%x'" for n in range(200))
    answer = client.get(ITEMS, params={"filter": slow}, auth=("custody", TECHNICIAN[1]))
    assert (answer.status_code, answer.json()["code"]) == (503, "too_slow")
    assert answer.headers["retry-after"]
