"""What a conversation said can be forgotten: nothing of it is found again, and repeats are still known."""

import os

import pytest

from storage import audit, erasure, outbox, photos, pulled, turns
from storage.transcript import transcript
from storage.turns import Held

WORDS = "我叫欧阳金丝雀".encode()
PICTURE = b"\xff\xd8 a picture"


def a_turn(store, sender, message, body=WORDS, reply=WORDS) -> Held:
    with store.writing() as db:
        assert turns.keep(db, sender, message, b'{"text": "' + body + b'"}')
        held = turns.hold(db, sender)
        turns.say(db, sender, held.turn, 0, b'{"text": "' + reply + b'"}', held.epoch, offered=True)
        turns.answered(db, sender, message, held.turn, b"[]" + reply)
        return held


def forget(store, sender, **how):
    with store.writing() as db:
        turns.hold(db, sender)
        erasure.forget(db, sender, **how)


def said(store, sender):
    with store.reading() as db:
        return b"".join(line.body for line in transcript(db, sender))


def test_what_was_said_on_both_sides_is_gone(store, wang):
    a_turn(store, wang, "m1")

    forget(store, wang)

    assert WORDS not in said(store, wang)


def test_a_repeat_of_a_forgotten_message_is_still_a_repeat_and_says_nothing(store, wang):
    a_turn(store, wang, "m1")

    forget(store, wang)

    with store.writing() as db:
        assert not turns.keep(db, wang, "m1", WORDS)
        assert turns.said(db, wang, "m1") == b"[]"


def test_another_conversation_keeps_its_words(store, wang, li):
    a_turn(store, wang, "m1")
    a_turn(store, li, "m2")

    forget(store, wang)

    assert WORDS in said(store, li)


@pytest.mark.parametrize("photos_only", [True, False])
def test_photos_can_no_longer_be_opened_and_their_files_go_with_the_next_sweep(
    store, wang, tmp_path, clock, photos_only
):
    folder = tmp_path / "photos"
    with store.writing() as db:
        digest = photos.keep_photo(db, folder, PICTURE, sender=wang, message_id="m1")
    long_ago = clock.now.timestamp() - photos.WRITING_SECONDS - 1
    os.utime(folder / digest[:2] / digest, (long_ago, long_ago))

    forget(store, wang, photos_only=photos_only)

    with store.reading() as db, pytest.raises(LookupError):
        photos.photo(db, folder, digest)
    with store.reading() as db:
        assert photos.sweep(db, folder) == 1
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_forgetting_photos_leaves_the_words(store, wang):
    a_turn(store, wang, "m1")

    forget(store, wang, photos_only=True)

    assert WORDS in said(store, wang)


def test_a_picture_that_somebody_else_sent_too_stays(store, wang, li, tmp_path, clock):
    folder = tmp_path / "photos"
    with store.writing() as db:
        digest = photos.keep_photo(db, folder, PICTURE, sender=wang, message_id="m1")
        photos.keep_photo(db, folder, PICTURE, sender=li, message_id="m2")
    clock.pass_by(days=3650)

    forget(store, wang)

    with store.reading() as db:
        assert photos.sweep(db, folder) == 0
        assert photos.photo(db, folder, digest) == PICTURE


def test_a_file_that_was_just_written_is_left_for_its_commit(store, wang, tmp_path, clock):
    folder = tmp_path / "photos"
    with store.writing() as db:
        digest = photos.keep_photo(db, folder, PICTURE, sender=wang, message_id="m1")
    now = clock.now.timestamp()
    os.utime(folder / digest[:2] / digest, (now, now))

    forget(store, wang)

    with store.reading() as db:
        assert photos.sweep(db, folder) == 0


def test_a_message_that_nobody_has_finished_and_words_on_their_way_are_not_touched(store, wang):
    with store.writing() as db:
        turns.keep(db, wang, "m1", WORDS)
        held = turns.hold(db, wang)
        turns.say(db, wang, held.turn, 0, WORDS, held.epoch)

    forget(store, wang)

    with store.reading() as db:
        assert pulled.waiting(db, wang)[0].body == WORDS
        assert turns.waiting_for_hand(db, seconds=0)[0].body == WORDS


def test_words_that_wait_for_their_person_to_come_back_are_not_touched(store, wang):
    held = a_turn(store, wang, "m1")
    with store.writing() as db:
        turns.say(db, wang, held.turn, 5, b'{"text": "waits"}', held.epoch)
        (row,) = outbox.lease(db, wang.channel, worker="w", limit=1, seconds=30)
        outbox.put_off(db, row, db.now, "blocked")

    forget(store, wang)

    assert b"waits" in said(store, wang)


def test_that_it_was_forgotten_is_recorded_without_a_word_of_it(store, wang):
    a_turn(store, wang, "m1")

    forget(store, wang)

    with store.reading() as db:
        note = audit.notes(db)[0]
        assert (note.who, note.what, note.reason) == ("resident", "forgot_conversation", "")
        assert audit.verify(db) is None
