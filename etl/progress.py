"""How a load tells what it is doing; the command line shows it as a bar, tests and jobs do not."""

from typing import Protocol, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from gis.text import Language, Text


class LoadProgress(Protocol):
    def step(self, title: Text, total: int | None = None) -> None:
        """A new room of the pipeline begins; ``total`` is its amount of work, if that is known."""

    def advance(self, amount: int) -> None:
        """So much more of the step is done."""


class Silent:
    """Tells nobody."""

    def step(self, title: Text, total: int | None = None) -> None:
        pass

    def advance(self, amount: int) -> None:
        pass


class BarProgress:
    """A bar on the terminal (standard error), gone when the work is done."""

    def __init__(self, language: Language) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
        )
        console = Console(stderr=True)
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._language = language
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def step(self, title: Text, total: int | None = None) -> None:
        self._progress.reset(self._task, total=total, description=title[self._language])

    def advance(self, amount: int) -> None:
        self._progress.advance(self._task, amount)
