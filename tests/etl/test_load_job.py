"""Loads as jobs, with real files: planned, carried out, killed and tried again, repeated by pipelines."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import geopandas as gpd
import psycopg
import pytest
from shapely import box

from etl.after_job import roll_back_ordered
from etl.job_kinds import Task
from etl.jobs import KINDS
from etl.load_job import load_ordered
from etl.progress import Silent
from etl.worker import Worker
from gis.jobs import NewJob, Queue, add
from gis.load_order import quarantine_file
from gis.municipality import Home
from tests.databases import Database
from tests.etl.files import write_geojson
from tests.etl.homes import home_in
from tests.processes import Child, eventually

PIPELINE = "layer: parcel\nsource: {path: drop/parsel.geojson}\nowner: survey\n"


@pytest.fixture
def home(tmp_path: Path, role_secret: bytes) -> Home:
    made = home_in(tmp_path)
    (made.path / "secrets").mkdir(exist_ok=True)
    (made.path / "secrets" / "roles").write_text(role_secret.hex())
    return made


@pytest.fixture
def owner(connection: psycopg.Connection) -> psycopg.Connection:
    connection.execute("TRUNCATE ops.job, ops.job_log, ops.schedule")
    connection.execute("DELETE FROM ops.load")
    return connection


@pytest.fixture
def start(database: Database, home: Home) -> Iterator[Callable[[], Child]]:
    started: list[Child] = []

    def start_one() -> Child:
        worker = Worker(home.path, lambda: database.conninfo, KINDS, lambda _home, _connection: None)
        started.append(Child.of(worker.run))
        return started[-1]

    yield start_one
    for child in started[-1:]:
        child.kill()


def parcels(file: Path, count: int) -> Path:
    """Parcels in a row, with columns of an office's own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    columns = {"MAH": ["8"] * count, "ADA": ["100"] * count, "NO": [str(n) for n in range(count)]}
    lots = [box(32.85 + n * 0.001, 39.95, 32.8505 + n * 0.001, 39.9505) for n in range(count)]
    return write_geojson(file, columns, lots)


FIELDS = {"neighbourhood_code": {"from": "MAH"}, "block_no": {"from": "ADA"}, "parcel_no": {"from": "NO"}}


def ordered(home: Home, count: int = 3, **more: Any) -> dict[str, Any]:
    """The arguments of a job, and the file they name."""
    upload = uuid4()
    parcels(home.path / "uploads" / str(upload) / "parsel.geojson", count)
    return {"upload": str(upload), "layer": "parcel", "fields": FIELDS, **more}


def job(connection: psycopg.Connection, job_id: UUID) -> tuple[str, Any, Any]:
    row = connection.execute("SELECT state, result, error FROM ops.job WHERE id = %s", [job_id]).fetchone()
    assert row is not None
    return row[0], row[1], row[2]


def over(connection: psycopg.Connection, job_id: UUID) -> bool:
    return job(connection, job_id)[0] in ("done", "failed")


