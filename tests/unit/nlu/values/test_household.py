"""How many live together, counted or named."""

import pytest

from nlu.text import normalise
from nlu.values import household

SURE = [
    ("我跟老伴还有个孙子", 3), ("就我一个", 1), ("一家五口", 5), ("连我四个人", 4), ("三口人", 3),
    ("4", 4), ("我们仨", 3),
    ("老两口", 2), ("我、老婆、两个娃", 4), ("我一个人过", 1), ("祖孙俩", 2), ("除了我还有三个", 4), ("家里六个人", 6),
    ("爸妈和我", 3), ("加我五个", 5), ("光棍一条", 1), ("我跟老伴", 2), ("七口之家", 7), ("娘儿俩", 2), ("只有我", 1),
    ("我跟儿子儿媳还有两个孙子", 5), ("我们老两口加个小孙子", 3), ("爷爷奶奶带我", 3), ("老人自己住", 1),
    ("一共3人", 3),
]  # fmt: skip


def found(text, *, asked=True):
    """All sizes read from a text."""
    return list(household.find(normalise(text).text, asked=asked))


@pytest.mark.parametrize(("text", "size"), SURE)
def test_a_household_is_counted(text, size):
    assert [(value.value, value.needs_confirm) for value in found(text)][:1] == [(size, False)]


@pytest.mark.parametrize(("text", "low", "high"), [("五六口人", 5, 6), ("四五个", 4, 5)])
def test_two_numbers_are_a_range(text, low, high):
    assert [(value.low, value.high, value.needs_confirm) for value in found(text)] == [(low, high, True)]


def test_somebody_who_lives_elsewhere_makes_it_doubtful():
    assert found("我和老伴，儿子在外地打工")[0].reason == "enumerated"


@pytest.mark.parametrize("text", ["我妈跟我住", "我跟老伴", "老两口", "两个人", "我一个人来的"])
def test_unasked_only_an_outright_count_is_read(text):
    assert found(text, asked=False) == []


@pytest.mark.parametrize("text", ["她跟我弟弟一块住，就两个人", "和老伴一起过，一共2个人"])
def test_whoever_tells_how_they_live_counts_the_household_unasked(text):
    assert [value.value for value in found(text, asked=False)] == [2]


@pytest.mark.parametrize(
    ("text", "size"), [("家里三个人，一个月两千", 3), ("我家就四个人", 4), ("一家五个人吃饭", 5)]
)
def test_a_family_counted_outright_is_read_unasked(text, size):
    assert [value.value for value in found(text, asked=False)] == [size]


@pytest.mark.parametrize("text", ["家里有两个人生病", "一家三个人都残疾", "家里来了三个人"])
def test_some_of_a_family_are_not_the_whole_of_it(text):
    assert found(text, asked=False) == []


@pytest.mark.parametrize("text", ["不知道", "为什么问这个", "高龄津贴多少钱"])
def test_other_words_count_nobody(text):
    assert found(text) == []
