"""Decide what one message does, given what was just asked: the short answers first, the classifier last.

A bare answer to the open question beats every other reading; a clear wish in the middle of a form stays a wish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlu.acts import WISHES, Act
from nlu.library import Cues
from nlu.reading import Analysis, Expecting, Option, Reading, Value
from nlu.text import letters_only
from nlu.values.choice import choice, line
from nlu.values.yes_no import exact_yes_no, has_none, hedged, yes_no
from nlu.wishes import Wish

_WHOLE_MESSAGE = frozenset({"text", "address"})
_YES_NO_KINDS = frozenset({"", "yes_no", "choice"})
_BELIEVED = 0.55
_PLAIN = 0.8
# A wish so sure is none of the phrases of dialogue that stand in it; where nothing was asked, nor is another turn of
# the talk that is certain.
_PLAINER = 0.85
_BUSINESS = WISHES - {Act.HUMAN, Act.SMALLTALK}
_CERTAIN = 0.95
_BY_CUE = 0.6
_SHORT = 14
_ALSO_APPLIES = 0.4
# A letter says of many things that they are changed, or that one thing is not another.
_LONGEST_CORRECTION = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The act, how sure it is, and the values that go with it (places in the normalised text)."""

    act: Act
    confidence: float
    values: tuple[Value, ...]


def settle(
    text: str, values: tuple[Value, ...], expecting: Expecting | None, wish: Wish, cues: Cues, reject: float
) -> Settled:
    """Return the act and values of a normalised text."""
    answer = exact_yes_no(text)
    if not letters_only(text) and answer is None:
        return Settled(act=Act.UNCLEAR, confidence=1.0, values=values)
    return (
        _begun_anew(text, values, expecting, wish, cues)
        or _correction(text, values, expecting, wish, cues)
        or _option(text, values, expecting, cues)
        or _exact(text, expecting, cues)
        or _yes_no(text, answer, values, expecting)
        or _fitting(text, values, expecting, wish, cues)
        or _phrase(text, values, expecting, wish, cues)
        or _yes_no(text, yes_no(text) if expecting else None, values, expecting)
        or _hedged(text, values, expecting)
        or _whole(text, values, expecting, wish, cues)
        or _told(text, values, wish, cues)
        or _classified(text, values, expecting, wish, cues, reject)
    )


def answers(reading: Reading, kind: str) -> bool:
    """Tell whether a reading holds an answer to a question of a kind."""
    return any(value.kind in (kind, "choice") and value.value is not None for value in reading.values)


def again(analysis: Analysis, earlier: Reading) -> Reading:
    """Return what the message before meant as the meaning of this one ("the same as before")."""
    end = len(analysis.clean.sent)
    values = tuple(replace(value, start=0, end=end) for value in earlier.values)
    return replace(earlier, text=analysis.clean.sent, values=values, dangers=analysis.dangers)


def _begun_anew(
    text: str, values: tuple[Value, ...], expecting: Expecting | None, wish: Wish, cues: Cues
) -> Settled | None:
    """“By the way, how much is it?”, “no, I want the other one”: a little word that answers nothing, then a wish."""
    opened = cues.end_of("opener", text)
    if not opened or _fits(values, _kind(expecting)):
        return None
    rest = text[opened:]
    business = cues.shows("question", rest) or cues.shows("doing", rest)
    if (
        not business
        or wish.act not in WISHES - {Act.SMALLTALK, Act.OUT_OF_SCOPE}
        or wish.confidence < _BY_CUE
    ):
        return None
    return Settled(act=wish.act, confidence=wish.confidence, values=_without_whole(values))


def _only_asks(text: str, expecting: Expecting | None, wish: Wish, cues: Cues) -> bool:
    """Tell whether a message plainly wishes something where no form is open: “he should be 81, how is it done?”."""
    if _kind(expecting) not in ("", "choice") or not cues.shows("question", text):
        return False
    return wish.act in WISHES - {Act.SMALLTALK, Act.OUT_OF_SCOPE} and wish.confidence >= _CERTAIN


