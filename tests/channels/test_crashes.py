"""A process that dies between any two steps: what was said counts once, and its answer comes."""

import pytest

from bot.message import Bubble
from tests.channels.loopback import wait_until
from tests.channels.program import KILL
from tests.channels.stand import standing

pytestmark = pytest.mark.whole
LONG = "\n".join(f"{number:03d} 要带身份证、户口簿和银行卡" for number in range(70))


@pytest.fixture(scope="module")
def stand(tmp_path_factory):
    with standing(tmp_path_factory.mktemp("crashes"), polling=True) as standing_one:
        yield standing_one


def died(stand):
    """Wait until the program is dead, and start it anew on the same data."""
    wait_until(lambda: stand.server.process.poll() is not None, "it died")
    stand.again()


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_wechat_message_survives_the_death_of_the_process_and_counts_once(stand, place):
    openid, wechat = f"o-{place}", stand.wechat
    before = stand.count("inbox")
    message = wechat.message(openid, "text", Content=f"{KILL}{place}-wechat")

    first = wechat.run(wechat.deliver(message, tries=1))
    died(stand)
    wechat.run(wechat.deliver(message, tries=1))

    # In the answer; or by themselves, when starting anew took longer than the platform tries.
    wait_until(lambda: wechat.resident(openid).texts(), "the words came", 40)
    assert first.answers == ["cut"]
    assert stand.count("inbox") == before + 1
    wait_until(lambda: not stand.unsent("wechat"), "all of them came")
    texts = wechat.resident(openid).texts()
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_polled_update_survives_the_death_of_the_process_and_counts_once(stand, place):
    chat = stand.telegram.chat(90001 if place == "before" else 90002)
    before = stand.count("inbox")

    stand.telegram.says(chat.id, f"{KILL}{place}-telegram")
    wait_until(lambda: stand.server.process.poll() is not None, "it died")
    assert len(stand.telegram.api.pending) == 1, "the offset moved before the commit"
    stand.again()

    wait_until(lambda: chat.shown, "the answer came")
    stand.telegram.says(chat.id, "你好")
    wait_until(lambda: stand.count("inbox") >= before + 2, "the next one was heard")
    assert stand.count("inbox") == before + 2
    assert len(chat.texts()) == len(set(chat.texts()))


def test_words_that_were_being_sent_when_the_process_died_all_come_and_in_order(stand):
    openid = "o-sending"
    stand.wechat.says(openid, stand.wish("sending", Bubble(text=LONG)))

    wait_until(lambda: len(stand.wechat.resident(openid).shown) >= 2, "the first word was sent")
    stand.server.process.kill()
    died(stand)

    resident = stand.wechat.resident(openid)
    wait_until(lambda: "069" in "".join(resident.texts()), "the end came", 45)
    once = list(dict.fromkeys(line for text in resident.texts() for line in text.split("\n") if line))
    assert once == LONG.split("\n")


def test_an_answer_that_died_with_the_process_comes_though_the_platform_tries_no_more(stand):
    openid, wechat = "o-never-again", stand.wechat
    message = wechat.message(openid, "text", Content=f"{KILL}after-all")

    first = wechat.run(wechat.deliver(message, tries=1))
    died(stand)

    resident = wechat.resident(openid)
    wait_until(lambda: resident.texts(), "the words came", 40)
    assert first.answers == ["cut"]
    assert next(one.how for one in resident.shown if one.how != "fault") == "custom"
    # What still waits when the next message comes is said together with its answer.
    wait_until(lambda: not stand.unsent("wechat"), "all of them came")
    wechat.says(openid, stand.wish("still-there", Bubble(text="我在")))
    wait_until(lambda: "我在" in resident.texts(), "the next answer came")
    assert resident.texts()[-1] == "我在"
    assert len(resident.texts()) == len(set(resident.texts()))
