"""Look for danger by rule, before anything else and from any state.

A rule is a list of phrases and a list of exceptions: a phrase that overlaps an exception does not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from nlu.acts import Risk
from nlu.patterns import Pattern, Phrasebook, pattern, traces
from nlu.reading import Danger
from nlu.text import Clean

_ORDER = {risk: place for place, risk in enumerate(Risk)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Phrases that show one risk, and phrases that look the same and are harmless."""

    id: str
    risk: Risk
    phrases: Phrasebook
    exceptions: Phrasebook


def dangers(clean: Clean, rules: Sequence[Rule]) -> tuple[Danger, ...]:
    """Return the dangers in a message, the one to answer first leading; at most one for each rule."""
    text = clean.text.lower()
    seen = traces(text)
    found = (danger for rule in rules if (danger := _danger(clean, text, seen, rule)) is not None)
    return tuple(sorted(found, key=lambda danger: (_ORDER[danger.risk], danger.start)))


def _danger(clean: Clean, text: str, seen: frozenset[str], rule: Rule) -> Danger | None:
    harmless: list[tuple[int, int]] | None = None
    for start, end in rule.phrases.find(text, seen):
        if harmless is None:
            harmless = list(rule.exceptions.find(text, seen))
        if not any(low < end and start < high for low, high in harmless):
            first, last = clean.span(start, end)
            return Danger(risk=rule.risk, rule=rule.id, start=first, end=last)
    return None


def read_rules(node: Node, problems: list[Problem]) -> tuple[Rule, ...]:
    """Read `risk.yml`: under `rules`, a mapping of rule id to `risk`, `phrases` and `except`; lists under `words`."""
    with Fields(node, problems) as fields:
        words = _words(fields, problems)
        return tuple(
            _rule(id_, entry, words, problems)
            for id_, entry in fields.entries("rules", required=True).items()
        )


def _words(fields: Fields, problems: list[Problem]) -> Mapping[str, Sequence[str]]:
    found = fields.take("words")
    if found is None:
        return {}
    with Fields(found, problems) as lists:
        return {name: lists.texts(name) for name in tuple(lists.keys())}


def _rule(id_: str, node: Node, words: Mapping[str, Sequence[str]], problems: list[Problem]) -> Rule:
    with Fields(node, problems) as fields:
        risk = fields.choice("risk", [str(risk) for risk in Risk], default=str(Risk.DISTRESS))
        phrases = read_patterns(fields, "phrases", problems, words)
        exceptions = read_patterns(fields, "except", problems, words)
        return Rule(id=id_, risk=Risk(risk), phrases=phrases, exceptions=exceptions)


def read_patterns(
    fields: Fields, key: str, problems: list[Problem], words: Mapping[str, Sequence[str]] | None = None
) -> Phrasebook:
    """Compile a key's list of phrases; each faulty one is a problem on its own line."""
    found: list[Pattern] = []
    for item in fields.items(key):
        try:
            found.append(pattern(str(item.value), words))
        except ValueError as error:
            remedy = "write words, [a|b], {name} and ~ only; see nlu/patterns.py"
            problems.append(Problem(path=item.path, line=item.line, fault=str(error), remedy=remedy))
    return Phrasebook(tuple(found))
