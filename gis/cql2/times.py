"""Temporal functions (OGC 21-065r2, 7.9): Allen's relations between instants and intervals. Pure.

A date is its whole day in UTC where timestamps are beside it. An instant is an interval of no length. An interval's
bound that has no value is open.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from psycopg.sql import SQL, Composable

from gis.cql2.operand import Bind, Operand, expected, literal_operand
from gis.cql2.refusals import malformed
from gis.text import Text

FUNCTIONS = {
    "t_after": SQL("{a0} > {b1}"),
    "t_before": SQL("{a1} < {b0}"),
    "t_disjoint": SQL("({a0} > {b1} OR {a1} < {b0})"),
    "t_equals": SQL("({a0} = {b0} AND {a1} = {b1})"),
    "t_intersects": SQL("({a0} <= {b1} AND {a1} >= {b0})"),
    "t_contains": SQL("({a0} < {b0} AND {a1} > {b1})"),
    "t_during": SQL("({a0} > {b0} AND {a1} < {b1})"),
    "t_finishedby": SQL("({a0} < {b0} AND {a1} = {b1})"),
    "t_finishes": SQL("({a0} > {b0} AND {a1} = {b1})"),
    "t_meets": SQL("{a1} = {b0}"),
    "t_metby": SQL("{a0} = {b1}"),
    "t_overlappedby": SQL("({a0} > {b0} AND {a0} < {b1} AND {a1} > {b1})"),
    "t_overlaps": SQL("({a0} < {b0} AND {a1} > {b0} AND {a1} < {b1})"),
    "t_startedby": SQL("({a0} = {b0} AND {a1} > {b1})"),
    "t_starts": SQL("({a0} = {b0} AND {a1} < {b1})"),
}


@dataclass(frozen=True)
class Span:
    """An instant (both bounds the same) or interval; a bound is None where it is open."""

    start: Operand | None
    end: Operand | None
    interval: bool

    def __post_init__(self) -> None:
        """Raises: InvalidRequest: a bound that is no time, or an end before the start."""
        for bound in (self.start, self.end):
            if bound is not None and bound.kind not in ("date", "timestamp"):
                raise expected("date", bound.name)
        first, last = (None if b is None else b.literal for b in (self.start, self.end))
        if first is not None and last is not None and _moment(first, last=False) > _moment(last, last=True):
            raise malformed(
                Text(tr="INTERVAL'in sonu başından önce.", en="an INTERVAL ends before it starts.")
            )

    @property
    def timed(self) -> bool:
        """Whether it has a bound that is a timestamp."""
        return any(bound is not None and bound.kind == "timestamp" for bound in (self.start, self.end))


def related(function: str, one: Span, other: Span, bind: Bind) -> Composable:
    """Whether ``one`` is in that relation to ``other``."""
    timed = one.timed or other.timed
    return FUNCTIONS[function].format(
        a0=_bound(one, timed, bind, last=False),
        a1=_bound(one, timed, bind, last=True),
        b0=_bound(other, timed, bind, last=False),
        b1=_bound(other, timed, bind, last=True),
    )


def _bound(span: Span, timed: bool, bind: Bind, *, last: bool) -> Composable:
    bound = span.end if last else span.start
    kind = SQL("timestamptz") if timed else SQL("date")
    open_end = SQL("{}::{}").format(SQL("'infinity'") if last else SQL("'-infinity'"), kind)
    if bound is None:
        return open_end
    sql = bound.sql
    if timed and bound.kind == "date":
        if bound.literal is not None:
            return literal_operand(_moment(bound.literal, last=last), bind).sql
        day = SQL("({} + 1)::timestamp - interval '1 microsecond'") if last else SQL("{}::timestamp")
        sql = SQL("({}) AT TIME ZONE 'UTC'").format(day.format(sql))
    return SQL("coalesce({}, {})").format(sql, open_end) if span.interval and bound.literal is None else sql


def _moment(value: date, *, last: bool) -> datetime:
    if isinstance(value, datetime):
        return value
    midnight = datetime.combine(value, time(), UTC)
    return midnight.replace(hour=23, minute=59, second=59, microsecond=999_999) if last else midnight
