"""Draw a flow as a picture in Mermaid's text form, its shared parts drawn inside it; every word from the library.

https://mermaid.js.org/syntax/flowchart.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.draw import Drawing, condition, says
from flows.flow import END, Flow, Step

_END = "the_end"
_SHAPES = {"collect": '(["{}"])', "decide": '{{{{"{}"}}}}', "link": '[["{}"]]'}
_BOX, _FORK = '["{}"]', '{{"{}"}}'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One flow in the picture: `path` tells two drawings of a shared part apart, `after` is where its end leads."""

    flow: Flow
    path: str
    after: str
    callers: tuple[str, ...]


def mermaid(drawing: Drawing) -> str:
    """Return the flow of a drawing as a flow chart from top to bottom."""
    flow = drawing.flow
    whole = _Part(flow=flow, path="s", after=_END, callers=(flow.id,))
    ending = _box(_END, '(["{}"])', drawing.phrases.word("outline_end"))
    return "\n".join(("flowchart TD", *_steps(drawing, whole, 1), "  " + ending))


def _steps(drawing: Drawing, part: _Part, depth: int) -> Iterator[str]:
    pad = "  " * depth
    for step in part.flow.steps.values():
        inside = _inside(drawing, part, step)
        if inside is not None:
            yield f'{pad}subgraph {_id(part, step)}_part["{_quoted(inside.flow.name)}"]'
            yield from _steps(drawing, inside, depth + 1)
            yield f"{pad}end"
            if len(step.branches) > 1:
                yield pad + _box(_join(part, step), _FORK, drawing.phrases.word("outline_fork"))
                yield from _arrows(drawing, part, step, _join(part, step), pad)
        elif not _skipped(step):
            forks = step.kind in ("noop", "set_slots")
            words = drawing.phrases.word("outline_fork") if forks else says(drawing, step)
            yield pad + _box(_id(part, step), _FORK if forks else _SHAPES.get(step.kind, _BOX), words)
            yield from _arrows(drawing, part, step, _id(part, step), pad)


def _arrows(drawing: Drawing, part: _Part, step: Step, start: str, pad: str) -> Iterator[str]:
    if step.kind == "link":
        return
    for branch in step.branches:
        if branch.when is not None:
            words = condition(drawing, branch.when)
        else:
            words = drawing.phrases.word("outline_else") if len(step.branches) > 1 else ""
        arrow = f'-->|"{_quoted(words)}"|' if words else "-->"
        yield f"{pad}{start} {arrow} {_entry(drawing, part, branch.then)}"


def _entry(drawing: Drawing, part: _Part, here: str) -> str:
    """Return the box at which a step begins: for a shared part the first one inside it."""
    if here == END:
        return part.after
    step = part.flow.steps[here]
    inside = _inside(drawing, part, step)
    if inside is not None:
        return _entry(drawing, inside, inside.flow.first)
    return _entry(drawing, part, step.branches[0].then) if _skipped(step) else _id(part, step)


def _inside(drawing: Drawing, part: _Part, step: Step) -> _Part | None:
    """Return the shared part a step calls; None when it calls none, or one that is being drawn already."""
    if step.kind != "call" or step.name in part.callers:
        return None
    forks = len(step.branches) > 1
    after = _join(part, step) if forks else _entry(drawing, part, step.branches[0].then)
    return _Part(
        flow=drawing.library.flows[step.name],
        path=_id(part, step),
        after=after,
        callers=(*part.callers, step.name),
    )


def _skipped(step: Step) -> bool:
    """Tell whether a step neither says nor chooses anything."""
    return step.kind in ("noop", "set_slots") and len(step.branches) == 1


def _id(part: _Part, step: Step) -> str:
    return f"{part.path}_{list(part.flow.steps).index(step.id) + 1}"


def _join(part: _Part, step: Step) -> str:
    return f"{_id(part, step)}_then"


def _box(name: str, shape: str, words: str) -> str:
    return name + shape.format(_quoted(words))


def _quoted(words: str) -> str:
    return words.replace("\n", "").replace('"', "#quot;")
