"""Running test code in processes of its own: as another user, or to be killed half way."""

import os
import pickle
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

NOBODY = 65534


def eventually(condition: Callable[[], bool], within: float = 30.0) -> None:
    """Return as soon as the condition holds; fail after `within` seconds."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "the condition never came true"
        os.sched_yield()


@dataclass(frozen=True)
class Child:
    """A forked process that runs one function."""

    pid: int

    @classmethod
    def of(cls, work: Callable[[], object]) -> "Child":
        if pid := os.fork():
            return cls(pid)
        try:
            work()
        finally:
            os._exit(0)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def as_ordinary_user[T](work: Callable[[], T]) -> T:
    """Call `work` as a user without rights: in a forked process when we are root.

    The interpreter may lie where that user cannot read, so `work` needs everything imported already.
    """
    if os.geteuid() != 0:
        return work()
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        with os.fdopen(reading, "rb") as answers:
            answer = answers.read()
        os.waitpid(pid, 0)
        result = pickle.loads(answer)
        if isinstance(result, BaseException):
            raise result
        return result  # type: ignore[no-any-return]
    try:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        result = work()
    except BaseException as error:
        result = RuntimeError(f"{type(error).__name__}: {error}")
    with os.fdopen(writing, "wb") as answers:
        answers.write(pickle.dumps(result))
    os._exit(0)
