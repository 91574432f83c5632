"""Say what the words of one message show by themselves: as a whole, by the passage of its wish, and part by part.

All parts are looked at and scored together, because most of the time goes into each look and little into its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlu.heard import with_heard
from nlu.intents import BENEFIT_MARK
from nlu.library import Cues, Library
from nlu.model import Model, Scored
from nlu.passage import passage
from nlu.reading import Analysis, Span
from nlu.risk import dangers, far_around
from nlu.sight import Sight, View
from nlu.text import clauses, normalise, sentences

_LONGEST = 4000
_SPANS = 24
_OPENING = 150
_END = 350
_SHORT = 40
_SHORTEST_CLAUSE = 4

Part = tuple[int, int]


def analyse(text: str, *, library: Library, model: Model, sight: Sight) -> Analysis:
    """Return what a message shows whoever reads it; depends on nothing but the text."""
    clean = normalise(text)
    seen = model.spoken(clean.text.lower())
    left_out = max(0, len(seen) - _LONGEST)
    if left_out:
        seen = seen[: _LONGEST // 2] + seen[-_LONGEST // 2 :]
    where = passage(seen, library.letters)
    parts = [*([where] if where else []), *_parts(seen, library.cues)]
    runs = _runs(seen)[: _SPANS // 2]
    message, looks = sight.views(seen, [*parts, *runs])
    ends = replace(message, plain=sight.library.dialect.standard(_ends(seen)), bare=_ends(message.bare))
    views = [ends.ended(looks[0]) if where else ends, *looks]
    # Of a letter's sentences only the acts are asked for: they tell whether it wants something besides.
    scores = _scores(model, views, fully=2 if where else 1 + len(parts))
    whole = _span(scores[0], (0, len(clean.sent)))
    found = [
        _span(
            scored,
            clean.span(*_moved(part, left_out)),
            asks=library.cues.shows("question", seen[part[0] : part[1]]),
            besides=library.cues.shows("besides", seen[part[0] : part[1]]),
            named=BENEFIT_MARK in view.bare,
        )
        for scored, part, view in zip(scores[1:], parts, looks, strict=False)
    ]
    told = [
        _span(scored, clean.span(*_moved(part, left_out)))
        for scored, part in zip(scores[1 + len(parts) :], runs, strict=True)
    ]
    wish, spans = (found[0], tuple(found[1:])) if where else (None, tuple(found))
    heard = [whole, *spans, *([wish] if wish else [])]
    distant = far_around(clean, library.distances)
    risks = with_heard(dangers(clean, library.rules), heard, model.reached, distant, told)
    return Analysis(clean=clean, whole=whole, spans=spans, passage=wish, dangers=risks)


def _scores(model: Model, views: Sequence[View], *, fully: int) -> Sequence[tuple[Scored, Scored | None]]:
    """The scores of each view, and of the first `fully` also those of the text with its names."""
    named = [view for view in views[:fully] if view.plain != view.bare]
    scores = model.score([*(view.seen for view in views), *(view.told for view in named)])
    told = iter(scores[len(views) :])
    return [
        (seen, None if place >= fully else seen if view.plain == view.bare else next(told))
        for place, (view, seen) in enumerate(zip(views, scores[: len(views)], strict=True))
    ]


def _span(
    scores: tuple[Scored, Scored | None],
    place: Part,
    *,
    asks: bool = False,
    besides: bool = False,
    named: bool = False,
) -> Span:
    seen, told = scores
    return Span(
        start=place[0],
        end=place[1],
        acts=seen.guesses("act") if told else (seen.likeliest("act"),),
        benefits=told.guesses("benefit") if told else (),
        aspects=seen.guesses("aspect") if told else (),
        risks=seen.guesses("risk"),
        asks=asks,
        besides=besides,
        named=named,
    )


def _moved(part: Part, left_out: int) -> Part:
    """Where a part stands in the whole of a message whose middle was left out."""
    start, end = (place + left_out if place > _LONGEST // 2 else place for place in part)
    return start, end


def _ends(text: str) -> str:
    """The opening and the end of a long letter; its middle tells a story and takes time."""
    return text if len(text) <= _OPENING + _END else text[:_OPENING] + text[-_END:]


def _runs(text: str) -> list[Part]:
    """Neighbouring clauses of a letter's long sentences: danger that one begins to tell and the next one ends."""
    found: list[Part] = []
    for start, end in sentences(text) if len(text) > _SHORT else ():
        if end - start <= _SHORT:
            continue
        inner = [(start + low, start + high) for low, high in clauses(text[start:end])]
        first = 0
        while first < len(inner) - 1:
            last = first
            while last + 1 < len(inner) and inner[last + 1][1] - inner[first][0] <= _SHORT:
                last += 1
            if last > first:
                found.append((inner[first][0], inner[last][1]))
            first = max(last, first + 1)
    return found


def _parts(text: str, cues: Cues) -> list[Part]:
    """A short message by clauses, a letter by sentences; a sentence that is itself long by its clauses too."""
    if len(text) <= _SHORT:
        parts = [part for part in _breaths(text, cues) if part[1] - part[0] >= _SHORTEST_CLAUSE]
        return parts if len(parts) > 1 else []
    parts = []
    for start, end in sentences(text):
        if end - start > _SHORT:
            inner = [(start + low, start + high) for low, high in clauses(text[start:end])]
            parts.extend(part for part in inner if part[1] - part[0] >= _SHORTEST_CLAUSE)
        else:
            parts.append((start, end))
    return parts[: _SPANS // 2] + parts[max(_SPANS // 2, len(parts) - _SPANS // 2) :]


def _breaths(text: str, cues: Cues) -> Iterator[Part]:
    """The clauses of a short message, also where a spoken one goes on to something further without a pause."""
    turns = cues.starts("further", text)
    for start, end in clauses(text):
        for turn in turns:
            if start + _SHORTEST_CLAUSE <= turn <= end - 2 * _SHORTEST_CLAUSE:
                yield start, turn
                start = turn
        yield start, end
