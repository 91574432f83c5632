"""A trained model: arrays in one file, scored with numpy alone.

The file holds no pickled objects; scoring looks up features and adds rows of weights, nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nlu.heard import TOGETHER
from nlu.intents import HEADS, SYLLABLE_BASE, Topic, act_of, features, letters, places, signs
from nlu.reading import Guess

Floats = NDArray[np.float32]
Numbers = tuple[NDArray[np.int32], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One question the model answers: its classes, the weights of each feature, and how sure its scores are.

    `weights` (features × classes) are in steps, whose size `steps` gives by class.
    """

    classes: tuple[str, ...]
    weights: NDArray[np.int8]
    steps: Floats
    bias: Floats
    temperature: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Everything scoring needs; `reject` is the confidence under which an act is not believed.

    `harmless` are, for each name of risks weighed together, the probabilities that the worst harmless sentences had
    which the model had not seen, falling, and how many harmless sentences there were in all.
    `acts_of_questions` gives for each class of the head `question` the place of its act among the acts.
    `familiar` are the pairs of sounds that our own matters are spoken of with.
    """

    vocabulary: Mapping[str, int]
    familiar: Set[str]
    sounds: Mapping[int, str]
    spelling: re.Pattern[str]
    syllables: Mapping[str, str]
    heads: Mapping[str, Head]
    acts_of_questions: NDArray[np.intp]
    reject: float
    harmless: Mapping[str, tuple[Floats, int]]

    def features(self, text: str, topic: Topic) -> set[str]:
        """Return the features of a normalised text inside a message about `topic`."""
        plain = letters(text)
        heard = plain.translate(self.sounds)
        found = features(plain, heard)
        return found | places(text) | signs(topic, plain, heard, self.familiar.__contains__)

    def known(self, text: str, topic: Topic) -> Numbers:
        """Return the numbers of a normalised text's features, and how many features it has in all."""
        found = self.features(text, topic)
        numbers = [number for number in map(self.vocabulary.get, found) if number is not None]
        return np.array(sorted(numbers), dtype=np.int32), len(found)

    def spoken(self, text: str) -> str:
        """Return a text written in pinyin as the marks of its syllables, any other text unchanged."""
        if not text.isascii() or len(text) < 3:
            return text
        words = re.findall("[a-z]+", text.lower())
        parts = [self.spelling.findall(word) for word in words]
        if not words or any(
            sum(map(len, found)) != len(word) for found, word in zip(parts, words, strict=True)
        ):
            return text
        return "".join(self.syllables[part] for found in parts for part in found)

    def reached(self, together: str, share: float) -> float:
        """Return the probability of some risks together that only a `share` of harmless sentences reaches."""
        worst, count = self.harmless[together]
        return float(worst[min(int(share * count), len(worst) - 1)])

    def guesses(self, head: str, known: Numbers, most: int | None = None) -> tuple[Guess, ...]:
        """Return the classes of a head (at most so many) with their calibrated probabilities, the likeliest first."""
        shares = _shares(self.heads[head], known)
        if head == "act":
            asked = _shares(self.heads["question"], known)
            shares = (shares + np.bincount(self.acts_of_questions, asked, len(shares))) / 2
        classes = self.heads[head].classes
        order = np.argsort(-shares, kind="stable")[:most].tolist()
        return tuple(Guess(name=classes[index], confidence=float(shares[index])) for index in order)

    def deciding(self, head: str, name: str, text: str, topic: Topic) -> tuple[tuple[str, float], ...]:
        """Return a text's features with what each adds to one class over the average class, the strongest first."""
        part = self.heads[head]
        place = part.classes.index(name)
        found = sorted(feature for feature in self.features(text, topic) if feature in self.vocabulary)
        rows = part.weights[[self.vocabulary[feature] for feature in found]] * part.steps
        added = rows[:, place] - rows.mean(axis=1)
        return tuple(sorted(zip(found, added.tolist(), strict=True), key=lambda pair: -abs(pair[1])))


def _shares(part: Head, known: Numbers) -> NDArray[np.float64]:
    """The calibrated probability of each class of a head."""
    numbers, length = known
    weighed = part.weights[numbers].sum(axis=0, dtype=np.int32) * part.steps
    scores = (part.bias + weighed / np.sqrt(max(length, 1))) / part.temperature
    likely = np.exp(scores - scores.max())
    shares: NDArray[np.float64] = likely / likely.sum()
    return shares


def load_model(path: Path) -> Model:
    """Read a model file; raises FileNotFoundError when it was not trained yet."""
    with np.load(path, allow_pickle=False) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    names = [str(name) for name in kept["syllable_names"]]
    marks = {
        name: chr(SYLLABLE_BASE + int(place))
        for name, place in zip(names, kept["syllable_marks"], strict=True)
    }
    heads = {name: _head(name, kept) for name in HEADS}
    acts = {name: place for place, name in enumerate(heads["act"].classes)}
    return Model(
        vocabulary=MappingProxyType({word: place for place, word in enumerate(_words(kept["vocabulary"]))}),
        familiar=frozenset(_words(kept["familiar"])),
        sounds=MappingProxyType(_sounds(kept["han"], kept["han_marks"])),
        spelling=re.compile("|".join(sorted(names, key=lambda name: (-len(name), name)))),
        syllables=MappingProxyType(marks),
        heads=MappingProxyType(heads),
        acts_of_questions=np.array([acts[act_of(name)] for name in heads["question"].classes], dtype=np.intp),
        reject=float(kept["reject"]),
        harmless=MappingProxyType({name: _harmless(name, kept) for name in TOGETHER}),
    )


def _harmless(together: str, kept: Mapping[str, NDArray[np.generic]]) -> tuple[Floats, int]:
    worst, count = kept[f"harmless_{together}"], kept[f"harmless_{together}_count"]
    return worst.astype(np.float32), int(count)


def _words(packed: NDArray[np.generic]) -> list[str]:
    return packed.tobytes().decode().split("\n")


def _sounds(han: Iterable[int], marks: Iterable[int]) -> dict[int, str]:
    return {int(letter): chr(SYLLABLE_BASE + int(place)) for letter, place in zip(han, marks, strict=True)}


def _head(name: str, kept: Mapping[str, NDArray[np.generic]]) -> Head:
    return Head(
        classes=tuple(str(word) for word in kept[f"{name}_classes"]),
        weights=kept[f"{name}_weights"].astype(np.int8),
        steps=kept[f"{name}_steps"].astype(np.float32),
        bias=kept[f"{name}_bias"].astype(np.float32),
        temperature=float(kept[f"{name}_temperature"].item()),
    )
