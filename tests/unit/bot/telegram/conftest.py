"""What tests of the Telegram channel share: one bot, its calls remembered, a store, and the real phrases."""

from pathlib import Path

import pytest

import flows.library
import policies.compiled
from bot.accounts import TelegramAccount
from bot.channels.telegram.ground import Ground
from bot.channels.telegram.lanes import Sequence
from bot.channels.telegram.listener import Listener
from bot.settings import ROOT
from content.release import of_folder
from tests.fakes import FakeInbox, FakeJobs
from tests.unit.bot.telegram.fakes import FakeCalls, FakeTasks
from tests.unit.bot.telegram.updates import BOT


@pytest.fixture(scope="session")
def phrases():
    tree = of_folder(ROOT)
    known = policies.compiled.load(tree.files, release=tree.digest)
    return flows.library.load(tree.files, known, release=tree.digest).phrases


@pytest.fixture
def account():
    return TelegramAccount(
        bot=BOT, token=f"{BOT}:AAE-token", webhook_secrets=("s3cret",), api_base="http://127.0.0.1:9"
    )


@pytest.fixture
def inbox():
    return FakeInbox()


@pytest.fixture
def calls():
    return FakeCalls()


@pytest.fixture
def jobs():
    return FakeJobs()


@pytest.fixture
def tasks():
    return FakeTasks()


@pytest.fixture
def ground(store, inbox, jobs, tasks, phrases, tmp_path: Path):
    return Ground(
        store=store,
        inbox=inbox,
        take_now=lambda message: inbox.messages.append(message) or (),
        jobs=jobs,
        tasks=tasks,
        photos=tmp_path / "photos",
        phrases=lambda: phrases,
        page="https://help.example.gov.cn/chat",
        nudge=lambda: None,
    )


@pytest.fixture
def listener(account, calls, ground):
    return Listener(account=account, calls=calls, ground=ground, sequence=Sequence(gap=0.01))
