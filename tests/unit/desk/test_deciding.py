"""A decision at the desk: complete before it is taken, shown before it is sent, a refusal only by two people."""

from dataclasses import replace

import pytest

from cases import work
from cases.case import Kind, Status
from tests.unit.desk.claimed import GOOD, claimed, get, seen, told
from tests.unit.desk.fakes import (
    CONSENT,
    LI,
    TODAY,
)


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


def test_what_was_decided_stands_on_the_page_with_its_reason(desk):
    number = claimed(desk)

    desk.post(number, "decide", version=2, sure="1", **GOOD)

    assert '<p class="note">已批准：年满79周岁' in get(desk, number)


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


def test_a_consent_taken_back_is_seen_and_nothing_is_decided_without_it(desk):
    number = claimed(desk, consents=(replace(CONSENT, needed=True),))
    with desk.store.writing() as db:
        work.change_consent(db, number, "submit", given=False, today=TODAY)

    page = get(desk, number)
    decided = desk.post(number, "decide", version=3, sure="1", **GOOD)

    assert "居民撤回了同意" in page
    assert decided.status_code == 409
    assert seen(desk, number).status is Status.IN_REVIEW
