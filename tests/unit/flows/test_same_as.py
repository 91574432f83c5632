"""“Where my mother is”, “as above”: an answer given for somebody before, and no word on whom this is for."""

from __future__ import annotations

import pytest

from nlu.acts import Act
from nlu.reading import Guess
from tests.unit.flows.scene import Scene, answers, applying, asks, phrases, value


def _fathers_look() -> Scene:
    scene = applying(hukou="321102", age=83)
    scene.says(Act.CHECK_ELIGIBILITY, text="那我爸够不够得上", subject="father")
    return scene


def test_a_look_for_the_other_parent_says_whose_it_is() -> None:
    scene = applying(hukou="321102", age=83)

    replies = scene.says(Act.CHECK_ELIGIBILITY, text="那我爸够不够得上", subject="father")

    assert (phrases(replies)[0], asks(replies)) == ("looks_at", "hukou")


def test_where_mother_is_registered_is_the_answer_given_for_her() -> None:
    scene = _fathers_look()

    scene.says(
        Act.INFORM,
        value("relation", "mother"),
        text="户口跟我妈一样",
        subject="mother",
    )

    told = scene.state.frames[-1].answers
    assert (told["who_for"].value, told["hukou"].value) == ("father", "321102")


def test_what_nobody_was_asked_of_her_stays_open_and_changes_nobody() -> None:
    scene = _fathers_look()
    scene.says(Act.INFORM, value("region", "321111"), text="润州")

    replies = scene.says(
        Act.INFORM, value("relation", "grandmother"), text="跟我奶奶一样", subject="grandmother"
    )

    assert asks(replies) == "age"
    assert scene.state.frames[-1].answers["who_for"].value == "father"


@pytest.mark.parametrize("words", ["也一样", "同上", "跟前面那个一样"])
def test_as_above_is_what_was_answered_for_the_one_before(words: str) -> None:
    scene = Scene()
    old = (Guess(name="gaoling", confidence=0.97),)
    scene.says(Act.APPLY, text="给王大爷办高龄津贴", benefit="gaoling", benefits=old, subject="villager")
    scene.says(Act.INFORM, value("choice", "beside"), text="在旁边")
    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="同意")
    scene.says(Act.INFORM, value("region", "321112"), text="丹徒")
    scene.says(Act.UNCLEAR, text="下一位")
    scene.says(Act.INFORM, value("choice", "beside"), text="在旁边")
    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="同意")

    scene.says(Act.UNCLEAR, text=words)

    assert answers(scene)["hukou"] == "321112"


def test_what_came_in_between_ends_with_a_word_on_whose_application_goes_on() -> None:
    scene = _fathers_look()
    scene.says(Act.INFORM, value("region", "321102"), text="京口")
    scene.says(Act.INFORM, value("age", 81), text="81")

    replies = scene.says(Act.DENY, value("yes_no", "no"), text="先不办")

    assert "back_to_matter" in phrases(replies)
    assert asks(replies) == "social_card_active"
