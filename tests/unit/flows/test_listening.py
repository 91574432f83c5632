"""Listen first: what is heard besides the open question, and small words that are no answer to it."""

from __future__ import annotations

from nlu.acts import Act
from tests.unit.flows.scene import (
    GOOD_ID,
    Scene,
    answers,
    applying,
    asks,
    guess,
    phrases,
    value,
)


def test_what_is_told_besides_the_question_is_heard_before_it_is_put_in_other_words() -> None:
    scene = applying()

    said = scene.says(Act.UNCLEAR, text="花了八万多", acts=guess(Act.INFORM, 0.9))

    assert phrases(said)[0] == "told_besides"
    assert asks(said) == "hukou"


def test_what_is_known_already_is_no_misunderstanding() -> None:
    scene = applying(hukou="321181", age=84)
    before = scene.state.misses

    said = scene.says(Act.INFORM, value("region", "321181"), text="丹阳那边的农村")

    assert "known_already" in phrases(said)
    assert scene.state.misses == before == 0


def test_who_is_called_is_there() -> None:
    scene = Scene()
    scene.says(Act.SMALLTALK, text="在吗")

    assert phrases(scene.says(Act.SMALLTALK, text="在吗")) == ["greet_again"]


def test_whoever_asks_is_told_that_this_is_a_machine() -> None:
    said = applying().says(Act.SMALLTALK, text="你是机器人吗")

    assert phrases(said)[0] == "who_we_are"
    assert asks(said) == "hukou"


def test_whoever_is_in_a_hurry_hears_how_far_it_is() -> None:
    assert phrases(applying().says(Act.ASK_POLICY, text="能不能快点"))[0] == "steps_left"
    assert phrases(Scene().says(Act.ASK_POLICY, text="能不能快点")) == ["steps_none"]


def test_who_cannot_read_is_told_what_else_there_is() -> None:
    assert phrases(Scene().says(Act.CHECK_ELIGIBILITY, text="我看不见，你能说给我听吗")) == ["reads_badly"]


def test_a_fact_told_while_another_is_asked_is_no_new_question() -> None:
    scene = Scene()
    scene.says(Act.CHECK_ELIGIBILITY, benefit="disability_living", text="能领残疾人的钱吗")

    said = scene.says(Act.INFORM, value("disability_grade", "2:精神"), text="二级 精神")

    assert "policy_answer" not in phrases(said)


def test_of_a_households_benefit_whoever_speaks_of_their_own_household_is_meant() -> None:
    scene = Scene()

    scene.says(
        Act.APPLY,
        value("relation", "spouse", start=6, end=8),
        benefit="dibao",
        subject="spouse",
        text="我家四口人我老公在外打工，想申请低保",
    )

    assert answers(scene)["who_for"] == "self"


def test_a_bare_number_where_none_was_asked_may_be_the_age_that_is_missing() -> None:
    scene = applying()

    doubtful = scene.says(Act.CHOOSE, text="43")
    settled = scene.says(Act.AFFIRM, value("yes_no", "yes"), text="是")

    assert asks(doubtful) == "confirm_age"
    assert asks(settled) != "age"
    assert answers(scene)["age"] == 43


def test_a_bare_number_that_can_be_little_but_an_age_is_read_back() -> None:
    scene = applying()

    replies = scene.says(Act.CHOOSE, text="83")

    assert (phrases(replies)[0], asks(replies)) == ("noted", "hukou")
    assert answers(scene)["age"] == 83


def test_a_small_number_where_none_was_asked_is_no_age() -> None:
    assert asks(applying().says(Act.CHOOSE, text="2")) == "hukou"


def test_a_number_is_taken_back_by_itself_for_the_other_one() -> None:
    scene = applying(hukou="321102", age=81)

    said = scene.says(Act.DENY, value("yes_no", "no"), text="不是81，82")

    assert "corrected" in phrases(said)
    assert answers(scene)["age"] == 82


def test_an_option_of_another_question_said_by_itself_is_kept() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="disability_care", subject="mother", text="给我妈办护理补贴")
    scene.says(Act.INFORM, value("region", "321102"), text="京口")

    scene.says(Act.UNCLEAR, text="二级", acts=guess(Act.INFORM, 0.9))

    assert answers(scene)["disability_level"] == "two"


def test_what_hardly_sounds_like_another_offices_matter_is_told_in_the_middle_of_a_form() -> None:
    said = applying().says(Act.OUT_OF_SCOPE, text="种不动地了", confidence=0.55)

    assert "out_of_scope" not in phrases(said)
    assert asks(said) == "hukou"


def test_whoever_is_registered_elsewhere_is_told_where_to_ask() -> None:
    said = Scene().says(
        Act.CHECK_ELIGIBILITY,
        value("age", 82),
        value("region", "360000"),
        benefit="gaoling",
        region="360000",
        subject="mother",
        text="我妈在江西",
    )

    assert "verdict_no" in phrases(said)
    assert next(reply for reply in said if reply.phrase == "verdict_no").values["elsewhere"] == "江西省"


def test_a_needed_question_passed_over_again_is_not_answered_in_the_same_words() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="gaoling")
    said = [phrases(scene.says(Act.SKIP))[0] for _ in range(3)]

    assert said == ["needed", "not_understood_2", "not_understood_3"]


def test_a_helper_of_one_who_hears_no_telephone_is_asked_once_for_their_own_number() -> None:
    scene = applying(
        hukou="321102",
        age=83,
        social_card_active="none",
        name="王秀兰",
        id_number=GOOD_ID,
        bank_card="6222021234567890128",
    )

    said = scene.says(Act.REPEAT, text="她耳朵背，打电话听不见")

    assert phrases(said)[0] == "your_own_phone"
    assert asks(said) == "phone"
    assert asks(scene.says(Act.SKIP, text="老人没手机")) != "phone"
