"""The sender: in order, tried again after pauses, and in the end a person's task."""

import asyncio

import pytest
import sqlalchemy as sa

import storage.conversation
import storage.outbox
from bot.channels.base import NotDelivered
from bot.message import Bubble, packed
from bot.outbox import LEASE_SECONDS, MOST_ATTEMPTS, Outbox, pause
from storage import turns
from storage.turns import Sender
from tests.fakes import FakePush

ANNA = Sender("callback", "callback", "anna")


class Undelivered:
    """Remembers the rows that were given up."""

    def __init__(self):
        self.rows = []

    def __call__(self, db, row):
        self.rows.append(row.id)


def say(store, sender, *texts):
    with store.writing() as db:
        held = turns.hold(db, sender)
        for step, text in enumerate(texts):
            turns.say(db, sender, held.turn, step, packed(Bubble(text=text)), held.epoch)


def statuses(store, sender):
    with store.reading() as db:
        return [line.status for line in turns.transcript(db, sender)]


def send(outbox, rounds=1):
    async def run():
        return [await outbox.round("callback") for _ in range(rounds)]

    return asyncio.run(run())


def test_words_leave_in_the_order_they_were_said(store):
    say(store, ANNA, "one", "two")
    push = FakePush()

    send(Outbox(store, {"callback": push}, Undelivered()), rounds=3)

    assert [text for _, text in push.sent] == ["one", "two"]
    assert statuses(store, ANNA) == ["sent", "sent"]


def test_a_failed_send_holds_the_words_behind_it_until_it_is_tried_again(store, clock):
    say(store, ANNA, "one", "two")
    push = FakePush(NotDelivered("status 500"))
    outbox = Outbox(store, {"callback": push}, Undelivered())

    send(outbox, rounds=2)
    before = list(push.sent)
    clock.pass_by(seconds=2)
    send(outbox, rounds=2)

    assert before == []
    assert [text for _, text in push.sent] == ["one", "two"]


def test_a_final_refusal_becomes_a_task_and_the_words_behind_it_go_on(store):
    say(store, ANNA, "one", "two")
    push, undelivered = FakePush(NotDelivered("status 404", final=True)), Undelivered()

    send(Outbox(store, {"callback": push}, undelivered), rounds=2)

    assert len(undelivered.rows) == 1
    assert [text for _, text in push.sent] == ["two"]
    assert statuses(store, ANNA) == ["gave_up", "sent"]


def test_after_the_last_attempt_a_person_is_asked(store, clock):
    say(store, ANNA, "one")
    push = FakePush(*(NotDelivered("status 500") for _ in range(MOST_ATTEMPTS)))
    undelivered = Undelivered()
    outbox = Outbox(store, {"callback": push}, undelivered)

    for _ in range(MOST_ATTEMPTS):
        send(outbox)
        clock.pass_by(hours=1)

    assert len(undelivered.rows) == 1
    assert statuses(store, ANNA) == ["gave_up"]


class SlowPush(FakePush):
    """A channel whose answer comes when it is let go."""

    def __init__(self):
        super().__init__()
        self.called, self.let_go = asyncio.Event(), asyncio.Event()

    async def send(self, sender, bubble):
        await super().send(sender, bubble)
        self.called.set()
        await self.let_go.wait()


async def until(holds):
    while not holds():  # noqa: ASYNC110 (the sender has no event for what it keeps)
        await asyncio.sleep(0.001)


def leased_until(store):
    with store.reading() as db:
        return db.connection.scalar(sa.select(storage.conversation.outbox.c.leased_until))


def test_a_slow_call_is_not_taken_for_a_dead_worker(store, clock):
    say(store, ANNA, "one")

    async def run():
        push = SlowPush()
        outbox = Outbox(store, {"callback": push}, Undelivered())
        sender = asyncio.create_task(outbox.run())
        await push.called.wait()
        for _ in range(4):
            before = leased_until(store)
            clock.pass_by(seconds=LEASE_SECONDS // 2)
            outbox.nudge()
            await until(lambda: leased_until(store) != before)  # noqa: B023 (asked at once)
        push.let_go.set()
        await until(lambda: statuses(store, ANNA) == ["sent"])
        sender.cancel()
        return push.sent

    assert asyncio.run(run()) == [(ANNA, "one")]


class NoLongerKept(Outbox):
    """A sender whose leases cannot be made anew, for a reason nobody thought of."""

    def __init__(self, *parts):
        super().__init__(*parts)
        self.tried = asyncio.Event()

    def _kept(self, under_way):
        self.tried.set()
        raise AttributeError("half made")


def test_a_fault_while_leases_are_kept_does_not_end_the_sender(store, clock):
    say(store, ANNA, "one", "two")

    async def run():
        push = SlowPush()
        outbox = NoLongerKept(store, {"callback": push}, Undelivered())
        sender = asyncio.create_task(outbox.run())
        await push.called.wait()
        clock.pass_by(seconds=LEASE_SECONDS // 2)
        outbox.nudge()
        await outbox.tried.wait()
        push.let_go.set()
        await until(lambda: sender.done() or statuses(store, ANNA) == ["sent", "sent"])
        sender.cancel()
        return push.sent

    assert asyncio.run(run()) == [(ANNA, "one"), (ANNA, "two")]


def test_words_from_before_a_caseworker_took_over_are_withdrawn(store):
    say(store, ANNA, "one")
    with store.writing() as db:
        turns.bump_epoch(db, ANNA, "jingban")
    push = FakePush()

    send(Outbox(store, {"callback": push}, Undelivered()))

    assert push.sent == []
    assert statuses(store, ANNA) == ["withdrawn"]


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 1), (2, 2), (9, 256), (10, 300), (54, 300)])
def test_pauses_double_up_to_five_minutes(attempts, seconds):
    assert pause(attempts).total_seconds() == seconds


AWAY = NotDelivered("not there", after=3 * 24 * 3600, away=True, person=True)


def test_words_for_who_is_away_are_told_to_a_person_and_hold_up_none_behind_them(store):
    say(store, ANNA, "one", "two")
    push, undelivered = FakePush(AWAY, AWAY), Undelivered()

    send(Outbox(store, {"callback": push}, undelivered), rounds=3)

    assert len(undelivered.rows) == 2
    assert statuses(store, ANNA) == ["away", "away"]


def test_who_is_back_gets_what_was_kept_in_order_and_before_what_is_new(store):
    say(store, ANNA, "one", "two")
    push = FakePush(AWAY, AWAY)
    outbox = Outbox(store, {"callback": push}, Undelivered())
    send(outbox, rounds=2)

    with store.writing() as db:
        storage.outbox.back(db, ANNA)
    say(store, ANNA, "three")
    send(outbox, rounds=4)

    assert [text for _, text in push.sent] == ["one", "two", "three"]


def test_who_stays_away_is_looked_at_again_in_order(store, clock):
    say(store, ANNA, "one", "two")
    push = FakePush(AWAY, AWAY)
    outbox = Outbox(store, {"callback": push}, Undelivered())
    send(outbox, rounds=2)
    clock.pass_by(days=3)

    send(outbox, rounds=3)

    assert [text for _, text in push.sent] == ["one", "two"]


def test_what_an_assistant_kept_for_who_is_away_is_withdrawn_when_a_caseworker_takes_over(store):
    say(store, ANNA, "one")
    send(Outbox(store, {"callback": FakePush(AWAY)}, Undelivered()))

    with store.writing() as db:
        turns.bump_epoch(db, ANNA, "li")

    assert statuses(store, ANNA) == ["withdrawn"]
