"""The desk's pages as a browser without scripts sees them."""

import json
from dataclasses import replace

import pytest

from cases import store as case_store
from cases import work
from cases.case import Kind, Status
from cases.conversation import take_over
from storage import audit
from storage.people import Role, add_account
from storage.photos import keep_photo
from storage.turns import hold, transcript
from tests.unit.desk.fakes import (
    BANK_CARD,
    CONSENT,
    ID_NUMBER,
    LI,
    PHONE,
    SENDER,
    TODAY,
    ZHOU,
    office,
    opened,
    stated,
    talked,
)

GOOD = {"outcome": "approved", "line_2": "yes", "because": ["年满79周岁：您83周岁"], "amount": "每月五十"}


@pytest.fixture
def desk(tmp_path):
    return office(tmp_path)


def claimed(desk, **changes):
    number = opened(desk.store, **changes)
    with desk.store.writing() as db:
        work.claim(db, number, "zhou", region="000000")
    return number


def seen(desk, number):
    with desk.store.reading() as db:
        return case_store.case(db, number)


def told(desk):
    """What the resident was told by caseworkers, and by whom."""
    with desk.store.reading() as db:
        lines = [line for line in transcript(db, SENDER) if line.who.startswith("caseworker")]
    return [(line.who, json.loads(line.body)) for line in lines]


def get(desk, number):
    return desk.browser.get(f"/desk/cases/{number}").text


def test_nobody_comes_in_without_signing_in(desk):
    desk.guard.person = None

    for path in ("/desk", "/desk/next", "/desk/cases/G-0001"):
        assert desk.browser.get(path).headers["location"] == f"/login?next={path}"
    assert desk.post("G-0001", "claim").headers["location"] == "/login?next=/desk"


def test_an_editor_does_not_work_on_cases(desk):
    desk.guard.person = replace(LI, role=Role.EDITOR)

    assert desk.browser.get("/desk").status_code == 403


def test_an_empty_queue_speaks(desk):
    assert "没有待办了" in desk.browser.get("/desk").text


def test_the_start_page_is_one_sentence_and_the_queue(desk):
    opened(desk.store, key="late", due=TODAY.replace(day=18))
    opened(desk.store, key="today", due=TODAY)
    opened(desk.store, key="alert", kind=Kind.ALERT, prefix="J", due=None)
    opened(desk.store, key="later")

    page = desk.browser.get("/desk").text

    assert "今天先办这 3 件：1 件急难，1 件已过期，1 件今天到期。" in page
    assert "已过期 2 个工作日" in page
    assert page.index("J-0001") < page.index("G-0001") < page.index("G-0002") < page.index("G-0003")


def test_the_next_case_is_the_first_that_is_free(desk):
    first, second = opened(desk.store, key="a", due=TODAY), opened(desk.store, key="b", due=TODAY)
    with desk.store.writing() as db:
        work.claim(db, first, "li", region="000000")

    assert desk.browser.get("/desk/next").headers["location"] == f"/desk/cases/{second}"


def test_the_filters_show_whose_and_which_kind(desk):
    mine = claimed(desk, key="mine")
    complaint = opened(desk.store, key="c", kind=Kind.COMPLAINT, prefix="T")

    assert complaint not in desk.browser.get("/desk?whose=mine").text
    assert mine not in desk.browser.get("/desk?whose=free").text
    assert mine not in desk.browser.get("/desk?kind=complaint").text
    assert desk.browser.get("/desk?kind=nonsense").status_code == 200


