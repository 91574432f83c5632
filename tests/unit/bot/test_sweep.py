"""The daily sweep reminds three times, ends what was left for thirty days, and puts what is stuck before people."""

import pytest

from bot.channels.base import Pushes
from bot.message import Bubble, packed
from bot.sweep import Sweep
from storage import drafts, turns
from storage.drafts import StoredDraft
from storage.turns import Sender
from tests.fakes import FakePush

ANNA = Sender("web", "web", "anna")
BEN = Sender("callback", "callback", "ben")


class FakeTasks:
    """Remembers the keys of the tasks it was asked for."""

    def __init__(self, today):
        self.keys: set[str] = set()
        self.today = today

    def open(self, db, key, phrase, *, sender=ANNA, values=None):
        self.keys.add(key)
        return "T-0001"


@pytest.fixture
def taken():
    return []


@pytest.fixture
def sweep(store, clock, taken, tmp_path):
    tasks = FakeTasks(lambda: clock.now.date())
    return Sweep(
        store=store,
        tasks=tasks,
        take=lambda message: taken.append(message) or (),
        pushed=frozenset({"callback"}),
        photos=tmp_path / "photos",
    )


@pytest.fixture
def draft(store):
    with store.writing() as db:
        turns.hold(db, ANNA)
        kept = StoredDraft(
            id="d1",
            person="p1",
            benefit="gaoling",
            flow="apply_gaoling",
            release="r",
            status="open",
            body=b"{}",
            spoken_at=db.now,
            reminded=0,
        )
        drafts.keep_draft(db, ANNA, kept)
    return kept


def stored(store):
    with store.reading() as db:
        return drafts.drafts_of(db, ANNA)[0]


def test_a_draft_is_reminded_of_after_three_ten_and_twenty_five_days(sweep, clock, taken, draft):
    counts = []
    for _day in range(29):
        sweep.run()
        counts.append(len(taken))
        clock.pass_by(days=1)

    assert [counts.index(count) for count in (1, 2, 3)] == [3, 10, 25]
    assert counts[-1] == 3
    assert {message.happened.kind for message in taken} == {"reminder_due"}
    assert len({message.id for message in taken}) == 3


def test_sweeping_twice_a_day_reminds_once(sweep, clock, taken, draft):
    clock.pass_by(days=3)

    sweep.run()
    sweep.run()

    assert len(taken) == 1


def test_a_draft_that_two_conversations_share_is_reminded_of_once_where_the_person_last_spoke(
    sweep, store, clock, taken, draft
):
    with store.writing() as db:
        for number, sender in enumerate((BEN, ANNA, BEN)):
            held = turns.hold(db, sender)
            turns.keep(db, sender, f"m{number}", b'{"text": "..."}')
            turns.answered(db, sender, f"m{number}", held.turn, b"[]")
        drafts.join_draft(db, BEN, "d1")
    clock.pass_by(days=3)

    sweep.run()

    assert [message.sender for message in taken] == [BEN]


def test_a_draft_left_for_thirty_days_expires_without_a_further_word(sweep, store, clock, taken, draft):
    clock.pass_by(days=31)

    sweep.run()

    assert stored(store).status == "expired"
    assert taken == []


def test_words_that_do_not_leave_become_one_task_a_day(sweep, store, clock):
    with store.writing() as db:
        held = turns.hold(db, BEN)
        turns.say(db, BEN, held.turn, 0, packed(Bubble(text="hello")), held.epoch)
    clock.pass_by(seconds=61)

    sweep.run()
    sweep.run()

    assert len(sweep.tasks.keys) == 1


def test_words_that_wait_on_a_page_are_not_stuck(sweep, store, clock):
    with store.writing() as db:
        held = turns.hold(db, ANNA)
        turns.say(db, ANNA, held.turn, 0, packed(Bubble(text="hello")), held.epoch)
    clock.pass_by(hours=5)

    assert sweep.run().tasks == 0


def test_a_message_that_was_kept_and_never_finished_becomes_a_task(sweep, store, clock):
    with store.writing() as db:
        turns.keep(db, ANNA, "m1", b"{}")
    clock.pass_by(seconds=61)

    sweep.run()

    assert len(sweep.tasks.keys) == 1


def test_the_fake_is_a_pushing_channel():
    channel: Pushes = FakePush()

    assert channel.name == "callback"
