"""What belongs to a feature: related features, attached files; and records without a place."""

import hashlib
import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from PIL import Image
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from gis.attachments import NewFile, attach, detach
from gis.database.migrate import migrate
from gis.municipality import Home
from tests.api.conftest import BASE_URL, TECHNICIAN
from tests.conftest import STORAGE_SRID
from tests.databases import Database

DWELLING = """\
id: dwelling
theme: cadastre
title: {tr: Konut, en: Dwelling}
owner: zoning
geometry: none
key: [dwelling_no]
label: dwelling_no
attachments: {privacy: open}
reach: open-data
licence: cc_by_4_0
attribution: {tr: Belediye, en: The municipality}
standards: {maks: BagimsizBolum}
fields:
  - {name: dwelling_no, type: text, privacy: open, searchable: true, sortable: true, title: {tr: Konut no, en: Dwelling no}}
  - {name: poi_id, type: reference, layer: poi, privacy: open, title: {tr: Yeri, en: Its place}, inverse: {tr: Konutlar, en: Dwellings}}
  - {name: block_no, type: text, privacy: open, title: {tr: Ada, en: Block}}
  - {name: parcel_no, type: text, privacy: open, title: {tr: Parsel, en: Parcel no}}
  - {name: camera_id, type: reference, layer: camera, privacy: open, title: {tr: Kamera, en: Camera}, inverse: {tr: İzlenenler, en: Watched}}
relations:
  - {to: parcel, by: [block_no, parcel_no], inverse: {tr: Üzerindeki konutlar, en: Dwellings on it}}
"""
ITEM = "/ogc/collections/dwelling/items/1"


@pytest.fixture(scope="module")
def city(home: Home, city: Database, role_secret: bytes) -> Database:
    """Seven dwellings: all at one place, the first two on a parcel and watched by a camera."""
    (home.path / "layers").mkdir()
    (home.path / "layers" / "dwelling.yaml").write_text(DWELLING, encoding="utf-8")
    own = Home(home.path)
    migrate(city.conninfo, own.registry, STORAGE_SRID, role_secret)
    with psycopg.connect(city.conninfo) as connection:
        for at in range(1, 8):
            parcel = ("100", "3", 1) if at <= 2 else (None, None, None)
            connection.execute(
                "INSERT INTO city.dwelling (dwelling_no, poi_id, block_no, parcel_no, camera_id, changed_by) "
                "VALUES (%s, 1, %s, %s, %s, 'test')",
                [f"Konut {at}", *parcel],
            )
        connection.execute("UPDATE ops.row_count SET n = 7 WHERE layer = 'dwelling'")
    return city


@pytest.fixture(scope="module")
def client(home: Home, city: Database) -> Iterator[TestClient]:
    settings = ServerSettings(home=home.path, public_url=BASE_URL)
    with TestClient(create_app(settings, city.conninfo), base_url=BASE_URL) as asked:
        yield asked


