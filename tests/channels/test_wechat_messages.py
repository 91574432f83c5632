"""Whatever a resident of WeChat does is answered: taps, events, strange words, a voice, a picture, a place."""

import pytest

from bot.message import Bubble, Choice
from tests.channels.loopback import wait_until

pytestmark = [pytest.mark.whole, pytest.mark.usefixtures("calm")]


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
