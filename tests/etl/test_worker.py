"""Jobs are done once, by one worker, whatever happens to workers, connections and owners' minds."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from etl.job_kinds import Kind, Task
from etl.worker import Worker
from gis.errors import InvalidRequest, Unavailable
from gis.jobs import CANCEL, LAYER_LOCK, NewJob, Queue, add
from gis.text import Text
from tests.databases import Database
from tests.processes import Child, eventually

GATE = 4711
"""Advisory lock at which jobs wait half way, until the test opens it."""


def write(task: Task) -> Mapping[str, Any]:
    """Two rows in one transaction, with the gate between them."""
    with task.connection.transaction():
        task.connection.execute("INSERT INTO ops.written VALUES (%s, 1)", [task.job.id])
        task.progress.step(Text(tr="Yazılıyor", en="Writing"), 2)
        task.progress.advance(1)
        task.connection.execute("SELECT pg_advisory_xact_lock(%s)", [GATE])
        task.connection.execute("INSERT INTO ops.written VALUES (%s, 2)", [task.job.id])
    return {"rows": 2}


def compute(task: Task) -> Mapping[str, Any]:
    """Work that never asks the database anything."""
    task.progress.step(Text(tr="Hesaplanıyor", en="Computing"))
    while True:
        time.sleep(0.01)


def be_told_to_stop_while_asking(task: Task) -> Mapping[str, Any]:
    """The signal comes after a command was sent, before it is awaited."""
    task.connection.pgconn.send_query(b"SELECT pg_sleep(60)")
    os.kill(os.getpid(), signal.SIGTERM)
    raise AssertionError("the signal has not come")


def refuse(_: Task) -> Mapping[str, Any]:
    raise InvalidRequest("no_good", Text(tr="Olmaz.", en="No good."), Text(tr="Düzeltin.", en="Mend it."))


def lack(_: Task) -> Mapping[str, Any]:
    raise Unavailable("away", Text(tr="Yok.", en="Away."))


def stumble(_: Task) -> Mapping[str, Any]:
    raise ValueError("a secret detail")


KINDS = {
    "write": Kind(write, locks_layer=True),
    "compute": Kind(compute),
    "be told to stop": Kind(be_told_to_stop_while_asking),
    "refuse": Kind(refuse),
    "lack": Kind(lack),
    "stumble": Kind(stumble),
}


@pytest.fixture
def owner(database: Database) -> Iterator[psycopg.Connection]:
    """A connection of the database's owner; the queue is empty and the gate open."""
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        connection.execute("DELETE FROM ops.job")
        connection.execute("DROP TABLE IF EXISTS ops.written")
        connection.execute("CREATE TABLE ops.written (job uuid, row int)")
        yield connection
        connection.execute("DROP TABLE ops.written")


@pytest.fixture
def start(database: Database, tmp_path: Path) -> Iterator[Callable[[], Child]]:
    """Starts worker processes; whatever is left of them is killed in the end."""
    started: list[Child] = []

    def start_one() -> Child:
        worker = Worker(tmp_path, lambda: database.conninfo, KINDS, lambda _home, _connection: None)
        started.append(Child.of(worker.run))
        return started[-1]

    yield start_one
    for child in started:
        if not ended(child):
            child.kill()


def ended(child: Child) -> bool:
    """Whether it is gone; it is reaped then."""
    try:
        return os.waitpid(child.pid, os.WNOHANG)[0] == child.pid
    except ChildProcessError:
        return True


def job(connection: psycopg.Connection, job_id: UUID) -> dict[str, Any]:
    cursor = connection.execute("SELECT * FROM ops.job WHERE id = %s", [job_id])
    row = cursor.fetchone()
    assert row is not None
    return dict(zip([c.name for c in cursor.description or ()], row, strict=True))


def state(connection: psycopg.Connection, job_id: UUID) -> str:
    return str(job(connection, job_id)["state"])


def at_the_gate(connection: psycopg.Connection) -> bool:
    """Whether some job waits there."""
    waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
    return connection.execute(waiting, [GATE]).fetchone() is not None


def close_gate(connection: psycopg.Connection) -> None:
    connection.execute("SELECT pg_advisory_lock(%s)", [GATE])


def open_gate(connection: psycopg.Connection) -> None:
    connection.execute("SELECT pg_advisory_unlock(%s)", [GATE])


