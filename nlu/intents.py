"""Turn words into features: characters and their sounds, one by one and in pairs.

Sounds make a homophone typo look like the word that was meant. Names of benefits and people are replaced by marks for
the act and the aspect, so that a sentence learnt for one benefit holds for all, also for one added tomorrow.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from nlu.lexicon import Hit
from nlu.text import is_han

VERSION = "1"
HEADS = ("act", "benefit", "aspect")
NONE = "none"
BENEFIT_MARK = "\ue000"
SELF_MARK = "\ue001"
PERSON_MARK = "\ue002"
ELSEWHERE_MARK = "\ue003"
SYLLABLE_BASE = 0xE100
LEARNT_FROM = ("benefits.yml", "benefits/", "elsewhere.yml", "relations.yml", "training/")
_DIGITS = re.compile("[0-9]+")


def model_file(mine: Mapping[str, str]) -> str:
    """Name the model that belongs to a library (its files by path) and to this code."""
    learnt = {path: text for path, text in mine.items() if path.startswith(LEARNT_FROM)}
    packed = "\0".join((VERSION, *(part for item in sorted(learnt.items()) for part in item)))
    return f"model-{hashlib.sha256(packed.encode()).hexdigest()[:16]}.npz"


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


def features(text: str, sounds: Mapping[int, str]) -> set[str]:
    """Return the features of a normalised text; `sounds` maps a character to the mark of its syllable."""
    digits = _DIGITS.sub("0", text.lower())
    plain = "".join(letter for letter in digits if letter.isalnum() or "\ue000" <= letter <= "\uefff")
    found = set(plain)
    found.update(_pairs("^" + plain + "$"))
    heard = plain.translate(sounds)
    found.update(heard)
    found.update(_pairs("^" + heard + "$"))
    return found


def _pairs(text: str) -> Iterator[str]:
    return map("".join, pairwise(text))


def han_letters() -> Iterator[str]:
    """Yield the characters whose sounds a model knows."""
    return (chr(code) for code in range(0x4E00, 0xA000) if is_han(chr(code)))
