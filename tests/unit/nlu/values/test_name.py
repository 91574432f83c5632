"""Names of people; all are invented."""

import pytest

from nlu.text import normalise
from nlu.values import name

ALWAYS = [
    ("我叫王秀兰", "王秀兰"), ("她叫李凤英，今年83", "李凤英"),
    ("老人名字叫陈桂英", "陈桂英"), ("姓名:张三丰", "张三丰"),
    ("我是李建国", "李建国"), ("俺娘叫王桂花今年八十三", "王桂花"), ("姓张名建国", "张建国"),
    ("姓张弓长张叫建国", "张建国"), ("我叔叫李大山", "李大山"), ("他舅舅叫张国强", "张国强"),
    ("申请人：李四", "李四"), ("户主王秀兰", "王秀兰"), ("给我妈办，叫张桂兰，83岁", "张桂兰"),
]  # fmt: skip
ASKED = [
    ("王秀兰", "王秀兰"), ("王兰", "王兰"), ("欧阳修文", "欧阳修文"),
    ("弓长张，张建国", "张建国"), ("是李桂芳", "李桂芳"),
    ("叫刘德福", "刘德福"), ("买买提·艾力", "买买提·艾力"), ("王秀兰。", "王秀兰"), ("陈李秀英", "陈李秀英"),
    ("我妈叫赵小妹", "赵小妹"), ("周桂香，今年八十", "周桂香"), ("王 秀 兰", "王秀兰"),
    ("我妈王秀兰", "王秀兰"), ("王秀兰女士", "王秀兰"), ("陈桂香桂花的桂香水的香", "陈桂香"),
]  # fmt: skip
UNSURE = [
    "我是武进的",
    "我是房东",
    "我是单亲，孩子上高中",
    "本人于二〇二二年入职",
    "连名字都写错",
    "户主叫李四有",
    "我是李建国",
]
NOT_A_NAME = [
    "我是会计", "我是农村户口", "我是高龄老人", "我是镇江的", "叫什么", "王大爷",
    "我叫你们领导", "今年八十三了", "低保怎么申请",
]  # fmt: skip
NOT_EVEN_ASKED = [
    "不知道",
    "王大爷",
    "什么意思",
    "我妈妈",
    "八十三了",
    "问这个干嘛",
    "问名字干啥",
    "要名字干嘛",
]


@pytest.mark.parametrize(("text", "wanted"), ALWAYS)
def test_an_announced_name_is_found_unasked(text, wanted):
    assert next(name.find(normalise(text).text, asked=False)).value == wanted


@pytest.mark.parametrize("text", UNSURE)
def test_what_may_be_no_name_is_not_taken_for_one_unasked(text):
    assert next(name.find(normalise(text).text, asked=False)).needs_confirm


@pytest.mark.parametrize(("text", "wanted"), ASKED)
def test_a_bare_name_counts_when_it_was_asked(text, wanted):
    assert next(name.find(normalise(text).text, asked=True)).value == wanted


@pytest.mark.parametrize("text", NOT_A_NAME)
def test_other_words_are_no_name(text):
    assert list(name.find(normalise(text).text, asked=False)) == []


@pytest.mark.parametrize("text", NOT_EVEN_ASKED)
def test_other_words_are_no_name_even_when_asked(text):
    assert [value for value in name.find(normalise(text).text, asked=True) if not value.needs_confirm] == []


def test_a_rare_surname_is_confirmed():
    found = next(name.find("龘小明", asked=True))

    assert (found.value, found.needs_confirm, found.reason) == ("龘小明", True, "rare_surname")


def test_characters_told_by_words_make_a_name_to_confirm():
    found = next(name.find("刘备的刘,秀丽的秀,英雄的英", asked=False))

    assert (found.value, found.reason) == ("刘秀英", "spelled")


@pytest.mark.parametrize("text", ["我姓王", "老李", "王大爷"])
def test_a_surname_alone_is_not_enough(text):
    found = next(name.find(text, asked=True))

    assert (found.value, found.reason) == (None, "surname_only")


@pytest.mark.parametrize("text", ["说错了，是张大海", "不是王大海，是张大海", "应该叫张大海"])
def test_a_correction_gives_another_name(text):
    assert name.instead(normalise(text).text) == "张大海"


@pytest.mark.parametrize("text", ["说错了，是八十三", "不对，是老伴", "改一下"])
def test_a_correction_of_something_else_gives_none(text):
    assert name.instead(normalise(text).text) is None
