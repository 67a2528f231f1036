"""SIGTERM and SIGINT interrupt the work, never the bookkeeping about it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Interruption:
    """Between ``interruptible`` sections signals are only noted.

    Attributes:
        stopping: the process has been asked to end.
    """

    def __init__(self) -> None:
        self.stopping = False
        self._open = False
        self._main = threading.main_thread().ident

    @contextmanager
    def handled(self) -> Iterator[None]:
        """Handle the signals; in the main thread only."""
        former = {number: signal.signal(number, self._on_signal) for number in (*_SIGNALS, signal.SIGUSR1)}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Within, a signal raises KeyboardInterrupt, which psycopg answers by cancelling what the database is doing."""
        self._open = True
        try:
            if self.stopping:
                raise KeyboardInterrupt
            yield
        finally:
            self._open = False

    def interrupt(self) -> None:
        """From another thread: end the section the main thread is in, but not the process."""
        assert self._main is not None
        signal.pthread_kill(self._main, signal.SIGUSR1)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.stopping = self.stopping or number in _SIGNALS
        if self._open:
            self._open = False  # once: what cleans up afterwards is not interrupted again
            raise KeyboardInterrupt
