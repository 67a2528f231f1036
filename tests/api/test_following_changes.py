"""The change feed and the past: a follower ends with exactly the layer, and what was there can be seen again."""

import json
import random
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from tests.api.conftest import HIDDEN, PASSWORD, SOUTH, TECHNICIAN, WEST
from tests.conftest import STORAGE_SRID
from tests.databases import Database

FEED = "/api/changes"
ITEMS = "/ogc/collections/poi/items"
STAFF = ("staff", PASSWORD)
Features = dict[int, dict[str, Any]]


def follow(
    client: TestClient, layer: str, copy: Features, since: str | None, limit: int = 3, **more: Any
) -> str:
    """Apply pages to a copy until there are none; returns the cursor to go on from."""
    while True:
        asked = {"layer": layer, "limit": limit} | ({"since": since} if since else {})
        answer = client.get(FEED, params=asked, **more)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        for change in page["changes"]:
            if change["gone"]:
                copy.pop(change["id"], None)
            else:
                copy[change["id"]] = change["feature"]
        since = page["next"]
        if not page["more"]:
            return str(since)


def whole(client: TestClient, layer: str, at: str | None = None, limit: int = 4, **more: Any) -> Features:
    """All pages of a collection."""
    url = f"/ogc/collections/{layer}/items?limit={limit}" + (f"&datetime={at}" if at else "")
    found: list[dict[str, Any]] = []
    while url:
        answer = client.get(url, **more)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["features"]
        url = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
    assert len({f["id"] for f in found}) == len(found), "a feature is told once"
    return {f["id"]: f for f in found}


def point(at: float) -> tuple[float, float, int]:
    return WEST + 300 + at, SOUTH + 300, STORAGE_SRID


def add(connection: psycopg.Connection, code: int) -> None:
    connection.execute(
        "INSERT INTO city.poi (poi_code, name, changed_by, geom) "
        "VALUES (%s, %s, 'test', ST_SetSRID(ST_MakePoint(%s, %s), %s))",
        (f"r{code}", f"Yer {code}", *point(code)),
    )


def retire(connection: psycopg.Connection, code: int) -> None:
    connection.execute("DELETE FROM city.poi WHERE poi_code = %s", (f"r{code}",))


def move(connection: psycopg.Connection, code: int, by: float) -> None:
    connection.execute(
        "UPDATE city.poi SET name = name || '!', geom = ST_Translate(geom, %s, 0) WHERE poi_code = %s",
        (by, f"r{code}"),
    )


def restore(connection: psycopg.Connection, code: int) -> None:
    """As a rollback does: the same feature again, a later version."""
    connection.execute(
        "INSERT INTO city.poi (id, uid, poi_code, name, version, valid_from, changed_by, geom) OVERRIDING SYSTEM VALUE "
        "SELECT id, uid, poi_code, name, version + 1, greatest(clock_timestamp(), valid_to), 'test', geom "
        "FROM history.poi WHERE poi_code = %s AND retired ORDER BY version DESC LIMIT 1",
        (f"r{code}",),
    )


def now_of(connection: psycopg.Connection) -> str:
    (at,) = connection.execute("SELECT clock_timestamp()").fetchone() or (datetime.now(UTC),)
    return str(at.astimezone(UTC).isoformat().replace("+00:00", "Z"))


def test_a_follower_and_the_past_agree_with_what_was_published(client: TestClient, city: Database) -> None:
    chance = random.Random(3)
    there: set[int] = set()
    gone: set[int] = set()
    copy: Features = {}
    cursor: str | None = None
    moments: list[tuple[str, Features]] = []
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        for _ in range(12):
            with connection.transaction():
                for code in chance.sample(range(30), 8):
                    if code not in there:
                        (restore if code in gone else add)(connection, code)
                        there.add(code)
                        gone.discard(code)
                    elif chance.random() < 0.4:
                        retire(connection, code)
                        there.discard(code)
                        gone.add(code)
                    else:
                        move(connection, code, chance.uniform(-5, 5))
            cursor = follow(client, "poi", copy, cursor)
            published = whole(client, "poi")
            assert copy == published
            assert len([f for f in published.values() if f["properties"]["name"].startswith("Yer")]) == len(
                there
            )
            anew: Features = {}
            follow(client, "poi", anew, None, limit=chance.choice((1, 5, 10_000)))
            assert anew == published
            moments.append((now_of(connection), published))
    for at, published in moments:
        assert whole(client, "poi", at) == published
    first, last = moments[0][0], moments[-1][0]
    between = whole(client, "poi", f"{first}/{last}")
    assert between.keys() >= moments[-1][1].keys()
    assert moments[-1][1] == {i: f for i, f in between.items() if i in moments[-1][1]}
    assert whole(client, "poi", f"{last}/..").keys() == moments[-1][1].keys()
    assert between.keys() <= {i for _, published in moments for i in published}
    hits = client.get(ITEMS, params={"datetime": f"{first}/{last}", "resulttype": "hits"}).json()
    assert hits["numberMatched"] == len(between)


def test_nothing_is_told_twice_while_nothing_changes(client: TestClient, city: Database) -> None:
    copy: Features = {}
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        add(connection, 500)
    cursor = follow(client, "poi", copy, None)
    again = client.get(FEED, params={"layer": "poi", "since": cursor}).json()
    assert again["changes"] == []
    assert again["next"] == cursor


