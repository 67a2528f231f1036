"""One run of a pipeline; a file that was loaded already, by the same definitions, is not loaded again."""

import hashlib
from collections.abc import Mapping
from typing import Any

from etl.job_kinds import Task
from etl.journal import file_sha256
from etl.load import load
from etl.load_job import published
from etl.mapping_file import find_mapping
from etl.pipeline import KIND, Pipeline, find_pipeline
from etl.source import SourceRequest
from gis.database.current import follow_home
from gis.municipality import Home

_SAME_AS_LAST = """
    SELECT last.result->>'load_id' FROM (
        SELECT result FROM ops.job WHERE kind = %(kind)s AND arguments->>'pipeline' = %(name)s AND state = 'done'
            AND NOT result ? 'skipped'
        ORDER BY created_at DESC LIMIT 1
    ) AS last
    WHERE last.result->>'inputs' = %(inputs)s AND (last.result->>'load_id')::bigint = (
        SELECT max(id) FROM ops.load WHERE layer = %(layer)s AND state = 'published'
    )
"""


def run_pipeline(task: Task) -> Mapping[str, Any]:
    """Load what the pipeline names now.

    Returns:
        The load report with ``inputs``, a digest of all that it came from; or ``skipped`` and the load that stands for it.
    """
    pipeline = find_pipeline(task.home, str(task.job.arguments["pipeline"]))
    request = pipeline.request(task.home)
    inputs = _digest(task.home, pipeline, request)
    if (done := published(task)) is not None:
        return {**done, "inputs": inputs}
    if inputs is not None:
        values = {"kind": KIND, "name": pipeline.name, "inputs": inputs, "layer": pipeline.definition.layer}
        same = task.connection.execute(_SAME_AS_LAST, values).fetchone()
        if same is not None:
            return {
                "skipped": "unchanged",
                "file": request.path.name,
                "load_id": int(same[0]),
                "inputs": inputs,
            }
    follow_home(task.conninfo, task.home)
    report = load(
        task.home,
        task.connection,
        pipeline.definition.layer,
        request,
        mode=pipeline.definition.mode,
        checks=pipeline.definition.checks,
        actor=pipeline.actor,
        progress=task.progress,
    )
    if report.state == "current":
        return {"skipped": "unchanged", "file": report.file, "load_id": report.load_id, "inputs": inputs}
    return {**report.as_json(), "inputs": inputs}


def _digest(home: Home, pipeline: Pipeline, request: SourceRequest) -> str | None:
    """Of the file, the pipeline, its mapping and the registry; None when the file cannot be read as one."""
    content = file_sha256(request.path)
    if content is None:
        return None
    mapping = find_mapping(home, home.registry.layer(pipeline.definition.layer), pipeline.definition.map)
    whole = hashlib.sha256(content)
    for part in (pipeline.definition.model_dump_json(), mapping.model_dump_json(), home.registry.digest):
        whole.update(part.encode() + b"\0")
    return whole.hexdigest()
