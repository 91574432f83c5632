"""The form in which a state and its answers are stored: JSON, in which days, sums and what is unknown keep their type.

What an older program did not write yet has its default; what a newer one wrote besides is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flows.state import Answers, Doubt, Frame, State, Told
from policies.verdict import FactValue, Unknown

Stored = tuple[object, str, int, bool]


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
    raw |= {"loose": answers_to_json(state.loose), "others": answers_to_json(state.others)}
    raw |= {"asked_on": _day_out(state.asked_on), "asked_of": answers_to_json(state.asked_of)}
    raw |= {"frames": [_frame_out(frame) for frame in state.frames]}
    raw |= {"paused": [_frame_out(frame) for frame in state.paused]}
    raw |= {"waiting": [_frame_out(frame) for frame in state.waiting]}
    raw |= {"doubt": _doubt_out(state.doubt) if state.doubt else None}
    return json.dumps(raw, ensure_ascii=False).encode()


def from_bytes(body: bytes) -> State:
    """Return the state that `to_bytes` wrote; no bytes are a new conversation."""
    if not body:
        return State()
    raw = json.loads(body)
    plain = {name: raw[name] for name in _PLAIN if name in raw}
    return State(
        frames=tuple(_frame_in(frame) for frame in raw.get("frames", ())),
        loose=answers_from_json(raw.get("loose", {})),
        others=answers_from_json(raw.get("others", {})),
        doubt=_doubt_in(raw["doubt"]) if raw.get("doubt") else None,
        unclear=tuple(raw.get("unclear", ())),
        later=tuple(raw.get("later", ())),
        which=tuple(raw.get("which", ())),
        once=tuple(raw.get("once", ())),
        asked_on=_day_in(raw.get("asked_on")),
        asked_of=answers_from_json(raw.get("asked_of", {})),
        paused=tuple(_frame_in(frame) for frame in raw.get("paused", ())),
        waiting=tuple(_frame_in(frame) for frame in raw.get("waiting", ())),
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
    "answered",
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
