"""The accounts of `serve --demo`: each can do what it is for, with what a newcomer has just told the chat."""

from bot import demo
from cases.queue import queue
from storage import people
from tests.unit.cases.office import opened


def test_caseworkers_find_what_was_told_to_the_chat_wherever_the_teller_lives(store, tmp_path):
    passwords = demo.accounts(store, tmp_path / "logins.txt")
    number = opened(store, region="321102")

    for login in ("jingban", "fuze"):
        signed_in = people.sign_in(store, login, passwords[login])
        assert isinstance(signed_in, people.SignedIn)
        with store.reading() as db:
            assert [row.number for row in queue(db, region=signed_in.account.region)] == [number]


def test_a_refusal_can_be_confirmed_for_there_are_two_caseworkers(store, tmp_path):
    demo.accounts(store, tmp_path / "logins.txt")

    with store.reading() as db:
        desk = [one for one in people.accounts(db) if one.role in (people.Role.CASEWORKER, people.Role.LEAD)]

    assert len(desk) >= 2
