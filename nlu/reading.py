"""What a message was understood to mean, with the characters that show it.

`start` and `end` count code points of the text as it was sent, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nlu.acts import Act, Risk
from nlu.text import Clean

ReadValue = int | Decimal | str


class Guess(NamedTuple):
    """A name (of an act, a benefit or an aspect) with its calibrated probability, 0 to 1."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a kind (`age`, `id_number`, `phone`, `region` …) read from some characters of the message.

    Days are ISO text, regions codes, yes_no is "yes" or "no", relations keys of `library/relations.yml`, a choice
    the option's id. A doubtful value has `needs_confirm` and a `reason` (a short word such as `nominal_age` or
    `checksum`); an unusable one has `value` None besides. An approximate number, or a month or year
    said for a day, carries `low` and `high`.
    `others` are further meanings (region codes for a name that several places share). `whose` is the person that
    the words give it to: a relation's key, "self", "household" for all of them together, or nobody (""). `exactly` is
    the nearer name of a relation that the words say (`daughter`, where its key is `child`), or "".
    """

    kind: str
    value: ReadValue | None
    start: int
    end: int
    confidence: float = 1.0
    needs_confirm: bool = False
    reason: str = ""
    low: ReadValue | None = None
    high: ReadValue | None = None
    others: tuple[str, ...] = ()
    whose: str = ""
    exactly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """A risk found by a rule, or heard by the model (`rule` is "model"), and where.

    Below a `confidence` of 1 it is only feared: to be asked about gently, not to be acted on. `plain` words need no
    second opinion.
    """

    risk: Risk
    rule: str
    start: int
    end: int
    confidence: float = 1.0
    plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the numbered answers that were shown: its id, its number and the words that also mean it."""

    id: str
    number: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expecting:
    """What was just asked: a value kind, and the options when the question showed some.

    `asked` is False where the options can be chosen though nothing was asked: a conversation's first message.
    """

    kind: str
    options: tuple[Option, ...] = ()
    asked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The whole meaning of one message.

    `act` leads; `also` are further wishes in the same message. `benefit`, `aspect` and `region` are None when the
    message names none; `benefits` ranks the alternatives for a clarifying question. `subject` is the key of the
    relation the message speaks about (`mother` for "my mother is 83"), "self" when it clearly speaks of the writer,
    None when it does not say. `outside` is the probability that the message is another office's matter. `parts` are the
    wishes of a message that holds several, each about its own person or benefit, read by themselves. `continues` tells
    that what is asked was completed from the message before, which so stays the one that asked it.
    """

    text: str
    act: Act
    confidence: float
    acts: tuple[Guess, ...] = ()
    benefit: str | None = None
    benefits: tuple[Guess, ...] = ()
    aspect: str | None = None
    aspects: tuple[Guess, ...] = ()
    region: str | None = None
    subject: str | None = None
    dangers: tuple[Danger, ...] = ()
    values: tuple[Value, ...] = ()
    also: tuple[Guess, ...] = ()
    outside: float = 0.0
    parts: tuple[Reading, ...] = ()
    continues: bool = False

    def value(self, kind: str) -> Value | None:
        """Return the first value of a kind, or None."""
        return next((value for value in self.values if value.kind == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A sentence of a message (code points of the text as sent) and what it alone seems to mean, best guess first;
    `asks` when a word in it asks a question, `besides` when it opens like something further, `named` when it calls a
    benefit by name."""

    start: int
    end: int
    acts: tuple[Guess, ...]
    benefits: tuple[Guess, ...]
    aspects: tuple[Guess, ...]
    risks: tuple[Guess, ...] = ()
    asks: bool = False
    besides: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What the words of one message show by themselves, whoever reads them: `whole`, each sentence, and dangers.

    `passage` is the part of a letter that carries its wish, None in a short message.
    It depends on the text alone; what was asked before and which day it is come in with `read`.
    """

    clean: Clean
    whole: Span
    spans: tuple[Span, ...]
    dangers: tuple[Danger, ...]
    passage: Span | None = None
    reader: str = "own"
