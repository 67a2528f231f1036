"""Jobs that editors order after a load: take it back, write its quarantine to a file."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from etl.job_kinds import Task
from etl.quarantine import export_quarantine
from etl.report import as_plain
from etl.rollback import Undone, roll_back
from gis.database.current import follow_home
from gis.load_order import ExportOrder, RollbackOrder, quarantine_file

_DONE = """
    SELECT id, layer, file, undoes, (counts->>'deleted')::bigint, (counts->>'changed')::bigint FROM ops.load
    WHERE job = %s AND undoes IS NOT NULL AND state = 'published'
"""


def roll_back_ordered(task: Task) -> Mapping[str, Any]:
    """Take a load back; what that did."""
    done = task.connection.execute(_DONE, [task.job.id]).fetchone()
    if done is not None:  # its worker ended after the rollback and before it could say so
        return dict(as_plain(Undone(*done)))
    order = RollbackOrder.model_validate(task.job.arguments)
    follow_home(task.conninfo, task.home)
    undone = roll_back(
        task.connection, task.home.registry, order.load, actor=task.job.owner, progress=task.progress
    )
    return dict(as_plain(undone))


def export_ordered(task: Task) -> Mapping[str, Any]:
    """Write a load's quarantine where the server finds it, anew; how many rows it has."""
    order = ExportOrder.model_validate(task.job.arguments)
    file = quarantine_file(task.home.path, task.job.id)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.unlink(missing_ok=True)
    rows = export_quarantine(task.connection, task.home, order.load, file, order.language)
    return {"load": order.load, "rows": rows, "bytes": file.stat().st_size}


def remove_old_exports(home: Path, before: datetime) -> None:
    """Exported quarantines may hold personal values and are not kept longer than the jobs that wrote them."""
    for file in quarantine_file(home, UUID(int=0)).parent.glob("*.gpkg"):
        if datetime.fromtimestamp(file.stat().st_mtime, UTC) < before:
            file.unlink(missing_ok=True)
