"""Another Kent follows a layer: with one that serves over HTTP, and one that loads from it."""

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
import uvicorn
from psycopg.sql import SQL, Identifier

from api.app import create_app
from api.settings import ServerSettings
from etl.jobs import KINDS
from etl.load import load
from etl.mapping_file import MappingFile
from etl.pipeline import find_pipeline, pipeline_problems
from etl.report import LoadReport
from etl.rollback import roll_back
from etl.source import SourceRequest
from etl.worker import Worker
from gis.accounts import Account, set_account
from gis.errors import Conflict, SourceError
from gis.municipality import Home
from tests.conftest import STORAGE_SRID, Cloned
from tests.databases import Database
from tests.etl.homes import home_in
from tests.etl.killing import Telling, ToldStatements, close_pipes, gone, until
from tests.free_port import free_port
from tests.processes import Child, eventually

Rows = set[tuple[Any, ...]]
KILLS = 16
PASSWORD = "parola-parola"
EAST, NORTH = 487_000.0, 4_423_000.0


@dataclass
class Other:
    """The Kent that is followed."""

    port: int
    connection: psycopg.Connection

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/ogc/collections/poi"

    def add(self, code: str, name: str = "Yer") -> None:
        self.connection.execute(
            "INSERT INTO city.poi (poi_code, name, changed_by, geom) VALUES (%s, %s, 'there', ST_Point(%s, %s, %s))",
            (code, name, EAST + sum(map(ord, code)), NORTH, STORAGE_SRID),
        )

    def change(self, code: str, **values: str) -> None:
        for column, value in values.items():
            self.connection.execute(
                SQL("UPDATE city.poi SET {} = %s WHERE poi_code = %s").format(Identifier(column)),
                (value, code),
            )

    def move(self, code: str, by: float) -> None:
        self.connection.execute(
            "UPDATE city.poi SET geom = ST_Translate(geom, %s, 0) WHERE poi_code = %s", (by, code)
        )

    def remove(self, code: str) -> None:
        self.connection.execute("DELETE FROM city.poi WHERE poi_code = %s", (code,))


@contextmanager
def serving(home: Path, database: Database) -> Iterator[int]:
    """A Kent that answers on a port of its own, in a process of its own."""
    port = free_port()
    settings = ServerSettings(home=home, public_url=f"http://127.0.0.1:{port}")
    server = Child.of(
        lambda: uvicorn.run(create_app(settings, database.conninfo), port=port, log_level="warning")
    )
    try:
        eventually(lambda: answers(port))
        yield port
    finally:
        server.kill()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def served(
    cloned: Cloned, tmp_path_factory: pytest.TempPathFactory, role_secret: bytes
) -> Iterator[tuple[int, Database]]:
    home = home_in(tmp_path_factory.mktemp("there"))
    (home.path / "secrets").mkdir(exist_ok=True)
    (home.path / "secrets" / "roles").write_text(role_secret.hex())
    with cloned() as database:
        with psycopg.connect(database.conninfo, autocommit=True) as connection:
            connection.execute("UPDATE ops.revision SET origin = gen_random_uuid()")
        with serving(home.path, database) as port:
            yield port, database


@pytest.fixture
def other(served: tuple[int, Database]) -> Iterator[Other]:
    port, database = served
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        connection.execute("DELETE FROM city.poi")
        yield Other(port, connection)


@pytest.fixture(autouse=True)
def nothing_followed(connection: psycopg.Connection) -> None:
    connection.execute("TRUNCATE ops.job CASCADE")
    connection.execute("TRUNCATE ops.followed, ops.followed_feature, ops.load CASCADE")


def follow(home: Home, connection: psycopg.Connection, url: str, **more: Any) -> LoadReport:
    return load(home, connection, "poi", SourceRequest.of(url), mode="follow", **{"confirmed": True, **more})


_ALL = "SELECT poi_code, name, category, ST_AsText(ST_ReducePrecision(geom, 0.01)) FROM city.poi"


