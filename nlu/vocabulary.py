"""Decide which features a model learns from, and how much each of them counts.

Those that are seen in too few samples are left out. A rare feature counts for more than one that stands in every
sentence, a hint for more than a pair of letters; heads that a message's subject would mislead do not see it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from nlu.acts import Act
from nlu.features import Ear, Numbers, ear, features, named, sound_pairs
from nlu.samples import Sample, Sounds

Weights = NDArray[np.float64]

_SEEN_OFTEN = 3
# A hint is believed sooner than a pair of letters: it stands for many words.
_HINTS = ("acts:", "aspects:", "benefits:")
_HINT = 2.5
# The logarithm under which a feature's weight is one: of those in about one sentence of 150.
_RARE = 5.0
# What a message is about tells nothing of which benefit it means, and would hide a misspelt name; nor of danger.
_UNTOLD = frozenset({"benefit", "risk"})
_TELLS = ("#", "acts:", "aspects:")
# So many texts are looked at together.
_AT_ONCE = 1000
# A number that no sentence has.
_NO_SENTENCE = -(2**62)
_TEACH_NOTHING = frozenset({Act.OUT_OF_SCOPE, Act.UNCLEAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What is learnt from: the features by number, rising, with how much each counts, and those that are words;
    `familiar` are the pairs of sounds that our own matters are spoken of with, rising.

    `shares` has a row for each sample and a column for each feature; `untold` are the columns that tell what a message
    is about.
    """

    features: Numbers
    words: Sequence[str]
    familiar: Numbers
    weights: Weights
    untold: NDArray[np.bool_]
    shares: csr_matrix

    def seen(self, head: str, rows: NDArray[np.int_]) -> csr_matrix:
        """Return what a head sees of some samples, weighed: a row for each, a column for each feature."""
        weights = np.where(self.untold, 0.0, self.weights) if head in _UNTOLD else self.weights
        seen = self.shares[rows] @ diags(weights).tocsr()
        seen.eliminate_zeros()
        return seen


def vocabulary(learnt: Sequence[Sample], sounds: Sounds) -> Vocabulary:
    """Look at all samples and choose the features that are learnt from."""
    listening = _listening(learnt, sounds)
    found, lengths, words = _features(learnt, listening)
    chosen, counts = _often(found)
    hints = np.isin(chosen, [number for number, word in words.items() if word.startswith(_HINTS)])
    rarity = np.sqrt(-np.log(np.minimum(counts / len(learnt), 0.9)) / _RARE)
    return Vocabulary(
        features=chosen,
        words=sorted(words[number] for number in chosen.tolist() if number in words),
        familiar=listening.familiar,
        weights=np.where(hints, _HINT, 1.0) * rarity,
        untold=np.isin(chosen, [number for number, word in words.items() if word.startswith(_TELLS)]),
        shares=_shares(found, lengths, chosen),
    )


def _listening(learnt: Sequence[Sample], sounds: Sounds) -> Ear:
    """What is heard in our own matters, each pair of sounds with the one sentence it was heard in."""
    deaf = ear(sounds.by_letter, np.zeros(0, dtype=np.int64))
    ours = [
        sample for sample in learnt
        if sample.original and sample.labels["act"] and sample.labels["act"] not in _TEACH_NOTHING
    ]  # fmt: skip
    pairs, texts = sound_pairs([sample.seen[0] for sample in ours], deaf.sounds)
    sources = np.array([sample.source for sample in ours], dtype=np.int64)[texts]
    familiar, places = np.unique(pairs, return_inverse=True)
    # The lowest and the highest sentence are one where there is only one.
    lowest, highest = np.full(len(familiar), len(learnt)), np.full(len(familiar), -1)
    np.minimum.at(lowest, places, sources)
    np.maximum.at(highest, places, sources)
    return replace(deaf, familiar=familiar, only=np.where(lowest == highest, lowest, _NO_SENTENCE))


def _features(learnt: Sequence[Sample], listening: Ear) -> tuple[Numbers, Numbers, Mapping[int, str]]:
    """The features of all samples one after the other, how many each has, and those of them that are words."""
    codes: list[Numbers] = []
    lengths: list[Numbers] = []
    words: set[str] = set()
    for start in range(0, len(learnt), _AT_ONCE):
        some = learnt[start : start + _AT_ONCE]
        sources = np.array([sample.source for sample in some], dtype=np.int64)
        found = features([sample.seen for sample in some], listening, sources)
        codes.append(found.distinct[found.places])
        lengths.append(found.lengths)
        words.update(word for each in found.words for word in each)
    return np.concatenate(codes), np.concatenate(lengths), {named(word): word for word in words}


def _often(found: Numbers) -> tuple[Numbers, Numbers]:
    """The features that are seen often enough to learn from, rising, and in how many samples each is."""
    distinct, counts = np.unique(found, return_counts=True)
    often = counts >= _SEEN_OFTEN
    return distinct[often], counts[often]


def _shares(found: Numbers, lengths: Numbers, chosen: Numbers) -> csr_matrix:
    """The chosen features of each sample; those of a long text count for less, as there are more of them."""
    columns = np.minimum(np.searchsorted(chosen, found), len(chosen) - 1)
    known = chosen[columns] == found
    starts = np.concatenate(([0], np.cumsum(known)))[np.concatenate(([0], np.cumsum(lengths)))]
    weights = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
    shape = (len(lengths), len(chosen))
    return csr_matrix((weights[known], columns[known].astype(np.int32), starts), shape=shape)
