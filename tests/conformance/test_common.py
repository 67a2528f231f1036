"""OGC 19-072 (Common 1: core, landing page, JSON, HTML, OpenAPI) and 20-024 (Common 2: collections), by requirement."""

import pytest
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from api.ogc.conformance import conformance_classes
from gis.derive.ogc_service import OgcService
from gis.municipality import Home
from tests.api.conftest import BASE_URL, TECHNICIAN
from tests.conformance.published import violations

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


def rels(document: dict[str, list[dict[str, str]]]) -> set[str]:
    return {link["rel"] for link in document["links"]}


def test_req_landing_page_root_success(client: TestClient) -> None:
    landing = client.get("/ogc").json()
    assert not violations("landingPage", landing)
    assert {"self", "alternate", "service-desc", "service-doc", "conformance", "data"} <= rels(landing)


def test_req_oas30_oas_definition_2(client: TestClient) -> None:
    """The link's type is the one the official suite compares with; what it leads to is valid and names the tested server."""
    (link,) = [link for link in client.get("/ogc").json()["links"] if link["rel"] == "service-desc"]
    assert link["type"] == OPENAPI
    answer = client.get(link["href"])
    assert answer.headers["content-type"] == OPENAPI
    validate(answer.json())
    assert [server["url"] for server in answer.json()["servers"]] == [f"{BASE_URL}/ogc"]


def test_req_landing_page_conformance_success(client: TestClient) -> None:
    answer = client.get("/ogc/conformance").json()
    assert not violations("confClasses", answer)
    assert all("/conf/" in uri for uri in answer["conformsTo"])


def test_the_declared_classes_are_those_of_the_code(client: TestClient, home: Home) -> None:
    service = OgcService(home.registry, home.municipality, "public", BASE_URL, home.boundary.bounds)
    assert client.get("/ogc/conformance").json()["conformsTo"] == conformance_classes(service)


@pytest.mark.parametrize("auth", [None, TECHNICIAN])
def test_req_collections_rc_md_success(client: TestClient, auth: tuple[str, str] | None) -> None:
    listed = client.get("/ogc/collections", auth=auth).json()
    assert not violations("collections", listed)
    assert {"self", "alternate"} <= rels(listed)
    assert len(listed["collections"]) > 10


def test_req_collections_src_md_success(client: TestClient) -> None:
    """A collection's own document is the one in the list."""
    for listed in client.get("/ogc/collections").json()["collections"]:
        alone = client.get(f"/ogc/collections/{listed['id']}").json()
        assert not violations("collection", alone), listed["id"]
        assert {key: alone[key] for key in listed} == listed


@pytest.mark.parametrize(
    "path", ["/ogc", "/ogc/conformance", "/ogc/collections", "/ogc/collections/parcel", "/ogc/openapi"]
)
def test_req_html_content(client: TestClient, path: str) -> None:
    browser = client.get(path, headers={"Accept": "text/html"})
    assert browser.headers["content-type"].startswith("text/html")
    assert "<h1>" in browser.text


@pytest.mark.parametrize(
    ("path", "status"),
    [("/ogc/no_such_thing", 404), ("/ogc/collections/no_such", 404), ("/ogc/collections?no_such=1", 400),
     ("/ogc/collections/no_such/items", 404), ("/ogc/collections/no_such/items/1", 404),
     ("/ogc/collections/parcel/items?limit=unlimited", 400), ("/ogc/collections/parcel/items/no_such", 404)],
)  # fmt: skip
def test_errors_are_problem_documents_and_pages(client: TestClient, path: str, status: int) -> None:
    """RFC 9457 for programs, a page for browsers."""
    told = client.get(path)
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert not violations("exception", told.json())
    page = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.headers["content-type"].split(";")[0]) == (status, "text/html")
    assert "Bir sorun var" in page.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_405(client: TestClient, method: str) -> None:
    for path in ("/ogc", "/ogc/conformance", "/ogc/collections", "/ogc/collections/parcel"):
        told = client.request(method, path)
        assert (told.status_code, told.headers["content-type"]) == (405, "application/problem+json")
        assert "GET" in told.headers["allow"]
        assert not violations("exception", told.json())
