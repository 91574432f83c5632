"""Each bubble is one message, a long one several; what failed is tried from where it failed."""

import asyncio
import subprocess
import sys

import pytest

from bot.channels.base import NotDelivered
from bot.channels.telegram.calls import ShutOut
from bot.channels.telegram.words import Telegram
from bot.message import Bubble
from storage import telegram
from storage.turns import Sender
from tests.unit.bot.telegram.fakes import FakeCalls
from tests.unit.bot.telegram.updates import ASKED, BOT

ANNA = Sender("telegram", BOT, "4711")
LONG = Bubble(text="\n".join(["字" * 4000, "词" * 4000, "句" * 4000]), choices=ASKED.choices)


def send(channel, *bubbles, sender=ANNA):
    async def run():
        for bubble in bubbles:
            await channel.send(sender, bubble)

    asyncio.run(run())


def test_the_buttons_stand_under_the_last_piece(store):
    calls = FakeCalls()

    send(Telegram(store=store, calls={BOT: calls}), LONG)

    assert [len(text) for _, text, _ in calls.sent] == [4000, 4000, 4000]
    assert [len(rows) for _, _, rows in calls.sent] == [0, 0, 2]


def test_after_a_failure_the_piece_that_failed_is_sent_and_none_before_it(store):
    calls = FakeCalls(None, NotDelivered("NetworkError"))
    channel = Telegram(store=store, calls={BOT: calls})

    with pytest.raises(NotDelivered):
        send(channel, LONG)
    send(channel, LONG)

    assert [text[0] for _, text, _ in calls.sent] == ["字", "词", "句"]


def test_other_words_meanwhile_let_the_same_words_begin_anew(store):
    calls = FakeCalls(None, NotDelivered("NetworkError"))
    channel = Telegram(store=store, calls={BOT: calls})
    with pytest.raises(NotDelivered):
        send(channel, LONG)

    send(channel, Bubble(text="别的话"), LONG)

    assert [text[0] for _, text, _ in calls.sent] == ["字", "别", "字", "词", "句"]


def test_who_blocked_the_bot_is_noted_and_called_by_a_person_while_the_words_wait(store):
    channel = Telegram(store=store, calls={BOT: FakeCalls(ShutOut())})

    with pytest.raises(NotDelivered) as told:
        send(channel, Bubble(text="好"))

    assert (told.value.away, told.value.person, told.value.final) == (True, True, False)
    with store.reading() as db:
        assert telegram.is_shut_out(db, ANNA)


def test_words_for_a_bot_that_is_gone_are_given_up(store):
    with pytest.raises(NotDelivered) as told:
        send(Telegram(store=store, calls={}), Bubble(text="好"))

    assert told.value.final


def test_the_library_is_not_imported_before_a_bot_is_configured():
    program = (
        "import sys, bot.app, bot.serve, bot.accounts, bot.channels.telegram.build\n"
        "sys.exit('telegram' in sys.modules or 'telegram.ext' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