def count(connection: psycopg.Connection, statement: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {statement}".encode()).fetchone()
    assert row is not None
    return int(row[0])


def test_a_plan_tells_and_a_load_publishes(
    owner: psycopg.Connection, home: Home, start: Callable[[], Child]
) -> None:
    start()
    planned = add(owner, NewJob("plan", "ayşe", ordered(home), layer="parcel"))
    eventually(lambda: over(owner, planned))
    state, result, error = job(owner, planned)
    assert (state, error, result["state"], result["counts"]["rows"]) == ("done", None, "planned", 3)
    assert count(owner, "city.parcel") == 0
    loaded = add(owner, NewJob("load", "ayşe", ordered(home, save_as="netcad"), layer="parcel"))
    eventually(lambda: over(owner, loaded))
    state, result, error = job(owner, loaded)
    assert (state, error, result["state"], result["counts"]["inserted"]) == ("done", None, "published", 3)
    assert count(owner, "city.parcel WHERE changed_by = 'ayşe'") == 3
    assert owner.execute("SELECT job FROM ops.load").fetchall() == [(loaded,)]
    assert "NO" in (home.path / "mappings" / "parcel.netcad.yaml").read_text()
    again = add(owner, NewJob("load", "ayşe", ordered(home, fields={}, mapping="netcad"), layer="parcel"))
    eventually(lambda: over(owner, again))
    assert job(owner, again)[1]["counts"]["unchanged"] == 3


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"upload": str(UUID(int=0))}, "unknown_upload"),
        ({"fields": {"parcel_no": {"from": "NO", "format": "roman"}}}, "mapping_invalid"),
        ({"fields": {"no_such_field": {"from": "NO"}}}, "mapping_invalid"),
        ({"fields": {}, "save_as": "x"}, "no_mapping_to_save"),
        ({"fields": {}, "mapping": "no-such"}, "unknown_mapping"),
    ],
)
def test_what_is_wrong_with_an_order_is_told(
    owner: psycopg.Connection, home: Home, database: Database, more: dict[str, Any], code: str
) -> None:
    worker = Worker(home.path, lambda: database.conninfo, KINDS, lambda _home, _connection: None)
    job_id = worker.run_one(
        database.conninfo, NewJob("load", "ayşe", {**ordered(home), **more}, layer="parcel")
    )
    state, _, error = job(owner, job_id)
    assert (state, error["code"]) == ("failed", code)
    assert error["message"]["tr"] != error["message"]["en"]
    assert str(home.path) not in str(error)


def test_a_load_killed_half_way_publishes_nothing_and_then_everything(
    owner: psycopg.Connection, home: Home, start: Callable[[], Child], database: Database
) -> None:
    with psycopg.connect(database.conninfo) as standing_in_the_way:
        standing_in_the_way.execute("LOCK TABLE city.parcel IN SHARE MODE")
        first = start()
        added = add(owner, NewJob("load", "ayşe", ordered(home), layer="parcel"))
        waits = "pg_locks WHERE NOT granted AND relation = 'city.parcel'::regclass"
        eventually(lambda: count(owner, waits) > 0)
        first.kill()
        eventually(lambda: count(owner, waits) == 0)
    assert count(owner, "city.parcel") == 0
    owner.execute("UPDATE ops.job SET heartbeat_at = heartbeat_at - interval '1 hour'")
    assert Queue(owner, "another").reclaim_silent() == [added]
    owner.execute("UPDATE ops.job SET run_after = now()")
    start()
    eventually(lambda: over(owner, added))
    assert job(owner, added)[0] == "done"
    assert count(owner, "city.parcel") == 3
    states = owner.execute("SELECT state FROM ops.load ORDER BY id").fetchall()
    assert states == [("failed",), ("published",)]


def test_a_load_that_was_published_is_not_published_again(
    owner: psycopg.Connection, home: Home, database: Database
) -> None:
    """As when a worker is killed after the commit and before it could say so."""
    add(owner, NewJob("load", "ayşe", ordered(home), layer="parcel"))
    taken = Queue(owner, "one").take(["load"], ["load"])
    assert taken is not None
    owner.execute("SELECT set_config('kent.job', %s, false)", [str(taken.id)])
    task = Task(home, taken, owner, database.conninfo, Silent())
    first = load_ordered(task)
    second = load_ordered(task)
    assert first["load_id"] == second["load_id"]
    assert second["counts"]["inserted"] == 3
    assert count(owner, "ops.load") == 1


