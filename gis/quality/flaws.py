"""What a check says: which rows have which fault, and where. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gis.model import Severity
from gis.text import Text

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Finding:
    """One fault of one row.

    Args:
        place: where to look, x and y in the storage CRS.
    """

    code: str
    layer: str
    row: int
    field: str | None
    severity: Severity
    message: Text
    place: tuple[float, float] | None = None


@dataclass(frozen=True, eq=False)
class Flaw:
    """One kind of fault and the rows that have it.

    Args:
        rows: positions in the checked arrays, from 0; one with several faults of the kind is there several times.
        message: ``{}`` in it stands for the row's own detail, ``{0}``, ``{1}`` for several.
        details: one a row, when the message has a place for it; never a personal value.
        places: n×2, x and y in the storage CRS, where to look for each row's fault.
    """

    code: str
    rows: Array
    message: Text
    field: str | None = None
    severity: Severity = "error"
    details: Sequence[str] | Sequence[tuple[str, ...]] | None = None
    places: Array | None = None

    def told(self, at: int) -> Text:
        """The message for the ``at``-th of the rows."""
        if self.details is None:
            return self.message
        given = self.details[at]
        details = (given,) if isinstance(given, str) else given
        return Text(tr=_filled(self.message.tr, details), en=_filled(self.message.en, details))

    def moved(self, by: int) -> "Flaw":
        """The same flaw of the same rows, which stand ``by`` positions further on."""
        return replace(self, rows=self.rows + by)

    def among(self, positions: Array) -> "Flaw":
        """The same flaw of rows that were chosen for a check: those at the positions."""
        return replace(self, rows=positions[self.rows])

    def only(self, chosen: Array) -> "Flaw":
        """The flaw of those of its rows that are chosen.

        Args:
            chosen: a truth for every checked row.
        """
        kept = chosen[self.rows]
        if kept.all():
            return self
        details: Any = self.details and [d for d, k in zip(self.details, kept, strict=True) if k]
        places = None if self.places is None else self.places[kept]
        return replace(self, rows=self.rows[kept], details=details, places=places)

    def place(self, at: int) -> tuple[float, float] | None:
        """Where the ``at``-th of the rows has it."""
        return None if self.places is None else (float(self.places[at, 0]), float(self.places[at, 1]))

    def findings(self, layer: str, row_numbers: Array | None = None) -> Iterator[Finding]:
        """Row by row; ``row_numbers`` are the rows' own numbers, their positions from 1 if there are none."""
        for at, row in enumerate(self.rows):
            number = int(row) + 1 if row_numbers is None else int(row_numbers[row])
            yield Finding(self.code, layer, number, self.field, self.severity, self.told(at), self.place(at))


@dataclass(frozen=True)
class Fault:
    """A kind of fault as the documentation lists it: what a check can find.

    Args:
        severity: unless the layer weighs it otherwise.
        message: with ``{}`` or ``{0}``, ``{1}`` for each row's details, and ``{word}`` for what is the same in all rows.
    """

    code: str
    severity: Severity
    message: Text

    def flaw(
        self,
        rows: Array,
        details: Sequence[str] | Sequence[tuple[str, ...]] | None = None,
        places: Array | None = None,
        *,
        words: Mapping[str, Text] | None = None,
        field: str | None = None,
        severity: Severity | None = None,
    ) -> tuple[Flaw, ...]:
        """The fault in these rows; nothing when there are none."""
        if not len(rows):
            return ()
        tr, en = self.message.tr, self.message.en
        for word, text in (words or {}).items():
            tr, en = tr.replace(f"{{{word}}}", text.tr), en.replace(f"{{{word}}}", text.en)
        return (Flaw(self.code, rows, Text(tr=tr, en=en), field, severity or self.severity, details, places),)


def faulty(flaws: Iterable[Flaw], size: int) -> Array:
    """Which of ``size`` rows have a flaw that keeps them from being published."""
    bad = np.zeros(size, dtype=bool)
    for flaw in flaws:
        if flaw.severity == "error":
            bad[flaw.rows] = True
    return bad


def gathered(flaws: Iterable[Flaw]) -> tuple[Flaw, ...]:
    """Flaws of one kind put together, their rows ascending."""
    kinds: dict[tuple[str, str, str | None], list[Flaw]] = {}
    for flaw in flaws:
        kinds.setdefault((flaw.code, flaw.message.en, flaw.field), []).append(flaw)
    return tuple(_put_together(of_kind) for of_kind in kinds.values())


def _put_together(flaws: list[Flaw]) -> Flaw:
    first = flaws[0]
    rows = np.concatenate([flaw.rows for flaw in flaws])
    order = np.argsort(rows, kind="stable")
    details = [detail for flaw in flaws for detail in flaw.details or ()]
    places = np.concatenate([flaw.places for flaw in flaws if flaw.places is not None])
    return Flaw(
        first.code,
        rows[order],
        first.message,
        first.field,
        first.severity,
        [details[at] for at in order] if details else None,
        places[order],
    )


def _filled(message: str, details: tuple[str, ...]) -> str:
    return re.sub(r"\{(\d?)\}", lambda slot: details[int(slot[1] or 0)], message)
