"""How words leave for WeChat: in the answer, within the quota, in order, once, or to the desk when not at all."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.message import Bubble
from tests.channels.loopback import wait_until
from tests.channels.moods import Drop, Slow

pytestmark = [pytest.mark.whole, pytest.mark.usefixtures("calm")]
SEND = "/cgi-bin/message/custom/send"
LONG = "\n".join(f"{number:04d} 要带身份证、户口簿和银行卡" for number in range(100))


def whole(resident):
    return "\n".join(resident.texts()).split()


def arrives(pushed, openid, text, seconds=90.0):
    resident = pushed.wechat.resident(openid)
    wait_until(lambda: len(whole(resident)) >= len(text.split()), "all of it arrived", seconds)
    assert whole(resident) == text.split()
    return resident


def test_a_short_answer_leaves_in_the_answer_and_nothing_else_is_called(pushed):
    calls = len(pushed.wechat.api.called(SEND))

    delivery = pushed.wechat.says("o-short", "你好")

    assert delivery.answers == ["text"]
    assert len(pushed.wechat.shown("o-short")) == 1
    assert len(pushed.wechat.api.called(SEND)) == calls


def test_the_rest_of_a_long_answer_follows_in_order(pushed):
    wish = pushed.wish("long", Bubble(text=LONG))

    delivery = pushed.wechat.says("o-long", wish)

    assert 1500 < len(delivery.text.encode()) <= 2048
    resident = arrives(pushed, "o-long", LONG)
    assert [one.how for one in resident.shown] == ["passive", *["custom"] * (len(resident.shown) - 1)]


@pytest.mark.parametrize(
    "moods",
    [(-1,), (45047,), (502,), (Drop(),), (40001,), (42001,), (Slow(seconds=1.0),)],
    ids=str,
)
def test_a_mood_of_the_platform_loses_and_reorders_nothing(pushed, moods):
    name = "mood" + re.sub(r"\W+", "-", str(moods))
    wish = pushed.wish(name, Bubble(text=LONG))
    pushed.wechat.api.coming[f"{SEND} o-{name}"].extend(moods)

    pushed.wechat.says(f"o-{name}", wish)
    if 45047 in moods:
        time.sleep(2)
        pushed.wechat.says(f"o-{name}", pushed.wish(f"{name}-again", Bubble(text="9999 好")))
        arrives(pushed, f"o-{name}", LONG + "\n9999 好")
    else:
        arrives(pushed, f"o-{name}", LONG)


def test_a_platform_that_is_busy_at_random_loses_and_reorders_nothing(pushed):
    wechat, people = pushed.wechat, [f"o-random-{number}" for number in range(6)]
    wish = pushed.wish("random", Bubble(text=LONG))
    wechat.api.busy = 0.4

    wechat.all_at_once([wechat.message(openid, "text", Content=wish) for openid in people])

    for openid in people:
        arrives(pushed, openid, LONG, 60)
    assert any(call.code == -1 for call in wechat.api.calls)


def test_a_send_that_failed_uses_up_none_of_the_five(pushed):
    lines = "\n".join(f"{number:04d} 要带身份证、户口簿和银行卡" for number in range(250))
    wish = pushed.wish("all-five", Bubble(text=lines))
    pushed.wechat.api.coming[f"{SEND} o-all-five"].append(502)

    pushed.wechat.says("o-all-five", wish)

    resident = arrives(pushed, "o-all-five", lines, 25)
    assert [one.how for one in resident.shown] == ["passive", *["custom"] * 5]


def test_a_send_whose_answer_was_lost_is_repeated_at_most_and_never_reordered(pushed):
    wish = pushed.wish("after", Bubble(text=LONG))
    pushed.wechat.api.coming[f"{SEND} o-after"].append(Drop(after=True))

    pushed.wechat.says("o-after", wish)
    resident = pushed.wechat.resident("o-after")
    wait_until(lambda: "0099" in whole(resident), "the end came")

    once = list(dict.fromkeys(line for text in resident.texts() for line in text.split("\n") if line))
    assert once == LONG.split("\n")


def test_every_delivery_of_a_message_is_one_turn_and_gets_the_same_words(pushed):
    wechat = pushed.wechat
    message = wechat.message("o-same", "text", Content="我想给我妈办尊老金")
    before = pushed.count("inbox")

    first, second, third = wechat.all_at_once([message, message, message])

    assert first.text == second.text == third.text != ""
    assert pushed.count("inbox") == before + 1


def test_messages_of_one_person_over_parallel_connections_are_turns_one_after_the_other(pushed):
    wechat = pushed.wechat
    pushes = [wechat.message("o-parallel", "text", Content="你好") for _ in range(8)]

    deliveries = wechat.all_at_once(pushes)

    assert all(delivery.answers == ["text"] for delivery in deliveries)


def test_residents_do_not_wait_for_each_other_long(pushed):
    with ThreadPoolExecutor(12) as crowd:
        deliveries = list(
            crowd.map(lambda number: pushed.wechat.says(f"o-crowd-{number}", "你好"), range(36))
        )

    assert all(delivery.answers == ["text"] for delivery in deliveries)


def test_words_that_are_late_follow_by_themselves_and_come_once(pushed):
    wish = pushed.wish("late", Bubble(text="这是晚到的话"), seconds=4.6)

    delivery = pushed.wechat.says("o-late", wish)

    resident = pushed.wechat.resident("o-late")
    wait_until(lambda: resident.texts(), "the words came")
    time.sleep(2)
    assert resident.texts() == ["这是晚到的话"]
    assert resident.faults() == 0
    assert len(delivery.answers) <= 3