def test_one_can_begin_now(client: TestClient, city: Database) -> None:
    begun = client.get(FEED, params={"layer": "poi", "since": "now"}).json()
    assert (begun["changes"], begun["more"]) == ([], False)
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        add(connection, 700)
        (origin,) = connection.execute("SELECT origin::text FROM ops.revision").fetchone() or ("",)
    told = client.get(FEED, params={"layer": "poi", "since": begun["next"]}).json()
    assert [c["feature"]["properties"]["name"] for c in told["changes"]] == ["Yer 700"]
    assert told["origin"] == begun["origin"] == origin


def test_a_transaction_that_commits_late_is_not_missed(client: TestClient, city: Database) -> None:
    copy: Features = {}
    with psycopg.connect(city.conninfo) as late, psycopg.connect(city.conninfo, autocommit=True) as quick:
        cursor = follow(client, "poi", copy, None)
        add(late, 600)
        add(quick, 601)
        cursor = follow(client, "poi", copy, cursor)
        assert names(copy).isdisjoint({"Yer 600", "Yer 601"}), "what is not final is not told"
        late.commit()
    follow(client, "poi", copy, cursor)
    assert names(copy) >= {"Yer 600", "Yer 601"}
    assert copy == whole(client, "poi")


def names(features: Features) -> set[str]:
    return {f["properties"]["name"] for f in features.values()}


def test_each_audience_follows_what_it_sees(client: TestClient) -> None:
    assert client.get(FEED, params={"layer": "camera"}).status_code == 404
    staff, secure = (client.get(FEED, params={"layer": "camera"}, auth=a) for a in (STAFF, TECHNICIAN))
    assert staff.status_code == secure.status_code == 200
    assert HIDDEN not in client.get(FEED, params={"layer": "parcel", "limit": 10_000}).text
    (coarse,), (exact,) = staff.json()["changes"], secure.json()["changes"]
    assert coarse["feature"]["geometry"] != exact["feature"]["geometry"]
    assert "ip_address" not in coarse["feature"]["properties"]


@pytest.mark.parametrize(
    "since",
    [
        "x",
        "1",
        "1-",
        "-1-2",
        "1-99999999999999999999-1",
        "1-9223372036854775808-1",
        "1-2",
        "1-2-3-4",
        "١-١-١",
        "1-1-2'",
    ],
)
def test_a_bad_cursor_is_refused(client: TestClient, since: str) -> None:
    answer = client.get(FEED, params={"layer": "poi", "since": since})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_a_cursor_from_before_a_restore_no_longer_holds(client: TestClient, city: Database) -> None:
    cursor = follow(client, "poi", {}, None)
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        connection.execute("UPDATE ops.revision SET generation = generation + 1")
        try:
            answer = client.get(FEED, params={"layer": "poi", "since": cursor})
            assert (answer.status_code, answer.json()["code"]) == (410, "restored_since")
            copy: Features = {}
            follow(client, "poi", copy, None)
            assert copy == whole(client, "poi")
        finally:
            connection.execute("UPDATE ops.revision SET generation = generation - 1")


def test_the_past_shows_an_audience_no_more_than_the_present(client: TestClient, city: Database) -> None:
    with psycopg.connect(city.conninfo, autocommit=True) as connection:
        before = now_of(connection)
        connection.execute(
            "UPDATE city.camera SET name = name || '2', geom = ST_Translate(geom, 250, 0) WHERE inventory_no = 'K1'"
        )
        connection.execute("UPDATE city.parcel SET land_registry_id = 'x' WHERE parcel_no = '1'")
    parcels = client.get("/ogc/collections/parcel/items", params={"datetime": before, "limit": 1000})
    assert parcels.status_code == 200
    assert HIDDEN not in parcels.text
    assert client.get("/ogc/collections/camera/items", params={"datetime": before}).status_code == 404
    (past,) = whole(client, "camera", before, auth=STAFF).values()
    (present,) = whole(client, "camera", auth=STAFF).values()
    (exact,) = whole(client, "camera", before, auth=TECHNICIAN).values()
    assert HIDDEN not in json.dumps(past["properties"].get("ip_address"))
    assert past["geometry"] != present["geometry"]
    assert past["geometry"] != exact["geometry"]
    one = client.get(f"/ogc/collections/camera/items/{past['id']}", params={"datetime": before}, auth=STAFF)
    assert one.json()["geometry"] == past["geometry"]


@pytest.mark.parametrize("format", ["html", "csv", "jsonld"])
@pytest.mark.parametrize(
    "when", ["2001-01-01", "2001-01-01T00:00:00Z/..", "../2999-01-01", "2999-01-01T00:00:00Z"]
)
def test_other_formats_know_the_past_too(client: TestClient, format: str, when: str) -> None:
    answer = client.get(ITEMS, params={"datetime": when, "f": format})
    assert answer.status_code == 200, answer.text
    expected = when.startswith(("..", "2999")) or when.endswith("..")
    assert ("Çınar" in answer.text or "\\u00c7\\u0131nar" in answer.text) == expected
