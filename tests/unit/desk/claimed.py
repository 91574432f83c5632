"""A case in a caseworker's hands, and what becomes of it: its state, its page, what its resident was told."""

import json

from cases import store as case_store
from cases import work
from storage.turns import transcript
from tests.unit.desk.fakes import (
    SENDER,
    opened,
)

GOOD = {"outcome": "approved", "line_2": "yes", "because": ["年满79周岁：您83周岁"], "amount": "每月五十"}


def claimed(desk, **changes):
    number = opened(desk.store, **changes)
    with desk.store.writing() as db:
        work.claim(db, number, "zhou", region="000000")
    return number


def seen(desk, number):
    with desk.store.reading() as db:
        return case_store.case(db, number)


def told(desk):
    """What the resident was told by caseworkers, and by whom."""
    with desk.store.reading() as db:
        lines = [line for line in transcript(db, SENDER) if line.who.startswith("caseworker")]
    return [(line.who, json.loads(line.body)) for line in lines]


def get(desk, number):
    return desk.browser.get(f"/desk/cases/{number}").text
