"""How far scores are believed follows from what was said of sentences that had not been seen."""

import math

import numpy as np
import pytest

from nlu.calibration import Held, calibrated
from nlu.risk_files import SAFE

ACTS = ["apply", "ask_policy", "out_of_scope"]
RISKS = ["crisis", "fraud", SAFE]


def held(scores, truth, classes):
    """Scores of sentences, each as what it is."""
    return Held(
        scores=np.array(scores, dtype=float),
        truth=np.array([classes.index(name) for name in truth]),
        classes=classes,
        rows=np.arange(len(truth)),
    )


def arrays(*, act=None, risk=None, everyday=None):
    """What is calibrated on some sentences read for their act, and some for danger."""
    act = act or held([[1, 0, 0]], ["apply"], ACTS)
    risk = risk or held([[0, 0, 1]], [SAFE], RISKS)
    every = np.array(everyday if everyday is not None else [True] * len(risk.rows))
    return calibrated({"act": act, "question": act, "risk": risk}, every)


def test_a_model_that_is_right_three_times_in_four_is_believed_so_far():
    margin = 2.0
    four = [[margin, 0, -99]] * 4

    found = arrays(act=held(four, ["apply", "apply", "apply", "ask_policy"], ACTS))

    # 1 / (1 + exp(-margin / t)) is three quarters where t is the margin over the logarithm of three.
    assert float(found["act_temperature"]) == pytest.approx(margin / math.log(3), rel=0.07)


def test_all_but_one_in_a_hundred_that_are_understood_are_as_sure_as_ours_must_be():
    margins = np.linspace(0.1, 9, 200)
    read = held([[margin, 0, 0] for margin in margins], ["apply"] * 200, ACTS)

    found = arrays(act=read)

    scores = read.scores / float(found["act_temperature"])
    sure = np.exp(scores[:, 0]) / np.exp(scores).sum(axis=1)
    assert (sure >= float(found["reject"])).sum() == 198


@pytest.mark.parametrize(("scores", "truth"), [([0, 0, 0.1], "out_of_scope"), ([0, 0.1, 0], "apply")])
def test_what_is_anothers_matter_or_misread_says_nothing_of_how_sure_ours_must_be(scores, truth):
    ours = held([[5, 0, 0]] * 30, ["apply"] * 30, ACTS)
    more = held([[5, 0, 0]] * 30 + [scores], ["apply"] * 30 + [truth], ACTS)

    assert float(arrays(act=more)["reject"]) == pytest.approx(float(arrays(act=ours)["reject"]), rel=0.05)


def test_the_harmless_are_counted_and_the_worst_quarter_of_them_kept():
    alarming = [3.0, 2.0, 1.0, 0.0, -1.0, -2.0, -3.0, -4.0]
    risk = held([[sounds, -9, 0] for sounds in alarming] + [[9, 0, 0]], [SAFE] * 8 + ["crisis"], RISKS)

    found = arrays(risk=risk)

    worst = found["harmless_alarm"]
    assert int(found["harmless_alarm_count"]) == 8
    assert len(worst) == 2
    assert worst[0] > worst[1]


def test_sentences_written_to_sound_alike_are_no_measure_of_the_harmless():
    risk = held([[5, -9, 0], [0, -9, 5]], [SAFE, SAFE], RISKS)

    found = arrays(risk=risk, everyday=[False, True])

    assert int(found["harmless_alarm_count"]) == 1
    assert float(found["harmless_alarm"][0]) < 0.5