@pytest.fixture(scope="module")
def photo(home: Home, city: Database) -> tuple[UUID, bytes]:
    """Attached to the first dwelling: the file's id and its content as kept."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(buffer, "PNG")
    with psycopg.connect(city.conninfo) as connection:
        layer = Home(home.path).registry.layer("dwelling")
        file = NewFile("çatı 1.png", buffer.getvalue(), "Çatı")
        kept = attach(connection, layer, 1, file, actor="test", most_bytes=10**6)
    return kept.uid, buffer.getvalue()


def links(answer: Any, rel: str) -> list[dict[str, Any]]:
    return [
        {k: v for k, v in link.items() if k != "rel"} for link in answer.json()["links"] if link["rel"] == rel
    ]


def related(answer: Any) -> dict[str, str]:
    return {
        link["title"]: link["href"].removeprefix(f"{BASE_URL}/ogc/collections/")
        for link in links(answer, "related")
    }


def test_a_feature_links_to_what_it_belongs_to(client: TestClient) -> None:
    found = client.get(f"{ITEM}?lang=en")
    assert related(found) == {
        "Its place": "poi/items/1",
        "Parcel": "parcel/items?block_no=100&parcel_no=3",
    }
    assert client.get(found.json()["links"][-1]["href"]).json()["numberReturned"] == 1


def test_a_feature_links_to_what_belongs_to_it(client: TestClient) -> None:
    assert related(client.get("/ogc/collections/poi/items/1?lang=tr")) == {
        "Konutlar": "dwelling/items?poi_id=1"
    }
    assert related(client.get("/ogc/collections/parcel/items/3?lang=tr")) == {
        "Üzerindeki konutlar": "dwelling/items?block_no=100&parcel_no=3"
    }
    assert client.get("/ogc/collections/dwelling/items?poi_id=1").json()["numberMatched"] == 7


def test_where_there_is_nothing_there_is_no_link(client: TestClient) -> None:
    assert related(client.get("/ogc/collections/poi/items/2")) == {}
    assert related(client.get("/ogc/collections/dwelling/items/3?lang=en")) == {"Its place": "poi/items/1"}


def test_a_hidden_layer_is_not_linked_to(client: TestClient) -> None:
    signed_in = client.get(f"{ITEM}?lang=en", auth=TECHNICIAN)
    assert related(signed_in)["Camera"] == "camera/items/1"
    assert "camera/" not in client.get(ITEM).text
    assert related(client.get("/ogc/collections/camera/items/1?lang=en", auth=TECHNICIAN)) == {
        "Watched": "dwelling/items?camera_id=1"
    }


def test_the_etag_tells_when_something_was_related(client: TestClient, city: Database) -> None:
    item = "/ogc/collections/poi/items/2"
    before = client.get(item).headers["etag"]
    assert client.get(item, headers={"If-None-Match": before}).status_code == 304
    with psycopg.connect(city.conninfo) as connection:
        connection.execute("UPDATE city.dwelling SET poi_id = 2 WHERE id = 7")
    try:
        assert client.get(item, headers={"If-None-Match": before}).status_code == 200
    finally:
        with psycopg.connect(city.conninfo) as connection:
            connection.execute("UPDATE city.dwelling SET poi_id = 1 WHERE id = 7")


@pytest.mark.parametrize(
    ("language", "place", "parcel"), [("tr", "Yeri", "Parsel"), ("en", "Its place", "Parcel")]
)
def test_pages_and_linked_data_lead_on_too(
    client: TestClient, photo: tuple[UUID, bytes], language: str, place: str, parcel: str
) -> None:
    page = client.get(f"{ITEM}?f=html&lang={language}").text
    assert f'/poi/items/1?f=html&amp;lang={language}">{place}</a>' in page
    assert f'/parcel/items?block_no=100&amp;parcel_no=3&amp;f=html&amp;lang={language}">{parcel}</a>' in page
    assert f'/api/attachments/{photo[0]}">Çatı</a>' in page
    linked = client.get(f"{ITEM}?f=jsonld&lang={language}")
    assert f"{BASE_URL}/ogc/collections/poi/items/1" in linked.text
    assert f"{BASE_URL}/api/attachments/{photo[0]}" in linked.text


def test_the_card_names_the_first_and_counts_all(client: TestClient) -> None:
    card = client.get("/api/features/poi/1?lang=en").json()
    assert (card["title"], card["layer"], card["id"]) == ("Çınar <Parkı> & Ömer", "poi", 1)
    (dwellings,) = card["relations"]
    assert dwellings == {
        "name": "dwelling.poi_id~",
        "title": {"tr": "Konutlar", "en": "Dwellings"},
        "layer": "dwelling",
        "count": 7,
        "features": [{"layer": "dwelling", "id": n, "title": f"Konut {n}"} for n in range(1, 6)],
        "links": {"items": f"{BASE_URL}/ogc/collections/dwelling/items?poi_id=1"},
    }


@pytest.mark.parametrize("path", ["poi/999", "poi/-1", "poi/99999999999999999999", "camera/1", "nothing/1"])
def test_a_card_of_what_is_not_there_or_hidden_is_404(client: TestClient, path: str) -> None:
    assert client.get(f"/api/features/{path}").status_code == 404


def test_a_record_without_a_place_is_a_feature_in_every_format(client: TestClient) -> None:
    items = "/ogc/collections/dwelling/items"
    page = client.get(items).json()
    assert [f["geometry"] for f in page["features"]] == [None] * 7
    assert page["numberMatched"] == 7
    nothing = client.get(f"{items}?bbox=30,39,31,40").json()
    assert (nothing["features"], nothing["numberMatched"]) == ([], 0)
    written = client.get(f"{items}?f=csv")
    assert written.status_code == 200
    assert "Konut 7" in written.text
    for address in (items, ITEM, "/ogc/collections/dwelling", "/ogc/collections/dwelling/schema"):
        shown = client.get(f"{address}?f=html")
        assert shown.status_code == 200
        assert "<svg" not in shown.text


def test_a_collection_without_places_has_no_tiles(client: TestClient) -> None:
    collection = client.get("/ogc/collections/dwelling").json()
    assert collection["itemType"] == "feature"
    assert not [link for link in collection["links"] if "tile" in link["rel"]]
    assert client.get("/ogc/collections/dwelling/tiles").status_code == 404
    assert client.get("/tiles/dwelling/14/9583/6226").status_code == 404
    schema = client.get("/ogc/collections/dwelling/schema").json()
    assert "geometry" not in schema["properties"]


def test_licence_attribution_and_standards_are_told(client: TestClient) -> None:
    collection = client.get("/ogc/collections/dwelling?lang=en").json()
    (licence,) = [link for link in collection["links"] if link["rel"] == "license"]
    assert licence["href"].startswith("https://creativecommons.org/licenses/by/4.0")
    assert collection["attribution"] == "The municipality"
    assert "BagimsizBolum" in collection["keywords"]


def test_records_without_a_place_are_found_and_listed(client: TestClient) -> None:
    (found,) = client.get("/api/search?q=konut 4").json()["results"]
    assert found == found | {"layer": "dwelling", "id": 4, "title": "Konut 4", "point": None, "bbox": None}
    layers = {layer["id"]: layer for layer in client.get("/api/layers").json()["layers"]}
    assert layers["dwelling"] == layers["dwelling"] | {"geometry_type": None, "count": 7}


def test_an_attachment_is_served_as_it_was_kept(client: TestClient, photo: tuple[UUID, bytes]) -> None:
    uid, content = photo
    (link,) = links(client.get(ITEM), "enclosure")
    assert link == {
        "type": "image/png",
        "href": f"{BASE_URL}/api/attachments/{uid}",
        "title": "Çatı",
        "length": len(content),
    }
    answer = client.get(link["href"])
    assert answer.content == content
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''%C3%A7at%C4%B1%201.png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].endswith("; sandbox")
    assert answer.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    again = client.get(link["href"], headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(link["href"]).headers["content-length"] == str(len(content))
    (told,) = client.get("/api/features/dwelling/1").json()["attachments"]
    assert told == told | {"title": "Çatı", "file_name": "çatı 1.png", "width": 40, "height": 30}


@pytest.mark.parametrize("uid", ["00000000-0000-4000-8000-000000000000", "1", "..%2F..%2Fx", "ı"])
def test_an_unknown_attachment_is_404(client: TestClient, uid: str) -> None:
    answer = client.get(f"/api/attachments/{uid}")
    assert answer.status_code == 404


def test_an_attachment_goes_with_its_feature(client: TestClient, city: Database, home: Home) -> None:
    with psycopg.connect(city.conninfo) as connection:
        row = connection.execute(
            "INSERT INTO city.dwelling (dwelling_no, changed_by) VALUES ('gone', 'test') RETURNING id"
        ).fetchone()
        assert row is not None
        layer = Home(home.path).registry.layer("dwelling")
        kept = attach(
            connection, layer, row[0], NewFile("a.pdf", b"%PDF-1.7 x"), actor="test", most_bytes=10**6
        )
    address = f"/api/attachments/{kept.uid}"
    assert client.get(address).headers["content-type"] == "application/pdf"
    with psycopg.connect(city.conninfo) as connection:
        connection.execute("DELETE FROM city.dwelling WHERE id = %s", [row[0]])
    assert client.get(address).status_code == 404


def test_a_stricter_attachment_is_hidden(client: TestClient, city: Database, home: Home) -> None:
    with psycopg.connect(city.conninfo) as connection:
        layer = Home(home.path).registry.layer("dwelling")
        file = NewFile("secret.pdf", b"%PDF-1.7 secret", privacy="restricted")
        kept = attach(connection, layer, 2, file, actor="test", most_bytes=10**6)
    address = f"/api/attachments/{kept.uid}"
    assert client.get(address).status_code == 404
    assert client.get(address, auth=TECHNICIAN).content == b"%PDF-1.7 secret"
    assert links(client.get("/ogc/collections/dwelling/items/2"), "enclosure") == []
    with psycopg.connect(city.conninfo) as connection:
        detach(connection, kept.uid, actor="test")
    assert client.get(address, auth=TECHNICIAN).status_code == 404
