"""A turn that fails through the REST channel is parked: its person is told, and everybody goes on."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest
import sqlalchemy as sa

from bot.channels.rest import rest_sender
from bot.message import unpacked
from storage import turns
from storage.conversation import conversation_id, inbox
from tests.whole.program import opened
from tests.whole.server import Server
from tests.whole.turns.rest import APPLIED, SUBMIT, cases_of, texts_of
from tests.whole.watched import POISON

pytestmark = pytest.mark.whole


def test_a_turn_that_fails_is_parked_and_the_person_is_told(
    server: Server, client: httpx.Client, says: Callable[..., bytes]
) -> None:
    for place, text in enumerate(APPLIED):
        says("unlucky", text, f"unlucky/{place}")

    parked = says("unlucky", SUBMIT, f"{POISON}/unlucky")

    with opened(server.data) as store, store.reading() as db:
        sender = rest_sender("unlucky")
        mine = inbox.c.conversation == conversation_id(db.vault, sender)
        statuses = list(db.connection.scalars(sa.select(inbox.c.status).where(mine).order_by(inbox.c.turn)))
        reply = json.loads(turns.said(db, sender, f"{POISON}/unlucky") or b"[]")
    assert statuses == ["done"] * len(APPLIED) + ["parked"]
    assert [unpacked(one.encode()).phrases for one in reply] == [("turn_failed",)]
    assert [bubble["text"] for bubble in json.loads(parked)] == [unpacked(one.encode()).text for one in reply]
    assert [(case["kind"], case["words"]) for case in cases_of(client, server, "unlucky")] == [
        ("task", SUBMIT)
    ]
    queued = client.get(f"{server.base}/api/cases", params={"kind": "task"}).json()["cases"]
    assert cases_of(client, server, "unlucky")[0]["number"] in {row["number"] for row in queued}


def test_a_parked_message_repeated_gets_the_same_sentence_and_one_task(
    server: Server, client: httpx.Client, says: Callable[..., bytes]
) -> None:
    first = says("unlucky-twice", "你好", f"{POISON}/unlucky-twice")

    again = says("unlucky-twice", "你好", f"{POISON}/unlucky-twice")

    assert again == first
    assert [case["kind"] for case in cases_of(client, server, "unlucky-twice")] == ["task"]


def test_after_a_turn_that_failed_the_same_person_goes_on_and_others_are_served(
    server: Server, client: httpx.Client, says: Callable[..., bytes]
) -> None:
    for place, text in enumerate(APPLIED):
        says("going-on", text, f"going-on/{place}")
    says("going-on", SUBMIT, f"{POISON}/going-on")

    other = says("bystander", "镇江的尊老金多少钱", "bystander/0")
    says("going-on", SUBMIT, "going-on/again")

    assert texts_of(other)
    assert sorted(case["kind"] for case in cases_of(client, server, "going-on")) == ["application", "task"]
