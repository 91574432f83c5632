"""A small store with cases in it, for the tests of this room."""

from datetime import UTC, date, datetime
from pathlib import Path

from cases import work
from cases.case import Kind
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
