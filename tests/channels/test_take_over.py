"""A caseworker takes over a person who speaks on two platforms: one running program, both platforms, one desk."""

import itertools
import re

import httpx
import pytest

from cases.case import Kind
from storage.turns import Sender, transcript
from tests.channels.desk import Desk
from tests.channels.joined import APPLICATION, begun_on_wechat, on_telegram
from tests.channels.loopback import wait_until
from tests.channels.telegram_talk import PICTURE
from tests.whole.program import opened

pytestmark = pytest.mark.whole
CHATS = itertools.count(97001)
PEOPLE = itertools.count(1)
RECORDING = b"#!AMR\n" + b"a recording" * 20
SPOKEN = b"OggS" + b"a recording" * 20
HERE = "我是工作人员李强"


@pytest.fixture(scope="module")
def stand(pushed):
    return pushed


@pytest.fixture(scope="module")
def desk(stand):
    return Desk(stand)


@pytest.fixture
def openid():
    return f"o-held-{next(PEOPLE)}"


@pytest.fixture
def chat(stand, openid):
    """A Telegram chat that a code has joined to what was begun on WeChat."""
    code, chat = begun_on_wechat(stand, openid), stand.telegram.chat(next(CHATS))
    on_telegram(stand, chat, "我有口令")
    assert "对上了" in on_telegram(stand, chat, code)
    return chat


@pytest.fixture
def call(stand, desk, openid, chat):
    """The number of a call for a person from WeChat, which the caseworker took over."""
    stand.wechat.says(openid, "我要找工作人员说话")
    number = called(stand, stand.on_wechat(openid))
    desk.presses(number, "claim")
    desk.presses(number, "take-over")
    shown_on_wechat(stand, openid, HERE)
    return number


def called(stand, sender):
    (number,) = [case.number for case in stand.cases(sender) if case.kind is Kind.HAND_OVER]
    return number


def shown_on_wechat(stand, openid, words):
    wait_until(lambda: any(words in text for text in stand.wechat.resident(openid).texts()), f"{words} came")


def shown_on_telegram(chat, words):
    wait_until(lambda: any(words in text for text in chat.texts()), f"{words} came")


def tells_telegram(stand, chat, text):
    """Write on Telegram where no answer is due, and return once the program has heard it."""
    before = heard(stand, stand.on_telegram(chat.id))
    stand.telegram.says(chat.id, text)
    wait_until(lambda: heard(stand, stand.on_telegram(chat.id)) > before, f"{text} was heard")


def heard(stand, sender: Sender) -> int:
    """How many messages of a conversation were served."""
    with opened(stand.server.data) as store, store.reading() as db:
        return sum(line.who == "resident" for line in transcript(db, sender))


def test_words_reach_the_person_where_they_last_spoke(stand, desk, openid, chat, call):
    tells_telegram(stand, chat, "我在这边")

    desk.presses(call, "write", text="请带身份证来一趟")

    shown_on_telegram(chat, "请带身份证来一趟")
    assert not any("请带身份证" in text for text in stand.wechat.resident(openid).texts())
    assert stand.wechat.says(openid, "我又在微信了").text == ""
    desk.presses(call, "write", text="好的，我看见了")
    shown_on_wechat(stand, openid, "好的，我看见了")
    assert "我在这边" in desk.page(call)
    assert "我又在微信了" in desk.page(call)


def test_the_assistant_is_silent_on_both_platforms_and_speaks_again_when_handed_back(
    stand, desk, openid, chat, call
):
    before = len(chat.shown)
    tells_telegram(stand, chat, "王秀兰")
    assert stand.wechat.says(openid, "办到哪了").text == ""
    assert not stand.unsent()
    assert len(chat.shown) == before

    desk.presses(call, "hand-back", note="说清楚了")

    shown_on_wechat(stand, openid, "我接着陪您办")
    wait_until(lambda: not stand.unsent("wechat"), "what was open was asked again")
    assert stand.wechat.says(openid, "您好").text
    assert on_telegram(stand, chat, "您好")


def test_words_of_danger_get_their_numbers_on_both_platforms_all_the_same(stand, openid, chat, call):
    danger = "我不想活了，药都买好了"

    assert "120" in stand.wechat.says(openid, danger).text
    assert "120" in on_telegram(stand, chat, danger)


