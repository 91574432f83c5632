"""Yes and no in all their forms."""

import pytest

from nlu.text import normalise
from nlu.values.yes_no import yes_no

YES = [
    "对", "对的", "对头", "要得", "中", "是的", "嗯", "好", "行", "可以", "没错", "没问题",
    "对对对", "好嘞", "没得问题", "ok", "OK", "👌", "同意", "有的", "确认", "对，提交吧",
    "是的，都对", "得行", "嗯呐", "可不是", "那可不", "谁说不是呢", "shi de", "dui", "👌👌", "👍🏻", "也不是不行",
    "他说行", "老人家说可以", "她点头了",
]  # fmt: skip
NO = [
    "不是", "不对", "没得", "不行", "不要", "算了", "没有", "莫得", "不中", "还没有", "不用了",
    "要不得", "不是的", "不同意", "没有社保卡", "不，我爸没有", "👎", "莫", "不用", "没那回事", "bu shi",
    "meiyou", "❌", "他说不用", "她没点头",
]  # fmt: skip
NEITHER = [
    "八十三", "不知道", "不清楚", "不晓得", "王秀兰", "为什么", "尊老金多少钱",
    "对了，八十五能多领点不?", "不好说", "行不行", "中不中", "对不起", "行动不便", "可怜", "无所谓",
    "不好意思", "有没有",
]  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_a_yes_is_a_yes(text):
    assert yes_no(normalise(text).text) == "yes"


@pytest.mark.parametrize("text", NO)
def test_a_no_is_a_no(text):
    assert yes_no(normalise(text).text) == "no"


@pytest.mark.parametrize("text", NEITHER)
def test_what_is_neither_is_not_guessed(text):
    assert yes_no(normalise(text).text) is None


def test_a_double_negation_is_a_yes():
    assert yes_no("不是不同意") == "yes"
