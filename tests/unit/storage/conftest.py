"""A migrated database in a fresh folder, and a clock that tests move."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.columns import Vault
from storage.engine import Store
from storage.turns import Sender
from tests.database import migrated


class Clock:
    """Tells the instant it was last moved to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **how_long: int) -> None:
        """Move on by so many seconds, minutes, hours or days."""
        self.now += timedelta(**how_long)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.from_key_file(tmp_path / "keys.json")


@pytest.fixture
def store(tmp_path: Path, vault: Vault, clock: Clock) -> Iterator[Store]:
    opened = migrated(tmp_path / "zhangban.db", vault, clock)
    yield opened
    opened.close()


@pytest.fixture
def durable(tmp_path: Path, vault: Vault, clock: Clock) -> Iterator[Store]:
    """A database that is opened as the program opens it: every commit waits for the disk."""
    opened = migrated(tmp_path / "durable.db", vault, clock, durable=True)
    yield opened
    opened.close()


@pytest.fixture
def wang() -> Sender:
    return Sender("web", "demo", "wang-openid")


@pytest.fixture
def li() -> Sender:
    return Sender("web", "demo", "li-openid")
