"""Look for danger, before anything else and from any state: by rule, and by what the model hears besides.

A rule is a list of phrases and a list of exceptions: a phrase that overlaps an exception does not count. What no rule
knows the model may hear: above one threshold it is a danger like any other, above a lower one it is only feared. A
rule's phrase in a sentence that sounds harmless to the model is only feared, too: words stand for many things.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from content.fields import Fields
from content.load import Node, parse
from content.problem import Problem
from nlu.acts import WISHES, Act, Risk
from nlu.passage import LONG
from nlu.patterns import Pattern, Phrasebook, pattern, traces
from nlu.reading import Danger, Span
from nlu.text import Clean

SAFE = "none"
MODEL = "model"
ALARMING = frozenset({Risk.CRISIS, Risk.EMERGENCY, Risk.MINOR})
# Of harmless messages so many may be taken for danger, and so many be asked about gently.
_FALSE_ALARMS = 0.003
_FALSE_WORRIES = 0.012
# A sentence as harmless as all but so many of the harmless makes what a rule finds in it doubtful.
_HARMLESS = 0.05
_BESIDE = 10
_TELLS_MORE = (WISHES - {Act.SMALLTALK}) | {Act.UNCLEAR, Act.INFORM, Act.SKIP}
_FEARED = 0.9
_ORDER = {risk: place for place, risk in enumerate(Risk)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Phrases that show one risk, and phrases that look the same and are harmless."""

    id: str
    risk: Risk
    phrases: Phrasebook
    exceptions: Phrasebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Worry:
    """A sentence to learn a danger from, and the danger: "none" for one that only looks alike."""

    text: str
    risk: str


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


def with_heard(
    ruled: tuple[Danger, ...], spans: Sequence[Span], reached: Callable[[float], float]
) -> tuple[Danger, ...]:
    """Add what the model hears in a message's sentences to what the rules found in it.

    `reached` gives the probability of danger that only a share of harmless sentences reaches. The more sentences a
    letter has, the surer one of them must sound. The alarming risks are weighed together. A message that a rule holds
    for alarming is weighed by the sentence the phrase stands in.
    """
    if any(danger.risk in ALARMING for danger in ruled):
        return tuple(_weighed(danger, spans, reached(_HARMLESS)) for danger in ruled)
    heard = max((_heard(span) for span in spans if span.risks), key=lambda one: one.confidence, default=None)
    if heard is None or heard.confidence <= reached(_FALSE_WORRIES / len(spans)):
        return ruled
    sure = replace(heard, confidence=1.0)
    if heard.confidence <= reached(_FALSE_ALARMS / len(spans)):
        sure = heard
    return tuple(sorted((*ruled, sure), key=lambda danger: (_ORDER[danger.risk], danger.start)))


def beside(dangers: tuple[Danger, ...], act: Act) -> tuple[Danger, ...]:
    """Return the dangers that stand beside an act.

    In thanks, a plain answer or a word about the conversation what the model alone hears is feared where it was
    certain, and else forgotten.
    """
    if act in _TELLS_MORE:
        return dangers
    return tuple(
        danger if danger.rule != MODEL else replace(danger, confidence=_FEARED)
        for danger in dangers
        if danger.rule != MODEL or danger.confidence == 1
    )


def _weighed(danger: Danger, spans: Sequence[Span], least: float) -> Danger:
    """Doubt a rule where neither the clauses around its phrase nor a short message as a whole sound alarming."""
    if danger.risk not in ALARMING:
        return danger
    whole, *parts = spans
    first, last = danger.start - _BESIDE, danger.end + _BESIDE
    near = [span for span in parts if span.risks and span.start < last and first < span.end]
    if whole.end - whole.start < LONG or not near:
        near.append(whole)
    return danger if max(map(_likely, near)) >= least else replace(danger, confidence=_FEARED)


def _likely(span: Span) -> float:
    return sum(guess.confidence for guess in span.risks if guess.name in ALARMING)


def _heard(span: Span) -> Danger:
    alarming = [guess for guess in span.risks if guess.name in ALARMING]
    whole = min(_likely(span), 0.999)
    return Danger(
        risk=Risk(alarming[0].name), rule=MODEL, start=span.start, end=span.end, confidence=round(whole, 4)
    )


def read_rules(node: Node, problems: list[Problem]) -> tuple[Rule, ...]:
    """Read `risk.yml`: under `rules`, a mapping of rule id to `risk`, `phrases` and `except`; lists under `words`."""
    with Fields(node, problems) as fields:
        words = _words(fields, problems)
        return tuple(
            _rule(id_, entry, words, problems)
            for id_, entry in fields.entries("rules", required=True).items()
        )


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
