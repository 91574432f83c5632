"""Which telephone numbers may be said."""

from policies.contacts import nearby
from tests.policies.library import library


def test_general_numbers_may_be_said_everywhere():
    numbers = {contact.number for contact in nearby(library().contacts, library().regions, "321102004")}

    assert {"12345", "110", "120", "119", "12356"} <= numbers


def test_numbers_that_nobody_has_verified_are_kept_and_not_said():
    kept = {contact.number for contact in library().contacts}
    said = {contact.number for contact in library().contacts_at("000000")}

    assert {"96110", "12355", "12349"} <= kept - said
