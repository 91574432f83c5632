"""Read labelled sentences that understanding is tried on, never taught with.

Two shapes are read: training files (their `metadata` may add `kind`, `also`, `risk`), and files with `kind` and a list
of `sentences`, each with `text`, `act`, and where they apply `benefit`, `aspect`, `also`, `risk`, `values` (kind to
value), `expecting` (the kind just asked) and `before` (the person's message before this one).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from content.fields import Fields
from content.load import Node, parse
from content.problem import BadLibrary, Problem
from nlu.acts import ASPECTS, Act, Risk
from nlu.training import Example, examples


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One sentence and what should be understood; "" or nothing where the label does not say."""

    text: str
    act: Act
    kind: str
    path: str
    line: int
    benefit: str = ""
    aspect: str = ""
    also: tuple[str, ...] = ()
    risk: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    expecting: str = ""
    before: str = ""


def trials(files: Mapping[str, str], benefits: Collection[str]) -> tuple[Trial, ...]:
    """Read the files (text by path); raises BadLibrary with all faults."""
    problems: list[Problem] = []
    found: list[Trial] = []
    for path, text in sorted(files.items()):
        root, faults = parse(path, text)
        if root is None or faults:
            problems.extend(faults)
        elif isinstance(root.value, Mapping) and "sentences" in root.value:
            found.extend(_listed(root, benefits, problems))
        else:
            found.extend(map(_of_example, examples({path: text}, benefits, problems)))
    if problems:
        raise BadLibrary(problems)
    return tuple(found)


def _of_example(example: Example) -> Trial:
    also = example.metadata.get("also", "")
    return Trial(
        text=example.text,
        act=example.act,
        kind=example.metadata.get("kind", ""),
        path=example.path,
        line=example.line,
        benefit=example.labelled("benefit"),
        aspect=example.labelled("aspect"),
        also=(also,) if also else (),
        risk=example.metadata.get("risk", ""),
    )


def _listed(root: Node, benefits: Collection[str], problems: list[Problem]) -> Iterator[Trial]:
    with Fields(root, problems) as fields:
        kind = fields.text("kind")
        for item in fields.items("sentences", required=True):
            yield _trial(item, kind, benefits, problems)


def _trial(item: Node, kind: str, benefits: Collection[str], problems: list[Problem]) -> Trial:
    with Fields(item, problems) as fields:
        values = fields.take("values")
        return Trial(
            text=fields.text("text"),
            act=Act(fields.choice("act", [str(act) for act in Act], default=str(Act.UNCLEAR))),
            kind=kind,
            path=item.path,
            line=item.line,
            benefit=fields.choice("benefit", benefits, required=False),
            aspect=fields.choice("aspect", ASPECTS, required=False),
            also=fields.texts("also"),
            risk=fields.choice("risk", [str(risk) for risk in Risk], required=False),
            values=dict(_values(values)),
            expecting=fields.text("expecting", required=False),
            before=fields.text("before", required=False),
        )


def _values(node: Node | None) -> Iterator[tuple[str, str]]:
    if node is None or not isinstance(node.value, Mapping):
        return
    for kind, value in node.value.items():
        if isinstance(value.value, Mapping):
            for name, part in value.value.items():
                yield f"{kind}.{name}", str(part.value)
        else:
            yield kind, str(value.value)
