"""One turn on paper: repeats, the lock, parking, order, and who may speak."""

import threading
from contextlib import suppress

import pytest

from storage import pulled, turns
from storage.turns import Sender


def take_turn(store, sender, message_id, words=b"words", *, bubbles=(b"bubble",), reply=b"reply"):
    """Keep, hold, say, answer: what a whole turn does, in one transaction."""
    with store.writing() as db:
        first = turns.keep(db, sender, message_id, words)
        if not first:
            return turns.said(db, sender, message_id)
        held = turns.hold(db, sender)
        for step, body in enumerate(bubbles):
            turns.say(db, sender, held.turn, step, body, held.epoch)
        turns.let_go(db, sender, held.state + words)
        turns.answered(db, sender, message_id, held.turn, reply)
        return reply


def test_a_repeated_message_changes_nothing_and_finds_the_stored_reply(store, wang):
    take_turn(store, wang, "m1", reply=b"first reply")
    before = transcript(store, wang)

    again = take_turn(store, wang, "m1", b"other words", reply=b"second reply")

    assert again == b"first reply"
    assert transcript(store, wang) == before


def test_a_message_has_no_reply_before_its_turn_is_finished(store, wang):
    with store.writing() as db:
        turns.keep(db, wang, "m1", b"words")

        assert turns.said(db, wang, "m1") is None


@pytest.mark.parametrize(
    "other",
    [Sender("rest", "demo", "wang-openid"), Sender("web", "b", "wang-openid"), Sender("web", "demo", "li")],
)
def test_the_same_message_id_from_elsewhere_is_another_message(store, wang, other):
    take_turn(store, wang, "m1", reply=b"for wang")

    assert take_turn(store, other, "m1", reply=b"for the other") == b"for the other"


def test_sender_parts_do_not_run_into_each_other(store):
    take_turn(store, Sender("web", "a", "b c"), "m", reply=b"one")

    assert take_turn(store, Sender("web", "a b", "c"), "m", reply=b"two") == b"two"


def test_each_conversation_has_its_own_turns_and_state(store, wang, li):
    take_turn(store, wang, "m1", b"wang ")
    take_turn(store, li, "m1", b"li ")
    take_turn(store, wang, "m2", b"again")

    with store.writing() as db:
        held = turns.hold(db, wang)
        assert (held.turn, held.state) == (3, b"wang again")
        assert turns.hold(db, li).state == b"li "


def test_what_was_done_in_a_failed_savepoint_is_undone_and_the_message_is_parked(store, wang):
    with store.writing() as db:
        turns.keep(db, wang, "m1", b"poison")
        held = turns.hold(db, wang)
        with suppress(ZeroDivisionError), db.savepoint():
            turns.say(db, wang, held.turn, 0, b"half a turn", held.epoch)
            turns.let_go(db, wang, b"half a state")
            raise ZeroDivisionError
        turns.park(db, wang, "m1", held.turn, "ZeroDivisionError")
        turns.say(db, wang, held.turn, 0, b"a person will look", held.epoch)
        turns.answered(db, wang, "m1", held.turn, b"a person will look")

    with store.writing() as db:
        assert turns.said(db, wang, "m1") == b"a person will look"
        assert turns.hold(db, wang).state == b""
    lines = transcript(store, wang)
    assert [(line.body, line.status) for line in lines] == [
        (b"poison", "parked"),
        (b"a person will look", "waiting"),
    ]


def test_a_transaction_that_raises_keeps_nothing(store, wang):
    with suppress(ZeroDivisionError), store.writing() as db:
        turns.keep(db, wang, "m1", b"words")
        raise ZeroDivisionError

    with store.writing() as db:
        assert turns.keep(db, wang, "m1", b"words")


