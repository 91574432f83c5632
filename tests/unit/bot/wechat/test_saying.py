"""A turn's words leave in its answer as far as they fit; nothing overtakes what waited before them."""

from datetime import timedelta

import pytest

from bot import left_over, saying
from bot.alive import Died
from bot.message import Bubble, Message, packed, packed_all
from storage import outbox, turns
from storage.turns import Sender
from tests.unit.bot.wechat.line import ANNA, parts_with_line

LONG = "\n".join(f"{number:04d} 要带身份证、户口簿和银行卡" for number in range(120))


@pytest.fixture
def parts(store, tmp_path):
    return parts_with_line(store, tmp_path)


def served(parts, number, *bubbles, late=False, opens="message", on_page=False):
    """One turn that says these bubbles; returns the texts its answer carries."""
    by = parts.store.clock() + timedelta(seconds=-1 if late else 4)
    message = Message(sender=ANNA, id=str(number), text="", answer_by=by, opens=opens, on_page=on_page)
    with parts.store.writing() as db:
        if not turns.keep(db, ANNA, message.id, b"{}"):
            return [bubble.text for bubble in saying.again(db, parts, message)]
        held = turns.hold(db, ANNA)
        carried = saying.say(db, parts, message, held, bubbles, always=False)
        turns.answered(db, ANNA, message.id, held.turn, packed_all(carried))
    return [bubble.text for bubble in carried]


def statuses(parts):
    with parts.store.reading() as db:
        return [line.status for line in turns.transcript(db, ANNA) if line.who != "resident"]


def leased(parts, *, sending=True):
    with parts.store.writing() as db:
        rows = outbox.lease(db, "wechat", worker="w", limit=1, seconds=30)
        return [row for row in rows if not sending or outbox.sending(db, row)]


def test_what_fits_leaves_in_the_answer(parts):
    assert served(parts, 1, Bubble(text="one"), Bubble(text="two")) == ["one", "two"]
    assert statuses(parts) == ["offered", "offered"]


def test_the_rest_waits_a_moment_behind_the_answer(parts, clock):
    (first,) = served(parts, 1, Bubble(text=LONG))

    assert LONG.startswith(first)
    assert statuses(parts)[:2] == ["offered", "waiting"]
    assert leased(parts) == []
    clock.pass_by(seconds=1)
    assert len(leased(parts)) == 1


def test_a_repeat_gets_the_same_text_for_fifteen_seconds(parts, clock):
    first = served(parts, 1, Bubble(text="one"))

    again = served(parts, 1)
    clock.pass_by(seconds=16)

    assert again == first
    assert served(parts, 1) == []


def test_a_repeat_gets_nothing_once_the_rest_has_begun_to_leave(parts, clock):
    first = served(parts, 1, Bubble(text=LONG))
    assert served(parts, 1) == first
    clock.pass_by(seconds=1)
    leased(parts)

    assert served(parts, 1) == []


def test_what_is_too_late_for_the_answer_leaves_by_the_outbox(parts):
    assert served(parts, 1, Bubble(text="one"), late=True) == []
    assert statuses(parts) == ["waiting"]
    assert served(parts, 1) == []


def test_words_that_waited_lead_the_next_answer(parts):
    served(parts, 1, Bubble(text="one"), late=True)

    assert served(parts, 2, Bubble(text="two")) == ["one", "two"]


def test_nothing_overtakes_words_that_are_on_their_way(parts):
    served(parts, 1, Bubble(text="one"), late=True)
    leased(parts)

    assert served(parts, 2, Bubble(text="two")) == []
    assert statuses(parts) == ["sending", "waiting"]


def test_words_that_were_only_announced_lead_the_answer_though_they_seem_under_way(parts, clock):
    with parts.store.writing() as db:
        held = turns.hold(db, ANNA)
        turns.say(db, ANNA, held.turn, 0, packed(Bubble(text="批了")), held.epoch, by="caseworker:li")
    (row,) = leased(parts)

    assert served(parts, 1, Bubble(text="two")) == ["批了", "two"]
    with parts.store.writing() as db:
        outbox.failed(db, row, db.now + timedelta(days=3), "announced")
    assert statuses(parts) == ["offered", "offered"]


