"""Editors send files, order loads and follow them; nobody else does, and no other site on their behalf."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from psycopg.types.json import Jsonb
from starlette.testclient import TestClient

from gis.accounts import Account, set_account
from gis.jobs import Job, Queue, beat
from gis.municipality import Home
from gis.registry import Registry
from gis.uploads import remove_expired
from tests.api.conftest import BASE_URL, PASSWORD
from tests.databases import Database
from tests.processes import eventually

EDITOR, OTHER, ROLELESS = ("editor", PASSWORD), ("other", PASSWORD), ("secure", PASSWORD)
OURS = {"Origin": BASE_URL}
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module", autouse=True)
def _accounts(city: Database, registry: Registry) -> None:
    with psycopg.connect(city.conninfo) as connection:
        for name, audience, roles in (
            ("editor", "secure", ("gis_editor",)),
            ("other", "secure", ("gis_editor",)),
            ("clerk", "public", ("gis_editor",)),
        ):
            set_account(connection, registry, Account(name, audience, name, roles), PASSWORD)


@pytest.fixture(autouse=True)
def _signed_out(client: TestClient) -> None:
    client.cookies.clear()


@pytest.fixture
def owner(city: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        connection.execute("TRUNCATE ops.job, ops.job_log")
        yield connection


def send(client: TestClient, name: str = "parsel.zip", content: bytes = b"PK") -> str:
    answer = client.post(f"/api/uploads?name={name}", content=content, auth=EDITOR)
    assert answer.status_code == 201, answer.text
    upload: str = answer.json()["upload"]
    return upload


def order(client: TestClient, upload: str, auth: tuple[str, str] = EDITOR, **more: Any) -> httpx.Response:
    body = {"upload": upload, "layer": "parcel", "plan": True, **more}
    answer: httpx.Response = client.post("/api/loads", json=body, auth=auth)
    return answer


def test_a_file_is_kept_as_it_was_sent(client: TestClient, home: Home) -> None:
    content = bytes(range(256)) * 20_000
    upload = send(client, "İmar planı.gpkg", content)
    folder = home.path / "uploads" / upload
    assert (folder / "İmar planı.gpkg").read_bytes() == content
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "İmar planı.gpkg").stat().st_mode & 0o777 == 0o600
    read = client.get(f"/api/uploads/{upload}", auth=EDITOR).json()
    assert read["files"] == [{"name": "İmar planı.gpkg", "bytes": len(content)}]
    assert client.delete(f"/api/uploads/{upload}", auth=EDITOR).status_code == 204
    assert not folder.exists()
    assert client.get(f"/api/uploads/{upload}", auth=EDITOR).status_code == 404


def test_the_parts_of_a_shapefile_make_one_upload(client: TestClient) -> None:
    upload = client.post("/api/uploads", auth=EDITOR).json()["upload"]
    assert order(client, upload).json()["code"] == "no_file_to_load"
    for part in ("parsel.shp", "parsel.dbf", "parsel.shx", "parsel.prj"):
        assert client.put(f"/api/uploads/{upload}/{part}", content=b"x", auth=EDITOR).status_code == 200
    assert order(client, upload).status_code == 202
    client.put(f"/api/uploads/{upload}/bina.shp", content=b"x", auth=EDITOR)
    assert order(client, upload).json()["code"] == "several_files_to_load"


@pytest.mark.parametrize("name", ["..%2F..%2Fetc%2Fpasswd", "a%2Fb.zip", "..", ".hidden", "a%00b", "a%0Ab.zip", "a%5Cb.zip", "%C3%A7" * 101, " "])  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(client: TestClient, home: Home, name: str) -> None:
    before = sorted(home.path.rglob("*"))
    answer = client.post(f"/api/uploads?name={name}", content=b"x", auth=EDITOR)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_file_name")
    assert sorted(home.path.rglob("*")) == before


def test_more_than_is_allowed_is_refused_and_not_kept(
    client: TestClient, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENT_UPLOAD_MIB", "1")
    mebibyte = b"x" * (1 << 20)
    announced = client.post("/api/uploads?name=a.zip", content=mebibyte + b"x", auth=EDITOR)
    assert (announced.status_code, announced.json()["code"]) == (413, "upload_too_large")
    upload = send(client, "a.zip", mebibyte[:-10])
    for content in (mebibyte, iter([mebibyte[:500_000]] * 3)):  # the second does not say how long it is
        answer = client.put(f"/api/uploads/{upload}/b.zip", content=content, auth=EDITOR)
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
    assert [p.name for p in (home.path / "uploads" / upload).iterdir()] == ["a.zip"]
    assert client.put(f"/api/uploads/{upload}/a.zip", content=mebibyte, auth=EDITOR).status_code == 200
    assert client.put(f"/api/uploads/{upload}/a.zip", content=b"", auth=EDITOR).json()["code"] == "empty_file"


def test_expired_uploads_go_with_their_files(
    client: TestClient, home: Home, owner: psycopg.Connection
) -> None:
    old, fresh = send(client), send(client)
    owner.execute("UPDATE ops.upload SET expires_at = now() WHERE id = %s", [old])
    assert client.get(f"/api/uploads/{old}", auth=EDITOR).status_code == 404
    assert order(client, old).status_code == 404
    (home.path / "uploads" / UNKNOWN).mkdir()
    remove_expired(owner, home.path)
    left = {p.name for p in (home.path / "uploads").iterdir()}
    assert fresh in left
    assert not {old, UNKNOWN} & left


WRITES = [
    ("POST", "/api/uploads?name=a.zip"),
    ("PUT", f"/api/uploads/{UNKNOWN}/a.zip"),
    ("DELETE", f"/api/uploads/{UNKNOWN}"),
    ("POST", "/api/loads"),
    ("POST", "/api/loads/1/rollback"),
    ("POST", "/api/loads/1/quarantine"),
    ("DELETE", f"/api/jobs/{UNKNOWN}"),
]
READS = [
    ("GET", f"/api/uploads/{UNKNOWN}"),
    ("GET", "/api/loads"),
    ("GET", "/api/loads/1"),
    ("GET", "/api/loads/1/report"),
    ("GET", "/api/loads/1/quarantine"),
    ("GET", f"/api/jobs/{UNKNOWN}"),
    ("GET", f"/api/jobs/{UNKNOWN}/events"),
]


@pytest.mark.parametrize(("method", "path"), WRITES + READS)
def test_only_signed_in_editors_are_answered(client: TestClient, method: str, path: str) -> None:
    body = json.dumps({"upload": UNKNOWN, "layer": "parcel", "plan": True}).encode()
    sent: dict[str, Any] = {"content": body} if method in ("POST", "PUT") else {}
    nobody = client.request(method, path, **sent)
    assert (nobody.status_code, nobody.json()["code"]) == (401, "sign_in_needed")
    without = client.request(method, path, auth=ROLELESS, **sent)
    assert (without.status_code, without.json()["code"]) == (403, "no_role")
    wrong = client.request(method, path, auth=("editor", "wrong"), **sent)
    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_credentials")


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_another_sites_page_cannot_write_with_the_cookie(client: TestClient, method: str, path: str) -> None:
    client.post("/api/session", json={"user": "editor", "password": PASSWORD})
    for headers in (
        {},
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://kent.test.evil.test"},
    ):
        answer = client.request(method, path, headers=headers)
        assert answer.status_code == 403
        assert answer.json()["code"] in ("foreign_origin", "origin_missing")
    assert client.request(method, path, headers=OURS, content=b"x").status_code != 403


def test_the_session_tells_the_roles(client: TestClient) -> None:
    assert client.get("/api/session", auth=EDITOR).json()["roles"] == ["gis_editor"]
    assert client.get("/api/session", auth=ROLELESS).json()["roles"] == []
    assert client.get("/api/session").json()["roles"] == []


def test_an_order_becomes_a_job(client: TestClient, owner: psycopg.Connection) -> None:
    upload = send(client)
    fields = {"parcel_no": {"from": "PARSEL_NO"}, "block_no": {"value": 7, "format": "tr_number"}}
    answer = order(client, upload, crs="EPSG:5254", encoding="cp1254", fields=fields, mode="replace", plan=False,
                   confirmed=True, source_layer="PARSEL")  # fmt: skip
    assert answer.status_code == 202
    job_id = answer.json()["job"]
    assert answer.headers["location"] == f"/api/jobs/{job_id}"
    row = owner.execute(
        "SELECT kind, layer, owner, arguments FROM ops.job WHERE id = %s", [job_id]
    ).fetchone()
    assert row is not None
    assert row[:3] == ("load", "parcel", "editor")
    assert row[3]["fields"]["parcel_no"]["from"] == "PARSEL_NO"
    assert (row[3]["crs"], row[3]["mode"], row[3]["confirmed"]) == ("EPSG:5254", "replace", True)
    job = client.get(f"/api/jobs/{job_id}", auth=EDITOR).json()
    assert (job["state"], job["kind"], job["result"]) == ("queued", "load", None)


@pytest.mark.parametrize("wrong", [
    {"mode": "merge"}, {"crs": "TM33"}, {"upload": "../secrets"}, {"sql": "x"}, {"plan": "perhaps"},
    {"mapping": "../../etc/passwd"}, {"save_as": "a/b"}, {"fields": {"DROP TABLE": {"from": "x"}}},
])  # fmt: skip
def test_orders_that_make_no_sense_are_refused(client: TestClient, wrong: dict[str, Any]) -> None:
    answer = order(client, **{"upload": send(client), **wrong})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_parameters")


def test_nobody_loads_what_they_do_not_see_wholly(client: TestClient, registry: Registry) -> None:
    upload = send(client)
    assert order(client, upload, layer="no_such_layer").status_code == 404
    partly = [v.id for v in registry.views("secure") if len(v.fields) < len(v.layer.fields)]
    assert partly
    for layer in partly:
        answer = order(client, upload, layer=layer)
        assert (answer.status_code, answer.json()["code"]) == (403, "layer_not_loadable")
    kept = order(client, upload, layer="finding")  # by Kent itself
    assert (kept.status_code, kept.json()["code"]) == (403, "derived_layer")
    clerk = ("clerk", PASSWORD)
    theirs = client.post("/api/uploads?name=a.zip", content=b"x", auth=clerk).json()["upload"]
    assert order(client, theirs, auth=clerk, layer="camera").status_code == 404  # does not even know of it
    assert order(client, theirs, auth=clerk, layer="parcel").status_code == 403


def test_uploads_and_jobs_are_their_owners_alone(client: TestClient, owner: psycopg.Connection) -> None:
    upload = send(client)
    job_id = order(client, upload).json()["job"]
    for path in (f"/api/uploads/{upload}", f"/api/jobs/{job_id}", f"/api/jobs/{job_id}/events"):
        assert client.get(path, auth=OTHER).status_code == 404
    for method, path in (("DELETE", f"/api/jobs/{job_id}"), ("DELETE", f"/api/uploads/{upload}"),
                         ("PUT", f"/api/uploads/{upload}/b.zip")):  # fmt: skip
        assert client.request(method, path, auth=OTHER).status_code == 404
    assert order(client, upload, auth=OTHER).status_code == 404


def taken(owner: psycopg.Connection) -> tuple[Queue, Job]:
    queue = Queue(owner, "test worker")
    job = queue.take(["plan", "load"], [])
    assert job is not None
    return queue, job


def test_a_job_can_be_cancelled(client: TestClient, owner: psycopg.Connection) -> None:
    job_id = order(client, send(client)).json()["job"]
    assert client.delete(f"/api/jobs/{job_id}", auth=EDITOR).json()["state"] == "cancelled"
    running = order(client, send(client)).json()["job"]
    queue, job = taken(owner)
    answer = client.delete(f"/api/jobs/{running}", auth=EDITOR)
    assert (answer.status_code, answer.json()["state"], answer.json()["cancel_requested"]) == (
        202,
        "running",
        True,
    )
    assert beat(owner, queue.worker, job, None) is True


class Stream(threading.Thread):
    """Reads a job's events as they come, in a thread of its own."""

    def __init__(self, client: TestClient, job_id: str, after: int | None = None) -> None:
        super().__init__(daemon=True)
        self.client, self.job_id = client, job_id
        self.headers = {} if after is None else {"Last-Event-ID": str(after)}
        self.status = 0
        self.events: list[tuple[int, str, dict[str, Any]]] = []

    def run(self) -> None:
        path = f"/api/jobs/{self.job_id}/events"
        with self.client.stream("GET", path, auth=EDITOR, headers=self.headers) as answer:
            self.status = answer.status_code
            event: dict[str, str] = {}
            for line in answer.iter_lines():
                name, _, value = line.partition(": ")
                event[name] = value
                if not line and "data" in event:
                    self.events.append((int(event["id"]), event["event"], json.loads(event["data"])))
                    event = {}


