"""Replay a person's answers along a flow: the steps they have passed and the question that is still open.

A position is never stored. A corrected answer changes the path by itself, and nothing that was said before is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.flow import (
    DEPENDS,
    END,
    THIS,
    Answered,
    Branch,
    CardSays,
    Condition,
    CriterionIs,
    Flow,
    ScreeningShows,
    Step,
    VerdictIs,
)
from flows.place import Place
from flows.question import Question
from policies.answers import answer
from policies.decide import no_application
from policies.verdict import FactValue, Unknown, Verdict

_LONGEST = 400
"""More steps than any walk of a sane flow; a cycle ends here instead of hanging a turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """An action step that the answers lead through; the same step with another verdict is another one."""

    step: str
    action: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Where the answers lead: what was asked and passed, and the open question, the end or the flow to go on with.

    `ahead` counts the questions that the rest would ask, the open one among them, when each missing answer takes the
    usual branch.
    """

    asked: tuple[Question, ...] = ()
    passed: tuple[Passed, ...] = ()
    open: Question | None = None
    link: str | None = None
    ahead: int = 0


@dataclass(slots=True)
class _Walk:
    """A walk under way; what it met is written down until it stops at a question, and only counted after that."""

    place: Place
    asked: list[Question] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    slots: dict[str, FactValue] = field(default_factory=dict)
    callers: list[tuple[Flow, Step]] = field(default_factory=list)
    open: Question | None = None
    ahead: int = 0
    # The answers stand still during a walk, and a card is asked for the same at several branches.
    said: dict[str, bool] = field(default_factory=dict)


def journey(place: Place) -> Path:
    """Return the path that the answers give."""
    key = (
        place.flows.release,
        place.flow,
        place.benefit,
        place.aspect,
        place.region,
        place.on,
        id(place.answers),
    )
    if key not in place.memory.paths:
        place.memory.paths[key] = (place.answers, _walk(_Walk(place=place)))
    return place.memory.paths[key][1]


def _walk(walk: _Walk) -> Path:
    flow = walk.place.flows.flows[walk.place.flow]
    here, link = flow.first, None
    for _ in range(_LONGEST):
        while here == END and walk.callers:
            flow, caller = walk.callers.pop()
            here = _after(walk, caller)
        if here == END:
            break
        step = flow.steps[here]
        if step.kind == "link":
            link = step.name if walk.open is None else None
            break
        if step.kind == "call":
            walk.callers.append((flow, step))
            flow = walk.place.flows.flows[step.name]
            here = flow.first
            continue
        _pass(walk, flow, step)
        here = _after(walk, step)
    return Path(
        asked=tuple(walk.asked), passed=tuple(walk.passed), open=walk.open, link=link, ahead=walk.ahead
    )


def _pass(walk: _Walk, flow: Flow, step: Step) -> None:
    match step.kind:
        case "collect":
            _collect(walk, walk.place.flows.questions[step.name], step.ask_before_filling)
        case "decide":
            _decide(walk, step)
        case "screen":
            _screen(walk)
        case "set_slots":
            walk.slots.update(step.slots)
        case "action" if walk.open is None:
            walk.passed.append(Passed(step=f"{flow.id}/{step.id}", action=step.name, mark=_mark(walk, step)))
        case _:
            pass


def _collect(walk: _Walk, question: Question, ask_first: bool) -> None:
    told = walk.place.answers.get(question.id)
    counts = told is not None and (told.asked or not ask_first)
    if told is not None and question.required and told.value is Unknown.DECLINED:
        counts = False
    if counts:
        _asked(walk, question)
    elif question.id not in walk.slots:
        _stop(walk, (question,))


def _decide(walk: _Walk, step: Step) -> None:
    place = walk.place
    verdict, questions = place.verdict(_benefit(walk, step.name)), place.flows.questions
    parts = place.policies.parts
    used = {part for check in verdict.checks for fact in check.facts for part in parts.get(fact, (fact,))}
    for fact in place.policies.cards[verdict.benefit].facts:
        if fact in used and fact in place.answers and fact in questions:
            _asked(walk, questions[fact])
    _stop(walk, tuple(questions[fact] for fact in verdict.ask if fact not in place.answers))


def _screen(walk: _Walk) -> None:
    """Stop at the fact that tells most of the household; how many will follow nobody can say before they are told."""
    missing = walk.place.screening().ask
    if missing:
        _stop(walk, (walk.place.flows.questions[missing],))


def _asked(walk: _Walk, question: Question) -> None:
    if walk.open is None and question not in walk.asked:
        walk.asked.append(question)


def _stop(walk: _Walk, missing: tuple[Question, ...]) -> None:
    """Note the questions that a step still has to ask; the first of a walk is the open one."""
    if walk.open is None and missing:
        walk.open = missing[0]
    walk.ahead += len(missing)


def _mark(walk: _Walk, step: Step) -> str:
    if step.name == "tell_screening":
        found = walk.place.screening()
        return ",".join(
            f"{r.benefit}={r.verdict.answer.value}{'' if r.proposed else '-'}" for r in found.results
        )
    if step.name in DEPENDS:
        return ",".join(str(walk.place.facts.get(fact)) for fact in DEPENDS[step.name])
    if step.name != "tell_verdict" or walk.place.benefit is None:
        return ""
    verdict = walk.place.verdict(walk.place.benefit)
    checks = (f"{check.criterion}={check.answer.value}" for check in verdict.checks)
    return ",".join((walk.place.here, verdict.answer.value, *checks))


def _benefit(walk: _Walk, name: str) -> str:
    if name != THIS:
        return name
    if walk.place.benefit is None:
        raise LookupError(f"flow {walk.place.flow} decides on “this” benefit but was started for none")
    return walk.place.benefit


def _verdict(walk: _Walk) -> Verdict:
    return walk.place.verdict(_benefit(walk, THIS))


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
            return _verdict(walk).answer is condition.answer
        case CriterionIs():
            checks = _verdict(walk).checks
            return any(c.criterion == condition.criterion and c.answer is condition.answer for c in checks)
        case ScreeningShows():
            return bool(walk.place.to_apply_for())
        case CardSays():
            if condition.what not in walk.said:
                walk.said[condition.what] = _card_says(walk.place, condition.what)
            return walk.said[condition.what]


def _card_says(place: Place, what: str) -> bool:
    if place.benefit is None or place.benefit not in place.policies.cards:
        return False
    facts, today = place.facts, place.today
    if what == "not_taken_here":
        return place.benefit not in place.flows.can_apply_for()
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
