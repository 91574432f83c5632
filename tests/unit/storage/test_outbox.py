"""The outbox as senders see it: order, leases, crashes, and the epoch."""

from datetime import timedelta

from storage import outbox, turns


def say(store, sender, *bodies, **how):
    """One turn that says these things."""
    with store.writing() as db:
        held = turns.hold(db, sender)
        for step, body in enumerate(bodies):
            turns.say(db, sender, held.turn, step, body, held.epoch, **how)


def lease(store, worker="one", limit=10):
    """Lease rows of the web for thirty seconds."""
    with store.writing() as db:
        return outbox.lease(db, "web", worker=worker, limit=limit, seconds=30)


def mark(store, row):
    """Mark a row as being sent."""
    with store.writing() as db:
        return outbox.sending(db, row)


def statuses(store, sender):
    """The statuses of all that was said, in order."""
    with store.reading() as db:
        return [str(line.status) for line in turns.transcript(db, sender)]


def test_the_next_words_are_leased_only_after_the_earlier_ended(store, wang):
    say(store, wang, b"a", b"b")

    (first,) = lease(store)
    assert (first.body, lease(store, "two")) == (b"a", ())
    assert mark(store, first)
    with store.writing() as db:
        outbox.sent(db, first)

    assert [row.body for row in lease(store)] == [b"b"]


def test_conversations_do_not_wait_for_each_other(store, wang, li):
    say(store, wang, b"a")
    say(store, li, b"b")

    assert [(row.body, row.sender) for row in lease(store)] == [(b"a", wang), (b"b", li)]


def test_a_row_is_leased_to_one_worker_and_to_another_when_the_lease_ran_out(store, clock, wang):
    say(store, wang, b"a")
    (mine,) = lease(store, "one")

    assert lease(store, "two") == ()
    clock.pass_by(seconds=30)
    (theirs,) = lease(store, "two")

    assert not mark(store, mine)
    assert mark(store, theirs)


def test_failed_words_are_tried_again_at_their_time_and_hold_back_those_behind(store, clock, wang):
    say(store, wang, b"a", b"b")
    (row,) = lease(store)
    mark(store, row)
    with store.writing() as db:
        outbox.failed(db, row, clock() + timedelta(seconds=60), "http 503")

    assert lease(store) == ()
    clock.pass_by(seconds=60)
    (again,) = lease(store)

    assert (again.body, again.attempts, again.repeats) == (b"a", 1, 0)


def test_words_whose_sending_a_crash_hid_are_repeated_once_and_then_given_up(store, clock, wang):
    say(store, wang, b"a", b"b")
    (row,) = lease(store)
    mark(store, row)

    clock.pass_by(seconds=30)
    assert abandoned(store) == ()
    (again,) = lease(store, "two")
    assert (again.body, again.repeats) == (b"a", 1)
    mark(store, again)
    clock.pass_by(seconds=30)

    assert lease(store, "three") == ()
    assert [(given.body, given.status) for given in abandoned(store)] == [(b"a", "gave_up")]
    assert abandoned(store) == ()
    assert [row.body for row in lease(store, "three")] == [b"b"]


def test_a_crash_before_the_call_is_not_counted_as_a_repeat(store, clock, wang):
    say(store, wang, b"a")
    for _ in range(3):
        (row,) = lease(store)
        clock.pass_by(seconds=30)

    assert row.repeats == 0


def test_words_given_up_let_those_behind_go_on(store, wang):
    say(store, wang, b"a", b"b")
    (row,) = lease(store)
    with store.writing() as db:
        outbox.gave_up(db, row, "blocked by the person")

    assert [row.body for row in lease(store)] == [b"b"]


def test_after_a_take_over_only_what_always_goes_is_leased(store, wang):
    say(store, wang, b"chat")
    say(store, wang, b"decision", always=True)
    with store.writing() as db:
        turns.bump_epoch(db, wang, "zhao")

    assert [row.body for row in lease(store)] == [b"decision"]
    assert statuses(store, wang) == ["withdrawn", "waiting"]


def test_words_leased_before_a_take_over_are_withdrawn_when_they_would_be_sent(store, wang):
    say(store, wang, b"chat")
    (row,) = lease(store)
    with store.writing() as db:
        turns.bump_epoch(db, wang, "zhao")

    assert not mark(store, row)
    assert statuses(store, wang) == ["withdrawn"]


def test_words_written_under_an_older_epoch_are_withdrawn_by_the_lease(store, wang):
    with store.writing() as db:
        held = turns.hold(db, wang)
        turns.bump_epoch(db, wang, "zhao")
        turns.say(db, wang, held.turn, 0, b"late", held.epoch)

    assert lease(store) == ()
    assert statuses(store, wang) == ["withdrawn"]


def test_words_whose_sending_a_crash_hid_are_not_repeated_after_a_take_over(store, clock, wang):
    say(store, wang, b"chat")
    (row,) = lease(store)
    mark(store, row)
    with store.writing() as db:
        turns.bump_epoch(db, wang, "zhao")
    clock.pass_by(seconds=30)

    (again,) = lease(store, "two")

    assert not mark(store, again)
    assert statuses(store, wang) == ["withdrawn"]


def test_each_channel_leases_its_own(store, wang):
    say(store, wang, b"a")

    with store.writing() as db:
        assert outbox.lease(db, "wechat", worker="one", limit=10, seconds=30) == ()


def test_whether_anything_is_due_shows_without_writing(store, clock, wang):
    with store.reading() as db:
        assert not outbox.due(db, "web")
    say(store, wang, b"a")
    with store.reading() as db:
        assert outbox.due(db, "web")
    assert len(lease(store)) == 1
    with store.reading() as db:
        assert not outbox.due(db, "web")
    clock.pass_by(seconds=30)
    with store.reading() as db:
        assert outbox.due(db, "web")


def test_no_more_rows_are_leased_than_asked_for(store, wang, li):
    say(store, wang, b"a")
    say(store, li, b"b")

    assert len(lease(store, limit=1)) == 1


def abandoned(store):
    """Give up what was left in sending twice."""
    with store.writing() as db:
        return outbox.abandoned(db, "web")
