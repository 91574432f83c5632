"""At night nobody is written to of our own accord; whoever writes is answered, after what was held for them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import clock as hours
from bot import saying
from bot.message import Bubble, Message, packed, packed_all
from flows.world import Happened
from storage import outbox, turns
from storage.turns import Sender
from tests.unit.bot.wechat.line import parts_with_line

MORNING = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)  # eight o'clock in China
LATE = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)  # ten in the evening there
TELEGRAM = Sender("telegram", "1", "10")
WECHAT = Sender("wechat", "gh_1", "o-anna")


@pytest.mark.parametrize(
    ("hour", "minute", "day", "waits"),
    [
        (7, 59, 21, datetime(2026, 11, 21, 0, 0, tzinfo=UTC)),
        (8, 0, 21, None),
        (20, 29, 21, None),
        (20, 30, 21, MORNING),
        (23, 59, 21, MORNING),
        (0, 1, 22, MORNING),
    ],
)
def test_words_that_can_wait_are_held_from_half_past_eight_to_eight(hour, minute, day, waits):
    instant = datetime(2026, 11, day, hour, minute, tzinfo=hours.CHINA)

    assert hours.waking(instant) == waits


@pytest.fixture
def parts(store, clock, tmp_path):
    clock.now = LATE
    return parts_with_line(store, tmp_path, pushed=frozenset({"telegram"}))


def reminded(parts, sender):
    happened = Happened(kind="reminder_due", values={})
    heard(parts, Message(sender=sender, id="reminder:1", text="", happened=happened), "还没办完")


def wrote(parts, sender, number, *, late=False):
    by = parts.store.clock() + timedelta(seconds=-1 if late else 4)
    message = Message(sender=sender, id=str(number), text="x", answer_by=by, opens="message")
    return heard(parts, message, f"答{number}")


def heard(parts, message, words):
    with parts.store.writing() as db:
        turns.keep(db, message.sender, message.id, b"{}")
        held = turns.hold(db, message.sender)
        carried = saying.say(db, parts, message, held, (Bubble(text=words),), always=False)
        turns.answered(db, message.sender, message.id, held.turn, packed_all(carried))
    return [bubble.text for bubble in carried]


def leaves(parts, sender):
    """What would be sent now."""
    found = []
    while True:
        with parts.store.writing() as db:
            rows = outbox.lease(db, sender.channel, worker="w", limit=9, seconds=30)
            for row in rows:
                outbox.sent(db, row)
        if not rows:
            return found
        found += [bytes(row.body) for row in rows]


@pytest.mark.parametrize("sender", [TELEGRAM, WECHAT])
def test_a_reminder_waits_for_the_morning(parts, clock, sender):
    with parts.store.writing() as db:
        turns.hold(db, sender)
    reminded(parts, sender)

    assert leaves(parts, sender) == []
    clock.now = MORNING
    assert len(leaves(parts, sender)) == 1


def test_who_writes_at_night_is_answered_after_what_was_held_for_them(parts):
    wrote(parts, TELEGRAM, 1)
    leaves(parts, TELEGRAM)
    reminded(parts, TELEGRAM)

    wrote(parts, TELEGRAM, 2)

    said = b"".join(leaves(parts, TELEGRAM)).decode()
    assert said.index("还没办完") < said.index("答2")


def test_on_wechat_what_was_held_leads_the_answer(parts):
    wrote(parts, WECHAT, 1)
    reminded(parts, WECHAT)

    assert wrote(parts, WECHAT, 2) == ["还没办完", "答2"]


def test_on_wechat_a_late_answer_is_not_held_behind_what_waits_for_the_morning(parts):
    wrote(parts, WECHAT, 1)
    reminded(parts, WECHAT)

    wrote(parts, WECHAT, 2, late=True)

    assert len(leaves(parts, WECHAT)) == 2


def test_live_words_are_not_held_behind_what_waits_for_the_morning(parts):
    wrote(parts, TELEGRAM, 1)
    leaves(parts, TELEGRAM)
    reminded(parts, TELEGRAM)
    with parts.store.writing() as db:
        held = turns.hold(db, TELEGRAM)
        outbox.hurry(db, TELEGRAM)
        turns.say(db, TELEGRAM, held.turn, 0, packed(Bubble(text="我是小李")), held.epoch, by="caseworker:li")

    assert len(leaves(parts, TELEGRAM)) == 2
