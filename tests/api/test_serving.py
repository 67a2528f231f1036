"""The server in the background: started once, found again, ended wholly, and never at another program's cost.

A small program stands in for the `api` package: a server whose worker shares its socket, as uvicorn's do.
"""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api import serving
from gis import background
from gis.errors import Conflict, Unavailable
from tests.processes import eventually

_HEALTHY = """
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

class Healthy(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(os.environ["KENT_WORKERS"].encode())

server = HTTPServer((os.environ["KENT_HOST"], int(os.environ["KENT_PORT"])), Healthy)
os.fork()
for _ in range(100):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
server.serve_forever()
"""
_DEAF_TO_SIGTERM = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)" + _HEALTHY
_BROKEN = "raise SystemExit('the registry cannot be read')"
_SILENT = "import signal; print('still loading', flush=True); signal.pause()"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "home"
    home.mkdir()
    yield home
    serving.stop(home)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a program stand in for the `api` package."""

    def stand_in(program: str) -> None:
        package = tmp_path / "api"
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(program)
        monkeypatch.setattr(serving, "_SOURCE_ROOT", tmp_path)

    return stand_in


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            return True
    except ConnectionRefusedError:
        return False


def test_a_started_server_answers_until_it_is_stopped(
    home: Path, port: int, serve: Callable[[str], None]
) -> None:
    serve(_HEALTHY)
    serving.start(home, "127.0.0.1", port, workers=3)
    server = serving.await_healthy(home, timeout=30)
    assert server.url == f"http://127.0.0.1:{port}"
    with urllib.request.urlopen(server.url) as answer:
        assert answer.read() == b"3"
    serving.stop(home)
    assert serving.running(home) is None
    assert not answers(port)


def test_starting_twice_leaves_the_server_alone(home: Path, port: int, serve: Callable[[str], None]) -> None:
    serve(_HEALTHY)
    serving.start(home, "127.0.0.1", port, workers=1)
    first = serving.await_healthy(home, timeout=30)
    serving.start(home, "127.0.0.1", port, workers=1)
    assert serving.running(home) == first


def test_starting_on_another_port_moves_the_server(
    home: Path, port: int, serve: Callable[[str], None]
) -> None:
    serve(_HEALTHY)
    serving.start(home, "127.0.0.1", port, workers=1)
    serving.await_healthy(home, timeout=30)
    other = free_port()
    serving.start(home, "127.0.0.1", other, workers=1)
    assert serving.await_healthy(home, timeout=30).port == other
    assert not answers(port)


def test_new_settings_and_new_source_are_served(
    home: Path, port: int, serve: Callable[[str], None], tmp_path: Path
) -> None:
    serve(_HEALTHY)
    serving.start(home, "127.0.0.1", port, workers=1)
    serving.await_healthy(home, timeout=30)
    serving.start(home, "127.0.0.1", port, workers=2)
    with urllib.request.urlopen(serving.await_healthy(home, timeout=30).url) as answer:
        assert answer.read() == b"2"
    program = tmp_path / "api" / "__main__.py"
    program.write_text(_HEALTHY.replace('os.environ["KENT_WORKERS"]', '"updated"'))
    serving.start(home, "127.0.0.1", port, workers=2)
    with urllib.request.urlopen(serving.await_healthy(home, timeout=30).url) as answer:
        assert answer.read() == b"updated"


def test_a_taken_port_is_told_with_a_free_one(home: Path, port: int, serve: Callable[[str], None]) -> None:
    serve(_HEALTHY)
    with socket.create_server(("127.0.0.1", port)):
        with pytest.raises(Conflict, match=r"KENT_PORT=\d+ kent up"):
            serving.start(home, "127.0.0.1", port, workers=1)
        assert serving.running(home) is None


def test_an_address_of_another_machine_is_refused(home: Path, port: int) -> None:
    with pytest.raises(Unavailable, match="KENT_HOST"):
        serving.start(home, "192.0.2.1", port, workers=1)


def test_workers_that_outlive_a_killed_server_make_room_for_the_next(
    home: Path, port: int, serve: Callable[[str], None]
) -> None:
    serve(_HEALTHY)
    serving.start(home, "127.0.0.1", port, workers=1)
    killed = serving.await_healthy(home, timeout=30)
    os.kill(killed.pid, signal.SIGKILL)
    eventually(lambda: serving.running(home) is None)
    assert answers(port)
    serving.start(home, "127.0.0.1", port, workers=1)
    assert serving.await_healthy(home, timeout=30).pid != killed.pid


def test_a_server_deaf_to_requests_to_end_is_ended(
    home: Path, port: int, serve: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "_STOP_WITHIN", 0.1)
    serve(_DEAF_TO_SIGTERM)
    serving.start(home, "127.0.0.1", port, workers=1)
    serving.await_healthy(home, timeout=30)
    serving.stop(home)
    assert not answers(port)


def test_a_server_that_ends_at_once_is_told_with_its_reason(
    home: Path, port: int, serve: Callable[[str], None]
) -> None:
    serve(_BROKEN)
    serving.start(home, "127.0.0.1", port, workers=1)
    with pytest.raises(Unavailable, match="the registry cannot be read"):
        serving.await_healthy(home, timeout=30)


def test_a_server_that_never_gets_ready_is_not_waited_for(
    home: Path, port: int, serve: Callable[[str], None]
) -> None:
    serve(_SILENT)
    serving.start(home, "127.0.0.1", port, workers=1)
    with pytest.raises(Unavailable, match=r"not ready within 0\.5 seconds"):
        serving.await_healthy(home, timeout=0.5)


def test_a_process_that_got_the_servers_old_number_is_left_alone(
    home: Path, port: int, serve: Callable[[str], None]
) -> None:
    serve(_HEALTHY)
    serving.start(home, "127.0.0.1", port, workers=1)
    server = serving.await_healthy(home, timeout=30)
    record = home / "run" / "server.json"
    described = record.read_text()
    serving.stop(home)
    sleeper = [sys.executable, "-c", "import signal; signal.pause()"]
    with subprocess.Popen(sleeper, start_new_session=True) as stranger:
        record.write_text(described.replace(str(server.pid), str(stranger.pid)))
        assert serving.running(home) is None
        serving.stop(home)
        assert stranger.poll() is None
        stranger.kill()