def rows(connection: psycopg.Connection) -> Rows:
    return set(connection.execute(_ALL).fetchall())


def codes(connection: psycopg.Connection) -> set[str]:
    return {code for (code,) in connection.execute("SELECT poi_code FROM city.poi")}


def newest(connection: psycopg.Connection) -> tuple[Any, ...]:
    row = connection.execute(
        "SELECT id, state, mode, followed_to->>'cursor', asked_at FROM ops.load ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert row is not None
    return row


def test_the_whole_first_and_then_what_changed(
    home: Home, connection: psycopg.Connection, other: Other
) -> None:
    for code in "abc":
        other.add(code)
    first = follow(home, connection, other.url)
    assert (first.state, first.counts.inserted, first.exit_code) == ("published", 3, 0)
    assert rows(connection) == rows(other.connection)
    other.add("d")
    other.change("a", name="Yeni ad")
    other.change("a", name="Daha yeni ad")
    other.remove("b")
    other.add("e")
    other.remove("e")
    second = follow(home, connection, other.url)
    counts = second.counts
    assert (counts.rows, counts.inserted, counts.changed, counts.deleted) == (2, 1, 1, 1)
    assert rows(connection) == rows(other.connection)
    assert newest(connection)[1:3] == ("published", "follow")
    assert connection.execute("SELECT n FROM ops.row_count WHERE layer = 'poi'").fetchone() == (3,)


def test_nothing_new_is_no_load(home: Home, connection: psycopg.Connection, other: Other) -> None:
    other.add("a")
    first = follow(home, connection, other.url)
    again = follow(home, connection, other.url)
    assert (again.state, again.load_id, again.exit_code) == ("current", first.load_id, 0)
    assert connection.execute("SELECT count(*) FROM ops.load").fetchone() == (1,)
    assert newest(connection)[4] is not None
    other.add("b")
    assert follow(home, connection, other.url).counts.inserted == 1
    assert rows(connection) == rows(other.connection)


def test_only_what_changed_is_asked(home: Home, connection: psycopg.Connection, other: Other) -> None:
    other.add("a")
    follow(home, connection, other.url)
    # What is not told is not looked at: here it was removed, there it is as it was.
    connection.execute("DELETE FROM city.poi")
    other.add("b")
    assert follow(home, connection, other.url).counts.rows == 1
    assert codes(connection) == {"b"}
    whole = follow(home, connection, other.url, whole=True)
    assert (whole.counts.inserted, whole.counts.unchanged) == (1, 1)
    assert rows(connection) == rows(other.connection)


def test_what_other_files_brought_stays(home: Home, connection: psycopg.Connection, other: Other) -> None:
    connection.execute(
        "INSERT INTO city.poi (poi_code, name, changed_by, source_hash, load_id, geom) "
        "VALUES ('own', 'x', 'test', %s, 1, ST_Point(%s, %s, %s))",
        (b"\x01" * 16, EAST, NORTH, STORAGE_SRID),
    )
    other.add("a")
    follow(home, connection, other.url)
    other.remove("a")
    assert follow(home, connection, other.url).counts.deleted == 1
    assert follow(home, connection, other.url, whole=True).counts.deleted == 0
    assert codes(connection) == {"own"}


def test_a_key_that_changes_or_is_exchanged(home: Home, connection: psycopg.Connection, other: Other) -> None:
    for code in "abc":
        other.add(code, f"Yer {code}")
    follow(home, connection, other.url)
    other.change("a", poi_code="z")
    with other.connection.transaction():
        other.change("b", poi_code="t")
        other.change("c", poi_code="b")
        other.change("t", poi_code="c")
    follow(home, connection, other.url)
    assert rows(connection) == rows(other.connection)
    other.remove("b")
    follow(home, connection, other.url)
    assert rows(connection) == rows(other.connection)


def test_an_edit_by_hand_is_kept_or_a_conflict(
    home: Home, connection: psycopg.Connection, other: Other
) -> None:
    for code in "abc":
        other.add(code)
    follow(home, connection, other.url)
    connection.execute(
        "UPDATE city.poi SET name = 'elle', load_id = NULL, changed_by = 'ayşe' WHERE poi_code <> 'c'"
    )
    other.change("a", name="orada")
    other.remove("b")
    other.change("c", name="orada")
    report = follow(home, connection, other.url)
    assert [f.code for f in report.findings] == ["edit_conflict"]
    names: dict[str, str] = dict(connection.execute("SELECT poi_code, name FROM city.poi").fetchall())
    assert names == {"a": "elle", "b": "elle", "c": "orada"}
    report = follow(home, connection, other.url, overwrite_edits=True, whole=True)
    assert rows(connection) == rows(other.connection)
    assert report.counts.deleted == 1


def test_a_refused_row_is_asked_for_again(home: Home, connection: psycopg.Connection, other: Other) -> None:
    other.add("a")
    other.add("b")
    other.connection.execute("UPDATE city.poi SET geom = ST_Translate(geom, 90000, 0) WHERE poi_code = 'b'")
    first = follow(home, connection, other.url)
    assert [f.code for f in first.findings] == ["outside_municipality"]
    (there,) = other.connection.execute("SELECT id FROM city.poi WHERE poi_code = 'b'").fetchone() or (0,)
    assert first.findings[0].rows == (there,)
    assert follow(home, connection, other.url).state == "current"
    other.move("b", -90000)
    assert follow(home, connection, other.url).counts.inserted == 1
    waiting = "SELECT count(*) FROM ops.quarantine WHERE fixed_by IS NULL"
    assert connection.execute(waiting).fetchone() == (0,)
    other.move("b", 90000)
    alone = follow(home, connection, other.url)
    assert (alone.state, alone.counts.quarantined) == ("nothing", 1)
    other.remove("b")
    assert follow(home, connection, other.url).counts.deleted == 1
    assert connection.execute(waiting).fetchone() == (0,)
    assert rows(connection) == rows(other.connection)


def test_taking_a_load_back_takes_the_cursor_back(
    home: Home, connection: psycopg.Connection, other: Other
) -> None:
    for code in "abcd":
        other.add(code)
    follow(home, connection, other.url)
    before = rows(connection)
    other.remove("a")
    other.add("e")
    second = follow(home, connection, other.url)
    other.change("b", name="Sonra")
    third = follow(home, connection, other.url)
    assert third.load_id is not None
    assert second.load_id is not None
    roll_back(connection, home.registry, third.load_id)
    roll_back(connection, home.registry, second.load_id)
    assert rows(connection) == before
    again = follow(home, connection, other.url)
    assert (again.counts.inserted, again.counts.changed, again.counts.deleted) == (1, 1, 1)
    assert rows(connection) == rows(other.connection)
    # One that lies below later ones: the whole tells what is missing.
    other.add("f")
    below = follow(home, connection, other.url)
    other.add("g")
    follow(home, connection, other.url)
    assert below.load_id is not None
    roll_back(connection, home.registry, below.load_id)
    whole = follow(home, connection, other.url)
    assert (whole.counts.rows, whole.counts.inserted) == (6, 1)
    assert rows(connection) == rows(other.connection)
    other.remove("f")
    assert follow(home, connection, other.url).counts.rows == 0
    assert rows(connection) == rows(other.connection)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("UPDATE ops.revision SET generation = generation + 1", "restored"),
        ("UPDATE ops.revision SET origin = gen_random_uuid()", "another database"),
    ],
)
def test_a_cursor_that_does_not_hold_takes_the_whole(
    home: Home, connection: psycopg.Connection, other: Other, spoil: str, said: str
) -> None:
    other.add("a")
    other.add("b")
    follow(home, connection, other.url)
    other.remove("a")
    other.connection.execute(spoil.encode())
    report = follow(home, connection, other.url)
    assert any(said in note.en for note in report.plan.notes)
    assert (report.counts.rows, report.counts.unchanged, report.counts.deleted) == (1, 1, 1)
    assert rows(connection) == rows(other.connection)


