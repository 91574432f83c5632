"""Read the policy library into one frozen value, or report every fault in it at once.

A library with any fault is not put in force: what an editor cannot have meant is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from content.load import Node
from content.problem import BadLibrary, Problem
from policies.catalogue import Card, read_card, with_answers
from policies.contacts import read_contacts
from policies.divisions import read_divisions
from policies.facts import read_facts
from policies.figures import read_parameters
from policies.files import CARD, LIBRARY, Files, sort_files, stem
from policies.matrix import read_matrix
from policies.parameters import Parameter
from policies.policies import Policies
from policies.references import check_references
from policies.regions import read_regions
from policies.roster import read_rosters
from policies.search import index
from policies.service import read_service
from policies.sources import Mark, read_marks, read_sources
from policies.terms import Lookup, read_search
from policies.words import read_plain, read_words

__all__ = ["Policies", "load", "problems"]

Value = TypeVar("Value")
Key = TypeVar("Key")


def load(files: Mapping[str, str], *, release: str) -> Policies:
    """Read the library files (text by path from the project's root); raises BadLibrary with every problem."""
    found: list[Problem] = []
    policies, lookup = _read(files, release, found)
    if found:
        raise BadLibrary(found)
    return replace(policies, index=index(policies.cards, lookup))


def problems(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return every fault in the library files, in the order of path and line."""
    found: list[Problem] = []
    _read(files, "", found)
    return tuple(sorted(set(found)))


def _read(texts: Mapping[str, str], release: str, found: list[Problem]) -> tuple[Policies, Lookup]:
    """The policies without their index, which only a library without faults needs, and what it is made with."""
    files = sort_files(texts, found)
    marks = _merged(read_marks(root, found) for root in files.of("marks"))
    matrix = read_matrix(files.of("matrix"), marks, found)
    listed = read_divisions(files.of("divisions"), found)
    regions = read_regions(_one(files, "regions", found), found, listed)
    facts = read_facts(files.of("facts"), found)
    cards = matrix.sorted(_cards(files, marks, found))
    policies = Policies(
        release=release,
        marks=marks,
        sources=_merged(read_sources(root, found) for root in files.of("sources")),
        facts=facts,
        regions=regions,
        parameters=_parameters(files, marks, found),
        cards=cards,
        contacts=tuple(item for root in files.of("contacts") for item in read_contacts(root, marks, found)),
        service=_merged(read_service(root, found) for root in files.of("service")),
        words=read_words(_one(files, "words", found), files.of("units"), found),
        plain=_merged(read_plain(root, found) for root in files.of("plain")),
        matrix=matrix,
        rosters=_merged(read_rosters(root, found) for root in files.of("roster")),
        parts={name: kind.parts for name, kind in facts.items() if kind.parts},
    )
    lookup = read_search(files.of("search"), found)
    check_references(policies, files, found)
    return policies, lookup


def _merged(parts: Iterable[Mapping[Key, Value]]) -> Mapping[Key, Value]:
    return {name: value for part in parts for name, value in part.items()}


def _one(files: Files, kind: str, found: list[Problem]) -> Node:
    roots = files.of(kind)
    path = f"{LIBRARY}{kind}.yml"
    if len(roots) != 1:
        fault = "stands in several files" if roots else "is missing or cannot be read"
        found.append(Problem(path=path, line=1, fault=f"{kind} {fault}", remedy=f"keep exactly one {path}"))
    return roots[0] if roots else Node(path=path, line=1, value={}, key_lines={})


def _parameters(files: Files, marks: Mapping[str, Mark], found: list[Problem]) -> Mapping[str, Parameter]:
    parameters: dict[str, Parameter] = {}
    where: dict[str, Node] = {}
    for root in files.of("parameters"):
        for parameter in read_parameters(root, marks, found):
            if parameter.id in parameters:
                fault = f"the parameter {parameter.id!r} stands twice"
                found.append(Problem(path=root.path, line=1, fault=fault, remedy="keep it in one place"))
            parameters[parameter.id] = parameter
            where[parameter.id] = root
    return _linked(parameters, where, found)


def _linked(
    parameters: Mapping[str, Parameter], where: Mapping[str, Node], found: list[Problem]
) -> Mapping[str, Parameter]:
    """Give every parameter those it takes shares of; a share of nothing, or of itself, is a problem."""
    linked: dict[str, Parameter] = {}
    waiting = dict(parameters)
    while waiting:
        ready = [name for name, item in waiting.items() if item.based_on() <= linked.keys()]
        if not ready:
            for name, item in waiting.items():
                fault = f"{name!r} is a share of {', '.join(sorted(item.based_on() - linked.keys()))}"
                remedy = "name a parameter that is there and is no share of this one"
                found.append(Problem(path=where[name].path, line=1, fault=fault, remedy=remedy))
            return {**linked, **waiting}
        for name in ready:
            item = waiting.pop(name)
            linked[name] = replace(item, bases={base: linked[base] for base in item.based_on()})
    return linked


def _cards(files: Files, marks: Mapping[str, Mark], found: list[Problem]) -> Mapping[str, Card]:
    cards = {stem(root.path): read_card(root, marks, found) for root in files.of(CARD)}
    for root in files.of("answers"):
        benefit = stem(root.path)
        if benefit in cards:
            cards[benefit] = with_answers(cards[benefit], root, marks, found)
        else:
            fault = f"there is no card {benefit!r} to these answers"
            remedy = f"name the file like its card, or write {LIBRARY}{benefit}.yml"
            found.append(Problem(path=root.path, line=1, fault=fault, remedy=remedy))
    return cards
