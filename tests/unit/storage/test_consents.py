"""The ledger of consents: every word stands, the last one counts, and no row says who anybody is."""

import pytest
import sqlalchemy as sa

from storage import consents
from storage.consents import Word
from storage.turns import Sender, hold

PHONE = Sender("rest", "rest", "phone")
OTHER = Sender("wechat", "gh_1", "openid-of-somebody")


def says(store, key, word, *, sender=PHONE, person="p1", purpose="submit"):
    with store.writing() as db:
        hold(db, sender)
        consents.note(
            db,
            sender,
            key,
            person=person,
            purpose=purpose,
            word=word,
            version="consent@r1",
            said_by="helper",
        )


def test_the_last_word_on_a_purpose_counts_in_whichever_conversation_it_fell(store):
    says(store, "1", Word.AGREED)
    says(store, "2", Word.REFUSED, purpose="visit")
    says(store, "3", Word.REVOKED, sender=OTHER)

    with store.reading() as db:
        now = consents.latest(db, "p1")

    assert {name: said.word for name, said in now.items()} == {"submit": "revoked", "visit": "refused"}
    assert (now["submit"].channel, now["submit"].said_by, now["submit"].version) == (
        "wechat",
        "helper",
        "consent@r1",
    )


def test_a_word_of_the_same_turn_is_added_once(store):
    says(store, "1", Word.AGREED)
    says(store, "1", Word.AGREED)

    with store.reading() as db:
        assert len(consents.said_in(db, PHONE)) == 1


def test_one_persons_word_is_not_anothers(store):
    says(store, "1", Word.AGREED, person="p1")
    says(store, "2", Word.REFUSED, person="p2")

    with store.reading() as db:
        assert consents.latest(db, "p1")["submit"].word is Word.AGREED
        assert consents.latest(db, "p2")["submit"].word is Word.REFUSED


@pytest.mark.parametrize("verb", ["UPDATE consent SET word = 'agreed'", "DELETE FROM consent"])
def test_nobody_mends_what_was_said(store, verb):
    says(store, "1", Word.REFUSED)

    with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.writing() as db:
        db.connection.exec_driver_sql(verb)


def test_a_row_holds_no_word_of_the_person(store):
    says(store, "1", Word.AGREED, sender=OTHER)

    with store.reading() as db:
        row = db.connection.execute(sa.select(consents.consents)).one()

    assert "openid-of-somebody" not in " ".join(map(str, row))
