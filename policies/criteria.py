"""Read criteria from a card: a list under `all`, `any` or `not`, down to comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.days import take_day
from policies.rules import EQUAL, ORDERINGS, SETTLES, UNEQUAL, WITHIN, All, Any, Compare, Criterion, Not

_PLACE = "place"


def read_criterion(node: Node, problems: list[Problem]) -> Criterion:
    """Read one criterion and its parts; what is neither a group nor a comparison is a problem."""
    fields = Fields(node, problems)
    if "all" in fields:
        return All(parts=_parts(fields, "all", problems))
    if "any" in fields:
        return Any(parts=_parts(fields, "any", problems))
    if "not" in fields:
        with fields:
            part = fields.take("not")
        return Not(part=read_criterion(part or node, problems))
    with fields:
        return _compare(fields, problems)


def _parts(fields: Fields, key: str, problems: list[Problem]) -> tuple[Criterion, ...]:
    with fields:
        nodes = fields.items(key)
        if not nodes:
            fields.fault(f"{key} has no parts", "list at least one criterion under it", key=key)
    return tuple(read_criterion(node, problems) for node in nodes)


def _compare(fields: Fields, problems: list[Problem]) -> Compare:
    relations = [key for key in (*ORDERINGS, EQUAL, UNEQUAL, WITHIN) if key in fields]
    if len(relations) != 1:
        known = ", ".join((*ORDERINGS, EQUAL, UNEQUAL, WITHIN))
        fields.fault("a criterion compares one fact in one way", f"give exactly one of: {known}")
    relation = relations[0] if relations else EQUAL
    for extra in relations[1:]:
        fields.take(extra)
    literal, parameter = _threshold(fields, relation, problems) if relations else (None, "")
    return Compare(
        id=fields.text("id"),
        fact=fields.text("fact"),
        relation=relation,
        literal=literal,
        parameter=parameter,
        words=fields.text("words"),
        clause=fields.text("clause", required=False),
        source=fields.text("source", required=not parameter),
        mark=fields.text("mark", required=not parameter),
        settles=fields.choice("settles", SETTLES, required=False),
        where=fields.texts("where"),
        since=take_day(fields, "since"),
        line=fields.node.line,
    )


def _threshold(fields: Fields, relation: str, problems: list[Problem]) -> tuple[Decimal | str | None, str]:
    if relation == WITHIN:
        fields.choice(WITHIN, {_PLACE})
        return None, ""
    node = fields.take(relation)
    if node is None:
        return None, ""
    if isinstance(node.value, Mapping):
        with Fields(node, problems) as inner:
            return None, inner.text("parameter")
    if relation in (EQUAL, UNEQUAL):
        return fields.text(relation), ""
    return fields.number(relation), ""
