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
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from content.problem import BadLibrary, Problem
from content.release import of_folder
from nlu.acts import Act
from nlu.intents import HEADS, features, model_file
from nlu.library import FOLDER, own, read_library
from nlu.samples import Sample, Sounds, hear, samples

_FOLDS = 3
_STRENGTH = {"act": 0.5, "benefit": 1.0, "aspect": 0.5}
_KEPT_IN_SCOPE = 0.97


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
        np.savez(file, allow_pickle=False, **arrays)
    Path(file.name).replace(path)
    return path


def _learn(learnt: Sequence[Sample], sounds: Sounds) -> dict[str, NDArray[np.generic]]:
    found = [features(sample.text, sounds.by_letter) for sample in learnt]
    words = sorted({word for each in found for word in each})
    vocabulary = {word: place for place, word in enumerate(words)}
    matrix = _matrix(found, vocabulary)
    folds = np.array([random.Random(sample.source).randrange(_FOLDS) for sample in learnt])  # noqa: S311
    arrays: dict[str, NDArray[np.generic]] = {"vocabulary": np.array(words), "reject": np.array(0.0)}
    for head in HEADS:
        rows = np.array([place for place, sample in enumerate(learnt) if sample.labels[head]])
        labels = np.array([learnt[place].labels[head] for place in rows])
        original = np.array([learnt[place].original for place in rows])
        fitted = _fit(head, matrix[rows], labels)
        arrays |= {
            f"{head}_classes": np.array([str(name) for name in fitted.classes_]),
            f"{head}_weights": fitted.coef_.T.astype(np.float16),
            f"{head}_bias": fitted.intercept_.astype(np.float32),
        }
        scores, truth = _held_out(head, matrix[rows], labels, original, folds[rows], list(fitted.classes_))
        temperature = _temperature(scores, truth)
        arrays[f"{head}_temperature"] = np.array(temperature)
        if head == "act":
            arrays["reject"] = np.array(_threshold(scores / temperature, truth, list(fitted.classes_)))
    return arrays


def _matrix(found: Sequence[set[str]], vocabulary: Mapping[str, int]) -> csr_matrix:
    numbers = [sorted(vocabulary[word] for word in each) for each in found]
    starts = np.cumsum([0, *(len(each) for each in numbers)])
    weights = np.concatenate([np.full(len(each), 1 / np.sqrt(max(len(each), 1))) for each in numbers])
    return csr_matrix((weights, np.concatenate(numbers), starts), shape=(len(found), len(vocabulary)))


def _fit(head: str, matrix: csr_matrix, labels: NDArray[np.str_]) -> LinearSVC:
    return LinearSVC(C=_STRENGTH[head], tol=1e-2, random_state=0).fit(matrix, labels)


def _held_out(
    head: str, matrix: csr_matrix, labels: NDArray[np.str_], original: NDArray[np.bool_], folds: NDArray[np.int_],
    classes: Sequence[str],
) -> tuple[NDArray[np.float64], NDArray[np.int_]]:  # fmt: skip
    """Scores of sentences by models that never saw them or a variant of them."""
    scores = np.full((len(labels), len(classes)), -30.0)
    for fold in range(_FOLDS):
        fitted = _fit(head, matrix[folds != fold], labels[folds != fold])
        columns = np.array([list(classes).index(name) for name in fitted.classes_])
        held = np.flatnonzero((folds == fold) & original)
        scores[np.ix_(held, columns)] = fitted.decision_function(matrix[held])
    kept = np.flatnonzero(original)
    truth = np.array([list(classes).index(label) for label in labels[kept]])
    return scores[kept], truth


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


def _threshold(scores: NDArray[np.float64], truth: NDArray[np.int_], classes: Sequence[str]) -> float:
    """The confidence that all but three in a hundred rightly understood held-out sentences reach."""
    likely = _softmax(scores)
    right = (likely.argmax(axis=1) == truth) & (truth != classes.index(Act.OUT_OF_SCOPE))
    return float(np.quantile(likely.max(axis=1)[right], 1 - _KEPT_IN_SCOPE)) if right.any() else 0.0


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
