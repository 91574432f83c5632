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


def test_a_kind_is_narrowed_to_one_benefit_and_the_next_case_is_of_both(desk):
    opened(desk.store, key="a", due=TODAY)
    dibao = opened(desk.store, key="b", benefit="dibao", prefix="D", due=TODAY.replace(day=25))
    opened(desk.store, key="c", kind=Kind.COMPLAINT, benefit="dibao", prefix="K", due=TODAY)

    page = desk.browser.get("/desk?kind=application&benefit=dibao").text
    onward = desk.browser.get("/desk/next?kind=application&benefit=dibao")

    assert [number for number in ("G-0001", "D-0001", "K-0001") if number in page] == [dibao]
    assert onward.headers["location"] == f"/desk/cases/{dibao}"


def test_the_next_of_what_is_asked_for_is_none_where_none_is_left(desk):
    opened(desk.store)

    onward = desk.browser.get("/desk/next?kind=complaint&whose=free")

    assert onward.headers["location"] == "/desk?none=1&kind=complaint&whose=free"
    assert desk.browser.get("/desk?kind=<b>&whose=x%22y").status_code == 200


def test_an_open_page_is_told_of_people_who_wait_for_words_until_somebody_takes_them_up(desk):
    assert "flag" not in desk.browser.get("/desk/news").text
    alert = opened(desk.store, key="alert", kind=Kind.ALERT, prefix="A", cause="crisis")
    opened(desk.store, key="call", kind=Kind.HAND_OVER, prefix="H")

    told = desk.browser.get("/desk/news").text
    desk.post(alert, "claim")

    assert "急难 1 件没人领" in told
    assert "1 个人等着说话" in told
    assert "急难" not in desk.browser.get("/desk/news").text


def test_a_part_that_asks_by_itself_is_not_given_the_door(desk):
    desk.guard.person = None

    answer = desk.browser.get("/desk", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.text == ""
