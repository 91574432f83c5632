"""A migrated database in a fresh folder, and a clock that tests move."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.columns import Vault
from storage.engine import Store
from storage.turns import Sender
from tests.database import migrated
from tests.fakes import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.from_key_file(tmp_path / "keys.json")


@pytest.fixture
def store(tmp_path: Path, vault: Vault, clock: FakeClock) -> Iterator[Store]:
    opened = migrated(tmp_path / "zhangban.db", vault, clock)
    yield opened
    opened.close()


@pytest.fixture
def durable(tmp_path: Path, vault: Vault, clock: FakeClock) -> Iterator[Store]:
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