def test_a_case_of_another_region_is_not_there_and_the_look_is_recorded(desk):
    number = opened(desk.store, region="500229")

    answers = [
        desk.browser.get(f"/desk/cases/{number}"),
        desk.post(number, "claim"),
        desk.post(number, "write"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    with desk.store.reading() as db:
        assert {note.what for note in audit.notes(db)} == {"asked_for_a_case_not_theirs"}
    assert seen(desk, number).owner is None


def test_long_numbers_are_masked_everywhere_on_the_page(desk):
    number = claimed(desk)
    talked(desk.store, SENDER, f"我的身份证 {ID_NUMBER} 电话 {PHONE}", "记下了")
    with desk.store.writing() as db:
        work.resident_answered(db, number, f"卡号 {BANK_CARD}", today=TODAY)

    page = get(desk, number)

    assert not [secret for secret in (ID_NUMBER, PHONE, BANK_CARD) if secret in page]
    assert "3211**********1238" in page
    assert "138****2046" in page
    assert "6215********2222" in page


def test_a_full_number_needs_a_reason_and_is_recorded(desk):
    number = claimed(desk)

    bare = desk.post(number, "reveal", fact="id_number", why=" ")
    shown = desk.post(number, "reveal", fact="id_number", why="和公安核对")

    assert (bare.status_code, ID_NUMBER in bare.text) == (422, False)
    assert ID_NUMBER in shown.text
    assert PHONE not in shown.text
    assert shown.headers["refresh"].startswith("30;")
    with desk.store.reading() as db:
        (note,) = audit.notes(db)
    assert (note.who, note.object, note.reason) == ("zhou", f"{number}:id_number", "和公安核对")
    assert ID_NUMBER not in get(desk, number)


def test_facts_say_who_said_them_and_checks_stand_in_words(desk):
    page = get(desk, claimed(desk))

    assert "“四三年五月初六”" in page
    assert "1943年5月6日" in page
    assert "本人说" in page
    assert "✓ 符合" in page
    assert "? 还不清楚" in page
    assert "看起来符合条件" in page
    assert 'value="approved" required checked' not in page


def test_claiming_makes_it_mine_and_a_second_claim_is_a_conflict(desk):
    number = opened(desk.store)

    first = desk.post(number, "claim")
    desk.guard.person = LI
    second = desk.post(number, "claim")

    assert first.headers["location"] == f"/desk/cases/{number}?done=claim"
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


def test_an_approval_is_shown_then_sent(desk):
    number = claimed(desk)

    preview = desk.post(number, "decide", version=2, **GOOD)
    assert "批下来了" in preview.text
    assert seen(desk, number).status is Status.IN_REVIEW

    desk.post(number, "decide", version=2, sure="1", **GOOD)

    ((_, bubble),) = told(desk)
    assert bubble["phrases"] == ["case_approved"]
    assert "每月五十" in bubble["text"]
    assert seen(desk, number).status is Status.APPROVED


def test_a_refusal_tells_the_resident_only_after_a_second_person(desk):
    number = claimed(desk)
    refusal = {"outcome": "refused", "line_2": "no", "reason": "领着同类补贴", "against": "系统里查到"}

    desk.post(number, "decide", version=2, sure="1", **refusal)
    own = desk.post(number, "confirm", version=3)
    assert (own.status_code, told(desk)) == (409, [])

    desk.guard.person = LI
    assert "领着同类补贴" in get(desk, number)
    desk.post(number, "confirm", version=3)

    ((who, bubble),) = told(desk)
    assert (who, bubble["phrases"]) == ("caseworker:li", ["case_refused"])
    assert "领着同类补贴" in bubble["text"]
    assert seen(desk, number).status is Status.REFUSED


@pytest.mark.parametrize(("kind", "refusable"), [(Kind.APPLICATION, True), (Kind.CERTIFICATION, False)])
def test_an_application_can_be_refused_and_a_certification_cannot(desk, kind, refusable):
    page = get(desk, claimed(desk, kind=kind))

    assert 'name="outcome" value="approved"' in page
    assert ('name="outcome" value="refused"' in page) is refusable


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("outcome", "还没选"),
        ("line_2", "没查清"),
        ("because", "还差一句话"),
    ],
)
def test_what_a_decision_lacks_is_said_and_what_was_typed_is_kept(desk, missing, words):
    number = claimed(desk)
    fields = {**GOOD, "against": "写了一半的话"}
    del fields[missing]

    answer = desk.post(number, "decide", version=2, sure="1", **fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert "写了一半的话" in answer.text
    assert seen(desk, number).version == 2


def test_to_differ_from_the_suggestion_needs_a_why(desk):
    number = claimed(desk)

    answer = desk.post(number, "decide", version=2, outcome="refused", line_2="no", reason="不行")

    assert answer.status_code == 422
    assert "和建议不一样" in answer.text


def test_a_decision_on_an_old_page_is_a_conflict_that_keeps_the_typed_text(desk):
    number = claimed(desk)
    with desk.store.writing() as db:
        work.resident_answered(db, number, "我又想起一件事", today=TODAY)

    answer = desk.post(number, "decide", version=2, sure="1", reason="写了很久的理由", **GOOD)

    assert answer.status_code == 409
    assert "别人刚改过，您写的还在" in answer.text
    assert "写了很久的理由" in answer.text
    assert "我又想起一件事" in answer.text
    assert told(desk) == []


def test_a_certification_is_passed_in_words_of_its_own_and_speaks_of_no_money(desk):
    number = claimed(desk, kind=Kind.CERTIFICATION, prefix="C", assessment=None)
    page = get(desk, number)
    assert "批准" not in page
    assert 'name="amount"' not in page
    assert "再核实" in page

    desk.post(
        number, "decide", version=2, sure="1", outcome="approved", because="看了照片，是本人", amount="一百"
    )

    ((_, bubble),) = told(desk)
    assert bubble["phrases"] == ["case_certified"]
    assert "看了照片，是本人" in bubble["text"]
    after = get(desk, number)
    assert "核对过了" in after
    assert "通过：看了照片" in after
    assert "批准" not in after
    assert "一百" not in after


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


def test_the_words_of_a_complaint_are_shown_beside_the_number_to_call_back(desk):
    number = claimed(
        desk, kind=Kind.COMPLAINT, benefit=None, facts=(stated("phone", PHONE),), words="窗口太慢"
    )

    assert "<blockquote>窗口太慢</blockquote>" in get(desk, number)


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


def test_a_form_without_the_sessions_token_changes_nothing_and_keeps_what_was_typed(desk):
    number = claimed(desk)

    answer = desk.browser.post(
        f"/desk/cases/{number}/ask", data={"token": "stolen", "version": "2", "what": "社保卡", "sure": "1"}
    )

    assert answer.status_code == 403
    assert "社保卡" in answer.text
    assert seen(desk, number).status is Status.IN_REVIEW


def test_nothing_changes_by_get(desk):
    number = opened(desk.store)

    assert desk.browser.get(f"/desk/cases/{number}/claim").status_code == 405
    assert desk.post(number, "nonsense").status_code == 404


def test_what_residents_write_is_never_markup(desk):
    attack = "<script>alert(1)</script>{{7*7}}"
    number = claimed(desk, words=attack, facts=())
    talked(desk.store, SENDER, attack, attack)

    page = get(desk, number)

    assert "<script>" not in page
    assert "{{7*7}}" in page


def test_pages_are_never_cached_and_load_nothing_from_elsewhere(desk):
    answer = desk.browser.get(f"/desk/cases/{claimed(desk)}")

    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "http://" not in answer.text
    assert "https://" not in answer.text
    assert "<style" not in answer.text
    assert "style=" not in answer.text
    assert desk.browser.get("/desk/static/desk.css").status_code == 200


def test_a_picture_is_shown_only_with_its_own_case(desk):
    number = claimed(desk)
    with desk.store.writing() as db:
        mine = keep_photo(db, desk.parts.photos, b"\x89PNG mine", sender=SENDER, message_id="m1")
        other = SENDER._replace(id="another")
        theirs = keep_photo(db, desk.parts.photos, b"\x89PNG theirs", sender=other, message_id="m1")

    shown = desk.browser.get(f"/desk/cases/{number}/photos/{mine}")
    hidden = desk.browser.get(f"/desk/cases/{number}/photos/{theirs}")

    assert (shown.content, shown.headers["content-type"]) == (b"\x89PNG mine", "image/png")
    assert hidden.status_code == 404


def test_the_clock_shows_its_arithmetic_over_a_holiday(desk):
    number = claimed(desk, due=TODAY.replace(month=12, day=1))

    page = get(desk, number)

    # 20 November 2026 is a Friday; to 1 December lie two weekends and seven working days.
    assert "还剩 7 个工作日" in page
    assert "中间 11 天" in page
    assert "减周末 4 天" in page


def test_a_year_without_a_notice_is_said_to_be_a_guess(desk):
    number = claimed(desk, due=TODAY.replace(year=2030))

    assert "那一年的放假安排还没有进库" in get(desk, number)


def test_an_open_page_learns_of_new_lines_and_only_of_new_ones(desk):
    number = claimed(desk)
    talked(desk.store, SENDER, "还在吗", "在的")

    fresh = desk.browser.get(f"/desk/cases/{number}/talk?seen=0")
    same = desk.browser.get(f"/desk/cases/{number}/talk?seen=2")

    assert "还在吗" in fresh.text
    assert "<html" not in fresh.text
    assert (same.status_code, same.text) == (204, "")


def test_colleagues_are_shown_by_name(desk):
    with desk.store.writing() as db:
        add_account(db, ZHOU, "x")
    number = claimed(desk)
    desk.guard.person = LI

    assert "周敏 在办" in get(desk, number)
    assert "周敏" in desk.browser.get("/desk").text


@pytest.mark.parametrize(
    ("relation", "shown"), [("mother", "妈妈"), ("self", "本人"), ("neighbour", "neighbour")]
)
def test_a_relation_is_shown_by_its_word(desk, relation, shown):
    number = claimed(desk, facts=(stated("who_for", relation, "原话"),))

    assert f'<span class="value">{shown}</span>' in get(desk, number)


def test_the_owner_goes_on_without_an_answer(desk):
    number = claimed(desk)
    desk.post(number, "ask", version=2, what="社保卡", sure="1")

    assert "不等了，接着办" in get(desk, number)
    desk.post(number, "go-on", note="系统里查到了")

    assert seen(desk, number).status is Status.IN_REVIEW
    assert "系统里查到了" in get(desk, number)


def test_a_consent_taken_back_is_seen_and_nothing_is_decided_without_it(desk):
    number = claimed(desk, consents=(replace(CONSENT, needed=True),))
    with desk.store.writing() as db:
        work.change_consent(db, number, "submit", given=False, today=TODAY)

    page = get(desk, number)
    decided = desk.post(number, "decide", version=3, sure="1", **GOOD)

    assert "居民撤回了同意" in page
    assert decided.status_code == 409
    assert seen(desk, number).status is Status.IN_REVIEW


def test_a_case_the_resident_no_longer_wants_is_taken_down_and_they_are_told(desk):
    number = claimed(desk, consents=(replace(CONSENT, needed=True),))
    with desk.store.writing() as db:
        work.change_consent(db, number, "submit", given=False, today=TODAY)

    desk.post(number, "withdraw", version=3)

    assert seen(desk, number).status is Status.WITHDRAWN
    assert [body["phrases"] for _, body in told(desk)] == [["case_withdrawn"]]


def test_people_who_wait_for_words_stand_first_with_why_and_how_long(desk):
    opened(desk.store, key="app")
    call = opened(desk.store, key="call", kind=Kind.HAND_OVER, prefix="H")
    alert = opened(desk.store, key="alert", kind=Kind.ALERT, prefix="A", cause="crisis")

    page = desk.browser.get("/desk").text

    live = page[page.index('class="live"') : page.index('class="filters"')]
    assert live.index(alert) < live.index(call)
    assert "有人可能想不开" in live
    assert "要找人说话" in live
    assert "刚来" in live
    assert "等着回话的 2 个人" in live
    assert page.index(alert) < page.index("G-0001", page.index('class="filters"'))


def test_a_call_shows_its_summary_with_long_numbers_masked(desk):
    summary = {
        "who": "妈妈",
        "missing": "收钱的卡",
        "unclear": f"我的号是{ID_NUMBER}",
        "step": "3",
        "steps": "9",
    }
    number = opened(desk.store, kind=Kind.HAND_OVER, prefix="H", facts=(), summary=summary)

    page = get(desk, number)

    assert all(words in page for words in ("妈妈", "收钱的卡", "第 3 步，一共 9 步"))
    assert ID_NUMBER not in page


def test_handed_back_the_assistant_goes_on_after_the_caseworkers_word(tmp_path):
    more = json.dumps({"text": "接着刚才的。", "choices": [], "phrases": ["back_to"]}).encode()
    desk = office(tmp_path, goes_on=lambda _db, _sender: (more,))
    number = claimed(desk)
    desk.post(number, "take-over", version=2)

    desk.post(number, "hand-back", version=2, note="说好了")

    with desk.store.reading() as db:
        lines = [(line.who, json.loads(line.body)["phrases"]) for line in transcript(db, SENDER)]
    assert lines[-2:] == [("caseworker:zhou", ["caseworker_left"]), ("assistant", ["back_to"])]
