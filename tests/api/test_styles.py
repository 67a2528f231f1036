"""The map's style, glyphs and icons, as browsers fetch them."""

import json
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import BASE_URL, TECHNICIAN

pytestmark = pytest.mark.needs("styles")


def layers_of(style: dict[str, list[dict[str, dict[str, str]]]]) -> set[str]:
    return {s["metadata"]["kent:layer"] for s in style["layers"] if "kent:layer" in s["metadata"]}


class TestStyle:
    def test_it_shows_what_the_caller_may_see(self, client: TestClient) -> None:
        public = client.get("/styles/city")
        technician = client.get("/styles/city", auth=TECHNICIAN)

        assert "parcel" in layers_of(public.json())
        assert "camera" not in public.text
        assert {"camera", "network_link"} <= layers_of(technician.json())
        assert "private" in technician.headers["cache-control"]

    def test_theme_and_language_are_the_readers(self, client: TestClient) -> None:
        styles = [
            client.get("/styles/city", params=p).json() for p in ({}, {"theme": "dark"}, {"lang": "en"})
        ]
        grounds = [s["layers"][0]["paint"]["background-color"] for s in styles]

        assert grounds[0] == grounds[2] != grounds[1]
        assert styles[2]["name"] == "City map" != styles[0]["name"]

    def test_its_addresses_answer(self, client: TestClient) -> None:
        style = client.get("/styles/city").json()
        addresses = [
            style["sources"]["cadastre"]["tiles"][0].format(z=14, x=9000, y=6000),
            style["glyphs"].format(fontstack=quote("Noto Sans Regular"), range="256-511"),
            *(style["sprite"] + ending for ending in (".json", ".png", "@2x.json", "@2x.png")),
        ]

        assert all(address.startswith(BASE_URL) for address in addresses)
        assert {client.get(address).status_code for address in addresses} <= {200, 204}

    def test_an_unchanged_style_is_not_sent_again(self, client: TestClient) -> None:
        etag = client.get("/styles/city").headers["etag"]

        assert client.get("/styles/city", headers={"If-None-Match": etag}).status_code == 304
        assert client.get("/styles/city?theme=dark", headers={"If-None-Match": etag}).status_code == 200

    @pytest.mark.parametrize(("path", "status"), [("/styles/moon", 404), ("/styles/city?theme=pink", 400)])
    def test_what_is_not_there_is_a_problem_document(
        self, client: TestClient, path: str, status: int
    ) -> None:
        answer = client.get(path)

        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"


class TestGlyphs:
    def test_turkish_letters_are_there_in_every_weight(self, client: TestClient) -> None:
        for font in ("Noto Sans Regular", "Noto Sans Medium", "Noto Sans Bold"):
            drawn = set[int]()
            for code_points in ("0-255", "256-511"):
                answer = client.get(f"/fonts/{quote(font)}/{code_points}.pbf")
                assert answer.headers["content-type"] == "application/x-protobuf"
                drawn |= glyph_ids(answer.content)
            assert {ord(letter) for letter in "ğĞıİşŞçÇöÖüÜâîû0123456789/·Ø"} <= drawn

    def test_a_range_without_glyphs_is_empty(self, client: TestClient) -> None:
        answer = client.get("/fonts/Noto Sans Regular/19968-20223.pbf")

        assert (answer.status_code, answer.content) == (200, b"")

    def test_the_first_font_that_is_here_serves_the_stack(self, client: TestClient) -> None:
        stack = client.get(f"/fonts/{quote('Comic Neue,Noto Sans Bold,Noto Sans Regular')}/0-255.pbf")

        assert stack.content == client.get("/fonts/Noto Sans Bold/0-255.pbf").content

    @pytest.mark.parametrize(
        "path",
        [
            "Comic Neue/0-255",
            "Noto Sans Regular/0-100",
            "Noto Sans Regular/1-256",
            "Noto Sans Regular/65536-65791",
            "Noto Sans Regular/0",
            "../0-255",
            "%2e%2e%2f%2e%2e%2fpalette/0-255",
            "%2e%2e/0-255",
        ],
    )
    def test_anything_else_is_not_found(self, client: TestClient, path: str) -> None:
        assert client.get(f"/fonts/{path}.pbf").status_code == 404


class TestSprite:
    def test_every_icon_lies_within_the_sheet(self, client: TestClient) -> None:
        icons = client.get("/sprites/city.json").json()
        sheet = client.get("/sprites/city.png").content
        width, height = int.from_bytes(sheet[16:20]), int.from_bytes(sheet[20:24])

        assert {"hospital", "camera-fixed", "system-room", "view-cone", "marker"} <= icons.keys()
        for name, icon in icons.items():
            assert icon["sdf"] is True, name
            assert icon["x"] + icon["width"] <= width, name
            assert icon["y"] + icon["height"] <= height, name

    def test_legends_get_the_same_icons_as_symbols(self, client: TestClient) -> None:
        icons = client.get("/sprites/city.json").json()
        answer = client.get("/sprites/icons.svg")

        assert answer.headers["content-type"].startswith("image/svg+xml")
        assert all(f'<symbol id="{name}"' in answer.text for name in icons)

    def test_clients_that_take_brotli_get_less(self, client: TestClient) -> None:
        plain, packed = (
            client.get("/sprites/city.json", headers={"Accept-Encoding": encoding})
            for encoding in ("identity", "br")
        )

        assert packed.headers["content-encoding"] == "br"
        assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
        assert json.loads(packed.content) == json.loads(plain.content)
        assert packed.headers["etag"] != plain.headers["etag"]

    def test_an_unchanged_sheet_is_not_sent_again(self, client: TestClient) -> None:
        etag = client.get("/sprites/city.png").headers["etag"]

        assert client.get("/sprites/city.png", headers={"If-None-Match": etag}).status_code == 304

    @pytest.mark.parametrize(
        "name", ["village.json", "..%2f..%2fpalette.yaml", "%2e%2e%2f.built", "city.png.bak"]
    )
    def test_anything_else_is_not_found(self, client: TestClient, name: str) -> None:
        assert client.get(f"/sprites/{name}").status_code == 404


def glyph_ids(message: bytes) -> set[int]:
    """The ids of a glyphs message: stacks (1) hold glyphs (3), which hold their id (1)."""
    return {
        value
        for stack in (body for number, body in fields_of(message) if number == 1 and isinstance(body, bytes))
        for glyph in (body for number, body in fields_of(stack) if number == 3 and isinstance(body, bytes))
        for number, value in fields_of(glyph)
        if number == 1 and isinstance(value, int)
    }


def fields_of(message: bytes) -> list[tuple[int, int | bytes]]:
    """(number, value) of a protocol buffer's varint and length-delimited fields."""
    found: list[tuple[int, int | bytes]] = []
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        value, at = varint(message, at)
        if key & 7 == 2:
            found.append((key >> 3, message[at : at + value]))
            at += value
        else:
            found.append((key >> 3, value))
    return found


def varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value, shift, at = value | (byte & 0x7F) << shift, shift + 7, at + 1
        if byte < 0x80:
            return value, at
