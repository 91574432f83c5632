"""The WeChat door: what it stores before it acknowledges, what it answers, and what it keeps silent on."""

import itertools
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.choices import tag
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.webhook import SILENT_FOR, Webhook
from bot.message import Bubble, Choice, packed
from storage import notices, turns
from storage.turns import Sender
from tests.fakes import FakeInbox, FakeJobs
from tests.unit.bot.wechat.line import FakeTasks
from tests.unit.bot.wechat.pushes import NOW, account, plain, xml

ANNA = Sender("wechat", "gh_1", "o-anna")
NUMBERS = itertools.count()


class Door:
    """One account's door in plain mode, on a real store."""

    def __init__(self, store, *, public_url="https://h", **more):
        known = account(aes_key="", **more)
        self.store, self.inbox, self.jobs = store, FakeInbox(Bubble(text="好")), FakeJobs()
        self.tasks, self.now = FakeTasks(), NOW
        webhook = Webhook(
            inbox=self.inbox,
            store=store,
            jobs=self.jobs,
            tasks=self.tasks,
            envelopes={"gh_1": Envelope(known)},
            accounts={"gh_1": known},
            public_url=public_url,
            clock=self.clock,
        )
        self.client = TestClient(Starlette(routes=webhook.routes()))

    def clock(self):
        """This instant; the next look is as much later as a test wishes."""
        seen, self.now = self.now, self.now + self.step
        return seen

    step = timedelta()

    def push(self, body):
        """Push, as the platform does."""
        self.now = NOW
        query, content = plain(body, nonce=f"n{next(NUMBERS)}")
        return self.client.post("/wechat/gh_1", params=query, content=content)


def event(name, inner=""):
    given = xml(MsgType="event", Event=name).removesuffix("</xml>")
    return f"{given}{inner}</xml>"


def picture():
    return xml(MsgType="image", MediaId="m", MsgId="1")


def test_a_picture_is_fetched_later_and_acknowledged(store):
    door = Door(store)

    assert door.push(picture()).text == "success"
    assert [name for name, _ in door.jobs.asked] == ["wechat_media"]


def test_where_papers_are_not_allowed_no_picture_is_fetched_and_the_way_to_send_it_is_told(store):
    door = Door(store, identity_documents=False)

    answer = door.push(picture())

    assert "<![CDATA[好]]>" in answer.text
    assert door.jobs.asked == []
    (message,) = door.inbox.messages
    assert (message.happened.kind, message.happened.values) == (
        "file_not_here",
        {"page": "https://h/wechat/gh_1/page"},
    )
    assert message.opens == "message"


@pytest.mark.parametrize(("kind", "fetched"), [("voice", 1), ("video", 0)])
def test_where_papers_are_not_allowed_a_recording_is_kept_and_a_video_is_not(store, kind, fetched):
    door = Door(store, identity_documents=False)

    door.push(xml(MsgType=kind, MediaId="m", MsgId="1"))

    assert len(door.jobs.asked) == fetched


def test_who_cannot_be_served_now_hears_nothing_until_the_platform_comes_again(store):
    door = Door(store)
    door.inbox.busy = True
    door.step = SILENT_FOR

    assert door.push(xml(MsgType="text", Content="你好", MsgId="2")).status_code == 503


ASKED = Bubble(text="给谁办？", choices=(Choice(label="我自己", send="1"), Choice(label="家里人", send="2")))


def said(store, *bubbles):
    with store.writing() as db:
        held = turns.hold(db, ANNA)
        for step, bubble in enumerate(bubbles):
            turns.say(db, ANNA, held.turn, step, packed(bubble), held.epoch, offered=True)


def test_a_tap_on_the_open_question_says_its_choice_and_on_an_older_one_that_it_is_old(store):
    door = Door(store)
    name = f"c-{tag(ASKED)}-1"
    tap = {"MsgType": "text", "Content": "家里人", "bizmsgmenuid": name}
    said(store, ASKED)
    door.push(xml(**tap, MsgId="5"))
    said(store, Bubble(text="几岁？", asks="age"))
    door.push(xml(**tap, MsgId="6"))

    first, second = door.inbox.messages
    assert (first.text, first.happened) == ("2", None)
    assert (second.text, second.happened.kind) == ("家里人", "stale_choice")


@pytest.mark.parametrize("links", [True, False])
def test_an_answers_choices_are_lines_to_tap_unless_the_account_says_otherwise(store, links):
    door = Door(store, links=links)
    door.inbox.bubbles = (ASKED,)

    answer = door.push(xml(MsgType="text", Content="你好", MsgId="9")).text

    assert ("weixin://bizmsgmenu" in answer) is links
    assert "1 我自己" in answer


def accepting(template, word="accept", event_name="subscribe_msg_popup_event"):
    entry = f"<TemplateId>{template}</TemplateId><SubscribeStatusString>{word}</SubscribeStatusString>"
    return event(event_name, f"<SubscribeMsgPopupEvent><List>{entry}</List></SubscribeMsgPopupEvent>")


def left(store, template="T"):
    """How many notices may be sent."""
    count = 0
    with store.writing() as db:
        while notices.may(db, ANNA, template):
            notices.used(db, ANNA, template)
            count += 1
    return count


def test_an_acceptance_that_is_told_three_times_counts_once(store):
    door = Door(store)

    answers = {door.push(accepting("T")).text for _ in range(3)}

    assert answers == {"success"}
    assert left(store) == 1


def test_two_acceptances_are_two(store):
    door = Door(store)

    door.push(accepting("T"))
    door.push(accepting("T").replace("1763000000", "1763000001"))

    assert left(store) == 2


@pytest.mark.parametrize(("word", "count"), [("reject", 0), ("accept", 1)])
def test_what_is_settled_in_the_account_counts_before_what_was_accepted(store, word, count):
    door = Door(store)
    door.push(accepting("T"))

    door.push(accepting("T", word, "subscribe_msg_change_event"))

    assert left(store) == count


def test_a_rejected_question_takes_no_earlier_acceptance_away(store):
    door = Door(store)
    door.push(accepting("T"))

    door.push(accepting("T", "reject").replace("1763000000", "1763000001"))

    assert left(store) == 1


@pytest.mark.parametrize(("status", "tasks"), [("success", 0), ("failed:user block", 1)])
def test_a_template_that_did_not_arrive_is_a_task_once(store, status, tasks):
    door = Door(store)
    body = xml(MsgType="event", Event="TEMPLATESENDJOBFINISH", MsgID="7", Status=status)

    for _ in range(2):
        door.push(body)

    assert len(door.tasks.opened) == tasks
