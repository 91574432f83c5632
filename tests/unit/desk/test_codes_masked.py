"""Whoever reads a conversation at the desk cannot use the spoken code that stands in it."""

import json

import pytest

from desk.heard import Heard
from desk.talk import talk
from storage.turns import answered as done
from storage.turns import hold, keep, say, transcript
from tests.unit.desk.fakes import SENDER, small_store


@pytest.fixture
def store(tmp_path):
    return small_store(tmp_path)


def spoken(store, heard, said, phrase):
    with store.writing() as db:
        held = hold(db, SENDER)
        keep(db, SENDER, f"m{held.turn}", json.dumps({"text": heard}).encode())
        body = json.dumps({"text": said, "choices": [], "phrases": [phrase]}).encode()
        say(db, SENDER, held.turn, 0, body, held.epoch)
        done(db, SENDER, f"m{held.turn}", held.turn, b"[]")


def shown(store):
    with store.reading() as db:
        return [said.text for said in talk(Heard(lines=transcript(db, SENDER), files={}, channels={})).last]


def test_the_code_that_was_given_is_starred(store):
    spoken(store, "要口令", "口令是483 920。", "code_given")

    assert shown(store) == ["要口令", "口令是*** ***。"]


@pytest.mark.parametrize("heard", ["483920", "483 920", "４８３９２０", "四八三九二零", "我有口令483920"])
@pytest.mark.parametrize("phrase", ["code_joined", "code_wrong"])
def test_the_code_that_was_said_is_starred_however_it_was_written(store, heard, phrase):
    spoken(store, heard, "好", phrase)

    assert not any(letter in shown(store)[0] for letter in "483920４８３９２０四八三九二零")


def test_numbers_of_other_turns_stay(store):
    spoken(store, "一年120000", "好", "noted")

    assert shown(store)[0] == "一年120000"
