"""Rasa's REST shapes, and plain refusals of whatever cannot be a message."""

import base64
import json
from datetime import date

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.access import Access
from bot.channels.rest import Rest
from bot.message import Bubble, Choice
from tests.fakes import FakeInbox

HELLO = Bubble(text="Hello", choices=(Choice(label="Yes", send="1"),))
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def resolve(name):
    if name != "321100":
        raise ValueError(f"no place is called {name!r}")
    return name


@pytest.fixture
def inbox():
    return FakeInbox(HELLO)


@pytest.fixture
def client(inbox):
    rest = Rest(
        inbox=inbox,
        access=Access(token=""),
        tracker=lambda sender: {"sender_id": sender.id} if sender.id == "known" else None,
        resolve=resolve,
    )
    return TestClient(Starlette(routes=list(rest.routes())))


def post(client, **fields):
    return client.post("/webhooks/rest/webhook", json={"sender": "a", "message": "hello", **fields})


def test_a_bubble_has_rasas_shape(client):
    assert post(client).json() == [
        {"recipient_id": "a", "text": "Hello", "buttons": [{"title": "Yes", "payload": "1"}]}
    ]


def test_the_same_answer_is_the_same_bytes(client):
    assert post(client, message_id="1").content == post(client, message_id="1").content


def test_a_message_without_an_id_gets_a_fresh_one(client, inbox):
    post(client)
    post(client)

    assert inbox.messages[0].id != inbox.messages[1].id


def test_day_place_and_pictures_are_parsed_at_the_door(client, inbox):
    picture = {"kind": "image", "name": "card.png", "base64": base64.b64encode(PNG).decode()}

    post(client, today="2026-01-31", region="321100", attachments=[picture], message_id="7")

    message = inbox.messages[0]
    assert (message.id, message.today, message.region) == ("7", date(2026, 1, 31), "321100")
    assert message.photos[0].data == PNG


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("sender", None, 422),
        ("sender", "", 422),
        ("sender", 7, 422),
        ("sender", "a\nb", 422),
        ("sender", "x" * 201, 422),
        ("message", None, 422),
        ("message", ["hello"], 422),
        ("message", "x" * 100_000, 413),
        ("message_id", {"a": 1}, 422),
        ("today", "31.1.2026", 422),
        ("today", 20260131, 422),
        ("region", "Atlantis", 422),
        ("region", 321100, 422),
        ("attachments", "photo", 422),
        ("attachments", [7], 422),
        ("attachments", [{"kind": "video", "base64": ""}], 422),
        ("attachments", [{"kind": "image", "base64": "***"}], 422),
        ("attachments", [{"kind": "image", "base64": base64.b64encode(b"MZ program").decode()}], 415),
    ],
)
def test_a_bad_field_is_refused_by_its_name(client, inbox, field, value, status):
    answer = post(client, **{field: value})

    assert answer.status_code == status
    assert answer.json()["field"] == field
    assert answer.json()["error"].startswith(field)
    assert inbox.messages == []


@pytest.mark.parametrize("body", [b"", b"junk", b"[1]", b"7", b'{"a":', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_object_is_refused(client, body):
    answer = client.post("/webhooks/rest/webhook", content=body)

    assert answer.status_code == 400
    assert answer.json()["field"] == "body"


def test_a_lone_surrogate_in_a_message_is_replaced_and_the_words_are_heard(client, inbox):
    body = b'{"sender": "a", "message": "he\\ud800llo\\u0000"}'

    answer = client.post("/webhooks/rest/webhook", content=body)

    assert answer.status_code == 200
    assert inbox.messages[0].text == "he\ufffdllo\ufffd"


def test_a_full_queue_is_told_with_the_time_to_come_again(client, inbox):
    inbox.busy = True

    answer = post(client)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_the_tracker_of_a_stranger_is_not_there(client):
    assert client.get("/conversations/known/tracker").json() == {"sender_id": "known"}
    assert client.get("/conversations/stranger/tracker").status_code == 404


def test_an_answer_with_chinese_is_utf8(client, inbox):
    inbox.bubbles = (Bubble(text="您好"),)

    assert "您好".encode() in post(client).content
    assert json.loads(post(client).content)[0]["text"] == "您好"
