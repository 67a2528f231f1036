"""Dates written as text, decided for a whole column like numbers are. Pure."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

DateFormat = Literal["iso", "dmy", "mdy", "ymd", "excel_serial"]

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?")
_TRIPLE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d*)?")
_EPOCH = dt.date(1899, 12, 30)
"""Day 0 of Excel's serial dates, as they count since 1 March 1900."""


class AmbiguousDates(ValueError):
    """Nothing in a column tells whether day or month comes first.

    Args:
        example: such a value.
    """

    def __init__(self, example: str) -> None:
        super().__init__(example)
        self.example = example


def date_format(texts: Iterable[str]) -> DateFormat | None:
    """The order in a column of dates with day and month first; None when every value tells its own.

    Dotted dates are day first, as everywhere they are written.

    Raises:
        AmbiguousDates: slashes or hyphens, and no day above 12 anywhere.
    """
    triples = [m for text in texts if (m := _TRIPLE.fullmatch(text))]
    if not triples:
        return None
    day_first = any(int(m[1]) > 12 or m[2] == "." for m in triples)
    month_first = any(int(m[3]) > 12 for m in triples)
    if day_first == month_first:
        raise AmbiguousDates(triples[0][0])
    return "dmy" if day_first else "mdy"


def parse_date(text: str, format: DateFormat | None) -> dt.date | None:
    """One date; None when the text is none in that format."""
    try:
        if (match := _ISO.fullmatch(text)) and format in (None, "iso", "dmy", "mdy", "ymd"):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if (match := _TRIPLE.fullmatch(text)) and format in ("dmy", "mdy"):
            first, second, year = int(match[1]), int(match[3]), int(match[4])
            return dt.date(year, second, first) if format == "dmy" else dt.date(year, first, second)
        if (match := _COMPACT.fullmatch(text)) and format in (None, "ymd"):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if (match := _SERIAL.fullmatch(text)) and format == "excel_serial":
            return _EPOCH + dt.timedelta(days=int(match[1]))
    except ValueError:
        pass
    return None


def parse_moment(text: str, format: DateFormat | None) -> dt.datetime | None:
    """One date with its time of day, as local time if it names no offset."""
    day = parse_date(text, format)
    if day is None:
        return None
    clock = re.split(r"[T ]", text, maxsplit=1)
    try:
        time = dt.time.fromisoformat(clock[1].strip()) if len(clock) > 1 and clock[1].strip() else dt.time()
    except ValueError:
        return None
    return dt.datetime.combine(day, time)
