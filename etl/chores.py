"""What a worker does now and then beside its jobs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from etl.after_job import remove_old_exports
from etl.pipeline import valid_pipelines
from etl.publish import complete_all_indexes
from gis.backup import daily
from gis.backup.daily import read_plan
from gis.jobs import NewJob, forget_old
from gis.layer_changes import forget_old_changes
from gis.municipality import Home
from gis.schedule import forget_others, queue_due
from gis.uploads import remove_expired
from gis.worker_settings import WorkerSettings


def do_chores(home: Home, connection: psycopg.Connection) -> None:
    """Queue what is due; remove what has expired; finish what a killed load has left undone."""
    complete_all_indexes(connection, home.registry)
    queue_recurring(home, connection, datetime.now(UTC))
    remove_expired(connection, home.path)
    before = datetime.now(UTC) - timedelta(days=WorkerSettings().job_days)
    forget_old(connection, before)
    remove_old_exports(home.path, before)
    forget_old_changes(connection)


def queue_recurring(home: Home, connection: psycopg.Connection, now: datetime) -> None:
    """Queue everything of the home that is due by ``now``."""
    recurring = dict(_recurring(home))
    for name, (schedule, job) in recurring.items():
        queue_due(connection, name, schedule, job, now)
    forget_others(connection, recurring.keys())


def _recurring(home: Home) -> Iterator[tuple[str, tuple[str, NewJob]]]:
    """By a name of its own: when, and the job."""
    for pipeline in valid_pipelines(home):
        if pipeline.schedule is not None:
            yield pipeline.actor, (pipeline.schedule, pipeline.job())
    backup = read_plan(home.path)
    if backup is not None:
        yield daily.KIND, (backup.schedule, NewJob(daily.KIND, "kent", {}))
