"""Look for danger by rule, before anything else and from any state.

A rule is a list of phrases and a list of exceptions: a phrase that overlaps an exception does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from nlu.acts import Risk
from nlu.patterns import Pattern, pattern
from nlu.reading import Danger
from nlu.text import Clean

_ORDER = {risk: place for place, risk in enumerate(Risk)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Phrases that show one risk, and phrases that look the same and are harmless."""

    id: str
    risk: Risk
    phrases: tuple[Pattern, ...]
    exceptions: tuple[Pattern, ...]


def dangers(clean: Clean, rules: Sequence[Rule]) -> tuple[Danger, ...]:
    """Return the dangers in a message, the one to answer first leading; at most one for each rule."""
    text = clean.text.lower()
    letters = frozenset(text)
    found = (danger for rule in rules if (danger := _danger(clean, text, letters, rule)) is not None)
    return tuple(sorted(found, key=lambda danger: (_ORDER[danger.risk], danger.start)))


def _danger(clean: Clean, text: str, letters: frozenset[str], rule: Rule) -> Danger | None:
    harmless: list[tuple[int, int]] | None = None
    for phrase in rule.phrases:
        for start, end in phrase.find(text) if phrase.may(letters) else ():
            if harmless is None:
                harmless = [span for exception in rule.exceptions for span in exception.find(text)]
            if not any(low < end and start < high for low, high in harmless):
                first, last = clean.span(start, end)
                return Danger(risk=rule.risk, rule=rule.id, start=first, end=last)
    return None


def read_rules(node: Node, problems: list[Problem]) -> tuple[Rule, ...]:
    """Read `risk.yml`: under `rules`, a mapping of rule id to `risk`, `phrases` and `except`."""
    with Fields(node, problems) as fields:
        return tuple(
            _rule(id_, entry, problems) for id_, entry in fields.entries("rules", required=True).items()
        )


def _rule(id_: str, node: Node, problems: list[Problem]) -> Rule:
    with Fields(node, problems) as fields:
        risk = fields.choice("risk", [str(risk) for risk in Risk], default=str(Risk.DISTRESS))
        phrases = read_patterns(fields, "phrases", problems)
        return Rule(
            id=id_, risk=Risk(risk), phrases=phrases, exceptions=read_patterns(fields, "except", problems)
        )


def read_patterns(fields: Fields, key: str, problems: list[Problem]) -> tuple[Pattern, ...]:
    """Compile a key's list of phrases; each faulty one is a problem on its own line."""
    found: list[Pattern] = []
    for item in fields.items(key):
        try:
            found.append(pattern(str(item.value)))
        except ValueError as error:
            remedy = "write words, [a|b] and ~ only; see nlu/patterns.py"
            problems.append(Problem(path=item.path, line=item.line, fault=str(error), remedy=remedy))
    return tuple(found)
