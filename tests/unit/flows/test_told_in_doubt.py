"""What is told while a value waits to be confirmed: it is kept, and no denial of something else answers the doubt."""

from __future__ import annotations

from nlu.acts import Act
from tests.unit.flows.scene import Scene, answers, applying, asks, phrases, value


def _years_in_doubt() -> Scene:
    scene = applying(hukou="321102")
    scene.says(Act.INFORM, value("age", 84, needs_confirm=True, reason="nominal_age"), text="虚岁84")
    return scene


def test_a_name_told_while_an_age_is_in_doubt_is_kept() -> None:
    scene = _years_in_doubt()

    replies = scene.says(Act.INFORM, value("name", "王大山"), text="他叫王大山")

    assert answers(scene)["name"] == "王大山"
    assert (phrases(replies)[0], asks(replies)) == ("noted", "confirm_age")


def test_the_doubt_still_waits_for_its_yes() -> None:
    scene = _years_in_doubt()
    scene.says(Act.INFORM, value("name", "王大山"), text="他叫王大山")

    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="是的")

    assert "age" in answers(scene)


def test_to_have_no_card_is_no_word_on_an_age() -> None:
    scene = _years_in_doubt()

    replies = scene.says(Act.DENY, value("yes_no", "no"), text="没社保卡")

    assert asks(replies) == "confirm_age"
    assert answers(scene)["social_card_active"] == "none"


def test_a_plain_no_still_puts_the_question_anew() -> None:
    scene = _years_in_doubt()

    replies = scene.says(Act.DENY, value("yes_no", "no"), text="不对")

    assert asks(replies) == "age"


def test_nothing_is_kept_while_it_is_in_doubt_of_whom_they_speak() -> None:
    scene = applying(hukou="321102", age=83)
    scene.says(Act.INFORM, value("disability_grade", "1:"), text="我爸一级", subject="father")

    scene.says(Act.INFORM, value("name", "王大山"), text="他叫王大山")

    assert "name" not in answers(scene)
