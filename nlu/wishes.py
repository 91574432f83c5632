"""Find the wish in a message that may be one word or a letter: which sentence carries it, and which more there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.acts import WISHES, Act
from nlu.intents import NONE
from nlu.lexicon import Hit
from nlu.reading import Analysis, Guess, Span

_WEAK = frozenset({Act.SMALLTALK, Act.OUT_OF_SCOPE})
_LONG = 60
_SURE = 0.6
_LATE_BONUS = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The act that leads, how sure it is, the sentence that carries it, and further wishes."""

    act: Act
    confidence: float
    span: Span
    acts: tuple[Guess, ...]
    also: tuple[Guess, ...]


def wish(analysis: Analysis) -> Wish:
    """Weigh the sentences of a message against the message as a whole."""
    whole = analysis.whole
    if len(analysis.spans) < 2:
        return Wish(
            act=Act(whole.acts[0].name),
            confidence=whole.acts[0].confidence,
            span=whole,
            acts=whole.acts,
            also=(),
        )
    scores: defaultdict[str, float] = defaultdict(float)
    carriers: dict[str, Span] = {}
    for guess in whole.acts:
        scores[guess.name] = guess.confidence * (0.5 if len(analysis.clean.text) > _LONG else 0.9)
        carriers[guess.name] = whole
    for place, span in enumerate(analysis.spans):
        late = 1 + _LATE_BONUS * place / len(analysis.spans) if len(analysis.clean.text) > _LONG else 1.0
        for guess in span.acts[:2]:
            if Act(guess.name) in WISHES - _WEAK and guess.confidence * late > scores[guess.name]:
                scores[guess.name] = guess.confidence * late
                carriers[guess.name] = span
    strong = _strong(analysis)
    lead = max(sorted(scores), key=lambda name: scores[name])
    if len(analysis.clean.text) <= _LONG and len(strong) > 1 and lead in dict(strong):
        lead = strong[0][0]
    confidence = min(1.0, max(scores[lead], next((g.confidence for g in whole.acts if g.name == lead), 0.0)))
    ranked = sorted((Guess(name=name, confidence=min(1.0, score)) for name, score in scores.items()),
                    key=lambda guess: (-guess.confidence, guess.name))  # fmt: skip
    also = tuple(Guess(name=name, confidence=confidence) for name, confidence in strong if name != lead)
    return Wish(
        act=Act(lead),
        confidence=confidence,
        span=carriers.get(lead, whole),
        acts=tuple(ranked[:5]),
        also=also,
    )


def _strong(analysis: Analysis) -> list[tuple[str, float]]:
    """Wishes that a sentence shows clearly, in the order they were said."""
    found: dict[str, float] = {}
    for span in analysis.spans:
        guess = span.acts[0]
        if Act(guess.name) in WISHES - _WEAK and guess.confidence >= _SURE:
            found.setdefault(guess.name, guess.confidence)
    return list(found.items())


def benefits(analysis: Analysis, lead: Span, hits: Sequence[Hit], act: Act) -> tuple[Guess, ...]:
    """Rank the benefits: those called by name first, else those the words suggest."""
    named = _named(hits, lead, analysis, act)
    if named:
        return named
    if analysis.whole is lead or lead not in analysis.spans:
        return tuple(
            guess
            for guess in analysis.whole.benefits
            if guess.name != NONE or guess is analysis.whole.benefits[0]
        )
    both: defaultdict[str, float] = defaultdict(float)
    for span, share in ((lead, 0.5), (analysis.whole, 0.5)):
        for guess in span.benefits:
            both[guess.name] += share * guess.confidence
    ranked = sorted(both.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Guess(name=name, confidence=score) for name, score in ranked)


def _named(hits: Sequence[Hit], lead: Span, analysis: Analysis, act: Act) -> tuple[Guess, ...]:
    counts: Counter[str] = Counter()
    for hit in hits:
        start, end = analysis.clean.span(hit.start, hit.end)
        counts[hit.meanings[0]] += (
            3 if lead is not analysis.whole and lead.start <= start and end <= lead.end else 1
        )
    if act is Act.CERTIFY and len(counts) > 1:
        counts.pop("certification", None)
    first = {hit.meanings[0]: -place for place, hit in reversed(list(enumerate(hits)))}
    ranked = sorted(counts, key=lambda name: (-counts[name], -first[name], name))
    total = sum(counts.values())
    others = {meaning for hit in hits for meaning in hit.meanings[1:]} - set(ranked)
    sure = 0.97 if not others and len(ranked) == 1 else 0.9
    top = [
        Guess(name=name, confidence=sure if place == 0 else counts[name] / total)
        for place, name in enumerate(ranked)
    ]
    return (*top, *(Guess(name=name, confidence=0.3) for name in sorted(others)))
