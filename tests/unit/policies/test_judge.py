"""Kleene's three values."""

import typing
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.judge import Scene, judge
from policies.rules import All, Any, Compare, Criterion, Not, comparisons
from policies.verdict import Answer, Unknown
from tests.policies.library import library


def _scene(**facts: typing.Any) -> Scene:
    return Scene(
        facts=facts, parameters={}, regions=library().regions, region="321100", place="321100", place_fact="",
        on=date(2026, 1, 1),
    )  # fmt: skip


def _leaf(fact: str) -> Compare:
    return Compare(id=fact, fact=fact, relation="is", literal="yes")


A, B = _leaf("a"), _leaf("b")


@pytest.mark.parametrize(
    ("criterion", "facts", "answer"),
    [
        (All(parts=(A, B)), {"a": "yes", "b": "yes"}, Answer.YES),
        (All(parts=(A, B)), {"a": "yes"}, Answer.UNKNOWN),
        (All(parts=(A, B)), {"a": "no"}, Answer.NO),
        (Any(parts=(A, B)), {"a": "yes"}, Answer.YES),
        (Any(parts=(A, B)), {"a": "no"}, Answer.UNKNOWN),
        (Any(parts=(A, B)), {"a": "no", "b": "no"}, Answer.NO),
        (Not(part=A), {"a": "no"}, Answer.YES),
        (Not(part=A), {}, Answer.UNKNOWN),
    ],
)
def test_groups_follow_kleene(criterion, facts, answer):
    assert judge(criterion, _scene(**facts)).answer is answer


def test_only_facts_that_can_still_change_the_answer_are_asked():
    judged = judge(All(parts=(A, Any(parts=(B, _leaf("c"))))), _scene(b="yes"))

    assert judged.ask == {"a"}


def test_a_settled_answer_asks_nothing():
    assert judge(All(parts=(A, B)), _scene(a="no")).ask == frozenset()


def test_a_declined_fact_is_unsettled_and_not_asked_again():
    judged = judge(All(parts=(A, B)), _scene(a=Unknown.DECLINED, b="yes"))

    assert (judged.ask, judged.unsettled) == (frozenset(), frozenset({"a"}))


def test_every_comparison_leaves_a_check_in_the_cards_order():
    judged = judge(All(parts=(B, Not(part=A))), _scene(a="no"))

    assert [(check.criterion, check.answer) for check in judged.checks] == [
        ("b", Answer.UNKNOWN),
        ("a", Answer.NO),
    ]


@pytest.mark.parametrize(
    ("relation", "below", "at", "above"),
    [
        ("at_least", Answer.NO, Answer.YES, Answer.YES),
        ("more_than", Answer.NO, Answer.NO, Answer.YES),
        ("at_most", Answer.YES, Answer.YES, Answer.NO),
        ("less_than", Answer.YES, Answer.NO, Answer.NO),
    ],
)
def test_orderings_on_both_sides_of_the_threshold(relation, below, at, above):
    leaf = Compare(id="n", fact="n", relation=relation, literal=Decimal(60))

    assert [judge(leaf, _scene(n=number)).answer for number in (59, 60, 61)] == [below, at, above]


def test_words_are_not_compared_as_numbers():
    with pytest.raises(TypeError, match="compares numbers"):
        judge(Compare(id="n", fact="n", relation="at_least", literal=Decimal(60)), _scene(n="many"))


CRITERIA: st.SearchStrategy[Criterion] = st.recursive(
    st.sampled_from([_leaf(name) for name in "abcd"]),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda found: All(parts=tuple(found))),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: Any(parts=tuple(found))),
        parts.map(lambda part: Not(part=part)),
    ),
    max_leaves=8,
)
FACTS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["yes", "no", Unknown.DECLINED]))


@given(criterion=CRITERIA, facts=FACTS, dropped=st.sets(st.sampled_from("abcd")))
def test_fewer_facts_never_turn_an_answer_round(criterion, facts, dropped):
    fewer = {name: value for name, value in facts.items() if name not in dropped}

    before, after = (judge(criterion, _scene(**known)).answer for known in (facts, fewer))

    assert after in {before, Answer.UNKNOWN}


@given(criterion=CRITERIA, facts=FACTS)
def test_the_trace_covers_every_comparison(criterion, facts):
    judged = judge(criterion, _scene(**facts))

    assert [check.criterion for check in judged.checks] == [leaf.id for leaf in comparisons(criterion)]
