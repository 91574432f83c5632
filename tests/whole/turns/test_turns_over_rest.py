"""Turns through the REST channel of one real process: repeats, and many at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import sqlalchemy as sa

from bot.channels.rest import rest_sender
from bot.message import unpacked
from storage import turns
from storage.conversation import ASSISTANT, conversation_id, inbox
from tests.whole.program import opened, rows, send, tracker
from tests.whole.server import Server
from tests.whole.turns.rest import APPLIED, DAY, PLACE, SUBMIT, at_once, cases_of, texts_of

pytestmark = pytest.mark.whole
AT_ONCE = 20


def test_a_repeated_message_gets_the_same_bytes_and_no_row_changes(
    server: Server, says: Callable[..., bytes]
) -> None:
    lines = (*APPLIED, SUBMIT)
    first = [says("twice", text, f"twice/{place}") for place, text in enumerate(lines)]
    before = rows(server.data)

    again = [says("twice", text, f"twice/{place}") for place, text in enumerate(lines)]
    other_words = [says("twice", "转人工", f"twice/{place}") for place, _ in enumerate(lines)]

    assert again == first
    assert other_words == first
    assert rows(server.data) == before


def test_messages_of_one_person_at_once_are_served_one_after_the_other(server: Server) -> None:
    texts = ["镇江的尊老金多少钱", "你好", "要什么材料", "我想给我妈办尊老金"]

    answers = at_once([(server, "busy", texts[number % 4], f"busy/{number}") for number in range(AT_ONCE)])

    with opened(server.data) as store, store.reading() as db:
        sender = rest_sender("busy")
        mine = inbox.c.conversation == conversation_id(db.vault, sender)
        served = sorted(db.connection.scalars(sa.select(inbox.c.turn).where(mine)))
        kept = [json.loads(turns.said(db, sender, f"busy/{number}") or b"[]") for number in range(AT_ONCE)]
        spoken = [line for line in turns.transcript(db, sender) if line.who == ASSISTANT]
    assert served == list(range(1, AT_ONCE + 1))
    assert [texts_of(answer) for answer in answers] == [
        [unpacked(x.encode()).text for x in one] for one in kept
    ]
    assert len(spoken) == sum(len(one) for one in kept)


def test_a_person_who_says_yes_five_times_at_once_submits_once(
    server: Server, client: httpx.Client, says: Callable[..., bytes]
) -> None:
    for place, text in enumerate(APPLIED):
        says("eager", text, f"eager/{place}")

    at_once([(server, "eager", SUBMIT, f"eager/yes/{number}") for number in range(5)])

    kinds = [case["kind"] for case in cases_of(client, server, "eager")]
    assert kinds.count("application") == 1


def test_many_people_at_once_are_not_mixed_up(server: Server, client: httpx.Client) -> None:
    def talk(number: int) -> None:
        with httpx.Client() as own:
            for place, text in enumerate(
                ("我想给我妈办尊老金", "镇江京口", f"{79 + number}岁", "没有社保卡")
            ):
                answer = send(
                    own, server.base, f"one-of-many-{number}", text, f"{place}", today=DAY, region=PLACE
                )
                assert answer.status_code == 200, answer.text
                assert {bubble["recipient_id"] for bubble in answer.json()} == {f"one-of-many-{number}"}

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(talk, range(AT_ONCE)))

    for number in range(AT_ONCE):
        slots = tracker(client, server.base, f"one-of-many-{number}")["slots"]
        wanted = {"who_for": "mother", "hukou": "321102", "age": 79 + number, "social_card_active": "none"}
        assert isinstance(slots, dict)
        assert {name: slots.get(name) for name in wanted} == wanted
