"""Writes that another site's page could cause in a signed-in user's browser are refused."""

from urllib.parse import urlsplit

from starlette.requests import Request

from gis.errors import Forbidden
from gis.text import Text


def refuse_foreign_origin(request: Request) -> None:
    """Another site's page must not sign anyone in or out.

    Raises:
        Forbidden: the browser names another site.
    """
    origin = request.headers.get("origin")
    if origin is not None and not _is_ours(origin, request):
        raise Forbidden(
            "foreign_origin",
            Text(tr="İstek başka bir siteden geliyor.", en="The request comes from another site."),
        )


def require_own_origin(request: Request) -> None:
    """As ``refuse_foreign_origin``; a request that a cookie alone signs in must name our own site as well.

    Browsers name it with every write. Programs sign in by HTTP Basic, which no page can add without the password.

    Raises:
        Forbidden: the origin is another, or a cookie came without any.
    """
    refuse_foreign_origin(request)
    by_cookie = "cookie" in request.headers and "authorization" not in request.headers
    if by_cookie and "origin" not in request.headers:
        raise Forbidden(
            "origin_missing",
            Text(
                tr="Oturum çereziyle yapılan yazma isteğinde Origin başlığı yok.",
                en="The request writes with a session cookie and has no Origin header.",
            ),
            Text(
                tr="Programlar HTTP Basic ile oturum açar; tarayıcılar başlığı kendileri gönderir.",
                en="Programs sign in by HTTP Basic; browsers send the header themselves.",
            ),
        )


def _is_ours(origin: str, request: Request) -> bool:
    return urlsplit(origin).netloc == request.headers.get("host")
