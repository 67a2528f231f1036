"""A collection's features as a file: the rows of one audience's view, in one of the formats of ``gis.export``."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.exports import Written
from api.ogc.formats import downloadable
from api.ogc.items_request import parse_items
from api.principal import Principal
from api.problems import language_of
from api.state import Kent
from gis.errors import Forbidden, InvalidRequest
from gis.export.formats import FileFormat
from gis.export.rows import file_rows
from gis.registry import LayerView
from gis.text import Text

_STALLED_S = 60.0
"""A client that takes nothing for so long is given up; its file is removed."""


async def download(
    request: Request,
    kent: Kent,
    principal: Principal,
    view: LayerView,
    parameters: Sequence[tuple[str, str]],
    file_format: FileFormat,
) -> "FileDownload":
    """Everything the request selects; a page of it where it names a ``limit``.

    Raises:
        Forbidden: the layer is not given away as a file.
        InvalidRequest: a parameter, or more features than a file may hold.
    """
    most = kent.settings.export_rows
    asked = parse_items(parameters, view, kent.territory, most)
    if not downloadable(view):
        raise _not_downloadable()
    if asked.hits:
        raise InvalidRequest(
            "bad_resulttype",
            Text(tr="Sayım bir dosya değildir; f=json kullanın.", en="A count is no file; use f=json."),
        )
    rows = asked.query.limit if any(name == "limit" for name, _ in parameters) else most
    if rows == most and await kent.reader(principal).exceeds(view, asked.query, most):
        raise _too_many(most)
    headers = {
        "Content-Disposition": f'attachment; filename="{view.id}.{file_format.extension}"',
        "Content-Crs": f"<{asked.query.crs.uri}>",
        "Cache-Control": f"{'private' if principal.signed_in else 'public'}, no-cache",
        "Vary": "Accept, Accept-Language, Authorization, Cookie",
    }
    if request.method == "HEAD":
        return FileDownload(headers, file_format, None)
    rows_of_file = file_rows(view, asked.query, rows, file_format, language_of(request))
    pool = kent.city.pools.audiences[principal.audience]
    return FileDownload(headers, file_format, partial(kent.exports.written, pool, rows_of_file, file_format))


class FileDownload(Response):
    """Sends a file while or after it is written; a client that leaves ends the writing.

    Args:
        source: writes the file; None to answer HEAD.
    """

    def __init__(
        self,
        headers: dict[str, str],
        file_format: FileFormat,
        source: Callable[[], AbstractAsyncContextManager[Written]] | None,
    ) -> None:
        super().__init__(None, 200, headers, file_format.media_type)
        del self.headers["content-length"]
        self._source = source

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        sending = asyncio.create_task(self._send(send))
        leaving = asyncio.create_task(_left(receive))
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            sending.cancel()
            leaving.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)

    async def _send(self, send: Send) -> None:
        start: Message = {"type": "http.response.start", "status": self.status_code}
        if self._source is None:
            await send({**start, "headers": self.raw_headers})
            await send({"type": "http.response.body", "body": b""})
            return
        async with self._source() as written:
            if (size := written.size) is not None:
                self.headers["Content-Length"] = str(size)
            await send({**start, "headers": self.raw_headers})
            async for chunk in written.chunks():
                message = {"type": "http.response.body", "body": chunk, "more_body": True}
                await asyncio.wait_for(send(message), _STALLED_S)
            await send({"type": "http.response.body", "body": b""})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _not_downloadable() -> Forbidden:
    return Forbidden(
        "not_downloadable",
        Text(
            tr="Bu katman dosya olarak indirilmeye açık değil.",
            en="This layer is not given away as a file.",
        ),
        Text(
            tr="Sayfa sayfa sorgulayın (f=json) ya da oturum açın.",
            en="Query it page by page (f=json), or sign in.",
        ),
    )


def _too_many(most: int) -> InvalidRequest:
    return InvalidRequest(
        "too_many_features",
        Text(
            tr=f"Bir dosyada en çok {most} kayıt olabilir; bu sorgu daha fazlasını seçiyor.",
            en=f"A file holds at most {most} features; this query selects more.",
        ),
        Text(
            tr="bbox ya da bir alan değeriyle daraltın, ya da limit verin.",
            en="Narrow it with bbox or a property's value, or give a limit.",
        ),
    )
