"""Weigh what the rules found against what the model hears in the sentences of a message.

What no rule knows the model may hear: above one threshold it is a danger like any other, above a lower one it is
only feared. A rule's phrase in a sentence that sounds harmless to the model is doubted, and so is what is told at a
distance: with one doubt a life in danger is feared, with two (a film leaves two by itself) it is let go. Warnings
(fraud, others' data) and strain are let go where hardly anything sounds like them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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

# A bare name asks for nobody's data, and offers nothing for money.
_LONGEST_NAME = 4
_WARNED = (Risk.FRAUD, Risk.PRIVACY)
_WARNINGS = {*_WARNED, Risk.INJECTION}
# Of harmless messages so many may be taken for danger, and so many be asked about gently.
_FALSE_ALARMS = 0.002
_FALSE_WORRIES = 0.012
# Between a letter's papers and money danger is said in passing; a question too many costs less than one too few.
_FALSE_WORRIES_OF_LETTERS = 0.02
_FALSE_WARNINGS = 0.0003
# A sentence as harmless as all but so many of the harmless makes what a rule finds in it doubtful.
_HARMLESS = 0.07
_NOTHING_OF_IT = 0.2
_LITTLE_OF_IT = 0.05
_BESIDE = 10
_SOMEWHAT_FAR, _SURELY_FAR = 1, 2
_WISHES = WISHES - {Act.SMALLTALK}
_TELLS_MORE = (WISHES - {Act.SMALLTALK}) | {Act.UNCLEAR, Act.INFORM, Act.SKIP}
_FEARED = 0.9


class Reached(Protocol):
    """The probability of some risks `together` that only a `share` of harmless sentences reaches."""

    def __call__(self, together: str, share: float) -> float:
        """Return that probability."""
        ...


def _nothing_far(_danger: Danger) -> tuple[Far, ...]:
    return ()


def with_heard(
    ruled: tuple[Danger, ...],
    spans: Sequence[Span],
    reached: Reached,
    far: Callable[[Danger], Sequence[Far]] = _nothing_far,
    told: Sequence[Span] = (),
) -> tuple[Danger, ...]:
    """Add what the model hears in a message's sentences to what the rules found in it.

    The more sentences a letter has, the surer one of them must sound. The alarming risks are weighed together. What a
    rule holds for alarming is weighed by the sentence the phrase stands in. `told` are neighbouring clauses of it;
    `far` tells what is told at a distance around a danger.
    """
    kept = [danger for danger in (_weighed(danger, spans, reached, far) for danger in ruled) if danger]
    if not any(danger.risk in ALARMING for danger in kept):
        kept += _alarm(kept, spans, reached, far, told)
    kept += _warnings(kept, spans, reached, far, told)
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
    found: Sequence[Danger],
    spans: Sequence[Span],
    reached: Reached,
    far: Callable[[Danger], Sequence[Far]],
    told: Sequence[Span],
) -> Iterator[Danger]:
    heard = _most_alarming([span for span in (*spans, *told) if span.risks])
    worries = _FALSE_WORRIES_OF_LETTERS if _is_letter(spans[0]) else _FALSE_WORRIES
    if heard is None or heard.confidence <= reached(ALARM, worries / len(spans)):
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


def _warnings(
    found: Sequence[Danger],
    spans: Sequence[Span],
    reached: Reached,
    far: Callable[[Danger], Sequence[Far]],
    told: Sequence[Span],
) -> Iterator[Danger]:
    known = {danger.risk for danger in found}
    letter = _is_letter(spans[0])
    told_enough = _SOMEWHAT_FAR if letter else _SURELY_FAR
    # A rule that warns knows better than the model what of.
    named_only = spans[0].end - spans[0].start <= _LONGEST_NAME
    for risk in (Risk.DISTRESS, *(() if known & _WARNINGS or named_only else _WARNED)):
        if risk not in known:
            heard = spans if risk is Risk.DISTRESS else (*spans, *told)
            sure, span = max(((_likely(span, str(risk)), span) for span in heard), key=lambda pair: pair[0])
            # Who wants money for what is free stands in one run of clauses; the rest of the letter tells nothing of it.
            share = _FALSE_WARNINGS if letter and risk is Risk.FRAUD else _FALSE_WARNINGS / len(spans)
            danger = Danger(risk=risk, rule=MODEL, start=span.start, end=span.end)
            if sure > reached(str(risk), share) and _distance(danger, far) < told_enough:
                yield danger


def _weighed(
    danger: Danger, spans: Sequence[Span], reached: Reached, far: Callable[[Danger], Sequence[Far]]
) -> Danger | None:
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
    short = not _is_letter(whole)
    if short or not near:
        near.append(whole)
    sounds = max(_likely(span, together) for span in near)
    if not alarming:
        # Among the many sentences of a letter the words of a warning may stand far apart.
        least = _NOTHING_OF_IT if short else _LITTLE_OF_IT
        told_of = _distance(danger, far) >= (_SURELY_FAR if short else _SOMEWHAT_FAR)
        return danger if sounds >= reached(together, least) and not told_of else None
    doubts = (not danger.plain and sounds < reached(together, _HARMLESS)) + _distance(danger, far)
    doubts += danger.confidence < 1 and sounds < reached(together, _FALSE_WORRIES)
    return None if doubts > 1 else replace(danger, confidence=_FEARED if doubts else 1.0)


def _is_letter(whole: Span) -> bool:
    return whole.end - whole.start >= LONG


def _distance(danger: Danger, far: Callable[[Danger], Sequence[Far]]) -> int:
    """How much the words around a danger put it at a distance: not, doubtfully (1), surely (2)."""
    over = [
        part.certain
        for part in far(danger)
        if danger.risk in part.risks and part.start <= danger.start and danger.end <= part.end
    ]
    return _SURELY_FAR if any(over) else _SOMEWHAT_FAR if over else 0


def _likely(span: Span, together: str) -> float:
    risks = TOGETHER[together]
    return sum([guess.confidence for guess in span.risks if guess.name in risks])


def _most_alarming(spans: Sequence[Span]) -> Danger | None:
    """What is heard in the first of the spans that sound most alarming."""
    sounds = [round(min(_likely(span, ALARM), 0.999), 4) for span in spans]
    if not sounds:
        return None
    most = max(sounds)
    span = spans[sounds.index(most)]
    risk = next(guess.name for guess in span.risks if guess.name in ALARMING)
    return Danger(risk=Risk(risk), rule=MODEL, start=span.start, end=span.end, confidence=most)
