"""A migrated database for a test: a copy of one that was migrated once in this process.

Migrating takes as long as thirty turns, and waiting for the disk longer than the statements: a test that asks nothing
of durability has neither. What must be on the disk is proved by `tests/whole` and on the `durable` store.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.migrations import migrate
from storage.columns import Vault
from storage.engine import Store, open_store


def migrated(file: Path, vault: Vault, clock: Callable[[], datetime], *, durable: bool = False) -> Store:
    """Open a new database with every table at `file`; its writes are not waited for unless it is `durable`."""
    file.write_bytes(_tables())
    file.chmod(0o600)
    store = open_store(f"sqlite:///{file}", vault, clock)
    if not durable:
        sa.event.listen(store.engine, "connect", _wait_for_no_disk)
    return store


@cache
def _tables() -> bytes:
    with tempfile.TemporaryDirectory() as name:
        file, vault = Path(name) / "tables.sqlite3", Vault.from_key_file(Path(name) / "keys.json")
        store = open_store(f"sqlite:///{file}", vault, lambda: datetime.now(UTC))
        migrate(store.engine)
        store.close()
        return file.read_bytes()


def _wait_for_no_disk(raw: Any, _record: Any) -> None:
    raw.execute("PRAGMA synchronous = OFF")