def test_words_that_were_put_off_may_go_once_the_person_wrote(parts):
    with parts.store.writing() as db:
        held = turns.hold(db, ANNA)
        for step in range(2):
            turns.say(db, ANNA, held.turn, step, packed(Bubble(text=LONG[:2000])), held.epoch)
    (row,) = leased(parts)
    with parts.store.writing() as db:
        outbox.failed(db, row, db.now + timedelta(days=3), "announced")

    served(parts, 1, Bubble(text="two"), late=True)

    assert len(leased(parts)) == 1


def test_on_the_page_words_are_shown_and_not_sent(parts):
    assert served(parts, 1, Bubble(text="one"), opens="", on_page=True) == ["one"]
    assert statuses(parts) == ["offered"]


def test_another_persons_words_are_left_alone(parts):
    other = Sender("wechat", "gh_1", "o-other")
    with parts.store.writing() as db:
        held = turns.hold(db, other)
        turns.say(db, other, held.turn, 0, packed(Bubble(text="theirs")), held.epoch)

    assert served(parts, 1, Bubble(text="one")) == ["one"]


def died(parts, clock, *, worker="w"):
    """A process of this name died now, and another took up what it left."""
    left_over.take_up(parts.store, Died(name=worker, at=clock()), {"wechat"})


def test_an_answer_that_nobody_may_have_got_is_sent_when_the_platform_comes_no_more(parts, clock):
    served(parts, 1, Bubble(text="one"), Bubble(text="two"))
    died(parts, clock)

    assert leased(parts) == []
    clock.pass_by(seconds=16)

    assert [row.line for row in leased(parts)]
    assert statuses(parts) == ["sending", "waiting"]


def test_a_repeat_after_the_death_takes_the_answer_and_nothing_is_sent_besides(parts, clock):
    first = served(parts, 1, Bubble(text="one"))
    died(parts, clock)
    clock.pass_by(seconds=5)

    again = served(parts, 1)
    clock.pass_by(seconds=60)

    assert again == first
    assert leased(parts) == []
    assert statuses(parts) == ["offered"]


def test_the_next_message_brings_it_first_when_the_person_writes_before(parts, clock):
    served(parts, 1, Bubble(text="one"))
    died(parts, clock)

    assert served(parts, 2, Bubble(text="two")) == ["one", "two"]
    clock.pass_by(seconds=60)
    assert leased(parts) == []


def test_an_older_answer_was_taken_long_ago(parts, clock):
    served(parts, 1, Bubble(text="one"))
    clock.pass_by(seconds=10)

    died(parts, clock)
    clock.pass_by(seconds=60)

    assert leased(parts) == []


def test_a_backup_that_is_brought_back_repeats_no_old_answers(parts, clock):
    served(parts, 1, Bubble(text="one"))
    at = clock()
    clock.pass_by(hours=2)

    left_over.take_up(parts.store, Died(name="w", at=at), {"wechat"})

    assert statuses(parts) == ["offered"]


def test_where_the_rest_has_begun_to_leave_the_answer_was_taken(parts, clock):
    served(parts, 1, Bubble(text=LONG))
    clock.pass_by(seconds=1)
    leased(parts)

    died(parts, clock, worker="another")

    assert statuses(parts)[0] == "offered"


def test_what_the_dead_had_in_hand_waits_for_no_lease(parts, clock):
    served(parts, 1, Bubble(text="late"), late=True)
    assert len(leased(parts, sending=False)) == 1
    assert leased(parts) == []

    died(parts, clock)

    assert [row.repeats for row in leased(parts)] == [0]


def test_what_the_dead_was_sending_waits_for_its_lease_and_is_repeated_once(parts, clock):
    served(parts, 1, Bubble(text="late"), late=True)
    assert len(leased(parts)) == 1

    died(parts, clock)
    assert leased(parts) == []
    clock.pass_by(seconds=30)

    assert [row.repeats for row in leased(parts)] == [1]
