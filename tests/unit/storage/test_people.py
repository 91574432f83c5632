"""Signing in: guesses are counted, sessions end, and an ended account is out at once."""

import threading

import pytest
from argon2 import Type, extract_parameters

from storage import people
from storage.people import Account, Refusal, Role, SignedIn
from tests.passwords import quick_hash

PASSWORD = "horse battery staple"


@pytest.fixture(scope="module")
def hashed():
    return quick_hash(PASSWORD)


@pytest.fixture
def zhao(store, hashed):
    account = Account(login="zhao", name="Zhao", role=Role.CASEWORKER, region="321100", active=True)
    with store.writing() as db:
        people.add_account(db, account, hashed)
    return account


def test_the_right_password_begins_a_session(store, zhao):
    signed = people.sign_in(store, "zhao", PASSWORD)

    assert isinstance(signed, SignedIn)
    assert people.signed_in(store, signed.token) == zhao


def test_a_password_is_hashed_at_the_cost_rfc_9106_advises_and_opens_its_account(store, zhao):
    hashed = people.hash_password("another")
    with store.writing() as db:
        people.add_account(db, zhao, hashed)

    advised = extract_parameters(hashed)

    assert (advised.type, advised.memory_cost, advised.time_cost) == (Type.ID, 64 * 1024, 3), (
        "RFC 9106, 4: second"
    )
    assert isinstance(people.sign_in(store, "zhao", "another"), SignedIn)
    assert people.sign_in(store, "zhao", PASSWORD) is Refusal.WRONG


@pytest.mark.parametrize("login", ["zhao", "nobody"])
def test_a_wrong_password_and_an_unknown_login_are_answered_alike_and_locked_alike(store, zhao, login):
    answers = [people.sign_in(store, login, "guess") for _ in range(6)]

    assert answers == [Refusal.WRONG] * 5 + [Refusal.LOCKED]


def test_a_lock_ends_after_a_quarter_of_an_hour_however_often_a_stranger_tries(store, clock, zhao):
    for _ in range(5):
        people.sign_in(store, "zhao", "guess")
    clock.pass_by(minutes=14)
    assert people.sign_in(store, "zhao", PASSWORD) is Refusal.LOCKED

    clock.pass_by(minutes=1)

    assert isinstance(people.sign_in(store, "zhao", PASSWORD), SignedIn)


def test_signing_in_forgets_earlier_failures_and_locks_nobody_else(store, zhao):
    for _ in range(4):
        people.sign_in(store, "zhao", "guess")
    assert isinstance(people.sign_in(store, "zhao", PASSWORD), SignedIn)

    assert people.sign_in(store, "zhao", "guess") is Refusal.WRONG


def test_many_guesses_at_once_are_not_more_than_five(store, zhao):
    answers: list[object] = []
    threads = [
        threading.Thread(target=lambda: answers.append(people.sign_in(store, "zhao", "guess")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers.count(Refusal.WRONG) == 5
    assert answers.count(Refusal.LOCKED) == 3


def test_a_session_ends_after_half_an_hour_without_use(store, clock, zhao):
    token = token_of(store)
    for _ in range(3):
        clock.pass_by(minutes=29)
        assert people.signed_in(store, token) == zhao

    clock.pass_by(minutes=30)

    assert people.signed_in(store, token) is None


def test_a_session_ends_after_ten_hours_of_use(store, clock, zhao):
    token = token_of(store)
    for _ in range(29):
        clock.pass_by(minutes=20)
        assert people.signed_in(store, token) == zhao
    clock.pass_by(minutes=19)
    assert people.signed_in(store, token) == zhao

    clock.pass_by(minutes=1)

    assert people.signed_in(store, token) is None


def test_ending_an_account_ends_its_sessions_at_once(store, zhao):
    token = token_of(store)

    with store.writing() as db:
        people.set_active(db, "zhao", False)

    assert people.signed_in(store, token) is None
    assert people.sign_in(store, "zhao", PASSWORD) is Refusal.WRONG


def test_an_ended_session_does_not_come_back_with_its_account(store, zhao):
    token = token_of(store)
    with store.writing() as db:
        people.set_active(db, "zhao", False)
        people.set_active(db, "zhao", True)

    assert people.signed_in(store, token) is None


def test_signing_out_ends_this_session_only(store, zhao):
    first, second = token_of(store), token_of(store)

    with store.writing() as db:
        people.sign_out(db, first)

    assert people.signed_in(store, first) is None
    assert people.signed_in(store, second) == zhao


def test_a_new_password_ends_the_sessions_of_the_old(store, zhao):
    token = token_of(store)

    with store.writing() as db:
        people.add_account(db, zhao, quick_hash("another"))

    assert people.signed_in(store, token) is None
    assert people.sign_in(store, "zhao", PASSWORD) is Refusal.WRONG


def test_neither_password_nor_token_stands_in_the_database(store, tmp_path, zhao):
    token = token_of(store)

    content = b"".join(path.read_bytes() for path in tmp_path.glob("zhangban.db*"))

    assert PASSWORD.encode() not in content
    assert token.encode() not in content


def token_of(store):
    """A new session's token."""
    signed = people.sign_in(store, "zhao", PASSWORD)
    assert isinstance(signed, SignedIn)
    return signed.token
