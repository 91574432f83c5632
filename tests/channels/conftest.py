"""Two programs for the tests that leave them as they were, one per way in; and what is put right before or after."""

from threading import Thread

import pytest

from tests.channels.account import Account
from tests.channels.stand import standing
from tests.channels.telegram_talk import CHATS
from tests.channels.wechat_pushes import Mode


@pytest.fixture(scope="session")
def pushed(tmp_path_factory):
    """A program with WeChat in safe (and compatible) mode and Telegram by webhook."""
    with standing(tmp_path_factory.mktemp("pushed")) as stand:
        yield stand


@pytest.fixture(scope="session")
def polled(tmp_path_factory):
    """A program with WeChat in plain mode and Telegram by polling."""
    with standing(tmp_path_factory.mktemp("polled"), mode=Mode.PLAIN, polling=True) as stand:
        yield stand


@pytest.fixture
def calm(pushed):
    """A WeChat in safe mode and in a good mood, whatever the test does to it."""
    pushed.wechat.mode = Mode.SAFE
    yield
    pushed.wechat.api.coming.clear()
    pushed.wechat.api.busy = 0.0
    pushed.wechat.api.left_today.clear()


@pytest.fixture(params=["webhook", "polling"])
def stand(request):
    """Either program, with a Telegram that is left in a good mood."""
    found = request.getfixturevalue("pushed" if request.param == "webhook" else "polled")
    yield found
    telegram = found.telegram
    telegram.copies, telegram.scrambled, telegram.api.one_a_second = 1, None, False
    telegram.api.coming.clear()


@pytest.fixture
def chat(stand):
    """A chat that nobody wrote in yet."""
    return stand.telegram.chat(next(CHATS))


@pytest.fixture
def account():
    """An account for a platform alone, without the program."""
    server = Account()
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
