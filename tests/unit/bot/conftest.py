"""What tests of the shell share: a database in a fresh folder, a stage to talk on, the one template environment."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.terminal import numbered
from bot.settings import ROOT
from storage.columns import Vault
from storage.engine import Store
from tests.database import migrated
from tests.fakes import FakeClock
from tests.stage import Stage, in_force, stage_with, tree


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


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A conversation with the libraries as they stand, in 镇江."""
    return stage_with(tmp_path, in_force(tree()), today=date(2026, 11, 21), region="321100")
