"""Loads that editors order, and the record of loads."""

import asyncio
import re
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from api.editors import NO_STORE, Editor, ReadingEditor, WritingEditor
from api.problems import language_of
from gis.derive.load_page import STYLE_DIGEST
from gis.jobs import NewJob
from gis.load_order import SHORT_NAME, ExportOrder, LoadOrder, RollbackOrder, quarantine_file
from gis.load_records import not_exported
from gis.load_report import record_page
from gis.mapping_names import mapping_files
from gis.uploads import main_file, upload_folder

router = APIRouter(tags=["loading"])

_POLICY = (
    f"default-src 'none'; style-src '{STYLE_DIGEST}'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
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
    return _accepted(await editor.jobs.order(job))


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


@router.get("/api/mappings/{layer_id}")
async def mappings(layer_id: str, editor: ReadingEditor) -> Response:
    """The names of the mappings there are for a layer the caller may load: saved ones, and those Kent brings."""
    editor.require_loadable(layer_id)
    found = await asyncio.to_thread(mapping_files, editor.kent.home, layer_id)
    return _json({"mappings": [name for name in found if re.fullmatch(SHORT_NAME, name)]})


@router.get("/api/loads/{load_id}")
async def read(load_id: int, editor: ReadingEditor) -> Response:
    """All that is recorded of a load: how the file was understood, counts, findings with places, changes."""
    record = await editor.load_records.record(editor.kent.home, load_id, editor.loadable())
    return _json(record.as_json())


@router.get("/api/loads/{load_id}/report")
async def report(request: Request, load_id: int, editor: ReadingEditor) -> Response:
    """The same as a page that needs no other file, with a map; it may be saved, printed and handed on."""
    home, language = editor.kent.home, language_of(request)
    record = await editor.load_records.record(home, load_id, editor.loadable())
    page = await asyncio.to_thread(record_page, home, record, language)
    headers = {"Content-Security-Policy": _POLICY, "Content-Language": language, **NO_STORE}
    return HTMLResponse(page, 200, headers)


@router.post("/api/loads/{load_id}/rollback", status_code=202)
async def take_back(load_id: int, editor: WritingEditor) -> Response:
    """Have a load taken back by a worker; the job tells what that did, or what stands against it."""
    return await _ordered(editor, load_id, "rollback", RollbackOrder(load=load_id))


@router.post("/api/loads/{load_id}/quarantine", status_code=202)
async def export(request: Request, load_id: int, editor: WritingEditor) -> Response:
    """Have the load's quarantined rows written to a GeoPackage, with reasons in the caller's language."""
    order = ExportOrder(load=load_id, language=language_of(request))
    return await _ordered(editor, load_id, "quarantine", order)


@router.get("/api/loads/{load_id}/quarantine")
async def exported(request: Request, load_id: int, editor: ReadingEditor) -> Response:
    """The GeoPackage that was written last in the caller's language; as ``kent quarantine`` writes it."""
    await editor.load_records.read(load_id, editor.loadable())
    job = await editor.load_records.exported(load_id, language_of(request))
    file = quarantine_file(editor.kent.home.path, job)
    if not file.is_file():
        raise not_exported()
    name = f"quarantine-{load_id}.gpkg"
    return FileResponse(file, headers=NO_STORE, media_type="application/geopackage+sqlite3", filename=name)


async def _ordered(editor: Editor, load_id: int, kind: str, wanted: BaseModel) -> Response:
    load = await editor.load_records.read(load_id, editor.loadable())
    job = NewJob(kind, editor.name, wanted.model_dump(mode="json"), layer=load["layer"])
    return _accepted(await editor.jobs.order(job))


def _accepted(job_id: UUID) -> Response:
    return JSONResponse({"job": str(job_id)}, 202, {"Location": f"/api/jobs/{job_id}", **NO_STORE})


def _json(document: dict[str, Any]) -> Response:
    return Response(orjson.dumps(document, default=str), 200, NO_STORE, "application/json")
