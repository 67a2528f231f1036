"""A query string whose bytes are no text is refused before anybody reads something else into it."""

from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import kent_problem
from gis.errors import InvalidRequest
from gis.text import Text


class QueryText:
    """Answers 400 where a query string is not UTF-8 (RFC 3986, section 2.5); frameworks put U+FFFD in its place."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _is_text(scope["query_string"]):
            await kent_problem(Request(scope), _not_text())(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _is_text(query: bytes) -> bool:
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return False
    return True


def _not_text() -> InvalidRequest:
    return InvalidRequest(
        "not_utf8",
        Text(
            tr="Adresteki sorgu UTF-8 olarak okunamıyor.",
            en="The query in the address cannot be read as UTF-8.",
        ),
        Text(
            tr="Harfleri UTF-8 baytlarının yüzde kodlarıyla yazın: ğ için %C4%9F.",
            en="Write letters as the percent codes of their UTF-8 bytes: %C4%9F for ğ.",
        ),
    )
