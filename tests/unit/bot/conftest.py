"""What tests of the shell share: a migrated database in a fresh folder, and the one template environment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.terminal import numbered
from bot.settings import ROOT
from storage.columns import Vault
from storage.engine import Store
from tests.database import migrated
from tests.fakes import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    vault = Vault.from_key_file(tmp_path / "keys.json")
    opened = migrated(tmp_path / "zhangban.sqlite3", vault, clock)
    yield opened
    opened.close()


@pytest.fixture
def templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT / "bot" / "templates"), autoescape=True, undefined=StrictUndefined
    )
    made.globals["office"] = ""
    made.filters["numbered"] = lambda choice: numbered(choice.label, choice.send)
    return made
