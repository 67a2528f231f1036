"""Styles and the project for QGIS, as they are fetched; and the feature ids that QGIS asks for."""

import io
import zipfile

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import BASE_URL, TECHNICIAN

PROJECT = "/api/qgis"


def project(client: TestClient, auth: tuple[str, str] | None = None, query: str = "") -> str:
    answer = client.get(f"{PROJECT}{query}", auth=auth)
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        assert files.namelist() == ["kent.qgs"]
        return files.read("kent.qgs").decode()


class TestStyles:
    @pytest.mark.parametrize(
        ("form", "media_type"), [("qml", "application/xml"), ("sld", "application/vnd.ogc.sld+xml")]
    )
    def test_a_layer_has_one_in_the_reader_s_language(
        self, client: TestClient, form: str, media_type: str
    ) -> None:
        answer = client.get(f"/styles/building.{form}?lang=en")

        assert answer.status_code == 200
        assert answer.headers["content-type"] == media_type
        assert f'filename="building.{form}"' in answer.headers["content-disposition"]
        assert "Residential" in answer.text
        assert "Konut" in client.get(f"/styles/building.{form}?lang=tr").text

    @pytest.mark.parametrize("form", ["qml", "sld"])
    def test_an_unchanged_one_is_not_sent_again(self, client: TestClient, form: str) -> None:
        etag = client.get(f"/styles/building.{form}").headers["etag"]

        same = client.get(f"/styles/building.{form}", headers={"If-None-Match": etag})
        assert (same.status_code, same.content) == (304, b"")
        dark = client.get(f"/styles/building.{form}?theme=dark", headers={"If-None-Match": etag})
        assert dark.status_code == 200

    @pytest.mark.parametrize("form", ["qml", "sld"])
    def test_a_hidden_layer_is_as_unknown_as_one_that_is_not_there(
        self, client: TestClient, form: str
    ) -> None:
        hidden, unknown = client.get(f"/styles/camera.{form}"), client.get(f"/styles/moon.{form}")

        assert hidden.status_code == unknown.status_code == 404
        assert hidden.json()["code"] == unknown.json()["code"]
        assert client.get(f"/styles/camera.{form}", auth=TECHNICIAN).status_code == 200


class TestProject:
    def test_it_holds_the_caller_s_layers(self, client: TestClient) -> None:
        public, technician = project(client), project(client, TECHNICIAN)

        assert "kent_layer_parcel" in public
        assert "camera" not in public
        assert "authcfg" not in public
        assert "kent_layer_camera" in technician
        assert "authcfg='kentogc'" in technician
        assert TECHNICIAN[1] not in technician

    def test_it_leads_to_this_server_alone(self, client: TestClient) -> None:
        written = project(client)

        assert f"url='{BASE_URL}/ogc?properties=id," in written
        assert f"styleUrl={BASE_URL}/styles/city" in written

    def test_it_speaks_the_reader_s_language(self, client: TestClient) -> None:
        assert "<layername>Parcel</layername>" in project(client, query="?lang=en")
        assert "<layername>Parsel</layername>" in project(client, query="?lang=tr")

    def test_it_is_a_file_to_save(self, client: TestClient) -> None:
        answer = client.get(PROJECT)

        assert answer.headers["content-disposition"] == 'attachment; filename="kent.qgz"'
        again = client.get(PROJECT, headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304

    def test_a_wrong_password_gets_no_smaller_project(self, client: TestClient) -> None:
        assert client.get(PROJECT, auth=(TECHNICIAN[0], "yanlış-parola")).status_code == 401


class TestFeatureIds:
    def test_the_id_is_a_property_where_it_is_asked_for(self, client: TestClient) -> None:
        items = "/ogc/collections/parcel/items?limit=2"
        asked = client.get(f"{items}&properties=id,parcel_no").json()["features"]
        usual = client.get(items).json()["features"]

        assert [f["properties"] for f in asked] == [
            {"id": f["id"], "parcel_no": f["properties"]["parcel_no"]} for f in usual
        ]
        assert all("id" not in f["properties"] for f in usual)

    def test_so_it_is_of_one_feature(self, client: TestClient) -> None:
        [feature] = client.get("/ogc/collections/parcel/items?limit=1").json()["features"]
        one = client.get(f"/ogc/collections/parcel/items/{feature['id']}?properties=id").json()

        assert one["properties"] == {"id": feature["id"]}

    @pytest.mark.parametrize("path", ["/ogc", "/ogc/", "/ogc/openapi", "/ogc/collections/parcel"])
    def test_what_a_connection_asks_for_is_repeated_on_the_way_there(
        self, client: TestClient, path: str
    ) -> None:
        assert client.get(f"{path}?properties=id,parcel_no&f=json").status_code == 200
