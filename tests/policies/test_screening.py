"""Sixty written households are looked over: what is proposed, what never is, and how many questions it takes.

A household says what stands in its facts when it is asked, and of everything else that it does not know.
"""

from datetime import date
from statistics import median
from typing import Any

import pytest

from policies.screen import Screening, screen
from policies.verdict import Answer, FactValue, Unknown
from tests.policies.library import ROOT, library
from tests.written import written

TODAY = date(2026, 3, 20)
HOUSEHOLDS: list[dict[str, Any]] = written((ROOT / "tests/policies/households.yaml").read_text("utf-8"))


def _looked_over(household: dict[str, Any]) -> tuple[Screening, int]:
    """Ask what the screening wants to know until it wants nothing; return it and the number of questions."""
    told: dict[str, FactValue] = {}
    while True:
        found = screen(library(), told, region="000000", today=TODAY)
        if not found.ask:
            return found, len(told)
        assert found.ask not in told
        told[found.ask] = household["facts"].get(found.ask, Unknown.DECLINED)


def _proposed(found: Screening) -> set[str]:
    return {result.benefit for result in found.results if result.proposed}


def test_there_are_sixty_households():
    assert len(HOUSEHOLDS) == 60
    assert len({household["name"] for household in HOUSEHOLDS}) == 60


@pytest.mark.parametrize("household", HOUSEHOLDS, ids=lambda household: household["name"])
def test_a_household_hears_of_what_it_may_have_and_of_nothing_it_cannot(household: dict[str, Any]):
    found, _ = _looked_over(household)

    sure = {result.benefit for result in found.answered(Answer.YES)}
    assert set(household["sure"]) <= sure
    assert not set(household["never"]) & _proposed(found)


def test_the_median_household_is_asked_at_most_twelve_questions():
    asked = sorted(_looked_over(household)[1] for household in HOUSEHOLDS)
    fixed = {fact for name in library().matrix.order for fact in library().cards[name].facts}

    assert median(asked) <= 12
    assert asked[-1] < len(fixed)


def test_what_the_household_already_has_is_never_proposed_again():
    for household in HOUSEHOLDS:
        found, _ = _looked_over(household)
        assert household["facts"]["relief_status"] not in _proposed(found)


def test_of_two_that_exclude_each_other_only_the_kept_one_is_proposed_as_sure():
    for household in HOUSEHOLDS:
        found, _ = _looked_over(household)
        sure = {result.benefit for result in found.answered(Answer.YES)}
        for pair in found.pairs:
            if pair.kind == "one_of" and pair.keep:
                assert not {pair.one, pair.other} <= sure, (household["name"], pair)


def test_the_nearer_place_says_how_two_go_together():
    (here,) = [pair for pair in _pairs("500229") if pair.joins("disability_care", "disabled_elder")]
    (elsewhere,) = [pair for pair in _pairs("321102") if pair.joins("disability_care", "disabled_elder")]

    assert (here.kind, elsewhere.kind) == ("higher", "local")


def _pairs(region: str):
    return screen(library(), {}, region=region, today=TODAY).pairs


def test_nothing_known_is_no_for_nobody():
    found = screen(library(), {}, region="000000", today=TODAY)

    assert not found.refused
    assert found.ask == "relief_status"
