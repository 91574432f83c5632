"""A trained model: arrays in one file, scored with numpy alone.

The file holds no pickled objects; scoring looks up the features of all texts of a message and adds rows of weights,
nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nlu.features import Ear, Found, Numbers, Seen, ear, features, named, spelled
from nlu.heard import TOGETHER
from nlu.intents import HEADS, SYLLABLE_BASE, act_of
from nlu.reading import Guess

Floats = NDArray[np.float32]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One question the model answers: its classes, and which columns of the weights are theirs."""

    classes: tuple[str, ...]
    columns: slice


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How likely the classes of each head are for one of several texts that were scored together: `shares` (texts ×
    classes) by head."""

    heads: Mapping[str, Head]
    shares: Mapping[str, Sequence[Sequence[float]]]
    place: int

    def guesses(self, head: str) -> tuple[Guess, ...]:
        """Return the classes of a head with their calibrated probabilities, the likeliest first."""
        names, shares = self._of(head)
        falling = sorted(range(len(names)), key=shares.__getitem__, reverse=True)
        return tuple(Guess(name=names[place], confidence=shares[place]) for place in falling)

    def likeliest(self, head: str) -> Guess:
        """Return the likeliest class of a head."""
        names, shares = self._of(head)
        best = max(shares)
        return Guess(name=names[shares.index(best)], confidence=best)

    def _of(self, head: str) -> tuple[tuple[str, ...], Sequence[float]]:
        return self.heads[head].classes, self.shares[head][self.place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Everything scoring needs; `reject` is the confidence under which an act is not believed.

    `vocabulary` are the features it knows, rising, and `words` those of them that are words, by their numbers.
    `weights` (features × classes of all heads) are what each tells, in steps; `steps` gives their size by class, `bias`
    what a class has from the start, and `temperature` by how much its scores are too bold.
    `harmless` are, for each name of risks weighed together, the probabilities that the worst harmless sentences had
    which the model had not seen, falling, and how many harmless sentences there were in all.
    `acts_of_questions` (classes of the head `question` × acts) is one where a class is of an act.
    """

    vocabulary: Numbers
    words: Mapping[int, str]
    weights: NDArray[np.int8]
    steps: Floats
    bias: Floats
    temperature: Shares
    ear: Ear
    sounds: Mapping[int, str]
    spelling: re.Pattern[str]
    syllables: Mapping[str, str]
    heads: Mapping[str, Head]
    acts_of_questions: Shares
    reject: float
    harmless: Mapping[str, tuple[Floats, int]]

    def features(self, seen: Seen) -> frozenset[int]:
        """Return the features of a text."""
        return frozenset(features([seen], self.ear).distinct.tolist())

    def score(self, texts: Sequence[Seen]) -> tuple[Scored, ...]:
        """Score some texts together."""
        found = features(texts, self.ear)
        told = [self.weights.take(rows, axis=0) for rows in self._rows(found)]
        weighed = np.array([np.einsum("ij->j", each, dtype=np.int32) for each in told])
        spread = np.sqrt(np.maximum(found.lengths, 1))[:, np.newaxis]
        scores = (self.bias + weighed * self.steps / spread) / self.temperature
        shares = {name: _shares(scores[:, head.columns]) for name, head in self.heads.items()}
        shares["act"] = (shares["act"] + shares["question"] @ self.acts_of_questions) / 2
        listed = {name: share.tolist() for name, share in shares.items()}
        return tuple(Scored(heads=self.heads, shares=listed, place=place) for place in range(len(texts)))

    def _rows(self, found: Found) -> Sequence[Numbers]:
        """The rows of the weights of each text's features that the model knows."""
        rows = np.searchsorted(self.vocabulary, found.distinct)
        rows[rows == len(self.vocabulary)] = 0
        known = self.vocabulary[rows] == found.distinct
        of_text = np.split(found.places, found.starts[1:-1])
        return [rows[places[known[places]]] for places in of_text]

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

    def deciding(self, head: str, name: str, seen: Seen) -> tuple[tuple[str, float], ...]:
        """Return a text's features with what each adds to one class over the average class, the strongest first."""
        part = self.heads[head]
        rows = self._rows(features([seen], self.ear))[0]
        weighed = self.weights[rows][:, part.columns] * self.steps[part.columns]
        added = weighed[:, part.classes.index(name)] - weighed.mean(axis=1)
        found = [spelled(code, self.words) for code in self.vocabulary[rows].tolist()]
        return tuple(
            sorted(zip(found, added.tolist(), strict=True), key=lambda pair: (-abs(pair[1]), pair[0]))
        )


def _shares(scores: Shares) -> Shares:
    """The probability of each class of a head (texts × classes)."""
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Shares = likely / likely.sum(axis=1, keepdims=True)
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
    heads = dict(_heads(kept))
    acts = [act_of(name) for name in heads["question"].classes]
    sounds = _sounds(kept["han"], kept["han_marks"])
    return Model(
        vocabulary=kept["vocabulary"].astype(np.int64),
        words=MappingProxyType({named(str(word)): str(word) for word in kept["words"]}),
        weights=_columns("weights", kept).astype(np.int8),
        steps=_columns("steps", kept).astype(np.float32),
        bias=_columns("bias", kept).astype(np.float32),
        temperature=np.repeat(
            [float(kept[f"{name}_temperature"].item()) for name in HEADS],
            [len(heads[name].classes) for name in HEADS],
        ),
        ear=ear(sounds, kept["familiar"].astype(np.int64)),
        sounds=MappingProxyType(sounds),
        spelling=re.compile("|".join(sorted(names, key=lambda name: (-len(name), name)))),
        syllables=MappingProxyType(marks),
        heads=MappingProxyType(heads),
        acts_of_questions=np.equal.outer(acts, heads["act"].classes).astype(np.float64),
        reject=float(kept["reject"]),
        harmless=MappingProxyType({name: _harmless(name, kept) for name in TOGETHER}),
    )


def _harmless(together: str, kept: Mapping[str, NDArray[np.generic]]) -> tuple[Floats, int]:
    worst, count = kept[f"harmless_{together}"], kept[f"harmless_{together}_count"]
    return worst.astype(np.float32), int(count)


def _sounds(han: Iterable[int], marks: Iterable[int]) -> dict[int, str]:
    return {int(letter): chr(SYLLABLE_BASE + int(place)) for letter, place in zip(han, marks, strict=True)}


def _columns(part: str, kept: Mapping[str, NDArray[np.generic]]) -> NDArray[np.generic]:
    """One part of all heads beside each other, class by class."""
    return np.concatenate([kept[f"{name}_{part}"] for name in HEADS], axis=-1)


def _heads(kept: Mapping[str, NDArray[np.generic]]) -> Iterator[tuple[str, Head]]:
    first = 0
    for name in HEADS:
        classes = tuple(str(word) for word in kept[f"{name}_classes"])
        yield name, Head(classes=classes, columns=slice(first, first + len(classes)))
        first += len(classes)
