"""Replay a person's answers along a flow: the steps they have passed and the question that is still open.

A position is never stored. A corrected answer changes the path by itself, and nothing that was said before is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flows.flow import (
    END,
    THIS,
    Answered,
    Branch,
    CardSays,
    Condition,
    CriterionIs,
    Flow,
    Question,
    Step,
    VerdictIs,
)
from flows.library import Flows
from flows.state import Answers, values
from policies.answers import answer
from policies.decide import decide, no_application
from policies.policies import Policies
from policies.verdict import Facts, FactValue, Unknown, Verdict

_LONGEST = 400
"""More steps than any walk of a sane flow; a cycle ends here instead of hanging a turn."""


@dataclass(slots=True)
class Memory:
    """The replays of one turn, so that each is made once.

    Answers never change in place, so the same ones lead the same way: a key holds their identity, and the walk that
    is kept holds the answers themselves.
    """

    walks: dict[tuple[object, ...], _Walk] = field(default_factory=dict)
    paths: dict[tuple[object, ...], Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Everything a replay depends on: whose answers, which flow and benefit, where and on which day.

    `on` is the day a question is about, `today` the day we reckon from.
    """

    flows: Flows
    flow: str
    benefit: str | None
    aspect: str | None
    answers: Answers
    policies: Policies
    region: str
    today: date
    on: date
    memory: Memory = field(default_factory=Memory)

    @property
    def facts(self) -> Facts:
        """The bare facts of the answers."""
        return values(self.answers)

    @property
    def here(self) -> str:
        """The region that counts: where the person's household register is, or else the account's."""
        register = self.facts.get("hukou")
        return register if isinstance(register, str) else self.region


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """An action step that the answers lead through; the same step with another verdict is another one."""

    step: str
    action: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Where the answers lead: what was asked and passed, and the open question, the end or the flow to go on with."""

    asked: tuple[Question, ...] = ()
    passed: tuple[Passed, ...] = ()
    open: Question | None = None
    link: str | None = None


@dataclass(slots=True)
class _Walk:
    place: Place
    assume: bool
    asked: list[Question] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    slots: dict[str, FactValue] = field(default_factory=dict)
    callers: list[tuple[Flow, Step]] = field(default_factory=list)
    ahead: int = 0
    # The answers stand still during a walk, and each verdict is asked for at several branches.
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    said: dict[str, bool] = field(default_factory=dict)


def journey(place: Place) -> Path:
    """Return the path that the answers give."""
    return _walked(place, assume=False)[0]


def still_ahead(place: Place) -> int:
    """Return how many questions the rest of the path would ask, the usual branch taken where an answer is missing."""
    return _walked(place, assume=True)[1].ahead


def verdict_here(place: Place, benefit: str) -> Verdict:
    """Return what policy says on the answers of this place."""
    return _verdict(_walked(place, assume=False)[1], benefit)


def _walked(place: Place, *, assume: bool) -> tuple[Path, _Walk]:
    answers = id(place.answers)
    key = (
        place.flows.release,
        place.flow,
        place.benefit,
        place.aspect,
        place.region,
        place.on,
        answers,
        assume,
    )
    if key not in place.memory.walks:
        walk = _Walk(place=place, assume=assume)
        place.memory.paths[key] = _walk(walk)
        place.memory.walks[key] = walk
    return place.memory.paths[key], place.memory.walks[key]


def _walk(walk: _Walk) -> Path:
    flow = walk.place.flows.flows[walk.place.flow]
    here = flow.first
    for _ in range(_LONGEST):
        while here == END and walk.callers:
            flow, caller = walk.callers.pop()
            here = _after(walk, caller)
        if here == END:
            break
        step = flow.steps[here]
        if step.kind == "link":
            return Path(asked=tuple(walk.asked), passed=tuple(walk.passed), link=step.name)
        if step.kind == "call":
            walk.callers.append((flow, step))
            flow = walk.place.flows.flows[step.name]
            here = flow.first
            continue
        open_question = _pass(walk, flow, step)
        if open_question is not None:
            return Path(asked=tuple(walk.asked), passed=tuple(walk.passed), open=open_question)
        here = _after(walk, step)
    return Path(asked=tuple(walk.asked), passed=tuple(walk.passed))


def _pass(walk: _Walk, flow: Flow, step: Step) -> Question | None:
    """Go through one step; return the question it stops at."""
    match step.kind:
        case "collect":
            return _collect(walk, walk.place.flows.questions[step.name], step.ask_before_filling)
        case "decide":
            return _decide(walk, step)
        case "set_slots":
            walk.slots.update(step.slots)
        case "action":
            walk.passed.append(Passed(step=f"{flow.id}/{step.id}", action=step.name, mark=_mark(walk, step)))
        case _:
            pass
    return None


def _collect(walk: _Walk, question: Question, ask_first: bool) -> Question | None:
    told = walk.place.answers.get(question.id)
    counts = told is not None and (told.asked or not ask_first)
    if told is not None and question.required and told.value is Unknown.DECLINED:
        counts = False
    if question.id in walk.slots or counts:
        if counts:
            _asked(walk, question)
        return None
    walk.ahead += 1
    return None if walk.assume else question


def _asked(walk: _Walk, question: Question) -> None:
    if question not in walk.asked:
        walk.asked.append(question)


def _decide(walk: _Walk, step: Step) -> Question | None:
    verdict = _verdict(walk, _benefit(walk, step.name))
    questions = walk.place.flows.questions
    used = {fact for check in verdict.checks for fact in check.facts}
    for fact in walk.place.policies.cards[verdict.benefit].facts:
        if fact in used and fact in walk.place.answers and fact in questions:
            _asked(walk, questions[fact])
    open_facts = [fact for fact in verdict.ask if fact not in walk.place.answers]
    walk.ahead += len(open_facts)
    return questions[open_facts[0]] if open_facts and not walk.assume else None


def _mark(walk: _Walk, step: Step) -> str:
    if step.name != "tell_verdict" or walk.place.benefit is None:
        return ""
    verdict = _verdict(walk, walk.place.benefit)
    return ",".join(
        [verdict.answer.value, *(f"{check.criterion}={check.answer.value}" for check in verdict.checks)]
    )


def _verdict(walk: _Walk, benefit: str) -> Verdict:
    if benefit not in walk.verdicts:
        place = walk.place
        walk.verdicts[benefit] = decide(
            place.policies, benefit, place.facts, region=place.region, today=place.today
        )
    return walk.verdicts[benefit]


def _benefit(walk: _Walk, name: str) -> str:
    if name != THIS:
        return name
    if walk.place.benefit is None:
        raise LookupError(f"flow {walk.place.flow} decides on “this” benefit but was started for none")
    return walk.place.benefit


def _after(walk: _Walk, step: Step) -> str:
    return next((branch.then for branch in step.branches if _holds(walk, branch)), END)


def _holds(walk: _Walk, branch: Branch) -> bool:
    condition: Condition | None = branch.when
    match condition:
        case None:
            return True
        case Answered():
            return _said(walk, condition.question) == condition.value
        case VerdictIs():
            return _verdict(walk, _benefit(walk, THIS)).answer is condition.answer
        case CriterionIs():
            checks = _verdict(walk, _benefit(walk, THIS)).checks
            return any(c.criterion == condition.criterion and c.answer is condition.answer for c in checks)
        case CardSays():
            if condition.what not in walk.said:
                walk.said[condition.what] = _card_says(walk.place, condition.what)
            return walk.said[condition.what]


def _card_says(place: Place, what: str) -> bool:
    if place.benefit is None or place.benefit not in place.policies.cards:
        return False
    facts, today = place.facts, place.today
    if what == "no_application":
        return (
            no_application(place.policies, place.benefit, facts, region=place.here, today=today) is not None
        )
    aspect = place.aspect or "definition"
    return answer(
        place.policies, place.benefit, aspect, region=place.here, on=place.on, today=today, facts=facts
    ).needs_region


def _said(walk: _Walk, question: str) -> str | None:
    value = walk.slots.get(question)
    told = walk.place.answers.get(question)
    if value is None and told is not None:
        value = told.value
    if value is Unknown.DECLINED:
        return Unknown.DECLINED.value
    return None if value is None else str(value)


def without(answers: Answers, names: Mapping[str, object] | tuple[str, ...]) -> Answers:
    """Return the answers less some, so that their questions open again."""
    return {name: told for name, told in answers.items() if name not in names}
