"""Decide how far a model's scores are to be believed, by what it says of sentences that it had not seen.

Scores become probabilities by one temperature a head; below one confidence a message is none of ours; and what harmless
sentences sound like says how alarming a sentence must sound to be taken for danger (`nlu.heard`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.acts import Act
from nlu.heard import TOGETHER
from nlu.intents import act_of

_KEPT_IN_SCOPE = 0.99
_KEPT_HARMLESS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The scores of each class (sentences × classes) by models that had not seen the sentence, and what was true.

    `rows` are the places of the sentences among all that is learnt from.
    """

    scores: NDArray[np.float64]
    truth: NDArray[np.int_]
    classes: Sequence[str]
    rows: NDArray[np.int_]


def calibrated(held: Mapping[str, Held], everyday: NDArray[np.bool_]) -> dict[str, NDArray[np.generic]]:
    """Return each head's temperature, the least confidence of what is ours, and how dangerous the harmless sound.

    `everyday` tells of all that is learnt from whether people write so every day.
    """
    arrays: dict[str, NDArray[np.generic]] = {}
    likely: dict[str, NDArray[np.float64]] = {}
    for head, scored in held.items():
        temperature = _temperature(scored.scores, scored.truth)
        arrays[f"{head}_temperature"] = np.array(temperature)
        likely[head] = _softmax(scored.scores / temperature)
    act = held["act"]
    both = (likely["act"] + _by_act(likely["question"], held["question"].classes, act.classes)) / 2
    arrays["reject"] = np.array(_threshold(both, act.truth, act.classes))
    return arrays | _harmless(held["risk"], likely["risk"], everyday[held["risk"].rows])


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


def _by_act(
    likely: NDArray[np.float64], questions: Sequence[str], acts: Sequence[str]
) -> NDArray[np.float64]:
    """The probabilities of the acts by the head that tells questions apart."""
    summed = np.zeros((len(likely), len(acts)))
    np.add.at(summed.T, [acts.index(act_of(name)) for name in questions], likely.T)
    return summed


def _threshold(likely: NDArray[np.float64], truth: NDArray[np.int_], classes: Sequence[str]) -> float:
    """The confidence that all but one in a hundred rightly understood held-out sentences reach."""
    right = (likely.argmax(axis=1) == truth) & (truth != classes.index(Act.OUT_OF_SCOPE))
    return float(np.quantile(likely.max(axis=1)[right], 1 - _KEPT_IN_SCOPE)) if right.any() else 0.0


def _harmless(
    held: Held, likely: NDArray[np.float64], everyday: NDArray[np.bool_]
) -> dict[str, NDArray[np.generic]]:
    """How dangerous harmless held-out sentences of every day sounded, for the risks weighed together: the probabilities
    of the worst, falling, and how many there were in all. Those written to sound alike would count for too many."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for together, risks in TOGETHER.items():
        columns = [place for place, name in enumerate(held.classes) if name in risks]
        harmless = ~np.isin(held.truth, columns) & everyday
        worst = np.sort(likely[:, columns].sum(axis=1)[harmless])[::-1]
        arrays[f"harmless_{together}"] = worst[: max(1, int(_KEPT_HARMLESS * len(worst)))]
        arrays[f"harmless_{together}_count"] = np.array(len(worst))
    return arrays
