"""What a library lacks without being wrong: places without a figure, figures grown old."""

from datetime import date

from policies.compiled import load
from policies.gaps import Gap, Lack, gaps
from tests.policies.library import files, library

FIGURES = """
id: demo.amount
label: 试验补贴标准
unit: 元/月
figures:
  - {region: "321102", value: 30, since: 2024-01-01, mark: 政, source: G38, checked: 2024-03-01}
  - {region: "321111", value: 30, mark: 政, source: G38, checked: 2024-03-01}
"""
CARD = """
id: demo
name: 试验补贴
called: [试验]
place: hukou
facts: [hukou]
form: [name]
amounts: [demo.amount]
by_place: [amount]
last_checked: 2024-03-01
answers: {}
"""


def _gaps(today: date) -> list[Gap]:
    policies = load(files(demo=CARD, parameters__demo=FIGURES), release="demo")
    return [gap for gap in gaps(policies, today) if gap.parameter == "demo.amount"]


def test_a_place_without_a_figure_is_a_gap_and_one_with_a_figure_is_none():
    lacking = {gap.region for gap in _gaps(date(2024, 6, 1)) if gap.lack is Lack.NO_FIGURE}

    assert "500000" in lacking
    assert "321102" not in lacking
    assert "990000" not in lacking  # invented for demonstrations


def test_a_figure_is_old_a_year_after_it_was_checked_and_not_a_day_before():
    def stale(today: date) -> bool:
        return any(gap.lack is Lack.STALE and gap.region == "321102" for gap in _gaps(today))

    assert not stale(date(2025, 3, 1))
    assert stale(date(2025, 3, 2))


def test_a_figure_without_a_day_is_a_gap():
    assert Gap(lack=Lack.NO_DAY, parameter="demo.amount", region="321111") in _gaps(date(2024, 6, 1))


def test_a_day_of_adjustment_that_passed_is_told_from_its_day_on():
    def adjusted(today: date) -> bool:
        return any(
            gap.lack is Lack.ADJUSTED and (gap.parameter, gap.region) == ("dibao.standard", "500000")
            for gap in gaps(library(), today)
        )

    assert not adjusted(date(2026, 6, 30))
    assert adjusted(date(2026, 7, 1))  # standards are set anew each July; the last known is of 2025-07-01


def test_a_place_in_which_nothing_is_known_is_told_once_and_not_with_all_below_it():
    lacking = {gap.region for gap in _gaps(date(2024, 6, 1)) if gap.lack is Lack.NO_FIGURE}

    assert "440000" in lacking  # nothing in the province: once
    assert not {"440100", "440103"} & lacking
    assert not {"320000", "321100"} & lacking  # a county of theirs has one: what else they lack is told
    assert {"320100", "321112", "321181"} <= lacking


def test_the_gaps_of_one_place_are_those_in_it_and_those_that_hold_for_it():
    policies = load(files(demo=CARD, parameters__demo=FIGURES), release="demo")

    found = [
        one for one in gaps(policies, date(2024, 6, 1), within="440103") if one.parameter == "demo.amount"
    ]

    assert [(one.lack, one.region) for one in found] == [(Lack.NO_FIGURE, "440000")]
