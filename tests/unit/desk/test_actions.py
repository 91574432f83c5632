"""The other buttons of a case: claim, ask and go on, close or take down, and take the conversation over."""

import json
from dataclasses import replace

from cases import work
from cases.case import Kind, Status
from cases.conversation import take_over
from storage.turns import hold, transcript
from tests.unit.desk.claimed import claimed, get, seen, told
from tests.unit.desk.fakes import (
    CONSENT,
    LI,
    SENDER,
    TODAY,
    office,
    opened,
)


def test_claiming_makes_it_mine_and_a_second_claim_is_a_conflict(desk):
    number = opened(desk.store)

    first = desk.post(number, "claim")
    desk.guard.person = LI
    second = desk.post(number, "claim")

    assert first.headers["location"] == f"/desk/cases/{number}?done=claim#top"
    assert second.status_code == 409
    assert seen(desk, number).owner == "zhou"


def test_a_request_is_shown_before_it_is_sent_and_reaches_the_chat_with_the_move(desk):
    number = claimed(desk)

    preview = desk.post(number, "ask", version=2, what="社保卡正面照")
    assert "还差一样：社保卡正面照" in preview.text
    assert told(desk) == []

    desk.post(number, "ask", version=2, what="社保卡正面照", sure="1")

    ((who, bubble),) = told(desk)
    assert who == "caseworker:zhou"
    assert bubble == {
        "text": f"还差一样：社保卡正面照。您的号是 {number}。",
        "choices": [],
        "phrases": ["case_requested"],
        "values": {"number": number, "what": "社保卡正面照"},
    }
    assert seen(desk, number).status is Status.WAITING_FOR_RESIDENT
    assert "停 0 天：等材料" in get(desk, number)


def test_a_certification_can_be_closed_with_a_note_and_an_application_cannot(desk):
    application, certification = claimed(desk), claimed(desk, key="two", kind=Kind.CERTIFICATION, prefix="Z")
    assert f'action="/desk/cases/{application}/finish"' not in get(desk, application)
    assert f'action="/desk/cases/{certification}/finish"' in get(desk, certification)

    desk.post(certification, "finish", note="人搬走了，已转到那边")

    assert seen(desk, certification).status is Status.CLOSED


def test_a_complaint_is_closed_with_a_note_and_told_only_if_asked_to(desk):
    number = claimed(desk, kind=Kind.COMPLAINT, prefix="T", benefit=None, facts=(), words="窗口太慢")
    assert "窗口太慢" in get(desk, number)

    desk.post(number, "finish", note="已经道歉")

    assert seen(desk, number).status is Status.CLOSED
    assert told(desk) == []


def test_a_resident_is_told_of_a_closed_case_where_the_box_is_ticked(desk):
    number = claimed(desk, kind=Kind.REPORT, prefix="R", benefit=None, facts=())

    desk.post(number, "finish", note="已经上门看过", tell="1")

    assert [bubble["phrases"] for _, bubble in told(desk)] == [["case_closed"]]


def test_a_conversation_is_taken_over_written_in_and_handed_back(desk):
    number = opened(desk.store)

    refused = desk.post(number, "write", text="喂")
    desk.post(number, "take-over")
    desk.post(number, "write", text="王奶奶，我是周敏")
    desk.post(number, "hand-back", note="说清楚了")

    assert refused.status_code == 409
    assert [bubble["text"] for _, bubble in told(desk)] == [
        "您好，我是工作人员周敏。",
        "王奶奶，我是周敏",
        "我先离开，小助手接着帮您。",
    ]
    with desk.store.writing() as db:
        assert hold(db, SENDER).holder is None


def test_a_conversation_in_a_colleagues_hands_is_left_alone(desk):
    number = opened(desk.store)
    with desk.store.writing() as db:
        take_over(db, SENDER, "li")

    answer = desk.post(number, "take-over")

    assert answer.status_code == 409
    assert "li 正在和居民说话" in get(desk, number)


def test_the_owner_goes_on_without_an_answer(desk):
    number = claimed(desk)
    desk.post(number, "ask", version=2, what="社保卡", sure="1")

    assert "不等了，接着办" in get(desk, number)
    desk.post(number, "go-on", note="系统里查到了")

    assert seen(desk, number).status is Status.IN_REVIEW
    assert "系统里查到了" in get(desk, number)


def test_a_case_the_resident_no_longer_wants_is_taken_down_and_they_are_told(desk):
    number = claimed(desk, consents=(replace(CONSENT, needed=True),))
    with desk.store.writing() as db:
        work.change_consent(db, number, "submit", given=False, today=TODAY)

    desk.post(number, "withdraw", version=3)

    assert seen(desk, number).status is Status.WITHDRAWN
    assert [body["phrases"] for _, body in told(desk)] == [["case_withdrawn"]]


def test_handed_back_the_assistant_goes_on_after_the_caseworkers_word(tmp_path):
    more = json.dumps({"text": "接着刚才的。", "choices": [], "phrases": ["back_to"]}).encode()
    desk = office(tmp_path, goes_on=lambda _db, _sender: (more,))
    number = claimed(desk)
    desk.post(number, "take-over", version=2)

    desk.post(number, "hand-back", version=2, note="说好了")

    with desk.store.reading() as db:
        lines = [(line.who, json.loads(line.body)["phrases"]) for line in transcript(db, SENDER)]
    assert lines[-2:] == [("caseworker:zhou", ["caseworker_left"]), ("assistant", ["back_to"])]
