"""A verdict in plain words."""

from datetime import date
from typing import Any

from policies.decide import decide
from policies.explain import explain
from policies.verdict import Unknown
from tests.policies.library import library

TODAY = date(2026, 3, 20)


def _lines(region: str, **facts: Any):
    verdict = decide(library(), "gaoling", facts, region=region, today=TODAY)
    return {line.criterion: line for line in explain(library(), verdict, facts)}


def test_a_met_criterion_shows_value_and_threshold_with_its_source():
    line = _lines("321100", hukou="321102", age=85)["age"]

    assert (line.sign, line.text) == ("✓", "年龄85周岁，够79周岁。")
    assert line.basis.startswith("依据：镇江2024年尊老金标准")


def test_one_not_met_shows_the_difference():
    line = _lines("321100", hukou="321102", age=77)["age"]

    assert (line.sign, line.text) == ("✗", "年龄77周岁，要到79周岁，还差2岁。")


def test_who_is_too_young_is_told_the_day_and_from_when_the_money_counts():
    text = _lines("321100", hukou="321102", birth_date=date(1947, 5, 3))["age"].text

    assert text.endswith("2026年5月3日满79周岁。钱从满岁的那个月算起。")


def test_where_no_source_says_from_when_the_money_counts_nothing_is_said_of_it():
    text = _lines("320402", hukou="320402", birth_date=date(1946, 5, 3))["age"].text

    assert text.endswith("2026年5月3日满80周岁。")


def test_what_is_unknown_says_why():
    assert _lines("321100", hukou="321102")["age"].text == "年龄还不知道。"
    assert (
        _lines("321100", hukou="321102", age=Unknown.DECLINED)["age"].text == "年龄没说，工作人员会帮着核。"
    )
    assert _lines("500229", hukou="500229", age=85)["age"].text.startswith("年龄的线，重庆市城口县我手里没有")
    assert _lines("000000", age=79)["age"].text == "年龄够不够，要看户口在哪儿。"


def test_a_place_outside_is_measured_with_the_line_asked_about():
    lines = _lines("321100", hukou="320402", age=79)

    assert lines["hukou"].text == "户口在常州市天宁区，不在镇江市。"
    assert lines["age"].text == "年龄79周岁，够79周岁。"


def test_a_value_that_meets_one_line_and_leaves_another_open_is_told_once():
    facts = {"hukou": "321102", "disability_card": "yes", "relief_status": "none", "injury_nursing": "no"}
    verdict = decide(library(), "disability_living", facts, region="321100", today=TODAY)

    told = [line for line in explain(library(), verdict, facts) if "身份" in line.text]

    assert [line.sign for line in told] == ["?"]
