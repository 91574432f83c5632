"""What waits for a person who comes and asks, until it was shown."""

from storage import pulled, turns


def test_what_is_shown_is_not_waiting_any_more(store, wang, li):
    with store.writing() as db:
        for sender, words in ((wang, (b"a", b"b")), (li, (b"for li",))):
            held = turns.hold(db, sender)
            for step, body in enumerate(words):
                turns.say(db, sender, held.turn, step, body, held.epoch)

    with store.writing() as db:
        rows = pulled.waiting(db, wang)
        pulled.delivered(db, rows)

    with store.reading() as db:
        assert [(row.body, row.sender) for row in rows] == [(b"a", wang), (b"b", wang)]
        assert pulled.waiting(db, wang) == ()
        assert [row.body for row in pulled.waiting(db, li)] == [b"for li"]


def test_what_left_in_the_response_is_offered_and_not_waiting(store, wang):
    with store.writing() as db:
        held = turns.hold(db, wang)
        turns.say(db, wang, held.turn, 0, b"a", held.epoch, offered=True)

        assert pulled.waiting(db, wang) == ()
        assert [line.status for line in turns.transcript(db, wang)] == ["offered"]


def test_words_said_under_an_older_epoch_are_never_shown(store, wang):
    with store.writing() as db:
        old = turns.hold(db, wang)
        turns.bump_epoch(db, wang, "zhao")
        turns.say(db, wang, old.turn, 0, b"too late", old.epoch)

        assert pulled.waiting(db, wang) == ()
