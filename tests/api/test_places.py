"""Searching and identifying, as people type and tap."""

from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from tests.api.conftest import SOUTH, TECHNICIAN, WEST, to_degrees
from tests.conftest import STORAGE_SRID
from tests.databases import Database

BOX = f"ST_Multi(ST_MakeEnvelope(%s, %s, %s, %s, {STORAGE_SRID}))"
POINT = f"ST_SetSRID(ST_MakePoint(%s, %s), {STORAGE_SRID})"


@pytest.fixture(scope="module", autouse=True)
def _places(city: Database) -> None:
    """Two neighbourhoods of one town and a village, streets, doors; the village's parcels have no ada."""
    with psycopg.connect(city.conninfo) as connection:
        for code, name, x in (
            ("1", "Işıklar Mahallesi", 0),
            ("2", "İstasyon Mahallesi", 1000),
            ("3", "Kızılağıl Köyü", 2000),
        ):
            connection.execute(
                f"INSERT INTO city.neighbourhood (neighbourhood_code, name, changed_by, geom) VALUES (%s, %s, 't', {BOX})",
                [code, name, WEST + x, SOUTH, WEST + x + 1000, SOUTH + 2000],
            )
        for neighbourhood, block, number, x in (
            ("2", "101", "11", 1100),
            (None, "101", "11", 1300),
            ("3", None, "112", 2100),
            ("3", "0", "113", 2200),
        ):
            connection.execute(
                f"INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, changed_by, geom) VALUES (%s, %s, %s, 't', {BOX})",
                [neighbourhood, block, number, WEST + x, SOUTH + 1500, WEST + x + 40, SOUTH + 1540],
            )
        for name, x in (("Çiğdem Sokak", 100), ("İnönü Caddesi", 300), ("IŞIK SOKAK", 500)):
            connection.execute(
                "INSERT INTO city.road (road_code, name, changed_by, geom) VALUES (%s, %s, 't', "
                f"ST_Multi(ST_SetSRID(ST_MakeLine(ST_MakePoint(%s, %s), ST_MakePoint(%s, %s)), {STORAGE_SRID})))",
                [name, name, WEST + x, SOUTH + 1200, WEST + x + 100, SOUTH + 1200],
            )
        for street, door, x in (
            ("Çiğdem Sokak", "12/A", 110),
            ("Çiğdem Sokak", "2", 130),
            ("İnönü Caddesi", "12", 310),
        ):
            connection.execute(
                f"INSERT INTO city.address_point (address_code, street_name, door_no, changed_by, geom) VALUES (%s, %s, %s, 't', {POINT})",
                [f"{street}{door}", street, door, WEST + x, SOUTH + 1210],
            )
        connection.execute(
            f"INSERT INTO city.poi (poi_code, name, changed_by, geom) VALUES ('9', 'Iğdır Parkı', 't', {POINT})",
            [WEST + 1700, SOUTH + 300],
        )


def search(client: TestClient, text: str, **more: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/search", params={"q": text}, **more)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["results"])


def titles(client: TestClient, text: str) -> list[str]:
    return [r["title"] for r in search(client, text)]


@pytest.mark.parametrize(
    "typed", ["101/11", " 101 / 11", "101 ada 11 parsel", "Ada: 101, Parsel: 11", "ADA NO 101 PARSEL NO 11"]
)
def test_a_parcel_by_its_number(client: TestClient, typed: str) -> None:
    found = [r for r in search(client, typed) if r["kind"] == "parcel"]
    assert {r["title"] for r in found} == {"101/11"}
    assert len(found) == 3


@pytest.mark.parametrize(
    "typed",
    ["İstasyon Mahallesi 101/11", "istasyon mah. 101/11", "ISTASYON 101 ada 11 parsel", "101/11 İstasyon"],
)
def test_the_neighbourhood_narrows_it(client: TestClient, typed: str) -> None:
    """By the code where the file had one, by the place where it had none."""
    found = search(client, typed)
    assert len(found) == 2
    assert all(r["subtitle"].startswith("İstasyon Mahallesi") for r in found)


@pytest.mark.parametrize(
    "typed", ["112", "112 parsel", "parsel no 112", "Kızılağıl 112", "kızılağıl köyü parsel 112"]
)
def test_a_village_parcel_by_its_number_alone(client: TestClient, typed: str) -> None:
    found = search(client, typed)
    assert (found[0]["kind"], found[0]["title"]) == ("parcel", "112")
    assert found[0]["subtitle"].startswith("Kızılağıl")


def test_an_ada_of_zero_is_none(client: TestClient) -> None:
    assert titles(client, "113")[0] == "113"


def test_a_number_alone_does_not_find_town_parcels(client: TestClient) -> None:
    assert [r for r in search(client, "11") if r["kind"] == "parcel"] == []


@pytest.mark.parametrize(
    "typed",
    [
        "Çiğdem Sokak 12/A",
        "cigdem sokak no:12/a",
        "ÇİĞDEM SOK. No 12/A",
        "çiğdem sk 12/A",
        "CIGDEM SOKAĞI, 12/a",
    ],
)
def test_a_door_by_its_address(client: TestClient, typed: str) -> None:
    found = search(client, typed)
    assert (found[0]["kind"], found[0]["title"]) == ("address", "Çiğdem Sokak No: 12/A")


@pytest.mark.parametrize(("typed", "title"), [
    ("IŞIK", "IŞIK SOKAK"), ("ışık sokak", "IŞIK SOKAK"), ("isik", "IŞIK SOKAK"), ("İnönü Cad", "İnönü Caddesi"),
    ("iğdır", "Iğdır Parkı"), ("IĞDIR PARKI", "Iğdır Parkı"), ("igdir", "Iğdır Parkı"), ("istasyon", "İstasyon Mahallesi"),
])  # fmt: skip
def test_every_i_is_found(client: TestClient, typed: str, title: str) -> None:
    assert title in titles(client, typed)


def test_an_exact_name_comes_before_a_longer_one(client: TestClient) -> None:
    assert titles(client, "Çiğdem Sokak")[0] == "Çiğdem Sokak"


def test_coordinates_in_both_notations(client: TestClient) -> None:
    longitude, latitude = to_degrees(WEST + 500, SOUTH + 500)
    for typed in (
        f"{latitude:.6f}, {longitude:.6f}",
        f"Y={WEST + 500:.0f} X={SOUTH + 500:.0f}",
        f"{WEST + 500:.2f} {SOUTH + 500:.2f}".replace(".", ","),
    ):
        found = search(client, typed)[0]
        assert found["kind"] == "coordinate"
        assert found["point"] == pytest.approx([longitude, latitude], abs=1e-5)


def test_a_result_says_where_it_is(client: TestClient) -> None:
    found = search(client, "Kızılağıl 112")[0]
    west, south, east, north = found["bbox"]
    assert west < found["point"][0] < east
    assert south < found["point"][1] < north
    assert found["point"] == pytest.approx(to_degrees(WEST + 2120, SOUTH + 1520), abs=1e-5)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "%",
        "_",
        "\\",
        "'; DROP TABLE city.parcel; --",
        "x" * 200,
        "%%%/%%%",
        "(((",
        "\x00",
        "🙂",
        "1/",
    ],
)
def test_odd_words_find_nothing_and_break_nothing(client: TestClient, typed: str) -> None:
    assert search(client, typed) == []