def streamed(client: TestClient, job_id: str, after: int | None = None) -> Stream:
    stream = Stream(client, job_id, after)
    stream.run()
    return stream


def test_events_tell_a_job_from_beginning_to_end(client: TestClient, owner: psycopg.Connection) -> None:
    """The test client hands a stream over only when it has ended, so everything happens while it is open."""
    job_id = order(client, send(client)).json()["job"]
    stream = Stream(client, job_id)
    stream.start()
    eventually(lambda: bool(client.app.state.kent.job_watch._waiting))  # type: ignore[attr-defined]
    queue, job = taken(owner)
    beat(owner, queue.worker, job, {"step": {"tr": "Okunuyor", "en": "Reading"}, "done": 3, "total": 9})
    queue.finish(job, {"rows": 9})
    stream.join(30)
    assert not stream.is_alive()
    ids = [event[0] for event in stream.events]
    assert ids == sorted(set(ids))
    last_id, name, last = stream.events[-1]
    assert (name, last["state"], "result" in last) == ("state", "done", False)
    assert client.get(f"/api/jobs/{job_id}", auth=EDITOR).json()["result"] == {"rows": 9}
    assert client.app.state.kent.job_watch._waiting == {}  # type: ignore[attr-defined]

    again = streamed(
        client, job_id, after=last_id - 1
    )  # a client whose connection broke hears what it missed
    assert [event[0] for event in again.events] == [last_id]
    assert streamed(client, job_id, after=last_id).status == 204  # and that there is nothing more


