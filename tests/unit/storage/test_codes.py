"""A spoken code of six digits: it lives ten minutes, joins once, and a few wrong tries silence whoever makes them."""

import pytest

from storage import codes, drafts, turns
from storage.conversation import Sender
from storage.drafts import StoredDraft
from tests.spoken_codes import wrong

OLD, NEW, THIRD = (Sender("telegram", "1", name) for name in ("10", "20", "30"))


@pytest.fixture
def code(store):
    """A code that the old conversation gave for its one draft."""
    with store.writing() as db:
        for sender in (OLD, NEW, THIRD):
            turns.hold(db, sender)
        draft = StoredDraft(
            id="d1", person="p1", benefit="gaoling", flow="f", release="r", status="open", body=b"{}",
            spoken_at=db.now, reminded=0,
        )  # fmt: skip
        drafts.keep_draft(db, OLD, draft)
        return codes.give(db, OLD, "k1", ["d1"])


def take(store, sender, digits):
    with store.writing() as db:
        return codes.take(db, sender, digits)


def test_a_right_code_joins_and_verifies(store, code):
    assert take(store, NEW, code) == ("d1",)

    with store.reading() as db:
        assert [draft.id for draft in drafts.drafts_of(db, NEW)] == ["d1"]
        assert codes.verified(db, NEW) == {"d1"}
        assert codes.verified(db, THIRD) == frozenset()


def test_a_code_counts_once(store, code):
    take(store, NEW, code)

    assert take(store, THIRD, code) is None


def test_a_code_lives_ten_minutes(store, clock, code):
    clock.pass_by(minutes=9, seconds=59)
    assert take(store, NEW, code) == ("d1",)


def test_after_ten_minutes_it_is_gone(store, clock, code):
    clock.pass_by(minutes=10)

    assert take(store, NEW, code) is None


def test_four_wrong_tries_leave_it_and_the_fifth_voids_it(store, code):
    for step in range(4):
        assert take(store, NEW, wrong(code, step + 1)) is None
    assert take(store, NEW, code) == ("d1",)


def test_a_strangers_five_guesses_do_not_take_the_code_from_its_owner(store, code):
    for step in range(5):
        take(store, NEW, wrong(code, step + 1))

    assert take(store, THIRD, code) == ("d1",)


def test_after_fifty_wrong_tries_by_anybody_the_right_one_is_void(store, code):
    for step in range(50):
        stranger = Sender("telegram", "1", f"stranger-{step // 5}")
        with store.writing() as db:
            turns.hold(db, stranger)
        take(store, stranger, wrong(code, step + 1))

    assert take(store, THIRD, code) is None


def test_who_tried_five_times_is_not_listened_to_for_an_hour(store, clock, code):
    for step in range(5):
        take(store, NEW, wrong(code, step + 1))
    with store.writing() as db:
        fresh = codes.give(db, OLD, "k2", ["d1"])

    assert take(store, NEW, fresh) is None
    clock.pass_by(hours=1)
    with store.writing() as db:
        fresh = codes.give(db, OLD, "k3", ["d1"])
    assert take(store, NEW, fresh) == ("d1",)


def test_a_newer_code_voids_the_one_before(store, code):
    with store.writing() as db:
        fresh = codes.give(db, OLD, "k2", ["d1"])

    assert fresh == code or take(store, NEW, code) is None


def test_the_database_does_not_hold_the_digits(store, code, tmp_path):
    with store.engine.connect() as connection:
        row = connection.execute(codes.codes.select()).one()

    assert code.encode() not in bytes(row.digest) + bytes(row.drafts)
