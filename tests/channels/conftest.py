"""Two programs for the tests that leave them as they were: one per way in."""

import pytest

from tests.channels.stand import standing
from tests.channels.wechat_platform import Mode


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
