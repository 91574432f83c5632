"""Two people in one conversation: what was told of the one who waits is not asked again when their turn comes."""

from __future__ import annotations

from copy import deepcopy

import pytest

from nlu.acts import Act
from nlu.reading import Guess, Value
from tests.unit.flows.scene import Scene, answers, applying, asks, guess, phrases, value
from tests.unit.flows.states import places

BOTH = (
    Value(kind="relation", value="father", start=0, end=2),
    Value(kind="relation", value="mother", start=5, end=7),
    Value(kind="age", value=86, start=2, end=4, whose="father"),
    Value(kind="age", value=82, start=7, end=9, whose="mother"),
)
GAOLING = (Guess(name="gaoling", confidence=0.97),)


def _fathers_while_mother_waits() -> Scene:
    scene = Scene()
    scene.says(
        Act.APPLY,
        *BOTH,
        text="我爸86 我妈82 先给我爸办高龄",
        benefit="gaoling",
        benefits=GAOLING,
        subject="father",
    )
    scene.says(Act.INFORM, value("region", "321111"), text="润州")
    return scene


def test_each_is_as_old_as_was_said() -> None:
    scene = _fathers_while_mother_waits()
    assert answers(scene)["age"] == 86

    scene.says(Act.DENY, value("relation", "mother"), text="算了先给我妈办", subject="mother")

    assert answers(scene) == {"who_for": "mother", "age": 82}


def test_mother_comes_first_and_fathers_is_kept() -> None:
    scene = _fathers_while_mother_waits()

    replies = scene.says(
        Act.DENY,
        value("yes_no", "no"),
        value("relation", "mother"),
        text="算了先给我妈办",
        subject="mother",
    )

    assert phrases(replies)[0] == "draft_left"
    assert "爸" in replies[0].values["matter"]
    assert asks(replies) == "confirm_hukou"


def test_whom_it_is_for_brings_what_was_told_of_them() -> None:
    scene = Scene()
    scene.says(Act.INFORM, *BOTH, text="我爸86 我妈82", subject="father")
    scene.says(Act.APPLY, text="办高龄津贴", benefit="gaoling", benefits=GAOLING)

    scene.says(Act.CORRECT, value("relation", "mother"), text="是给我妈办", subject="mother")

    assert answers(scene)["age"] == 82


def test_a_neighbours_age_is_kept_for_nobody_else() -> None:
    scene = Scene()
    scene.says(Act.INFORM, value("age", 91, whose="neighbour"), text="隔壁91", subject="neighbour")

    assert scene.state.others == {}


def test_who_is_over_eighty_is_not_judged_as_eighty() -> None:
    scene = Scene()
    vague = value("age", 80, needs_confirm=True, reason="approximate")
    scene.says(Act.CHECK_ELIGIBILITY, vague, text="我爸妈都八十多了 能领啥", subject="father")

    assert "age" not in scene.state.frames[-1].answers


@pytest.mark.parametrize("words", ["不是78是87", "前面说错了 87", "不对，是八十七"])
def test_an_age_put_right_before_it_was_asked_is_an_age(words: str) -> None:
    scene = applying()

    replies = scene.says(Act.CORRECT, text=words)

    assert asks(replies) == "confirm_age"
    assert scene.state.doubt is not None
    assert scene.state.doubt.told.value == 87


def test_a_number_said_again_settles_the_doubt() -> None:
    scene = applying()
    scene.says(Act.CORRECT, text="不是78是87")

    scene.says(Act.CORRECT, text="说错了 87")

    assert answers(scene)["age"] == 87


@pytest.mark.parametrize("words", ["好", "好的", "行", "要得", "可以的"])
def test_all_right_is_no_word_on_what_is_so(words: str) -> None:
    scene = deepcopy(places()["apply_disability_care", "disability_care", "injury_nursing"])

    replies = scene.says(Act.AFFIRM, value("yes_no", "yes"), text=words)

    assert asks(replies) == "injury_nursing"


@pytest.mark.parametrize("words", ["是", "有的", "嗯", "在领"])
def test_a_yes_to_what_is_so_is_one(words: str) -> None:
    scene = deepcopy(places()["apply_disability_care", "disability_care", "injury_nursing"])

    replies = scene.says(Act.AFFIRM, value("yes_no", "yes"), text=words)

    assert asks(replies) != "injury_nursing"


def test_how_then_asks_for_other_words() -> None:
    scene = applying()

    replies = scene.says(Act.UNCLEAR, text="那怎么弄")

    assert phrases(replies) == ["ask_hukou_again"]


def test_words_with_a_gap_are_heard_as_without() -> None:
    scene = applying()

    scene.says(Act.AFFIRM, text="有卡 激活了的", acts=guess(Act.INFORM, 0.9))

    assert answers(scene)["social_card_active"] == "active"


def test_whoever_is_named_besides_takes_nobodys_place() -> None:
    scene = Scene()
    scene.says(Act.APPLY, text="给我爸办高龄津贴", benefit="gaoling", benefits=GAOLING, subject="father")

    scene.says(Act.INFORM, *BOTH, text="我爸86 我妈82", subject="father")

    assert answers(scene) == {"who_for": "father", "age": 86}
