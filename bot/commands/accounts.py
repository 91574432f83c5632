"""Commands for accounts of caseworkers, leads, editors and admins; passwords are asked for, or made."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from bot.commands.faults import fail, place_or_exit, say, settings_or_exit, told_plainly
from storage import people
from storage.engine import Store
from storage.people import Account, Role

accounts = typer.Typer(help="Accounts for desk and studio.", no_args_is_help=True)

Login = Annotated[str, typer.Argument(help="the name they sign in with")]
Make = Annotated[bool, typer.Option("--make", help="make a random password and print it")]
SHORTEST = 10


@accounts.command("add")
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="the name residents may read")],
    role: Annotated[Role, typer.Option(help="what they may do")] = Role.CASEWORKER,
    region: Annotated[str, typer.Option(help="whose work they see: a code or a name")] = "000000",
    make: Make = False,
) -> None:
    """Make an account, or give a known login this name, role, region and password."""
    from bot.release import tree_release
    from policies import compiled

    with told_plainly():
        regions = compiled.load(tree_release().files, release="tree").regions
    code = place_or_exit(regions, region)
    made = Account(login=login, name=name, role=role, region=code, active=True)
    _keep(made, _password(make))
    say(f"{login} may sign in as {role.value} for {code} {regions.spoken(code)}.")


@accounts.command("password")
def password(login: Login, make: Make = False) -> None:
    """Give an account a new password; its sessions end."""
    known = _known(login)
    _keep(known, _password(make))
    say(f"{login} has a new password, and was signed out everywhere.")


@accounts.command("disable")
def disable(login: Login) -> None:
    """End an account's use at once."""
    _known(login)
    store = _store()
    with store.writing() as db:
        people.set_active(db, login, False)
    say(f"{login} can no longer sign in.")


@accounts.command("list")
def listed() -> None:
    """List all accounts."""
    with _store().reading() as db:
        found = people.accounts(db)
    for account in found:
        state = "" if account.active else "  (disabled)"
        say(f"{account.login:16} {account.role.value:10} {account.region:9} {account.name}{state}")
    if not found:
        say("There are no accounts yet; make one with: desk-user add LOGIN --name NAME")


def _store() -> Store:
    from bot.foundation import open_database

    with told_plainly():
        return open_database(settings_or_exit())


def _known(login: str) -> Account:
    with _store().reading() as db:
        found = people.account(db, login)
    if found is None:
        raise fail(f"There is no account {login!r}; see: desk-user list", 2)
    return found


def _keep(account: Account, chosen: str) -> None:
    hashed = people.hash_password(chosen)
    with _store().writing() as db:
        people.add_account(db, account, hashed)


def _password(make: bool) -> str:
    if make:
        made = secrets.token_urlsafe(12)
        say(f"Password: {made}")
        return made
    chosen: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(chosen) < SHORTEST:
        raise fail(f"The password has {len(chosen)} characters; use at least {SHORTEST}.", 2)
    return chosen
