"""Showing words on a page delivers them where the page is all there is, and not where they leave for a chat."""

import pytest

from bot.channels.talk import Talks
from bot.message import Bubble, packed
from storage import turns
from storage.turns import Sender


@pytest.mark.parametrize(("channel", "status"), [("web", "delivered"), ("wechat", "waiting")])
def test_a_page_left_open_takes_no_words_from_the_chat(store, channel, status):
    sender = Sender(channel, "one", "anna")
    with store.writing() as db:
        held = turns.hold(db, sender)
        turns.say(db, sender, held.turn, 0, packed(Bubble(text="批下来了")), held.epoch, by="caseworker:li")
    talks = Talks(store=store, greeting=tuple, pushed=frozenset({"wechat"}))

    shown = talks.since(sender, 0)

    assert [line.text for line in shown.lines] == ["批下来了"]
    with store.reading() as db:
        assert [line.status for line in turns.transcript(db, sender)] == [status]