def test_events_tell_an_error_in_both_languages(client: TestClient, owner: psycopg.Connection) -> None:
    job_id = order(client, send(client)).json()["job"]
    queue, job = taken(owner)
    queue.fail(job, {"code": "no_crs", "message": {"tr": "Yok", "en": "None"}, "hint": None})
    [(_, name, told)] = streamed(client, job_id).events
    assert (name, told["state"], told["error"]["message"]["tr"]) == ("state", "failed", "Yok")


FINDINGS = [
    {
        "code": "not_valid",
        "field": None,
        "severity": "error",
        "count": 1,
        "rows": [1],
        "example": {"tr": "Kesişiyor", "en": "Crosses itself"},
        "places": [[33.0, 40.0]],
    }
]


def test_loads_are_recorded_for_those_who_may_load(client: TestClient, owner: psycopg.Connection) -> None:
    ids = [
        owner.execute(
            "INSERT INTO ops.load (layer, file, mode, state, actor, counts, findings) "
            "VALUES (%s, 'a.zip', 'upsert', 'published', 'editor', '{\"rows\": 1}', %s) RETURNING id",
            [layer, Jsonb(FINDINGS)],
        ).fetchone()
        for layer in ("parcel", "poi", "phone_line")
    ]
    parcel, poi, phone = (row[0] for row in ids if row is not None)
    listed = client.get("/api/loads", auth=EDITOR).json()["loads"]
    assert [entry["id"] for entry in listed][:2] == [poi, parcel]
    assert [e["id"] for e in client.get(f"/api/loads?before={poi}", auth=EDITOR).json()["loads"]][:1] == [
        parcel
    ]
    assert [e["id"] for e in client.get("/api/loads?layer=poi", auth=EDITOR).json()["loads"]] == [poi]
    assert client.get(f"/api/loads/{parcel}", auth=EDITOR).json()["findings"] == FINDINGS
    report = client.get(f"/api/loads/{parcel}/report?lang=tr", auth=EDITOR)
    assert (report.status_code, report.headers["content-language"]) == (200, "tr")
    assert "style-src 'sha256-" in report.headers["content-security-policy"]
    assert "Kesişiyor" in report.text
    assert 'class="mark error"' in report.text
    for path in (f"/api/loads/{phone}", f"/api/loads/{phone}/report", f"/api/loads/{phone}/quarantine"):
        assert client.get(path, auth=EDITOR).status_code == 404
    for wanted in ("rollback", "quarantine"):
        assert client.post(f"/api/loads/{phone}/{wanted}", auth=EDITOR).status_code == 404
    assert client.get("/api/loads?layer=phone_line", auth=EDITOR).status_code == 403
    assert client.get(f"/api/loads/{2**70}", auth=EDITOR).status_code in (400, 404)
    assert client.get("/api/loads/0", auth=EDITOR).status_code == 404


