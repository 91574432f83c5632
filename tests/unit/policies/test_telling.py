"""Only what decided, or could still decide, is told."""

from policies.rules import All, Any, Compare, Not
from policies.telling import telling
from policies.verdict import Answer

A, B, C = (Compare(id=name, fact=name, relation="is", literal="yes") for name in "abc")
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def test_of_two_ways_the_open_one_is_told():
    assert telling(Any(parts=(A, B)), {"a": NO, "b": YES}) == {"b"}
    assert telling(Any(parts=(A, B)), {"a": YES, "b": YES}) == {"a"}


def test_of_two_ways_that_are_not_settled_those_that_may_still_lead_on_are_told():
    assert telling(Any(parts=(A, B)), {"a": NO, "b": UNKNOWN}) == {"b"}


def test_where_every_way_is_closed_all_are_told():
    assert telling(Any(parts=(A, Not(part=B))), {"a": NO, "b": YES}) == {"a", "b"}


def test_where_one_condition_fails_what_is_still_unknown_is_not_told():
    assert telling(All(parts=(A, B, C)), {"a": YES, "b": NO, "c": UNKNOWN}) == {"a", "b"}
