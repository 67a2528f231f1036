"""A server to compare with: a process that is asked until it answers, and ended with the context."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

START_WITHIN_S = 180
_SOURCE_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Program:
    """How a server is started.

    Attributes:
        url: its address, without a closing slash.
        answers: a path below it that it answers with success once it serves.
        environment: its variables besides ``PATH``.
    """

    name: str
    command: Sequence[str | Path]
    url: str
    answers: str
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def served(program: Program) -> Iterator[str]:
    """Serve while the context lasts; yields the address.

    Raises:
        RuntimeError: it does not start; the message has its last words.
    """
    with program.log.open("wb") as said:
        server = subprocess.Popen(
            program.command, env={"PATH": os.defpath, **program.environment}, cwd=_SOURCE_ROOT,
            stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    try:
        _await(program, server)
        yield program.url
    finally:
        server.terminate()
        server.wait()
        # MapServer's processes outlive lighttpd, which started them.
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def under_uvicorn(
    programs: Path, application: str, port: int, workers: int, settings: Mapping[str, str], log: Path
) -> Program:
    """An ASGI application under uvicorn, which takes uvloop and httptools as for Kent.

    Args:
        programs: folder of the environment's programs.
        application: ``module:name``.
        settings: the application's environment variables.
    """
    command: list[str | Path] = [
        programs / "uvicorn", application, "--host=127.0.0.1", f"--port={port}", f"--workers={workers}",
        "--no-access-log", "--log-level=warning",
    ]  # fmt: skip
    return Program(application, command, f"http://127.0.0.1:{port}", "/conformance", log, settings)


def kent_without_tile_cache(home: Path, port: int, workers: int) -> Program:
    """The home's Kent once more, as ``kent up`` starts it, but every tile is drawn by the database."""
    settings = {
        "KENT_HOME": str(home),
        "KENT_PORT": str(port),
        "KENT_WORKERS": str(workers),
        "KENT_TILE_MEMORY_MB": "0",
        "KENT_TILE_DISK_MB": "0",
        "MALLOC_ARENA_MAX": "2",
    }
    return Program(
        "Kent without its tile cache",
        [sys.executable, "-m", "api"],
        f"http://127.0.0.1:{port}",
        "/health",
        home / "logs" / "uncached.log",
        settings,
    )


def _await(program: Program, server: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_WITHIN_S
    while server.poll() is None and time.monotonic() < deadline:
        with (
            suppress(urllib.error.URLError, OSError),
            opener.open(f"{program.url}{program.answers}", timeout=5),
        ):
            return
        time.sleep(0.1)
    last = "\n".join(program.log.read_text(errors="replace").splitlines()[-5:])
    raise RuntimeError(f"{program.name} does not start: {last}")
