"""Read what editors write of danger: rules and distances (`risk.yml`), and sentences to learn it from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.fields import Fields
from content.load import Node, parse
from content.problem import Problem
from nlu.acts import Risk
from nlu.patterns import Pattern, pattern
from nlu.phrasebook import Phrasebook
from nlu.risk import Distance, Distances, Rule, Rules

SAFE = "none"
_REACHES = ("clause", "onward", "sentence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worry:
    """A sentence to learn a danger from, and the danger: "none" for one that only looks alike."""

    text: str
    risk: str


def read_rules(node: Node, problems: list[Problem]) -> Rules:
    """Read `risk.yml`: under `rules`, a mapping of rule id to `risk`, `phrases` and `except`; lists under `words`."""
    with Fields(node, problems) as fields:
        words = _words(fields, problems)
        fields.take("distances")
        entries = fields.entries("rules", required=True).items()
        return Rules(tuple(_rule(id_, entry, words, problems) for id_, entry in entries))


def read_distances(node: Node, problems: list[Problem]) -> Distances:
    """Read of `risk.yml`, under `distances`, a mapping of id to `risks`, `reach`, `certain`, `phrases` and
    `back`."""
    found: list[Distance] = []
    with Fields(node, problems) as fields:
        words = _words(fields, problems)
        fields.take("rules")
        for id_, entry in fields.entries("distances").items():
            with Fields(entry, problems) as each:
                found.append(
                    Distance(
                        id=id_,
                        risks=frozenset(Risk(risk) for risk in each.texts("risks") if risk in list(Risk)),
                        reach=each.choice("reach", _REACHES, default="clause"),
                        certain=each.flag("certain"),
                        phrases=read_patterns(each, "phrases", problems, words),
                        back=read_patterns(each, "back", problems, words),
                    )
                )
    return Distances(tuple(found))


def read_worries(files: Mapping[str, str], problems: list[Problem]) -> tuple[Worry, ...]:
    """Read `risk-training/*.yml` (text by path): `risk` and a list of `sentences`; in an order of their own."""
    found: list[Worry] = []
    for path, text in sorted(files.items()):
        root, faults = parse(path, text)
        problems.extend(faults)
        if root is not None:
            with Fields(root, problems) as fields:
                risk = fields.choice("risk", [SAFE, *map(str, Risk)], default=SAFE)
                found += [
                    Worry(text=sentence, risk=risk) for sentence in fields.texts("sentences", required=True)
                ]
    return tuple(sorted(found, key=lambda worry: (worry.text, worry.risk)))


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
        faint, plain = fields.flag("faint"), fields.flag("plain")
        return Rule(id=id_, risk=Risk(risk), faint=faint, plain=plain, phrases=phrases, exceptions=exceptions)


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
