"""`python -m benchmarks.policies`: a decision, an answer, a screening, 100,000 households, and the questions asked.

Times are processor time, so that a busy machine counts less; the median of many runs is told, beside zen-engine on
the same four-criterion rule in the same run where it is installed.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import median

import yaml

from benchmarks.zen_rule import zen_rule
from bot.release import tree_release
from bot.settings import ROOT
from policies.answers import answer
from policies.compiled import load
from policies.decide import decide
from policies.judge import Scene, judge
from policies.policies import Policies
from policies.rules import All, Compare
from policies.screen import screen
from policies.verdict import Facts, FactValue, Unknown

TODAY = date(2026, 3, 20)
ROUNDS, HOUSEHOLDS = 2000, 100_000
AT, NATION = "500229", "000000"
DISABLED: Facts = {
    "hukou": AT, "disability_card": "yes", "disability_level": "one", "needs_care": "yes",
    "relief_status": "none", "injury_nursing": "no",
}  # fmt: skip
FAMILY: Facts = {
    "hukou": AT, "age": 40, "relief_status": "none", "trouble": "none", "basics_hard": "no", "supporters": "able",
    "disability_card": "no", "much_property": "no", "residence": "urban", "household_size": 3,
    "household_income": 1500, "child_parents": "able", "big_expenses": "no",
}  # fmt: skip
FOUR: Facts = {"income": 500, "much_property": "no", "relief_status": "none", "residence": "urban"}


def main() -> None:
    """Measure and print one line each."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.policies", description=__doc__)
    options.add_argument("--households", type=int, default=HOUSEHOLDS, help="how many to screen in bulk")
    asked = options.parse_args()
    release = tree_release()
    policies = load(release.files, release=release.digest)
    for what, act, aim in _acts(policies):
        print(f"{what}: {_median(act):.0f} µs ({aim})")
    for line in (*_beside_zen(policies), *_bulk(policies, asked.households), *_questions(policies)):
        print(line)


def _acts(policies: Policies) -> Iterator[tuple[str, Callable[[], object], str]]:
    def decided(benefit: str, facts: Facts) -> Callable[[], object]:
        return lambda: decide(policies, benefit, facts, region=AT, today=TODAY)

    def answered(benefit: str, aspect: str) -> Callable[[], object]:
        return lambda: answer(policies, benefit, aspect, region=AT, on=TODAY, today=TODAY)

    def screened(facts: Facts, region: str) -> Callable[[], object]:
        return lambda: screen(policies, facts, region=region, today=TODAY)

    yield "one decision with its trace, disability_care", decided("disability_care", DISABLED), "aim 50"
    yield "one decision with its trace, dibao", decided("dibao", FAMILY), "aim 50"
    yield "one answer, an amount", answered("tekun", "amount"), "aim 200"
    yield "one answer, a passage", answered("dibao", "eligibility"), "aim 200"
    yield "one screening of all benefits, a family", screened(FAMILY, AT), "aim 1000"
    yield "one screening, hardly a fact known", screened(DISABLED, AT), "aim 1000"
    yield "one screening asked from nowhere in particular", screened(FAMILY, NATION), "aim 1000"


def _median(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    spent: list[int] = []
    for _ in range(rounds):
        begun = time.process_time_ns()
        act()
        spent.append(time.process_time_ns() - begun)
    return median(spent) / 1000


def _beside_zen(policies: Policies) -> Iterator[str]:
    """Judge one rule of four criteria in both engines, with and without the income."""
    criterion = All(
        parts=(
            Compare(id="income", fact="income", relation="less_than", literal=Decimal(770)),
            Compare(id="much_property", fact="much_property", relation="is", literal="no"),
            Compare(id="relief_status", fact="relief_status", relation="is_not", literal="tekun"),
            Compare(id="residence", fact="residence", relation="is", literal="urban"),
        )
    )
    scene = Scene(
        facts=FOUR, parameters={}, regions=policies.regions, region=AT, place=AT, place_fact="hukou", on=TODAY
    )
    without = {name: value for name, value in FOUR.items() if name != "income"}
    open_still = judge(criterion, replace(scene, facts=without))
    yield f"four criteria, ours with trace: {_median(lambda: judge(criterion, scene)):.1f} µs"
    yield f"  income unknown: {open_still.answer.value}, to ask: {', '.join(open_still.ask)}"
    rule = zen_rule()
    if rule is None:
        yield "four criteria, zen-engine: not installed, not measured"
        return
    yield f"four criteria, zen-engine without trace: {_median(lambda: rule(FOUR)):.1f} µs"
    yield f"  all known: {rule(FOUR)}; income unknown: {_told(rule, without)}"


def _told(rule: Callable[[Mapping[str, object]], object], facts: Mapping[str, object]) -> str:
    try:
        return f"{rule(facts)}, and no word of what is missing"
    except Exception as error:  # noqa: BLE001 (whatever another engine raises is what it says)
        return f"{type(error).__name__}: {str(error)[:120]}"


def _bulk(policies: Policies, count: int) -> Iterator[str]:
    """Screen many households of all places, one after the other, in one process."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    for facts in _households(policies, count):
        screen(policies, facts, region=NATION, today=TODAY)
    rate = count / (time.process_time() - begun)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    yield f"{count} households screened for all benefits: {rate:.0f} a second of processor time, {grown:.0f} MB more"


def _households(policies: Policies, count: int) -> Iterator[Facts]:
    lots = random.Random(1)
    places = sorted(policies.regions.by_code)
    choices = {
        name: [item.id for item in kind.options] for name, kind in policies.facts.items() if kind.options
    }
    for _ in range(count):
        facts: dict[str, FactValue] = {
            "hukou": lots.choice(places),
            "age": lots.randrange(100),
            "household_size": lots.randrange(1, 7),
            "household_income": lots.randrange(9000),
        }
        facts |= {name: lots.choice(options) for name, options in choices.items() if lots.random() < 0.5}
        yield facts


def _questions(policies: Policies) -> Iterator[str]:
    """Count the questions to a verdict on every benefit over the written households, beside a fixed order."""
    households = yaml.safe_load((ROOT / "tests/policies/households.yaml").read_text("utf-8"))
    ours = sorted(len(_asked(policies, household["facts"])) for household in households)
    fixed = sorted(_asked_in_order(policies, household["facts"]) for household in households)
    for name, counts in (
        ("chosen by what is still open", ours),
        ("in a fixed order, until nothing is open", fixed),
    ):
        shown = f"median {median(counts):g}, most {counts[-1]}, over {len(counts)} households"
        yield f"questions to a verdict, {name}: {shown}"


def _asked(policies: Policies, stated: Facts) -> Facts:
    told: dict[str, FactValue] = {}
    while True:
        wanted = screen(policies, told, region=NATION, today=TODAY).ask
        if not wanted:
            return told
        told[wanted] = stated.get(wanted, Unknown.DECLINED)


def _asked_in_order(policies: Policies, stated: Facts) -> int:
    """Ask every fact of every benefit in one order for all, as a form does, until no open benefit wants another."""
    order = dict.fromkeys(
        fact
        for name in policies.matrix.order
        if name in policies.cards
        for fact in policies.cards[name].facts
    )
    told: dict[str, FactValue] = {}
    for fact in (*policies.matrix.first, *order):
        if not screen(policies, told, region=NATION, today=TODAY).ask:
            break
        told[fact] = stated.get(fact, Unknown.DECLINED)
    return len(told)


if __name__ == "__main__":
    main()
