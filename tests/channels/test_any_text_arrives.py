"""Whatever we say, of any length and with any characters, is read whole and in order on WeChat and on Telegram."""

import itertools
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.message import Bubble, Choice
from bot.settings import ROOT
from tests.channels.loopback import wait_until
from tests.channels.wechat_pushes import Mode
from tests.written import written

pytestmark = pytest.mark.whole
NUMBERS = itertools.count()
PHRASES = written((ROOT / "flows" / "library" / "wechat.yml").read_text("utf-8"))["phrases"]
REST_WAITS = PHRASES["rest_waits"].strip()
# What XML or JSON cannot carry may be replaced; white space at a cut may go; a backslash may be written wide.
LOST = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffd\ufffe\uffff\\s\ufeff]")
SHARP = [
    "]]>",
    "<![CDATA[",
    "&amp;",
    "</Content>",
    "\\u4f60",
    "*_[](",
    "😀",
    "👨‍👩‍👧",
    "é",
    "\r\n",
    "\n\n",
    "\u202e",
    "{{7*7}}",
]
CHARACTERS = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from("镇江市尊老金每月五十元，请带身份证。\n"),
    st.sampled_from(SHARP),
)
SHORT = st.lists(CHARACTERS, max_size=60).map("".join)
LONG = st.builds(lambda text, times: text * times, SHORT, st.integers(1, 40)).filter(
    lambda text: len(text.encode()) < 7000
)
REPLIES = st.lists(st.one_of(SHORT, LONG), min_size=1, max_size=3).filter(
    lambda texts: sum(len(text.encode()) for text in texts) < 7000
)
# Telegram lets us say as much as we like, in messages of 4,096 units.
LONGEST = st.builds(lambda text, times: text * times, SHORT.filter(len), st.integers(200, 900)).filter(
    lambda text: len(text) < 40_000
)
HURRIED = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))


def kept(text):
    """What of a text must arrive."""
    return LOST.sub("", text.replace("＼", "\\"))


def wishes(stand, replies):
    """Write the replies down; return for each a number, the words that ask for it, and what must arrive."""
    for texts in replies:
        number = next(NUMBERS)
        wish = stand.wish(f"any-{number}", *(Bubble(text=text) for text in texts))
        yield number, wish, kept("".join(texts))


@pytest.mark.parametrize("mode", Mode)
@HURRIED
@given(replies=st.lists(REPLIES, min_size=1, max_size=12))
@example(replies=[[" "], ["\u3000", "您好"]])
def test_any_text_arrives_on_wechat(pushed, polled, mode, replies):
    stand = polled if mode is Mode.PLAIN else pushed
    wanted = {f"o-any-{number}": (wish, whole) for number, wish, whole in wishes(stand, replies)}
    wechat = stand.wechat
    wechat.mode = mode

    wechat.all_at_once([wechat.message(openid, "text", Content=wish) for openid, (wish, _) in wanted.items()])

    for openid, (_, whole) in wanted.items():
        resident = wechat.resident(openid)
        wait_until(lambda: len(kept("".join(resident.texts()))) >= len(whole), "all words arrived")  # noqa: B023
        assert kept("".join(resident.texts())) == whole
        assert resident.faults() == 0


@HURRIED
@given(replies=st.lists(st.one_of(REPLIES, LONGEST.map(lambda text: [text])), min_size=1, max_size=12))
def test_any_text_arrives_on_telegram(polled, replies):
    wanted = {60000 + number: (wish, whole) for number, wish, whole in wishes(polled, replies)}

    for number, (wish, _) in wanted.items():
        polled.telegram.says(number, wish)

    for number, (_, whole) in wanted.items():
        chat = polled.telegram.chat(number)
        wait_until(lambda: len(kept("".join(chat.texts()))) >= len(whole), "all words arrived")  # noqa: B023
        assert kept("".join(chat.texts())) == whole


def test_more_than_the_platform_lets_us_say_waits_for_the_resident_and_then_goes_on(pushed):
    lines = [f"第{number}行：" + "尊老金" * 20 for number in range(85)]
    wish = pushed.wish("very-long", Bubble(text="\n".join(lines)))
    resident = pushed.wechat.resident("o-very-long")

    pushed.wechat.says("o-very-long", wish)
    wait_until(lambda: len(resident.shown) == 6, "one answer and five words came")
    pushed.wechat.says("o-very-long", "在吗")

    def said():
        return kept("".join(resident.texts()).replace(REST_WAITS, ""))

    wanted = kept("".join(lines))
    wait_until(lambda: wanted in said(), "the rest came")
    assert said().startswith(wanted)
    assert [text.endswith(REST_WAITS) for text in resident.texts()[:6]] == [False] * 5 + [True]
    assert resident.faults() == 0


def test_the_choices_of_a_long_question_arrive_and_can_be_chosen(pushed):
    choices = tuple(Choice(label=f"选项{number}" + "长" * 30, send=str(number)) for number in range(1, 31))
    wish = pushed.wish("many-choices", Bubble(text="请选一个", choices=choices))
    resident, chat = pushed.wechat.resident("o-choices"), pushed.telegram.chat(61001)

    pushed.wechat.says("o-choices", wish)
    pushed.telegram.says(61001, wish)

    def on_wechat():
        return "".join(one.text + "".join(label for _, label in one.choices) for one in resident.shown)

    def on_telegram():
        return "".join(one.text + "".join(label for label, _ in one.buttons) for one in chat.shown)

    for shown in (on_wechat, on_telegram):
        wait_until(lambda: all(choice.label[:8] in shown() for choice in choices), "all choices came")  # noqa: B023
