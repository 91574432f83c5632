"""Turn words into features: characters and their sounds, how it opens and ends, and what it seems to be about.

Sounds make a homophone typo look like the word that was meant. Names of benefits, people and matters of other offices
are replaced by marks for the act and the aspect, so that a sentence learnt for one benefit holds for all, also for one
added tomorrow. `Topic` counts those words over the whole message, so that the last sentence of a letter still knows
what the letter was about.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nlu.lexicon import Hit
from nlu.text import is_han

VERSION = "8"
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
_DIGITS = re.compile("[0-9]+")
_CLAUSE_ENDS = re.compile("[,。!?;:、\n ]")
_CLAUSE = 2
_TAIL = 8
_HEAD = 4

Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """How many words of ours, words of other offices and names of benefits a message holds, and what its words hint
    at."""

    ours: int
    elsewhere: int
    named: int
    hints: tuple[str, ...] = ()


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


def marked(text: str, names: Sequence[Hit], people: Sequence[Hit], elsewhere: Sequence[Hit]) -> str:
    """Return a normalised text with benefits, people and matters of other offices replaced by their marks."""
    hits = [(hit, BENEFIT_MARK) for hit in names]
    hits += [(hit, SELF_MARK if hit.meanings[0] == "self" else PERSON_MARK) for hit in people]
    hits += [(hit, ELSEWHERE_MARK) for hit in elsewhere]
    pieces: list[str] = []
    position = 0
    for hit, mark in sorted(hits, key=lambda pair: (pair[0].start, -pair[0].end)):
        if hit.start >= position:
            pieces += [text[position : hit.start], mark]
            position = hit.end
    return "".join(pieces) + text[position:]


def letters(text: str) -> str:
    """Return what features are taken from: letters and marks only, every number as 0."""
    digits = _DIGITS.sub("0", text.lower())
    return "".join(letter for letter in digits if letter.isalnum() or "\ue000" <= letter <= "\uefff")


def features(plain: str, heard: str) -> set[str]:
    """Return the features of `letters` and of the same letters as `heard` (each replaced by its syllable's mark)."""
    framed = "^" + plain + "$"
    found = set(plain)
    found.update(pairs(framed))
    found.update(map("".join, zip(framed, framed[1:], framed[2:], strict=False)))
    found.update(heard)
    found.update(pairs("^" + heard + "$"))
    tail = plain[-_TAIL:]
    found.update(">" + letter for letter in tail[-6:])
    found.update(">" + pair for pair in pairs(tail))
    found.update("<" + letter for letter in plain[:_HEAD])
    found.add(f"#length{min(8, len(plain) // 4)}")
    return found


def places(text: str) -> set[str]:
    """Return the features of a text's first and last clause: what opens a message, and what it comes to."""
    parts = [part for part in map(letters, _CLAUSE_ENDS.split(text)) if len(part) >= _CLAUSE]
    if len(parts) < 2:
        return set()
    found = {"first:" + pair for pair in pairs(f"^{parts[0]}$")}
    found.update("last:" + letter for letter in parts[-1])
    found.update("last:" + pair for pair in pairs(f"^{parts[-1]}$"))
    return found


def signs(topic: Topic, plain: str, heard: str, familiar: Known) -> set[str]:
    """Return what a message seems to be about: ours, another office's, or words never heard in our matters."""
    ours, elsewhere, named = min(topic.ours, 3), min(topic.elsewhere, 3), min(topic.named, 1)
    found = {
        f"#ours{ours}",
        f"#elsewhere{elsewhere}",
        f"#named{named}{min(elsewhere, 1)}",
        f"#about{min(ours, 2)}{min(elsewhere, 2)}{named}",
    }
    found.update(topic.hints)
    if not ours and not elsewhere and not named:
        found.add(f"#nothing{min(5, len(plain) // 4)}")
    found |= _novelty(heard, familiar)
    return found


def _novelty(heard: str, familiar: Known) -> set[str]:
    new = run = longest = 0
    for pair in pairs(heard):
        if familiar(pair):
            run = 0
        else:
            new, run = new + 1, run + 1
            longest = max(longest, run)
    if len(heard) < 2:
        return set()
    return {f"#new{min(new, 6)}", f"#newshare{6 * new // (len(heard) - 1)}", f"#newrun{min(longest, 5)}"}


def pairs(text: str) -> Iterator[str]:
    """Yield the pairs of neighbouring characters."""
    return map("".join, pairwise(text))


def han_letters() -> Iterator[str]:
    """Yield the characters whose sounds a model knows."""
    return (chr(code) for code in range(0x4E00, 0xA000) if is_han(chr(code)))
