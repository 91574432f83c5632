"""Counting what was understood of labelled sentences."""

import pytest

from content.problem import BadLibrary
from nlu.acts import Act
from nlu.curves import calibration, rejection
from nlu.evaluate import score
from nlu.reading import Guess, Reading
from nlu.trials import trials

LISTED = """kind: short
sentences:
  - text: 尊老金多少
    act: ask_policy
    benefit: gaoling
    aspect: amount
  - text: 股票会涨吗
    act: out_of_scope
  - text: 低保多少，怎么办
    act: ask_policy
    also: [ask_policy]
"""


def read(trial):
    """Read everything as a question of gaoling's amount, in scope."""
    also = (Guess(name="ask_policy", confidence=0.9),)
    return Reading(
        text=trial.text, act=Act.ASK_POLICY, confidence=0.9, benefit="gaoling", aspect="amount", also=also
    )


def test_each_label_is_asked_for_and_each_miss_kept():
    report = score(read, trials({"a.yml": LISTED}, ["gaoling", "dibao"]))

    assert (report.overall["act"].right, report.overall["act"].total) == (2, 3)
    assert report.overall["benefit"].share == report.overall["also"].share == 1
    assert [(miss.about, miss.wanted, miss.trial.text) for miss in report.misses] == [
        ("act", "out_of_scope", "股票会涨吗")
    ]


def test_an_unknown_benefit_in_a_test_file_is_a_fault():
    with pytest.raises(BadLibrary, match="benefit"):
        trials({"a.yml": LISTED}, ["dibao"])


def test_confidence_that_is_too_high_is_an_error_of_calibration():
    assert calibration([(0.9, True), (0.9, False)]).error == pytest.approx(0.4)


def test_the_area_is_half_when_nothing_is_told_apart():
    assert rejection([0.5, 0.5], [0.5, 0.5]).area == 0.5


def test_what_is_refused_when_nearly_all_of_ours_is_kept():
    found = rejection([place / 100 for place in range(100)], [0.99, 0.2])

    assert found.at_95 == 0.5