def hurry(connection: psycopg.Connection) -> None:
    """As if the time had passed after which a silent worker is taken for dead, and the delay before the next attempt."""
    connection.execute(
        "UPDATE ops.job SET heartbeat_at = heartbeat_at - interval '1 hour' WHERE state = 'running'"
    )
    Queue(connection, "another").reclaim_silent()
    connection.execute("UPDATE ops.job SET run_after = now() WHERE state = 'queued'")


def written(connection: psycopg.Connection) -> list[int]:
    return [row for (row,) in connection.execute("SELECT row FROM ops.written ORDER BY row")]


def test_a_job_is_done_and_tells_how_far_it_is(owner: psycopg.Connection, start: Callable[[], Child]) -> None:
    close_gate(owner)
    start()
    added = add(owner, NewJob("write", "ayşe", {}, layer="parcel"))
    eventually(lambda: job(owner, added)["progress"] is not None)
    assert job(owner, added)["progress"] == {
        "step": {"tr": "Yazılıyor", "en": "Writing"},
        "done": 1,
        "total": 2,
    }
    assert written(owner) == []
    open_gate(owner)
    eventually(lambda: state(owner, added) == "done")
    assert job(owner, added)["result"] == {"rows": 2}
    assert written(owner) == [1, 2]


def test_a_killed_workers_job_is_done_by_another_once(
    owner: psycopg.Connection, start: Callable[[], Child]
) -> None:
    close_gate(owner)
    first = start()
    added = add(owner, NewJob("write", "ayşe", {}, layer="parcel"))
    eventually(lambda: at_the_gate(owner))
    first.kill()
    eventually(lambda: not at_the_gate(owner))  # the server has noticed
    assert written(owner) == []
    open_gate(owner)
    start()
    hurry(owner)
    eventually(lambda: state(owner, added) == "done")
    assert job(owner, added)["attempts"] == 2
    assert written(owner) == [1, 2]
    told = owner.execute("SELECT message->>'en' FROM ops.job_log WHERE job = %s ORDER BY at", [added])
    lines = [line for (line,) in told]
    assert lines == ["Attempt 1 begins.", lines[1], "Attempt 2 begins."]
    assert "does not answer" in lines[1]


def test_a_job_that_kills_its_workers_fails_in_the_end(
    owner: psycopg.Connection, start: Callable[[], Child]
) -> None:
    close_gate(owner)
    added = add(owner, NewJob("write", "ayşe", {}, most_attempts=2))
    for _ in range(2):
        worker = start()
        eventually(lambda: at_the_gate(owner))
        worker.kill()
        eventually(lambda: not at_the_gate(owner))
        hurry(owner)
    open_gate(owner)
    assert state(owner, added) == "failed"
    assert job(owner, added)["error"]["code"] == "worker_lost"


def test_the_delay_before_an_attempt_grows(owner: psycopg.Connection) -> None:
    added = add(owner, NewJob("write", "ayşe", {}, most_attempts=9))
    queue = Queue(owner, "one")
    delays = []
    for _ in range(3):
        owner.execute("UPDATE ops.job SET run_after = now()")
        taken = queue.take(["write"], [])
        assert taken is not None
        queue.try_again(taken, {"code": "away", "message": {"tr": "Yok", "en": "Away"}})
        row = job(owner, added)
        delays.append(round((row["run_after"] - row["started_at"]).total_seconds()))
    assert delays == [30, 120, 480]
    assert queue.take(["write"], []) is None  # not yet


def test_a_worker_that_is_told_to_stop_gives_its_job_back(
    owner: psycopg.Connection, start: Callable[[], Child]
) -> None:
    close_gate(owner)
    worker = start()
    added = add(owner, NewJob("write", "ayşe", {}, layer="parcel"))
    eventually(lambda: at_the_gate(owner))
    os.kill(worker.pid, signal.SIGTERM)
    eventually(lambda: ended(worker))
    assert (state(owner, added), job(owner, added)["attempts"]) == ("queued", 0)
    assert written(owner) == []
    open_gate(owner)
    start()
    eventually(lambda: state(owner, added) == "done")
    assert written(owner) == [1, 2]


def test_a_job_is_given_back_wherever_its_worker_is_interrupted(
    owner: psycopg.Connection, start: Callable[[], Child]
) -> None:
    worker = start()
    added = add(owner, NewJob("be told to stop", "ayşe", {}))
    eventually(lambda: ended(worker))
    assert (state(owner, added), job(owner, added)["attempts"]) == ("queued", 0)


def test_an_idle_worker_stops_at_once(owner: psycopg.Connection, start: Callable[[], Child]) -> None:
    worker = start()
    eventually(lambda: connections(owner) == 1)
    os.kill(worker.pid, signal.SIGTERM)
    eventually(lambda: ended(worker), within=4)


