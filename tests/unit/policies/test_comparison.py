"""Two sides beside each other: both figures, the difference with its arithmetic, and what cannot be told."""

from datetime import date
from typing import Any

import pytest

from policies.answers import LONGEST
from policies.comparison import Side, compare
from policies.policies import UnknownBenefit
from tests.policies.library import library

TODAY = date(2026, 3, 20)


def _side(region: str, *, on: date = TODAY, **facts: Any) -> Side:
    return Side(region=region, on=on, facts=facts)


def _compare(benefit: str, one: Side, other: Side):
    return compare(library(), benefit, one, other, today=TODAY)


def test_town_and_country_are_told_with_the_arithmetic():
    told = _compare(
        "dibao", _side("500000", residence="urban"), _side("500000", residence="rural")
    )  # G1: 770, 630

    assert told.sentences[:3] == (
        "重庆市，2025年7月1日起：城里户口每月770元。",
        "农村户口每月630元。",
        "差每月140元（770－630）。",
    )
    assert told.source.count("依据：") == 1


def test_two_places_are_told_band_by_band():
    told = _compare("gaoling", _side("321182"), _side("321102"))  # G4: 60/120/800 and 50/100/400

    assert told.sentences[0] == "79周岁到88周岁，扬中市每月60元，京口区每月50元，差10（60－50）。"
    assert [sentence[-14:] for sentence in told.sentences[1:]][-1].endswith("差400（800－400）。")


def test_each_sides_source_is_named():
    told = _compare("dibao", _side("321200"), _side("321100"))

    assert told.source.count("依据：") == 2


def test_of_a_figure_that_is_only_a_lower_bound_no_difference_is_told():
    told = _compare("tekun", _side("500000"), _side("321200"))

    assert "写的是“至少”，差多少说不准。" in told.sentences
    assert "－" not in told.text


def test_a_side_without_a_figure_is_said_so_with_a_number_to_call():
    told = _compare("gaoling", _side("500229"), _side("321102"))

    assert not told.known
    assert "12345" in told.text
    assert "－" not in told.text


def test_the_same_amount_on_both_sides_is_said_to_be_the_same():
    earlier = _side("500000", on=date(2025, 8, 1), residence="urban")

    told = _compare("dibao", earlier, _side("500000", residence="urban"))

    assert "两边一样多。" in told.sentences
    assert "－" not in told.text


def test_two_days_of_one_place_are_compared_by_what_held_then():
    told = _compare("dibao", _side("321200", on=date(2018, 1, 1)), _side("321200"))  # G2: 610, 830

    assert "差每月220元（830－610）。" in told.sentences


def test_a_benefit_nobody_knows_is_refused():
    with pytest.raises(UnknownBenefit):
        _compare("moon", _side("321200"), _side("321100"))


@pytest.mark.parametrize("benefit", sorted(library().cards))
def test_a_comparison_is_short(benefit: str):
    for one in ("500000", "321182", "320400"):
        told = _compare(benefit, _side(one), _side("321200"))

        assert len("".join(told.sentences)) <= LONGEST
