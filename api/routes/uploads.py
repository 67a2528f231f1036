"""Files that editors send, to be loaded from."""

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from api.editors import NO_STORE, Editor, ReadingEditor, WritingEditor
from api.problems import TooLarge
from gis.errors import Conflict, InvalidRequest, Unavailable
from gis.text import Text
from gis.upload_settings import UploadSettings
from gis.uploads import MOST_FILES, Upload, files_of, safe_name, unfinished, unknown_upload, upload_folder

router = APIRouter(tags=["loading"])

_AT_ONCE = 1 << 20
"""Bytes gathered before a thread writes them."""


@router.post("/api/uploads", status_code=201)
async def create(
    request: Request, editor: WritingEditor, name: Annotated[str | None, Query()] = None
) -> Response:
    """Begin an upload; with ``name`` the body is its first file, as it is (no form)."""
    settings = UploadSettings()
    wanted = None if name is None else safe_name(name)
    _refuse_announced(request, settings.most_bytes)
    upload = await editor.uploads.create(editor.name, timedelta(hours=settings.upload_hours))
    folder = upload_folder(editor.kent.home.path, upload.id)
    folder.parent.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700)
    if wanted is not None:
        await _receive(request, folder / wanted, settings.most_bytes)
    return JSONResponse(
        _described(upload, folder), 201, {"Location": f"/api/uploads/{upload.id}", **NO_STORE}
    )


@router.put("/api/uploads/{upload_id}/{name}")
async def add(request: Request, upload_id: UUID, name: str, editor: WritingEditor) -> Response:
    """Add a file to an upload, such as a part of a shapefile, or send one again."""
    upload, folder = await _own(editor, upload_id)
    file = folder / safe_name(name)
    others = [f for f in files_of(folder) if f != file]
    if len(others) >= MOST_FILES:
        raise Conflict(
            "too_many_files",
            Text(
                tr=f"Bir yüklemede en çok {MOST_FILES} dosya olur.",
                en=f"An upload holds {MOST_FILES} files at most.",
            ),
            Text(tr="Dosyaları bir ZIP arşivinde gönderin.", en="Send them in a ZIP archive."),
        )
    most_bytes = UploadSettings().most_bytes
    file.unlink(missing_ok=True)  # makes room for what takes its place
    _refuse_announced(request, most_bytes - _size(folder))
    await _receive(request, file, most_bytes)
    return JSONResponse(_described(upload, folder), headers=NO_STORE)


@router.get("/api/uploads/{upload_id}")
async def read(upload_id: UUID, editor: ReadingEditor) -> Response:
    """What an upload of the caller's own holds."""
    return JSONResponse(_described(*await _own(editor, upload_id)), headers=NO_STORE)


@router.delete("/api/uploads/{upload_id}", status_code=204)
async def remove(upload_id: UUID, editor: WritingEditor) -> Response:
    """Forget an upload; its files are removed."""
    upload, folder = await _own(editor, upload_id)
    await editor.uploads.forget(upload)
    for file in folder.glob("*"):
        file.unlink(missing_ok=True)
    with suppress(OSError):  # a file that is just arriving; the worker removes the folder then
        folder.rmdir()
    return Response(status_code=204, headers=NO_STORE)


async def _own(editor: Editor, upload_id: UUID) -> tuple[Upload, Path]:
    upload = await editor.uploads.find(upload_id, editor.name)
    folder = upload_folder(editor.kent.home.path, upload.id)
    if not folder.is_dir():
        raise unknown_upload()
    return upload, folder


def _described(upload: Upload, folder: Path) -> dict[str, Any]:
    files = [{"name": f.name, "bytes": f.stat().st_size} for f in files_of(folder)]
    return {"upload": str(upload.id), "files": files, "expires_at": upload.expires_at.isoformat()}


async def _receive(request: Request, file: Path, most_bytes: int) -> None:
    """Write the body to a file, which is there as a whole or not at all.

    Args:
        most_bytes: that the folder may hold, with what others are writing into it.

    Raises:
        TooLarge, InvalidRequest, Unavailable.
    """
    growing = unfinished(file)
    try:
        with os.fdopen(os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            async for block in _gathered(request):
                await asyncio.to_thread(stream.write, block)
                stream.flush()
                if _size(file.parent) > most_bytes:
                    raise _too_large(most_bytes)
        if growing.stat().st_size == 0:
            raise InvalidRequest(
                "empty_file",
                Text(tr="Dosya boş geldi.", en="The file arrived empty."),
                Text(
                    tr="Dosyayı istek gövdesinde olduğu gibi gönderin.",
                    en="Send the file itself as the request's body.",
                ),
            )
        growing.replace(file)
    except ClientDisconnect:
        raise InvalidRequest(
            "upload_broken", Text(tr="Gönderim yarıda kesildi.", en="The upload was broken off.")
        ) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Unavailable(
            "disk_full",
            Text(tr="Sunucunun diskinde yer kalmadı.", en="The server's disk has no room left."),
            Text(tr="Yöneticinize bildirin.", en="Tell your administrator."),
        ) from error
    finally:
        growing.unlink(missing_ok=True)


async def _gathered(request: Request) -> AsyncIterator[bytes]:
    """The body in pieces that are worth a thread's while."""
    gathered = bytearray()
    async for block in request.stream():
        gathered += block
        if len(gathered) >= _AT_ONCE:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def _size(folder: Path) -> int:
    """Bytes of all its files, those that are still arriving too."""
    size = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # has just arrived, or was given up
                size += entry.stat().st_size
    return size


def _refuse_announced(request: Request, most_bytes: int) -> None:
    """What says beforehand that it is too large is not received at all."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most_bytes:
        raise _too_large(most_bytes)


def _too_large(most_bytes: int) -> TooLarge:
    size = f"{most_bytes / 2**20:.0f} MiB"
    return TooLarge(
        "upload_too_large",
        Text(
            tr=f"Yükleme çok büyük; kalan yer {size}.",
            en=f"The upload is too large; there is room for {size}.",
        ),
        Text(
            tr="Dosyayı sıkıştırın ya da yöneticinizden KENT_UPLOAD_MIB değerini yükseltmesini isteyin.",
            en="Compress the file, or ask your administrator to raise KENT_UPLOAD_MIB.",
        ),
    )
