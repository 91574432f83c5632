"""Where a conversation stands, as values: the stack of flows, the answers, and the drafts they belong to.

Answers are stored, positions never: `journey` replays them. The size of a state is bounded by the number of questions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from policies.verdict import Facts, FactValue, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer and who said it: the value, the person's own words, the turn, and whether it was asked for."""

    value: FactValue
    words: str
    turn: int
    asked: bool


Answers = Mapping[str, Told]
Stored = tuple[object, str, int, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One person's unfinished application for one benefit, pinned to the release it was begun with."""

    id: str
    person: str
    benefit: str
    flow: str
    release: str
    answers: Answers
    status: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One flow on the stack: its draft, or its own short-lived answers, and what it is about.

    `on` is the day a policy question is about (None: today). `beside` are the facts and `beside_on` the day of the
    other side, where two are compared. `common` is the card's common question that the person's own words ask,
    `both` a second benefit, where it is asked whether the two can be had together.
    """

    flow: str
    release: str
    benefit: str | None = None
    aspect: str | None = None
    draft: str | None = None
    about: str | None = None
    on: date | None = None
    answers: Answers = field(default_factory=dict)
    beside: Answers = field(default_factory=dict)
    beside_on: date | None = None
    common: str | None = None
    both: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A value that was heard but must be confirmed before it counts.

    `at` is the draft or flow whose question it answers; `besides` was said with it and counts only with it.
    """

    question: str
    told: Told
    reason: str
    at: str
    besides: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A whole conversation: `frames` from the bottom to the one that is talking.

    `loose` are facts a person mentioned about someone before any draft existed. `misses` counts the messages in a
    row that were not understood, `unclear` are the last of them.
    `benefit` and `aspect` are the last topic, for a follow-up that names neither.
    `wish` is the act that waits for the person to say which benefit they mean; `later` are further wishes of one
    message, taken up when nothing else is open. `offered` is what the last words put before the person besides a
    question: `menu`, `apply` for that topic, or nothing; `which` are the benefits that they let choose from by
    number. `alarmed` counts the replies since words of danger, until the person goes on with something else; below
    nought, a feared danger was asked about, of which `feared` keeps the words. `heard` are words that the person did
    not write (a recording's, a place's) and has yet to confirm. `asked_on` and `asked_of` are the day and the
    supposed facts (a place, an age, town or country) of the last policy question, which a follow-up keeps; so is
    `asked_common`, the common question.
    `once` names what is said once in a conversation and was: an offer to apply for a benefit, words for somebody who
    mourns. `paused` are flows put away in the middle, the newest last (see `flows.paused`).
    """

    frames: tuple[Frame, ...] = ()
    loose: Answers = field(default_factory=dict)
    doubt: Doubt | None = None
    misses: int = 0
    unclear: tuple[str, ...] = ()
    before: str = ""
    benefit: str | None = None
    aspect: str | None = None
    wish: str | None = None
    later: tuple[str, ...] = ()
    greeted: bool = False
    offered: str = ""
    which: tuple[str, ...] = ()
    alarmed: int = 0
    feared: str = ""
    heard: str = ""
    asked_on: date | None = None
    asked_of: Answers = field(default_factory=dict)
    asked_common: str | None = None
    once: tuple[str, ...] = ()
    paused: tuple[Frame, ...] = ()


def values(answers: Answers) -> Facts:
    """Return the bare facts of some answers, as `policies` takes them."""
    return {name: told.value for name, told in answers.items()}


def answers_to_json(answers: Answers) -> Mapping[str, object]:
    """Return answers as JSON values, oldest first."""
    return {name: [_out(told.value), told.words, told.turn, told.asked] for name, told in answers.items()}


def answers_from_json(raw: Mapping[str, Stored]) -> Answers:
    """Return the answers that `answers_to_json` wrote."""
    return {
        name: Told(value=_in(value), words=words, turn=turn, asked=asked)
        for name, (value, words, turn, asked) in raw.items()
    }


def to_bytes(state: State) -> bytes:
    """Return a state as JSON bytes, the opaque form that storage keeps."""
    raw = {name: getattr(state, name) for name in _PLAIN}
    raw |= {"unclear": list(state.unclear)}
    raw |= {"later": list(state.later), "which": list(state.which), "once": list(state.once)}
    raw |= {"loose": answers_to_json(state.loose)}
    raw |= {"asked_on": _day_out(state.asked_on), "asked_of": answers_to_json(state.asked_of)}
    raw |= {"frames": [_frame_out(frame) for frame in state.frames]}
    raw |= {"paused": [_frame_out(frame) for frame in state.paused]}
    raw |= {"doubt": _doubt_out(state.doubt) if state.doubt else None}
    return json.dumps(raw, ensure_ascii=False).encode()


def from_bytes(body: bytes) -> State:
    """Return the state that `to_bytes` wrote; no bytes are a new conversation.

    What an older program did not write yet has its default; what a newer one wrote besides is passed over.
    """
    if not body:
        return State()
    raw = json.loads(body)
    plain = {name: raw[name] for name in _PLAIN if name in raw}
    return State(
        frames=tuple(_frame_in(frame) for frame in raw.get("frames", ())),
        loose=answers_from_json(raw.get("loose", {})),
        doubt=_doubt_in(raw["doubt"]) if raw.get("doubt") else None,
        unclear=tuple(raw.get("unclear", ())),
        later=tuple(raw.get("later", ())),
        which=tuple(raw.get("which", ())),
        once=tuple(raw.get("once", ())),
        asked_on=_day_in(raw.get("asked_on")),
        asked_of=answers_from_json(raw.get("asked_of", {})),
        paused=tuple(_frame_in(frame) for frame in raw.get("paused", ())),
        **plain,
    )


_PLAIN = (
    "misses",
    "before",
    "benefit",
    "aspect",
    "wish",
    "greeted",
    "offered",
    "alarmed",
    "feared",
    "heard",
    "asked_common",
)
_FRAME_PLAIN = ("flow", "release", "benefit", "aspect", "draft", "about", "common", "both")


def _frame_out(frame: Frame) -> Mapping[str, object]:
    plain = {name: getattr(frame, name) for name in _FRAME_PLAIN}
    whole = {**plain, "on": _day_out(frame.on), "answers": answers_to_json(frame.answers)}
    if frame.beside:
        whole |= {"beside": answers_to_json(frame.beside), "beside_on": _day_out(frame.beside_on)}
    return whole


def _frame_in(raw: Mapping[str, Any]) -> Frame:
    plain = {name: raw[name] for name in _FRAME_PLAIN if name in raw}
    return Frame(
        on=_day_in(raw.get("on")),
        answers=answers_from_json(raw.get("answers", {})),
        beside=answers_from_json(raw.get("beside", {})),
        beside_on=_day_in(raw.get("beside_on")),
        **plain,
    )


def _day_out(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_in(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None


def _doubt_out(doubt: Doubt) -> Mapping[str, object]:
    told, besides = answers_to_json({"it": doubt.told}), answers_to_json(doubt.besides)
    return {
        "question": doubt.question,
        "told": told,
        "reason": doubt.reason,
        "at": doubt.at,
        "besides": besides,
    }


def _doubt_in(raw: Mapping[str, Any]) -> Doubt:
    return Doubt(
        question=raw["question"],
        told=answers_from_json(raw["told"])["it"],
        reason=raw["reason"],
        at=raw["at"],
        besides=answers_from_json(raw.get("besides", {})),
    )


def _out(value: FactValue) -> object:
    match value:
        case Unknown():
            return {"unknown": value.value}
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"day": value.isoformat()}
        case _:
            return value


def _in(raw: object) -> FactValue:
    match raw:
        case {"unknown": str(word)}:
            return Unknown(word)
        case {"decimal": str(digits)}:
            return Decimal(digits)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case int() | str():
            return raw
        case _:
            raise ValueError(
                f"a stored answer has the shape {type(raw).__name__}, which no release ever wrote"
            )
