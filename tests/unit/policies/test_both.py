"""Whether two benefits go together is said from the matrix, with its source, and never guessed."""

from datetime import date

import pytest

from policies.both import both
from tests.policies.library import library

DAY = date(2026, 11, 21)


def _said(one: str, other: str, region: str) -> str:
    told = both(library(), one, other, region=region, on=DAY)
    assert told is not None
    assert told.source
    return "".join(told.sentences)


@pytest.mark.parametrize("order", [("dibao", "disability_care"), ("disability_care", "dibao")])
def test_what_goes_together_is_said_whichever_is_named_first(order):
    assert "能一起领" in _said(*order, "321100")


def test_of_two_that_exclude_each_other_the_one_that_is_kept_is_named():
    assert "不能都领，够得上特困供养的按特困供养算" in _said("dibao", "tekun", "321100")


def test_a_place_of_its_own_goes_before_the_nation():
    assert "按高的那样给" in _said("disability_care", "disabled_elder", "500229")
    assert "请镇街核定" in _said("disability_care", "disabled_elder", "321100")


def test_a_grant_of_the_place_is_told_apart_from_the_nations_voucher():
    assert "特困老人在内" in _said("tekun", "disabled_elder", "500229")
    assert "不能都领" in _said(
        "tekun", "disabled_elder", "110000" if "110000" in library().regions else "000000"
    )


def test_of_two_that_no_source_speaks_of_nothing_is_said():
    assert both(library(), "marriage", "gaoling", region="321100", on=DAY) is None
