"""Draw a flow as an indented outline that an editor can read aloud; every word comes from the library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flows.flow import (
    END,
    THIS,
    Answered,
    CardSays,
    Condition,
    CriterionIs,
    Flow,
    ScreeningShows,
    Step,
    VerdictIs,
)
from flows.library import Flows
from flows.phrases import Phrases
from flows.question import Question
from policies.policies import Policies

_INDENT = "  "
_UTTER = "utter_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One flow being drawn; `drawn` are the steps that already stand in the outline.

    `inside` says that the parts a flow calls are drawn in it; `callers` are the flows that this one is drawn in.
    """

    flow: Flow
    library: Flows
    policies: Policies
    inside: bool = False
    callers: tuple[str, ...] = ()
    drawn: set[str] = field(default_factory=set)

    @property
    def phrases(self) -> Phrases:
        return self.library.phrases


def outline(drawing: Drawing) -> str:
    """Return the flow's steps in order, one a line, branches indented under what they depend on."""
    flow = drawing.flow
    title = drawing.phrases.render("outline_title", {"name": flow.name, "description": flow.description})
    return "\n".join((title, *_lines(drawing, flow.first, END, 1)))


def _lines(drawing: Drawing, first: str, until: str, depth: int) -> Iterator[str]:
    here = first
    while here not in (END, until):
        step = drawing.flow.steps[here]
        if here in drawing.drawn:
            yield _line(drawing, depth, "outline_goto", step=says(drawing, step))
            return
        drawing.drawn.add(here)
        if step.kind not in ("noop", "set_slots"):
            yield _INDENT * depth + says(drawing, step)
            yield from _part(drawing, step, depth + 1)
        join = _join(drawing.flow, step, until)
        yield from _branches(drawing, step, join, depth)
        here = join
    if here == END and until != END:
        yield _line(drawing, depth, "outline_end")


def _part(drawing: Drawing, step: Step, depth: int) -> Iterator[str]:
    """Yield the lines of the part that a step calls, unless it is being drawn already."""
    callers = (*drawing.callers, drawing.flow.id)
    if not drawing.inside or step.kind != "call" or step.name in callers:
        return
    part = replace(drawing, flow=drawing.library.flows[step.name], callers=callers, drawn=set())
    yield from _lines(part, part.flow.first, END, depth)


def _branches(drawing: Drawing, step: Step, join: str, depth: int) -> Iterator[str]:
    for branch in step.branches:
        if branch.when is None and branch.then == join:
            continue
        if branch.when is not None:
            yield _line(drawing, depth, "outline_if", condition=condition(drawing, branch.when))
        else:
            yield _line(drawing, depth, "outline_else")
        yield from _lines(drawing, branch.then, join, depth + 1)


def _join(flow: Flow, step: Step, until: str) -> str:
    """Return the step where the branches come together again, leaving out those that end on the way; or END."""
    all_ways = [_onward(flow, branch.then) for branch in step.branches]
    ways = [way for way in all_ways if until in way] or all_ways
    shared = [here for here in ways[-1] if all(here in way for way in ways)]
    return shared[0] if shared else END


def _onward(flow: Flow, first: str) -> list[str]:
    """Return the steps that can follow, the nearest ones first."""
    seen: list[str] = []
    ahead = [first]
    while ahead:
        here = ahead.pop(0)
        if here != END and here not in seen:
            seen.append(here)
            ahead.extend(branch.then for branch in flow.steps[here].branches)
    return seen


def says(drawing: Drawing, step: Step) -> str:
    """Return what a step does, in words."""
    render, library = drawing.phrases.render, drawing.library
    match step.kind:
        case "collect":
            question = library.questions[step.name]
            words = _plain(drawing, question.wordings[0])
            phrase = "outline_collect" if question.label else "outline_ask"
            return render(phrase, {"label": question.label, "words": words})
        case "decide":
            return render("outline_decide", {"benefit": _benefit(drawing, step.name)})
        case "screen":
            return drawing.phrases.word("outline_screen")
        case "call" | "link":
            target = library.flows.get(step.name)
            name = target.name if target else drawing.phrases.word("outline_apply")
            return render(f"outline_{step.kind}", {"flow": name})
        case "action" if step.name.startswith(_UTTER):
            return render("outline_say", {"words": _plain(drawing, step.name.removeprefix(_UTTER))})
        case "action":
            action = drawing.phrases.word(f"outline_action_{step.name}", step.name)
            return render("outline_act", {"action": action})
        case _:
            return step.id


def condition(drawing: Drawing, when: Condition) -> str:
    """Return when a branch is taken, in words."""
    phrases = drawing.phrases
    match when:
        case Answered():
            question = drawing.library.questions[when.question]
            value = question.option_labels.get(when.value, phrases.word(f"spoken_{when.value}"))
            value = value or phrases.word(f"relation_{when.value}", when.value)
            return phrases.render("outline_answered", {"label": _label(drawing, question), "value": value})
        case VerdictIs():
            return phrases.word(f"outline_verdict_{when.answer.value}")
        case CriterionIs():
            answer = phrases.word(f"outline_verdict_{when.answer.value}")
            return phrases.render("outline_criterion", {"criterion": when.criterion, "answer": answer})
        case ScreeningShows():
            return phrases.word(f"outline_screening_{when.what}")
        case CardSays():
            return phrases.word(f"outline_card_{when.what}")


def _label(drawing: Drawing, question: Question) -> str:
    return question.label or _plain(drawing, question.wordings[0])


def _benefit(drawing: Drawing, name: str) -> str:
    card = drawing.policies.cards.get(name)
    return card.name if card else drawing.phrases.word("outline_this" if name == THIS else f"benefit_{name}")


def _plain(drawing: Drawing, phrase: str) -> str:
    return drawing.phrases.word(phrase).replace("\n", "")


def _line(drawing: Drawing, depth: int, phrase: str, **values: str) -> str:
    return _INDENT * depth + drawing.phrases.render(phrase, values)
