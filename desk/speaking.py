"""How a caseworker's words reach a resident: they stand in the conversation and leave by the outbox."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cases import letters, work
from cases.letters import Letter
from desk.parts import DeskParts
from storage.engine import Db
from storage.outbox import hurry
from storage.turns import Sender, hold, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words for the resident, and the phrase they came from; empty where a caseworker wrote them."""

    text: str
    phrase: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def worded(parts: DeskParts, letter: Letter) -> Words:
    """Return a letter in the words of the release in force."""
    text = parts.phrases().render(letter.phrase, letter.values)
    return Words(text=text, phrase=letter.phrase, values=letter.values)


def write(parts: DeskParts, db: Db, hearer: Sender, words: Words, login: str) -> None:
    """Say words that can wait: at night they are held for the morning; who writes meanwhile gets them at once."""
    held = hold(db, hearer)
    until = parts.waking(db.now)
    say(db, hearer, held.turn, 0, _body(words), held.epoch, by=work.by(login), always=True, not_before=until)


def speak(parts: DeskParts, db: Db, hearer: Sender, words: Words, login: str) -> None:
    """Say live words, which never wait and hurry what waited before them."""
    held = hold(db, hearer)
    hurry(db, hearer)
    say(db, hearer, held.turn, 0, _body(words), held.epoch, by=work.by(login), always=True)


def take_leave(parts: DeskParts, db: Db, hearer: Sender, login: str) -> None:
    """Say that the caseworker has left a conversation that was handed back, and let the assistant go on."""
    speak(parts, db, hearer, worded(parts, letters.left()), login)
    held = hold(db, hearer)
    for step, more in enumerate(parts.goes_on(db, hearer)):
        say(db, hearer, held.turn, step, more, held.epoch)


def _body(words: Words) -> bytes:
    bubble: dict[str, object] = {
        "text": words.text,
        "choices": [],
        "phrases": [words.phrase] if words.phrase else [],
    }
    if words.values:
        bubble["values"] = dict(words.values)
    return json.dumps(bubble, ensure_ascii=False).encode()
