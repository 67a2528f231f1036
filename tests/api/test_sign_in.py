"""Who may ask what."""

from datetime import timedelta

import psycopg
import pytest
from starlette.testclient import TestClient

from gis.accounts import Account, disable_account, make_sign_in_link, set_account
from gis.errors import InvalidRequest
from gis.registry import Registry
from tests.api.conftest import BASE_URL, PASSWORD, TECHNICIAN
from tests.databases import Database

CAMERAS = "/ogc/collections/camera/items"


@pytest.fixture(autouse=True)
def _signed_out(client: TestClient) -> None:
    client.cookies.clear()


def test_basic_selects_the_audience(client: TestClient, registry: Registry) -> None:
    for audience in registry.audiences:
        found = client.get("/api/session", auth=(audience, PASSWORD)).json()
        assert (found["signed_in"], found["audience"]) == (True, audience)
    assert client.get(CAMERAS, auth=TECHNICIAN).json()["numberMatched"] == 1
    assert client.get(CAMERAS).status_code == 404


@pytest.mark.parametrize("path", ["/ogc", "/ogc/collections", "/ogc/collections/parcel/items", "/ogc/collections/parcel/items?f=html",
                                  "/tiles/parcel/14/0/0", "/api/layers", "/api/search?q=1", "/api/session", "/styles/city"])  # fmt: skip
@pytest.mark.parametrize(
    "header",
    ["Basic c2VjdXJlOndyb25n", "Basic !!!", "Basic", "Bearer abc", "Basic bm9jb2xvbg==", "Basic /w=="],
)
def test_a_credential_that_fails_is_never_a_smaller_answer(
    client: TestClient, path: str, header: str
) -> None:
    answer = client.get(path, headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_wrong_user_and_a_wrong_password_look_the_same(client: TestClient) -> None:
    answers = [
        client.get("/api/session", auth=pair).json() for pair in (("secure", "wrong"), ("nobody", "wrong"))
    ]
    assert answers[0]["detail"] == answers[1]["detail"]


def test_the_portal_signs_in_and_out(client: TestClient) -> None:
    answer = client.post("/api/session", json={"user": "secure", "password": PASSWORD})
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/api/session").json()["audience"] == "secure"
    assert client.get(CAMERAS).status_code == 200
    assert client.delete("/api/session").status_code == 204
    assert client.get("/api/session").json()["audience"] == "public"


def test_a_session_that_was_ended_elsewhere_is_401_then_public(client: TestClient, city: Database) -> None:
    client.post("/api/session", json={"user": "staff", "password": PASSWORD})
    with psycopg.connect(city.conninfo) as connection:
        connection.execute("DELETE FROM ops.session")
    ended = client.get("/api/layers")
    assert ended.status_code == 401
    assert (
        "kent_session" in ended.headers["set-cookie"]
    )  # taken back, so that the next request is the public's
    assert client.get("/api/layers").status_code == 200


@pytest.mark.parametrize("body", [{"user": "secure", "password": "wrong"}, {"user": "", "password": ""}])
def test_wrong_credentials_sign_nobody_in(client: TestClient, body: dict[str, str]) -> None:
    answer = client.post("/api/session", json=body)
    assert answer.status_code == 401
    assert "kent_session=" not in answer.headers.get("set-cookie", "").replace('kent_session=""', "")


def test_another_sites_page_cannot_sign_in(client: TestClient) -> None:
    body = {"user": "secure", "password": PASSWORD}
    assert client.post("/api/session", json=body, headers={"Origin": "http://evil.test"}).status_code == 403
    assert client.post("/api/session", json=body, headers={"Origin": BASE_URL}).status_code == 204


def test_passwords_are_kept_as_argon2id(city: Database) -> None:
    with psycopg.connect(city.conninfo) as connection:
        stored = connection.execute("SELECT password_hash FROM ops.account").fetchall()
    assert all(row[0].startswith("$argon2id$") for row in stored)


def test_a_link_signs_in_once_and_from_this_machine_only(client: TestClient, city: Database) -> None:
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        token = make_sign_in_link(connection, "secure", timedelta(minutes=5))
        used_up = make_sign_in_link(connection, "staff", timedelta(seconds=-1))
    assert (
        client.get(f"/sign-in/{token}", follow_redirects=False).status_code == 403
    )  # the test client is not loopback
    local = TestClient(client.app, base_url=BASE_URL, client=("127.0.0.1", 5000))
    answer = local.get(f"/sign-in/{token}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert local.get("/api/session").json()["audience"] == "secure"
    local.cookies.clear()
    assert local.get(f"/sign-in/{token}", follow_redirects=False).status_code == 401
    assert local.get(f"/sign-in/{used_up}", follow_redirects=False).status_code == 401


def test_a_disabled_account_is_out_at_once(client: TestClient, city: Database, registry: Registry) -> None:
    leaver = Account("leaver", "staff", "Leaver")
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        set_account(connection, registry, leaver, PASSWORD)
        client.post("/api/session", json={"user": "leaver", "password": PASSWORD})
        disable_account(connection, "leaver")
    assert client.post("/api/session", json={"user": "leaver", "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize(("account", "password"), [
    (Account("a:b", "staff", "x"), PASSWORD), (Account("", "staff", "x"), PASSWORD),
    (Account("a", "nobody", "x"), PASSWORD), (Account("a", "staff", "x"), "short"),
])  # fmt: skip
def test_accounts_that_make_no_sense_are_refused(
    city: Database, registry: Registry, account: Account, password: str
) -> None:
    with psycopg.connect(city.conninfo) as connection, pytest.raises(InvalidRequest):
        set_account(connection, registry, account, password)
