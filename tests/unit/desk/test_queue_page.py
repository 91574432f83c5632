"""The start page: what waits for this caseworker, in the order in which it should be done."""

from cases import work
from cases.case import Kind
from tests.unit.desk.claimed import claimed
from tests.unit.desk.fakes import (
    TODAY,
    opened,
)


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
