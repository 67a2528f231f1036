"""What a worker does now and then beside its jobs."""

from datetime import UTC, datetime, timedelta

import psycopg

from gis.jobs import forget_old
from gis.municipality import Home
from gis.uploads import remove_expired
from gis.worker_settings import WorkerSettings


def do_chores(home: Home, connection: psycopg.Connection) -> None:
    """Remove what has expired."""
    remove_expired(connection, home.path)
    forget_old(connection, datetime.now(UTC) - timedelta(days=WorkerSettings().job_days))