def test_much_that_is_gone_waits_for_a_word(home: Home, connection: psycopg.Connection, other: Other) -> None:
    for code in "ab":
        other.add(code)
    follow(home, connection, other.url)
    other.remove("a")
    with pytest.raises(Conflict) as refused:
        follow(home, connection, other.url, confirmed=False)
    assert refused.value.code == "surprising_load"
    assert codes(connection) == {"a", "b"}
    follow(home, connection, other.url)
    assert codes(connection) == {"b"}


def test_an_emptied_layer_and_a_plan(home: Home, connection: psycopg.Connection, other: Other) -> None:
    assert follow(home, connection, other.url).state == "nothing"
    other.add("a")
    follow(home, connection, other.url)
    other.remove("a")
    planned = follow(home, connection, other.url, plan_only=True)
    assert (planned.state, planned.counts.deleted) == ("planned", 1)
    assert codes(connection) == {"a"}
    assert follow(home, connection, other.url).counts.deleted == 1
    other.add("b")
    follow(home, connection, other.url)
    other.remove("b")
    assert follow(home, connection, other.url, whole=True).counts.deleted == 1
    assert codes(connection) == set()


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1:1/ogc/collections/poi", "no_answer"),
        ("http://u:GIZLI@127.0.0.1:1/ogc/collections/poi", "no_answer"),
        ("{}?bbox=1,2,3,4", "not_followable"),
        ("http://127.0.0.1:1/collections/poi", "not_followable"),
        ("/no/such.gpkg", "not_followable"),
        ("{}x", "not_seen_there"),
    ],
)
def test_what_cannot_be_followed(
    home: Home, connection: psycopg.Connection, other: Other, address: str, code: str
) -> None:
    with pytest.raises(SourceError) as refused:
        follow(home, connection, address.format(other.url))
    assert refused.value.code == code
    assert refused.value.hint is not None
    assert "GIZLI" not in refused.value.told("tr") + refused.value.told("en")
    assert newest(connection)[1] == "failed"


