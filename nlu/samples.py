"""What the model learns from: each sentence as written, with names replaced by marks, and with characters swapped.

The swaps put characters of the same sound in, as residents do; they depend on the sentence alone, never on its place.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

from nlu.acts import Act
from nlu.intents import BENEFIT_MARK, NONE, SYLLABLE_BASE, han_letters, marked
from nlu.library import Library
from nlu.text import is_han, normalise
from nlu.training import Example

_FILLED_PER_NAME = 4
_NEAR_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_NEAR_ENDS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One text to learn from, its label for each head ("" where it teaches nothing), and the sentence it comes from."""

    text: str
    labels: Mapping[str, str]
    source: int
    original: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounds:
    """Which syllable each character has; near sounds (zh and z, ing and in) share a mark."""

    marks: Mapping[str, int]
    by_letter: Mapping[int, str]
    letters: Mapping[int, int]


def _near(syllable: str) -> str:
    for long, short in _NEAR_SOUNDS:
        if syllable.startswith(long):
            syllable = short + syllable[len(long) :]
    for long, short in _NEAR_ENDS:
        if syllable.endswith(long):
            syllable = syllable[: -len(long)] + short
    return "l" + syllable[1:] if syllable.startswith("n") and len(syllable) > 1 else syllable


def hear() -> Sounds:
    """Return the syllables of all Chinese characters."""
    letters = list(han_letters())
    spoken = [lazy_pinyin(letter, style=Style.NORMAL, errors="ignore") for letter in letters]
    heard = {
        letter: found[0]
        for letter, found in zip(letters, spoken, strict=True)
        if found and found[0].isascii()
    }
    places = {near: place for place, near in enumerate(sorted({_near(word) for word in heard.values()}))}
    return Sounds(
        marks={
            word: places[_near(word)] for word in sorted(set(heard.values())) if re.fullmatch("[a-z]+", word)
        },
        by_letter={ord(letter): chr(SYLLABLE_BASE + places[_near(word)]) for letter, word in heard.items()},
        letters={ord(letter): places[_near(word)] for letter, word in heard.items()},
    )


def samples(library: Library, sounds: Sounds) -> Iterator[Sample]:
    """Yield everything to learn from, in an order that does not depend on the files."""
    alike = _alike(library, sounds)
    for source, example in enumerate(library.training):
        text = normalise(example.text).text.lower()
        labels = _labels(example, text, library)
        for place, variant in enumerate(_variants(text, library, alike)):
            yield Sample(text=variant, labels=labels, source=source, original=place == 0)
    yield from _filled(library, alike)


def _labels(example: Example, text: str, library: Library) -> Mapping[str, str]:
    hits = list(library.names.find(text))
    benefit = example.labelled("benefit") or (hits[0].meanings[0] if hits else NONE)
    return {"act": str(example.act), "benefit": benefit, "aspect": example.labelled("aspect")}


def _marked(text: str, library: Library) -> str:
    found = (library.masked, library.relations.words, library.elsewhere)
    names, people, elsewhere = (list(words.find(text)) for words in found)
    return marked(text, names, people, elsewhere)


def _variants(text: str, library: Library, alike: Mapping[str, Sequence[str]]) -> Iterator[str]:
    bare = _marked(text, library)
    yield bare
    if bare != text:
        yield text
    chance = random.Random(text)  # noqa: S311 - typos, not secrets
    yield _mistyped(text, alike, chance, 0.15)
    yield _mistyped(bare, alike, chance, 0.25)


def _filled(library: Library, alike: Mapping[str, Sequence[str]]) -> Iterator[Sample]:
    """Teach every name of a benefit inside sentences that were written for another."""
    shapes = sorted({text for text in _shapes(library) if len(text) <= 16})
    names = sorted((word, found[0]) for word, found in library.names.meanings.items())
    for place, (name, benefit) in enumerate(names):
        chance = random.Random(name)  # noqa: S311 - typos, not secrets
        chosen = [BENEFIT_MARK, *(chance.choice(shapes) for _ in range(_FILLED_PER_NAME if shapes else 0))]
        for shape in chosen:
            for text in (name, _mistyped(name, alike, chance, 0.5)):
                labels = {"act": "", "benefit": benefit, "aspect": ""}
                yield Sample(
                    text=shape.replace(BENEFIT_MARK, text), labels=labels, source=-1 - place, original=False
                )


def _shapes(library: Library) -> Iterator[str]:
    for example in library.training:
        bare = _marked(normalise(example.text).text.lower(), library)
        if bare.count(BENEFIT_MARK) == 1 and example.act is not Act.OUT_OF_SCOPE:
            yield bare


def _alike(library: Library, sounds: Sounds) -> Mapping[str, Sequence[str]]:
    """Characters of the same sound, among those residents write."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    words = [example.text for example in library.training] + list(library.names.meanings)
    for letter in sorted({letter for text in words for letter in text if is_han(letter)}):
        groups[sounds.by_letter.get(ord(letter), "")].add(letter)
    return {
        letter: sorted(group - {letter})
        for sound, group in groups.items() if sound and len(group) > 1 for letter in group
    }  # fmt: skip


def _mistyped(text: str, alike: Mapping[str, Sequence[str]], chance: random.Random, share: float) -> str:
    return "".join(
        chance.choice(alike[letter]) if letter in alike and chance.random() < share else letter
        for letter in text
    )
