"""Kent's own processes in the background: found again, told from everybody else's, and ended wholly.

Each leads a session of its own; what belongs to it is whatever runs in that session with this home in the environment.
So processes that outlive a killed leader are found too, and nobody else's process is signalled.
"""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_STOP_WITHIN = 15.0  # seconds for work in progress; then it is killed
_LOG_LIMIT = 32 << 20  # bytes, looked at when a process starts


def launch(module: str, folder: Path, environment: Mapping[str, str], log: Path) -> int:
    """Run ``python -m module`` in ``folder``, in a session of its own; returns its process number."""
    descriptor = _open_log(log)
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=descriptor,
        stderr=descriptor,
        start_new_session=True,
    )
    os.close(descriptor)
    # We end before it does, and never reap it: that is init's task.
    process.returncode = 0
    return process.pid


def is_alive(leader: int, home: Path) -> bool:
    return leader in _processes(leader, home)


def end(leader: int, home: Path) -> None:
    """Ask a process to end, kill what is left of its session, and return when its sockets are closed."""
    ending = set(_processes(leader, home))
    if leader in ending:
        os.kill(leader, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_WITHIN
    while is_alive(leader, home) and time.monotonic() < deadline:
        time.sleep(0.02)
    while left := _processes(leader, home):
        ending.update(left)
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)
    deadline = time.monotonic() + _STOP_WITHIN
    while any(_has_threads(pid) for pid in ending) and time.monotonic() < deadline:
        time.sleep(0.02)


def made_from(environment: Mapping[str, str], folder: Path, packages: Sequence[str]) -> str:
    """A digest of the settings and the source a process is started with."""
    digest = hashlib.sha256()
    for name in sorted(name for name in environment if name.startswith("KENT_")):
        digest.update(f"{name}={environment[name]}\0".encode())
    for package in packages:
        for file in sorted((folder / package).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(bytes(file.relative_to(folder)) + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _open_log(file: Path) -> int:
    file.parent.mkdir(exist_ok=True)
    if file.is_file() and file.stat().st_size > _LOG_LIMIT:
        file.replace(file.with_suffix(".log.1"))
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)


def _processes(leader: int, home: Path) -> list[int]:
    """The leader and what it started, as far as they live."""
    marker = f"KENT_HOME={home}".encode()
    numbers = (int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit())
    return [pid for pid in numbers if _session(pid) == leader and marker in _environment(pid)]


def _session(pid: int) -> int | None:
    """The session a live process belongs to; None for a zombie."""
    stat = _stat(pid)
    return int(stat[3]) if stat and stat[0] != "Z" else None


def _has_threads(pid: int) -> bool:
    """Whether it may hold its sockets still: a process is a zombie before its last thread has closed them."""
    stat = _stat(pid)
    return bool(stat) and (stat[0] != "Z" or int(stat[17]) > 1)


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the state on; none when there is no such process."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _environment(pid: int) -> list[bytes]:
    try:
        return (_PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return []
