"""How words leave outside an answer, and what becomes of each refusal of the platform."""

import pytest

from bot.channels.base import NotDelivered
from bot.message import Bubble, Choice, Message, packed
from storage import turns
from storage.turns import Sender
from tests.unit.bot.wechat.line import ANNA, Line


def test_five_messages_may_follow_one_and_the_sixth_waits(store):
    line = Line(store)
    line.wrote()

    refused = [line.send(f"{number}") for number in range(6)]

    assert refused[:5] == [None] * 5
    assert (refused[5].final, refused[5].after) == (False, 300.0)
    assert len(line.sent) == 5
    line.wrote()
    assert line.send("on") is None


def test_a_tap_opens_three_for_a_minute(store, clock):
    line = Line(store)
    line.wrote("tap")
    taken = [line.send(str(number)) is None for number in range(4)]
    line.wrote("tap")
    clock.pass_by(seconds=61)

    assert taken == [True, True, True, False]
    assert line.send("late").person


def test_two_days_after_the_last_word_nothing_is_called(store, clock):
    line = Line(store)
    line.wrote()
    clock.pass_by(hours=48, seconds=1)

    assert line.send("hello").person
    assert line.api.calls == []


@pytest.mark.parametrize(
    ("code", "final", "after"),
    [
        (-1, False, None),
        (40001, False, None),
        (45047, False, 300.0),
        (45011, False, 20.0),
        (40003, True, None),
    ],
)
def test_each_refusal_has_its_way(store, code, final, after):
    line = Line(store, code)
    line.wrote()

    refused = line.send("hello")

    assert (refused.final, refused.after) == (final, after)


@pytest.mark.parametrize(
    ("code", "away"), [(45009, False), (48001, True), (50002, True), (40164, False), (40125, False)]
)
def test_what_only_the_administrator_can_mend_is_a_task_once_a_day_and_the_words_wait(store, code, away):
    line = Line(store, code, code)
    line.wrote()

    refused = [line.send("one"), line.send("two")]

    assert [(each.final, each.away, each.person) for each in refused] == [(False, away, away)] * 2
    assert list(line.tasks.opened.values()) == ["task_wechat_account"]


def test_a_refused_send_uses_up_none_of_the_five(store):
    line = Line(store, -1, -1, -1)
    line.wrote()

    refused = [line.send("x") is None for _ in range(8)]

    assert refused == [False, False, False, True, True, True, True, True]


def test_a_long_bubble_goes_on_where_it_was_refused(store):
    line = Line(store, 0, -1)
    line.wrote()
    text = "\n".join(f"{number:04d} 带身份证" for number in range(200))

    assert line.send(text).final is False
    assert line.send(text) is None

    assert "\n".join(line.sent) == text


def test_after_the_person_wrote_the_same_long_words_are_said_whole_again(store):
    line = Line(store, 0, -1)
    line.wrote()
    text = "\n".join(f"{number:04d} 带身份证" for number in range(200))
    line.send(text)
    with store.writing() as db:
        line.words.heard(db, Message(sender=ANNA, id="1", text="x", opens="message"))
    before = len(line.sent)

    assert line.send(text) is None

    assert "\n".join(line.sent[before:]) == text


@pytest.mark.parametrize("links", [True, False])
def test_choices_are_lines_to_tap_unless_the_account_says_otherwise(store, links):
    line = Line(store, links=links)
    line.wrote()

    line.words.deliver(ANNA, Bubble(text="给谁办？", choices=(Choice(label="我自己", send="1"),)))

    assert ("weixin://bizmsgmenu" in line.sent[0]) is links
    assert "1 我自己" in line.sent[0]


def test_a_text_the_platform_finds_too_long_goes_in_parts(store):
    line = Line(store, 45002)
    line.wrote()
    text = "\n".join(f"{number:04d} 带身份证" for number in range(50))

    assert line.send(text) is None

    assert len(line.sent) == 2
    assert "\n".join(line.sent) == text


def test_words_the_platform_takes_for_an_escape_go_without_it(store):
    line = Line(store, 40033)
    line.wrote()

    assert line.send("a\\b") is None

    assert line.sent == ["a\uff3cb"]


def test_the_last_of_five_says_how_to_get_the_rest(store):
    line = Line(store)
    line.wrote()
    text = "\n".join(f"{number:04d} 要带身份证、户口簿和银行卡" for number in range(300))

    assert line.send(text).after == 300.0

    assert [each.endswith("写一个字，我接着说。") for each in line.sent] == [False] * 4 + [True]
    assert max(len(each.encode()) for each in line.sent) <= 2048


def test_the_last_of_five_says_so_too_when_other_words_wait_behind_it(store):
    line = Line(store)
    line.wrote()
    with store.writing() as db:
        held = turns.hold(db, ANNA)
        for step in range(6):
            turns.say(db, ANNA, held.turn, step, packed(Bubble(text=str(step))), held.epoch)

    for number in range(5):
        line.send(str(number))

    assert [each.endswith("写一个字，我接着说。") for each in line.sent] == [False] * 4 + [True]


def test_the_last_of_five_says_nothing_of_a_rest_that_is_not_there(store):
    line = Line(store)
    line.wrote()

    for number in range(5):
        line.send(str(number))

    assert line.sent == [str(number) for number in range(5)]


def test_an_account_that_is_gone_is_final(store):
    line = Line(store)

    with pytest.raises(NotDelivered) as refused:
        line.words.deliver(Sender("wechat", "gh_2", "o"), Bubble(text="x"))

    assert refused.value.final
