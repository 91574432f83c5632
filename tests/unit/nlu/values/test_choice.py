"""Choosing among numbered options."""

import pytest

from nlu.reading import Option
from nlu.text import normalise
from nlu.values.choice import choice, line

OPTIONS = (
    Option(id="self", number=1, words=("给自己办",)),
    Option(id="elder", number=2, words=("给家里老人办", "老人")),
    Option(id="asking", number=3, words=("只是问问", "问问")),
)

WAYS = (Option(id="photo", number=1, words=("照片", "拍照")), Option(id="call", number=2, words=("打电话",)))

CHOSEN = [
    ("2", "elder"), ("第二个", "elder"), ("二", "elder"), ("选2", "elder"), ("2.", "elder"), ("就第三个吧", "asking"),
    ("给自己办", "self"), ("最后一个", "asking"), ("只是问问", "asking"), ("家里老人", "elder"),
    ("我选1", "self"), ("头一个", "self"), ("②", "elder"), ("2️⃣", "elder"), ("倒数第二个", "elder"),
    ("中间那个", "elder"),
    ("按2办", "elder"), ("选B", "elder"), ("还是选2吧", "elder"), ("前面那个", "self"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CHOSEN)
def test_an_option_is_chosen_by_number_or_words(text, wanted):
    found = choice(normalise(text).text, OPTIONS)

    assert found is not None
    assert found.value == wanted


@pytest.mark.parametrize(
    "text", ["我妈今年八十三了户口在镇江", "不知道", "为什么", "1和2", "都不要", "两个都要"]
)
def test_other_words_choose_nothing(text):
    assert choice(text, OPTIONS) is None


def test_a_number_that_was_not_shown_has_no_value():
    found = choice("7", OPTIONS)

    assert found is not None
    assert (found.value, found.reason) == (None, "out_of_range")


@pytest.mark.parametrize(("text", "number"), [("第4条不对", 4), ("第三条写错了", 3), ("4号要改", 4)])
def test_a_line_is_pointed_at(text, number):
    found = line(text)

    assert found is not None
    assert found.value == number


HAS = (
    Option(id="some", number=1, words=("社保卡",)),
    Option(id="none", number=2, words=("都没有", "没有")),
)


@pytest.mark.parametrize(
    "text", ["没有", "没有的", "没有啊,哪有", "家里没有。", "没有卡", "我妈没有", "不，我爸没有"]
)
def test_none_of_them_is_said_by_itself(text):
    found = choice(normalise(text).text, HAS)

    assert found is not None
    assert found.value == "none"


@pytest.mark.parametrize(
    "text",
    [
        "没有车,有一套老房子",
        "没有收入来源",
        "我家没有儿子",
        "我退休金一千二，老伴没有",
        "存款没有",
        "我妈没收入",
    ],
)
def test_having_no_such_other_thing_chooses_nothing(text):
    assert choice(normalise(text).text, HAS) is None


@pytest.mark.parametrize("text", ["他不想拍照", "拍照不方便", "别拍照", "没法拍照", "照片拍不了"])
def test_an_option_that_is_denied_is_not_chosen(text):
    assert choice(text, WAYS) is None


@pytest.mark.parametrize("text", ["能不能打电话", "要不打电话吧", "不拍照，打电话", "可不可以打电话"])
def test_an_option_is_chosen_by_who_asks_for_it_or_proposes_it(text):
    chosen = choice(text, WAYS)

    assert chosen is not None
    assert chosen.value == "call"


def test_who_comes_first_is_no_first_option():
    assert choice(normalise("第一个王德发，八十五").text, OPTIONS) is None
