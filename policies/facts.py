"""What a household may state: the kinds of facts, and those that follow from others.

A fact derived from another beats a stated one: the identity card is surer than a remembered age.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.files import named
from policies.formulas import FORMULAS
from policies.verdict import Facts, FactValue, Unknown

KINDS = frozenset(
    {
        "age",
        "date",
        "region",
        "yes_no",
        "choice",
        "id_number",
        "phone",
        "bank_card",
        "name",
        "relation",
        "text",
        "household_size",
        "money_monthly",
        "money_yearly",
        "disability_grade",
        "address",
        "receiving",
        "incomes",
        "number",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the answers a `choice` fact can have."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """The facts another follows from, and the formula's name in `policies.formulas`."""

    sources: tuple[str, ...]
    by: str

    @property
    def source(self) -> str:
        """Return the first fact it follows from."""
        return self.sources[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """A fact that may be stated; `kind` is the value kind that answers it, `label` a citizen's word."""

    id: str
    kind: str
    label: str
    unit: str = ""
    options: tuple[Choice, ...] = ()
    sensitive: bool = False
    derived: Derived | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the facts to ask for instead of this one, where it follows from several."""
        return self.derived.sources if self.derived and len(self.derived.sources) > 1 else ()

    def option(self, value: FactValue | None) -> str:
        """Return the label of a chosen option, or an empty text."""
        for option in self.options:
            if option.id == value:
                return option.label
        return ""


def known(kinds: Mapping[str, FactKind], facts: Facts, today: date) -> Facts:
    """Return the facts with everything that follows from them on a day.

    A declined fact that another one gives is known after all. `kinds` stand in an order in which what
    is derived comes after what it is derived from (`read_facts` sees to it).
    """
    complete = dict(facts)
    for kind in kinds.values():
        if kind.derived is None:
            continue
        stated = [complete.get(name) for name in kind.derived.sources]
        if any(value is None or isinstance(value, Unknown) for value in stated):
            continue
        value = FORMULAS[kind.derived.by](*stated, on=today)
        if value is not None:
            complete[kind.id] = value
    return complete


def read_facts(roots: tuple[Node, ...], problems: list[Problem]) -> Mapping[str, FactKind]:
    """Read all fact definitions and put each derived one after its origin."""
    found: dict[str, FactKind] = {}
    places: dict[str, Fields] = {}
    for name, node in (entry for root in roots for entry in named(root, problems).items()):
        with Fields(node, problems) as fields:
            if name in found:
                fields.fault(f"the fact {name!r} is defined twice", "keep one definition")
            found[name] = _fact(name, fields, problems)
            places[name] = fields
    return _ordered(found, places)


def _fact(name: str, fields: Fields, problems: list[Problem]) -> FactKind:
    kind = fields.choice("kind", KINDS, default="text")
    options = tuple(Choice(id=key, label=str(node.value)) for key, node in fields.entries("options").items())
    if kind == "choice" and not options:
        fields.fault(f"the choice {name!r} has no options", "add `options:` with an id and a label each")
    return FactKind(
        id=name,
        kind=kind,
        label=fields.text("label"),
        unit=fields.text("unit", required=False),
        options=options,
        sensitive=fields.flag("sensitive"),
        derived=_derived(fields, problems),
    )


def _derived(fields: Fields, problems: list[Problem]) -> Derived | None:
    node = fields.take("derived")
    if node is None:
        return None
    with Fields(node, problems) as derived:
        by = derived.choice("by", FORMULAS)
        origins = derived.texts("from", required=True)
        return Derived(sources=origins, by=by) if by and origins else None


def _ordered(found: Mapping[str, FactKind], places: Mapping[str, Fields]) -> Mapping[str, FactKind]:
    ordered: dict[str, FactKind] = {}
    waiting = dict(found)
    while waiting:
        ready = [
            name
            for name, kind in waiting.items()
            if kind.derived is None or set(kind.derived.sources) <= ordered.keys()
        ]
        if not ready:
            for name, kind in waiting.items():
                origin = ", ".join(kind.derived.sources) if kind.derived else ""
                places[name].fault(
                    f"{name!r} is derived from {origin!r}", "name a fact that is not derived from it"
                )
            return ordered
        for name in ready:
            ordered[name] = waiting.pop(name)
    return ordered
