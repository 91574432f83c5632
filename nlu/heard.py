"""Weigh what the rules found against what the model hears in the sentences of a message.

What no rule knows the model may hear: above one threshold it is a danger like any other, above a lower one it is
only feared. A rule's phrase in a sentence that sounds harmless to the model is doubted, and so is what is told at a
distance: with one doubt a life in danger is feared, with two (a film leaves two by itself) it is let go. Warnings
(fraud, others' data) and strain are let go where hardly anything sounds like them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from nlu.acts import WISHES, Act, Risk
from nlu.passage import LONG
from nlu.reading import Danger, Span
from nlu.risk import ORDER, Far

MODEL = "model"
ALARMING = frozenset({Risk.CRISIS, Risk.EMERGENCY, Risk.MINOR})
ALARM, STRAIN = "alarm", "strain"
TOGETHER: Mapping[str, frozenset[Risk]] = {
    ALARM: ALARMING,
    STRAIN: ALARMING | {Risk.DISTRESS},
    str(Risk.DISTRESS): frozenset({Risk.DISTRESS}),
    str(Risk.FRAUD): frozenset({Risk.FRAUD}),
    str(Risk.PRIVACY): frozenset({Risk.PRIVACY}),
}
"""Risks whose probabilities are weighed together, against the same thresholds."""

_WARNED = (Risk.FRAUD, Risk.PRIVACY)
_WARNINGS = {*_WARNED, Risk.INJECTION}
# Of harmless messages so many may be taken for danger, and so many be asked about gently.
_FALSE_ALARMS = 0.002
_FALSE_WORRIES = 0.012
_FALSE_WARNINGS = 0.0003
# A sentence as harmless as all but so many of the harmless makes what a rule finds in it doubtful.
_HARMLESS = 0.07
_NOTHING_OF_IT = 0.2
_BESIDE = 10
_WISHES = WISHES - {Act.SMALLTALK}
_TELLS_MORE = (WISHES - {Act.SMALLTALK}) | {Act.UNCLEAR, Act.INFORM, Act.SKIP}
_FEARED = 0.9


class Reached(Protocol):
    """The probability of some risks `together` that only a `share` of harmless sentences reaches."""

    def __call__(self, together: str, share: float) -> float:
        """Return that probability."""
        ...


def with_heard(
    ruled: tuple[Danger, ...], spans: Sequence[Span], reached: Reached, far: Sequence[Far] = ()
) -> tuple[Danger, ...]:
    """Add what the model hears in a message's sentences to what the rules found in it.

    The more sentences a letter has, the surer one of them must sound. The alarming risks are weighed together. What a
    rule holds for alarming is weighed by the sentence the phrase stands in.
    """
    kept = [danger for danger in (_weighed(danger, spans, reached, far) for danger in ruled) if danger]
    if not any(danger.risk in ALARMING for danger in kept):
        kept += _alarm(kept, spans, reached, far)
    kept += _warnings(kept, spans, reached)
    return tuple(sorted(kept, key=lambda danger: (ORDER[danger.risk], danger.start)))


def beside(dangers: tuple[Danger, ...], act: Act) -> tuple[Danger, ...]:
    """Return the dangers that stand beside an act.

    In thanks, a plain answer or a word about the conversation what the model alone hears is feared where it was
    certain, and else forgotten. Others' data are asked for by a wish: a name that answers a question asks for nothing.
    """
    if act in _TELLS_MORE:
        asks = act in _WISHES or act is Act.UNCLEAR
        return tuple(
            danger for danger in dangers if asks or danger.rule != MODEL or danger.risk is not Risk.PRIVACY
        )
    return tuple(
        danger if danger.rule != MODEL else replace(danger, confidence=_FEARED)
        for danger in dangers
        if danger.rule != MODEL or (danger.confidence == 1 and danger.risk in ALARMING)
    )


def _alarm(
    found: Sequence[Danger], spans: Sequence[Span], reached: Reached, far: Sequence[Far]
) -> Iterator[Danger]:
    heard = max((_heard(span) for span in spans if span.risks), key=lambda one: one.confidence, default=None)
    if heard is None or heard.confidence <= reached(ALARM, _FALSE_WORRIES / len(spans)):
        return
    certain = heard.confidence > reached(ALARM, _FALSE_ALARMS / len(spans))
    doubts = _distance(heard, far)
    # Words of strain that are well known are asked about before anybody is called.
    if heard.risk is Risk.CRISIS and any(danger.risk is Risk.DISTRESS for danger in found):
        doubts = max(doubts, 1)
    if not doubts:
        yield replace(heard, confidence=1.0) if certain else heard
    elif certain and doubts == 1:
        yield replace(heard, confidence=_FEARED)


def _warnings(found: Sequence[Danger], spans: Sequence[Span], reached: Reached) -> Iterator[Danger]:
    known = {danger.risk for danger in found}
    # A rule that warns knows better than the model what of.
    for risk in (Risk.DISTRESS, *(() if known & _WARNINGS else _WARNED)):
        if risk not in known:
            sure, span = max(((_likely(span, str(risk)), span) for span in spans), key=lambda pair: pair[0])
            if sure > reached(str(risk), _FALSE_WARNINGS / len(spans)):
                yield Danger(risk=risk, rule=MODEL, start=span.start, end=span.end)


def _weighed(danger: Danger, spans: Sequence[Span], reached: Reached, far: Sequence[Far]) -> Danger | None:
    """Doubt a rule where neither the clauses around its phrase nor a short message as a whole sound like it."""
    together = (
        STRAIN
        if danger.risk is Risk.DISTRESS
        else next((name for name, risks in TOGETHER.items() if danger.risk in risks), None)
    )
    if together is None:
        return danger
    whole, *parts = spans
    first, last = danger.start - _BESIDE, danger.end + _BESIDE
    near = [span for span in parts if span.risks and span.start < last and first < span.end]
    alarming = danger.risk in ALARMING
    if whole.end - whole.start < LONG or not near or not alarming:
        near.append(whole)
    sounds = max(_likely(span, together) for span in near)
    if not alarming:
        return danger if sounds >= reached(together, _NOTHING_OF_IT) else None
    doubts = (not danger.plain and sounds < reached(together, _HARMLESS)) + _distance(danger, far)
    doubts += danger.confidence < 1 and sounds < reached(together, _FALSE_WORRIES)
    return None if doubts > 1 else replace(danger, confidence=_FEARED if doubts else 1.0)


def _distance(danger: Danger, far: Sequence[Far]) -> int:
    """How much the words around a danger put it at a distance: not, doubtfully (1), surely (2)."""
    over = [
        part.certain
        for part in far
        if danger.risk in part.risks and part.start <= danger.start and danger.end <= part.end
    ]
    return 2 if any(over) else 1 if over else 0


def _likely(span: Span, together: str) -> float:
    return sum(guess.confidence for guess in span.risks if guess.name in TOGETHER[together])


def _heard(span: Span) -> Danger:
    alarming = [guess for guess in span.risks if guess.name in ALARMING]
    whole = min(_likely(span, ALARM), 0.999)
    return Danger(
        risk=Risk(alarming[0].name), rule=MODEL, start=span.start, end=span.end, confidence=round(whole, 4)
    )
