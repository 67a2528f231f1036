"""``kent user``: accounts."""

import sys
from typing import Annotated

import psycopg
import typer

from api.settings import ServerSettings
from commands.terminal import say, show
from gis.accounts import Account, disable_account, set_account
from gis.database.owner import owner_conninfo
from gis.database.settings import DatabaseSettings
from gis.municipality import Home


def user_commands() -> typer.Typer:
    users = typer.Typer(no_args_is_help=True, help=say("Kullanıcı hesapları.", "User accounts."))
    users.command("add", help=say("Hesap ekler ya da değiştirir.", "Add or replace an account."))(user_add)
    users.command("disable", help=say("Hesabı kapatır.", "End an account."))(user_disable)
    return users


def user_add(
    name: str,
    audience: Annotated[str, typer.Option(help="what it reads")],
    role: Annotated[
        list[str] | None, typer.Option(help="what it may do; gis_editor loads what it sees wholly")
    ] = None,
    display_name: Annotated[str | None, typer.Option()] = None,
    password_stdin: Annotated[bool, typer.Option("--password-stdin")] = False,
) -> None:
    home = Home(ServerSettings().home)
    roles = tuple(dict.fromkeys(role or ()))
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = typer.prompt(say("Parola", "Password"), hide_input=True, confirmation_prompt=True)
    with psycopg.connect(owner_conninfo(home.path, DatabaseSettings()), autocommit=True) as connection:
        set_account(connection, home.registry, Account(name, audience, display_name or name, roles), password)
    listed = ", ".join((audience, *roles))
    show(f"{name} eklendi ({listed}).", f"{name} is added ({listed}).")


def user_disable(name: str) -> None:
    with psycopg.connect(
        owner_conninfo(ServerSettings().home, DatabaseSettings()), autocommit=True
    ) as connection:
        disable_account(connection, name)
    show(f"{name} kapatıldı.", f"{name} is disabled.")
