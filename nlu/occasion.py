"""Weigh what a message does by the occasion: whether a question stands open or nothing was asked.

A model learns from sentences by themselves, and knows nothing of this. With a question open people answer it, put it
off or ask what it means far more often than they wish something new; with nothing asked they hardly ever do.
"""

from __future__ import annotations

from dataclasses import replace

from nlu.acts import WISHES, Act
from nlu.reading import Expecting
from nlu.wishes import Wish

# How much likelier turns of the conversation are while a question stands open; measured on turns made up for it. What
# is told is known by its value.
_OPEN = 4.0
# Letters of a turn of the talk at most; what is said at greater length tells something.
_LONGEST_TURN = 12
# How much likelier an answer is where nothing was asked.
_UNASKED = 0.3
# “Why was my minimum living stopped” is no “why do you ask”, whatever stands open.
_NAMED = 0.02
_TURNS = frozenset(Act) - WISHES - {Act.UNCLEAR, Act.INFORM}
_ANSWERS = frozenset({Act.AFFIRM, Act.DENY, Act.CHOOSE, Act.SKIP})


def on_occasion(wish: Wish, expecting: Expecting | None, *, names_benefit: bool = False) -> Wish:
    """Return a wish led by the act that is likeliest on this occasion; as it was where that is no other act.

    What clauses said for the lead stands: only what the occasion makes likelier comes before it.
    """

    short = wish.span.end - wish.span.start <= _LONGEST_TURN

    def weight(name: str) -> float:
        return _NAMED if names_benefit and name == Act.WHY else _weight(name, expecting, short=short)

    weighed = [guess._replace(confidence=guess.confidence * weight(guess.name)) for guess in wish.acts]
    best = max(weighed, key=lambda guess: guess.confidence, default=None)
    if best is None:
        return wish
    usual = 1.0 if best.name == wish.act else weight(wish.act)
    if weight(best.name) <= usual:
        return wish
    # What was cut off behind the likeliest acts keeps its share.
    cut = max(0.0, 1.0 - sum(guess.confidence for guess in wish.acts))
    total = cut + sum(guess.confidence for guess in weighed)
    acts = sorted(
        (guess._replace(confidence=guess.confidence / total) for guess in weighed),
        key=lambda guess: (-guess.confidence, guess.name),
    )
    return replace(wish, act=Act(best.name), confidence=acts[0].confidence, acts=tuple(acts))


def _weight(name: str, expecting: Expecting | None, *, short: bool) -> float:
    if expecting is None or not expecting.asked:
        return _UNASKED if name in _ANSWERS else 1.0
    return _OPEN if short and name in _TURNS else 1.0
