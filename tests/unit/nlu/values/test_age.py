"""Ages as residents say them, reckoned on 2026-11-21."""

from datetime import date

import pytest

from nlu.values import age

TODAY = date(2026, 11, 21)

SURE = [
    ("八十三了", 83), ("83岁", 83), ("俺娘八十五了", 85), ("一百零二岁", 102), ("83周岁半", 83), ("今年83", 83),
    ("1943年5月生", 83), ("1943年5月12日生", 83), ("1943年12月1日生", 82), ("我妈80岁了可以领吗", 80),
    ("老人家满八十了", 80), ("八十八了", 88), ("今年七十有九", 79), ("奶奶91岁 户口在扬中", 91),
]  # fmt: skip
ASKED = [
    ("83", 83),
    ("八十三", 83),
    ("83.", 83),
    ("七十有九", 79),
    ("今年八十一", 81),
    ("她79", 79),
    ("七十九周岁", 79),
    ("他78", 78),
    ("刚满七十", 70),
    ("83岁零两个月", 83),
    ("1950年5月12号", 76),
    ("8个月大", 0),
    ("周岁七十八虚岁八十", 78),
]
DOUBTFUL = [
    ("虚岁八十", "nominal_age", 78, 79), ("八十了,虚岁", "nominal_age", 78, 79),
    ("按虚岁算八十", "nominal_age", 78, 79),
    ("八十虚岁", "nominal_age", 78, 79), ("快八十了", "approximate", 79, 79),
    ("八十来岁", "approximate", 80, 89), ("八十多了", "approximate", 80, 89), ("四二年生的", "birth_year", 83, 84),
    ("七十八九岁", "approximate", 78, 79), ("八九十岁", "approximate", 80, 99), ("42年出生", "birth_year", 83, 84),
    ("1942年生", "birth_year", 83, 84), ("属马的四二年生", "birth_year", 83, 84), ("毛岁八十岁", "nominal_age", 78, 79),
    ("还差两个月八十", "computed", 79, 79), ("奔八十的人了", "approximate", 78, 79),
    ("八十挂零", "approximate", 80, 83),
    ("属羊的四二年生", "zodiac_mismatch", 83, 84),
]  # fmt: skip
NOT_AN_AGE = [
    "79岁以上可以领吗", "满80岁有多少钱", "90后", "83", "我们来了3次了", "80岁的老人有什么补贴", "第3条", "13812345678",
    "七老八十了", "户口在83组", "等了三十多天", "六十分", "八三年的标准", "今年60多块", "领了80块",
    "2026年的标准", "八十岁才能领吗", "321102194305060023",
]  # fmt: skip


@pytest.mark.parametrize(("text", "years"), SURE)
def test_an_age_said_with_its_unit_is_sure(text, years):
    found = next(age.find(text, TODAY, asked=False))

    assert (found.value, found.needs_confirm) == (years, False)


@pytest.mark.parametrize(("text", "years"), ASKED)
def test_a_bare_number_is_an_age_when_it_was_asked(text, years):
    found = next(age.find(text, TODAY, asked=True))

    assert (found.value, found.needs_confirm) == (years, False)


@pytest.mark.parametrize(("text", "reason", "low", "high"), DOUBTFUL)
def test_a_doubtful_age_says_why_and_carries_a_range(text, reason, low, high):
    found = next(age.find(text, TODAY, asked=False))

    assert (found.needs_confirm, found.reason, found.low, found.high) == (True, reason, low, high)


@pytest.mark.parametrize("text", NOT_AN_AGE)
def test_what_is_nobodys_age_is_left_out(text):
    assert list(age.find(text, TODAY, asked=False)) == []


@pytest.mark.parametrize("text", ["上个月10号来的", "第3条", "80块钱", "先停一停", "先放一放"])
def test_another_number_is_no_age_even_when_the_age_was_asked(text):
    assert list(age.find(text, TODAY, asked=True)) == []


def test_a_whole_day_of_birth_is_also_a_date():
    found = list(age.find("1943年5月12日生", TODAY, asked=False))

    assert [(value.kind, value.value) for value in found] == [("age", 83), ("date", "1943-05-12")]


def test_a_bare_year_is_a_birth_when_the_age_was_asked():
    found = next(age.find("43年的", TODAY, asked=True))

    assert (found.reason, found.low, found.high) == ("birth_year", 82, 83)


@pytest.mark.parametrize("years", range(60, 121))
def test_an_age_survives_being_written(years):
    assert next(age.find(f"{years}岁", TODAY, asked=False)).value == years