def test_a_load_is_taken_back_by_a_worker(
    owner: psycopg.Connection, home: Home, database: Database, start: Callable[[], Child]
) -> None:
    start()
    first = add(owner, NewJob("load", "ayşe", ordered(home), layer="parcel"))
    eventually(lambda: over(owner, first))
    order = {"load": job(owner, first)[1]["load_id"]}
    undoing = add(owner, NewJob("rollback", "mehmet", order, layer="parcel"))
    eventually(lambda: over(owner, undoing))
    state, result, error = job(owner, undoing)
    assert (state, error, result["removed"], result["undone"]) == ("done", None, 3, order["load"])
    assert count(owner, "city.parcel") == 0
    assert owner.execute("SELECT actor, undoes FROM ops.load WHERE mode = 'rollback'").fetchall() == [
        ("mehmet", order["load"])
    ]
    again = add(owner, NewJob("rollback", "mehmet", order, layer="parcel"))
    eventually(lambda: over(owner, again))
    state, _, error = job(owner, again)
    assert (state, error["code"]) == ("failed", "load_not_published")
    # A worker that ended after the rollback and before it could say so says it when the job is tried again.
    with owner.transaction(force_rollback=True):
        owner.execute("UPDATE ops.job SET state = 'queued', result = NULL WHERE id = %s", [undoing])
        taken = Queue(owner, "one").take(["rollback"], ["rollback"])
        assert taken is not None
        told = roll_back_ordered(Task(home, taken, owner, database.conninfo, Silent()))
        assert (told["removed"], told["undone"]) == (3, order["load"])


def test_a_quarantine_is_written_by_a_worker(
    owner: psycopg.Connection, home: Home, start: Callable[[], Child]
) -> None:
    start()
    wanted = ordered(home, fields={**FIELDS, "condominium": {"value": "hiçbiri"}})
    loaded = add(owner, NewJob("load", "ayşe", wanted, layer="parcel"))
    eventually(lambda: over(owner, loaded))
    load_id = job(owner, loaded)[1]["load_id"]
    writing = add(owner, NewJob("quarantine", "ayşe", {"load": load_id, "language": "en"}, layer="parcel"))
    eventually(lambda: over(owner, writing))
    state, result, error = job(owner, writing)
    assert (state, error, result["load"], result["rows"]) == ("done", None, load_id, 3)
    file = quarantine_file(home.path, writing)
    assert file.stat().st_size == result["bytes"]
    rows = gpd.read_file(file)
    assert rows["kent_code"].tolist() == ["unknown_code"] * 3
    assert all("unknown code" in reason for reason in rows["kent_reason"])
    assert rows["NO"].tolist() == ["0", "1", "2"]


def test_a_pipeline_loads_what_has_changed(owner: psycopg.Connection, home: Home, database: Database) -> None:
    (home.path / "pipelines" / "parcels.yaml").write_text(PIPELINE + "map: office\n")
    (home.path / "mappings" / "parcel.office.yaml").write_text(
        "fields: {neighbourhood_code: MAH, block_no: ADA, parcel_no: NO}\n"
    )
    worker = Worker(home.path, lambda: database.conninfo, KINDS, lambda _home, _connection: None)
    wanted = NewJob("pipeline", "pipeline:parcels", {"pipeline": "parcels"}, layer="parcel", most_attempts=2)

    def run() -> tuple[str, Any, Any]:
        return job(owner, worker.run_one(database.conninfo, wanted))

    state, _, error = run()
    assert (state, "parsel.geojson" in error["message"]["tr"]) == ("queued", True)  # the file may come yet
    owner.execute("TRUNCATE ops.job, ops.job_log")
    parcels(home.path / "drop" / "parsel.geojson", 3)
    assert run()[1]["counts"]["inserted"] == 3
    assert run()[1]["skipped"] == "unchanged"
    parcels(home.path / "drop" / "parsel.geojson", 4)
    assert run()[1]["counts"]["inserted"] == 1
    assert run()[1]["skipped"] == "unchanged"
    with (home.path / "mappings" / "parcel.office.yaml").open("a") as mapping:
        mapping.write("description: {tr: Yeni, en: New}\n")
    assert "skipped" not in run()[1]  # other definitions
    assert owner.execute("SELECT DISTINCT actor FROM ops.load").fetchall() == [("pipeline:parcels",)]
    worker.run_one(database.conninfo, NewJob("load", "ayşe", ordered(home, 2), layer="parcel"))
    assert "skipped" not in run()[1]  # somebody else has loaded the layer meanwhile
