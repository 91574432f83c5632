"""Five whole conversations over each channel in each mode end in the same case, by the same words, as through REST."""

import itertools

import pytest

from storage.turns import Sender
from tests.channels.loopback import wait_until
from tests.channels.stand import told
from tests.channels.talks import TALKS
from tests.channels.wechat_pushes import Mode
from tests.whole.program import REST

pytestmark = pytest.mark.whole
CHATS = itertools.count(5001)
_through_rest: dict = {}


def through_rest(stand, talk):
    """What the same words lead to through REST: the case, and what was said after each."""
    key = (stand.server.base, talk)
    if key not in _through_rest:
        said = [stand.rest(f"rest-{talk}", text, place) for place, text in enumerate(TALKS[talk])]
        (case,) = stand.cases(Sender(REST, REST, f"rest-{talk}"))
        _through_rest[key] = told(case), [[str(bubble["text"]) for bubble in answer] for answer in said]
    return _through_rest[key]


def shows(chat, count):
    """Wait until so many messages of the bot stand in the chat."""
    wait_until(lambda: len(chat.shown) >= count, f"{count} messages came")


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_on_wechat_ends_in_the_case_it_has_through_rest(pushed, polled, mode, talk):
    stand = polled if mode is Mode.PLAIN else pushed
    stand.wechat.mode = mode
    expected, said = through_rest(stand, talk)
    openid = f"o-{mode.value}-{talk}"

    answers = [stand.wechat.says(openid, text) for text in TALKS[talk]]

    (case,) = stand.cases(stand.on_wechat(openid))
    assert told(case) == expected
    assert stand.wechat.resident(openid).faults() == 0
    for answer, bubbles in zip(answers[:-1], said[:-1], strict=True):
        assert all(words in answer.text for words in bubbles), (answer.text, bubbles)
    assert case.number in answers[-1].text


@pytest.mark.parametrize("way", ["webhook", "polling"])
@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_on_telegram_ends_in_the_case_it_has_through_rest(pushed, polled, way, talk):
    stand = pushed if way == "webhook" else polled
    expected, said = through_rest(stand, talk)
    chat = stand.telegram.chat(next(CHATS))

    for text, bubbles in zip(TALKS[talk], said, strict=True):
        before = len(chat.shown)
        stand.telegram.says(chat.id, text)
        shows(chat, before + len(bubbles))
        if text != TALKS[talk][-1]:
            shown = chat.texts()[before:]
            assert all(words in seen for words, seen in zip(bubbles, shown, strict=True)), (shown, bubbles)

    (case,) = stand.cases(stand.on_telegram(chat.id))
    assert told(case) == expected
    assert any(case.number in text for text in chat.texts()[-2:])
