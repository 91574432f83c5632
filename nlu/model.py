"""A trained model: arrays in one file, scored with numpy alone.

The file holds no pickled objects; scoring looks up features and adds rows of weights, nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nlu.intents import HEADS, SYLLABLE_BASE, features
from nlu.reading import Guess

Floats = NDArray[np.float32]
_KEPT_GUESSES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One question the model answers: its classes, the weights of each feature, and how sure its scores are."""

    classes: tuple[str, ...]
    weights: Floats
    bias: Floats
    temperature: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Everything scoring needs; `reject` is the confidence under which an act is not believed."""

    vocabulary: Mapping[str, int]
    sounds: Mapping[int, str]
    spelling: re.Pattern[str]
    syllables: Mapping[str, str]
    heads: Mapping[str, Head]
    reject: float

    def known(self, text: str) -> tuple[NDArray[np.int32], int]:
        """Return the numbers of a normalised text's features, and how many features it has in all."""
        found = features(self.spoken(text), self.sounds)
        numbers = sorted(self.vocabulary[feature] for feature in found if feature in self.vocabulary)
        return np.array(numbers, dtype=np.int32), len(found)

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

    def guesses(self, head: str, known: tuple[NDArray[np.int32], int]) -> tuple[Guess, ...]:
        """Return the likeliest classes of a head with their calibrated probabilities."""
        numbers, length = known
        part = self.heads[head]
        scores = part.bias + part.weights[numbers].sum(axis=0) / np.sqrt(max(length, 1))
        scores = scores / part.temperature
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        order = np.argsort(-likely, kind="stable")[:_KEPT_GUESSES]
        return tuple(Guess(name=part.classes[index], confidence=float(likely[index])) for index in order)


def load_model(path: Path) -> Model:
    """Read a model file; raises FileNotFoundError when it was not trained yet."""
    with np.load(path, allow_pickle=False) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    names = [str(name) for name in kept["syllable_names"]]
    marks = {
        name: chr(SYLLABLE_BASE + int(place))
        for name, place in zip(names, kept["syllable_marks"], strict=True)
    }
    return Model(
        vocabulary=MappingProxyType({str(word): place for place, word in enumerate(kept["vocabulary"])}),
        sounds=MappingProxyType(_sounds(kept["han"], kept["han_marks"])),
        spelling=re.compile("|".join(sorted(names, key=lambda name: (-len(name), name)))),
        syllables=MappingProxyType(marks),
        heads=MappingProxyType({name: _head(name, kept) for name in HEADS}),
        reject=float(kept["reject"]),
    )


def _sounds(letters: Iterable[int], marks: Iterable[int]) -> dict[int, str]:
    return {
        int(letter): chr(SYLLABLE_BASE + int(place)) for letter, place in zip(letters, marks, strict=True)
    }


def _head(name: str, kept: Mapping[str, NDArray[np.generic]]) -> Head:
    return Head(
        classes=tuple(str(word) for word in kept[f"{name}_classes"]),
        weights=kept[f"{name}_weights"].astype(np.float32),
        bias=kept[f"{name}_bias"].astype(np.float32),
        temperature=float(kept[f"{name}_temperature"].item()),
    )
