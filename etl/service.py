"""The home's worker as a background process: ``kent up`` starts it, ``kent down`` stops it."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from gis import background
from gis.files import exclusive, replace_file

_SOURCE_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class WorkerProcess:
    """A worker that was started for a home."""

    pid: int
    made_from: str
    """Digest of the settings and the source it was started with."""


def start(home: Path) -> None:
    """Start the worker, anew when settings or source have changed; leave it alone otherwise."""
    home = home.resolve()
    with exclusive(_lock_file(home)):
        environment = os.environ | {"KENT_HOME": str(home)}
        made_from = background.made_from(environment, _SOURCE_ROOT, ("etl", "gis"))
        record = _record(home)
        if record is not None:
            if record.made_from == made_from and background.is_alive(record.pid, home):
                return
            background.end(record.pid, home)
        pid = background.launch("etl", _SOURCE_ROOT, environment, log_file(home))
        replace_file(_record_file(home), json.dumps(asdict(WorkerProcess(pid, made_from))) + "\n", mode=0o600)


def running(home: Path) -> WorkerProcess | None:
    """The home's worker, if its process lives."""
    home = home.resolve()
    record = _record(home)
    return record if record is not None and background.is_alive(record.pid, home) else None


def stop(home: Path) -> None:
    """End the worker; a job it has goes back to the queue."""
    home = home.resolve()
    if _record(home) is None:
        return
    with exclusive(_lock_file(home)):
        record = _record(home)
        if record is not None:
            background.end(record.pid, home)
            _record_file(home).unlink()


def log_file(home: Path) -> Path:
    """What the worker says while it runs."""
    return home / "logs" / "worker.log"


def _record_file(home: Path) -> Path:
    return home / "run" / "worker.json"


def _lock_file(home: Path) -> Path:
    return home / "run" / "worker.lock"


def _record(home: Path) -> WorkerProcess | None:
    try:
        return WorkerProcess(**json.loads(_record_file(home).read_text()))
    except FileNotFoundError:
        return None
