"""What `serve --demo` adds to an empty database: caseworkers with random passwords, and a few submitted cases.

The cases come about as every case does, by talking: the lines stand in `demo.yml` and go through real turns.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.message import Bubble, Message
from cases.case import OPEN, Status
from cases.queue import queue
from policies.regions import NATION
from storage import people
from storage.conversation import Sender
from storage.engine import Store
from storage.people import Account, Role

SCRIPT = Path(__file__).with_name("demo.yml")
LOGINS = "demo-logins.txt"

Take = Callable[[Message], tuple[Bubble, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talker:
    """One scripted person: the id they write under, the region they write to, and their lines in order."""

    sender: str
    region: str
    lines: tuple[str, ...]


def accounts(store: Store, file: Path) -> Mapping[str, str]:
    """Make the demo accounts that are missing; return all their passwords, kept in a file only its owner reads."""
    known = _read(file)
    with store.reading() as db:
        there = {account.login for account in people.accounts(db)}
    for account in _wanted():
        if account.login not in there or account.login not in known:
            known[account.login] = secrets.token_urlsafe(9)
            hashed = people.hash_password(known[account.login])
            with store.writing() as db:
                people.add_account(db, account, hashed)
    _write(file, known)
    return known


def cases(store: Store, take: Take) -> int:
    """Let the scripted people talk when no case was ever opened; return how many cases there are then."""
    if not (found := _count(store)):
        for talker in _talkers():
            _talk(take, talker)
        found = _count(store)
    return found


def people_by_login() -> Mapping[str, Account]:
    """Return who the demo accounts are."""
    return {account.login: account for account in _wanted()}


def _count(store: Store) -> int:
    with store.reading() as db:
        return len(queue(db, region=NATION, statuses=frozenset(Status) | OPEN))


def _talk(take: Take, talker: Talker) -> None:
    for place, line in enumerate(talker.lines):
        message = Message(
            sender=Sender("rest", "rest", talker.sender),
            id=f"{talker.sender}:{place}",
            text=line,
            region=talker.region,
        )
        take(message)


def _talkers() -> Iterator[Talker]:
    for entry in yaml.safe_load(SCRIPT.read_text("utf-8"))["talkers"]:
        yield Talker(sender=entry["sender"], region=entry["region"], lines=tuple(map(str, entry["lines"])))


def _wanted() -> Sequence[Account]:
    listed = yaml.safe_load(SCRIPT.read_text("utf-8"))["accounts"]
    return tuple(
        Account(
            login=one["login"], name=one["name"], role=Role(one["role"]), region=one["region"], active=True
        )
        for one in listed
    )


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    pairs = (line.split() for line in file.read_text("utf-8").splitlines())
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def _write(file: Path, known: Mapping[str, str]) -> None:
    text = "".join(f"{login} {password}\n" for login, password in known.items())
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(text)
