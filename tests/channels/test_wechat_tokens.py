"""One token for all calls of all processes: fetched once, renewed once when the platform drops it early."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.message import Bubble
from tests.channels.loopback import wait_until
from tests.channels.program import wish
from tests.channels.stand import PROGRAM, standing
from tests.whole.program import launched

pytestmark = pytest.mark.whole
LONG = "\n".join(f"{number:03d} 要带身份证、户口簿和银行卡" for number in range(70))
PEOPLE = 8


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two programs on the same data, and the platforms they talk to."""
    with (
        standing(tmp_path_factory.mktemp("two")) as stand,
        launched(stand.server.data, PROGRAM, **stand.variables) as other,
    ):
        yield stand, other


def everybody_hears(stand, other, name):
    """Let people write to both programs at once, and wait until each heard all."""
    words = wish(stand.says, name, Bubble(text=LONG))
    platform, first = stand.wechat, stand.server.base

    def one(number):
        message = platform.message(f"o-{name}-{number}", "text", Content=words)
        platform.target = other.base if number % 2 else first
        return platform.loopback.run(platform.deliver(message))

    with ThreadPoolExecutor(PEOPLE) as crowd:
        list(crowd.map(one, range(PEOPLE)))
    platform.target = first
    residents = [platform.resident(f"o-{name}-{number}") for number in range(PEOPLE)]
    wait_until(lambda: all("069" in "".join(resident.texts()) for resident in residents), "all heard all", 40)
    for resident in residents:
        assert "\n".join(resident.texts()).split() == LONG.split()


def test_two_processes_share_one_token(two):
    everybody_hears(two[0], two[1], "shared")

    tokens = two[0].wechat.api.tokens
    assert (tokens.given, tokens.fetches, tokens.forced) == (1, 1, [])
    assert two[0].wechat.api.called("/cgi-bin/token") == []


def test_a_token_dropped_early_is_renewed_once_for_both(two):
    stand, other = two
    tokens = stand.wechat.api.tokens
    given, fetches = tokens.given, tokens.fetches
    tokens.take_away()

    everybody_hears(stand, other, "dropped")

    assert tokens.given == given + 1
    assert tokens.fetches <= fetches + 2


def test_a_token_that_ran_out_is_renewed_once_for_both(two):
    stand, other = two
    tokens = stand.wechat.api.tokens
    given = tokens.given
    stand.wechat.clock.pass_by(seconds=7300)

    everybody_hears(stand, other, "ran-out")

    assert tokens.given == given + 1


def test_a_call_refused_again_and_again_is_not_repeated_without_end(two):
    stand, _ = two
    send = "/cgi-bin/message/custom/send"
    stand.wechat.says("o-refused", "你好")
    before = len(stand.wechat.api.called(send))
    stand.wechat.api.coming[f"{send} o-refused"].extend([40001] * 50)

    stand.caseworker_says(stand.on_wechat("o-refused"), "请补材料")

    wait_until(lambda: len(stand.wechat.api.called(send)) >= before + 2, "it was tried and tried again")
    assert len(stand.wechat.api.called(send)) - before <= 6
    stand.wechat.api.coming.clear()
    resident = stand.wechat.resident("o-refused")
    wait_until(lambda: resident.texts()[-1] == "请补材料", "the words came")
