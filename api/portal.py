"""Serves the built map portal."""

import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from gis.errors import NotFound, Unavailable
from gis.text import Text

_FOREVER = "public, max-age=31536000, immutable"


def portal_routes(folder: Path) -> list[BaseRoute]:
    """``/`` and the portal's files. Hashed assets never change; pages are checked again before each use."""

    async def page(request: Request) -> Response:
        index = folder / "index.html"
        if not index.is_file():
            raise Unavailable(
                "portal_not_built",
                Text(tr="Harita portalı henüz derlenmemiş.", en="The map portal is not built yet."),
                Text(tr="'make up' komutu derler.", en="'make up' builds it."),
            )
        return FileResponse(index, headers={"Cache-Control": "no-cache"})

    async def asset(request: Request) -> Response:
        file = (folder / request.path_params["path"]).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file() or file.name == "index.html":
            raise NotFound("not_found", Text(tr="Böyle bir sayfa yok.", en="There is no such page."))
        cache = _FOREVER if "assets" in file.relative_to(folder.resolve()).parts else "no-cache"
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {"Cache-Control": cache, "Vary": "Accept-Encoding"}
        packed = file.with_name(file.name + ".br")
        if packed.is_file() and "br" in request.headers.get("accept-encoding", ""):
            return FileResponse(packed, media_type=media_type, headers={**headers, "Content-Encoding": "br"})
        return FileResponse(file, media_type=media_type, headers=headers)

    return [Route("/", page, methods=["GET", "HEAD"]), Route("/{path:path}", asset, methods=["GET", "HEAD"])]
