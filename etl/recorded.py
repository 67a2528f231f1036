"""A load that is over, told again from its record."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from etl.report import ChangeExample, Counts, FindingSummary, LoadPlan, LoadReport, PlanQuestion
from gis.text import Text

_PLAN = TypeAdapter(LoadPlan)
_COUNTS = TypeAdapter(Counts)
_FINDINGS = TypeAdapter(tuple[FindingSummary, ...])
_CHANGES = TypeAdapter(tuple[ChangeExample, ...])


def recorded(load: Mapping[str, Any]) -> LoadReport:
    """The report of a load as ``ops.load`` has it (``gis.load_report.LoadRecord.load``)."""
    plan, error = load["plan"], load["error"]
    seconds = (
        0.0 if load["finished_at"] is None else (load["finished_at"] - load["started_at"]).total_seconds()
    )
    return LoadReport(
        load["layer"],
        load["file"],
        load["mode"],
        load["state"],
        LoadPlan("–", "–") if plan is None else _PLAN.validate_python(plan),
        _COUNTS.validate_python(load["counts"] or {"rows": 0}),
        _FINDINGS.validate_python(load["findings"] or ()),
        round(seconds, 3),
        load["id"],
        _CHANGES.validate_python(load["changes"] or ()),
        None
        if error is None
        else PlanQuestion(error["code"], Text.model_validate(error["message"]), hint=None),
    )
