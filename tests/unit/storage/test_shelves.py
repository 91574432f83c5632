"""Drafts, releases and the unanswered box: what was put in comes out, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage import drafts, releases, turns, unanswered
from storage.drafts import StoredDraft


@pytest.fixture
def draft(store, clock, wang, li):
    for sender in (wang, li):
        with store.writing() as db:
            turns.hold(db, sender)
    return StoredDraft(
        id="d1", person="p1", benefit="gaoling", flow="apply", release="r1", status="open", body=b"answers",
        spoken_at=clock(), reminded=0,
    )  # fmt: skip


def test_a_draft_is_written_over_and_read_back_by_its_conversation(store, wang, li, draft):
    later = replace(draft, body=b"more answers", reminded=1)
    with store.writing() as db:
        drafts.keep_draft(db, wang, draft)
        drafts.keep_draft(db, wang, later)

    with store.reading() as db:
        assert drafts.drafts_of(db, wang) == (later,)
        assert drafts.drafts_of(db, li) == ()


def test_a_draft_may_be_continued_from_another_conversation(store, wang, li, draft):
    with store.writing() as db:
        drafts.keep_draft(db, wang, draft)
        drafts.keep_draft(db, li, draft)

    with store.reading() as db:
        assert drafts.drafts_of(db, wang) == drafts.drafts_of(db, li) == (draft,)


def test_a_dropped_draft_is_known_but_its_answers_are_not(store, wang, draft):
    with store.writing() as db:
        drafts.keep_draft(db, wang, draft)
        drafts.drop_draft(db, "d1")

    with store.reading() as db:
        (dropped,) = drafts.drafts_of(db, wang)
    assert (dropped.status, dropped.body) == ("dropped", b"")


def test_only_open_drafts_last_spoken_of_before_the_instant_are_idle(store, wang, draft):
    with store.writing() as db:
        drafts.keep_draft(db, wang, draft)
        drafts.keep_draft(db, wang, replace(draft, id="d2", status="submitted"))

    with store.reading() as db:
        assert drafts.idle_drafts(db, draft.spoken_at) == ()
        assert drafts.idle_drafts(db, draft.spoken_at + timedelta(microseconds=1)) == ((wang, draft),)


def test_the_release_in_force_is_the_one_put_last_even_when_it_is_an_older_one(store):
    with store.writing() as db:
        assert releases.in_force(db) is None
        for digest in ("r1", "r2"):
            releases.keep_release(db, digest, digest.encode())
            releases.put_in_force(db, digest, "sun")
        releases.put_in_force(db, "r1", "li")

    with store.reading() as db:
        assert releases.in_force(db) == "r1"
        assert [(change.digest, change.by) for change in releases.history(db)] == [
            ("r1", "li"),
            ("r2", "sun"),
            ("r1", "sun"),
        ]


def test_a_kept_release_is_never_changed(store):
    with store.writing() as db:
        releases.keep_release(db, "r1", b"first")
        releases.keep_release(db, "r1", b"second")

        assert releases.release(db, "r1") == b"first"
        assert releases.release(db, "r2") is None


def test_a_question_is_noted_once_and_settled_once(store):
    with store.writing() as db:
        for _ in range(2):
            unanswered.note(db, "m1", text="how much?", region="321100", benefit="gaoling", aspect="amount")
        (question,) = unanswered.unanswered(db)

        assert (question.text, question.region, question.benefit) == ("how much?", "321100", "gaoling")
        assert unanswered.close(db, question.id, "sun", "figure added")
        assert not unanswered.close(db, question.id, "li", "figure added")
        assert unanswered.unanswered(db) == ()
