"""Look a whole household over: every benefit in the matrix's order, what to ask next, what goes together.

Nothing is proposed that the household already receives, and a missing fact never makes a no.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policies.amounts import Due, due
from policies.decide import decide_known
from policies.facts import known
from policies.matrix import Pair
from policies.policies import Policies
from policies.together import Together, best
from policies.verdict import Answer, Check, Facts, Verdict

STATUS = "relief_status"

_FAR = 2
"""An income so many times the last known line is not brought up as perhaps below today's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One benefit for the household: the verdict, what is due where it can be said, and what stands against it.

    `instead` is the benefit of this screening that excludes it; `received` that the household has it already;
    `quiet` that the household said of itself that it has no need of it now.
    """

    verdict: Verdict
    due: Due | None = None
    instead: str = ""
    received: bool = False
    quiet: bool = False

    @property
    def benefit(self) -> str:
        """Return the benefit's id."""
        return self.verdict.benefit

    @property
    def far(self) -> bool:
        """Tell whether the one figure there is, though perhaps old, is so far off that to propose it would mislead."""
        return any(map(_is_far, self.verdict.checks))

    @property
    def proposed(self) -> bool:
        """Tell whether the household should hear of it: not had, not excluded, and not a no."""
        return not self.received and not self.instead and self.verdict.answer is not Answer.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The results in the matrix's order, the next fact worth asking (empty: none), and the pairs that count.

    `best` is what of the sure ones goes together best.
    """

    results: tuple[Result, ...]
    ask: str
    pairs: tuple[Pair, ...]
    best: Together

    def answered(self, answer: Answer) -> tuple[Result, ...]:
        """Return the results that are proposed with an answer."""
        return tuple(result for result in self.results if result.proposed and result.verdict.answer is answer)

    @property
    def refused(self) -> tuple[Result, ...]:
        """Return the results whose answer is no."""
        return tuple(result for result in self.results if result.verdict.answer is Answer.NO)


def screen(
    policies: Policies, facts: Facts, *, region: str, today: date, received: Collection[str] = ()
) -> Screening:
    """Judge every benefit of the matrix for a household that has those `received` already; raises UnknownRegion."""
    complete = known(policies.facts, facts, today)
    verdicts = [
        decide_known(policies, policies.cards[benefit], complete, region=region, today=today)
        for benefit in (*policies.matrix.order, *policies.matrix.also)
        if benefit in policies.cards
    ]
    had = {*received, str(facts.get(STATUS))}
    pairs = policies.resolved.once(("pairs", region), lambda: tuple(_pairs(policies, region)))
    kept = {item.benefit for item in verdicts if item.answer is Answer.YES} | had
    results: list[Result] = []
    for verdict in verdicts:
        has = verdict.benefit in had
        instead = "" if has else _instead(verdict, pairs, kept)
        owed = None
        if verdict.answer is not Answer.NO and not has and not instead:
            owed = due(policies, verdict.benefit, facts, region=region, on=today, today=today)
        quiet = verdict.answer is Answer.UNKNOWN and _is_quiet(policies, verdict.benefit, complete)
        results.append(Result(verdict=verdict, due=owed, instead=instead, received=has, quiet=quiet))
    sure = [
        (result.benefit, result.due)
        for result in results
        if result.proposed and result.verdict.answer is Answer.YES
    ]
    return Screening(
        results=tuple(results), ask=_next(policies, results, facts), pairs=pairs, best=best(sure, pairs)
    )


def _is_far(check: Check) -> bool:
    value, line = check.value, check.threshold
    if check.answer is not Answer.UNKNOWN or not isinstance(value, Decimal) or not isinstance(line, Decimal):
        return False
    return value > line * _FAR


def _is_quiet(policies: Policies, benefit: str, facts: Facts) -> bool:
    said, lines = policies.matrix.quiet.get(benefit, {}), policies.matrix.quiet_below.get(benefit, {})
    if said and all(facts.get(fact) == value for fact, value in said.items()):
        return True
    return any(isinstance(value := facts.get(fact), int) and value < line for fact, line in lines.items())


def _pairs(policies: Policies, region: str) -> Iterator[Pair]:
    """Yield the pairs that hold at the place, the nearest place's own before the nation's."""
    benefits = frozenset((*policies.matrix.order, *policies.matrix.also)) & policies.cards.keys()
    chain = policies.regions.chain(region)
    here = [pair for pair in policies.matrix.pairs if pair.spoken and pair.region in chain]
    for pair in here:
        same = [other for other in here if other.joins(pair.one, pair.other)]
        nearest = min(same, key=lambda item: chain.index(item.region))
        if pair is nearest and pair.one in benefits and pair.other in benefits:
            yield pair


def _instead(verdict: Verdict, pairs: tuple[Pair, ...], sure: set[str]) -> str:
    """Return what this household has, or is sure to get, that rules this benefit out."""
    benefit = verdict.benefit
    for pair in pairs:
        if pair.kind != "one_of" or not pair.keep or pair.keep == benefit or pair.keep not in sure:
            continue
        if benefit in (pair.one, pair.other):
            return pair.keep
    return ""


def _next(policies: Policies, results: list[Result], facts: Facts) -> str:
    """Return the fact to ask next: what comes first of all, then the first open benefit's own first."""
    for fact in policies.matrix.first:
        if fact not in facts:
            return fact
    for result in results:
        asked_for = result.benefit in policies.matrix.order
        if asked_for and result.proposed and result.verdict.answer is Answer.UNKNOWN and result.verdict.ask:
            return result.verdict.ask[0]
    return ""
