"""Whose an age or an income is, of several people in one message."""

from datetime import date

import pytest

from nlu import gather
from nlu.text import normalise
from nlu.values.places import places
from tests.stage import in_force, tree

TODAY = date(2026, 11, 21)
MONEY = [
    ("儿子打工一个月三千，我种地一年五千", [("3000", "child"), ("416.67", "self")]),
    ("我一千八，老伴九百", [("1800", "self"), ("900", "spouse")]),
    ("老头子退休金三千一，儿子在厂里四千五", [("3100", "spouse"), ("4500", "child")]),
    ("我退休金两千三", [("2300", "self")]),
    ("老两口加起来四千", [("4000", "household")]),
    ("我和老伴一个月四千", [("4000", "household")]),
    ("一家三口全靠他那三千", [("3000", "household")]),
    ("女儿每个月给一千", [("1000", "")]),
    ("女儿每个月给我一千", [("1000", "self")]),
    ("两千三", [("2300", "")]),
    ("我妈退休金一千二。我打零工一个月两千", [("1200", "mother"), ("2000", "self")]),
]
AGES = [
    ("我今年52，给我妈办高龄津贴", [(52, "self")]),
    ("我妈今年83", [(83, "mother")]),
    ("帮我妈问问，她82岁", [(82, "mother")]),
    ("我妈跟我住，今年83岁", [(83, "mother")]),
    ("我72岁，我妈95岁", [(72, "self"), (95, "mother")]),
    ("八十二岁了，我妈", [(82, "")]),
    ("82岁的老母亲", [(82, "mother")]),
    ("给我妈办，83岁", [(83, "mother")]),
    ("83岁", [(83, "")]),
]


@pytest.fixture(scope="module")
def relations():
    """The words for relations in force."""
    return in_force(tree()).understanding.library.relations


def owners(relations, text, kind, asked=""):
    """Each value of a kind in a text, and whose it is."""
    found = gather.gather(normalise(text).text, asked, TODAY, relations=relations, places=places([]))
    return [(value.value, value.whose) for value in found if value.kind == kind]


@pytest.mark.parametrize(("text", "wanted"), MONEY)
def test_an_income_is_theirs_who_are_named_nearest_before_it(text, wanted, relations):
    found = owners(relations, text, "money_monthly", asked="money_monthly")

    assert [(str(value), whose) for value, whose in found] == wanted


@pytest.mark.parametrize(("text", "wanted"), AGES)
def test_an_age_is_theirs_of_whom_it_is_said(text, wanted, relations):
    assert owners(relations, text, "age") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("我叫王建国，给我妈办高龄补贴", "self"),
        ("给我妈办高龄补贴，我叫王建国", "self"),
        ("给我妈办高龄补贴，她叫张桂兰", "mother"),
        ("我妈叫张桂兰，八十三了", "mother"),
        ("帮我妈申请，名字叫张桂兰", "mother"),
        ("名字叫张桂兰", ""),
    ],
)
def test_a_name_is_theirs_who_are_said_to_bear_it(text, wanted, relations):
    assert [whose for _, whose in owners(relations, text, "name")] == [wanted]
