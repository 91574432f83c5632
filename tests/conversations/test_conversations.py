"""Every conversation, in both of its wordings, through understanding, flows, rules, cases and SQLite."""

from __future__ import annotations

import re

import pytest

from nlu.library import read_library
from nlu.text import normalise
from tests.conversations.play import Heard, Player
from tests.conversations.script import Script, scripts
from tests.stage import tree

SCRIPTS = scripts()


def hold(heard: Heard) -> None:
    """Assert what the script says of one turn."""
    turn, words, bubbles = heard.turn, heard.words, heard.bubbles
    phrases = [phrase for bubble in bubbles for phrase in bubble.phrases]
    asked = next((bubble.asks for bubble in reversed(bubbles) if bubble.asks), None)
    seen = f"after {words!r}: phrases {phrases}, asks {asked}"
    assert asked == turn.asks, seen
    assert not (turn.silent and bubbles), seen
    assert [phrase for phrase in turn.phrases if phrase not in phrases] == [], seen
    assert [phrase for phrase in turn.never if phrase in phrases] == [], seen
    spoken = " ".join(bubble.text for bubble in bubbles)
    assert [figure for figure in turn.figures if figure not in re.findall(r"\d+(?:\.\d+)?", spoken)] == [], (
        seen
    )
    assert {name: heard.slots.get(name) for name in turn.slots} == dict(turn.slots), seen
    if turn.cases is not None:
        assert heard.cases == turn.cases, seen


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_conversation_goes_where_its_script_says(script: Script, played: Player) -> None:
    for heard in played.says(script):
        hold(heard)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_conversation_in_other_words_goes_the_same_way(script: Script, played: Player) -> None:
    for heard in played.reworded(script):
        hold(heard)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_nothing_is_asked_that_is_known(script: Script, played: Player) -> None:
    for talk in (played.says(script), played.reworded(script)):
        for heard in talk:
            asked = next((bubble.asks for bubble in reversed(heard.bubbles) if bubble.asks), "")
            assert heard.slots.get(asked) is None, f"after {heard.words!r} it asks {asked}, which is known"


def test_no_two_conversations_walk_the_same_path(played: Player) -> None:
    paths: dict[tuple[object, ...], str] = {}

    for script in SCRIPTS:
        path = tuple((b.phrases, b.asks) for heard in played.says(script) for b in heard.bubbles)
        assert path not in paths, f"{script.name} walks the path of {paths[path]}"
        paths[path] = script.name


TROUBLES = (
    "happy_paths", "corrections", "digressions", "interruptions", "refusals", "several_facts", "wrong_person",
    "resumptions", "changes_of_mind", "photos", "handovers", "crises", "privacy", "injections", "certification",
    "reports", "complaints",
)  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLES)
def test_every_trouble_is_met_in_at_least_six_conversations(trouble: str) -> None:
    assert sum(script.trouble == trouble for script in SCRIPTS) >= 6


def test_there_are_at_least_a_hundred_and_twenty_conversations() -> None:
    assert len(SCRIPTS) >= 120


def test_reworded_lines_stand_in_no_training_file() -> None:
    trained = _training_lines()

    known = [
        t.reworded for s in SCRIPTS for t in s.turns if len(t.reworded) > 3 and _plain(t.reworded) in trained
    ]

    assert known == []


def _plain(text: str) -> str:
    return "".join(character for character in normalise(text).text if character.isalnum())


def _training_lines() -> frozenset[str]:
    return frozenset(_plain(example.text) for example in read_library(tree().files, []).training)