def test_what_else_is_sent_meanwhile_lies_at_the_desk_and_the_assistant_says_nothing(
    stand, desk, openid, chat, call
):
    wechat = stand.wechat
    answers = [
        wechat.sends_photo(openid, PICTURE).text,
        wechat.speaks(openid, RECORDING).text,
        wechat.speaks(openid, RECORDING, recognition="我说的话").text,
        wechat.loopback.run(
            wechat.deliver(
                wechat.message(
                    openid,
                    "location",
                    Location_X="32.19",
                    Location_Y="119.45",
                    Scale=15,
                    Label="镇江市京口区",
                )
            )
        ).text,
    ]
    seen = len(chat.shown)
    stand.telegram.sends_photo(chat.id, PICTURE + b" on Telegram")
    stand.telegram.speaks(chat.id, SPOKEN)
    stand.telegram.is_at(chat.id, 32.19, 119.45)
    tells_telegram(stand, chat, "都发了")

    assert answers == ["", "", "", ""]
    wait_until(lambda: PICTURE in desk.files(call), "the picture lies at the desk")
    wait_until(lambda: RECORDING in desk.files(call), "the recording lies at the desk")
    wait_until(lambda: SPOKEN in desk.files(call), "the recording of the other platform lies there")
    wait_until(lambda: "我说的话" in desk.page(call), "what was recognised lies at the desk")
    wait_until(lambda: "京口" in desk.page(call), "the place lies at the desk")
    assert all(
        words in desk.page(call) for words in ("发来一段录音", "语音转成的字", "发来一个位置", "这里不收")
    )
    wait_until(lambda: not stand.unsent(), "nothing waits to be said")
    assert len(chat.shown) == seen


def test_who_joins_while_a_caseworker_speaks_hears_that_the_code_was_right_and_then_nothing(
    stand, desk, openid
):
    code, chat = begun_on_wechat(stand, openid), stand.telegram.chat(next(CHATS))
    stand.wechat.says(openid, "我要找工作人员说话")
    number = called(stand, stand.on_wechat(openid))
    desk.presses(number, "claim")
    desk.presses(number, "take-over")
    on_telegram(stand, chat, "我有口令")

    assert "对上了" in on_telegram(stand, chat, code)
    seen = len(chat.shown)
    tells_telegram(stand, chat, "王秀兰")
    desk.presses(number, "write", text="我在")

    shown_on_telegram(chat, "我在")
    assert [text for text in chat.texts()[seen:] if text != "我在"] == []


def test_the_web_page_joined_by_a_code_is_one_more_place_of_the_same_person(stand, desk, openid):
    code = begun_on_wechat(stand, openid)
    page = Page(stand)
    page.says("我有口令")
    assert "对上了" in page.says(code)
    stand.wechat.says(openid, "我要找工作人员说话")
    number = called(stand, stand.on_wechat(openid))
    desk.presses(number, "claim")
    page.says("我在网页上")

    desk.presses(number, "take-over")
    desk.presses(number, "write", text="网页上也看得见")
    silent = page.says("好的")

    assert HERE in silent
    assert "网页上也看得见" in silent
    assert silent.count('class="line assistant"') == page.says("还在吗").count('class="line assistant"')
    assert stand.wechat.says(openid, "微信这边呢").text == ""


class Page:
    """The web chat of one browser; its cookie is carried by hand, since it is meant for https alone."""

    def __init__(self, stand):
        self._client = httpx.Client(base_url=stand.server.base, timeout=30)
        answer = self._client.get("/chat")
        self._client.headers["Cookie"] = answer.headers["set-cookie"].split(";")[0]
        self._page = answer.text

    def says(self, text: str) -> str:
        """Send a text and return the whole page as it then is."""
        form = re.search(r'id="text-form" name="form" value="([^"]+)"', self._page)
        assert form
        answer = self._client.post("/chat", data={"form": form[1], "text": text})
        assert answer.status_code == 303, answer.status_code
        self._page = self._client.get("/chat").text
        return self._page


def test_an_application_finished_on_the_web_page_is_the_one_begun_on_wechat(stand, openid):
    code = begun_on_wechat(stand, openid)
    page = Page(stand)
    for text in (
        "我有口令", code, "王秀兰", "321102194305120022", "6222021234567890128", "13800138000", "同意"
    ):  # fmt: skip
        page.says(text)

    number = re.search(r"G-\d{4}", page.says("对"))

    assert number, "the page tells the number"
    assert number[0] in stand.wechat.says(openid, "办到哪了").text
    assert len(APPLICATION) == 4
