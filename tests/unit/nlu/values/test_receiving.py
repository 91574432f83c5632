"""What somebody says they get already, and what only sounds like it."""

from datetime import date

import pytest

from nlu import gather
from nlu.text import normalise
from nlu.values.places import places
from tests.stage import in_force, tree

TODAY = date(2026, 11, 21)
HAD = [
    ("已经在领低保了", [("dibao", "")]),
    ("我们家吃低保的", [("dibao", "household")]),
    ("早就有护理补贴", [("disability_care", "")]),
    ("我妈早就有护理补贴", [("disability_care", "mother")]),
    ("我是五保户", [("tekun", "self")]),
    ("俺家是低保户", [("dibao", "household")]),
    ("她领着高龄津贴", [("gaoling", "")]),
    ("低保我们已经在领", [("dibao", "")]),
    ("我领了三年低保，还能领啥", [("dibao", "self")]),
    ("我妈低保和护理补贴都领着", [("dibao", "mother"), ("disability_care", "mother")]),
    ("高龄津贴领着呢", [("gaoling", "")]),
    ("吃低保好几年了", [("dibao", "")]),
    ("我吃低保，我妈有高龄津贴", [("dibao", "self"), ("gaoling", "mother")]),
    ("家里是低保，老伴领着残疾人生活补贴", [("dibao", "household"), ("disability_living", "spouse")]),
    ("我老早就享受低保了", [("dibao", "self")]),
]
NOT_HAD = [
    "我想领低保", "能吃低保吗", "我妈没有护理补贴", "怎么申请低保", "有没有高龄津贴", "80岁有高龄津贴吗",
    "低保批了没有", "我妈的高龄津贴停了", "以前领过低保", "低保户能不能申请公租房", "听说有护理补贴", "我领不到低保",
    "是不是低保户", "我家是低保还是低边", "给我妈办低保", "低保一个月多少钱", "领低保要什么条件", "吃低保的人多不多",
    "我要领高龄津贴", "现在有高龄津贴了吗", "我问的是低保", "低保被取消了", "我领低保要啥材料",
]  # fmt: skip


@pytest.fixture(scope="module")
def understanding():
    """The understanding in force."""
    return in_force(tree()).understanding


def read(understanding, text):
    """The benefits a text says are received, and whose they are."""
    plain = normalise(text).text
    relations, named = understanding.library.relations, understanding.sight.names(plain)
    found = gather.gather(plain, "", TODAY, relations=relations, places=places([]), named=named)
    return [(value.value, value.whose) for value in found if value.kind == "receiving"]


@pytest.mark.parametrize(("text", "wanted"), HAD)
def test_what_is_received_is_read_with_whose_it_is(text, wanted, understanding):
    assert read(understanding, text) == wanted


@pytest.mark.parametrize("text", NOT_HAD)
def test_wishes_questions_and_what_was_once_are_not_received(text, understanding):
    assert read(understanding, text) == []
