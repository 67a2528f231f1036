"""The data inventory and the data dictionary, as the caller may see them."""

import base64
import hashlib
import re

from starlette.testclient import TestClient

from tests.api.conftest import TECHNICIAN


def test_the_inventory_holds_what_the_caller_sees(client: TestClient) -> None:
    public, secure = client.get("/api/inventory").json(), client.get("/api/inventory", auth=TECHNICIAN).json()
    assert public["audience"] == "public"
    named = {
        layer["id"]: layer
        for found in (public, secure)
        for theme in found["themes"]
        for layer in theme["layers"]
    }
    assert "camera" in named
    assert "camera" not in str(public)
    (azimuth,) = [f for f in named["camera"]["fields"] if f["name"] == "azimuth_deg"]
    assert azimuth == azimuth | {"unit": "deg", "minimum": 0, "maximum": 360, "privacy": "restricted"}


def test_the_dictionary_s_style_is_the_one_its_policy_allows(client: TestClient) -> None:
    answer = client.get("/api/dictionary?lang=en")
    assert answer.headers["content-language"] == "en"
    assert "<h1>Data dictionary</h1>" in answer.text
    style = re.search(r"<style>(.*)</style>", answer.text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = answer.headers.get_list("content-security-policy")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"(src|href)=\"(https?:)?//(?!creativecommons\.org)", answer.text)


def test_the_service_s_page_leads_to_it(client: TestClient) -> None:
    assert "/api/dictionary?lang=tr" in client.get("/ogc?f=html&lang=tr").text
