"""Every conversation, in both of its wordings, through understanding, flows, rules, cases and SQLite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.message import Bubble
from bot.release import InForce
from nlu.library import read_library
from nlu.text import normalise
from storage.turns import Sender
from tests.conversations.caseworker import act
from tests.conversations.script import Script, Turn, scripts
from tests.stage import Stage, in_force, stage_with, tree

SCRIPTS = scripts()
ELSEWHERE = Sender("rest", "rest", "elsewhere")
PICTURE = b"\xff\xd8\xff\xe0 a picture of a bank card"


@pytest.fixture(scope="session")
def libraries() -> InForce:
    return in_force(tree())


def _stage(folder: Path, script: Script, libraries: InForce) -> Stage:
    return stage_with(folder, libraries, today=script.today, region=script.region)


def _say(stage: Stage, turn: Turn, words: str) -> tuple[Stage, tuple[Bubble, ...]]:
    """Let the caseworker do what comes first, then send the words in the conversation they belong to."""
    if turn.first:
        act(stage, turn.first)
    speaking = replace(stage, sender=ELSEWHERE) if turn.elsewhere else stage
    return speaking, speaking.says(words, photo=PICTURE if turn.photo else None)


def hold(turn: Turn, words: str, bubbles: Sequence[Bubble], stage: Stage) -> None:
    """Assert what the script says of one turn."""
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
    slots = stage.slots()
    assert {name: slots.get(name) for name in turn.slots} == dict(turn.slots), seen
    if turn.cases is not None:
        assert tuple(f"{case.kind.value}:{case.status.value}" for case in stage.cases()) == turn.cases, seen


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_conversation_goes_where_its_script_says(
    script: Script, tmp_path: Path, libraries: InForce
) -> None:
    stage = _stage(tmp_path, script, libraries)

    for turn in script.turns:
        speaking, bubbles = _say(stage, turn, turn.says)
        hold(turn, turn.says, bubbles, speaking)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_conversation_in_other_words_goes_the_same_way(
    script: Script, tmp_path: Path, libraries: InForce
) -> None:
    stage = _stage(tmp_path, script, libraries)

    for turn in script.turns:
        speaking, bubbles = _say(stage, turn, turn.reworded)
        hold(turn, turn.reworded, bubbles, speaking)


def test_no_two_conversations_walk_the_same_path(tmp_path: Path, libraries: InForce) -> None:
    paths: dict[tuple[object, ...], str] = {}

    for number, script in enumerate(SCRIPTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        stage = _stage(folder, script, libraries)
        said = [_say(stage, turn, turn.says)[1] for turn in script.turns]
        path = tuple((bubble.phrases, bubble.asks) for bubbles in said for bubble in bubbles)
        assert path not in paths, f"{script.name} walks the path of {paths[path]}"
        paths[path] = script.name


def test_there_are_twenty_two_conversations_over_ten_troubles() -> None:
    assert len(SCRIPTS) >= 22
    assert len({script.trouble for script in SCRIPTS}) >= 10


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
