"""Learn from the library's sentences and write the model file: `python -m nlu.train LIBRARY_ROOT OUT_DIR`.

Runs in a process of its own, because scikit-learn is large and slow to import. The same sentences always give the same
model, whatever the order of their files. Here is decided how the heads are fitted; what they see of a sentence in
`nlu.vocabulary`, how far they are believed in `nlu.calibration`.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from content.problem import BadLibrary, Problem
from content.release import of_folder
from nlu.calibration import Held, calibrated
from nlu.intents import HEADS, model_file
from nlu.library import FOLDER, own, read_library
from nlu.samples import Sample, Sounds, hear, samples
from nlu.vocabulary import vocabulary

Arrays = dict[str, NDArray[np.generic]]

_FOLDS = 2
# A closer fit takes twice the time and reads held-out sentences no better.
_CLOSE = 0.1
_LOOSE = 0.2
_STRENGTH = {"act": 1.0, "question": 1.0, "benefit": 1.0, "aspect": 0.7, "risk": 1.0}
# A sentence as it was written counts for more than its variants with marks and typos.
_AS_WRITTEN = 2.0
# How much a rare class counts for more than its share: 0 not at all, 1 as much as a frequent one.
_BALANCE = {"act": 0.5, "question": 0.5, "benefit": 0.3, "aspect": 0.3, "risk": 0.3}


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


def _learn(learnt: Sequence[Sample], sounds: Sounds) -> Arrays:
    chosen = vocabulary(learnt, sounds)
    folds = np.array([random.Random(sample.source).randrange(_FOLDS) for sample in learnt])  # noqa: S311
    held: dict[str, Held] = {}
    arrays: Arrays = {
        "vocabulary": chosen.features,
        "words": np.array(chosen.words),
        "familiar": chosen.familiar,
    }
    for head in HEADS:
        rows = np.array([place for place, sample in enumerate(learnt) if sample.labels[head]])
        labels = np.array([learnt[place].labels[head] for place in rows])
        original = np.array([learnt[place].original for place in rows])
        seen = chosen.seen(head, rows)
        weight = np.where(original, _AS_WRITTEN, 1.0)
        fitted = _fit(head, seen, labels, weight)
        fitted.coef_ = fitted.coef_ * chosen.weights
        arrays |= _small(head, fitted)
        held[head] = _held_out(head, seen, labels, weight, folds[rows], list(map(str, fitted.classes_)), rows)
    return arrays | calibrated(held, np.array([sample.everyday for sample in learnt]))


def _small(head: str, fitted: LinearSVC) -> Arrays:
    """Weights in one byte each, with a step per class: a fortieth of the file, and no answer changes."""
    weights = fitted.coef_.T
    steps = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    return {
        f"{head}_classes": np.array([str(name) for name in fitted.classes_]),
        f"{head}_weights": np.round(weights / steps).astype(np.int8),
        f"{head}_steps": steps.astype(np.float32),
        f"{head}_bias": fitted.intercept_.astype(np.float32),
    }


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
    classes: Sequence[str], rows: NDArray[np.int_],
) -> Held:  # fmt: skip
    """Scores of sentences as written by models that never saw them or a variant of them."""
    original = weight == _AS_WRITTEN
    scores = np.full((len(labels), len(classes)), -30.0)
    for fold in range(_FOLDS):
        learnt = folds != fold
        fitted = _fit(head, matrix[learnt], labels[learnt], weight[learnt], _LOOSE)
        columns = np.array([classes.index(name) for name in fitted.classes_])
        held = np.flatnonzero((folds == fold) & original)
        scores[np.ix_(held, columns)] = fitted.decision_function(matrix[held])
    kept = np.flatnonzero(original)
    truth = np.array([classes.index(label) for label in labels[kept]])
    return Held(scores=scores[kept], truth=truth, classes=classes, rows=rows[kept])


def _sound_arrays(sounds: Sounds) -> Arrays:
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
