"""What recurs: cron expressions in the municipality's time, each due time queued once however many workers there are."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
from cronsim import CronSim, CronSimError

from gis.jobs import NewJob, add
from gis.yaml_file import wrong

ISTANBUL = ZoneInfo("Europe/Istanbul")

_SEEN = "INSERT INTO ops.schedule (name, last_due) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_DUE = "UPDATE ops.schedule SET last_due = %(due)s WHERE name = %(name)s AND last_due < %(due)s"


def parsed_cron(expression: str) -> str:
    """A validator of definition files. Raises: PydanticCustomError."""
    try:
        CronSim(expression, datetime.now(ISTANBUL))
    except CronSimError:
        raise wrong(
            f"'{expression}' bir cron ifadesi değil; örnek: '30 2 * * *' her gece 02.30",
            f"'{expression}' is no cron expression; '30 2 * * *' is every night at 02:30",
        ) from None
    return expression


def next_due(expression: str, now: datetime) -> datetime | None:
    """The first due time after ``now``; None when there is none within fifty years."""
    return next(CronSim(expression, now.astimezone(ISTANBUL)), None)


def last_due(expression: str, now: datetime) -> datetime | None:
    """The latest due time up to and with ``now``."""
    just_after = now.astimezone(ISTANBUL).replace(microsecond=0) + timedelta(seconds=1)
    return next(CronSim(expression, just_after, reverse=True), None)


def queue_due(connection: psycopg.Connection, name: str, expression: str, job: NewJob, now: datetime) -> bool:
    """Queue a job if a due time has come since the last one that was seen; what was missed meanwhile counts once.

    What is seen for the first time has missed nothing.

    Args:
        connection: in autocommit mode.
    """
    due = last_due(expression, now)
    with connection.transaction():
        if connection.execute(_SEEN, [name, now]).rowcount or due is None:
            return False
        if not connection.execute(_DUE, {"name": name, "due": due}).rowcount:
            return False
        add(connection, job)
        return True


def forget_others(connection: psycopg.Connection, names: Collection[str]) -> None:
    """What recurs no more; should it come back, it has missed nothing."""
    connection.execute("DELETE FROM ops.schedule WHERE name <> ALL(%s)", [list(names)])
