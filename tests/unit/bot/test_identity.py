"""A page's identity cannot be made up, and one form sent twice is one message."""

from bot.channels.identity import Identities, stored_name

IDENTITIES = Identities(key=b"k" * 32, secure=False)


def test_a_form_sent_twice_is_one_message():
    me = IDENTITIES.new()
    form = IDENTITIES.form(me)

    assert IDENTITIES.message_id(me, form, b"yes") == IDENTITIES.message_id(me, form, b"yes")


def test_the_same_form_with_other_words_is_another_message():
    me = IDENTITIES.new()
    form = IDENTITIES.form(me)

    assert IDENTITIES.message_id(me, form, b"yes") != IDENTITIES.message_id(me, form, b"no")


def test_the_same_words_in_a_new_form_are_another_message():
    me = IDENTITIES.new()

    first, second = (IDENTITIES.message_id(me, IDENTITIES.form(me), b"yes") for _ in range(2))

    assert first != second


def test_a_form_of_another_page_is_refused():
    me, other = IDENTITIES.new(), IDENTITIES.new()

    assert IDENTITIES.message_id(me, IDENTITIES.form(other), b"yes") is None
    assert IDENTITIES.message_id(me, "made up", b"yes") is None


def test_over_https_the_cookie_is_held_to_the_host():
    assert Identities(key=b"k", secure=True).cookie.startswith("__Host-")


def test_the_store_never_sees_the_identity():
    me = IDENTITIES.new()

    assert me not in stored_name(me)
    assert len(stored_name(me)) == 32
