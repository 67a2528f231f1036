"""Every kind of job a worker does: one line each."""

from etl.job_kinds import Kind, Kinds
from etl.load_job import load_ordered, plan_ordered

KINDS: Kinds = {
    "plan": Kind(plan_ordered),
    "load": Kind(load_ordered, locks_layer=True),
}
