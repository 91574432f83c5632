"""A small store with cases in it, for the tests of this room."""

from datetime import UTC, date, datetime
from pathlib import Path

from cases import store as cases_store
from cases import work
from cases.case import Case, Kind
from storage.columns import Vault
from storage.engine import Store
from storage.turns import Sender, hold
from tests.database import migrated

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
SENDER = Sender("web", "web", "somebody")


def small_store(folder: Path) -> Store:
    vault = Vault.from_key_file(folder / "key")
    return migrated(folder / "cases.db", vault, lambda: NOW)


def opened(store: Store, key: str = "one", **changes: object) -> str:
    values = {
        "kind": Kind.APPLICATION,
        "prefix": "G",
        "benefit": "gaoling",
        "region": "321182",
        "sender": SENDER,
        "facts": (),
        "assessment": None,
        "consents": (),
        "words": "我想办高龄津贴",
        "due": date(2026, 11, 26),
        "today": TODAY,
        **changes,
    }
    with store.writing() as db:
        hold(db, values["sender"])
        return work.open_case(db, key, **values)


def claimed(store: Store, **changes: object) -> str:
    """Open a case and let `zhou` take it."""
    number = opened(store, **changes)
    with store.writing() as db:
        assert work.claim(db, number, "zhou", region="000000")
    return number


def seen(store: Store, number: str) -> Case:
    with store.reading() as db:
        return cases_store.case(db, number)


def happened(store: Store, number: str) -> list[tuple[str, str]]:
    """What happened to a case and by whom, the first first."""
    with store.reading() as db:
        return [(event.what, event.by) for event in cases_store.events(db, number)]
