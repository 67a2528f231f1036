"""The municipality's logo is shown, and can do nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from gis.errors import RegistryError
from gis.logo import read_logo
from gis.municipality import Home
from tests.api.conftest import BASE_URL
from tests.databases import Database

SVG = b'<?xml version="1.0"?>\n<!-- arma -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'


@pytest.fixture(scope="module")
def client(home: Home, city: Database) -> Iterator[TestClient]:
    """The same city, with a logo."""
    file = home.path / "municipality.yaml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    file.write_text(yaml.safe_dump(settings | {"logo": "arma.svg"}, allow_unicode=True), encoding="utf-8")
    (home.path / "arma.svg").write_bytes(SVG)
    server = ServerSettings(home=home.path, public_url=BASE_URL)
    with TestClient(create_app(server, city.conninfo), base_url=BASE_URL) as asked:
        yield asked


def test_a_logo_is_served_without_power(client: TestClient) -> None:
    answer = client.get("/api/logo")
    assert (answer.content, answer.headers["content-type"]) == (SVG, "image/svg+xml")
    assert (
        answer.headers.get_list("content-security-policy")
        == ["default-src 'none'; style-src 'unsafe-inline'; sandbox"]
    )  # fmt: skip
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = client.get("/api/logo", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_pages_and_portal_show_it(client: TestClient) -> None:
    told = client.get("/api/layers").json()["municipality"]["logo"]
    assert client.get(told).content == SVG
    assert f'<img class="logo" src="{BASE_URL}{told}" alt="">' in client.get("/ogc?f=html").text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"<html><svg></svg></html>", "neither SVG nor PNG"),
        (b"GIF89a", "neither SVG nor PNG"),
        (b"<svg>" + bytes(500_000), "too large"),
    ],
)
def test_what_is_no_logo_is_refused_with_a_remedy(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "logo.svg"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(RegistryError, match=said) as told:
        read_logo(file)
    assert told.value.hint is not None


def test_a_png_is_a_logo_too(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n...")
    assert read_logo(file).media_type == "image/png"
