"""The unanswered box: what one answer would settle stands together, and is closed together."""

from datetime import UTC, datetime, timedelta

from storage import unanswered
from storage.unanswered import Unanswered
from studio.box import asked
from tests.unit.desk.fakes import TOKEN

FIRST = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def question(number, text, benefit=None, aspect=None, region="321182"):
    at = FIRST + timedelta(minutes=number)
    return Unanswered(id=f"q{number}", text=text, region=region, benefit=benefit, aspect=aspect, at=at)


def test_what_of_a_benefit_is_asked_at_one_place_is_one_thing_in_whatever_words(policies):
    (group,) = asked(
        policies,
        [
            question(1, "低保一个月几个钱", "dibao", "amount"),
            question(2, "吃低保能拿多少", "dibao", "amount"),
            question(3, "吃低保能拿多少", "dibao", "amount"),
        ],
    )

    assert (group.times, group.ids) == (3, ("q1", "q2", "q3"))
    assert group.texts == ("低保一个月几个钱", "吃低保能拿多少")
    assert (group.benefit, group.at) == ("低保", "2026-11-20 09:33")


def test_another_place_another_aspect_or_other_words_about_nothing_known_stay_apart(policies):
    groups = asked(
        policies,
        [
            question(1, "低保多少", "dibao", "amount"),
            question(2, "低保多少", "dibao", "amount", region="321102"),
            question(3, "低保要啥", "dibao", "materials"),
            question(4, "停车能免吗"),
            question(5, "停车 能免吗"),
            question(6, "楼梯能装电梯吗"),
        ],
    )

    assert [group.ids for group in groups] == [("q4", "q5"), ("q1",), ("q2",), ("q3",), ("q6",)]


def test_a_group_is_closed_with_one_note_and_what_came_meanwhile_stays(office):
    browser = office()
    with office.store().writing() as db:
        for key in ("q2", "q3"):
            unanswered.note(db, key, text="低保多少", region="321182", benefit="dibao", aspect="amount")
    page = browser.get("/studio/unanswered").text
    form = page[page.index("低保多少") :]
    address, other = (
        form.split('action="')[1].split('"')[0],
        form.split('name="also" value="')[1].split('"')[0],
    )
    with office.store().writing() as db:
        unanswered.note(db, "q4", text="低保多少", region="321182", benefit="dibao", aspect="amount")

    browser.post(address, data={"token": TOKEN, "note": "补了扬中的标准", "also": [other]})

    assert "问过 2 次" in page
    assert "有 3 个问题没答上来，合起来是 2 样" in page
    with office.store().reading() as db:
        assert len(unanswered.unanswered(db)) == 2
