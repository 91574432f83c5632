"""How words leave for WeChat: in the answer, within the quota, in order, once, or to the desk when not at all."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.message import Bubble, Choice
from tests.channels.loopback import wait_until
from tests.channels.wechat_api import Drop, Slow
from tests.channels.wechat_platform import Mode

pytestmark = pytest.mark.whole
SEND = "/cgi-bin/message/custom/send"
LONG = "\n".join(f"{number:04d} 要带身份证、户口簿和银行卡" for number in range(100))


@pytest.fixture(autouse=True)
def calm(pushed):
    """Each test begins with a platform in a good mood."""
    pushed.wechat.mode = Mode.SAFE
    yield
    pushed.wechat.api.coming.clear()
    pushed.wechat.api.busy = 0.0
    pushed.wechat.api.left_today.clear()


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


def test_two_taps_in_one_second_are_two_and_one_tap_twice_is_one(pushed):
    wechat = pushed.wechat
    one, other = (wechat.event("o-taps", "CLICK", EventKey=key) for key in ("你好", "我要人工"))
    other = {**other, "CreateTime": one["CreateTime"]}
    before = pushed.count("inbox")

    wechat.resident("o-taps").tapped()
    wechat.all_at_once([one, other, one])

    assert pushed.count("inbox") == before + 2


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("LOCATION", {"Latitude": "32.2", "Longitude": "119.4", "Precision": "60"}),
        ("VIEW", {"EventKey": "https://example.org"}),
        ("subscribe_msg_popup_event", {"SubscribeMsgPopupEvent": "x"}),
        ("an_event_of_next_year", {"Anything": "x"}),
        ("unsubscribe", {}),
    ],
)
def test_other_events_are_acknowledged_and_say_nothing(pushed, event, fields):
    openid = f"o-event-{event}"

    delivery = pushed.wechat.does(openid, event, **fields)

    assert delivery.answers == ["success"]
    assert pushed.wechat.shown(openid) == []


ASKED = Bubble(
    text="办哪样？", choices=(Choice(label="办尊老金", send="1"), Choice(label="认证", send="2")), asks="what"
)


def test_a_choice_can_be_tapped_and_counts_as_its_number(pushed):
    wechat = pushed.wechat
    wechat.says("o-taps-choice", pushed.wish("tapped", ASKED))
    before = pushed.count("inbox")

    delivery = wechat.taps("o-taps-choice", "1 办尊老金")

    assert delivery.answers == ["text"]
    assert "前面的" not in delivery.text
    assert pushed.count("inbox") == before + 1
    assert wechat.resident("o-taps-choice").texts()[0] == "办哪样？\n1 办尊老金\n2 认证"


def test_a_tap_on_an_older_question_does_not_answer_the_open_one(pushed):
    wechat = pushed.wechat
    wechat.says("o-taps-old", pushed.wish("tapped-old", ASKED))
    for text in ("我想给我妈办尊老金", "镇江京口", "八十三"):
        wechat.says("o-taps-old", text)

    delivery = wechat.taps("o-taps-old", "2 认证")

    assert "前面的" in delivery.text


def test_every_delivery_of_a_tap_is_one_and_gets_the_same_words(pushed):
    wechat = pushed.wechat
    wechat.says("o-taps-same", pushed.wish("tapped-same", ASKED))
    content, name = wechat.resident("o-taps-same").links["1 办尊老金"]
    tap = wechat.message("o-taps-same", "text", Content=content, bizmsgmenuid=name)

    first = wechat.run(wechat.deliver(tap))
    second = wechat.run(wechat.deliver(tap))

    assert first.text == second.text
    assert "前面的" not in first.text


def test_who_follows_by_a_scanned_scene_is_greeted(pushed):
    delivery = pushed.wechat.does("o-scan", "subscribe", EventKey="qrscene_jingkou", Ticket="t")

    assert delivery.answers == ["text"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u3000",
        "]]>",
        "<xml>",
        "&lt;",
        "😀",
        "[Unsupported Message]",
        "收到不支持的消息类型，暂无法显示",
    ],
)
def test_strange_words_are_answered(pushed, text):
    delivery = pushed.wechat.says("o-strange", text)

    assert delivery.answers == ["text"]


def test_a_recognised_voice_is_shown_and_an_unheard_one_asks_to_type(pushed):
    heard = pushed.wechat.speaks("o-voice", b"#!AMR\n" + b"\0" * 100, "我要办尊老金")
    unheard = pushed.wechat.speaks("o-voice-2", b"#!AMR\n" + b"\0" * 100, "")
    without = pushed.wechat.speaks("o-voice-3", b"#!AMR\n" + b"\0" * 100)

    assert "我要办尊老金" in heard.text
    assert unheard.text
    assert without.text == unheard.text


def test_a_picture_is_fetched_at_once_and_kept(pushed):
    picture = b"\xff\xd8\xff\xe0 a picture of a card"
    before = pushed.count("photo")
    pushed.wechat.says("o-photo", "我想给我妈办尊老金")

    pushed.wechat.sends_photo("o-photo", picture)

    wait_until(lambda: pushed.count("photo") > before, "the picture was kept")
    wait_until(lambda: len(pushed.wechat.shown("o-photo")) >= 2, "something was said about it")
    assert pushed.wechat.resident("o-photo").faults() == 0


def test_a_picture_that_is_there_a_moment_later_is_kept_too(pushed):
    before = pushed.count("photo")

    pushed.wechat.sends_photo("o-photo-late", b"\xff\xd8\xff\xe0 late", late=1.5)

    wait_until(lambda: pushed.count("photo") > before, "the picture was kept")
    wait_until(lambda: pushed.wechat.resident("o-photo-late").texts(), "something was said about it")
    assert pushed.wechat.resident("o-photo-late").faults() == 0


def test_an_unknown_kind_a_link_and_a_place_are_answered(pushed):
    wechat = pushed.wechat
    kinds = [
        wechat.message("o-kinds", "link", Title="题", Description="述", Url="https://example.org"),
        wechat.message(
            "o-kinds",
            "location",
            Location_X="32.20",
            Location_Y="119.45",
            Scale=15,
            Label="江苏省镇江市京口区",
        ),
        wechat.message("o-kinds", "hologram", Thing="x"),
    ]

    deliveries = [wechat.run(wechat.deliver(one)) for one in kinds]

    assert [delivery.answers[-1] for delivery in deliveries[:2]] == ["text", "text"]
    assert deliveries[2].answers[-1] in ("text", "success")
