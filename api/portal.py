"""Serves the built map portal."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from api.static_files import file_response
from gis.errors import Unavailable
from gis.text import Text

_FOREVER = "public, max-age=31536000, immutable"


def portal_routes(folder: Path) -> list[BaseRoute]:
    """``/`` and the portal's files. Hashed assets never change; pages are checked again before each use."""

    async def page(_request: Request) -> Response:
        index = folder / "index.html"
        if not index.is_file():
            raise Unavailable(
                "portal_not_built",
                Text(tr="Harita portalı henüz derlenmemiş.", en="The map portal is not built yet."),
                Text(tr="'make up' komutu derler.", en="'make up' builds it."),
            )
        return FileResponse(index, headers={"Cache-Control": "no-cache"})

    async def asset(request: Request) -> Response:
        path = request.path_params["path"]
        return file_response(request, folder, path, _FOREVER if path.startswith("assets/") else "no-cache")

    return [Route("/", page, methods=["GET", "HEAD"]), Route("/{path:path}", asset, methods=["GET", "HEAD"])]