def test_too_much_or_nothing_at_all_is_refused(client: TestClient) -> None:
    assert client.get("/api/search", params={"q": "x" * 201}).status_code == 400
    assert client.get("/api/search").status_code == 400
    assert client.get("/api/search?q=a&limit=0").json()["code"] == "invalid_parameters"


def test_a_wrong_value_is_told_in_the_caller_s_language(client: TestClient) -> None:
    wrong = "/api/search?q=a&limit=many"
    assert client.get(wrong).json()["detail"] == "query.limit: tam sayı olmalı"
    assert client.get(f"{wrong}&lang=en").json()["detail"].startswith("query.limit: Input should be")
    theme = client.get("/styles/city?theme=blue").json()["detail"]
    assert theme == "query.theme: şunlardan biri olmalı: 'light' ya da 'dark'"


def test_only_those_who_may_find_cameras(client: TestClient) -> None:
    assert search(client, "K1") == []
    assert [r["layer"] for r in search(client, "K1", auth=TECHNICIAN)] == ["camera"]


def identify(
    client: TestClient, easting: float, northing: float, query: str = "", **more: Any
) -> list[dict[str, Any]]:
    longitude, latitude = to_degrees(easting, northing)
    answer = client.get(f"/api/identify?lon={longitude}&lat={latitude}{query}", **more)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["features"])


def test_points_come_before_lines_before_areas(client: TestClient) -> None:
    found = identify(client, WEST + 110, SOUTH + 1206, "&zoom=16")
    assert [f["layer"] for f in found] == ["address_point", "road", "neighbourhood"]


def test_an_area_holds_the_place_itself(client: TestClient) -> None:
    assert [f["title"] for f in identify(client, WEST + 120, SOUTH + 120) if f["layer"] == "parcel"] == [
        "100/1"
    ]
    assert [f for f in identify(client, WEST + 145, SOUTH + 120) if f["layer"] == "parcel"] == []


def test_layers_can_be_chosen(client: TestClient) -> None:
    assert {f["layer"] for f in identify(client, WEST + 120, SOUTH + 120, "&layers=parcel")} == {"parcel"}
    assert client.get("/api/identify?lon=33&lat=40&layers=camera").status_code == 404


def test_a_camera_is_identified_by_those_who_see_it(client: TestClient) -> None:
    assert "camera" not in {f["layer"] for f in identify(client, WEST + 321.5, SOUTH + 456.5)}
    found = identify(client, WEST + 321.5, SOUTH + 456.5, auth=TECHNICIAN)
    assert found[0]["layer"] == "camera"


@pytest.mark.parametrize(
    "query",
    ["lon=181&lat=0", "lon=a&lat=0", "lat=40", "lon=33&lat=40&zoom=99", "lon=nan&lat=40", "lon=inf&lat=1"],
)
def test_places_that_make_no_sense_are_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/api/identify?{query}").status_code == 400


def test_elsewhere_on_earth_is_nothing(client: TestClient) -> None:
    assert client.get("/api/identify?lon=-70&lat=-30").json()["features"] == []


def test_layers_list_what_the_caller_sees(client: TestClient) -> None:
    public = client.get("/api/layers").json()
    secure = client.get("/api/layers", auth=TECHNICIAN).json()
    ids = {layer["id"]: layer for layer in public["layers"]}
    assert "camera" not in ids
    assert "camera" in {layer["id"] for layer in secure["layers"]}
    assert ids["parcel"]["count"] == 130
    assert ids["poi"]["legend"]
    assert set(public["codes"]) == {
        f["codes"] for layer in public["layers"] for f in layer["fields"] if f["codes"]
    }
    assert {layer["theme"] for layer in public["layers"]} == {t["id"] for t in public["themes"]}


def test_the_endpoints_are_described_without_another_host(client: TestClient) -> None:
    page = client.get("/api/docs?lang=en").text
    assert "/api/search" in page
    assert "123/4" in page
    assert "https://" not in page


def test_health(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "database": "ok"}
