"""Files made at installation, sent as they are: packed when the client takes it, 304 when it has them."""

import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from gis.errors import NotFound
from gis.text import Text

_MEDIA_TYPES = {".pbf": "application/x-protobuf"}
"""Those that Python does not know."""


def file_response(request: Request, folder: Path, path: str, cache_control: str) -> Response:
    """One file of ``folder``, or its ``.br`` neighbour.

    Raises:
        NotFound: there is none, ``path`` leads out of ``folder``, or to a hidden file.
    """
    unknown = NotFound("not_found", Text(tr="Böyle bir dosya yok.", en="There is no such file."))
    if "\0" in path:  # no file system knows such a name
        raise unknown
    root = folder.resolve()
    file = (root / path).resolve()
    if not file.is_relative_to(root) or not file.is_file() or _hidden(file.relative_to(root)):
        raise unknown
    headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding"}
    media_type = (
        _MEDIA_TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    )
    packed = file.with_name(f"{file.name}.br")
    if packed.is_file() and "br" in request.headers.get("accept-encoding", ""):
        file, headers["Content-Encoding"] = packed, "br"
    response = FileResponse(file, headers=headers, media_type=media_type, stat_result=file.stat())
    if request.headers.get("if-none-match", "").removeprefix("W/") == response.headers["etag"]:
        return Response(None, 304, {**headers, "ETag": response.headers["etag"]})
    return response


def _hidden(path: Path) -> bool:
    """The build leaves its stamps as dot files."""
    return any(part.startswith(".") for part in path.parts)
