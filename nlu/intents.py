"""What a model answers, and what stands in a text for the words it need not see.

Names of benefits, people and matters of other offices are replaced by marks for the act and the aspect, so that a
sentence learnt for one benefit holds for all, also for one added tomorrow. `Topic` counts those words over the whole
message, so that the last sentence of a letter still knows what the letter was about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlu.lexicon import Hit
from nlu.text import is_han

VERSION = "10"
# `question` tells the acts apart too, with a class for each aspect of a policy question: what a question asks about
# says much of whether it is one, and two readers of the same words err less than one.
HEADS = ("act", "question", "benefit", "aspect", "risk")
ASKED_OF = "|"
NONE = "none"
BENEFIT_MARK = "\ue000"
SELF_MARK = "\ue001"
PERSON_MARK = "\ue002"
ELSEWHERE_MARK = "\ue003"
SYLLABLE_BASE = 0xE100
LEARNT_FROM = (
    "benefits.yml",
    "benefits/",
    "dialect.yml",
    "elsewhere.yml",
    "hints.yml",
    "letters.yml",
    "lookalikes.yml",
    "ours.yml",
    "relations.yml",
    "risk-training/",
    "training/",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """How many words of ours, words of other offices and names of benefits a message holds, and what its words hint
    at."""

    ours: int
    elsewhere: int
    named: int
    hints: tuple[str, ...] = ()

    def hinted(self, hints: tuple[str, ...]) -> Topic:
        """Return what a part with hints of its own is about inside this message."""
        return Topic(ours=self.ours, elsewhere=self.elsewhere, named=self.named, hints=hints)


def model_file(mine: Mapping[str, str]) -> str:
    """Name the model that belongs to a library (its files by path) and to this code."""
    learnt = {path: text for path, text in mine.items() if path.startswith(LEARNT_FROM)}
    packed = "\0".join((VERSION, *(part for item in sorted(learnt.items()) for part in item)))
    return f"model-{hashlib.sha256(packed.encode()).hexdigest()[:16]}.npz"


def act_of(question: str) -> str:
    """Return the act of a class of the head that tells questions apart.

    >>> act_of("ask_policy|amount"), act_of("apply")
    ('ask_policy', 'apply')
    """
    return question.partition(ASKED_OF)[0]


def marked(
    text: str,
    names: Sequence[Hit],
    people: Sequence[Hit],
    elsewhere: Sequence[Hit],
    start: int = 0,
    end: int | None = None,
) -> str:
    """Return a normalised text from `start` to `end` with the benefits, people and matters of other offices that stand
    there replaced by their marks."""
    hits = [(hit, BENEFIT_MARK) for hit in names]
    hits += [(hit, SELF_MARK if hit.meanings[0] == "self" else PERSON_MARK) for hit in people]
    hits += [(hit, ELSEWHERE_MARK) for hit in elsewhere]
    pieces: list[str] = []
    position = start
    for hit, mark in sorted(hits, key=_longer_first):
        if hit.start >= position:
            pieces += [text[position : hit.start], mark]
            position = hit.end
    return "".join(pieces) + text[position:end]


def _longer_first(marked: tuple[Hit, str]) -> tuple[int, int]:
    return marked[0].start, -marked[0].end


def han_letters() -> Iterator[str]:
    """Yield the characters whose sounds a model knows."""
    return (chr(code) for code in range(0x4E00, 0xA000) if is_han(chr(code)))
