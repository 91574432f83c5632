"""`POST /model/parse`: what one message is understood to mean, in the shape of Rasa's NLU server.

Nothing is stored and nothing is answered. Positions count code points of the text as it was sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.access import Access
from bot.channels import incoming
from bot.channels.rest import json_response, refusing
from nlu.read import Understanding
from nlu.reading import Analysis, Expecting, Guess, Reading, Value

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """The parsing door; `understanding` gives the newest release's, `today` the day to reckon from."""

    access: Access
    understanding: Callable[[], Understanding]
    today: Callable[[], date]

    def routes(self) -> Sequence[BaseRoute]:
        """Return the one address."""
        return (Route("/model/parse", self.access.tokened(refusing(self.parse)), methods=["POST"]),)

    async def parse(self, request: Request) -> Response:
        """Read one text and answer with its meaning."""
        fields = await incoming.json_object(request)
        text, before = incoming.words(fields, "text"), incoming.optional_words(fields, "context")
        asked = incoming.optional_words(fields, "expecting")
        expecting = Expecting(kind=asked) if asked else None
        today = incoming.day(fields) or self.today()
        shape = await asyncio.to_thread(parsed, self.understanding(), text, expecting, before, today)
        return json_response(shape)


def parsed(
    understanding: Understanding, text: str, expecting: Expecting | None, before: str | None, today: date
) -> Json:
    """Return a text's meaning in Rasa's shape, with `also` for further wishes."""
    analysis = understanding.analyse(text)
    reading = understanding.read(analysis, expecting=expecting, before=before, today=today)
    return rasa_shape(text, reading, tuple(_entities(understanding, analysis, reading, len(text))))


def rasa_shape(text: str, reading: Reading, entities: Sequence[Json]) -> Json:
    """Return a reading as Rasa's NLU server would; the leading act is the first of the ranking."""
    others = [guess for guess in reading.acts if guess.name != reading.act]
    leading = Guess(name=reading.act, confidence=reading.confidence)
    return {
        "text": text,
        "intent": _named(leading),
        "intent_ranking": [_named(guess) for guess in (leading, *others)],
        "entities": list(entities),
        "also": [_named(guess) for guess in reading.also],
    }


def value_entity(value: Value) -> Json:
    """Return one value read as an entity; a doubtful one says why, a range gives both ends."""
    entity: Json = {
        "entity": value.kind,
        "value": disability(value.value) if value.kind == "disability_grade" else plain(value.value),
        "start": value.start,
        "end": value.end,
        "confidence": value.confidence,
    }
    if value.needs_confirm:
        entity["needs_confirm"] = True
    if value.reason and (value.needs_confirm or value.value is None):
        entity["reason"] = value.reason
    if value.low is not None and value.high is not None:
        entity["range"] = [plain(value.low), plain(value.high)]
    if value.others:
        entity["others"] = list(value.others)
    return entity


def disability(value: object) -> Json | None:
    """Return a disability's grade and kind, joined by a colon, as an object; the kind is null when it was not said."""
    if value is None:
        return None
    grade, kind = str(value).split(":", 1)
    return {"grade": int(grade), "type": kind or None}


def plain(value: Decimal | int | str | None) -> float | int | str | None:
    """Return a value as JSON has it: whole yuan without a point."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _entities(
    understanding: Understanding, analysis: Analysis, reading: Reading, length: int
) -> Iterator[Json]:
    if reading.benefit:
        yield from _benefit(understanding, analysis, reading, length)
    if reading.aspect:
        yield _whole("aspect", reading.aspect, reading.aspects, length)
    for danger in reading.dangers:
        place: Json = {"start": danger.start, "end": danger.end, "confidence": danger.confidence}
        yield {"entity": "risk", "value": str(danger.risk), **place}
    yield from (value_entity(value) for value in reading.values)


def _benefit(
    understanding: Understanding, analysis: Analysis, reading: Reading, length: int
) -> Iterator[Json]:
    """The benefit's name where it stands in the text; the whole text where it was understood without one."""
    clean = analysis.clean
    entity = _whole("benefit", str(reading.benefit), reading.benefits, length)
    hits = [
        hit for hit in understanding.library.names.find(clean.text.lower()) if reading.benefit in hit.meanings
    ]
    for hit in hits:
        start, end = clean.span(hit.start, hit.end)
        yield {**entity, "start": start, "end": end}
    if not hits:
        yield entity


def _whole(kind: str, name: str, guesses: Sequence[Guess], length: int) -> Json:
    confidence = next((guess.confidence for guess in guesses if guess.name == name), 1.0)
    return {"entity": kind, "value": name, "start": 0, "end": length, "confidence": round(confidence, 4)}


def _named(guess: Guess) -> Json:
    return {"name": str(guess.name), "confidence": round(guess.confidence, 4)}
