"""Loads in processes of their own, to be killed at an exact moment."""

import os
from collections.abc import Callable
from functools import partial
from typing import Any

import psycopg

from gis.text import Text
from tests.processes import Child


class Telling:
    """Writes a byte for every event of a load, and waits for one before it goes on: to be killed exactly there."""

    def __init__(self, events: int, go_on: int) -> None:
        self.events, self.go_on = events, go_on

    def step(self, title: Text, total: int | None = None) -> None:
        self.reached()

    def advance(self, amount: int) -> None:
        self.reached()

    def reached(self) -> None:
        os.write(self.events, b".")
        os.read(self.go_on, 1)


class ToldStatements(psycopg.Connection[Any]):
    """Tells of every statement before it is sent, and after it was answered."""

    telling: Telling

    def execute(self, *args: Any, **kwargs: Any) -> psycopg.Cursor[Any]:
        self.telling.reached()
        found = super().execute(*args, **kwargs)
        self.telling.reached()
        return found


def until(work: Callable[[Telling], None], moment: int) -> Child:
    """Start work in another process and let it come to its n-th event, or to its end."""
    events, told = os.pipe()
    waiting, let = os.pipe()
    child = Child.of(partial(_run, work, told, waiting, (events, let)))
    os.close(told)
    os.close(waiting)
    try:
        for event in range(moment):
            if not os.read(events, 1):
                break
            if event < moment - 1:
                os.write(let, b".")
    finally:
        _open_pipes.extend((events, let))
    return child


_open_pipes: list[int] = []


def _run(work: Callable[[Telling], None], told: int, waiting: int, others: tuple[int, int]) -> None:
    for other in others:
        os.close(other)
    work(Telling(told, waiting))


def close_pipes() -> None:
    """To the processes that were killed since the last time."""
    while _open_pipes:
        os.close(_open_pipes.pop())


def gone(connection: psycopg.Connection) -> None:
    """The killed loader's server process has ended too: it holds no lock of a load any more."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    connection.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    assert connection.execute(others).fetchone() == (0,)
