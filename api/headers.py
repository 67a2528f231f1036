"""Headers every answer carries; a pure ASGI layer, so that streaming and hot routes cost nothing."""

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.preferences import STRICT, asks_strict

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "img-src 'self' data: blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)

_HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)

_OPEN_TO_ALL_ORIGINS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Content-Crs, ETag, Link, Preference-Applied"),
)
"""OGC clients in other people's pages may read what the public may; browsers send no credentials along with ``*``."""

_OPEN_HEADERS = _HEADERS + _OPEN_TO_ALL_ORIGINS

_PUBLIC_PREFIXES = ("/ogc", "/tiles/", "/styles/", "/fonts/", "/sprites/", "/api/layers", "/api/search")


RawHeaders = Iterable[tuple[bytes, bytes]]


def common_headers(path: str, asked: RawHeaders) -> tuple[tuple[bytes, bytes], ...]:
    """What every answer to a path carries.

    Args:
        asked: the request's headers.
    """
    common = _OPEN_HEADERS if path.startswith(_PUBLIC_PREFIXES) else _HEADERS
    return (*common, STRICT) if path.startswith("/ogc") and asks_strict(asked) else common


class SecurityHeaders:
    """Adds the headers to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        extra = common_headers(scope["path"], scope["headers"])

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.get("headers", ())
                own = {
                    name.lower() for name, _ in given
                }  # a stricter policy of the answer's own holds instead
                message["headers"] = [*given, *(header for header in extra if header[0] not in own)]
            await send(message)

        await self.app(scope, receive, with_headers)
