"""What the model learns from: each sentence as written, with marks for names, with characters swapped, and in pinyin.

The swaps put characters of the same sound or shape in, as residents do; they depend on the sentence alone, never on its
place. A letter is learnt whole and by the passage that carries its wish.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

from nlu.acts import Act
from nlu.features import Seen
from nlu.intents import ASKED_OF, BENEFIT_MARK, NONE, SYLLABLE_BASE, han_letters
from nlu.library import Library
from nlu.passage import LONG
from nlu.risk import dangers
from nlu.risk_files import SAFE
from nlu.sight import Sight, View, sight
from nlu.text import is_han, normalise, sentences
from nlu.training import Example

_FILLED_PER_NAME = 4
_ROUGH = 0.2
# Some short sentences are learnt in pinyin too: people write it in a few words.
_SPELLED = 20
_SPELLED_SHARE = 0.3
_NEAR_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_NEAR_ENDS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One text to learn from and what its message is about, its label for each head ("" where it teaches nothing), and
    the sentence it comes from; whether people write so every day, or it was written to be told apart from danger."""

    seen: Seen
    labels: Mapping[str, str]
    source: int
    original: bool
    everyday: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """A training sentence, normalised and in lower case, what is seen of it, and whether it tells of danger.

    `wish` is what is seen of the passage that carries a letter's wish.
    """

    example: Example
    text: str
    view: View
    wish: View | None
    dangerous: bool


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
    alike = lookalikes(library, sounds)
    eyes = sight(library, sounds.by_letter)
    examples = [_looked(example, eyes) for example in library.training]
    for source, looked in enumerate(examples):
        labels = _labels(looked, library)
        for place, variant in enumerate(_variants(looked.text, (looked.view, looked.wish), eyes, alike)):
            yield Sample(seen=variant, labels=labels, source=source, original=place == 0)
    yield from _filled(examples, eyes, alike)
    yield from _worrying(eyes, alike)
    yield from _harmless(examples, eyes)


def _looked(example: Example, eyes: Sight) -> _Looked:
    clean = normalise(example.text)
    text = clean.text.lower()
    dangerous = bool(example.metadata.get("risk") or dangers(clean, eyes.library.rules))
    view, wish = eyes.message(text)
    return _Looked(example=example, text=text, view=view, wish=wish, dangerous=dangerous)


def _labels(looked: _Looked, library: Library) -> Mapping[str, str]:
    example = looked.example
    hits = list(library.names.find(looked.text))
    benefit = example.metadata.get("benefit") or (hits[0].meanings[0] if hits else NONE)
    # What a rule holds for danger teaches the model neither that it is nor that it is not.
    risk = "" if looked.dangerous else SAFE
    return _taught(act=example.act, benefit=benefit, aspect=example.labelled("aspect"), risk=risk)


def _taught(*, act: str = "", benefit: str = "", aspect: str = "", risk: str = "") -> Mapping[str, str]:
    question = f"{act}{ASKED_OF}{aspect}" if act == Act.ASK_POLICY and aspect else str(act)
    return {"act": str(act), "question": question, "benefit": benefit, "aspect": aspect, "risk": risk}


def _worrying(eyes: Sight, alike: Mapping[str, Sequence[str]]) -> Iterator[Sample]:
    """What danger sounds like, and what only sounds so; it teaches nothing else."""
    first = len(eyes.library.training)
    for source, worry in enumerate(eyes.library.worries, start=first):
        text = normalise(worry.text).text.lower()
        labels = _taught(risk=worry.risk)
        for place, variant in enumerate(_variants(text, eyes.message(text), eyes, alike)):
            yield Sample(seen=variant, labels=labels, source=source, original=place == 0, everyday=False)


def _variants(
    text: str, seen: tuple[View, View | None], eyes: Sight, alike: Mapping[str, Sequence[str]]
) -> Iterator[Seen]:
    view, wish = seen
    yield view.seen
    if view.bare != view.plain:
        yield view.told
    chance = random.Random(text)  # noqa: S311 - typos, not secrets
    for share in (0.15, 0.3):
        typed, _ = eyes.message(mistyped(text, alike, chance, share))
        yield typed.told if share < _ROUGH else typed.seen
    if wish is not None:
        yield wish.within(view).seen
    elif len(text) <= _SPELLED and chance.random() < _SPELLED_SHARE:
        yield eyes.view("".join(eyes.sounds.get(ord(letter), "") for letter in text)).told


def _harmless(examples: Sequence[_Looked], eyes: Sight) -> Iterator[Sample]:
    """The sentences of letters without danger: what a hard life sounds like when it is told, one by one."""
    for source, looked in enumerate(examples):
        if len(looked.text) < LONG or looked.dangerous:
            continue
        for start, end in sentences(looked.text):
            seen = eyes.view(looked.text[start:end]).seen
            yield Sample(seen=seen, labels=_taught(risk=SAFE), source=source, original=True)


def _filled(examples: Sequence[_Looked], eyes: Sight, alike: Mapping[str, Sequence[str]]) -> Iterator[Sample]:
    """Teach every name of a benefit inside sentences that were written for another."""
    shapes = sorted({text for text in _shapes(examples) if len(text) <= 16})
    names = sorted((word, found[0]) for word, found in eyes.library.names.meanings.items())
    for place, (name, benefit) in enumerate(names):
        chance = random.Random(name)  # noqa: S311 - typos, not secrets
        chosen = [BENEFIT_MARK, *(chance.choice(shapes) for _ in range(_FILLED_PER_NAME if shapes else 0))]
        for shape in chosen:
            for text in (name, mistyped(name, alike, chance, 0.5)):
                labels = _taught(benefit=benefit)
                told = eyes.view(shape.replace(BENEFIT_MARK, text)).told
                yield Sample(seen=told, labels=labels, source=-1 - place, original=False)


def _shapes(examples: Sequence[_Looked]) -> Iterator[str]:
    for looked in examples:
        bare = looked.view.bare
        if bare.count(BENEFIT_MARK) == 1 and looked.example.act is not Act.OUT_OF_SCOPE:
            yield bare


def lookalikes(library: Library, sounds: Sounds) -> Mapping[str, Sequence[str]]:
    """Return for each character residents write those of the same or a near sound and those of a near shape."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    words = [example.text for example in library.training] + list(library.names.meanings)
    for letter in sorted({letter for text in words for letter in text if is_han(letter)}):
        groups[sounds.by_letter.get(ord(letter), "")].add(letter)
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for group in [group for sound, group in groups.items() if sound] + [
        set(row) for row in library.lookalikes
    ]:
        for letter in group:
            alike[letter] |= group - {letter}
    return {letter: sorted(others) for letter, others in sorted(alike.items()) if others}


def mistyped(text: str, alike: Mapping[str, Sequence[str]], chance: random.Random, share: float) -> str:
    """Return a text in which about a `share` of the characters is swapped for one that sounds or looks alike."""
    return "".join(
        chance.choice(alike[letter]) if letter in alike and chance.random() < share else letter
        for letter in text
    )
