"""Work in the background, as whoever ordered it follows it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.editors import NO_STORE, Editor, ReadingEditor, WritingEditor
from gis.errors import KentError
from gis.job_desk import OwnJob

router = APIRouter(tags=["loading"])

_KEEP_ALIVE_S = 10.0
"""Longest silence of a stream; proxies end those that say nothing for a minute. The job is looked at as well."""
_BREATH_S = 0.2
"""Between two events, however fast a job goes on."""
_RECONNECT_MS = 2000


@router.get("/api/jobs/{job_id}")
async def read(job_id: UUID, editor: ReadingEditor) -> Response:
    """A job of the caller's own: state, progress, and how it ended."""
    job = await editor.jobs.read(job_id, editor.name)
    return Response(orjson.dumps(_described(job)), 200, NO_STORE, "application/json")


@router.delete("/api/jobs/{job_id}", status_code=202)
async def cancel(job_id: UUID, editor: WritingEditor) -> Response:
    """Cancel a job; a running one ends within seconds, and nothing of it is published."""
    await editor.jobs.cancel(job_id, editor.name)
    job = await editor.jobs.read(job_id, editor.name)
    return Response(orjson.dumps(_described(job)), 202, NO_STORE, "application/json")


@router.get("/api/jobs/{job_id}/events")
async def events(request: Request, job_id: UUID, editor: ReadingEditor) -> Response:
    """Server-sent events until the job ends: ``state`` when that has changed, else ``progress``; both hold the whole job.

    An event's id grows with every change, so a client that comes back with ``Last-Event-ID`` misses nothing and hears
    nothing twice. The result is not part of it: see the job.
    """
    job = await editor.jobs.read(job_id, editor.name)
    heard = _number(request.headers.get("last-event-id"))
    if job.ended and job.version <= heard:
        return Response(status_code=204, headers=NO_STORE)  # tells browsers not to come again
    headers = {**NO_STORE, "X-Accel-Buffering": "no"}
    return StreamingResponse(_told(editor, job_id, heard), 200, headers, "text/event-stream")


async def _told(editor: Editor, job_id: UUID, heard: int) -> AsyncIterator[bytes]:
    state = None
    yield f"retry: {_RECONNECT_MS}\n\n".encode()
    with editor.kent.job_watch.watching(job_id) as changed:
        while True:
            changed.clear()
            try:
                job = await editor.jobs.read(job_id, editor.name)
            except KentError:  # gone, or no database: a client that comes again is told which
                return
            if job.version > heard:
                name = "progress" if job.state == state else "state"
                yield _event(name, job)
                heard, state = job.version, job.state
            if job.ended:
                return
            await asyncio.sleep(_BREATH_S)
            try:
                await asyncio.wait_for(changed.wait(), _KEEP_ALIVE_S)
            except TimeoutError:
                yield b": still here\n\n"


def _event(name: str, job: OwnJob) -> bytes:
    data = _described(job)
    del data["result"]
    return f"id: {job.version}\nevent: {name}\ndata: ".encode() + orjson.dumps(data) + b"\n\n"


def _described(job: OwnJob) -> dict[str, Any]:
    return dict(vars(job))


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0
