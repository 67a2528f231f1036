"""Who is asking: HTTP Basic or the portal's cookie selects the audience.

Without a credential the caller is the public. A credential that fails is 401 everywhere, never a quietly smaller answer.
"""

import asyncio
import base64
import binascii
import hashlib
import time
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import Depends
from starlette.requests import Request

from api.problems import Unauthorized
from gis.accounts import Account, Accounts, verify
from gis.reader import told_failures
from gis.text import Text

COOKIE = "kent_session"
_REMEMBERED_S = 30.0
_REMEMBERED = 2048


@dataclass(frozen=True)
class Principal:
    """The caller. ``name`` is None for the public; ``audience`` decides what it reads, ``roles`` what it may do."""

    audience: str
    name: str | None = None
    display_name: str | None = None
    roles: tuple[str, ...] = ()

    @property
    def signed_in(self) -> bool:
        return self.name is not None


PUBLIC = Principal("public")


@dataclass
class Authenticator:
    """Turns a request's credential into a principal.

    Verified credentials are remembered, by digest, for half a minute (argon2id takes 50 ms), and forgotten at once when
    an account or session changes in any worker.
    """

    accounts: Accounts
    _known: dict[bytes, tuple[float, Principal]] = field(default_factory=dict)
    _asked: dict[bytes, asyncio.Task[Principal]] = field(default_factory=dict)
    _hashing: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))

    def forget(self) -> None:
        """What is being verified now counts for who already waits for it, and for nobody else."""
        self._known.clear()
        self._asked.clear()

    def remembered(self, request: Request) -> Principal | None:
        """Who is asking, as far as that is known without asking the database."""
        key = _key(*_credential(request))
        if key is None:
            return PUBLIC
        found = self._known.get(key)
        return found[1] if found and found[0] > time.monotonic() else None

    async def principal(self, request: Request) -> Principal:
        """Raises: Unauthorized."""
        header, token = _credential(request)
        key = _key(header, token)
        found = self.remembered(request)
        if key is None or found is not None:
            return found or PUBLIC
        # A client opens several connections at once: their credential is verified once, whoever leaves meanwhile.
        if (asked := self._asked.get(key)) is None:
            asked = self._asked[key] = asyncio.create_task(self._verified(key, header, token))
            asked.add_done_callback(partial(self._answered, key))
        return await asyncio.shield(asked)

    def _answered(self, key: bytes, task: asyncio.Task[Principal]) -> None:
        if not task.cancelled():
            task.exception()  # where everybody has left, nobody else asks for it
        if self._asked.get(key) is task:
            del self._asked[key]

    async def _verified(self, key: bytes, header: str | None, token: str | None) -> Principal:
        """Raises: Unauthorized."""
        with told_failures():
            account = (
                await self._basic(header)
                if header is not None
                else await self.accounts.session_account(token or "")
            )
        if account is None:
            raise _refused(basic=header is not None)
        principal = Principal(account.audience, account.name, account.display_name, account.roles)
        if self._asked.get(key) is asyncio.current_task():  # nothing was forgotten meanwhile
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = (time.monotonic() + _REMEMBERED_S, principal)
        return principal

    async def check_password(self, name: str, password: str) -> Account:
        """Raises: Unauthorized."""
        with told_failures():
            found = await self.accounts.password_digest(name)
        digest = found[1] if found else None
        if (
            not await anyio.to_thread.run_sync(verify, digest, password, limiter=self._hashing)
            or found is None
        ):
            raise _refused(basic=True)
        return found[0]

    async def _basic(self, header: str) -> Account | None:
        scheme, _, encoded = header.partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            name, colon, password = (
                base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
            )
        except (binascii.Error, UnicodeDecodeError):
            return None
        return await self.check_password(name, password) if colon else None


def _credential(request: Request) -> tuple[str | None, str | None]:
    """Returns: the Authorization header and the portal's cookie."""
    return request.headers.get("authorization"), request.cookies.get(COOKIE)


def _key(header: str | None, token: str | None) -> bytes | None:
    """What a credential is remembered by; the header goes before the cookie."""
    credential = header if header is not None else token
    return (
        None if credential is None else hashlib.sha256(credential.encode("utf-8", "surrogateescape")).digest()
    )


def _refused(*, basic: bool) -> Unauthorized:
    if basic:
        return Unauthorized(
            "wrong_credentials",
            Text(tr="Kullanıcı adı ya da parola yanlış.", en="The user name or password is wrong."),
            Text(
                tr="Yeniden deneyin ya da yöneticinizden yeni parola isteyin.",
                en="Try again, or ask your administrator for a new password.",
            ),
        )
    return Unauthorized(
        "session_ended",
        Text(tr="Oturumunuz sona ermiş.", en="Your session has ended."),
        Text(tr="Yeniden oturum açın.", en="Sign in again."),
    )


async def current_principal(request: Request) -> Principal:
    """FastAPI dependency. Raises: Unauthorized."""
    authenticator: Authenticator = request.app.state.kent.authenticator
    return await authenticator.principal(request)


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]
