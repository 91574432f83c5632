"""Who the message speaks about."""

from pathlib import Path

import pytest

from content.load import parse
from nlu.text import normalise
from nlu.values.relation import find, subject
from nlu.values.relation_files import read_relations

LIBRARY = Path(__file__).parents[4] / "nlu" / "library" / "relations.yml"
SUBJECTS = [
    ("我妈", "mother"), ("给我爸办", "father"), ("隔壁王大爷", "neighbour"), ("我替村里老李问问", "villager"),
    ("我是她女儿", "mother"), ("我是他儿子", "father"), ("儿子帮我弄的", "self"), ("女儿替我办的", "self"),
    ("村里张奶奶", "villager"), ("楼上刘阿姨", "neighbour"), ("不是我妈是我爸", "father"), ("我三叔", "other_relative"),
    ("孩子他爸", "spouse"), ("我帮我妈弄", "mother"), ("我是他邻居", "neighbour"), ("俺娘", "mother"),
    ("我闺女在帮我填", "self"), ("我岳母", "parent_in_law"),
]  # fmt: skip


@pytest.fixture(scope="module")
def relations():
    """The library's words."""
    root, _ = parse("relations.yml", LIBRARY.read_text("utf-8"))
    return read_relations(root, [])


@pytest.mark.parametrize(("text", "key"), SUBJECTS)
def test_the_one_spoken_about_is_found(relations, text, key):
    assert subject(list(find(normalise(text).text, relations, asked=True))) == key


@pytest.mark.parametrize(
    ("text", "key", "exactly"),
    [
        ("我儿子", "child", "son"), ("俺闺女", "child", "daughter"), ("我娃", "child", ""),
        ("我孙女", "grandchild", "granddaughter"), ("外孙", "grandchild", "grandson"),
        ("外孙女", "grandchild", "granddaughter"), ("我老公", "spouse", "husband"), ("我媳妇", "spouse", "wife"),
        ("孩子他妈", "spouse", "wife"), ("老伴", "spouse", ""), ("我二姐", "sibling", "sister"),
        ("外甥", "other_relative", "nephew"), ("外甥女", "other_relative", "niece"),
        ("我舅妈", "other_relative", "aunt"), ("老丈人", "parent_in_law", "father_in_law"), ("我妈", "mother", ""),
    ],
)  # fmt: skip
def test_a_word_that_names_one_of_them_says_which(relations, text, key, exactly):
    value = next(find(text, relations, asked=True))

    assert (value.value, value.exactly) == (key, exactly)


def test_a_nearer_name_without_a_list_of_words_is_a_fault():
    root, _ = parse("relations.yml", "relations:\n  child:\n    words: [儿子]\n    exactly:\n      son: 3\n")
    problems = []

    read_relations(root, problems)

    assert [(problem.path, problem.line) for problem in problems] == [("relations.yml", 5)]


@pytest.mark.parametrize("text", ["王大爷", "张奶奶", "老李"])
def test_a_title_without_a_place_is_confirmed(relations, text):
    values = list(find(text, relations, asked=True))

    assert [(value.value, value.needs_confirm) for value in values] == [("neighbour", True)]
    assert subject(values) is None


@pytest.mark.parametrize("text", ["自己的事", "大家好"])
def test_nobody_in_particular(relations, text):
    assert subject(list(find(text, relations, asked=False))) is None


@pytest.mark.parametrize("text", ["卡在儿子那", "身份证在女儿手里", "她住在我哥家", "存折放老伴那儿了"])
def test_who_something_is_with_is_not_whom_it_is_about(relations, text):
    assert subject(list(find(normalise(text).text, relations, asked=False))) is None


def test_who_lives_with_somebody_is_still_spoken_of(relations):
    text = "给住在儿子家的奶奶办"

    assert subject(list(find(text, relations, asked=False))) == "grandmother"


@pytest.mark.parametrize(
    "text", ["儿子不养我", "三个儿子推来推去", "两个女儿都不管", "儿子早就跟我分家了", "女儿嫁出去了"]
)
def test_who_leaves_the_writer_alone_is_not_whom_it_is_about(relations, text):
    assert subject(list(find(text, relations, asked=False))) is None


@pytest.mark.parametrize("text", ["我丈夫去年因脑出血去世", "我是谷阳镇一名普通村民", "我爸前年病逝"])
def test_who_died_or_writes_is_nobody_to_apply_for(text, relations):
    assert subject(list(find(text, relations, asked=False))) is None


def test_who_lives_on_after_a_death_is_spoken_of(relations):
    assert subject(list(find("我爸去世了,我妈能领什么", relations, asked=False))) == "mother"


def test_who_is_left_alone_by_another_is_spoken_of(relations):
    assert subject(list(find("我哥不管我妈", relations, asked=False))) == "mother"