def test_a_load_is_taken_back_and_its_quarantine_exported_by_jobs(
    client: TestClient, owner: psycopg.Connection, home: Home
) -> None:
    row = owner.execute(
        "INSERT INTO ops.load (layer, file, mode, state, actor) VALUES ('parcel', 'a', 'upsert', 'published', 'x') "
        "RETURNING id"
    ).fetchone()
    assert row is not None
    path = f"/api/loads/{row[0]}"
    ordered = client.post(f"{path}/rollback", auth=EDITOR)
    assert ordered.status_code == 202
    job = client.get(ordered.headers["location"], auth=EDITOR).json()
    assert (job["kind"], job["layer"], job["state"]) == ("rollback", "parcel", "queued")
    early = client.get(f"{path}/quarantine?lang=en", auth=EDITOR)
    assert (early.status_code, early.json()["code"]) == (404, "quarantine_not_exported")
    exporting = client.post(f"{path}/quarantine?lang=en", auth=EDITOR).json()["job"]
    queue = Queue(owner, "test worker")
    taken_job = queue.take(["quarantine"], [])
    assert taken_job is not None
    assert taken_job.arguments == {"load": row[0], "language": "en"}
    (home.path / "quarantine").mkdir()
    (home.path / "quarantine" / f"{exporting}.gpkg").write_bytes(b"rows")
    queue.finish(taken_job, {"rows": 1})
    fetched = client.get(f"{path}/quarantine?lang=en", auth=OTHER)
    assert (fetched.status_code, fetched.content) == (200, b"rows")
    assert fetched.headers["cache-control"] == "no-store"
    assert client.get(f"{path}/quarantine?lang=tr", auth=EDITOR).status_code == 404


def test_a_folder_that_is_gone_is_told(client: TestClient, home: Home) -> None:
    upload = send(client)
    folder: Path = home.path / "uploads" / upload
    (folder / "parsel.zip").unlink()
    folder.rmdir()
    assert order(client, upload).status_code == 404
    assert (
        client.put(f"/api/uploads/{upload}/{uuid4().hex}.zip", content=b"x", auth=EDITOR).status_code == 404
    )
