"""Going back to an earlier matter: by its person, its benefit, its name, or as what was spoken of just now."""

from __future__ import annotations

import pytest

from nlu.acts import Act
from nlu.reading import Guess
from tests.unit.flows.scene import Scene, answers, applying, asks, phrases, value

RATHER_MOTHERS = "算了还是说我妈的钱"


def _fathers_household_in_between() -> Scene:
    scene = applying(hukou="321102", age=83)
    scene.says(Act.CHECK_ELIGIBILITY, text="我爸有残疾证能领啥", subject="father")
    return scene


def test_whoever_names_the_person_goes_back_to_their_application():
    scene = _fathers_household_in_between()

    replies = scene.says(Act.ASK_POLICY, text=RATHER_MOTHERS, subject="mother")

    assert (phrases(replies)[0], asks(replies)) == ("resumed", "social_card_active")


def test_what_was_answered_in_between_is_put_away_and_not_lost():
    scene = _fathers_household_in_between()
    scene.says(Act.INFORM, value("choice", "none"), text="都没有")
    scene.says(Act.ASK_POLICY, text=RATHER_MOTHERS, subject="mother")

    assert [frame.flow for frame in scene.state.paused] == ["screening"]


def test_what_was_put_away_is_gone_back_to_by_its_person():
    scene = _fathers_household_in_between()
    scene.says(Act.INFORM, value("choice", "none"), text="都没有")
    scene.says(Act.ASK_POLICY, text=RATHER_MOTHERS, subject="mother")

    replies = scene.says(Act.UNCLEAR, text="还是先看我爸的", subject="father")

    assert asks(replies) == "trouble"
    assert scene.state.paused == ()


def test_what_was_spoken_of_just_now_is_what_lies_beneath():
    scene = _fathers_household_in_between()

    replies = scene.says(Act.BACK, text="回到刚才那个")

    assert asks(replies) == "social_card_active"
    assert answers(scene)["age"] == 83


@pytest.mark.parametrize("words", ["还是我妈的钱重要吗", "我妈的呢", "我妈的钱"])
def test_a_question_about_the_person_goes_back_to_nothing(words: str):
    scene = _fathers_household_in_between()

    scene.says(Act.ASK_POLICY, text=words, subject="mother")

    assert scene.state.frames[-1].draft is None


def test_the_matter_that_is_spoken_of_is_not_gone_back_to():
    scene = applying(hukou="321102", age=83)

    replies = scene.says(Act.RESUME, text="还是说我妈的", subject="mother")

    assert "draft_left" not in phrases(replies)
    assert asks(replies) == "social_card_active"


def test_of_two_applications_the_one_named_is_gone_on_with_and_the_other_kept():
    scene = applying(hukou="321102", age=83)
    scene.says(
        Act.APPLY,
        text="还要办个低保",
        benefit="dibao",
        benefits=(Guess(name="dibao", confidence=0.97),),
        subject="mother",
    )
    scene.says(Act.INFORM, value("household_size", 2), text="两口人")

    replies = scene.says(Act.UNCLEAR, text="还是先办高龄津贴", benefit="gaoling")

    assert (phrases(replies)[-2], asks(replies)) == ("resumed", "social_card_active")
    assert len(scene.drafts) == 2
