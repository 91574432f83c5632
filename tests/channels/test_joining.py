"""The six digits that join two conversations of one person: once, for ten minutes, and for nobody who guesses."""

import itertools

import pytest

from storage.turns import Sender
from tests.channels.joined import APPLICATION, THE_REST, begun_on_wechat, code_in, on_telegram
from tests.channels.loopback import wait_until
from tests.spoken_codes import wrong

pytestmark = pytest.mark.whole
CHATS = itertools.count(95001)


def test_what_was_begun_on_wechat_goes_on_on_telegram_and_ends_as_one_case(pushed):
    code, chat = begun_on_wechat(pushed, "o-join"), pushed.telegram.chat(next(CHATS))
    on_telegram(pushed, chat, "我有口令")
    for text in (code, *THE_REST):
        on_telegram(pushed, chat, text)

    wait_until(lambda: pushed.cases(pushed.on_telegram(chat.id)), "the case was opened")
    (case,) = pushed.cases(pushed.on_telegram(chat.id))
    facts = {fact.fact: fact.value for fact in case.facts}
    assert (facts["age"], facts["name"]) == (83, "王秀兰")
    assert case.number in on_telegram(pushed, chat, "办到哪了")


def test_progress_is_told_to_whom_the_code_joined_and_to_nobody_else(pushed):
    for text in (*APPLICATION, *THE_REST):
        pushed.wechat.says("o-progress", text)
    (case,) = pushed.cases(pushed.on_wechat("o-progress"))
    code = code_in(pushed.wechat.says("o-progress", "要口令").text)
    joined, stranger = (pushed.telegram.chat(next(CHATS)) for _ in range(2))
    on_telegram(pushed, joined, "我有口令")
    on_telegram(pushed, joined, code)

    assert case.number in on_telegram(pushed, joined, "办到哪了")
    assert case.number not in on_telegram(pushed, stranger, "办到哪了")
    assert case.number not in on_telegram(pushed, stranger, f"{case.number} 办到哪了")


def test_a_code_works_once(pushed):
    code = begun_on_wechat(pushed, "o-once")
    answers = []

    for _ in range(2):
        chat = pushed.telegram.chat(next(CHATS))
        on_telegram(pushed, chat, "我有口令")
        answers.append(on_telegram(pushed, chat, code))

    assert "对上了" in answers[0]
    assert "对上了" not in answers[1]


def test_who_guesses_hears_the_same_each_time_and_learns_nothing(pushed):
    code = begun_on_wechat(pushed, "o-guessed")
    chat = pushed.telegram.chat(next(CHATS))
    on_telegram(pushed, chat, "我有口令")
    guesses = [wrong(code, step) for step in range(1, 7)]

    answers = [on_telegram(pushed, chat, guess) for guess in guesses]
    after = on_telegram(pushed, chat, code)

    assert all("对上了" not in answer for answer in (*answers, after))
    assert pushed.cases(Sender("telegram", str(pushed.telegram.api.bot_id), str(chat.id))) == ()


def test_the_digits_stand_in_no_log(pushed):
    code = begun_on_wechat(pushed, "o-code-log")

    assert code not in pushed.server.printed()


def test_a_strangers_guesses_do_not_take_the_code_from_its_owner(pushed):
    code = begun_on_wechat(pushed, "o-owner")
    stranger, owner = (pushed.telegram.chat(next(CHATS)) for _ in range(2))
    on_telegram(pushed, stranger, "我有口令")
    for step in range(1, 6):
        on_telegram(pushed, stranger, wrong(code, step))

    on_telegram(pushed, owner, "我有口令")

    assert "对上了" in on_telegram(pushed, owner, code)
