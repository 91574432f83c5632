"""What of the sure benefits goes together best: exclusions kept apart, only what a source joins added up."""

from datetime import date
from decimal import Decimal

from policies.amounts import Due
from policies.days import NEVER
from policies.matrix import Pair
from policies.parameters import Figure
from policies.screen import screen
from policies.together import best
from policies.verdict import Facts
from tests.policies.library import library

TODAY = date(2026, 3, 20)
SEVERE: Facts = {
    "hukou": "500229", "age": 45, "relief_status": "dibao", "trouble": "none", "basics_hard": "no",
    "supporters": "able",
    "disability_card": "yes", "disability_level": "one", "disability_kind": "limb", "needs_care": "yes",
    "injury_nursing": "no", "much_property": "no",
}  # fmt: skip


def test_two_that_a_source_joins_are_added_with_their_arithmetic():
    # Chongqing 2022: 80 yuan (living) and 90 yuan (nursing, grade one) a month; L23 says both may be had.
    together = screen(library(), SEVERE, region="000000", today=TODAY).best

    assert dict(together.added) == {"disability_living": Decimal(80), "disability_care": Decimal(90)}
    assert together.total == Decimal(170)


def test_what_is_received_already_is_neither_proposed_nor_added():
    found = screen(library(), SEVERE, region="000000", today=TODAY, received=["disability_care"])

    assert "disability_care" not in {result.benefit for result in found.results if result.proposed}
    assert found.best.total is None


def test_of_two_that_exclude_each_other_the_one_that_brings_more_is_kept():
    together = best([("orphan", _due(1200)), ("tekun", _due(1001))], [_pair("orphan", "tekun", "one_of")])

    assert together.benefits == ("orphan",)


def test_without_a_source_that_joins_them_two_amounts_are_not_added():
    together = best([("dibao", _due(300)), ("gaoling", _due(50))], [])

    assert together.benefits == ("dibao", "gaoling")
    assert together.total is None


def test_what_is_made_up_to_the_difference_is_not_added():
    pair = _pair("dibao", "de_facto_orphan", "difference")

    together = best([("dibao", _due(300)), ("de_facto_orphan", _due(1200))], [pair])

    assert together.total is None
    assert together.apart == (pair,)


def _pair(one: str, other: str, kind: str) -> Pair:
    return Pair(one=one, other=other, kind=kind, keep="", region="000000", source="L3", spoken=True)


def _due(amount: int) -> Due:
    figure = Figure(
        parameter="any", region="000000", unit="元/月", mark="法", source="L3", checked=NEVER, spoken=True
    )
    return Due(figure=figure, amount=Decimal(amount), unit="元/月")
