"""What is decided about a case is told where its person last spoke, and where it was submitted on another channel."""

from dataclasses import replace
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.testclient import TestClient

from cases import work
from desk.routes import routes
from storage import drafts
from storage.conversation import outbox
from storage.photos import keep_photo
from storage.turns import hold, keep
from tests.unit.desk.fakes import TODAY, TOKEN, talked
from tests.unit.desk.joined import OTHER_WECHAT, TELEGRAM, WECHAT, begun, heard

MORNING = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)


def asked(desk, number):
    assert desk.post(number, "ask", version=2, what="银行卡正面照", sure="1").status_code == 303


def test_a_request_reaches_the_conversation_where_the_person_last_spoke_and_the_one_that_submitted(desk):
    number = begun(desk, TELEGRAM)
    talked(desk.store, TELEGRAM, "办到哪了", "收到了")

    asked(desk, number)

    assert (heard(desk, TELEGRAM), heard(desk, WECHAT)) == (1, 1)


def test_who_came_back_to_the_first_conversation_is_told_there_alone(desk):
    number = begun(desk, TELEGRAM)
    talked(desk.store, TELEGRAM, "办到哪了", "收到了")
    talked(desk.store, WECHAT, "我回来了", "好")

    asked(desk, number)

    assert (heard(desk, TELEGRAM), heard(desk, WECHAT)) == (0, 1)


def test_of_two_conversations_on_one_channel_the_one_that_spoke_last_is_told(desk):
    number = begun(desk, OTHER_WECHAT)
    talked(desk.store, OTHER_WECHAT, "办到哪了", "收到了")

    asked(desk, number)

    assert (heard(desk, OTHER_WECHAT), heard(desk, WECHAT)) == (1, 0)


def test_a_reminder_is_no_word_of_the_persons(desk):
    number = begun(desk, TELEGRAM)
    talked(desk.store, WECHAT, "我在这儿", "好")
    with desk.store.writing() as db:
        hold(db, TELEGRAM)
        keep(db, TELEGRAM, "reminder:d1:1", b'{"text": "", "photos": [], "happened": "reminder_due"}')

    asked(desk, number)

    assert (heard(desk, TELEGRAM), heard(desk, WECHAT)) == (0, 1)


def test_a_conversation_that_no_code_joined_is_told_nothing(desk):
    number = begun(desk)
    talked(desk.store, TELEGRAM, "办到哪了", "没有")
    with desk.store.writing() as db:
        drafts.join_draft(db, TELEGRAM, "d1")

    asked(desk, number)

    assert (heard(desk, TELEGRAM), heard(desk, WECHAT)) == (0, 1)


def test_a_decision_follows_the_person_too(desk):
    number = begun(desk, TELEGRAM)
    talked(desk.store, TELEGRAM, "办到哪了", "收到了")
    good = {"outcome": "approved", "line_2": "yes", "because": ["年满79周岁"], "amount": "每月五十"}

    desk.post(number, "decide", version=2, sure="1", **good)

    assert (heard(desk, TELEGRAM), heard(desk, WECHAT)) == (1, 1)


def waits(desk, sender):
    """Until when each of a caseworker's words is held."""
    with desk.store.engine.connect() as connection:
        rows = connection.execute(outbox.select().where(outbox.c.said_by == "caseworker:zhou")).all()
    return [row.retry_at for row in rows if row.channel == sender.channel]


def test_at_night_a_letter_waits_for_the_morning_and_live_words_do_not(desk, tmp_path):
    number = begun(desk)
    parts = replace(desk.parts, waking=lambda _instant: MORNING)
    browser = TestClient(Starlette(routes=[*routes(parts)]), follow_redirects=False)

    def press(action, **fields):
        browser.post(f"/desk/cases/{number}/{action}", data={"token": TOKEN, **fields})

    press("ask", version="2", what="银行卡正面照", sure="1")
    assert waits(desk, WECHAT) == [MORNING]
    assert "早上八点发出" in browser.get(f"/desk/cases/{number}?done=ask").text
    assert "早上八点发出" not in desk.browser.get(f"/desk/cases/{number}?done=ask").text
    press("take-over")
    press("write", text="您好")

    assert waits(desk, WECHAT) == [None, None, None]


def test_the_page_says_where_the_person_speaks_now(desk):
    number = begun(desk, TELEGRAM)
    assert "报过口令" not in desk.browser.get(f"/desk/cases/{number}").text

    talked(desk.store, TELEGRAM, "办到哪了", "收到了")

    assert "Telegram 那边说话（报过口令）" in desk.browser.get(f"/desk/cases/{number}").text


def test_a_picture_sent_as_an_answer_from_another_conversation_can_be_seen_and_no_other_of_it(desk):
    number = begun(desk, TELEGRAM)
    asked(desk, number)
    with desk.store.writing() as db:
        pictures = [
            keep_photo(db, desk.parts.photos, b"\xff\xd8\xff" + name, sender=TELEGRAM, message_id="p")
            for name in (b"card", b"something else")
        ]
        work.resident_answered(db, number, "", pictures[:1], today=TODAY)

    answers = [desk.browser.get(f"/desk/cases/{number}/photos/{digest}").status_code for digest in pictures]

    assert answers == [200, 404]
    assert f"/photos/{pictures[0]}" in desk.browser.get(f"/desk/cases/{number}").text
