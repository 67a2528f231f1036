"""Which processes serve a data directory, and clearing up after a server that was killed.

A pid file alone proves nothing: after a crash its number may belong to anyone. A process is the cluster's own
when its command line says so: the postmaster by `-D <data>`, its children by the cluster name in their title.
Every user can read command lines, unlike /proc/<pid>/cwd, closed to root in a container without ptrace.
"""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_ORPHANS_LEAVE_WITHIN = 10.0
"""Seconds. A child notices the death of its postmaster at its next wait; one that computes is killed."""


def find(data: Path) -> int | None:
    """The pid of the live postmaster of `data`, or None.

    Raises:
        PermissionError: the directory belongs to another user.
    """
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return pid if _serves(pid, data) else None


def clear_remains(data: Path, socket: Path, name: str) -> None:
    """Make room for a new postmaster after one that died without cleaning up.

    Waits for orphaned children, which still write into shared memory and files, then removes the stale lock
    files. PostgreSQL itself keeps those when their pid now belongs to another process of the same user.

    Args:
        data: the data directory; its postmaster must be dead.
        socket: the directory of its Unix sockets.
        name: the cluster's name, which its children carry in their titles.
    """
    deadline = time.monotonic() + _ORPHANS_LEAVE_WITHIN
    while remaining := _processes(data, name):
        if time.monotonic() > deadline:
            for pid in remaining:
                _kill(pid)
        time.sleep(0.05)
    for stale in (data / "postmaster.pid", *socket.glob(".s.PGSQL.*")):
        stale.unlink(missing_ok=True)


def _processes(data: Path, name: str) -> list[int]:
    title = f"postgres: {name}: "
    numbers = (int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit())
    return [pid for pid in numbers if _serves(pid, data) or " ".join(_command(pid)).startswith(title)]


def _serves(pid: int, data: Path) -> bool:
    command = _command(pid)
    if not command or Path(command[0]).name not in ("postgres", "postmaster") or "-D" not in command[:-1]:
        return False
    directory = Path(command[command.index("-D") + 1])
    return directory == data or directory.resolve() == data.resolve()


def _command(pid: int) -> list[str]:
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace").rstrip("\0").split("\0")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return []


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
