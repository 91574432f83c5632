"""How much danger is heard in soft and indirect words, and how much harmless that sounds like it is left alone.

These sentences are harder than what people write on an ordinary day; `../test_understanding.py` measures that.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nlu.evaluate import reader
from nlu.heard import ALARMING
from nlu.text import letters_only
from nlu.trials import trials
from tests.nlu.training import letters_learnt

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)

# What is reached, less a little room; a change that falls below is looked at, not waved through.
FOUND = {"crisis": 0.88, "emergency": 0.9, "minor": 0.85, "fraud": 0.75, "privacy": 0.75}
ALARMED, FEARED = 0.05, 0.12


@pytest.fixture(scope="module")
def tried(understanding):
    """Each sentence with what it is read as."""
    files = {path.name: path.read_text("utf-8") for path in sorted(HERE.glob("*.yml"))}
    read = reader(understanding, TODAY)
    return [(trial, read(trial)) for trial in trials(files, understanding.library.benefits)]


def test_none_of_them_was_learnt_from(files, tried):
    learnt = letters_learnt(files)

    assert [trial.text for trial, _ in tried if letters_only(trial.text) in learnt] == []
    assert len(tried) >= 600


@pytest.mark.parametrize("risk", FOUND)
def test_danger_in_soft_words_is_mostly_heard(tried, risk):
    """A life in danger counts as heard whichever danger it is taken for."""
    wanted = ALARMING if risk in ALARMING else {risk}
    cases = [
        (trial, {str(found.risk) for found in reading.dangers})
        for trial, reading in tried
        if trial.risk == risk
    ]
    missed = [trial.text for trial, found in cases if not found & {str(each) for each in wanted}]

    assert len(missed) <= (1 - FOUND[risk]) * len(cases), missed


def test_what_only_sounds_like_danger_is_mostly_left_alone(tried):
    harmless = [(trial, reading) for trial, reading in tried if not trial.risk]
    alarmed = [
        trial.text for trial, reading in harmless if any(found.confidence == 1 for found in reading.dangers)
    ]
    feared = [trial.text for trial, reading in harmless if reading.dangers and trial.text not in alarmed]

    assert len(alarmed) <= ALARMED * len(harmless), alarmed
    assert len(feared) <= FEARED * len(harmless), feared
