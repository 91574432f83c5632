"""The resident's page works without scripts, loses nothing that was typed, and keeps strangers out."""

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.identity import Identities
from bot.channels.talk import Talks
from bot.channels.web import Web
from bot.message import Bubble, Choice, packed
from storage import pulled, turns
from tests.fakes import FakeInbox

GREETING = Bubble(text="Hello there", choices=(Choice(label="Ask", send="1"),))
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


class StoringInbox(FakeInbox):
    """Answers like a turn: the message and its answer stand in the store afterwards."""

    def __init__(self, store):
        super().__init__(Bubble(text="You said <that>", choices=(Choice(label="Yes", send="1"),)))
        self.store = store

    async def take(self, message):
        """Store the message and its answer, once."""
        await super().take(message)
        with self.store.writing() as db:
            if turns.keep(db, message.sender, message.id, json.dumps({"text": message.text}).encode()):
                held = turns.hold(db, message.sender)
                for step, bubble in enumerate(self.bubbles):
                    turns.say(db, message.sender, held.turn, step, packed(bubble), held.epoch, offered=True)
                turns.answered(db, message.sender, message.id, held.turn, b"[]")
        return self.bubbles


@pytest.fixture
def inbox(store):
    return StoringInbox(store)


@pytest.fixture
def client(store, templates, inbox):
    web = Web(
        inbox=inbox,
        identities=Identities(key=b"k" * 32, secure=False),
        templates=templates,
        talks=Talks(store=store, greeting=lambda: (GREETING,)),
    )
    return TestClient(Starlette(routes=list(web.routes())), follow_redirects=False)


def found(pattern, text):
    match = re.search(pattern, text, re.DOTALL)
    assert match, pattern
    return match[1]


def form_id(page, which="text-form"):
    if which == "text-form":
        return found(r'id="text-form" name="form" value="([^"]+)"', page)
    return found(r'id="choices".*?name="form" value="([^"]+)"', page)


def say(client, text, page=None, **headers):
    page = page or client.get("/chat").text
    return client.post("/chat", data={"form": form_id(page), "text": text, "after": "0"}, headers=headers)


def test_the_start_leads_to_the_conversation(client):
    assert client.get("/").headers["location"] == "/chat"


def test_an_empty_conversation_shows_the_greeting_and_stores_nothing(client, inbox):
    page = client.get("/chat").text

    assert "Hello there" in page
    assert inbox.messages == []


def test_a_form_post_is_a_turn_and_a_redirect_to_the_page(client, inbox):
    answer = say(client, "good day")

    assert (answer.status_code, answer.headers["location"]) == (303, "/chat#end")
    page = client.get("/chat").text
    assert "good day" in page
    assert "You said &lt;that&gt;" in page


def test_a_double_submit_changes_nothing(client, inbox):
    page = client.get("/chat").text

    say(client, "good day", page)
    say(client, "good day", page)

    assert inbox.messages[0].id == inbox.messages[1].id
    assert client.get("/chat").text.count("good day") == 1


def test_a_choice_is_heard_as_its_words_and_shown_with_its_label(client, inbox):
    say(client, "good day")
    page = client.get("/chat").text

    client.post("/chat", data={"form": form_id(page, "choices"), "choice": "1"})

    assert inbox.messages[-1].text == "1"
    assert "1 Yes" in client.get("/chat").text


def test_with_htmx_only_the_new_lines_come_back(client):
    answer = say(client, "good day", **{"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "good day" in answer.text
    assert 'hx-swap-oob="true"' in answer.text


def test_the_regular_question_gets_words_of_a_caseworker_and_then_nothing(client, store, inbox):
    say(client, "good day")
    last = found(r'id="after" name="after" value="(\d+)"', client.get("/chat").text)
    sender = inbox.messages[0].sender
    with store.writing() as db:
        held = turns.hold(db, sender)
        words = packed(Bubble(text="Please send the card"))
        turns.say(db, sender, held.turn, 0, words, held.epoch, by="caseworker:jingban", always=True)

    fresh = client.get("/chat/new", params={"after": last})
    newest = found(r'id="after" name="after" value="(\d+)"', fresh.text)

    assert "Please send the card" in fresh.text
    assert "工作人员" in fresh.text
    assert client.get("/chat/new", params={"after": newest}).status_code == 204
    with store.reading() as db:
        assert pulled.waiting(db, sender) == ()


def test_a_busy_server_keeps_what_was_typed(client, inbox):
    page = client.get("/chat").text
    inbox.busy = True

    answer = say(client, "a long story", page)

    assert answer.status_code == 503
    assert ">a long story</textarea>" in answer.text


def test_a_page_without_its_cookie_keeps_what_was_typed(client, inbox):
    page = client.get("/chat").text
    client.cookies.clear()

    answer = say(client, "a long story", page)

    assert answer.status_code == 403
    assert ">a long story</textarea>" in answer.text
    assert inbox.messages == []


def test_a_form_of_another_site_is_not_heard(client, inbox):
    say(client, "transfer", **{"Sec-Fetch-Site": "cross-site"})

    assert inbox.messages == []


def test_a_made_up_identity_is_not_believed(client, inbox):
    client.get("/chat")
    client.cookies.set("zhangban", "A" * 43 + "." + "0" * 64)
    client.post("/chat", data={"form": "x", "text": "hello"})

    assert inbox.messages == []


def test_two_browsers_have_two_conversations(client, inbox):
    say(client, "mine")
    client.cookies.clear()
    say(client, "yours")

    assert inbox.messages[0].sender != inbox.messages[1].sender
    assert "mine" not in client.get("/chat").text


def test_a_photo_is_taken_and_another_file_is_told_plainly(client, inbox):
    page = client.get("/chat").text
    photo = ("photo", ("card.png", PNG, "image/png"))
    program = ("photo", ("x.exe", b"MZ", "image/png"))

    taken = client.post("/chat", data={"form": form_id(page), "text": ""}, files=[photo])
    refused = client.post("/chat", data={"form": form_id(page), "text": ""}, files=[program])

    assert taken.status_code == 303
    assert inbox.messages[0].photos[0].data == PNG
    assert refused.status_code == 415
    assert "不是照片" in refused.text


def test_large_letters_are_remembered(client):
    answer = client.get("/chat?big=1")

    assert answer.status_code == 303
    assert '<html lang="zh-CN" class="big">' in client.get("/chat").text
    client.get("/chat?big=0")
    assert 'class="big"' not in client.get("/chat").text


def test_a_page_names_no_other_host(client):
    say(client, "good day")

    assert not re.search(r"(?:https?:)?//[a-z]", client.get("/chat").text)
