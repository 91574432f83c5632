"""Learn from the library's sentences and write the model file: `python -m nlu.train LIBRARY_ROOT OUT_DIR`.

Runs in a process of its own, because scikit-learn is large and slow to import. The same sentences always give the same
model, whatever the order of their files. Sentences are learnt as written, with names replaced by marks, and with
characters swapped for others of the same sound.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.svm import LinearSVC

from content.problem import BadLibrary, Problem
from content.release import of_folder
from nlu.acts import Act
from nlu.features import Ear, Numbers, ear, features, named, sound_pairs
from nlu.heard import TOGETHER
from nlu.intents import HEADS, act_of, model_file
from nlu.library import FOLDER, own, read_library
from nlu.samples import Sample, Sounds, hear, samples

_FOLDS = 2
# A closer fit takes twice the time and reads held-out sentences no better.
_CLOSE = 0.1
_LOOSE = 0.2
_STRENGTH = {"act": 1.0, "question": 1.0, "benefit": 1.0, "aspect": 0.7, "risk": 1.0}
# A sentence as it was written counts for more than its variants with marks and typos.
_AS_WRITTEN = 2.0
# How much a rare class counts for more than its share: 0 not at all, 1 as much as a frequent one.
_BALANCE = {"act": 0.5, "question": 0.5, "benefit": 0.3, "aspect": 0.3, "risk": 0.3}
_KEPT_IN_SCOPE = 0.99
# A hint is believed sooner than a pair of letters: it stands for many words.
_HINTS = ("acts:", "aspects:", "benefits:")
_HINT = 2.5
# The logarithm under which a feature's weight is one: of those in about one sentence of 150.
_RARE = 5.0
# What a message is about tells nothing of which benefit it means, and would hide a misspelt name; nor of danger.
_UNTOLD = frozenset({"benefit", "risk"})
_KEPT_HARMLESS = 0.25
_BLIND = ("#", "acts:", "aspects:")
_SEEN_OFTEN = 3
# So many texts are looked at together.
_AT_ONCE = 1000
# A number that no sentence has.
_NO_SENTENCE = -(2**62)
_TEACH_NOTHING = frozenset({Act.OUT_OF_SCOPE, Act.UNCLEAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How likely each class was (sentences × classes) to models that had not seen the sentence, and what was true.

    `rows` are the places of the sentences among all that is learnt from.
    """

    likely: NDArray[np.float64]
    truth: NDArray[np.int_]
    classes: Sequence[str]
    rows: NDArray[np.int_]


def train(files: Mapping[str, str], folder: Path) -> Path:
    """Train on a release's files and write the model; return its path. Raises BadLibrary with all faults."""
    problems: list[Problem] = []
    library = read_library(files, problems)
    if problems:
        raise BadLibrary(problems)
    sounds = hear()
    arrays = _learn(list(samples(library, sounds)), sounds) | _sound_arrays(sounds)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / model_file(own(files))
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".tmp", delete=False) as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
    Path(file.name).replace(path)
    return path


def _learn(learnt: Sequence[Sample], sounds: Sounds) -> dict[str, NDArray[np.generic]]:
    listening = _listening(learnt, sounds)
    found, lengths, words = _features(learnt, listening)
    vocabulary, counts = _often(found)
    matrix = _matrix(found, lengths, vocabulary)
    hints = np.isin(vocabulary, [number for number, word in words.items() if word.startswith(_HINTS)])
    blank = np.isin(vocabulary, [number for number, word in words.items() if word.startswith(_BLIND)])
    folds = np.array([random.Random(sample.source).randrange(_FOLDS) for sample in learnt])  # noqa: S311
    held: dict[str, Held] = {}
    arrays: dict[str, NDArray[np.generic]] = {
        "vocabulary": vocabulary,
        "words": np.array(sorted(words[number] for number in vocabulary.tolist() if number in words)),
        "familiar": listening.familiar,
    }
    # A rare feature tells more than one that stands in every sentence; a hint more than a pair of letters.
    rarity = np.sqrt(-np.log(np.minimum(counts / len(learnt), 0.9)) / _RARE)
    heavy = np.where(hints, _HINT, 1.0) * rarity
    sighted, blind = diags(heavy).tocsr(), diags(np.where(blank, 0.0, heavy)).tocsr()
    for head in HEADS:
        rows = np.array([place for place, sample in enumerate(learnt) if sample.labels[head]])
        labels = np.array([learnt[place].labels[head] for place in rows])
        original = np.array([learnt[place].original for place in rows])
        seen = matrix[rows] @ (blind if head in _UNTOLD else sighted)
        seen.eliminate_zeros()
        weight = np.where(original, _AS_WRITTEN, 1.0)
        fitted = _fit(head, seen, labels, weight)
        fitted.coef_ = fitted.coef_ * heavy
        arrays |= _small(head, fitted)
        classes = list(map(str, fitted.classes_))
        scores, truth, kept = _held_out(head, seen, labels, weight, folds[rows], classes)
        temperature = _temperature(scores, truth)
        arrays[f"{head}_temperature"] = np.array(temperature)
        held[head] = Held(
            likely=_softmax(scores / temperature), truth=truth, classes=classes, rows=rows[kept]
        )
    both = (held["act"].likely + _by_act(held["question"], held["act"].classes)) / 2
    arrays["reject"] = np.array(_threshold(both, held["act"].truth, held["act"].classes))
    everyday = np.array([learnt[place].everyday for place in held["risk"].rows])
    return arrays | _harmless(held["risk"], everyday)


