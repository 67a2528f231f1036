"""Credentials are verified once for all who bring them at the same time, and anew after an account changed."""

import asyncio
from dataclasses import dataclass, field
from typing import cast

import pytest
from starlette.requests import Request

from api.principal import Authenticator, Principal
from api.problems import Unauthorized
from gis.accounts import Account, Accounts


@dataclass
class SlowAccounts:
    """Stands in for the accounts: tells who asked, and answers when it is let."""

    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list)
    account: Account | None = None

    async def session_account(self, token: str) -> Account | None:
        self.asked.append(token)
        account = self.account
        await self.may_answer.wait()
        return account


def request(token: str) -> Request:
    cookie = f"kent_session={token}".encode()
    return Request({"type": "http", "headers": [(b"cookie", cookie)]})


async def asked_by(accounts: SlowAccounts, count: int) -> None:
    while len(accounts.asked) < count:
        await asyncio.sleep(0)


async def test_many_at_once_ask_once() -> None:
    accounts = SlowAccounts(account=Account("a", "staff", "A"))
    authenticator = Authenticator(cast(Accounts, accounts))
    waiting = [asyncio.create_task(authenticator.principal(request("t"))) for _ in range(5)]
    await asked_by(accounts, 1)
    waiting[0].cancel()  # the first one leaves; the others get their answer
    accounts.may_answer.set()
    found = await asyncio.gather(*waiting[1:])
    assert set(found) == {Principal("staff", "a", "A")}
    assert accounts.asked == ["t"]
    assert await authenticator.principal(request("t")) == found[0]
    assert accounts.asked == ["t"]


async def test_a_refusal_is_everybodys() -> None:
    accounts = SlowAccounts()
    authenticator = Authenticator(cast(Accounts, accounts))
    waiting = [asyncio.create_task(authenticator.principal(request("t"))) for _ in range(3)]
    await asked_by(accounts, 1)
    accounts.may_answer.set()
    found = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(one, Unauthorized) for one in found)


async def test_what_was_asked_before_a_change_is_not_remembered() -> None:
    accounts = SlowAccounts(account=Account("a", "staff", "A"))
    authenticator = Authenticator(cast(Accounts, accounts))
    before = asyncio.create_task(authenticator.principal(request("t")))
    await asked_by(accounts, 1)
    accounts.account = None
    authenticator.forget()
    after = asyncio.create_task(authenticator.principal(request("t")))
    await asked_by(accounts, 2)
    accounts.may_answer.set()
    assert (await before).audience == "staff"
    with pytest.raises(Unauthorized):
        await after
    with pytest.raises(Unauthorized):
        await authenticator.principal(request("t"))
