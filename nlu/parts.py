"""Part a message that wishes two things, each for a person or of a benefit of its own, into the wishes it holds.

“My mother is eighty and wants the allowance, my brother is disabled, can he have care?” is two wishes; what a
household gets already, and whether two benefits go together, is one. “I want to apply for it for my mother, and how
much is the other one?” is an application and a question asked beside it, whoever it is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nlu.acts import Act
from nlu.lexicon import Hit
from nlu.reading import Guess, Reading, Span, Value
from nlu.text import clauses
from nlu.values.owner import names_self
from nlu.values.relation import begins, exactly

WISHED = frozenset({Act.APPLY, Act.CHECK_ELIGIBILITY, Act.ASK_POLICY})
"""Acts of which a message may hold two at once, about different benefits."""

_ASIDES = frozenset({"amount", "materials", "duration", "payment", "where", "contact", "basis", "process"})
"""Aspects of a question that stands beside an application; whether one may have it is what the application finds."""

_BY_APPLYING = "process"
"""What whoever applies for a benefit is shown by applying."""

_LONGEST = 120
# The rest of a longer letter tells a life: it is not read again for a question in it.
_LONGEST_BESIDE = 400
_MOST = 4
_SURE = 0.6
_BY_NAME = 0.97


@dataclass(slots=True)
class _Part:
    """Clauses that belong together: where they stand, whom they name and which benefits."""

    start: int
    end: int
    who: set[str] = field(default_factory=set)
    what: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Where a question beside an application stands in the text as sent, whether it calls a benefit by name, and
    whether it comes first."""

    start: int
    end: int
    named: bool
    leads: bool


def parted(
    text: str, named: Sequence[Hit], values: Sequence[Value]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return where the wishes of a normalised text stand, each with one benefit and at most one person; none for one.

    `named` are the benefits that it calls by name. A wish stands in several places where what is told of its person
    stands apart: “my mother is disabled, my father is 78, may she have care, may he have the allowance?”.
    """
    if len(text) > _LONGEST or len(named) < 2:
        return ()
    found: list[_Part] = []
    for start, end in _pieces(text, values):
        who = {exactly(v) for v in values if v.kind == "relation" and v.value and start <= v.start < end}
        what = {hit.meanings[0] for hit in named if start <= hit.start < end}
        if not found or _begins(found[-1], who, what):
            found.append(_Part(start=start, end=end, who=who, what=what))
        else:
            found[-1].end = end
            found[-1].who |= who
            found[-1].what |= what
    wished = [part for part in found if part.what]
    whole = all(len(part.what) == 1 and len(part.who) <= 1 for part in wished)
    if not whole or not 2 <= len(wished) <= _MOST or not _each_is_someones(found, wished):
        return ()
    return tuple(
        tuple(
            (part.start, part.end)
            for part in found
            if part is wish or (not part.what and part.who == wish.who)
        )
        for wish in wished
    )


def _pieces(text: str, values: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """Yield the clauses, each cut before whoever else it names: voice writes two of them without a stop between."""
    people = [value for value in values if value.kind == "relation" and value.value]
    for start, end in clauses(text):
        here = [value for value in people if start <= value.start < end]
        for one, other in pairwise(here):
            cut = begins(text, other)
            if exactly(one) != exactly(other) and cut > start:
                yield start, cut
                start = cut
        yield start, end


def _each_is_someones(found: Sequence[_Part], wished: Sequence[_Part]) -> bool:
    """Tell whether everything told apart is of one who has just one wish."""
    return all(sum(wish.who == part.who for wish in wished) == 1 for part in found if not part.what)


def _begins(part: _Part, who: set[str], what: set[str]) -> bool:
    """Tell whether a clause begins another wish: it names another person, or another benefit."""
    return bool((who and part.who and who != part.who) or (what and part.what and (what != part.what or who)))


def wishes_of(read: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the parts of a message as they were read, where each is a wish of its own; else nothing.

    Of one person's benefits only applications are so many wishes. A part that names nobody speaks of whom the part
    before it named, unless it is the writer.
    """
    if any(reading.act not in WISHED or reading.benefit is None for reading in read):
        return ()
    people = {_subject(reading) for reading in read}
    plain = all(reading.act is Act.APPLY and reading.confidence >= _SURE for reading in read)
    if (len(people) == 1 or None in people) and not plain:
        return ()
    found: list[Reading] = []
    for reading in read:
        goes_on = found and reading.subject is None and not names_self(reading.text)
        found.append(replace(reading, subject=found[-1].subject) if goes_on else reading)
    return tuple(found) if len({(one.subject, one.benefit) for one in found}) == len(found) else ()


def of_both(reading: Reading, named: Sequence[Hit]) -> tuple[Reading, ...]:
    """Return the wish for each of the benefits that one name means (“both grants for the disabled”), else nothing."""
    together = next((hit.meanings for hit in named if len(hit.meanings) > 1), ())
    called = {meaning for hit in named for meaning in hit.meanings}
    if reading.act not in WISHED or called != set(together):
        return ()
    return tuple(
        replace(reading, benefit=name, benefits=(Guess(name=name, confidence=_BY_NAME),), also=(), parts=())
        for name in together
    )


def beside(text: str, spans: Sequence[Span]) -> Beside | None:
    """Return the question that stands before or after the wish to apply in one message; None where there is none, and
    in a long letter."""
    if len(text) > _LONGEST_BESIDE:
        return None
    applies = next((place for place, span in enumerate(spans) if _is(span, Act.APPLY)), None)
    asking = [place for place, span in enumerate(spans) if _asks(span)]
    if applies is None or not asking:
        return None
    first = last = next((place for place in asking if place > applies), asking[0])
    while last + 1 in asking:
        last += 1
    return Beside(
        start=spans[first].start,
        end=spans[last].end,
        named=any(span.named for span in spans[first : last + 1]),
        leads=first < applies,
    )


def with_question(applying: Reading, question: Reading, place: Beside) -> tuple[Reading, ...]:
    """Return an application and the question beside it as two wishes; nothing where the second is none of its own.

    A question that names no benefit is of the one that is applied for; one that names nobody is of the same person.
    """
    if applying.act is not Act.APPLY or not is_aside(question):
        return ()
    benefit = question.benefit if place.named else applying.benefit
    same = benefit == applying.benefit
    if None in (applying.benefit, benefit) or (same and (place.leads or question.aspect == _BY_APPLYING)):
        return ()
    first, second = (question, applying) if place.leads else (applying, question)
    if second.subject is None and not names_self(second.text):
        second = replace(second, subject=first.subject)
    first, second = replace(first, also=(), parts=()), replace(second, also=(), parts=())
    if place.leads:
        return (second, replace(first, benefit=benefit))
    return (first, replace(second, benefit=benefit))


def is_aside(question: Reading) -> bool:
    """Tell whether what stands beside an application asks something that can be answered before it goes on."""
    return question.act is Act.ASK_POLICY and question.aspect in _ASIDES


def _asks(span: Span) -> bool:
    return (span.asks or span.besides) and _is(span, Act.ASK_POLICY)


def _is(span: Span, act: Act) -> bool:
    return span.acts[0].name == act and span.acts[0].confidence >= _SURE


def _subject(reading: Reading) -> str | None:
    """Whom a reading speaks of, by the nearest name its words have: a son is not a daughter."""
    of_them = (v for v in reading.values if v.kind == "relation" and v.value == reading.subject)
    return next((exactly(value) for value in of_them), reading.subject)