def _correction(
    text: str, values: tuple[Value, ...], expecting: Expecting | None, wish: Wish, cues: Cues
) -> Settled | None:
    if len(text) > _LONGEST_CORRECTION or not cues.shows("correction", text):
        return None
    if _only_asks(text, expecting, wish, cues):
        return None
    options = expecting.options if expecting else ()
    pointed = _pointed(text, options)
    asked = tuple(
        value for value in values if value.kind in _WHOLE_MESSAGE and value.kind == _kind(expecting)
    )
    told = (*asked, *(value for value in _without_whole(values) if value not in asked))
    said = [value for value in told if value.kind != "text"]
    if not pointed and not said:
        return None
    return Settled(act=Act.CORRECT, confidence=0.9, values=(*pointed, *told))


def _pointed(text: str, options: Sequence[Option]) -> tuple[Value, ...]:
    shown = line(text)
    if shown is None:
        return ()
    chosen = choice(text, options) if options else None
    return (shown, chosen) if chosen is not None and chosen.value is not None else (shown,)


def _kind(expecting: Expecting | None) -> str:
    return expecting.kind if expecting else ""


def _option(text: str, values: tuple[Value, ...], expecting: Expecting | None, cues: Cues) -> Settled | None:
    if expecting is None or not expecting.options:
        return None
    chosen = choice(text, expecting.options)
    if chosen is None:
        return None
    if chosen.value is None:
        if any(value.kind == expecting.kind for value in values):
            return None
        last_way_out = text.strip(" .。") == "9"
        return Settled(
            act=Act.SKIP if last_way_out else Act.UNCLEAR, confidence=0.9, values=(chosen, *values)
        )
    if cues.shows("question", text) and chosen.end - chosen.start < len(text) - 2:
        return None
    kept = tuple(value for value in values if value.kind not in ("text", "money_monthly", "money_yearly"))
    return Settled(act=Act.CHOOSE, confidence=0.95, values=(chosen, *kept))


def _exact(text: str, expecting: Expecting | None, cues: Cues) -> Settled | None:
    act = cues.exact.get(letters_only(text))
    if act is None or (act is Act.SMALLTALK and _kind(expecting) in _WHOLE_MESSAGE):
        return None
    return Settled(act=act, confidence=0.97, values=())


def _yes_no(
    text: str, answer: str | None, values: tuple[Value, ...], expecting: Expecting | None
) -> Settled | None:
    kind = _kind(expecting)
    if answer is None or kind in _WHOLE_MESSAGE or (kind not in _YES_NO_KINDS and _fits(values, kind)):
        return None
    told = tuple(value for value in values if value.kind != "yes_no")
    if kind not in _YES_NO_KINDS and answer == "no" and has_none(letters_only(text)):
        return Settled(act=Act.SKIP, confidence=0.85, values=told)
    said = Value(kind="yes_no", value=answer, start=0, end=len(text))
    act = Act.AFFIRM if answer == "yes" else Act.DENY
    return Settled(act=act, confidence=0.95 if kind == "yes_no" else 0.85, values=(said, *told))


def _hedged(text: str, values: tuple[Value, ...], expecting: Expecting | None) -> Settled | None:
    """Yes or no as far as the person knows: to be confirmed."""
    answer = hedged(text) if _kind(expecting) in ("yes_no", "choice") else None
    if answer is None:
        return None
    said = Value(kind="yes_no", value=answer, start=0, end=len(text), needs_confirm=True, reason="unsure")
    act = Act.AFFIRM if answer == "yes" else Act.DENY
    return Settled(act=act, confidence=0.7, values=(said, *values))


def _fitting(
    text: str, values: tuple[Value, ...], expecting: Expecting | None, wish: Wish, cues: Cues
) -> Settled | None:
    """A value of the kind that was asked, unless it stands inside a question of the person's own."""
    kind = _kind(expecting)
    if not kind or not _fits(_without_whole(values, kind), kind) or _asks(text, values, kind, wish, cues):
        return None
    return Settled(act=Act.INFORM, confidence=0.95, values=values)


def _whole(
    text: str, values: tuple[Value, ...], expecting: Expecting | None, wish: Wish, cues: Cues
) -> Settled | None:
    """A question that takes any text gets the message, unless the person plainly asks for something else."""
    kind = _kind(expecting)
    if not kind or not _fits(values, kind) or _interrupts(text, wish, cues):
        return None
    return Settled(act=Act.INFORM, confidence=0.9, values=values)


