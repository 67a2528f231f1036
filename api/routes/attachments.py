"""Files kept with features."""

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.ogc.items import private
from api.principal import CurrentPrincipal
from api.state import kent_of
from gis.errors import NotFound
from gis.related import content_statement
from gis.text import Text

router = APIRouter(tags=["attachments"])

_PDF = "application/pdf"


@router.api_route("/api/attachments/{uid}", methods=["GET", "HEAD"])
async def attachment(request: Request, uid: str, principal: CurrentPrincipal) -> Response:
    """The content of a file that the caller may see."""
    kent = kent_of(request)
    wanted = _uuid(uid)
    known = request.headers.get("if-none-match", "").removeprefix("W/").strip('"')
    row = None
    if wanted is not None:
        statement = content_statement(principal.audience, wanted, _digest(known))
        row = await kent.reader(principal).row(statement)
    if row is None:
        raise NotFound(
            "unknown_attachment",
            Text(
                tr="Böyle bir ek yok ya da görmeye yetkiniz yok.",
                en="There is no such attachment, or you may not see it.",
            ),
        )
    media_type, file_name, sha256, content = row
    # Browsers show PDFs in a viewer of their own, which a sandbox would keep from starting.
    sandbox = "" if media_type == _PDF else "; sandbox"
    headers = {
        "ETag": f'"{bytes(sha256).hex()}"',
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(file_name, safe='')}",
        "Content-Security-Policy": f"default-src 'none'; style-src 'unsafe-inline'{sandbox}",
        **private(principal),
    }
    if content is None:
        return Response(None, 304, headers)
    return Response(bytes(content), 200, headers, media_type)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _digest(hexadecimal: str) -> bytes | None:
    try:
        return bytes.fromhex(hexadecimal)
    except ValueError:
        return None
