"""Grade and kind of a disability."""

import pytest

from nlu.text import normalise
from nlu.values import disability

ALWAYS = [
    ("二级肢体", "2:肢体"), ("智力三级", "3:智力"), ("肢体残疾二级", "2:肢体"), ("二级残疾证", "2:"),
    ("听力言语一级", "1:多重"),
    ("视力残疾，一级", "1:视力"), ("四级残疾听力", "4:听力"), ("精神二级", "2:精神"), ("残疾等级3级肢体", "3:肢体"),
]  # fmt: skip
ASKED = [
    ("二级", "2:"),
    ("3", "3:"),
    ("三级吧", "3:"),
    ("贰级", "2:"),
    ("眼睛一级盲", "1:视力"),
    ("二等", "2:"),
]
UNUSABLE = [
    ("重残", "severe"),
    ("肢体的", "grade_missing"),
    ("五级", "out_of_range"),
    ("十级伤残", "out_of_range"),
]


def found(text, *, asked):
    """The first disability in a text."""
    return next(iter(disability.find(normalise(text).text, asked=asked)), None)


@pytest.mark.parametrize(("text", "value"), ALWAYS)
def test_a_grade_beside_its_kind_is_read_unasked(text, value):
    assert found(text, asked=False).value == value


@pytest.mark.parametrize(("text", "value"), ASKED)
def test_a_grade_alone_counts_when_it_was_asked(text, value):
    assert found(text, asked=True).value == value
    assert found("二级", asked=False) is None


@pytest.mark.parametrize(("text", "reason"), UNUSABLE)
def test_what_names_no_grade_says_why(text, reason):
    assert (found(text, asked=True).value, found(text, asked=True).reason) == (None, reason)


def test_two_people_keep_their_own_kinds():
    values = list(disability.find("我爸肢体二级我妈视力一级", asked=False))

    assert [value.value for value in values] == ["2:肢体", "1:视力"]


@pytest.mark.parametrize("text", ["一级公路", "三级医院", "上级领导", "等着"])
def test_other_grades_are_none(text):
    assert found(text, asked=False) is None
