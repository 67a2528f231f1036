"""Local accounts, sessions and one-time sign-in links. Secrets are stored as digests only."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gis.database.pools import Pool
from gis.errors import Conflict, InvalidRequest, NotFound
from gis.loading_rights import known_roles
from gis.registry import Registry
from gis.text import Text

MIN_PASSWORD = 10
"""Characters; NIST SP 800-63B asks for 8, a public service can ask for a little more."""

CHANGED = "accounts"
"""Payload of NOTIFY kent when an account or session changed: workers forget what they remember of credentials."""


@dataclass(frozen=True)
class Account:
    """``audience`` decides what it reads, ``roles`` what it may do besides (`gis.loading_rights`)."""

    name: str
    audience: str
    display_name: str
    roles: tuple[str, ...] = ()


def set_account(
    connection: psycopg.Connection, registry: Registry, account: Account, password: str | None
) -> None:
    """Create or replace an account; its sessions end. Without a password it signs in by one-time link only.

    Raises:
        InvalidRequest: the name or password is no use, or the audience or a role is unknown.
    """
    if (
        not account.name
        or ":" in account.name
        or account.name != account.name.strip()
        or len(account.name) > 64
    ):
        raise InvalidRequest(
            "bad_account_name",
            Text(
                tr="Kullanıcı adı boş olamaz, ':' içeremez ve en çok 64 karakterdir.",
                en="A user name is not empty, has no ':' and at most 64 characters.",
            ),
        )
    if account.audience not in registry.audiences:
        known = ", ".join(registry.audiences)
        raise InvalidRequest(
            "unknown_audience",
            Text(
                tr=f"'{account.audience}' adlı bir hedef kitle yok.",
                en=f"There is no audience '{account.audience}'.",
            ),
            Text(tr=f"Şunlardan biri: {known}", en=f"One of: {known}"),
        )
    if unknown := sorted({*account.roles} - known_roles(registry)):
        listed, known = ", ".join(unknown), ", ".join(sorted(known_roles(registry)))
        raise InvalidRequest(
            "unknown_role",
            Text(tr=f"Böyle bir rol yok: {listed}.", en=f"There is no such role: {listed}."),
            Text(
                tr=f"Şunlardan biri: {known}. Katman tanımındaki edit: {{by: [rol]}} yenisini ekler.",
                en=f"One of: {known}. A layer's edit: {{by: [role]}} makes another.",
            ),
        )
    if password is not None and len(password) < MIN_PASSWORD:
        raise InvalidRequest(
            "weak_password",
            Text(
                tr=f"Parola en az {MIN_PASSWORD} karakter olmalıdır.",
                en=f"A password has at least {MIN_PASSWORD} characters.",
            ),
        )
    digest = PasswordHasher().hash(password) if password is not None else None
    with connection.transaction():
        connection.execute("DELETE FROM ops.session WHERE account = %s", [account.name])
        connection.execute(
            "INSERT INTO ops.account (name, password_hash, audience, display_name, roles) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash, audience = excluded.audience, "
            "display_name = excluded.display_name, roles = excluded.roles, disabled = false",
            [account.name, digest, account.audience, account.display_name, list(account.roles)],
        )
        connection.execute(
            "INSERT INTO audit.entry (actor, action, after) VALUES (current_user, 'account.set', jsonb_build_object('account', %s::text, 'audience', %s::text, 'roles', %s::text[]))",
            [account.name, account.audience, list(account.roles)],
        )
        connection.execute("SELECT pg_notify('kent', %s)", [CHANGED])


def account_exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM ops.account WHERE name = %s", [name]).fetchone() is not None


def audience_of(connection: psycopg.Connection, name: str) -> str:
    """Which audience an account belongs to. Raises: NotFound."""
    found = connection.execute(
        "SELECT audience FROM ops.account WHERE name = %s AND NOT disabled", [name]
    ).fetchone()
    if found is None:
        raise NotFound(
            "unknown_account",
            Text(tr=f"'{name}' adlı kullanıcı yok.", en=f"There is no account '{name}'."),
            Text(tr="'kent user add' ekler.", en="'kent user add' adds one."),
        )
    return str(found[0])


def disable_account(connection: psycopg.Connection, name: str) -> None:
    """End an account and its sessions. Raises: NotFound."""
    with connection.transaction():
        done = connection.execute("UPDATE ops.account SET disabled = true WHERE name = %s", [name])
        if done.rowcount == 0:
            raise NotFound(
                "unknown_account",
                Text(tr=f"'{name}' adlı kullanıcı yok.", en=f"There is no account '{name}'."),
            )
        connection.execute("DELETE FROM ops.session WHERE account = %s", [name])
        connection.execute("DELETE FROM ops.sign_in_link WHERE account = %s", [name])
        connection.execute(
            "INSERT INTO audit.entry (actor, action, after) VALUES (current_user, 'account.disable', jsonb_build_object('account', %s::text))",
            [name],
        )
        connection.execute("SELECT pg_notify('kent', %s)", [CHANGED])


def make_sign_in_link(connection: psycopg.Connection, name: str, lifetime: timedelta) -> str:
    """A token that signs ``name`` in once; earlier unused ones of the account end.

    Raises:
        Conflict: the account is not there or disabled.
    """
    token = secrets.token_urlsafe(32)
    with connection.transaction():
        connection.execute("DELETE FROM ops.sign_in_link WHERE account = %s OR expires_at < now()", [name])
        done = connection.execute(
            "INSERT INTO ops.sign_in_link (token_digest, account, expires_at) "
            "SELECT %s, name, now() + %s FROM ops.account WHERE name = %s AND NOT disabled",
            [_digest(token), lifetime, name],
        )
        if done.rowcount == 0:
            raise Conflict(
                "no_account",
                Text(tr=f"'{name}' hesabı yok ya da kapalı.", en=f"There is no active account '{name}'."),
            )
    return token


@dataclass(frozen=True)
class Accounts:
    """Sign-in as the server needs it, over the service role's pool."""

    pool: Pool
    session_lifetime: timedelta

    async def password_digest(self, name: str) -> tuple[Account, str] | None:
        """The account and its argon2id digest, for ``verify``."""
        row = await self._row(
            "SELECT name, audience, coalesce(display_name, name), roles, password_hash FROM ops.account WHERE name = %s AND NOT disabled",
            [name],
        )
        return None if row is None or row[4] is None else (_account(row), row[4])

    async def open_session(self, account: str) -> str:
        """A fresh session token; only its digest is stored."""
        token = secrets.token_urlsafe(32)
        async with self.pool.connection() as connection:
            await connection.execute("DELETE FROM ops.session WHERE expires_at < now()")
            await connection.execute(
                "INSERT INTO ops.session (token_digest, account, expires_at) VALUES (%s, %s, now() + %s)",
                [_digest(token), account, self.session_lifetime],
            )
        return token

    async def session_account(self, token: str) -> Account | None:
        row = await self._row(
            "SELECT a.name, a.audience, coalesce(a.display_name, a.name), a.roles FROM ops.session AS s JOIN ops.account AS a ON a.name = s.account "
            "WHERE s.token_digest = %s AND s.expires_at > now() AND NOT a.disabled",
            [_digest(token)],
        )
        return None if row is None else _account(row)

    async def close_session(self, token: str) -> None:
        async with self.pool.connection() as connection:
            await connection.execute("DELETE FROM ops.session WHERE token_digest = %s", [_digest(token)])
            await connection.execute("SELECT pg_notify('kent', %s)", [CHANGED])

    async def redeem_link(self, token: str) -> str | None:
        """The account a one-time link belongs to; the link is gone afterwards."""
        row = await self._row(
            "DELETE FROM ops.sign_in_link WHERE token_digest = %s RETURNING CASE WHEN expires_at > now() THEN account END",
            [_digest(token)],
        )
        return None if row is None else row[0]

    async def _row(self, statement: str, values: list[Any]) -> tuple[Any, ...] | None:
        async with self.pool.connection() as connection:
            cursor = await connection.execute(statement, values)
            row: tuple[Any, ...] | None = await cursor.fetchone()
            return row


def _account(row: tuple[Any, ...]) -> Account:
    """Of name, audience, display name and roles."""
    return Account(row[0], row[1], row[2], tuple(row[3]))


def verify(digest: str | None, password: str) -> bool:
    """Whether a password belongs to an argon2id digest; takes as long when there is none, so names cannot be probed."""
    hasher = PasswordHasher()
    if digest is None:
        hasher.hash(password)
        return False
    try:
        return hasher.verify(digest, password)
    except (VerificationError, InvalidHashError):
        return False


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
