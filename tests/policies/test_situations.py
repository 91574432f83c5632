"""Every situation in `tests/policies/<benefit>/*.yaml` comes out as its source says."""

import pytest

from policies.amounts import due
from policies.answers import answer
from policies.decide import decide, no_application
from policies.explain import explain
from policies.words import plain_number
from tests.policies.library import library
from tests.policies.situations import Situation, situations

SITUATIONS = list(situations())
KNOWN = {"answer", "ask", "unsettled", "checks", "amount", "says", "by_itself", "by_itself_ask", "told"}


def test_there_are_many_situations_and_each_names_its_source():
    assert len(SITUATIONS) >= 400
    assert all(situation.source and set(situation.expect) <= KNOWN for situation in SITUATIONS)
    assert len({situation.name for situation in SITUATIONS}) == len(SITUATIONS)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_a_situation_comes_out_as_its_source_says(situation: Situation):
    place = {"region": situation.region, "today": situation.today}
    expect = situation.expect

    verdict = decide(library(), situation.benefit, situation.facts, **place)
    lines = "".join(line.text for line in explain(library(), verdict, situation.facts))

    if "answer" in expect:
        assert verdict.answer.value == expect["answer"]
    if "ask" in expect:
        assert list(verdict.ask) == expect["ask"]
    if "unsettled" in expect:
        assert list(verdict.unsettled) == expect["unsettled"]
    for criterion, answer_ in expect.get("checks", {}).items():
        assert {check.criterion: check.answer.value for check in verdict.checks}[criterion] == answer_
    for part in expect.get("says", ()):
        assert part in lines
    if "amount" in expect:
        assert _amount(situation) == expect["amount"]
    if "by_itself" in expect or "by_itself_ask" in expect:
        relief = no_application(library(), situation.benefit, situation.facts, **place)
        assert (relief.answer.value if relief else "never") == expect.get("by_itself", "unknown")
        assert list(relief.ask if relief else ()) == expect.get("by_itself_ask", [])
    for part in expect.get("told", ()):
        assert part in _told(situation)


def _amount(situation: Situation) -> str | None:
    found = due(
        library(),
        situation.benefit,
        situation.facts,
        region=situation.region,
        on=situation.today,
        today=situation.today,
    )
    return f"{plain_number(found.amount)} {found.unit}" if found else None


def _told(situation: Situation) -> str:
    return answer(
        library(),
        situation.benefit,
        "amount",
        region=situation.region,
        on=situation.today,
        today=situation.today,
        facts=situation.facts,
    ).text