def connections(connection: psycopg.Connection) -> int:
    row = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'kent worker' AND query LIKE '%ops.job%' "
        "AND datname = current_database()"
    ).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("kind", ["write", "compute"])
def test_a_running_job_can_be_cancelled(
    owner: psycopg.Connection, start: Callable[[], Child], kind: str
) -> None:
    close_gate(owner)
    start()
    added = add(owner, NewJob(kind, "ayşe", {}))
    eventually(lambda: job(owner, added)["progress"] is not None)
    owner.execute(CANCEL, {"id": added})
    eventually(lambda: state(owner, added) == "cancelled")
    open_gate(owner)
    assert written(owner) == []
    after = add(owner, NewJob("write", "ayşe", {}))
    eventually(lambda: state(owner, after) == "done")  # the worker goes on


def test_a_queued_job_is_cancelled_at_once(owner: psycopg.Connection) -> None:
    added = add(owner, NewJob("write", "ayşe", {}))
    owner.execute(CANCEL, {"id": added})
    assert state(owner, added) == "cancelled"
    assert Queue(owner, "one").take(["write"], []) is None


def test_a_worker_outlives_a_lost_connection(owner: psycopg.Connection, start: Callable[[], Child]) -> None:
    close_gate(owner)
    worker = start()
    added = add(owner, NewJob("write", "ayşe", {}))
    eventually(lambda: at_the_gate(owner))
    owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kent worker' "
        "AND datname = current_database()"
    )
    eventually(lambda: state(owner, added) == "queued")
    assert written(owner) == []
    open_gate(owner)
    hurry(owner)
    eventually(lambda: state(owner, added) == "done")
    assert not ended(worker)


def test_errors_are_told_and_what_passes_is_tried_again(
    owner: psycopg.Connection, start: Callable[[], Child]
) -> None:
    refused, lacking, stumbling = (
        add(owner, NewJob(kind, "ayşe", {})) for kind in ("refuse", "lack", "stumble")
    )
    start()
    eventually(lambda: job(owner, lacking)["error"] is not None and state(owner, stumbling) == "failed")
    assert job(owner, refused)["error"] == {
        "code": "no_good",
        "message": {"tr": "Olmaz.", "en": "No good."},
        "hint": {"tr": "Düzeltin.", "en": "Mend it."},
    }
    assert (state(owner, refused), state(owner, lacking)) == ("failed", "queued")
    assert "secret" not in str(job(owner, stumbling)["error"])


def test_two_workers_never_take_the_same_job(owner: psycopg.Connection, database: Database) -> None:
    added = {add(owner, NewJob("write", "ayşe", {"n": n})) for n in range(60)}
    taken: list[UUID] = []

    def take_all(name: str) -> None:
        with psycopg.connect(database.conninfo, autocommit=True) as connection:
            while found := Queue(connection, name).take(["write"], []):
                taken.append(found.id)

    threads = [threading.Thread(target=take_all, args=[f"worker {n}"]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(added)
    assert set(taken) == added


def test_a_job_whose_layer_is_being_loaded_is_left_for_later(
    owner: psycopg.Connection, database: Database
) -> None:
    first = add(owner, NewJob("write", "ayşe", {}, layer="parcel"))
    second = add(owner, NewJob("write", "ayşe", {}, layer="building"))
    with psycopg.connect(database.conninfo, autocommit=True) as loading:
        loading.execute("SELECT pg_advisory_lock(%s, hashtext('parcel'))", [LAYER_LOCK])
        queue = Queue(owner, "one")
        taken = queue.take(["write"], ["write"])
        assert taken is not None
        assert taken.id == second
        assert queue.take(["write"], ["write"]) is None
        assert state(owner, first) == "queued"
    queue.release()
    eventually(lambda: queue.take(["write"], ["write"]) is not None)


def test_a_result_comes_too_late_from_a_worker_that_was_given_up(owner: psycopg.Connection) -> None:
    added = add(owner, NewJob("write", "ayşe", {}))
    slow = Queue(owner, "slow")
    taken = slow.take(["write"], [])
    assert taken is not None
    hurry(owner)
    again = Queue(owner, "quick").take(["write"], [])
    assert again is not None
    assert not slow.finish(taken, {"by": "slow"})
    assert Queue(owner, "quick").finish(again, {"by": "quick"})
    assert job(owner, added)["result"] == {"by": "quick"}
