"""The OGC API behind the hot routes, as clients and people meet it."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from gis.definitions import load_registry
from tests.api.conftest import BASE_URL, HIDDEN, PARCELS, PASSWORD, TECHNICIAN

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
TM33 = "http://www.opengis.net/def/crs/EPSG/0/5255"

PAGES = (
    "/ogc",
    "/ogc/openapi",
    "/ogc/conformance",
    "/ogc/collections",
    "/ogc/collections/parcel",
    "/ogc/collections/parcel/schema",
    "/ogc/collections/parcel/queryables",
    "/ogc/collections/parcel/items",
    "/ogc/collections/parcel/items/1",
    "/ogc/collections/parcel/tiles",
    "/ogc/collections/parcel/tiles/WebMercatorQuad",
    "/ogc/collections/parcel/tiles/WorldCRS84Quad",
    "/ogc/tiles",
    "/ogc/tiles/WebMercatorQuad",
    "/ogc/collections/poi/items",
    "/ogc/collections/poi/items/1",
    "/ogc/collections/road/items",
    "/ogc/collections/elevation",
    "/ogc/collections/elevation/schema",
    "/ogc/collections/elevation/coverage",
    "/ogc/tileMatrixSets",
    "/ogc/tileMatrixSets/WebMercatorQuad",
    "/ogc/tileMatrixSets/WorldCRS84Quad",
)


class Fetched(HTMLParser):
    """What a browser would fetch by itself to show a page, and where links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.resources: list[str] = []
        self.links: list[str] = []
        self.inline = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inline += tag in ("script", "style") or "style" in given
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        elif found := given.get("src") or (given.get("href") if tag == "link" else None):
            self.resources.append(found)


def links(document: dict[str, list[dict[str, str]]], rel: str) -> list[dict[str, str]]:
    return [link for link in document["links"] if link["rel"] == rel]


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_no_other_host(client: TestClient, path: str, language: str) -> None:
    answer = client.get(path, params={"f": "html", "lang": language})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-language"].startswith(language)
    page = Fetched()
    page.feed(answer.text)
    for address in page.resources:
        assert address.startswith((f"{BASE_URL}/", "data:,")), address
    assert page.inline == 0, "the Content-Security-Policy forbids inline scripts and styles"
    assert {"tr": "Örnekşehir Belediyesi", "en": "Sampletown Municipality"}[language] in answer.text
    assert f'<html lang="{language}">' in answer.text
    assert not re.search(r"built-in method|Undefined|None|\{\{|\{'", answer.text), (
        "a template shows what is not meant for people"
    )
    style = client.get(f"{BASE_URL}/ogc/static/ogc.css")
    assert style.status_code == 200
    assert "url(" not in style.text


@pytest.mark.parametrize("layer", list(load_registry().layers))
def test_no_page_of_any_layer_needs_another_host(client: TestClient, layer: str) -> None:
    base = f"/ogc/collections/{layer}"
    registry = load_registry()
    audience = next(a for a in registry.audiences if registry.view(layer, a))
    auth = None if audience == "public" else (audience, PASSWORD)
    tiles = [link for link in client.get(base, auth=auth).json()["links"] if "/tiles" in link["href"]]
    paths = (
        base,
        f"{base}/schema",
        f"{base}/queryables",
        f"{base}/items",
        *([f"{base}/tiles"] if tiles else []),
    )
    for path in paths:
        answer = client.get(path, params={"f": "html"}, auth=auth)
        assert answer.status_code == 200, path
        page = Fetched()
        page.feed(answer.text)
        assert page.resources
        assert all(address.startswith((f"{BASE_URL}/", "data:,")) for address in page.resources), path
        assert page.inline == 0


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(client: TestClient, path: str) -> None:
    page = Fetched()
    page.feed(client.get(path, params={"f": "html"}).text)
    ours = {link for link in page.links if link.startswith((f"{BASE_URL}/ogc", "?"))}
    assert ours
    for link in ours:
        address = f"{BASE_URL}{path}{link}" if link.startswith("?") else link
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_document_leads_somewhere(client: TestClient, path: str) -> None:
    def found(value: object) -> list[str]:
        if isinstance(value, dict):
            led = isinstance(value.get("href"), str) and not value.get("templated")
            own = [value["href"]] if led and value.get("rel") != "license" else []  # licences lie elsewhere
            return own + [link for part in value.values() for link in found(part)]
        return [link for part in value for link in found(part)] if isinstance(value, list) else []

    document = client.get(path, params={"f": "json"}).json()
    for link in set(found(document)):
        assert link.startswith(BASE_URL), link
        if "{" not in link and link.startswith(f"{BASE_URL}/ogc"):
            assert client.get(link).status_code == 200, link


