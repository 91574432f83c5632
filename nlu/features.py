"""Turn texts into features, all at once: characters and their sounds, how a text opens and ends, what it is about.

A feature is a number: three characters of 21 bits each, the last ones lowest. Where fewer count, those before them are
nought or say where they stand (`>` at the end, `<` at the opening, or one of `_SIGNS`). A feature that is a word, such
as a hint, is a sign and forty bits of its hash.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nlu.intents import Topic

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
# A normalised text and what the message that it stands in is about.
Seen = tuple[str, Topic]

_BITS = 21
_CHARACTERS = 0x110000
_FIRST, _LAST, _NAMED = range(_CHARACTERS, _CHARACTERS + 3)
_SIGNS = {_FIRST: "first:", _LAST: "last:"}
_DIGITS = re.compile("[0-9]+")
# Between two texts: half a character, which stands in none.
_NEXT = "\ud800"
_DROPPED = re.compile(f"(?:[^{_NEXT}\\w\ue000-\uefff,。!?;:、\n ]|_)+")
_CLAUSE_ENDS = re.compile("[,。!?;:、\n ]")
_CLAUSE = 2
_TAIL = 8
_TAIL_LETTERS = 6
_HEAD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ear:
    """How a text sounds: for each character the mark of its syllable, and the pairs of sounds that our own matters are
    spoken of with.

    `only` names for each pair the one training sentence it was heard in, a number that no sentence has where there are
    more; a sentence is not told apart by what was heard in it alone.
    """

    sounds: Numbers
    familiar: Numbers
    only: Numbers

    def knows(self, pairs: Numbers, sources: Numbers | None) -> Flags:
        """Tell of pairs of sounds whether they are ours, and, with `sources`, heard in another sentence than that."""
        if not len(self.familiar):
            return np.zeros(len(pairs), dtype=np.bool_)
        places = np.minimum(np.searchsorted(self.familiar, pairs), len(self.familiar) - 1)
        known: Flags = self.familiar[places] == pairs
        return known if sources is None else known & (self.only[places] != sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The features of some texts: each once in `distinct`, rising; those of text n, each once, are the places
    `places[starts[n]:starts[n + 1]]` in it. `words` are those of each text that are words."""

    distinct: Numbers
    places: Numbers
    starts: Numbers
    words: Sequence[Sequence[str]]

    @property
    def lengths(self) -> Numbers:
        """How many features each text has."""
        return np.diff(self.starts)


def ear(sounds: Mapping[int, str], familiar: Numbers, only: Numbers | None = None) -> Ear:
    """Make an ear from the marks of syllables (by code of the character) and the familiar pairs of sounds, rising."""
    heard = np.arange(_CHARACTERS, dtype=np.int64)
    heard[list(sounds)] = [ord(mark) for mark in sounds.values()]
    return Ear(sounds=heard, familiar=familiar, only=np.zeros_like(familiar) if only is None else only)


