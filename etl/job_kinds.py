"""What a worker can do: each kind of job and its function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from etl.progress import LoadProgress
from gis.errors import KentError, Unavailable
from gis.jobs import Job
from gis.municipality import Home


@dataclass(frozen=True)
class Task:
    """A job, and what its function needs for it.

    Args:
        connection: of the database's owner, in autocommit mode; holds the layer's lock where the kind locks it.
        conninfo: of the same owner, for programs that connect themselves.
    """

    home: Home
    job: Job
    connection: psycopg.Connection
    conninfo: str
    progress: LoadProgress


@dataclass(frozen=True)
class Kind:
    """One kind of job.

    Args:
        run: does it and returns what the job's owner is told; a KentError ends the job with that error.
        locks_layer: it changes its layer, so it runs alone there.
        passing: errors that may be gone the next time.
    """

    run: Callable[[Task], Mapping[str, Any]]
    locks_layer: bool = False
    passing: tuple[type[KentError], ...] = (Unavailable,)


Kinds = Mapping[str, Kind]


def locking(kinds: Kinds) -> list[str]:
    """The kinds that change their layer."""
    return [name for name, kind in kinds.items() if kind.locks_layer]
