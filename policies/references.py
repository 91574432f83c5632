"""Look over a whole policy library: what names something that is not there, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from content.lint import dead_references, hard_words, long_sentences, rare_characters
from content.problem import Problem
from policies.catalogue import Card
from policies.contradictions import contradictions
from policies.files import CARD, Files, named
from policies.parameters import Parameter
from policies.passages import Passage
from policies.policies import Policies
from policies.rules import EQUAL, ORDERINGS, UNEQUAL, WITHIN, Compare, comparisons

GENERAL_SLOTS = frozenset({"since", "hotline", "day", "threshold"})
NUMERIC = frozenset({"age", "household_size", "money_monthly", "money_yearly", "number"})
LONGEST_SENTENCE = 25
MOST_RARE = 0.01
"""The share of rarely used characters that a card's words may have, its name and names of places not counted."""

REFERRING = ("sources", "parameters", "answers", "contacts", "service", "matrix", CARD)


def check_references(policies: Policies, files: Files, problems: list[Problem]) -> None:
    """Note every fault that only shows when the files are seen together."""
    everywhere = _known(policies)
    for kind in REFERRING:
        known = {**everywhere, **_own(kind, policies)}
        for root in files.of(kind):
            problems.extend(dead_references(root, known))
    for root in files.of("roster"):
        for region, node in named(root, problems).items():
            if region not in policies.regions.by_code:
                fault = f"the roster is for {region}, which is no region"
                problems.append(
                    Problem(path=node.path, line=node.line, fault=fault, remedy="use a code of regions.yml")
                )
    for root in files.of("words"):
        for node in named(root, problems).values():
            if isinstance(node.value, str):
                problems.extend(hard_words(node.path, node.line, node.value, policies.plain))
    prefixes: dict[str, str] = {}
    for _, card in sorted(policies.cards.items()):
        problems.extend(_card(card, policies, prefixes))
        for passage in card.passages():
            problems.extend(_passage(passage, policies))


def _known(policies: Policies) -> Mapping[str, Collection[str]]:
    return {
        "source": policies.sources,
        "mark": policies.marks,
        "region": policies.regions.by_code,
        "fact": policies.facts,
        "parameter": [name for name, parameter in policies.parameters.items() if not parameter.by],
        "of": policies.parameters,
        "aspect": policies.words.groups["aspects"],
    }


def _own(kind: str, policies: Policies) -> Mapping[str, Collection[str]]:
    if kind == "matrix":
        benefits = policies.cards
        keys = ("order", "also", "asked_most", "one", "other", "keep")
        return {**dict.fromkeys(keys, benefits), "first": policies.facts}
    if kind == "parameters":
        return {"unit": policies.words.units, "by": policies.facts}
    if kind == CARD:
        return {
            "sources": policies.sources,
            "facts": policies.facts,
            "form": policies.facts,
            "place": policies.facts,
            "where": policies.regions.by_code,
            "taken_at": policies.facts,
            "amounts": policies.parameters,
            "days": policies.parameters,
            "line": policies.parameters,
            "less": policies.facts,
            "times": policies.facts,
            "by_place": policies.words.groups["aspects"],
        }
    return {}


def _card(card: Card, policies: Policies, prefixes: dict[str, str]) -> Iterator[Problem]:
    leaves = list(comparisons(card.criteria)) if card.criteria else []
    for relief in card.no_application:
        leaves.extend(comparisons(relief.needs))
    for leaf in leaves:
        yield from _leaf(leaf, card, policies)
    own = [leaf.id for leaf in comparisons(card.criteria)] if card.criteria else []
    for name in sorted({name for name in own if own.count(name) > 1}):
        yield _at(card.path, 1, f"two criteria are called {name!r}", "give each its own id")
    for criterion in (card.criteria, *(relief.needs for relief in card.no_application)):
        if criterion is not None:
            yield from contradictions(criterion, policies.parameters, card.path)
    yield from _rare(card, policies)
    said = [*(leaf.words for leaf in leaves), *(step.label for step in card.steps)]
    for words in (*said, *(item.label for item in card.materials)):
        yield from hard_words(card.path, 1, words, policies.plain)
        yield from long_sentences(card.path, 1, words, LONGEST_SENTENCE)
    for aspect in card.answers:
        if aspect not in policies.words.groups["aspects"]:
            yield _at(card.path, 1, f"{aspect!r} is not an aspect", "use one of the aspects in words.yml")
    other = prefixes.setdefault(card.case_prefix, card.id)
    if card.case_prefix and other != card.id:
        yield _at(card.path, 1, f"{other!r} has the case prefix {card.case_prefix!r} too", "choose another")


def _rare(card: Card, policies: Policies) -> Iterator[Problem]:
    text = "".join(sentence for passage in card.passages() for sentence in passage.say)
    places = "".join(region.name for region in policies.regions)
    rare = rare_characters(text, known="".join((card.name, *card.called, places)))
    if sum(rare.values()) > MOST_RARE * len(text):
        shown = "".join(sorted(rare, key=lambda letter: -rare[letter])[:8])
        yield _at(card.path, 1, f"its words hold many rare characters: {shown}", "say it in everyday words")


def banded_by(parameter: Parameter) -> frozenset[str]:
    """Return the facts that the bands of a parameter, or of those it is a share of, go by."""
    own = {figure.by for group in parameter.figures.values() for figure in group if figure.by}
    return frozenset(own).union(*(banded_by(base) for base in parameter.bases.values()))


def _leaf(leaf: Compare, card: Card, policies: Policies) -> Iterator[Problem]:
    kind = policies.facts.get(leaf.fact)
    if kind is None:
        return
    banded = policies.parameters.get(leaf.parameter)
    for name in (*(kind.parts or (leaf.fact,)), *(banded_by(banded) if banded else ())):
        if name not in card.facts and name not in card.form:
            yield _at(card.path, leaf.line, f"{name!r} is never asked for", "add it to `facts:` in its place")
    if leaf.relation == WITHIN and leaf.fact != card.place:
        yield _at(card.path, leaf.line, "`within: place` compares another fact", f"set `place: {leaf.fact}`")
    if leaf.relation in ORDERINGS and kind.kind not in NUMERIC:
        yield _at(
            card.path, leaf.line, f"{leaf.fact!r} is no number", "use `is:` for a choice or a yes or no"
        )
    allowed = {"yes", "no"} if kind.kind == "yes_no" else {option.id for option in kind.options}
    if leaf.relation in (EQUAL, UNEQUAL) and allowed and leaf.literal not in allowed:
        remedy = "use one of: " + ", ".join(sorted(allowed))
        yield _at(card.path, leaf.line, f"{leaf.fact!r} is never {leaf.literal!r}", remedy)


def _passage(passage: Passage, policies: Policies) -> Iterator[Problem]:
    for slot in passage.slots:
        if slot not in GENERAL_SLOTS and slot not in policies.parameters:
            remedy = "name a parameter, or one of: " + ", ".join(sorted(GENERAL_SLOTS))
            yield _at(passage.path, passage.line, f"the slot {slot!r} leads nowhere", remedy)
    if passage.old and "since" not in passage.slots:
        yield _at(passage.path, passage.line, "an old rule is said without its year", "put {since} into it")
    for sentence in passage.say:
        yield from hard_words(passage.path, passage.line, sentence, policies.plain)
        yield from long_sentences(passage.path, passage.line, sentence, LONGEST_SENTENCE)


def _at(path: str, line: int, fault: str, remedy: str) -> Problem:
    return Problem(path=path, line=line, fault=fault, remedy=remedy)