def _by_act(held: Held, acts: Sequence[str]) -> NDArray[np.float64]:
    """The probabilities of the acts by the head that tells questions apart."""
    columns = [acts.index(act_of(name)) for name in held.classes]
    likely = np.zeros((len(held.likely), len(acts)))
    np.add.at(likely.T, columns, held.likely.T)
    return likely


def _small(head: str, fitted: LinearSVC) -> dict[str, NDArray[np.generic]]:
    """Weights in one byte each, with a step per class: a fortieth of the file, and no answer changes."""
    weights = fitted.coef_.T
    steps = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    return {
        f"{head}_classes": np.array([str(name) for name in fitted.classes_]),
        f"{head}_weights": np.round(weights / steps).astype(np.int8),
        f"{head}_steps": steps.astype(np.float32),
        f"{head}_bias": fitted.intercept_.astype(np.float32),
    }


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
    vocabulary, counts = np.unique(found, return_counts=True)
    often = counts >= _SEEN_OFTEN
    return vocabulary[often], counts[often]


def _matrix(found: Numbers, lengths: Numbers, vocabulary: Numbers) -> csr_matrix:
    columns = np.minimum(np.searchsorted(vocabulary, found), len(vocabulary) - 1)
    known = vocabulary[columns] == found
    starts = np.concatenate(([0], np.cumsum(known)))[np.concatenate(([0], np.cumsum(lengths)))]
    weights = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
    shape = (len(lengths), len(vocabulary))
    return csr_matrix((weights[known], columns[known].astype(np.int32), starts), shape=shape)


def _fit(
    head: str,
    matrix: csr_matrix,
    labels: NDArray[np.str_],
    weight: NDArray[np.float64],
    tolerance: float = _CLOSE,
) -> LinearSVC:
    counts = Counter(labels.tolist())
    usual = len(labels) / len(counts)
    weights = np.array([(usual / counts[label]) ** _BALANCE[head] for label in labels.tolist()])
    return LinearSVC(C=_STRENGTH[head], tol=tolerance, random_state=0).fit(
        matrix, labels, sample_weight=weights * weight
    )


def _held_out(
    head: str, matrix: csr_matrix, labels: NDArray[np.str_], weight: NDArray[np.float64], folds: NDArray[np.int_],
    classes: Sequence[str],
) -> tuple[NDArray[np.float64], NDArray[np.int_], NDArray[np.int_]]:  # fmt: skip
    """Scores of sentences as written by models that never saw them or a variant of them, what was true, and which."""
    original = weight == _AS_WRITTEN
    scores = np.full((len(labels), len(classes)), -30.0)
    for fold in range(_FOLDS):
        learnt = folds != fold
        fitted = _fit(head, matrix[learnt], labels[learnt], weight[learnt], _LOOSE)
        columns = np.array([list(classes).index(name) for name in fitted.classes_])
        held = np.flatnonzero((folds == fold) & original)
        scores[np.ix_(held, columns)] = fitted.decision_function(matrix[held])
    kept = np.flatnonzero(original)
    truth = np.array([list(classes).index(label) for label in labels[kept]])
    return scores[kept], truth, kept


def _temperature(scores: NDArray[np.float64], truth: NDArray[np.int_]) -> float:
    """The divisor of scores under which the held-out sentences are likeliest."""

    def surprise(temperature: float) -> float:
        likely = _softmax(scores / temperature)[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(likely, 1e-9)).mean())

    return min((float(step) for step in np.geomspace(0.05, 3.0, 60)), key=surprise)


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    whole: NDArray[np.float64] = likely / likely.sum(axis=1, keepdims=True)
    return whole


def _threshold(likely: NDArray[np.float64], truth: NDArray[np.int_], classes: Sequence[str]) -> float:
    """The confidence that all but one in a hundred rightly understood held-out sentences reach."""
    right = (likely.argmax(axis=1) == truth) & (truth != classes.index(Act.OUT_OF_SCOPE))
    return float(np.quantile(likely.max(axis=1)[right], 1 - _KEPT_IN_SCOPE)) if right.any() else 0.0


def _harmless(held: Held, everyday: NDArray[np.bool_]) -> dict[str, NDArray[np.generic]]:
    """How dangerous harmless held-out sentences of every day sounded, for the risks weighed together: the probabilities
    of the worst, falling, and how many there were in all. Those written to sound alike would count for too many."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for together, risks in TOGETHER.items():
        columns = [place for place, name in enumerate(held.classes) if name in risks]
        harmless = ~np.isin(held.truth, columns) & everyday
        likely = np.sort(held.likely[:, columns].sum(axis=1)[harmless])[::-1]
        arrays[f"harmless_{together}"] = likely[: max(1, int(_KEPT_HARMLESS * len(likely)))]
        arrays[f"harmless_{together}_count"] = np.array(len(likely))
    return arrays


def _sound_arrays(sounds: Sounds) -> dict[str, NDArray[np.generic]]:
    return {
        "han": np.array(list(sounds.letters), dtype=np.int32),
        "han_marks": np.array(list(sounds.letters.values()), dtype=np.int16),
        "syllable_names": np.array(list(sounds.marks)),
        "syllable_marks": np.array(list(sounds.marks.values()), dtype=np.int16),
    }


def main(arguments: Sequence[str]) -> int:
    """Train from the command line; print the model's path, or the library's faults."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        print(train(of_folder(Path(arguments[0])).under(FOLDER), Path(arguments[1])))
    except BadLibrary as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
