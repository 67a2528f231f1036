"""Every kind of job a worker does: one line each."""

from etl import pipeline
from etl.after_job import export_ordered, roll_back_ordered
from etl.backup_job import back_up
from etl.job_kinds import Kind, Kinds
from etl.load_job import load_ordered, plan_ordered
from etl.pipeline_job import run_pipeline
from gis.backup import daily
from gis.errors import SourceError, Unavailable

KINDS: Kinds = {
    "plan": Kind(plan_ordered),
    "load": Kind(load_ordered, locks_layer=True),
    "rollback": Kind(roll_back_ordered, locks_layer=True),
    "quarantine": Kind(export_ordered),
    # A file that is just being copied may be whole the next time.
    pipeline.KIND: Kind(run_pipeline, locks_layer=True, passing=(Unavailable, SourceError)),
    daily.KIND: Kind(back_up),
}
