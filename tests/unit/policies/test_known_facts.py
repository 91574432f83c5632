"""What follows from what was stated."""

from datetime import date

from policies.facts import known
from policies.verdict import Facts, Unknown
from tests.policies.library import library

TODAY = date(2026, 5, 3)


def test_an_identity_number_gives_the_birth_date_and_the_age():
    complete = known(library().facts, {"id_number": "321102194705030018"}, TODAY)

    assert complete["birth_date"] == date(1947, 5, 3)
    assert complete["age"] == 79


def test_the_identity_number_beats_a_stated_age():
    assert known(library().facts, {"age": 84, "id_number": "321102194705030018"}, TODAY)["age"] == 79


def test_a_declined_fact_that_another_gives_is_known_after_all():
    facts: Facts = {"age": Unknown.DECLINED, "birth_date": date(1947, 5, 3)}

    assert known(library().facts, facts, TODAY)["age"] == 79


def test_nothing_follows_from_a_declined_fact():
    assert known(library().facts, {"id_number": Unknown.DECLINED, "age": 84}, TODAY) == {
        "id_number": Unknown.DECLINED,
        "age": 84,
    }


def test_an_unreadable_number_leaves_the_stated_age():
    assert known(library().facts, {"age": 84, "id_number": "0"}, TODAY)["age"] == 84


def test_identity_numbers_phones_and_cards_are_sensitive():
    sensitive = {name for name, kind in library().facts.items() if kind.sensitive}

    assert {"id_number", "phone", "bank_card", "name"} <= sensitive