def test_a_transcript_is_in_order_of_turns_however_the_clock_jumps(store, clock, wang):
    take_turn(store, wang, "m1", b"one", bubbles=(b"a", b"b"))
    clock.pass_by(days=-3)
    take_turn(store, wang, "m2", b"two", bubbles=(b"c",))

    lines = transcript(store, wang)

    assert [(line.who, line.body) for line in lines] == [
        ("resident", b"one"),
        ("assistant", b"a"),
        ("assistant", b"b"),
        ("resident", b"two"),
        ("assistant", b"c"),
    ]
    assert [line.seq for line in lines] == sorted(line.seq for line in lines)


def test_a_transcript_continues_after_any_line(store, wang):
    take_turn(store, wang, "m1", b"one", bubbles=(b"a", b"b"))
    take_turn(store, wang, "m2", b"two", bubbles=(b"c",))
    whole = transcript(store, wang)

    with store.reading() as db:
        for place, line in enumerate(whole):
            assert turns.transcript(db, wang, after=line.seq) == whole[place + 1 :]


def test_the_same_step_of_a_turn_is_said_once(store, wang):
    with store.writing() as db:
        held = turns.hold(db, wang)
        turns.say(db, wang, held.turn, 0, b"once", held.epoch)
        turns.say(db, wang, held.turn, 0, b"twice", held.epoch)

        assert [row.body for row in pulled.waiting(db, wang)] == [b"once"]


def test_taking_over_withdraws_the_assistants_words_and_no_others(store, wang):
    with store.writing() as db:
        held = turns.hold(db, wang)
        turns.say(db, wang, held.turn, 0, b"chat", held.epoch)
        turns.say(db, wang, held.turn, 1, b"crisis number", held.epoch, always=True)
        turns.say(db, wang, held.turn, 2, b"decision", held.epoch, by="caseworker:zhao", always=True)

    with store.writing() as db:
        epoch = turns.bump_epoch(db, wang, "zhao")
        held = turns.hold(db, wang)

    with store.reading() as db:
        assert (held.epoch, held.holder) == (epoch, "zhao") == (1, "zhao")
        assert [row.body for row in pulled.waiting(db, wang)] == [b"crisis number", b"decision"]
        assert [line.status for line in turns.transcript(db, wang)] == ["withdrawn", "waiting", "waiting"]


def test_a_conversation_nobody_wrote_in_cannot_be_taken_over(store, wang):
    with store.writing() as db, pytest.raises(LookupError):
        turns.bump_epoch(db, wang, "zhao")


def test_a_message_kept_and_never_finished_is_found_by_the_sweeper(store, clock, wang, li):
    with store.writing() as db:
        turns.keep(db, wang, "m1", b"forgotten")
    take_turn(store, li, "m1")

    clock.pass_by(seconds=59)
    with store.reading() as db:
        assert turns.waiting_for_hand(db) == ()
    clock.pass_by(seconds=1)
    with store.reading() as db:
        (found,) = turns.waiting_for_hand(db)

    assert (found.sender, found.message_id, found.body) == (wang, "m1", b"forgotten")


def test_two_turns_of_one_conversation_at_once_are_served_one_after_the_other(store, wang):
    def talk(who: str) -> None:
        for number in range(10):
            take_turn(store, wang, f"{who}{number}", f"{who}{number} ".encode())

    run_at_once(talk, "a", "b")

    with store.writing() as db:
        held = turns.hold(db, wang)
    assert held.turn == 21
    assert len(held.state.split()) == 20


def test_of_two_threads_that_keep_the_same_message_one_is_first(store, wang):
    firsts: list[bool] = []

    def claim(_who: str) -> None:
        for number in range(20):
            with store.writing() as db:
                firsts.append(turns.keep(db, wang, f"m{number}", b"words"))

    run_at_once(claim, "a", "b")

    assert sorted(firsts) == [False] * 20 + [True] * 20


def run_at_once(work, *names):
    """Run the work once for each name, begun together."""
    ready = threading.Barrier(len(names))

    def begin(name):
        ready.wait()
        work(name)

    threads = [threading.Thread(target=begin, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def transcript(store, sender):
    """The whole transcript."""
    with store.reading() as db:
        return turns.transcript(db, sender)
