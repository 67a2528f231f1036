"""The daily backup as a worker does it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from etl.job_kinds import Task
from gis.backup.daily import BackupPlan, back_up_daily, read_plan


def back_up(task: Task) -> Mapping[str, Any]:
    """Back the city up, try the backup out, and remove what need not be kept any longer; a report."""
    plan = read_plan(task.home.path) or BackupPlan()
    return back_up_daily(task.home.path, task.conninfo, plan.keep, datetime.now(UTC), task.progress.step)