def features(texts: Sequence[Seen], ear: Ear, sources: Numbers | None = None) -> Found:
    """Return the features of texts, each seen inside its message; `sources` are given for training sentences."""
    pieces = list(_pieces([text for text, _ in texts]))
    count = len(pieces)
    framed = [f"^{plain}$" for plain, _, _ in pieces]
    owners, signs = list(range(count)), [0] * count
    for place, (_, first, last) in enumerate(pieces):
        if first:
            framed += [f"^{first}$", f"^{last}$"]
            owners += [place, place]
            signs += [_FIRST, _LAST]
    letters = coded("".join(framed))
    lengths = np.array([len(each) for each in framed], dtype=np.int64)
    owner = np.repeat(np.array(owners, dtype=np.int64), lengths)
    sign = np.repeat(np.array(signs, dtype=np.int64), lengths)
    # How many characters of its frame stand before a character and after it.
    before = np.arange(len(letters)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    after = np.repeat(lengths, lengths) - 1 - before
    found = [(_one(letters, sign), (before > 0) & (after > 0) & (sign != _FIRST))]
    found.append((_two(letters, sign), after > 0))
    whole = slice(int(lengths[:count].sum()))
    letters, owned, before, after = letters[whole], owner[whole], before[whole], after[whole]
    heard = ear.sounds[letters]
    inner, followed = (before > 0) & (after > 0), after > 1
    sounding = _two(heard)
    found += [(_three(letters), followed), (_one(heard), inner), (sounding, after > 0)]
    found += [(_one(letters, ord(">")), inner & (after <= _TAIL_LETTERS))]
    found += [(_two(letters, ord(">")), inner & followed & (after <= _TAIL))]
    found += [(_one(letters, ord("<")), inner & (before <= _HEAD))]
    paired = inner & followed
    pairs, of_pair = sounding[paired], owned[paired]
    new = ~ear.knows(pairs, None if sources is None else sources[of_pair])
    words = list(_words(texts, [plain for plain, _, _ in pieces], new.tobytes()))
    codes = [code[here] for code, here in found]
    of_text = [(owner if len(here) == len(owner) else owned)[here] for _, here in found]
    codes.append(np.array([named(word) for each in words for word in each], dtype=np.int64))
    of_text.append(np.repeat(np.arange(count), [len(each) for each in words]))
    return _apart(np.concatenate(codes), np.concatenate(of_text), words)


def coded(text: str) -> Numbers:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def sound_pairs(texts: Sequence[str], sounds: Numbers) -> tuple[Numbers, Numbers]:
    """Return the pairs of neighbouring sounds in normalised texts, and for each pair the number of its text."""
    plain = [whole for whole, _, _ in _pieces(texts)]
    heard = sounds[coded("".join(plain))]
    owner = np.repeat(np.arange(len(plain)), [len(each) for each in plain])
    within = np.append(owner[1:] == owner[:-1], np.zeros(min(1, len(owner)), dtype=np.bool_))
    return _two(heard)[within], owner[within]


@cache  # of the words that signs and the library's hints are, and no others
def named(word: str) -> int:
    """Return the number of a feature that is a word."""
    hashed = hashlib.blake2b(word.encode(), digest_size=5).digest()
    return (_NAMED << 2 * _BITS) + int.from_bytes(hashed, "big")


def spelled(code: int, words: Mapping[int, str]) -> str:
    """Return a feature as people may read it; `words` are those that are features, by their numbers.

    >>> spelled((ord(">") << 42) + (ord("a") << 21) + ord("b"), {})
    '>ab'
    """
    if code in words:
        return words[code]
    parts = (code >> 2 * _BITS, code >> _BITS & (1 << _BITS) - 1, code & (1 << _BITS) - 1)
    return "".join(_SIGNS.get(part) or chr(part) for part in parts if part)


def _pieces(texts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what features are taken from (of each text letters and marks only, every number as 0), and the text's first
    and last clause, where there are two."""
    if not texts:
        return
    for text in _DROPPED.sub("", _DIGITS.sub("0", _NEXT.join(texts).lower())).split(_NEXT):
        clauses = _CLAUSE_ENDS.split(text)
        long = [clause for clause in clauses if len(clause) >= _CLAUSE]
        first, last = (long[0], long[-1]) if len(long) > 1 else ("", "")
        yield "".join(clauses), first, last


def _one(letters: Numbers, sign: Numbers | int = 0) -> Numbers:
    found: Numbers = letters + (sign << _BITS)
    return found


def _two(letters: Numbers, sign: Numbers | int = 0) -> Numbers:
    found: Numbers = (letters << _BITS) + (sign << 2 * _BITS)
    found[:-1] += letters[1:]
    return found


def _three(letters: Numbers) -> Numbers:
    found = _two(letters) << _BITS
    found[:-2] += letters[2:]
    return found


def _words(texts: Sequence[Seen], plain: Sequence[str], new: bytes) -> Iterator[list[str]]:
    """Yield of each text what it seems to be about: ours, another office's, or pairs of sounds that are new to us (a
    byte for each pair of all texts)."""
    start = 0
    for (_, topic), letters in zip(texts, plain, strict=True):
        ours, elsewhere, name = min(topic.ours, 3), min(topic.elsewhere, 3), min(topic.named, 1)
        words = [*_about(ours, elsewhere, name, min(8, len(letters) // 4)), *topic.hints]
        pairs = len(letters) - 1
        if pairs > 0:
            own = new[start : start + pairs]
            start += pairs
            many, longest = own.count(1), max(map(len, own.split(b"\0")))
            words += _new(min(many, 6), 6 * many // pairs, min(longest, 5))
        yield words


@cache
def _about(ours: int, elsewhere: int, name: int, quarters: int) -> tuple[str, ...]:
    """How often a text of some length (in fours of characters) names our matters, other offices' and a benefit."""
    words = (
        f"#length{quarters}",
        f"#ours{ours}",
        f"#elsewhere{elsewhere}",
        f"#named{name}{min(elsewhere, 1)}",
        f"#about{min(ours, 2)}{min(elsewhere, 2)}{name}",
    )
    return words if ours or elsewhere or name else (*words, f"#nothing{min(5, quarters)}")


@cache
def _new(many: int, share: int, longest: int) -> tuple[str, str, str]:
    """How many pairs of sounds are new, which share (in sixths) of all, and how many of them in a row."""
    return f"#new{many}", f"#newshare{share}", f"#newrun{longest}"


def _apart(codes: Numbers, of_text: Numbers, words: Sequence[Sequence[str]]) -> Found:
    """Each feature of a text once."""
    order = np.argsort(codes)
    rising = codes[order]
    fresh = np.concatenate(([True], rising[1:] != rising[:-1]))
    distinct = rising[fresh]
    place = np.empty(len(codes), dtype=np.int64)
    place[order] = np.cumsum(fresh) - 1
    both = np.sort(of_text * len(distinct) + place)
    both = both[np.concatenate(([True], both[1:] != both[:-1]))]
    text, places = np.divmod(both, len(distinct))
    starts = np.searchsorted(text, np.arange(len(words) + 1))
    return Found(distinct=distinct, places=places, starts=starts, words=words)
