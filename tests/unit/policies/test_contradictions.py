"""A card that contradicts itself, or whose criteria can never hold together, is refused."""

import pytest

from tests.unit.policies.demo import CARD, FIGURES, faults


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("is: active", "is: golden", "'social_card_active' is never 'golden'"),
        ("at_least: 60", "at_least: 60, at_most: 70", "a criterion compares one fact in one way"),
        (
            "fact: social_card_active, is: active",
            "fact: social_card_active, at_least: 3",
            "'social_card_active' is no number",
        ),
        ("social_card_active, age]", "age]", "'social_card_active' is never asked for"),
        ("place: hukou\n", "", "`within: place` compares another fact"),
        ("case_prefix: Z", "case_prefix: G", "'demo' has the case prefix 'G' too"),
        ("say: 这是试验用的。", "say: 每月发30元。", "a figure stands in the sentence itself"),
        ("say: 这是试验用的。", 'say: "发{demo.nothing}。"', "the slot 'demo.nothing' leads nowhere"),
        ("say: 这是试验用的。", "say: 请到户籍地申领。", "a resident should not have to read '申领'"),
        ("definition:", "colour:", "'colour' is not an aspect"),
        ("id: demo", "id: other", "the card 'other' stands in the file of 'demo'"),
    ],
)
def test_a_card_that_contradicts_itself_is_refused(old, new, fault):
    assert fault in faults(demo=CARD.replace(old, new), parameters__demo=FIGURES)


CRITERIA = '    - {id: age, fact: age, at_least: 60, words: "满{threshold}。", source: G38, mark: 政}\n'


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            "{id: b, fact: age, at_most: 59, words: 不超。, source: G38, mark: 政}",
            "'age' and 'b' can never both hold",
        ),
        (
            "{id: b, fact: age, less_than: 60, words: 不到。, source: G38, mark: 政}",
            "'age' and 'b' can never both hold",
        ),
        (
            "{id: b, fact: social_card_active, is: none, words: 没卡。, source: G38, mark: 政}",
            "'b' and 'card' can never both hold",
        ),
        (
            "{id: b, fact: social_card_active, is_not: active, words: 没激活。, source: G38, mark: 政}",
            "'b' and 'card' can never both hold",
        ),
        (
            "any: [{id: b, fact: social_card_active, is_not: active, words: 没激活。, source: G38, mark: 政}, "
            "{id: c, fact: social_card_active, is: active, words: 激活了。, source: G38, mark: 政}]",
            "'b' or 'c' holds for everybody",
        ),
    ],
)
def test_criteria_that_contradict_each_other_are_refused(more: str, fault: str):
    card = CARD.replace(CRITERIA, f"{CRITERIA}    - {more}\n")

    assert fault in faults(demo=card, parameters__demo=FIGURES)


@pytest.mark.parametrize("most", [60, 70])
def test_a_line_from_below_and_one_from_above_may_meet(most: int):
    more = f"    - {{id: b, fact: age, at_most: {most}, words: 不超。, source: G38, mark: 政}}\n"

    assert faults(demo=CARD.replace(CRITERIA, CRITERIA + more), parameters__demo=FIGURES) == []