def test_the_feed_is_read_page_by_page(
    home: Home, connection: psycopg.Connection, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("etl.read.change_feed", "etl.read.ogc_api"):
        monkeypatch.setattr(f"{module}.PAGE_ROWS", 2)
    for code in "abcdefg":
        other.add(code)
    assert follow(home, connection, other.url).counts.inserted == 7
    for code in "abcde":
        other.change(code, name="x")
    other.remove("f")
    counts = follow(home, connection, other.url).counts
    assert (counts.changed, counts.deleted) == (5, 1)
    assert rows(connection) == rows(other.connection)


def test_what_commits_late_comes_later(
    home: Home, connection: psycopg.Connection, other: Other, served: tuple[int, Database]
) -> None:
    other.add("a")
    with psycopg.connect(served[1].conninfo) as late:
        Other(other.port, late).add("late")
        other.add("b")
        assert follow(home, connection, other.url).counts.inserted == 2
        other.remove("a")
        assert follow(home, connection, other.url).state == "current", "what is not final is not told"
        late.commit()
    follow(home, connection, other.url)
    assert rows(connection) == rows(other.connection)


def following(home: Home, conninfo: str, url: str, telling: Telling) -> None:
    with ToldStatements.connect(conninfo) as connection:
        connection.telling = telling
        request = SourceRequest.of(url)
        load(home, connection, "poi", request, mode="follow", confirmed=True, progress=telling)


def test_killed_anywhere_it_repeats_nothing_and_loses_nothing(
    home: Home, connection: psycopg.Connection, other: Other, database: Database
) -> None:
    for code in "abcdef":
        other.add(code)
    follow(home, connection, other.url)
    outcomes = set()
    try:
        for kill in range(KILLS):
            other.add(f"new {kill}")
            other.change("a", name=f"Yer {kill}")
            other.remove(f"new {kill - 1}")
            before, after = rows(connection), rows(other.connection)
            moment = 2 + 8 * kill  # the last ones are behind the commit
            until(partial(following, home, database.conninfo, other.url), moment).kill()
            gone(connection)
            found = rows(connection)
            assert found in (before, after)
            outcomes.add(found == after)
            again = follow(home, connection, other.url)
            assert again.state == ("current" if found == after else "published")
            assert rows(connection) == after
    finally:
        close_pipes()
    assert outcomes == {False, True}
    assert connection.execute("SELECT count(*) FROM ops.load WHERE state = 'running'").fetchone() == (0,)


@dataclass
class Editing:
    """Somebody edits there at random; every feature has a place of its own."""

    other: Other
    chance: random.Random
    there: set[str]

    def edit(self) -> None:
        match self.chance.randrange(5) if self.there else 0:
            case 0:
                code = f"k{self.chance.randrange(40)}"
                if code not in self.there:
                    self.other.add(code)
                    self.there.add(code)
            case 1:
                code = self.any()
                self.other.remove(code)
                self.there.discard(code)
            case 2:
                self.other.change(self.any(), name=f"Yer {self.chance.random()}")
            case 3:
                self.other.move(self.any(), self.chance.uniform(-20, 20))
            case _:
                code, key = self.any(), f"k{self.chance.randrange(40)}"
                if key not in self.there:
                    self.other.change(code, poi_code=key)
                    self.there.discard(code)
                    self.there.add(key)

    def any(self) -> str:
        return self.chance.choice(sorted(self.there))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_edited_there_the_follower_has_it_row_by_row(
    home: Home,
    connection: psycopg.Connection,
    other: Other,
    served: tuple[int, Database],
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("etl.read.change_feed.PAGE_ROWS", 3)
    editing = Editing(other, random.Random(seed), set())
    for round in range(15):
        with other.connection.transaction():
            for _ in range(editing.chance.randrange(1, 12)):
                editing.edit()
        if (
            editing.chance.random() < 0.3
        ):  # somebody's transaction is still open: less is told, nothing is lost
            with psycopg.connect(served[1].conninfo) as late:
                Other(other.port, late).add(f"late {round}")
                for _ in range(3):
                    editing.edit()
                follow(home, connection, other.url)
                late.commit()
            editing.there.add(f"late {round}")
        report = follow(home, connection, other.url, whole=editing.chance.random() < 0.15)
        assert rows(connection) == rows(other.connection)
        if report.state == "published" and editing.chance.random() < 0.3:
            assert report.load_id is not None
            roll_back(connection, home.registry, report.load_id)
            follow(home, connection, other.url)
            assert rows(connection) == rows(other.connection)
    pairs = "SELECT array_agg(feature ORDER BY feature) FROM ops.followed_feature WHERE ended_load IS NULL"
    features = "SELECT array_agg(id ORDER BY id) FROM city.poi"
    assert connection.execute(pairs).fetchone() == connection.execute(features).fetchone()


def test_references_lead_to_what_was_followed(
    home: Home, connection: psycopg.Connection, other: Other
) -> None:
    square = f"ST_Multi(ST_MakeEnvelope({EAST}, {NORTH}, {EAST + 50}, {NORTH + 50}, {STORAGE_SRID}))"
    there = other.connection
    there.execute("TRUNCATE city.tree, city.park")
    for number in "12":
        there.execute(
            f"INSERT INTO city.park (park_no, name, changed_by, geom) VALUES (%s, 'Park', 'there', {square})".encode(),
            (number,),
        )
    there.execute(
        "INSERT INTO city.tree (tree_no, park_id, changed_by, geom) "
        "SELECT 't', id, 'there', ST_Point(%s, %s, %s) FROM city.park WHERE park_no = '2'",
        (EAST + 5, NORTH + 5, STORAGE_SRID),
    )
    # Ids here are others, and a key here is what an id is there.
    (id,) = there.execute("SELECT park_id FROM city.tree").fetchone() or (0,)
    connection.execute(
        f"INSERT INTO city.park (park_no, name, changed_by, geom) VALUES (%s, 'x', 'here', {square})".encode(),
        (str(id),),
    )
    trees, parks = (SourceRequest.of(other.url.replace("poi", n)) for n in ("tree", "park"))
    refused = load(home, connection, "tree", trees, mode="follow")
    assert [f.code for f in refused.findings if f.severity == "error"] == ["unresolved_reference"]
    load(home, connection, "park", parks, mode="follow")
    assert load(home, connection, "tree", trees, mode="follow").counts.inserted == 1
    found = connection.execute(
        "SELECT park_no FROM city.park p JOIN city.tree t ON t.park_id = p.id"
    ).fetchall()
    assert found == [("2",)]


def test_who_signs_in_follows_what_that_account_sees(
    home: Home, connection: psycopg.Connection, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("etl.read.change_feed", "etl.read.ogc_api"):
        monkeypatch.setattr(f"{module}.PAGE_ROWS", 1)
    for audience in ("staff", "secure"):
        set_account(other.connection, home.registry, Account(audience, audience, audience), PASSWORD)
    other.connection.execute("TRUNCATE city.camera")
    for number in "123":
        other.connection.execute(
            "INSERT INTO city.camera (inventory_no, name, changed_by, geom) "
            "VALUES (%s, 'Kamera', 'there', ST_Point(%s, %s, %s))",
            (number, EAST + 33, NORTH + 33, STORAGE_SRID),
        )
    url = other.url.replace("poi", "camera")

    def as_(name: str) -> LoadReport:
        signed_in = SourceRequest.of(url.replace("//", f"//{name}:{PASSWORD}@"))
        return load(home, connection, "camera", signed_in, mode="follow")

    with pytest.raises(SourceError) as refused:
        load(home, connection, "camera", SourceRequest.of(url), mode="follow")
    assert refused.value.code == "not_seen_there"
    assert as_("staff").counts.inserted == 3
    assert as_("staff").state == "current"
    seen_better = as_("secure")
    assert seen_better.counts.changed == 3
    assert any("account" in note.en for note in seen_better.plan.notes)
    kept = connection.execute("SELECT file, followed_to::text FROM ops.load").fetchall()
    assert PASSWORD not in str(kept)
    assert PASSWORD not in str(connection.execute("SELECT source FROM ops.followed").fetchall())


def test_a_layer_without_the_key_is_not_followed(
    home: Home, connection: psycopg.Connection, other: Other
) -> None:
    other.add("a")
    mapping = MappingFile.model_validate({"fields": {"name": "name"}})
    with pytest.raises(SourceError) as refused:
        load(home, connection, "poi", SourceRequest.of(other.url, mapping=mapping), mode="follow")
    assert refused.value.code in ("follow_without_key", "no_column_for_required")


def test_a_pipeline_follows(
    home: Home, connection: psycopg.Connection, other: Other, database: Database
) -> None:
    file = home.path / "pipelines" / "places.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"layer: poi\nsource: {{url: '{other.url}'}}\nmode: follow\nowner: survey\n")
    assert pipeline_problems(home) == []
    worker = Worker(home.path, lambda: database.conninfo, KINDS, lambda _home, _connection: None)

    def run() -> Any:
        job = find_pipeline(home, "places").job()
        done = worker.run_one(database.conninfo, job)
        return connection.execute("SELECT state, result FROM ops.job WHERE id = %s", [done]).fetchone()

    other.add("a")
    state, result = run()
    assert (state, result["counts"]["inserted"]) == ("done", 1)
    again = run()
    assert (again[0], again[1]["skipped"], again[1]["load_id"]) == ("done", "unchanged", result["load_id"])
    other.remove("a")
    other.add("b")
    other.add("c")
    state, result = run()
    assert state == "failed", "all that there was would be gone"
    follow(home, connection, other.url)
    assert codes(connection) == {"b", "c"}
    file.write_text("layer: poi\nsource: {path: a.gpkg}\nmode: follow\nowner: survey\n")
    assert "another Kent" in pipeline_problems(home)[0].en
