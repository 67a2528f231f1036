"""Loads that editors order, and the record of loads."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from api.editors import NO_STORE, ReadingEditor, WritingEditor
from gis.jobs import NewJob
from gis.load_order import LoadOrder
from gis.uploads import main_file, upload_folder

router = APIRouter(tags=["loading"])

_PLAN_FIRST = 10
"""Priority of plans: somebody waits for the answer before the screen."""


class LoadRequest(LoadOrder):
    """``plan``: only say what would happen."""

    plan: bool


@router.post("/api/loads", status_code=202)
async def order(wanted: LoadRequest, editor: WritingEditor) -> Response:
    """Have a file planned or loaded by a worker; the job tells how it goes and, at its end, the report."""
    editor.require_loadable(wanted.layer)
    upload = await editor.uploads.find(wanted.upload, editor.name)
    main_file(upload_folder(editor.kent.home.path, upload.id))
    arguments = wanted.model_dump(mode="json", by_alias=True, exclude={"plan"})
    job = NewJob(
        "plan" if wanted.plan else "load",
        editor.name,
        arguments,
        layer=wanted.layer,
        priority=_PLAN_FIRST if wanted.plan else 0,
    )
    job_id = await editor.jobs.order(job)
    return JSONResponse({"job": str(job_id)}, 202, {"Location": f"/api/jobs/{job_id}", **NO_STORE})


@router.get("/api/loads")
async def recent(
    editor: ReadingEditor,
    layer: Annotated[str | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    before: Annotated[int | None, Query()] = None,
) -> Response:
    """The newest loads of the layers the caller may load; ``before`` a load's id goes further back."""
    if layer is not None:
        editor.require_loadable(layer)
    layers = [layer] if layer is not None else editor.loadable()
    found = await editor.load_records.recent(layers, limit, before)
    return _json({"loads": found, "layers": editor.loadable()})


@router.get("/api/loads/{load_id}")
async def read(load_id: int, editor: ReadingEditor) -> Response:
    """All that is recorded of a load: how the file was understood, counts, findings."""
    return _json(await editor.load_records.read(load_id, editor.loadable()))


def _json(document: dict[str, Any]) -> Response:
    return Response(orjson.dumps(document, default=str), 200, NO_STORE, "application/json")
