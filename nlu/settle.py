"""Decide what one message does, given what was just asked: the short answers first, the classifier last.

A bare answer to the open question beats every other reading; a clear wish in the middle of a form stays a wish.
"""

from __future__ import annotations

from nlu import answered
from nlu.acts import WISHES, Act
from nlu.library import Cues
from nlu.reading import Expecting, Value
from nlu.said import SHORT, WHOLE_MESSAGE, Said, Settled
from nlu.text import letters_only
from nlu.values.choice import choice, line
from nlu.values.yes_no import exact_yes_no, yes_no
from nlu.wishes import Wish

_OURS = WISHES - {Act.SMALLTALK, Act.OUT_OF_SCOPE}
# A wish so sure is none of the phrases of dialogue that stand in it; where nothing was asked, nor is another turn of
# the talk that is certain.
_PLAINER = 0.85
_BUSINESS = WISHES - {Act.HUMAN, Act.SMALLTALK}
_CERTAIN = 0.95
_BY_CUE = 0.6
_ALSO_APPLIES = 0.4
# A letter says of many things that they are changed, or that one thing is not another.
_LONGEST_CORRECTION = 60


def settle(
    text: str, values: tuple[Value, ...], expecting: Expecting | None, wish: Wish, cues: Cues, reject: float
) -> Settled:
    """Return the act and values of a normalised text."""
    answer = exact_yes_no(text)
    if not letters_only(text) and answer is None:
        return Settled(act=Act.UNCLEAR, confidence=1.0, values=values)
    said = Said(text=text, values=values, expecting=expecting, wish=wish, cues=cues)
    return (
        _begun_anew(said)
        or _correction(said)
        or answered.option(said)
        or _agreed_then_wished(said)
        or _exact(said)
        or answered.yes_or_no(said, answer)
        or answered.fitting(said)
        or _phrase(said)
        or answered.yes_or_no(said, yes_no(text) if expecting and not said.shows("what_then") else None)
        or answered.hedged(said)
        or answered.whole(said)
        or _told(said)
        or _classified(said, reject)
    )


def _begun_anew(said: Said) -> Settled | None:
    """“By the way, how much is it?”, “no, I want the other one”: a little word that answers nothing, then a wish."""
    opened = said.cues.end_of("opener", said.text)
    if not opened or answered.fits(said.values, said.asked):
        return None
    rest = said.text[opened:]
    business = said.cues.shows("question", rest) or said.cues.shows("doing", rest)
    return _wished(said) if business and said.wishes(_OURS, _BY_CUE) else None


def _agreed_then_wished(said: Said) -> Settled | None:
    """“All right, I want to ask about …” where one of several was to be chosen: the wish is what is said."""
    opened = said.cues.end_of("assent", said.text) if said.asked == "choice" else 0
    return _wished(said) if opened and said.wishes(_OURS, _CERTAIN) else None


def _correction(said: Said) -> Settled | None:
    if len(said.text) > _LONGEST_CORRECTION or not said.shows("correction") or _only_asks(said):
        return None
    pointed = _pointed(said)
    asked = tuple(value for value in said.values if value.kind in WHOLE_MESSAGE and value.kind == said.asked)
    told = (*asked, *(value for value in said.told() if value not in asked))
    if not pointed and all(value.kind == "text" for value in told):
        return None
    return Settled(act=Act.CORRECT, confidence=0.9, values=(*pointed, *told))


def _only_asks(said: Said) -> bool:
    """Tell whether a message plainly wishes something where no form is open: “he should be 81, how is it done?”."""
    return said.asked in ("", "choice") and said.shows("question") and said.wishes(_OURS, _CERTAIN)


def _pointed(said: Said) -> tuple[Value, ...]:
    """The line of a summary that is meant, and the option that is put there."""
    shown = line(said.text)
    if shown is None:
        return ()
    chosen = choice(said.text, said.options) if said.options else None
    return (shown, chosen) if chosen is not None and chosen.value is not None else (shown,)


def _exact(said: Said) -> Settled | None:
    act = said.cues.exact.get(letters_only(said.text))
    if act is None or (act is Act.SMALLTALK and said.asked in WHOLE_MESSAGE):
        return None
    return Settled(act=act, confidence=0.97, values=())


def _phrase(said: Said) -> Settled | None:
    """Fixed phrases of dialogue decide in short messages, unless a wish is plain."""
    length = len(said.text)
    if length > 2 * SHORT or (said.asked in WHOLE_MESSAGE and length > SHORT):
        return None
    for act, phrases in said.cues.phrases:
        if phrases.shows(said.text):
            sure = _PLAINER if said.wish.act in _BUSINESS else _CERTAIN if said.expecting is None else 1.0
            if said.wish.act is not act and said.wish.confidence > sure:
                return None
            return Settled(act=act, confidence=0.9, values=said.told())
    return None


def _told(said: Said) -> Settled | None:
    """A message that is mostly values and asks nothing tells something."""
    somewhere = said.wish.act is Act.APPOINTMENT_OR_LOCATION
    told = [value for value in said.values if value.kind != "region" or not somewhere]
    covered = len({place for value in told for place in range(value.start, value.end)})
    wished = said.wish.act in _BUSINESS and said.wish.confidence >= _CERTAIN
    asks = said.shows("question") or said.shows("doing")
    if wished or asks or covered * 2 < len(letters_only(said.text)):
        return None
    return Settled(act=Act.INFORM, confidence=0.8, values=said.told())


def _classified(said: Said, reject: float) -> Settled:
    wish, kept = said.wish, said.told()
    if wish.confidence < reject:
        if said.shows("applying") and not said.shows("question"):
            return Settled(act=Act.APPLY, confidence=_BY_CUE, values=kept)
        if kept and wish.act not in WISHES:
            return Settled(act=Act.INFORM, confidence=0.5, values=kept)
        return Settled(act=Act.UNCLEAR, confidence=1 - wish.confidence, values=kept)
    if wish.act is Act.INFORM and not kept and said.expecting is not None:
        return Settled(act=Act.UNCLEAR, confidence=0.6, values=kept)
    if wish.act is Act.ASK_POLICY and _pleads(said):
        return Settled(act=Act.APPLY, confidence=_BY_CUE, values=kept)
    if wish.act is Act.DENY and answered.lacks(said):
        return Settled(act=Act.SKIP, confidence=wish.confidence, values=kept)
    if wish.act is Act.SKIP and wish.confidence < _CERTAIN and not said.shows("passing_over"):
        # Words that only sound a little like it must not leave a question empty behind somebody's back.
        return Settled(act=Act.UNCLEAR, confidence=round(1 - wish.confidence, 4), values=kept)
    if wish.act in (Act.AFFIRM, Act.DENY) and said.shows("asks_who"):
        # “Who stopped it?” is no yes, however short it is.
        return Settled(act=Act.UNCLEAR, confidence=round(1 - wish.confidence, 4), values=kept)
    return _wished(said)


def _wished(said: Said) -> Settled:
    return Settled(act=said.wish.act, confidence=said.wish.confidence, values=said.told())


def _pleads(said: Said) -> bool:
    """Tell whether a message that sounds like a question asks nothing, and one of its sentences applies."""
    applies = any(
        guess.name == Act.APPLY and guess.confidence >= _ALSO_APPLIES
        for guess in (*said.wish.acts, *said.wish.also)
    )
    return applies and said.shows("applying") and not said.shows("question")
