"""Criteria that contradict themselves: conditions nobody can meet, and ways out that everybody can take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from content.problem import Problem
from policies.parameters import Parameter
from policies.rules import EQUAL, UNEQUAL, All, Any, Compare, Criterion, Not

_LOW, _HIGH = ("at_least", "more_than"), ("at_most", "less_than")


def contradictions(criterion: Criterion, parameters: Mapping[str, Parameter], path: str) -> Iterator[Problem]:
    """Find what can never hold together under one `all`, and what always holds under one `any`."""
    match criterion:
        case Compare():
            return
        case Not(part=part):
            yield from contradictions(part, parameters, path)
        case All(parts=parts):
            yield from _never(_together(parts), parameters, path)
            for part in parts:
                yield from contradictions(part, parameters, path)
        case Any(parts=parts):
            yield from _always(tuple(part for part in parts if isinstance(part, Compare)), path)
            for part in parts:
                yield from contradictions(part, parameters, path)


def _together(parts: tuple[Criterion, ...]) -> tuple[Compare, ...]:
    """Return the comparisons that must all hold: those of an `all` inside an `all` too."""
    found: list[Compare] = []
    for part in parts:
        if isinstance(part, Compare):
            found.append(part)
        elif isinstance(part, All):
            found.extend(_together(part.parts))
    return tuple(found)


def _never(leaves: tuple[Compare, ...], parameters: Mapping[str, Parameter], path: str) -> Iterator[Problem]:
    for number, one in enumerate(leaves):
        for other in leaves[number + 1 :]:
            if one.fact == other.fact and _exclude(one, other, parameters):
                yield _problem(
                    path, other, f"{one.id!r} and {other.id!r} can never both hold", "keep one of the two"
                )


def _exclude(one: Compare, other: Compare, parameters: Mapping[str, Parameter]) -> bool:
    relations = {one.relation, other.relation}
    if relations == {EQUAL}:
        return one.literal != other.literal
    if relations == {EQUAL, UNEQUAL}:
        return one.literal == other.literal
    low, high = (one, other) if one.relation in _LOW else (other, one)
    if low.relation not in _LOW or high.relation not in _HIGH:
        return False
    least, most = _ends(low, parameters), _ends(high, parameters)
    if not least or not most:
        return False
    strict = low.relation == "more_than" or high.relation == "less_than"
    return min(least) > max(most) or (strict and min(least) == max(most))


def _ends(leaf: Compare, parameters: Mapping[str, Parameter]) -> tuple[Decimal, ...]:
    """Return every value a line can have anywhere; nothing where some of them is not known."""
    if isinstance(leaf.literal, Decimal):
        return (leaf.literal,)
    parameter = parameters.get(leaf.parameter)
    if parameter is None or parameter.bases:
        return ()
    figures = [figure for group in parameter.figures.values() for figure in group if not figure.repealed]
    values = [value for figure in figures for value in (figure.value, *(band.value for band in figure.bands))]
    return tuple(value for value in values if value is not None)


def _always(leaves: tuple[Compare, ...], path: str) -> Iterator[Problem]:
    for number, one in enumerate(leaves):
        for other in leaves[number + 1 :]:
            same = one.fact == other.fact and one.literal == other.literal
            if (
                same
                and {one.relation, other.relation} == {EQUAL, UNEQUAL}
                and not (one.settles or other.settles)
            ):
                fault = f"{one.id!r} or {other.id!r} holds for everybody"
                yield _problem(path, other, fault, "leave both out, or say what is meant")


def _problem(path: str, leaf: Compare, fault: str, remedy: str) -> Problem:
    return Problem(path=path, line=leaf.line or 1, fault=fault, remedy=remedy)
