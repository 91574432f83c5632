"""Whoever takes over reaches the person where they last spoke, and the assistant is silent wherever they speak."""

import json

import pytest

from cases.case import Kind
from cases.conversation import holder, take_over
from storage.photos import keep_photo
from storage.turns import answered, hold, keep, say, transcript
from tests.unit.desk.fakes import talked
from tests.unit.desk.joined import OTHER_WECHAT, TELEGRAM, WECHAT, begun, heard, joins


def holders(desk, *senders):
    with desk.store.reading() as db:
        return tuple(holder(db, sender) for sender in senders)


def page(desk, number):
    return desk.browser.get(f"/desk/cases/{number}").text


def test_words_reach_the_conversation_where_the_person_last_spoke_and_no_other(desk):
    number = begun(desk, TELEGRAM)
    talked(desk.store, TELEGRAM, "办到哪了", "收到了")

    desk.post(number, "take-over")
    desk.post(number, "write", text="您好")

    assert (heard(desk, TELEGRAM), heard(desk, WECHAT)) == (2, 0)


def test_words_follow_the_person_from_one_conversation_to_the_other(desk):
    number = begun(desk, TELEGRAM)
    talked(desk.store, TELEGRAM, "办到哪了", "收到了")
    desk.post(number, "take-over")
    talked(desk.store, WECHAT, "我换手机了", "")

    desk.post(number, "write", text="您好")

    assert (heard(desk, TELEGRAM), heard(desk, WECHAT)) == (1, 1)


def test_who_gave_the_code_is_reached_when_the_joined_conversation_submitted(desk):
    number = begun(desk, TELEGRAM, sender=TELEGRAM)
    talked(desk.store, WECHAT, "办到哪了", "收到了")

    desk.post(number, "take-over")

    assert heard(desk, WECHAT) == 1


def test_all_conversations_of_the_person_are_held_and_all_are_handed_back(desk):
    number = begun(desk, TELEGRAM, OTHER_WECHAT)

    desk.post(number, "take-over")
    held = holders(desk, WECHAT, TELEGRAM, OTHER_WECHAT)
    desk.post(number, "hand-back", note="说清楚了")

    assert held == ("zhou",) * 3
    assert holders(desk, WECHAT, TELEGRAM, OTHER_WECHAT) == (None,) * 3


def test_what_the_assistant_had_still_to_say_anywhere_is_withdrawn(desk):
    number = begun(desk, TELEGRAM)
    with desk.store.writing() as db:
        held = hold(db, TELEGRAM)
        say(db, TELEGRAM, held.turn, 0, b"{}", held.epoch)

    desk.post(number, "take-over")

    with desk.store.reading() as db:
        assert [line.status for line in transcript(db, TELEGRAM) if line.who == "assistant"] == ["withdrawn"]


def test_while_a_colleague_holds_one_of_them_none_is_taken(desk):
    number = begun(desk, TELEGRAM)
    with desk.store.writing() as db:
        take_over(db, TELEGRAM, "li")

    assert desk.post(number, "take-over").status_code == 409
    assert holders(desk, WECHAT, TELEGRAM) == (None, "li")
    assert "正在和居民说话" in page(desk, number)


@pytest.mark.parametrize("kind", [Kind.ALERT, Kind.COMPLAINT, Kind.REPORT])
def test_what_was_said_in_confidence_stays_where_it_was_said(desk, kind):
    number = begun(desk, TELEGRAM, kind=kind, draft=None)
    talked(desk.store, TELEGRAM, "办到哪了", "收到了")

    desk.post(number, "take-over")
    desk.post(number, "write", text="您好")

    assert (heard(desk, TELEGRAM), heard(desk, WECHAT)) == (0, 2)
    assert holders(desk, TELEGRAM) == (None,)


def test_a_conversation_that_joins_later_is_taken_with_the_next_word(desk):
    number = begun(desk)
    desk.post(number, "take-over")
    joins(desk, TELEGRAM)

    desk.post(number, "write", text="您好")

    assert holders(desk, TELEGRAM) == ("zhou",)


def test_the_page_shows_what_is_said_elsewhere_from_taking_over_to_handing_back(desk):
    number = begun(desk, TELEGRAM)
    talked(desk.store, TELEGRAM, "邻居家的事", "好")
    desk.post(number, "take-over")
    talked(desk.store, TELEGRAM, "我在这边说", "")
    desk.post(number, "hand-back", note="好了")
    talked(desk.store, TELEGRAM, "又是邻居家的事", "好")

    shown = page(desk, number)

    assert "我在这边说" in shown
    assert "邻居家的事" not in shown


def test_two_pages_of_one_matter_show_the_same_words(desk):
    application = begun(desk, TELEGRAM)
    call = begun(desk, key="two", kind=Kind.HAND_OVER)
    desk.post(call, "take-over")
    talked(desk.store, TELEGRAM, "我在这边说", "")

    assert "我在这边说" in page(desk, application)


def test_a_picture_sent_elsewhere_to_the_caseworker_can_be_seen_and_an_earlier_one_cannot(desk):
    number = begun(desk, TELEGRAM)
    earlier = sent(desk, b"\xff\xd8\xffbefore")
    desk.post(number, "take-over")
    now = sent(desk, b"\xff\xd8\xffnow")

    codes = [desk.browser.get(f"/desk/cases/{number}/photos/{one}").status_code for one in (earlier, now)]

    assert codes == [404, 200]


def sent(desk, picture):
    """Let a picture have come on Telegram."""
    with desk.store.writing() as db:
        held = hold(db, TELEGRAM)
        name = f"p{held.turn}"
        digest = keep_photo(db, desk.parts.photos, picture, sender=TELEGRAM, message_id=name)
        keep(db, TELEGRAM, name, json.dumps({"text": "", "photos": [digest]}).encode())
        answered(db, TELEGRAM, name, held.turn, b"[]")
        return digest


GOOD = {"outcome": "approved", "line_2": "yes", "because": ["年满79周岁：您83周岁"], "sure": "1"}


@pytest.mark.parametrize(
    ("action", "fields"), [("release", {"note": "下班了"}), ("decide", GOOD), ("withdraw", {})]
)
def test_with_the_last_thing_that_is_done_to_a_case_its_conversations_go_back_to_the_assistant(
    desk, action, fields
):
    number = begun(desk, TELEGRAM)
    desk.post(number, "take-over")

    assert desk.post(number, action, version=2, **fields).status_code == 303

    assert holders(desk, WECHAT, TELEGRAM) == (None, None)
    with desk.store.reading() as db:
        assert "小助手接着帮您" in transcript(db, WECHAT)[-1].body.decode()


def test_a_request_leaves_the_conversation_with_the_caseworker(desk):
    number = begun(desk)
    desk.post(number, "take-over")

    desk.post(number, "ask", version=2, what="银行卡正面照", sure="1")

    assert holders(desk, WECHAT) == ("zhou",)


def test_what_was_taken_over_for_another_case_stays_with_the_caseworker(desk):
    number = begun(desk)
    call = begun(desk, key="two", kind=Kind.HAND_OVER)
    desk.post(call, "take-over")

    desk.post(number, "release", note="下班了")

    assert holders(desk, WECHAT) == ("zhou",)


def test_the_queue_says_whose_conversation_is_in_whose_hands(desk):
    number = begun(desk)
    assert "在和他说话" not in desk.browser.get("/desk").text

    desk.post(number, "take-over")

    assert "我在和他说话" in desk.browser.get("/desk").text