def test_a_browser_gets_a_page_and_a_program_json(client: TestClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert client.get("/ogc", headers=browser).headers["content-type"].startswith("text/html")
    for accept in ("*/*", "application/json", "application/geo+json, application/json"):
        assert (
            client.get("/ogc/collections", headers={"Accept": accept})
            .headers["content-type"]
            .startswith("application/json")
        )


def test_turkish_is_the_default_and_accept_language_chooses(client: TestClient) -> None:
    assert client.get("/ogc/collections/parcel").json()["title"] == "Parsel"
    assert (
        client.get("/ogc/collections/parcel", headers={"Accept-Language": "en-GB,en;q=0.8"}).json()["title"]
        == "Parcel"
    )
    assert (
        client.get("/ogc/collections/parcel?lang=tr", headers={"Accept-Language": "en"}).json()["title"]
        == "Parsel"
    )


def test_one_audience_never_reads_another_ones_titles(client: TestClient) -> None:
    def titles(auth: tuple[str, str] | None) -> str:
        return str(client.get("/ogc/collections?f=html&lang=tr", auth=auth).text)

    assert "Kamera" in titles(TECHNICIAN)
    assert "Kamera" not in titles(None)
    assert "Kamera" in titles(TECHNICIAN)
    assert HIDDEN in client.get("/ogc/collections/depth?lang=en", auth=TECHNICIAN).text


@pytest.mark.parametrize("format_", ["json", "html", "jsonld", "csv"])
@pytest.mark.parametrize(
    "path",
    [*PAGES, "/ogc/collections/camera", "/ogc/collections/camera/items", "/ogc/collections/depth/coverage"],
)
def test_the_public_meets_no_hidden_value(client: TestClient, path: str, format_: str) -> None:
    answer = client.get(path, params={"f": format_, "lang": "en"})
    assert HIDDEN.encode() not in answer.content
    assert b"camera" not in answer.content.replace(path.encode(), b"")


@pytest.mark.parametrize(
    "rest",
    ["", "/schema", "/queryables", "/items", "/items/1", "/coverage", "/tiles", "/tiles/WebMercatorQuad"],
)
@pytest.mark.parametrize("collection", ["camera", "depth", "no_such"])
def test_hidden_and_unknown_collections_look_the_same(client: TestClient, collection: str, rest: str) -> None:
    answer = client.get(f"/ogc/collections/{collection}{rest}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    page = client.get(f"/ogc/collections/{collection}{rest}", params={"f": "html", "lang": "tr"})
    assert page.status_code == 404
    expected = client.get(f"/ogc/collections/unheard_of{rest}").json()
    told = answer.json()
    assert {k: told[k] for k in ("title", "detail", "code")} == {
        k: expected[k] for k in ("title", "detail", "code")
    }


def test_the_landing_page_names_only_what_is_served(client: TestClient) -> None:
    document = client.get("/ogc").json()
    assert [link["type"] for link in links(document, "service-desc")] == [
        "application/vnd.oai.openapi+json;version=3.0"
    ]
    assert not [link for link in document["links"] if "processes" in link["rel"] or "job" in link["rel"]]
    assert client.get("/ogc/").json() == document


def test_a_collection_tells_extent_and_reference_systems(client: TestClient) -> None:
    document = client.get("/ogc/collections/parcel").json()
    ((west, south, east, north),) = document["extent"]["spatial"]["bbox"]
    # 130 parcels in ten columns of 50 m from 500100/4425100, as an independent transformation places them.
    assert west == pytest.approx(33.00117, abs=2e-5)
    assert south == pytest.approx(39.96083, abs=1e-3)
    assert 0.004 < east - west < 0.007
    assert 0.004 < north - south < 0.008
    assert document["crs"][0] == CRS84
    assert document["storageCrs"] == TM33
    assert TM33 in document["crs"]
    assert document["itemType"] == "feature"
    assert "application/geo+json" in [link["type"] for link in links(document, "items")]


def test_the_openapi_document_is_valid_and_self_contained(client: TestClient) -> None:
    for auth, full in ((None, False), (TECHNICIAN, True)):
        answer = client.get(f"/ogc/openapi?f=json&full={str(full).lower()}", auth=auth)
        assert answer.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
        document = answer.json()
        validate(document)
        assert document["servers"][0]["url"] == f"{BASE_URL}/ogc"
        assert not re.findall(r'"\$ref": ?"(?!#/)', answer.text)
        assert ("/collections/camera/items" in document["paths"]) == (auth is not None)


def test_every_documented_address_answers_as_documented(client: TestClient) -> None:
    document = client.get("/ogc/openapi?f=json&full=true", auth=TECHNICIAN).json()
    values = {
        "{featureId}": "1",
        "{tileMatrixSetId}": "WebMercatorQuad",
        "{tileMatrix}": "15",
        "{tileRow}": "12000",
        "{tileCol}": "19000",
    }
    for template, operations in document["paths"].items():
        path = template
        for name, value in values.items():
            path = path.replace(name, value)
        answer = client.get(f"/ogc{path}", auth=TECHNICIAN)
        empty = "/items/1" in path or "/tiles/" in path  # layers without features in this city
        assert answer.status_code == 200 or (empty and answer.status_code in (204, 404)), path
        if answer.status_code == 200:
            types = [kind.split(";")[0] for kind in operations["get"]["responses"]["200"]["content"]]
            assert answer.headers["content-type"].split(";")[0] in types, path


def test_a_schema_describes_the_features(client: TestClient) -> None:
    answer = client.get("/ogc/collections/parcel/schema?lang=en")
    assert answer.headers["content-type"] == "application/schema+json"
    schema = answer.json()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{BASE_URL}/ogc/collections/parcel/schema"
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["registered_area_m2"]["x-ogc-unit"] == "m2"
    assert schema["properties"]["geometry"] == schema["properties"]["geometry"] | {
        "format": "geometry-multipolygon", "x-ogc-role": "primary-geometry",
    }  # fmt: skip
    assert {"const": "condominium", "title": "Condominium"} in schema["properties"]["condominium"]["oneOf"]
    assert "land_registry_id" not in schema["properties"]
    features = client.get("/ogc/collections/parcel/items?limit=1000").json()["features"]
    validator = Draft202012Validator({"properties": schema["properties"]})
    for feature in features:
        known = {name: value for name, value in feature["properties"].items() if value is not None}
        assert not list(validator.iter_errors({"id": feature["id"], **known}))
        assert feature["properties"].keys() == schema["properties"].keys() - {"id", "geometry"}


def test_every_queryable_filters(client: TestClient) -> None:
    queryables = client.get("/ogc/collections/parcel/queryables").json()
    assert queryables["additionalProperties"] is False
    feature = client.get("/ogc/collections/parcel/items/7").json()
    for name in queryables["properties"].keys() - {"geometry", "id"}:
        if (value := feature["properties"][name]) is not None:
            page = client.get(
                "/ogc/collections/parcel/items", params={name: value, "f": "csv"}, auth=TECHNICIAN
            )
            rows = list(csv.DictReader(io.StringIO(page.text.removeprefix("\ufeff"))))
            assert "7" in [row["id"] for row in rows]
            assert {row[name] for row in rows} == {str(value)}


def test_conformance_is_declared_and_true(client: TestClient) -> None:
    declared = client.get("/ogc/conformance").json()["conformsTo"]
    named = {uri.removeprefix("http://www.opengis.net/spec/") for uri in declared}
    assert {
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-2/1.0/conf/crs",
        "ogcapi-tiles-1/1.0/conf/core",
        # QGIS filters on the server only where both are declared.
        "ogcapi-features-3/1.0/conf/filter",
        "ogcapi-features-3/1.0/conf/features-filter",
    } <= named
    assert not [name for name in named if "features-4" in name]
    assert len(declared) == len(named)


@pytest.mark.parametrize(
    "question",
    [
        "limit=7", "limit=50&offset=90", "bbox=33.0012,39.9609,33.0030,39.9630", "block_no=105", "sortby=-parcel_no&limit=5",
        "properties=parcel_no,block_no", "skipGeometry=true&limit=3", "limit=1000", "bbox=10,10,11,11",
        f"crs={TM33}&limit=4", f"bbox=4425100,500100,4425200,500200&bbox-crs={TM33}", "crs=http://www.opengis.net/def/crs/EPSG/0/4326&limit=2",
        "crs=http://www.opengis.net/def/crs/EPSG/0/3857&limit=2", "datetime=2020-01-01/..&limit=2",
    ],
)  # fmt: skip
def test_both_paths_answer_the_same(client: TestClient, question: str) -> None:
    """The hot route writes GeoJSON, pygeoapi JSON-LD; the features in them are the same."""
    hot = client.get(f"/ogc/collections/parcel/items?{question}").json()
    slow = client.get(f"/ogc/collections/parcel/items?{question}&f=jsonld")
    assert slow.status_code == 200, slow.text
    told = slow.json()
    assert told["numberMatched"] == hot["numberMatched"]
    assert told["numberReturned"] == hot["numberReturned"]
    for expected, found in zip(hot["features"], told["features"], strict=True):
        assert found["id"] == expected["id"]
        assert found["geometry"] == expected["geometry"]
        assert {name: found[name] for name in expected["properties"]} == expected["properties"]


@pytest.mark.parametrize("collection", ["parcel", "poi"])
def test_both_paths_answer_the_same_for_one_item(client: TestClient, collection: str) -> None:
    hot = client.get(f"/ogc/collections/{collection}/items/2").json()
    slow = client.get(f"/ogc/collections/{collection}/items/2?f=jsonld").json()
    assert slow["geometry"] == hot["geometry"]
    assert {name: slow[name] for name in hot["properties"]} == hot["properties"]


@pytest.mark.parametrize(
    "question",
    ["limit=0", "limit=x", "bbox=1,2,3", "bbox=a,b,c,d", "crs=EPSG:9999", "bbox=1,2,3,4&bbox-crs=EPSG:9999", "sortby=no_such",
     "properties=no_such", "no_such=1", "datetime=yesterday", "offset=-1", "land_registry_id=x", "registered_area_m2=wide"],
)  # fmt: skip
def test_both_paths_refuse_the_same(client: TestClient, question: str) -> None:
    for format_ in ("json", "jsonld", "csv"):
        answer = client.get(f"/ogc/collections/parcel/items?{question}&f={format_}")
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    page = client.get(f"/ogc/collections/parcel/items?{question}&f=html&lang=tr")
    assert page.status_code == 400
    assert "Bir sorun var" in page.text


@pytest.mark.parametrize(
    "path",
    ["/ogc?f=xml", "/ogc/collections?f=csv", "/ogc/collections/parcel/schema?f=jsonld", "/ogc/collections?no_such=1",
     "/ogc/collections/elevation/coverage?f=png"],
)  # fmt: skip
def test_what_is_not_served_is_refused(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_pages_lead_through_all_items(client: TestClient) -> None:
    address, seen = f"{BASE_URL}/ogc/collections/parcel/items?f=html&limit=50", []
    while address:
        page = Fetched()
        text = client.get(address).text
        page.feed(text)
        ids = re.findall(r"/collections/parcel/items/(\d+)\?f=html&amp;lang", text)
        seen += ids
        address = next(
            (link for link in page.links if "offset=" in link and f"offset={len(seen)}" in link), ""
        )
    assert len(seen) == len(set(seen)) == PARCELS


def test_values_are_shown_as_people_read_them(client: TestClient) -> None:
    parcel = client.get("/ogc/collections/parcel/items/1?f=html&lang=tr").text
    assert "Kat mülkiyeti" in parcel
    assert "1600,5" in parcel
    assert "100/1" in parcel
    poi = client.get("/ogc/collections/poi/items/1?f=html&lang=tr").text
    assert "Çınar &lt;Parkı&gt; &amp; Ömer" in poi
    assert "<Parkı>" not in poi
    assert "Eczane" in poi


def test_the_api_page_lists_every_address(client: TestClient) -> None:
    document, page = client.get("/ogc/openapi?f=json").json(), client.get("/ogc/openapi?f=html").text
    for path in document["paths"]:
        assert f"<code>{path}</code>" in page


def test_text_reaches_json_unchanged(client: TestClient) -> None:
    """pygeoapi's own writer turns < and > into entities."""
    items = client.get("/ogc/collections/poi/items?f=jsonld").json()
    assert items["features"][0]["name"] == "Çınar <Parkı> & Ömer"


def test_a_wrong_password_is_refused_everywhere(client: TestClient) -> None:
    for path in PAGES:
        assert client.get(path, auth=("secure", "wrong-password")).status_code == 401, path


def test_without_a_logo_kent_s_own_look_stays(client: TestClient) -> None:
    assert client.get("/api/logo").status_code == 404
    assert client.get("/api/layers").json()["municipality"]["logo"] is None
    assert 'class="logo"' not in client.get("/ogc?f=html").text
