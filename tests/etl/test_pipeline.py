"""Pipelines: told apart from mistakes, due at the municipality's time, queued once."""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from etl.chores import queue_recurring
from etl.pipeline import find_pipeline, pipeline_problems, read_pipelines
from gis.errors import NotFound, RegistryError, SourceError
from gis.municipality import Home
from gis.schedule import last_due, next_due
from tests.databases import Database
from tests.etl.homes import home_in

NIGHTLY = """\
layer: parcel
source: {newest: "drop/*.zip", encoding: cp1254, crs: "EPSG:5255"}
mode: replace
schedule: "30 2 * * *"
owner: survey
retries: 4
"""
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = home_in(tmp_path)
    (made.path / "pipelines").mkdir(exist_ok=True)
    return made


def write(home: Home, text: str, name: str = "parcels") -> Path:
    file = home.path / "pipelines" / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def owner(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        connection.execute("TRUNCATE ops.job, ops.job_log, ops.schedule")
        yield connection


def queued(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT count(*) FROM ops.job WHERE kind = 'pipeline'").fetchone()
    assert row is not None
    return int(row[0])


def test_a_pipeline_is_read_and_nothing_is_wrong_with_it(home: Home) -> None:
    write(home, NIGHTLY)
    [pipeline] = read_pipelines(home)
    assert (pipeline.name, pipeline.definition.mode, pipeline.schedule) == (
        "parcels",
        "replace",
        "30 2 * * *",
    )
    assert pipeline.job().most_attempts == 5
    assert pipeline_problems(home) == []


@pytest.mark.parametrize(
    ("line", "wrong", "at", "said"),
    [
        ("mode: replace", "mode: merge", 3, "upsert"),
        ('schedule: "30 2 * * *"', 'schedule: "every night"', 4, "cron"),
        ("owner: survey", "owner: nobody", 5, "unit"),
        ("layer: parcel", "layer: parsel", 1, "layer"),
        ("retries: 4", "retires: 4", 6, "unknown key"),
        ("retries: 4", "map: netcad", 6, "mapping"),
        ('source: {newest: "drop/*.zip",', "source: {", 2, "newest"),
        ("layer: parcel", "layer: finding", 1, "Kent itself"),
        ("retries: 4", "checks: [{snapped_to: manhole}]", 6, "cannot look at this geometry"),
        ("retries: 4", "checks: [{inside: road}]", 6, "does not fit"),
        ("retries: 4", "checks: [{inside: nowhere}]", 6, "no layer 'nowhere'"),
        ("retries: 4", "checks: [no_overlap, shiny]", 6, "no such check"),
    ],
)
def test_mistakes_are_told_with_file_and_line(home: Home, line: str, wrong: str, at: int, said: str) -> None:
    file = write(home, NIGHTLY.replace(line, wrong))
    [problem] = pipeline_problems(home)
    assert problem.en.startswith(f"{file}:{at}: ")
    assert said in problem.en
    assert problem.tr != problem.en


def test_the_file_changed_last_is_taken(home: Home) -> None:
    write(home, NIGHTLY)
    pipeline = find_pipeline(home, "parcels")
    with pytest.raises(SourceError, match=r"drop/\*\.zip"):
        pipeline.request(home)
    (home.path / "drop").mkdir()
    for name in ("old.zip", "new.zip", "newer.txt"):
        (home.path / "drop" / name).touch()
    an_hour_ago = (home.path / "drop" / "new.zip").stat().st_mtime - 3600
    os.utime(home.path / "drop" / "old.zip", (an_hour_ago, an_hour_ago))
    assert pipeline.request(home).path == home.path / "drop" / "new.zip"
    assert pipeline.request(home).encoding == "cp1254"


def test_a_database_is_asked_a_query(home: Home) -> None:
    url = "postgresql://reader:geheim@db.example/cadastre"
    write(home, f"layer: parcel\nsource: {{url: '{url}', query: SELECT 1}}\nowner: survey\n")
    request = find_pipeline(home, "parcels").request(home)
    assert (request.url, request.query) == (url, "SELECT 1")
    assert "geheim" not in request.name
    write(home, "layer: parcel\nsource: {path: a.zip, query: SELECT 1}\nowner: survey\n")
    assert "query" in pipeline_problems(home)[0].en


def test_an_unknown_pipeline_lists_the_known_ones(home: Home) -> None:
    write(home, NIGHTLY)
    for name in ("parsel", "../municipality"):
        with pytest.raises(NotFound, match="parcels"):
            find_pipeline(home, name)


def test_due_times_are_istanbuls() -> None:
    assert last_due("30 2 * * *", NOON) == datetime(2026, 3, 9, 23, 30, tzinfo=UTC)
    assert next_due("30 2 * * *", NOON) == datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    due = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)
    assert last_due("30 2 * * *", due) == due
    assert last_due("30 2 * * *", due - timedelta(microseconds=1)) == due - timedelta(days=1)


def test_what_is_due_is_queued_once_and_what_was_missed_once(home: Home, owner: psycopg.Connection) -> None:
    write(home, NIGHTLY)
    queue_recurring(home, owner, NOON)
    assert queued(owner) == 0  # seen for the first time: nothing was missed
    queue_recurring(home, owner, NOON + timedelta(hours=11))
    assert queued(owner) == 0
    for later in (timedelta(hours=12), timedelta(hours=13)):
        queue_recurring(home, owner, NOON + later)
        assert queued(owner) == 1
    queue_recurring(home, owner, NOON + timedelta(days=9))  # no worker ran for a week
    assert queued(owner) == 2


def test_several_workers_queue_it_once(home: Home, owner: psycopg.Connection, database: Database) -> None:
    write(home, NIGHTLY)
    queue_recurring(home, owner, NOON)
    together = threading.Barrier(4)

    def look() -> None:
        with psycopg.connect(database.conninfo, autocommit=True) as connection:
            together.wait()
            queue_recurring(home, connection, NOON + timedelta(days=1))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queued(owner) == 1


def test_a_pipeline_that_is_switched_off_misses_nothing(home: Home, owner: psycopg.Connection) -> None:
    write(home, NIGHTLY)
    queue_recurring(home, owner, NOON)
    write(home, NIGHTLY + "enabled: false\n")
    queue_recurring(home, owner, NOON + timedelta(days=1))
    write(home, NIGHTLY)
    queue_recurring(home, owner, NOON + timedelta(days=2))
    assert queued(owner) == 0


def test_a_wrong_pipeline_does_not_stop_the_others(home: Home, owner: psycopg.Connection) -> None:
    write(home, NIGHTLY)
    write(home, "layer: [", "broken")
    queue_recurring(home, owner, NOON)
    queue_recurring(home, owner, NOON + timedelta(days=1))
    assert queued(owner) == 1
    with pytest.raises(RegistryError, match=r"broken\.yaml"):
        read_pipelines(home)
