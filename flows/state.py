"""Where a conversation stands, as values: the stack of flows, the answers, and the drafts they belong to.

Answers are stored, positions never: `journey` replays them. The size of a state is bounded by the number of questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from policies.verdict import Facts, FactValue

LOOK, CHECK, PROGRESS = "look", "check", "progress"
"""What was offered: to look over everything there is, to judge what was spoken of, to say where it was handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer and who said it: the value, the person's own words, the turn, and whether it was asked for."""

    value: FactValue
    words: str
    turn: int
    asked: bool


Answers = Mapping[str, Told]


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

    `loose` are facts a person mentioned about someone before any draft existed. `others` are ages and names told of
    people, under their relation's key and the question's. `misses` counts the messages in a row that were not
    understood, `unclear` are the last of them.
    `benefit` and `aspect` are the last topic, for a follow-up that names neither.
    `wish` is the act that waits for the person to say which benefit they mean; `later` are further wishes of one
    message, taken up when nothing else is open. `offered` is what the last words put before the person besides a
    question: `menu`, `apply` for that topic, or nothing; `which` are the benefits that they let choose from by
    number. `alarmed` counts the replies since words of danger, until the person goes on with something else; below
    nought, a feared danger was asked about. `feared` keeps the words of either. `heard` are words that the person did
    not write (a recording's, a place's) and has yet to confirm. `asked_on` and `asked_of` are the day and the
    supposed facts (a place, an age, town or country) of the last policy question, which a follow-up keeps; so is
    `asked_common`, the common question. `answered` is a digest of the last answer to one, so that the same words are
    not said twice as if they were new.
    `once` names what is said once in a conversation and was: an offer to apply for a benefit, words for somebody who
    mourns. `paused` are flows put away in the middle, the newest last (see `flows.paused`), `waiting` flows that come
    back to further wishes of one message (see `flows.waiting`).
    """

    frames: tuple[Frame, ...] = ()
    loose: Answers = field(default_factory=dict)
    others: Answers = field(default_factory=dict)
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
    answered: str = ""
    once: tuple[str, ...] = ()
    paused: tuple[Frame, ...] = ()
    waiting: tuple[Frame, ...] = ()


def frame_of(draft: Draft) -> Frame:
    """Return the frame that works on a draft."""
    return Frame(flow=draft.flow, release=draft.release, benefit=draft.benefit, draft=draft.id)


def values(answers: Answers) -> Facts:
    """Return the bare facts of some answers, as `policies` takes them."""
    return {name: told.value for name, told in answers.items()}
