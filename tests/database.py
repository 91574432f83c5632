"""A migrated database for a test: a copy of one that was migrated once in this process.

Migrating takes as long as thirty turns, and waiting for the disk longer than the statements: a test that asks nothing
of durability has neither. What must be on the disk is proved by `tests/whole` and on the `durable` store.

Every statement that any test executes is also written for PostgreSQL, without a server: one that only SQLite would
understand fails the test that made it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import visitors
from sqlalchemy.sql.functions import Function

from bot.migrations import migrate
from storage.columns import Vault
from storage.engine import Store, open_store

POSTGRESQL = postgresql.dialect()
COMMON_FUNCTIONS = frozenset({"coalesce", "count", "max", "min", "sum", "lower", "length"})
"""What both databases have under one name."""

_written: set[str] = set()


def migrated(file: Path, vault: Vault, clock: Callable[[], datetime], *, durable: bool = False) -> Store:
    """Open a new database with every table at `file`; its writes are not waited for unless it is `durable`."""
    file.write_bytes(_tables())
    file.chmod(0o600)
    store = open_store(f"sqlite:///{file}", vault, clock)
    sa.event.listen(store.engine, "before_cursor_execute", _write_for_postgresql)
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


def _write_for_postgresql(
    _connection: sa.Connection, _cursor: Any, text: str, _values: Any, context: Any, _many: bool
) -> None:
    """Compile what is about to be executed for the other database, each statement once."""
    if text in _written or context is None or context.compiled is None:
        return
    _written.add(text)
    # ON CONFLICT is made by `insert_for`, for one database or the other; its values and conditions are the same.
    if "ON CONFLICT" not in text:
        held_for_postgresql(context.compiled.statement, context.compiled.column_keys)


def held_for_postgresql(statement: sa.ClauseElement, columns: Sequence[str] | None = None) -> str:
    """Return a statement as PostgreSQL is given it; raises for what only SQLite has, a function included."""
    called = {each.name for each in visitors.iterate(statement) if isinstance(each, Function)}
    assert called <= COMMON_FUNCTIONS, f"only some databases have {called - COMMON_FUNCTIONS}"
    return str(statement.compile(dialect=POSTGRESQL, column_keys=columns))
