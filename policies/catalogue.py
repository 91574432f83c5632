"""The benefit cards: what an editor says about one benefit, in one shape for all of them.

A card names figures by parameter and facts by id; it holds no figure of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.criteria import read_criterion
from policies.days import NEVER, Day, take_day
from policies.files import stem
from policies.passages import Passage, read_passages
from policies.rules import Criterion
from policies.sources import Mark

DECIDED_BY = ("accepted_day", "decided_day")
NEEDS = ("must", "later", "waived")
UNITS = ("person", "household")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Something to bring: needed now, may follow later, or waived because the office sees it itself."""

    id: str
    label: str
    need: str
    region: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoApplication:
    """Where `needs` holds, the money comes by itself at `region`, and `passage` says so."""

    region: str
    needs: Criterion
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way: what is done, in how many days (a parameter, in working or natural days)."""

    label: str
    days: str
    region: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pays:
    """An amount that is reckoned: what the line exceeds `less` by, for each of `times`."""

    line: str
    less: str
    times: str
    source: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A common question with the answers to it, by place; `also` are other ways in which people ask it.

    One that is `judged` is answered by the person's own facts when somebody asks it of themselves.
    """

    ask: str
    aspect: str
    passages: tuple[Passage, ...]
    also: tuple[str, ...] = ()
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One benefit. `facts` is the stable order of asking for the verdict, `form` what an application needs.

    `place` is the fact that says where the person belongs (empty: the same everywhere), `by_place`
    the aspects that differ by place, `amounts` parameters, `pays` how they make a sum, `reached` what is
    said of one who is still too young, `path` its file. With `anywhere` the person's own place counts even
    where it lies outside the region asked about; `taken_at` is the fact whose place, where it was asked, takes the
    application instead (empty: none). `unit` says whether the household or one person gets it.
    """

    id: str
    name: str
    called: tuple[str, ...]
    case_prefix: str
    place: str
    facts: tuple[str, ...]
    form: tuple[str, ...]
    criteria: Criterion | None
    amounts: tuple[str, ...]
    by_place: tuple[str, ...]
    decides_on: str
    materials: tuple[Material, ...]
    no_application: tuple[NoApplication, ...]
    reached: tuple[Passage, ...]
    sources: tuple[str, ...]
    last_checked: Day
    path: str
    answers: Mapping[str, tuple[Passage, ...]]
    questions: tuple[Question, ...] = ()
    anywhere: bool = False
    taken_at: str = ""
    unit: str = "person"
    steps: tuple[Step, ...] = ()
    pays: Pays | None = None

    def named_in(self, text: str) -> bool:
        """Tell whether a text calls the benefit by a name of its own."""
        return any(name in text for name in (self.name, *self.called))

    def passages(self) -> tuple[Passage, ...]:
        """Return every passage of the card."""
        spoken = [*self.reached, *(entry.passage for entry in self.no_application)]
        for group in (*self.answers.values(), *(question.passages for question in self.questions)):
            spoken.extend(group)
        return tuple(spoken)


def read_card(root: Node, marks: Mapping[str, Mark], problems: list[Problem]) -> Card:
    """Read a card from its file; the file's name is the benefit's id."""
    with Fields(root, problems) as fields:
        name = fields.text("id")
        if name and name != stem(root.path):
            fields.fault(
                f"the card {name!r} stands in the file of {stem(root.path)!r}", "give both one name", key="id"
            )
        criteria = fields.take("criteria")
        return Card(
            id=name,
            name=fields.text("name"),
            called=fields.texts("called"),
            case_prefix=fields.text("case_prefix", required=False),
            place=fields.text("place", required=False),
            facts=fields.texts("facts"),
            form=fields.texts("form"),
            criteria=read_criterion(criteria, problems) if criteria else None,
            amounts=fields.texts("amounts"),
            by_place=fields.texts("by_place"),
            decides_on=fields.choice("decides_on", DECIDED_BY, required=False, default=DECIDED_BY[0]),
            materials=tuple(_material(node, problems) for node in fields.items("materials")),
            no_application=tuple(_relief(node, marks, problems) for node in fields.items("no_application")),
            reached=read_passages(fields.items("reached"), marks, problems),
            sources=fields.texts("sources"),
            last_checked=take_day(fields, "last_checked", required=True) or NEVER,
            path=root.path,
            answers=_answers(fields, marks, problems),
            questions=_questions(fields, marks, problems),
            anywhere=fields.flag("anywhere"),
            taken_at=fields.text("taken_at", required=False),
            unit=fields.choice("unit", UNITS, required=False, default="person"),
            steps=tuple(_step(node, problems) for node in fields.items("steps")),
            pays=_pays(fields, problems),
        )


def with_answers(card: Card, root: Node, marks: Mapping[str, Mark], problems: list[Problem]) -> Card:
    """Add the sentences of an `answers/<benefit>.yml` to its card; an aspect both answer is a problem."""
    with Fields(root, problems) as fields:
        more = _answers(fields, marks, problems)
        for aspect in set(more) & set(card.answers):
            fields.fault(
                f"{aspect} is answered in {card.path} too", "keep its passages in one file", key="answers"
            )
        return replace(
            card,
            answers={**card.answers, **more},
            questions=(*card.questions, *_questions(fields, marks, problems)),
        )


def _answers(
    fields: Fields, marks: Mapping[str, Mark], problems: list[Problem]
) -> Mapping[str, tuple[Passage, ...]]:
    holder = Fields(fields.take("answers") or replace(fields.node, value={}), problems)
    return {aspect: read_passages(holder.items(aspect), marks, problems) for aspect in holder.keys()}  # noqa: SIM118


def _questions(fields: Fields, marks: Mapping[str, Mark], problems: list[Problem]) -> tuple[Question, ...]:
    found: list[Question] = []
    for node in fields.items("questions"):
        with Fields(node, problems) as question:
            ask, aspect = question.text("ask"), question.text("aspect")
            passages = read_passages(question.items("answers"), marks, problems)
            also, judged = question.texts("also"), question.flag("judged")
            found.append(Question(ask=ask, aspect=aspect, passages=passages, also=also, judged=judged))
    return tuple(found)


def _step(node: Node, problems: list[Problem]) -> Step:
    with Fields(node, problems) as fields:
        return Step(
            label=fields.text("label"),
            days=fields.text("days", required=False),
            region=fields.text("region"),
            source=fields.text("source"),
            mark=fields.text("mark"),
        )


def _pays(fields: Fields, problems: list[Problem]) -> Pays | None:
    node = fields.take("pays")
    if node is None:
        return None
    with Fields(node, problems) as pays:
        return Pays(
            line=pays.text("line"),
            less=pays.text("less"),
            times=pays.text("times"),
            source=pays.text("source"),
            clause=pays.text("clause", required=False),
        )


def _material(node: Node, problems: list[Problem]) -> Material:
    with Fields(node, problems) as fields:
        return Material(
            id=fields.text("id"),
            label=fields.text("label"),
            need=fields.choice("need", NEEDS, default=NEEDS[0]),
            region=fields.text("region"),
            source=fields.text("source"),
            mark=fields.text("mark"),
        )


def _relief(node: Node, marks: Mapping[str, Mark], problems: list[Problem]) -> NoApplication:
    with Fields(node, problems) as fields:
        needs = fields.take("needs", required=True)
        passages = fields.take("passage", required=True)
        return NoApplication(
            region=fields.text("region"),
            needs=read_criterion(needs or node, problems),
            passage=read_passages((passages or node,), marks, problems)[0],
        )
