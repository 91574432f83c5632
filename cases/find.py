"""Find a case by its number, or by whom it is about: a name, or the end of a phone, identity or card number.

Who a case is about is sealed and in no index, so the newest cases of the region are unsealed and looked through.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from cases.queue import QueueRow, rows_of
from cases.store import case_table, within
from storage.columns import Place
from storage.engine import Db

NEWEST = 10_000
"""So many cases are looked through; more would keep a caseworker waiting."""
LETTERS_OF_A_NAME = 2
DIGITS = 4
# A stated number of this length is a phone, a card or an identity number; a shorter one is an amount or an age.
LONG_NUMBER = 11
NAME = "name"
_NUMBER = re.compile(r"([A-Z]?)-?0*([0-9]{1,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found, the newest first, with the stated names by number; `whole` whether all were looked through."""

    rows: tuple[QueueRow, ...]
    names: dict[str, str]
    whole: bool


def find(db: Db, words: str, *, region: str) -> Found:
    """Return the cases of a region, open or done, that a number, a name or the end of a long number belongs to."""
    wanted = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", words)).upper()
    newest = (
        sa.select(case_table.c.number, case_table.c.facts)
        .where(within(region))
        .order_by(case_table.c.opened.desc(), case_table.c.number.desc())
        .limit(NEWEST + 1)
    )
    stored = db.connection.execute(newest).all()
    names: dict[str, str] = {}
    for number, sealed in stored[:NEWEST]:
        facts = _facts(db, number, sealed)
        if _is_number(wanted, number) or _is_about(wanted, facts):
            names[number] = next((value for fact, value in facts if fact == NAME), "")
    return Found(rows=rows_of(db, tuple(names), region=region), names=names, whole=len(stored) <= NEWEST)


def _facts(db: Db, number: str, sealed: bytes) -> Sequence[tuple[str, str]]:
    stated = json.loads(db.vault.unseal_text(Place("cases", "facts", number), sealed))
    return [(one["fact"], str(one["value"])) for one in stated if one["value"] is not None]


def _is_number(wanted: str, number: str) -> bool:
    asked = _NUMBER.fullmatch(wanted)
    prefix, _, count = number.partition("-")
    return asked is not None and asked[1] in ("", prefix) and int(asked[2]) == int(count)


def _is_about(wanted: str, facts: Sequence[tuple[str, str]]) -> bool:
    if len(wanted) >= DIGITS and wanted.rstrip("X").isdecimal():
        return any(len(value) >= LONG_NUMBER and value.endswith(wanted) for _, value in facts)
    return len(wanted) >= LETTERS_OF_A_NAME and any(
        fact == NAME and wanted in value.upper() for fact, value in facts
    )
