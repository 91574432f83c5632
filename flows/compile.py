"""Turn one flow of a YAML file into steps with addresses: nested branches become steps that lead back.

A nested list of steps goes on, when it ends, with the step after the one it is nested in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from flows.flow import (
    CARD_SAYS,
    END,
    SCREENING_SHOWS,
    Answered,
    Branch,
    CardSays,
    Condition,
    CriterionIs,
    Flow,
    ScreeningShows,
    Step,
    Trigger,
    VerdictIs,
)
from nlu.risk_files import read_patterns
from policies.verdict import Answer

KINDS = ("collect", "consent", "decide", "screen", "action", "call", "link", "set_slots", "noop")
_ANSWERS = tuple(answer.value for answer in Answer)


@dataclass(slots=True)
class _Draft:
    """The steps found so far while one flow is compiled."""

    flow: str
    problems: list[Problem]
    steps: dict[str, Step] = field(default_factory=dict)


def compile_flow(name: str, node: Node, problems: list[Problem]) -> Flow | None:
    """Return the flow, or None when it has no steps; faults go to `problems`."""
    draft = _Draft(flow=name, problems=problems)
    with Fields(node, problems) as fields:
        title = fields.text("name")
        description = fields.text("description")
        benefit = fields.text("benefit", required=False) or None
        keeps_draft = fields.flag("keeps_draft")
        triggers = tuple(_trigger(item, problems) for item in fields.items("nlu_trigger"))
        said = fields.texts("said")
        asks_danger = fields.flag("asks_danger")
        cues = read_patterns(fields, "cues", problems)
        steps = fields.items("steps", required=True)
    if not steps:
        return None
    return Flow(
        id=name,
        name=title,
        description=description,
        benefit=benefit,
        keeps_draft=keeps_draft,
        triggers=triggers,
        first=_compile(steps, END, draft),
        steps=draft.steps,
        path=node.path,
        said=said,
        asks_danger=asks_danger,
        cues=cues,
    )


def _trigger(node: Node, problems: list[Problem]) -> Trigger:
    with Fields(node, problems) as fields:
        return Trigger(intent=fields.text("intent"), benefit=fields.text("benefit", required=False) or None)


def _compile(nodes: Sequence[Node], after: str, draft: _Draft) -> str:
    """Compile a list of steps that goes on with `after`; return the first one's id."""
    ids = [_step_id(node, position, draft) for position, node in enumerate(nodes)]
    for position, node in enumerate(nodes):
        following = ids[position + 1] if position + 1 < len(ids) else after
        _step(node, ids[position], following, draft)
    return ids[0] if ids else after


def _step_id(node: Node, position: int, draft: _Draft) -> str:
    found = node.value if isinstance(node.value, dict) else {}
    given = found.get("id")
    if given is not None and isinstance(given.value, str):
        return given.value
    kind = next((kind for kind in KINDS if kind in found), "step")
    named = found.get(kind)
    name = named.value if named is not None and isinstance(named.value, str) else str(position)
    return f"{kind}:{name}@{node.line}"


def _step(node: Node, step_id: str, following: str, draft: _Draft) -> None:
    with Fields(node, draft.problems) as fields:
        fields.text("id", required=False)
        kinds = [kind for kind in KINDS if kind in fields]
        if len(kinds) != 1:
            fields.fault("a step does exactly one thing", "use one of: " + ", ".join(KINDS))
            for kind in kinds:
                fields.take(kind)
            return
        kind = kinds[0]
        slots: dict[str, str] = {}
        if kind == "set_slots":
            for item in fields.items(kind):
                with Fields(item, draft.problems) as pair:
                    slots.update({key: pair.text(key) for key in pair.keys()})  # noqa: SIM118 (Fields is not a mapping)
            name = ""
        elif kind == "noop":
            fields.flag(kind)
            name = ""
        else:
            name = fields.text(kind)
        asked_first = fields.flag("ask_before_filling")
        branches = _branches(fields, name, following, draft)
    if step_id in draft.steps:
        fields.fault(
            f"the step id {step_id} stands twice in {draft.flow}", "give one of them another id", key="id"
        )
    if kind == "link" and "next" in fields:
        fields.fault("a link does not come back, so it has no next", "use call, or drop next", key="next")
    draft.steps[step_id] = Step(
        id=step_id,
        kind=kind,
        name=name,
        branches=branches,
        ask_before_filling=asked_first,
        slots=slots,
        line=node.line,
    )


def _branches(fields: Fields, asked: str, following: str, draft: _Draft) -> tuple[Branch, ...]:
    node = fields.take("next")
    if node is None:
        return (Branch(when=None, then=following),)
    if isinstance(node.value, str):
        return (Branch(when=None, then=node.value),)
    branches: list[Branch] = []
    for item in node.value if isinstance(node.value, tuple) else ():
        with Fields(item, draft.problems) as branch:
            if "else" in branch:
                branches.append(Branch(when=None, then=_target(branch, "else", following, draft)))
            else:
                when = _condition(branch, asked)
                branches.append(Branch(when=when, then=_target(branch, "then", following, draft)))
    if not branches or branches[-1].when is not None:
        fields.fault("the branches have no else", "end them with `- else: …`", key="next")
        branches.append(Branch(when=None, then=following))
    return tuple(branches)


def _target(branch: Fields, key: str, following: str, draft: _Draft) -> str:
    node = branch.take(key, required=True)
    if node is not None and isinstance(node.value, str):
        return following if node.value == "NEXT" else node.value
    if node is not None and isinstance(node.value, tuple):
        return _compile(node.value, following, draft)
    branch.fault(f"{key} should be a step id, NEXT, END or a list of steps", f"write `{key}: END`", key=key)
    return END


def _condition(branch: Fields, asked: str) -> Condition | None:
    node = branch.take("if", required=True)
    if node is None:
        return None
    if isinstance(node.value, str):
        return Answered(question=asked, value=node.value)
    with Fields(node, branch.problems) as found:
        if "answer" in found:
            return Answered(question=found.text("answer"), value=found.text("is"))
        if "verdict" in found:
            return VerdictIs(answer=Answer(found.choice("verdict", _ANSWERS, default="unknown")))
        if "criterion" in found:
            answer = Answer(found.choice("is", _ANSWERS, default="unknown"))
            return CriterionIs(criterion=found.text("criterion"), answer=answer)
        if "screening" in found:
            return ScreeningShows(what=found.choice("screening", SCREENING_SHOWS, default=SCREENING_SHOWS[0]))
        return CardSays(what=found.choice("card", CARD_SAYS, default="needs_place"))
