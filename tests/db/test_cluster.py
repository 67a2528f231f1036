"""The private cluster starts on a bare home, survives what happens to machines, and leaves others alone."""

import os
import shutil
import signal
import socket
import stat
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from gis.database import binaries, cluster, place, postmaster
from gis.database.binaries import Binaries
from gis.database.cluster import Cluster, start
from gis.errors import Conflict, Unavailable
from tests.processes import Child, as_ordinary_user, eventually


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home without a cluster; the one it gets ends with the test."""
    home = tmp_path / "home"
    yield home
    discard(home)


@pytest.fixture
def other_home(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "other"
    yield home
    discard(home)


def discard(home: Path) -> None:
    cluster.stop(home)
    if (found := place.find(home)) is not None:
        shutil.rmtree(found.directory)
        shutil.rmtree(found.socket, ignore_errors=True)  # elsewhere when the home lies deep


def write(started: Cluster, text: str) -> None:
    with psycopg.connect(started.conninfo("postgres")) as connection:
        connection.execute("create table if not exists note (text text)")
        connection.execute("insert into note values (%s)", [text])


def notes(started: Cluster) -> list[str]:
    with psycopg.connect(started.conninfo("postgres")) as connection:
        return [text for (text,) in connection.execute("select text from note order by text")]


def kill_server(started: Cluster) -> None:
    pid = postmaster.find(started.data)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: postmaster.find(started.data) is None)


def is_computing(started: Cluster, connection: psycopg.Connection) -> bool:
    with psycopg.connect(started.conninfo("postgres")) as watching:
        activity = "select state from pg_stat_activity where pid = %s"
        return watching.execute(activity, [connection.info.backend_pid]).fetchone() == ("active",)


def pretend_pid(started: Cluster, pid: int) -> None:
    """Leave the pid file a crash leaves when the machine has since given its number to another process."""
    file = started.data / "postmaster.pid"
    rest = file.read_text().split("\n")[1:]
    file.write_text("\n".join([str(pid), *rest]))


def test_a_bare_home_gets_a_server_with_postgis_and_turkish_order(home: Path) -> None:
    with psycopg.connect(start(home).conninfo("postgres")) as connection:
        connection.execute("create extension postgis")
        assert connection.execute("select st_srid(st_point(1, 2, 5255))").fetchone() == (5255,)
        ordered = connection.execute(
            """select string_agg(letter, '' order by letter collate "tr-TR-x-icu")
               from unnest('{i,ı,z,ç,c,h}'::text[]) letter"""
        )
        assert ordered.fetchone() == ("cçhıiz",)
        assert connection.execute("show timezone").fetchone() == ("UTC",)
        assert connection.execute("show server_encoding").fetchone() == ("UTF8",)


def test_starting_twice_leaves_the_server_running(home: Path) -> None:
    first = start(home)
    with psycopg.connect(first.conninfo("postgres")) as connection:
        assert start(home) == first
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_stopped_city_keeps_its_data_and_address(home: Path) -> None:
    started = start(home)
    write(started, "kept")
    cluster.stop(home)
    assert cluster.running(home) is None
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(started.conninfo("postgres"))
    again = start(home)
    assert again == started == cluster.running(home)
    assert notes(again) == ["kept"]


def test_stopping_a_stopped_or_absent_city_is_no_error(home: Path) -> None:
    cluster.stop(home)
    start(home)
    cluster.stop(home)
    cluster.stop(home)
    start(home)


def test_what_was_committed_survives_a_killed_server(home: Path) -> None:
    started = start(home)
    write(started, "committed")
    unfinished = psycopg.connect(started.conninfo("postgres"))
    unfinished.execute("insert into note values ('never committed')")
    kill_server(started)
    unfinished.close()
    assert cluster.running(home) is None
    assert notes(start(home)) == ["committed"]


def test_a_busy_child_of_a_killed_server_does_not_block_the_next(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postmaster, "_ORPHANS_LEAVE_WITHIN", 0.1)
    started = start(home)
    write(started, "committed")
    with ThreadPoolExecutor(1) as pool:
        busy = psycopg.connect(started.conninfo("postgres"))
        computing = pool.submit(busy.execute, "do $$ begin loop end loop; end $$")
        eventually(lambda: is_computing(started, busy))
        kill_server(started)
        assert notes(start(home)) == ["committed"]
        assert isinstance(computing.exception(), psycopg.OperationalError)
        busy.close()


def test_a_stale_pid_file_with_another_citys_number_harms_neither(home: Path, other_home: Path) -> None:
    started, other = start(home), start(other_home)
    write(started, "ours")
    write(other, "theirs")
    others_pid = postmaster.find(other.data)
    assert others_pid is not None
    kill_server(started)
    pretend_pid(started, others_pid)

    assert cluster.running(home) is None
    cluster.stop(home)
    assert postmaster.find(other.data) == others_pid

    assert notes(start(home)) == ["ours"]
    assert notes(other) == ["theirs"]
    assert postmaster.find(other.data) == others_pid


def test_an_interrupted_first_start_is_taken_up_again(home: Path) -> None:
    home.mkdir()
    directory = place.choose(home).directory
    child = Child.of(lambda: start(home))
    eventually(lambda: any(directory.glob("*/data/PG_VERSION")))
    child.kill()
    assert not (home / "cluster.json").exists()
    write(start(home), "whole")
    assert notes(start(home)) == ["whole"]


def test_a_taken_port_is_given_up_for_another(home: Path) -> None:
    started = start(home)
    write(started, "kept")
    cluster.stop(home)
    with socket.create_server(("127.0.0.1", started.port)):
        moved = start(home)
        assert moved.port != started.port
        assert notes(moved) == ["kept"]
        assert cluster.running(home) == moved


def test_starts_at_the_same_time_share_one_server(home: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        started = list(pool.map(start, [home] * 4))
    assert len(set(started)) == 1
    write(started[0], "one")
    assert notes(started[3]) == ["one"]


def test_two_cities_have_two_servers(home: Path, other_home: Path) -> None:
    started, other = start(home), start(other_home)
    assert started.port != other.port
    write(started, "ours")
    with pytest.raises(psycopg.errors.UndefinedTable):
        notes(other)


def test_nobody_enters_without_the_password(home: Path) -> None:
    started = start(home)
    for host in ("127.0.0.1", str(started.socket)):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=host, port=started.port, user="kent", password="guess", dbname="postgres")
    assert stat.S_IMODE(started.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(started.data.stat().st_mode) == 0o700


def test_the_server_listens_on_this_machine_only(home: Path) -> None:
    with psycopg.connect(start(home).conninfo("postgres")) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("127.0.0.1",)


def test_the_log_holds_no_values_of_rows(home: Path) -> None:
    started = start(home)
    with psycopg.connect(started.conninfo("postgres"), autocommit=True) as connection:
        connection.execute("create table person (phone text primary key)")
        insert = "insert into person values (%s)"
        connection.execute(insert, ["0532 000 00 00"])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute(insert, ["0532 000 00 00"])
    cluster.stop(home)
    logs = "".join(file.read_text() for file in (started.data.parent / "logs").iterdir())
    start(home)
    assert "person_pkey" in logs
    assert "0532" not in logs


def test_an_ordinary_user_runs_a_city_in_a_deep_folder() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o777)
        home = Path(temporary, *["deep"] * 30, "home")

        def live_through_it() -> tuple[list[str], int, str]:
            started = start(home)
            try:
                write(started, "mine")
                kill_server(started)
                started = start(home)
                return notes(started), started.data.stat().st_uid, str(started.data)
            finally:
                discard(home)

        kept, owner, data = as_ordinary_user(live_through_it)
    assert kept == ["mine"]
    assert owner != 0
    assert data.startswith(str(home))


def test_another_users_city_is_left_to_them(home: Path) -> None:
    started = start(home)
    with pytest.raises(RuntimeError, match="sudo"):
        as_ordinary_user(lambda: cluster.stop(home))
    assert cluster.running(home) == started


def test_a_home_made_anew_starts_empty_and_the_old_data_remain(home: Path) -> None:
    old = start(home)
    write(old, "old")
    shutil.rmtree(home)
    new = start(home)
    with pytest.raises(psycopg.errors.UndefinedTable):
        notes(new)
    if old.data.exists():  # outside the home when root runs it
        assert postmaster.find(old.data) is None
        shutil.rmtree(old.data.parent)


def test_a_moved_home_keeps_its_city(home: Path, other_home: Path) -> None:
    write(start(home), "moved")
    cluster.stop(home)
    home.rename(other_home)
    assert notes(start(other_home)) == ["moved"]


def test_a_copied_home_is_refused(home: Path, tmp_path: Path) -> None:
    started = start(home)
    copy = tmp_path / "copy"
    shutil.copytree(home, copy)
    with pytest.raises(Conflict, match=r"copy of .*home"):
        start(copy)
    with pytest.raises(Conflict):
        cluster.stop(copy)
    assert cluster.running(home) == started


def test_lost_data_are_not_replaced_by_an_empty_city(home: Path) -> None:
    started = start(home)
    cluster.stop(home)
    elsewhere = started.data.rename(started.data.with_name("elsewhere"))
    with pytest.raises(Unavailable, match="backup"):
        start(home)
    elsewhere.rename(started.data)
    start(home)


def test_a_lost_password_is_asked_for_not_replaced(home: Path) -> None:
    started = start(home)
    password = started.password_file.read_text()
    started.password_file.unlink()
    with pytest.raises(Unavailable, match=r"password is gone: .*secrets/postgres"):
        start(home)
    started.password_file.write_text(password)
    assert start(home) == started


def test_a_cautious_umask_does_not_lock_the_server_out(home: Path) -> None:
    before = os.umask(0o077)
    try:
        write(start(home), "private")
    finally:
        os.umask(before)


def test_a_cluster_that_two_remove_at_once_is_gone_for_both(home: Path) -> None:
    started = start(home, durable=False)
    with ThreadPoolExecutor(2) as both:
        list(both.map(cluster.remove, [home, home]))
    assert not started.data.exists()
    assert place.find(home) is None


def test_only_a_cluster_for_tests_can_be_removed(home: Path) -> None:
    started = start(home)
    write(started, "precious")
    with pytest.raises(Conflict, match="delete"):
        cluster.remove(home)
    assert notes(started) == ["precious"]


def test_missing_programs_are_named_with_their_package(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "installed", list)
    with pytest.raises(Unavailable, match="apt-get install postgresql-postgis") as raised:
        start(home)
    assert raised.value.code == "postgresql_missing"
    monkeypatch.setattr(binaries, "installed", lambda: [Binaries(16, home, home)])
    with pytest.raises(Unavailable, match="apt-get install postgresql-16-postgis-3"):
        start(home)


def test_a_full_disk_is_named_and_can_be_repaired(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o755)
        initdb = Path(temporary, "initdb")
        initdb.write_text(
            "#!/bin/sh\necho 'initdb: error: could not write: No space left on device' >&2\nexit 1\n"
        )
        initdb.chmod(0o755)
        full = Binaries(15, Path(temporary), Path("/usr/share/postgresql/15"))
        with monkeypatch.context() as patched:
            patched.setattr(binaries, "choose", lambda *_: full)
            with pytest.raises(Unavailable, match="No room left") as raised:
                start(home)
    assert raised.value.code == "disk_full"
    start(home)
