"""What nobody should send: every address of a collection answers it by a problem document, and never fails.

The addresses are those of the live route table, so that a new one is asked too.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote_to_bytes

import httpx
import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.api.conftest import HIDDEN, PARCELS, TECHNICIAN

ITEMS = "/ogc/collections/parcel/items"
PLACES = {"feature_id": "1", "tile_matrix_set": "WebMercatorQuad", "z": "16", "row": "24800", "col": "38800",
          "x": "38800", "y": "24800", "layers": "parcel", "file": "map.js", "rest": "nothing"}  # fmt: skip
PARAMETERS = ("limit", "offset", "token", "bbox", "bbox-crs", "crs", "datetime", "properties", "sortby", "skipGeometry",
              "resulttype", "filter", "filter-lang", "filter-crs", "f", "id", "block_no", "registered_area_m2")  # fmt: skip
SQL = "'; DROP TABLE city.parcel; --"
HOSTILE = {
    "SQL": quote(SQL),
    "a union": quote("1) UNION SELECT land_registry_id FROM city.parcel --"),
    "invalid UTF-8": "%ff%fe%c3%28",
    "NUL": "a%00b",
    "a lone surrogate": "%ed%a0%80",
    "a template": quote("{{7*7}}${7*7}<script>alert(1)</script>"),
    "a line end": "a%0d%0aX-Planted:%20yes",
    "a huge number": "9" * 30,
    "a negative number": "-1",
    "no number": "NaN",
    "nothing": "",
}


def addresses(client: TestClient) -> Iterator[str]:
    """Everything of one collection, and tiles of several."""
    for route in client.app.router.routes:  # type: ignore[attr-defined]
        if isinstance(route, Route) and re.match(
            r"/ogc/collections/{collection_id}|/tiles/|/ogc/tiles", route.path
        ):
            given = {"collection_id": "elevation" if "coverage" in route.path else "parcel", **PLACES}
            yield re.sub(r"{(\w+)}", lambda name, given=given: given[name[1]], route.path)  # type: ignore[misc]


def require_refused_or_answered(answer: httpx.Response, sent: str) -> None:
    """200 (or an empty tile) where the standard allows it; else a problem document that tells what is wrong."""
    assert answer.status_code < 500, (sent, answer.text[:300])
    assert HIDDEN not in answer.text, sent
    assert "land_registry_id" in sent or "land_registry_id" not in answer.text, sent
    assert "x-planted" not in answer.headers, sent
    assert "Traceback" not in answer.text, sent
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json", sent
        problem = answer.json()
        assert problem["status"] == answer.status_code
        assert problem["detail"], sent
        told = json.dumps({name: value for name, value in problem.items() if name != "instance"})
        assert "DROP TABLE" not in told, sent
        assert "land_registry_id" not in told, sent


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("auth", [None, TECHNICIAN], ids=["public", "signed in"])
def test_no_parameter_breaks_a_list(client: TestClient, value: str, auth: tuple[str, str] | None) -> None:
    for name in PARAMETERS:
        sent = f"{ITEMS}?{name}={value}"
        answer = client.get(sent, auth=auth)
        assert answer.status_code < 500, (sent, answer.text[:300])
        if auth is None:
            require_refused_or_answered(answer, sent)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_parameter_breaks_another_address(client: TestClient, value: str) -> None:
    for path in addresses(client):
        for name in ("f", "lang", "crs", "properties", "nothing"):
            sent = f"{path}?{name}={value}"
            require_refused_or_answered(client.get(sent), sent)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_path_breaks(client: TestClient, value: str) -> None:
    for path in addresses(client):
        parts = path.strip("/").split("/")
        for at in range(2 if parts[0] == "ogc" else 1, len(parts)):
            sent = "/" + "/".join([*parts[:at], value, *parts[at + 1 :]])
            require_refused_or_answered(client.get(sent), sent)


@pytest.mark.parametrize("value", ["%ff", "%c3%28", "%ed%a0%80", "%F0%82%82%AC"])
def test_what_is_no_text_is_told(client: TestClient, value: str) -> None:
    for address in (f"{ITEMS}?block_no={value}", f"{ITEMS}?{value}=1", f"/api/search?q={value}"):
        answer = client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (400, "not_utf8"), address
    body = b'{"op": "=", "args": [{"property": "block_no"}, "' + unquote_to_bytes(value) + b'"]}'
    posted = client.post(ITEMS, content=body, headers={"Content-Type": "application/json"})
    require_refused_or_answered(posted, "a body")
    assert posted.status_code == 400


def test_no_parameter_is_given_twice(client: TestClient) -> None:
    for name in PARAMETERS:
        answer = client.get(f"{ITEMS}?{name}=1&{name}=1")
        assert answer.status_code == 400, name
    assert client.get(f"{ITEMS}?" + "&".join(["limit=1"] * 5_000)).json()["code"] == "repeated_parameter"


@pytest.mark.parametrize(
    ("query", "status"),
    [("limit=1000000000", 200), (f"limit=1{'0' * 17}", 200), (f"limit=1{'0' * 30}", 200), ("limit=-1", 400),
     ("limit=1e3", 400), ("limit=%2B5", 400), ("offset=1000000", 200), ("offset=1000001", 400),
     (f"offset=1{'0' * 30}", 400)],
)  # fmt: skip
def test_numbers_beyond_all_measure(client: TestClient, query: str, status: int) -> None:
    """A limit above the maximum is no error (OGC 17-069r4, fc-limit-response-1), whatever its length."""
    answer = client.get(f"{ITEMS}?{query}")
    assert answer.status_code == status
    if "limit=1" in query and status == 200:
        assert answer.json()["numberReturned"] == PARCELS


@pytest.mark.parametrize("box", ["-180,-90,180,90", "1e308,1e308,1e308,1e308", "-1e308,-90,1e308,90", "0,0,1e-320,1e-320",
                                 "1,2,3,4,5,6,7", ",,,", "inf,inf,inf,inf"])  # fmt: skip
@pytest.mark.parametrize(
    "crs", ["OGC/1.3/CRS84", "EPSG/0/3857", "EPSG/0/5255", "EPSG/0/999999", "EPSG/0/4979"]
)
def test_boxes_beyond_all_measure(client: TestClient, box: str, crs: str) -> None:
    sent = f"{ITEMS}?bbox={box}&bbox-crs=http://www.opengis.net/def/crs/{crs}"
    require_refused_or_answered(client.get(sent), sent)
    if crs in ("EPSG/0/999999", "EPSG/0/4979"):
        assert client.get(sent).json()["code"] == "unsupported_crs"


@pytest.mark.parametrize("header", ["Accept", "Accept-Language", "Accept-Encoding", "Prefer", "If-None-Match", "If-Modified-Since"])  # fmt: skip
@pytest.mark.parametrize(
    "value",
    ["*/*;q=" + "9" * 500, ",".join(["a/b;q=0.1"] * 5_000), ";;;,,,===", "\xff\xfe", "tr" * 5_000, "*" * 5_000, '"' * 999,
     "text/html;q=nan, */*;q=-1", "Sun, 99 Foo 9999 99:99:99 GMT"],
)  # fmt: skip
def test_absurd_headers_are_measured_before_they_are_read(
    client: TestClient, header: str, value: str
) -> None:
    for path in (f"{ITEMS}?limit=1", f"{ITEMS}/1", "/ogc/collections/parcel/queryables"):
        answer = client.get(path, headers={header: value.encode("latin-1")})
        require_refused_or_answered(answer, f"{header}: {value[:60]}")


@pytest.mark.parametrize(
    "parameter", ["filter", "block_no", "properties", "token", "bbox", "datetime", "lang", "nothing"]
)
def test_an_address_of_60_000_characters(client: TestClient, parameter: str) -> None:
    sent = f"{ITEMS}?{parameter}={'1,' * 30_000}"
    answer = client.get(sent)
    require_refused_or_answered(answer, parameter)
    assert sum(len(name) + len(value) for name, value in answer.headers.items()) < 5_000


def test_a_token_made_elsewhere_leads_nowhere(client: TestClient) -> None:
    page = client.get(f"{ITEMS}?limit=1").json()
    (href,) = [link["href"] for link in page["links"] if link["rel"] == "next"]
    token = href.rpartition("token=")[2]
    for other in ("/ogc/collections/building/items", f"{ITEMS}?block_no=100", f"{ITEMS}?sortby=parcel_no"):
        answer = client.get(
            other, params={**dict(httpx.QueryParams(other.partition("?")[2])), "token": token}
        )
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_token")
    for broken in (token[:-3], token + "A", "e30", "W10", "bnVsbA", "/" * 99, "A" * 9_999):
        assert client.get(f"{ITEMS}?token={quote(broken)}").status_code == 400
