"""Complete "and my mother?", "and in the county?", "last August?", "the same" from the message before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from nlu import gather, wishes
from nlu.acts import WISHES, Act
from nlu.intents import NONE
from nlu.lexicon import Hit
from nlu.reading import Analysis, Expecting, Guess, Reading
from nlu.said import WHOLE_MESSAGE
from nlu.text import letters_only, normalise
from nlu.values.yes_no import exact_yes_no
from nlu.wishes import ASPECT_BELIEVED, believed

if TYPE_CHECKING:
    from nlu.read import Understanding

_LONGEST_ELLIPSIS = 16
_SHORT_ELLIPSIS = 10
_LITTLE = 2
# So few letters that ask “and …?” ask nothing of their own, whatever they are taken for.
_FEW = 4
_COMPLETE = frozenset({Act.CHOOSE, Act.AFFIRM, Act.DENY, Act.CORRECT, Act.OUT_OF_SCOPE})
_ASKS_OURS = WISHES - {Act.OUT_OF_SCOPE}
_PLAINLY_MEANT = 0.6
# So sure must be what a few words without a name seem to be about, to be about another thing than the message before.
_PLAIN_BY_ITSELF = 0.75
_BY_WHAT_WENT_BEFORE = 0.8
# A reading that is no wish and so sure needs no completion; and so sure must what completes one be.
_CLEAR = 0.9
_WHOLE_BELIEVED = 0.7
_ACT_HINT = "acts:"
_ASPECT_HINT = "aspects:"


def same_as_before(
    understanding: Understanding,
    analysis: Analysis,
    before: str | None,
    expecting: Expecting | None,
    today: date,
) -> Reading | None:
    """Return what the message `before` meant, where this one says to put the same and that answers what is asked."""
    clean = analysis.clean
    if not before or expecting is None or not understanding.library.cues.shows("as_before", clean.text):
        return None
    earlier = understanding.read(understanding.analyse(before), expecting=expecting, before=None, today=today)
    if not any(
        value.kind in (expecting.kind, "choice") and value.value is not None for value in earlier.values
    ):
        return None
    values = tuple(replace(value, start=0, end=len(clean.sent)) for value in earlier.values)
    return replace(earlier, text=clean.sent, values=values, dangers=analysis.dangers)


def continued(
    understanding: Understanding,
    reading: Reading,
    before: str | None,
    hits: Sequence[Hit],
    text: str,
    today: date,
    *,
    asked: str = "",
) -> Reading:
    """Return the reading of a normalised text, completed from the message `before` where it only adds to it.

    `asked` is the kind of value that a question stands open for, or "".
    """
    cues = understanding.library.cues
    # “Not yet, no”, however little it says, answers what was asked; “did not give any” denies something told.
    answers = bool(asked) and (
        _denies(reading) or any(reading.value(kind) is not None for kind in ("yes_no", "choice"))
    )
    # Where any words answer, a little word at the end asks nothing yet.
    words_asked = asked in WHOLE_MESSAGE
    few = not answers and not words_asked and len(letters_only(text)) <= _FEW and cues.shows("and", text)
    half = _half_a_question(understanding, reading, text, asked)
    if not before or (reading.act in _COMPLETE and not few and not half):
        return reading
    reading, days = _dated(understanding, reading, text, today)
    elliptic = (
        len(text) <= _LONGEST_ELLIPSIS
        and not (asked and _denies(reading))
        and (
            few
            or cues.shows("ellipsis", text)
            or _only_named(understanding, reading, hits, text, asked)
            or (
                len(text) <= _SHORT_ELLIPSIS
                and not words_asked
                and (days or reading.act not in WISHES)
                and cues.shows("and", text)
            )
        )
    )
    told = bool(hits) or any(guess.confidence >= _PLAIN_BY_ITSELF for guess in reading.benefits)
    goes_on = len(text) <= _LONGEST_ELLIPSIS and (half or reading.act in WISHES) and not told
    if not elliptic and not goes_on:
        return reading
    earlier = understanding.analyse(before)
    led = wishes.wish(earlier)
    names = understanding.sight.names(understanding.model.spoken(earlier.clean.text.lower()))
    ranked = wishes.benefits(earlier, led.span, names, led.act)
    if elliptic:
        return _completed(understanding, reading, led, ranked, text, named=bool(hits))
    meant = believed(ranked, _PLAINLY_MEANT)
    word = earlier.clean.text[names[0].start : names[0].end] if names and half else ""
    whole = _whole(understanding, reading, word, text) if word else reading
    return replace(whole, benefit=meant) if meant and whole.act in WISHES else whole


def _completed(
    understanding: Understanding,
    reading: Reading,
    led: wishes.Wish,
    ranked: tuple[Guess, ...],
    text: str,
    *,
    named: bool,
) -> Reading:
    """Ask what the message before asked, of what this one names (`named`: a benefit) in its place."""
    own = next((hint for hint in understanding.sight.hints(text) if hint.startswith(_ASPECT_HINT)), "")
    if led.act not in _ASKS_OURS or led.confidence < understanding.model.reject:
        # A bare name asks nothing particular of it where nothing particular of ours was asked before.
        return (
            replace(reading, aspect=own.removeprefix(_ASPECT_HINT) or None, aspects=()) if named else reading
        )
    aspects = tuple(guess for guess in led.span.aspects if guess.name != NONE)
    return replace(
        reading,
        act=led.act,
        confidence=round(min(led.confidence, _BY_WHAT_WENT_BEFORE), 4),
        benefit=reading.benefit if named else believed(ranked),
        benefits=reading.benefits if named else tuple(guess for guess in ranked if guess.name != NONE),
        aspect=own.removeprefix(_ASPECT_HINT) or believed(aspects, ASPECT_BELIEVED),
        aspects=aspects,
        continues=not named and not own,
    )


def _denies(reading: Reading) -> bool:
    leading = next(iter(reading.acts), None)
    return leading is not None and leading.name == Act.DENY and leading.confidence >= _CLEAR


def _half_a_question(understanding: Understanding, reading: Reading, text: str, asked: str) -> bool:
    """Tell whether few words that are not clear by themselves sound as if they asked: "is there any near us?"."""
    cues = understanding.library.cues
    clear = reading.act is not Act.UNCLEAR and reading.confidence >= _CLEAR
    if asked or clear or len(text) > _LONGEST_ELLIPSIS:
        return False
    if reading.act in WISHES or letters_only(text) in cues.exact or exact_yes_no(text) is not None:
        return False
    return cues.shows("question", text) or any(map(_tells, understanding.sight.hints(text)))


def _tells(hint: str) -> bool:
    return hint.startswith((_ACT_HINT, _ASPECT_HINT))


def _whole(understanding: Understanding, reading: Reading, word: str, text: str) -> Reading:
    """Read half a question with the name of what the talk is about before it."""
    led = wishes.wish(understanding.analyse(word + text))
    if led.act not in _ASKS_OURS - {Act.SMALLTALK, Act.HUMAN} or led.confidence < _WHOLE_BELIEVED:
        return reading
    aspects = tuple(guess for guess in led.span.aspects if guess.name != NONE)
    return replace(
        reading,
        act=led.act,
        confidence=round(min(led.confidence, _BY_WHAT_WENT_BEFORE), 4),
        aspect=believed(led.span.aspects, ASPECT_BELIEVED),
        aspects=aspects,
    )


def _dated(understanding: Understanding, reading: Reading, text: str, today: date) -> tuple[Reading, bool]:
    """After a question a month by itself ("last August?") is the day it is asked of; with other words it is not."""
    if reading.value("date") is not None or len(text) > _SHORT_ELLIPSIS:
        return reading, reading.value("date") is not None
    found = gather.gather(
        text, "date", today, relations=understanding.library.relations, places=understanding.places
    )
    days = [value for value in found if value.kind == "date" and value.value is not None]
    if not days or len(letters_only(text)) - (days[0].end - days[0].start) > _LITTLE:
        return reading, False
    return replace(reading, values=(*reading.values, *days)), True


def _only_named(
    understanding: Understanding, reading: Reading, hits: Sequence[Hit], text: str, asked: str
) -> bool:
    """A place, a person or a benefit and a little word: "and in the county?"; a place alone where none was asked."""
    if not asked and not hits and {value.kind for value in reading.values} == {"region"}:
        return _says_where(understanding, reading)
    # The whole message, where any words answer, names nothing.
    named = (value for value in reading.values if value.kind not in WHOLE_MESSAGE)
    told = sum(value.end - value.start for value in named) + sum(hit.end - hit.start for hit in hits)
    if not told or len(letters_only(text)) - told > 1:
        return False
    return understanding.library.cues.shows("little", text)


def _says_where(understanding: Understanding, reading: Reading) -> bool:
    """Tell whether a message says a place and nothing else: "in Hengyang, I am"."""
    place, *more = reading.values
    before, after = (
        normalise(part).text for part in (reading.text[: place.start], reading.text[place.end :])
    )
    shows = understanding.library.cues.shows
    led = not before or shows("before_place", before)
    return not more and led and (not after or shows("after_place", after))
