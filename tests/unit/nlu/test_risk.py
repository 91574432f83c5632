"""Danger by rule: the sentences beside this file, and the harmless ones that look alike."""

import itertools
from pathlib import Path

import pytest

from content.load import parse
from nlu.acts import Risk
from nlu.reading import Danger
from nlu.risk import dangers, far, far_around
from nlu.risk_files import read_distances, read_rules
from nlu.text import normalise
from tests.written import written

HERE = Path(__file__).parent
SENTENCES = written((HERE / "risk_sentences.yml").read_text("utf-8"))
RISKS = [(risk, text) for risk, texts in SENTENCES.items() if risk != "none" for text in texts]


@pytest.fixture(scope="module")
def rules():
    """The library's rules."""
    path = HERE.parents[2] / "nlu" / "library" / "risk.yml"
    root, _ = parse("nlu/library/risk.yml", path.read_text("utf-8"))
    problems = []
    found = read_rules(root, problems)
    assert problems == []
    return found


@pytest.mark.parametrize(("risk", "text"), RISKS)
def test_danger_is_found_in_its_words(rules, risk, text):
    assert risk in {str(danger.risk) for danger in dangers(normalise(text), rules)}


@pytest.mark.parametrize("text", SENTENCES["none"])
def test_what_only_looks_alike_is_left_alone(rules, text):
    assert dangers(normalise(text), rules) == ()


def test_a_danger_stands_where_it_says(rules):
    text = "領導您好，我不想活了。"
    (danger, *_) = dangers(normalise(text), rules)

    assert "不想活" in text[danger.start : danger.end]


def distant(text):
    """The parts of a text that the library's distances mark, as written, each with whether it leaves no doubt."""
    path = HERE.parents[2] / "nlu" / "library" / "risk.yml"
    root, _ = parse("nlu/library/risk.yml", path.read_text("utf-8"))
    parts = far(normalise(text), read_distances(root, []))
    return {(text[part.start : part.end], part.certain) for part in parts}


def test_around_a_danger_the_same_is_told_at_a_distance_as_in_the_whole_message():
    text = "昨天看新闻说有人跳楼。我妈摔倒了，去年也摔过！电视剧里那个人想死，我没事？听说隔壁打人"
    path = HERE.parents[2] / "nlu" / "library" / "risk.yml"
    distances = read_distances(parse("nlu/library/risk.yml", path.read_text("utf-8"))[0], [])
    clean = normalise(text)
    around, everywhere = far_around(clean, distances), far(clean, distances)

    assert everywhere
    for start, end in itertools.combinations(range(len(text) + 1), 2):
        danger = Danger(risk=Risk.CRISIS, rule="rule", start=start, end=end)
        assert set(around(danger)) <= set(everywhere)
        assert [part for part in around(danger) if part.start <= start and end <= part.end] == [
            part for part in everywhere if part.start <= start and end <= part.end
        ]


def test_what_a_film_shows_leaves_no_doubt():
    assert ("电视剧里有人跳楼，吓我一跳", True) in distant("电视剧里有人跳楼，吓我一跳。我妈走丢了")


def test_a_year_long_past_reaches_to_the_end_of_its_sentence_unless_it_comes_back_to_now():
    assert ("1960年闹饥荒，路上饿死了一个弟弟", True) in distant(
        "1960年闹饥荒，路上饿死了一个弟弟。我妈走丢了"
    )
    assert all("没饭吃" not in part for part, _ in distant("1960年生的，现在没饭吃"))


def test_what_happened_long_ago_reaches_to_the_comma():
    assert distant("前年摔断了腿，现在又摔了") == {("前年摔断了腿", False)}


def test_what_comes_back_to_now_is_at_no_distance():
    assert distant("万一出事怎么办") != set()
    assert distant("万一还在里面，现在火大得很") == {("万一还在里面，", False)}
    assert distant("刷短视频看到护工打我妈") == {("刷短视频看到护工打", True)}


@pytest.mark.parametrize(
    "text", ["我想死", "我要自杀", "不想活了", "我真的活不下去了", "爷爷煤气中毒了", "着火了着火了三楼"]
)
def test_the_plainest_words_are_certain(rules, text):
    assert any(danger.plain for danger in dangers(normalise(text), rules))


@pytest.mark.parametrize(
    "text", ["我想死你了", "我从来没想死", "去年爷爷煤气中毒了", "要是着火了怎么办", "煤气没气了"]
)
def test_what_is_like_the_plainest_words_is_not_certain(rules, text):
    assert not any(danger.plain for danger in dangers(normalise(text), rules))
