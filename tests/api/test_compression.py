"""Answers are packed as the client takes them, and stay the same answers."""

import gzip
import json
from collections.abc import Callable

import brotli
import pytest
import zstandard
from starlette.testclient import TestClient

from tests.api.conftest import TECHNICIAN

ITEMS = "/ogc/collections/parcel/items"
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda packed: zstandard.ZstdDecompressor().decompressobj().decompress(packed),
}


def raw(client: TestClient, url: str, accepted: str) -> tuple[dict[str, str], bytes]:
    """An answer's headers and its bytes as they came."""
    with client.stream("GET", url, headers={"Accept-Encoding": accepted}, auth=TECHNICIAN) as answer:
        return dict(answer.headers), b"".join(answer.iter_raw())


@pytest.mark.parametrize("encoding", UNPACK)
@pytest.mark.parametrize(
    "url", [f"{ITEMS}?limit=50", f"{ITEMS}?f=csv", f"{ITEMS}?f=gpkg", f"{ITEMS}?f=html", "/ogc/openapi"]
)
def test_a_packed_answer_is_the_same_answer(client: TestClient, url: str, encoding: str) -> None:
    plain_headers, plain = raw(client, url, "identity")
    headers, packed = raw(client, url, encoding)
    assert headers["content-encoding"] == encoding
    assert "Accept-Encoding" in headers["vary"]
    assert "Accept-Encoding" in plain_headers["vary"]
    assert "content-encoding" not in plain_headers
    assert headers["content-type"] == plain_headers["content-type"]
    unpacked = UNPACK[encoding](packed)
    assert len(packed) < len(unpacked) / 2
    if "f=" not in url and "items" in url:
        assert json.loads(unpacked)["features"] == json.loads(plain)["features"]
    else:
        assert abs(len(unpacked) - len(plain)) < 100


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("*", "zstd"),
        ("*;q=0, gzip", "gzip"),
        ("br;q=0", None),
        ("identity, gzip;q=0.5", None),
        ("compress", None),
        ("", None),
        ("gzip;q=much", None),
        (",;;q=," * 10_000, None),
    ],
)
def test_the_client_chooses(client: TestClient, accepted: str, encoding: str | None) -> None:
    headers, _ = raw(client, f"{ITEMS}?limit=50", accepted)
    assert headers.get("content-encoding") == encoding


def test_what_is_small_or_packed_inside_stays_as_it_is(client: TestClient) -> None:
    for url in ("/health", f"{ITEMS}?f=geoparquet"):
        headers, body = raw(client, url, "gzip, br, zstd")
        assert "content-encoding" not in headers
        assert int(headers["content-length"]) == len(body)


def test_each_packed_form_has_its_own_tag_and_all_are_known_again(client: TestClient) -> None:
    """Else a cache would mix them up; what is sent back unpacked matches just as well."""
    tile = "/tiles/parcel/15/19388/12409"
    plain, body = raw(client, tile, "identity")
    assert len(body) > 1_000
    tags = {plain["etag"]}
    for encoding in UNPACK:
        headers, _ = raw(client, tile, encoding)
        tags.add(headers["etag"])
        for tag in (headers["etag"], plain["etag"]):
            known = client.get(
                tile, headers={"Accept-Encoding": encoding, "If-None-Match": tag}, auth=TECHNICIAN
            )
            assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert len(tags) == 1 + len(UNPACK)