def _without_whole(values: tuple[Value, ...], asked: str = "") -> tuple[Value, ...]:
    """Return the values less those that any words could be; an address that is certain stays where it was not asked."""
    return tuple(
        value
        for value in values
        if value.kind not in _WHOLE_MESSAGE
        or (value.kind == "address" != asked and not value.needs_confirm and value.value is not None)
    )


def _fits(values: Sequence[Value], kind: str) -> bool:
    return any(value.kind == kind for value in values)


def _interrupts(text: str, wish: Wish, cues: Cues) -> bool:
    least = _BELIEVED if cues.shows("announced", text) else _PLAIN
    asks = cues.shows("question", text) and wish.act in WISHES and wish.confidence >= least
    return len(text) <= 2 * _SHORT and asks


def _asks(text: str, values: Sequence[Value], kind: str, wish: Wish, cues: Cues) -> bool:
    covered = sum(value.end - value.start for value in values if value.kind == kind)
    if covered * 2 >= len(text) or not cues.shows("question", text):
        return False
    return wish.act in WISHES and wish.confidence >= _BELIEVED


def _phrase(
    text: str, values: tuple[Value, ...], expecting: Expecting | None, wish: Wish, cues: Cues
) -> Settled | None:
    """Fixed phrases of dialogue decide in short messages, unless a wish is plain."""
    if len(text) > 2 * _SHORT or (_kind(expecting) in _WHOLE_MESSAGE and len(text) > _SHORT):
        return None
    for act, phrases in cues.phrases:
        if phrases.shows(text):
            sure = _PLAINER if wish.act in _BUSINESS else _CERTAIN if expecting is None else 1.0
            if wish.act is not act and wish.confidence > sure:
                return None
            return Settled(act=act, confidence=0.9, values=_without_whole(values))
    return None


def _told(text: str, values: tuple[Value, ...], wish: Wish, cues: Cues) -> Settled | None:
    """A message that is mostly values and asks nothing tells something."""
    told = [
        value for value in values if value.kind != "region" or wish.act is not Act.APPOINTMENT_OR_LOCATION
    ]
    covered = len({place for value in told for place in range(value.start, value.end)})
    wished = wish.act in _BUSINESS and wish.confidence >= _CERTAIN
    asks = cues.shows("question", text) or cues.shows("doing", text)
    if wished or asks or covered * 2 < len(letters_only(text)):
        return None
    return Settled(act=Act.INFORM, confidence=0.8, values=_without_whole(values))


def _classified(
    text: str, values: tuple[Value, ...], expecting: Expecting | None, wish: Wish, cues: Cues, reject: float
) -> Settled:
    kept = _without_whole(values)
    if wish.confidence < reject:
        if cues.shows("applying", text) and not cues.shows("question", text):
            return Settled(act=Act.APPLY, confidence=_BY_CUE, values=kept)
        if kept and wish.act not in WISHES:
            return Settled(act=Act.INFORM, confidence=0.5, values=kept)
        return Settled(act=Act.UNCLEAR, confidence=1 - wish.confidence, values=kept)
    if wish.act is Act.INFORM and not kept and expecting is not None:
        return Settled(act=Act.UNCLEAR, confidence=0.6, values=kept)
    if wish.act is Act.ASK_POLICY and _pleads(text, wish, cues):
        return Settled(act=Act.APPLY, confidence=_BY_CUE, values=kept)
    if wish.act is Act.DENY and _kind(expecting) not in _YES_NO_KINDS and has_none(letters_only(text)):
        return Settled(act=Act.SKIP, confidence=wish.confidence, values=kept)
    return Settled(act=wish.act, confidence=wish.confidence, values=kept)


def _pleads(text: str, wish: Wish, cues: Cues) -> bool:
    """Tell whether a message that sounds like a question asks nothing, and one of its sentences applies."""
    applies = any(
        guess.name == Act.APPLY and guess.confidence >= _ALSO_APPLIES for guess in (*wish.acts, *wish.also)
    )
    return applies and cues.shows("applying", text) and not cues.shows("question", text)
