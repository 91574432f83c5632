"""What is said in passing of others, or ahead of its question, changes nobody and is not lost."""

from __future__ import annotations

from copy import deepcopy

import pytest

from nlu.acts import Act
from nlu.reading import Guess
from tests.unit.flows.scene import Scene, answers, applying, asks, guess, phrases, value
from tests.unit.flows.states import places

CARE = (Guess(name="disability_care", confidence=0.97),)


def _mothers_look() -> Scene:
    scene = Scene()
    scene.says(
        Act.CHECK_ELIGIBILITY,
        text="我妈够不够得上护理补贴",
        benefit="disability_care",
        benefits=CARE,
        subject="mother",
    )
    return scene


def test_that_father_is_not_at_home_is_no_word_on_whom_it_is_for() -> None:
    scene = _mothers_look()
    father = value("relation", "father", start=0, end=2)

    replies = scene.says(Act.INFORM, father, text="爸爸不在家", subject="father")

    assert "corrected" not in phrases(replies)
    assert scene.state.frames[-1].answers["who_for"].value == "mother"


def test_that_her_husband_died_asks_nothing_about_whom_it_is_for() -> None:
    scene = applying(hukou="321102", age=83)
    spouse = value("relation", "spouse", start=0, end=2)

    replies = scene.says(Act.INFORM, spouse, text="老伴早走了", subject="spouse")

    assert asks(replies) == "social_card_active"


@pytest.mark.parametrize("words", ["是我爸", "我爸的", "给我爸办的", "说的是我爸"])
def test_a_bare_word_on_whom_it_is_for_is_one(words: str) -> None:
    scene = applying(hukou="321102", age=83)
    start = words.index("我爸")
    father = value("relation", "father", start=start, end=start + 2)

    replies = scene.says(Act.INFORM, father, text=words, subject="father")

    assert asks(replies) == "confirm_who_for"


def test_a_look_at_what_one_may_have_is_kept_over_night() -> None:
    scene = _mothers_look()
    first = scene.state.frames[-1].answers
    scene.says(Act.INFORM, value("region", "321102"), text="京口的")

    scene.says(Act.PAUSE, text="存着 明天再说")
    replies = scene.says(Act.RESUME, text="接着昨天的")

    assert phrases(replies)[0] == "resumed_short"
    assert scene.state.frames[-1].answers.keys() > first.keys()


def test_no_other_card_is_no_word_on_an_age_in_doubt() -> None:
    scene = applying(hukou="321102")
    scene.says(Act.INFORM, value("age", 84, needs_confirm=True, reason="nominal_age"), text="虚岁84")

    replies = scene.says(Act.DENY, value("yes_no", "no"), text="没换卡")

    assert asks(replies) == "confirm_age"


def test_a_bare_name_ahead_of_its_question_is_asked_about_and_then_known() -> None:
    scene = applying(hukou="321102")

    replies = scene.says(Act.UNCLEAR, text="刘德福", acts=guess(Act.INFORM, 0.6))
    assert asks(replies) == "confirm_name"
    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="对")

    assert answers(scene)["name"] == "刘德福"


def test_an_illness_is_no_name() -> None:
    scene = applying(hukou="321102")

    replies = scene.says(Act.OUT_OF_SCOPE, text="高血压", acts=guess(Act.OUT_OF_SCOPE, 0.99))

    assert asks(replies) == "age"


def test_not_on_dibao_is_no_answer_to_whether_somebody_needs_care() -> None:
    scene = deepcopy(places()["apply_disability_care", "disability_care", "needs_care"])

    replies = scene.says(Act.DENY, value("yes_no", "no"), text="不是低保")

    assert "needs_care" not in answers(scene)
    assert asks(replies) in ("needs_care", "confirm_relief_status")


def test_fathers_first_says_no_to_mothers() -> None:
    scene = applying(hukou="321102", age=83)
    father = value("relation", "father", start=1, end=3)
    scene.says(Act.INFORM, father, text="是我爸", subject="father")

    mother = value("relation", "mother", start=4, end=6)
    replies = scene.says(Act.ASK_POLICY, mother, text="还是先办我妈的", subject="mother")

    assert phrases(replies)[0] == "as_before"


def test_years_beside_a_place_are_kept_where_somebodys_case_is_looked_at() -> None:
    scene = Scene()
    gaoling = (Guess(name="gaoling", confidence=0.97),)
    asked = {"benefit": "gaoling", "benefits": gaoling, "subject": "mother"}
    scene.says(Act.CHECK_ELIGIBILITY, text="我妈够不够得上高龄津贴", **asked)

    replies = scene.says(Act.INFORM, value("region", "321102", start=3, end=5), text="84 京口")

    assert asks(replies) == "want_to_apply"
    assert scene.state.frames[-1].answers["age"].value == 84


def test_years_beside_a_place_told_out_of_turn_are_kept_too() -> None:
    scene = _mothers_look()
    scene.says(Act.INFORM, value("disability_grade", "1:"), text="一级")

    scene.says(Act.INFORM, value("region", "321102", start=3, end=5), text="84 京口")

    assert scene.state.frames[-1].answers["hukou"].value == "321102"


def test_years_beside_a_place_that_take_up_an_offer_to_look_are_kept() -> None:
    scene = Scene()
    scene.says(Act.ASK_POLICY, text="五保户能住敬老院不", benefit="tekun", aspect="process")
    scene.says(Act.INFORM, value("relation", "villager"), text="我们村老赵", subject="villager")

    scene.says(
        Act.INFORM,
        value("region", "321112", start=3, end=5),
        text="74 丹徒",
        region="321112",
        acts=guess(Act.INFORM, 0.9),
    )

    assert scene.state.frames[-1].answers["age"].value == 74
