"""The portal's sign-in."""

from ipaddress import ip_address

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from api.origin import refuse_foreign_origin
from api.principal import COOKIE, CurrentPrincipal, Principal
from api.problems import Unauthorized
from api.state import Kent, kent_of
from gis.errors import Forbidden
from gis.reader import told_failures
from gis.text import Text

router = APIRouter(tags=["session"])


class Credentials(BaseModel):
    model_config = ConfigDict(extra="forbid")

    user: str = Field(max_length=64)
    password: str = Field(max_length=1024)


def describe(kent: Kent, principal: Principal) -> dict[str, object]:
    """The caller as the portal shows it."""
    audience = kent.registry.audiences[principal.audience]
    return {
        "signed_in": principal.signed_in,
        "name": principal.display_name,
        "roles": list(principal.roles),
        "audience": principal.audience,
        "audience_title": audience.title.model_dump(),
    }


@router.get("/api/session")
async def read(request: Request, principal: CurrentPrincipal) -> JSONResponse:
    """Who is signed in."""
    return JSONResponse(describe(kent_of(request), principal), headers={"Cache-Control": "no-store"})


@router.post("/api/session", status_code=204)
async def sign_in(request: Request, credentials: Credentials) -> Response:
    """Check a password and set the session cookie."""
    refuse_foreign_origin(request)
    kent = kent_of(request)
    account = await kent.authenticator.check_password(credentials.user, credentials.password)
    return await _with_session(kent, account.name, Response(status_code=204))


@router.delete("/api/session", status_code=204)
async def sign_out(request: Request) -> Response:
    """End the session, in every worker at once."""
    refuse_foreign_origin(request)
    kent = kent_of(request)
    if token := request.cookies.get(COOKIE):
        with told_failures():
            await kent.authenticator.accounts.close_session(token)
        kent.authenticator.forget()
    response = Response(status_code=204, headers={"Cache-Control": "no-store"})
    response.delete_cookie(COOKIE, path="/")
    return response


@router.get("/sign-in/{token}", include_in_schema=False)
async def redeem(request: Request, token: str) -> Response:
    """Use a one-time link; from this machine only."""
    if not _from_this_machine(request):
        raise Forbidden(
            "loopback_only",
            Text(
                tr="Bu bağlantı yalnızca Kent'in çalıştığı bilgisayarda kullanılabilir.",
                en="This link works only on the machine Kent runs on.",
            ),
        )
    kent = kent_of(request)
    with told_failures():
        account = await kent.authenticator.accounts.redeem_link(token)
    if account is None:
        raise Unauthorized(
            "link_used",
            Text(
                tr="Bu giriş bağlantısı kullanılmış ya da süresi dolmuş.",
                en="This sign-in link has been used or has expired.",
            ),
            Text(tr="'make up' yeni bir bağlantı yazar.", en="'make up' prints a fresh one."),
        )
    return await _with_session(kent, account, RedirectResponse("/", status_code=303))


async def _with_session(kent: Kent, account: str, response: Response) -> Response:
    with told_failures():
        token = await kent.authenticator.accounts.open_session(account)
    response.set_cookie(
        COOKIE, token, max_age=int(kent.settings.session_hours * 3600), path="/", httponly=True, samesite="strict",
        secure=kent.settings.base_url.startswith("https:"),
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response


def _from_this_machine(request: Request) -> bool:
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:  # no IP connection
        return False
