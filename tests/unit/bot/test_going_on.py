"""A conversation that is handed back goes on where it stood, through desk and store."""

from dataclasses import replace

import pytest

from bot.going_on import go_on
from bot.message import unpacked
from cases import conversation
from storage.conversation import Sender

WANG = Sender("rest", "rest", "wang")


@pytest.fixture
def stage(stage):
    return replace(stage, sender=WANG)


def handed_back(stage):
    with stage.parts.store.writing() as db:
        conversation.take_over(db, WANG, "li")
    with stage.parts.store.writing() as db:
        conversation.hand_back(db, WANG, "li", "说过了")
        return [unpacked(body) for body in go_on(stage.parts, db, WANG)]


def test_the_open_question_is_asked_again(stage):
    before = stage.says("给我妈办高龄津贴")

    bubbles = handed_back(stage)

    assert bubbles[-1].asks == before[-1].asks == "hukou"
    assert stage.says("镇江京口")[-1].asks != "hukou"


def test_with_nothing_open_nothing_is_said(stage):
    stage.says("您好")

    assert handed_back(stage) == []


def test_a_conversation_that_is_still_held_is_left_alone(stage):
    stage.says("给我妈办高龄津贴")
    with stage.parts.store.writing() as db:
        conversation.take_over(db, WANG, "li")
        assert go_on(stage.parts, db, WANG) == ()
