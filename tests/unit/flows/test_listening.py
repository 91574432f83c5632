"""Listen first: what is said once, what a heavy message is met with, and what is heard besides the open question."""

from __future__ import annotations

from nlu.acts import Act, Risk
from nlu.reading import Guess
from tests.unit.flows.scene import (
    Scene,
    answers,
    applying,
    asks,
    danger,
    guess,
    known,
    library,
    phrases,
    value,
)


def suggested(**benefits: float) -> tuple[Guess, ...]:
    """Benefits that the words of a message suggest, each with its probability."""
    return tuple(Guess(name=name, confidence=confidence) for name, confidence in benefits.items())


def test_the_offer_to_apply_is_made_once_for_each_benefit() -> None:
    scene = Scene()

    first = scene.says(Act.ASK_POLICY, benefit="dibao", aspect="amount", text="低保标准多少")
    second = scene.says(Act.ASK_POLICY, benefit="dibao", aspect="materials", text="要什么材料")
    another = scene.says(Act.ASK_POLICY, benefit="gaoling", aspect="amount", text="高龄津贴呢")

    assert "offer_apply" in phrases(first)
    assert "offer_apply" not in phrases(second)
    assert "offer_apply" in phrases(another)


def test_the_whole_card_is_pointed_at_once_for_each_benefit() -> None:
    scene = Scene()

    first = scene.says(Act.ASK_POLICY, benefit="dibao", aspect="amount", text="低保标准多少")
    second = scene.says(Act.ASK_POLICY, benefit="dibao", aspect="materials", text="要什么材料")

    assert "more" in first[0].values
    assert "more" not in second[0].values


def test_nothing_is_offered_where_the_application_already_starts() -> None:
    scene = Scene()

    said = scene.says(
        Act.ASK_POLICY,
        benefit="gaoling",
        aspect="amount",
        also=guess(Act.APPLY, 0.9),
        text="高龄津贴多少钱，我要办",
    )

    assert "policy_answer" in phrases(said)
    assert "offer_apply" not in phrases(said)
    assert asks(said) == "who_for"


def test_whoever_mourns_is_met_before_the_business_and_only_once() -> None:
    scene = Scene()

    first = scene.says(Act.ASK_POLICY, benefit="funeral", aspect="process", text="老伴走了，丧葬费怎么领")
    second = scene.says(Act.ASK_POLICY, benefit="funeral", aspect="materials", text="老伴走了要带什么")

    assert phrases(first)[:2] == ["sorry_for_loss", "policy_answer"]
    assert "sorry_for_loss" not in phrases(second)


def test_a_loss_of_long_ago_and_one_who_left_are_not_mourned() -> None:
    long_ago = Scene().says(Act.APPLY, benefit="dibao", text="我爸去世十几年了，想办低保")
    left = Scene().says(Act.APPLY, benefit="dibao", text="老公跟人走了，想办低保")

    assert "sorry_for_loss" not in phrases(long_ago)
    assert "sorry_for_loss" not in phrases(left)


def test_weariness_has_warm_words_of_its_own_and_is_no_misunderstanding() -> None:
    scene = Scene()

    said = scene.says(Act.UNCLEAR, text="我不想活得这么累", dangers=danger(Risk.DISTRESS))

    assert phrases(said) == ["sorry_it_is_hard"]
    assert scene.state.misses == 0


def test_after_warm_words_the_open_question_comes_back() -> None:
    scene = applying()

    said = scene.says(Act.UNCLEAR, text="日子太难熬了", dangers=danger(Risk.DISTRESS))

    assert phrases(said)[0] == "sorry_it_is_hard"
    assert asks(said) == "hukou"


def test_warm_words_and_the_wish_stand_in_one_turn() -> None:
    said = Scene().says(
        Act.APPLY, benefit="dibao", text="日子过不下去了，想办低保", dangers=danger(Risk.DISTRESS)
    )

    assert phrases(said)[0] == "sorry_it_is_hard"
    assert asks(said) == "who_for"


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


def test_abuse_is_not_answered_with_a_misunderstanding() -> None:
    said = applying().says(Act.UNCLEAR, text="什么破机器人，啥都不懂")

    assert phrases(said)[0] == "called_names"
    assert asks(said) == "hukou"


def test_who_cannot_read_is_told_what_else_there_is() -> None:
    assert phrases(Scene().says(Act.CHECK_ELIGIBILITY, text="我看不见，你能说给我听吗")) == ["reads_badly"]


def test_a_refusal_that_is_not_accepted_goes_to_a_person() -> None:
    assert phrases(Scene().says(Act.DENY, text="不服"))[:2] == ["objects", "human_called"]


def test_a_complaint_that_goes_on_is_kept_and_not_asked_about_in_the_same_words() -> None:
    scene = Scene()
    first = scene.says(Act.COMPLAIN, text="你们到底管不管事")

    second = scene.says(Act.COMPLAIN, text="隔壁有车都能拿，就不给我")
    third = scene.says(Act.COMPLAIN, text="气死人了真是的")

    assert asks(first) == asks(second) == "complaint_about"
    assert "words_kept" in phrases(second)
    assert "complaint_heard" not in phrases(second)
    assert asks(third) == "call_back"


def test_a_hard_life_without_a_wish_is_offered_a_look() -> None:
    scene = Scene()
    scene.says(Act.SMALLTALK, text="你好")

    offered = scene.says(Act.DENY, text="没钱")
    taken = scene.says(Act.AFFIRM, value("yes_no", "yes"), text="要")

    assert phrases(offered) == ["hardship_heard", "offer_look"]
    assert phrases(taken)[0] == "screening_begins"


def test_facts_told_after_an_answer_lead_to_judging_what_was_spoken_of() -> None:
    scene = Scene()
    scene.says(Act.ASK_POLICY, benefit="dibao", aspect="amount", text="低保多少")

    told = scene.says(Act.INFORM, value("household_size", 3), text="三口")
    taken = scene.says(Act.AFFIRM, value("yes_no", "yes"), text="要")

    assert phrases(told) == ["noted_what_next", "offer_check"]
    assert asks(taken) not in (None, "household_size", "menu")
    assert scene.state.frames[-1].flow == "check_eligibility"


def test_which_one_names_nothing_that_what_was_told_rules_out() -> None:
    scene = Scene()

    said = scene.says(
        Act.ASK_POLICY,
        value("age", 26),
        text="我今年26，一个月能拿多少",
        aspect="amount",
        benefits=suggested(gaoling=0.4, disability_living=0.3, dibao=0.2),
    )

    assert asks(said) == "which_benefit"
    assert scene.state.which == ("disability_living", "dibao")


def test_what_the_words_do_not_suggest_is_not_offered() -> None:
    scene = Scene()

    said = scene.says(Act.ASK_POLICY, text="那个钱怎么领", aspect="process", benefits=suggested(gaoling=0.02))

    assert phrases(said) == ["which_openly"]
    assert asks(said) == "menu"


def test_who_wishes_to_apply_and_names_nothing_hears_what_can_be_applied_for() -> None:
    scene = Scene()

    said = scene.says(Act.APPLY, text="我想申请补贴", benefits=suggested(gaoling=0.02))
    begun = scene.says(Act.INFORM, text="高龄津贴", benefit="gaoling")

    assert phrases(said) == ["which_to_apply"]
    assert {known().cards[name].name for name in library().can_apply_for()} == set(
        said[0].values["names"].split("、")
    )
    assert asks(begun) == "who_for"


def test_who_tells_of_a_hard_life_and_names_nothing_is_offered_a_look() -> None:
    scene = Scene()

    said = scene.says(Act.APPLY, text="我爸走不动路，能不能给点补助", subject="father")

    assert phrases(said)[-1] == "offer_look"


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

    doubtful = scene.says(Act.CHOOSE, text="83")
    settled = scene.says(Act.AFFIRM, value("yes_no", "yes"), text="是")

    assert asks(doubtful) == "confirm_age"
    assert asks(settled) == "hukou"
    assert answers(scene)["age"] == 83


def test_a_small_number_where_none_was_asked_is_no_age() -> None:
    assert asks(applying().says(Act.CHOOSE, text="2")) == "hukou"


def test_a_number_is_taken_back_by_itself_for_the_other_one() -> None:
    scene = applying(hukou="321102", age=81)

    said = scene.says(Act.DENY, value("yes_no", "no"), text="不是81，82")

    assert "corrected" in phrases(said)
    assert answers(scene)["age"] == 82


def test_having_something_else_is_no_yes_to_the_question() -> None:
    scene = Scene()
    scene.says(
        Act.CHECK_ELIGIBILITY,
        value("age", 84),
        value("region", "321102"),
        benefit="gaoling",
        subject="mother",
    )
    scene.says(Act.INFORM, value("region", "321102"), text="京口")

    said = scene.says(Act.AFFIRM, value("yes_no", "yes"), text="有社保卡")

    assert asks(said) == "want_to_apply"
    assert not scene.drafts


def test_what_only_sounds_like_a_no_turns_nothing_down() -> None:
    scene = Scene()
    scene.says(Act.CHECK_ELIGIBILITY, value("age", 84), benefit="gaoling", subject="mother")
    scene.says(Act.INFORM, value("region", "321102"), text="京口")

    said = scene.says(Act.DENY, text="她一个人过日子", confidence=0.45)

    assert asks(said) == "want_to_apply"


def test_what_was_told_to_have_a_case_judged_is_not_asked_in_the_application() -> None:
    scene = Scene()
    scene.says(
        Act.CHECK_ELIGIBILITY, value("age", 84), benefit="gaoling", subject="mother", text="我妈84能领吗"
    )
    scene.says(Act.INFORM, value("region", "321102"), text="京口")
    scene.says(Act.CHOOSE, value("choice", "no"), text="先不办")

    said = scene.says(Act.APPLY, benefit="gaoling", subject="mother", text="还是办吧，我妈的高龄津贴")

    assert asks(said) not in ("hukou", "age")


def test_a_wish_the_leading_one_comes_to_by_itself_is_not_taken_up_again() -> None:
    scene = Scene()
    scene.says(
        Act.CHECK_ELIGIBILITY,
        value("age", 84),
        benefit="gaoling",
        subject="mother",
        also=guess(Act.APPLY, 0.9),
        text="我妈84能领吗，想办",
    )
    scene.says(Act.INFORM, value("region", "321102"), text="京口")

    said = scene.says(Act.CHOOSE, value("choice", "no"), text="先不办")

    assert phrases(said) == ["fine"]


def test_going_on_to_tell_takes_up_the_offer_to_look() -> None:
    scene = Scene()
    scene.says(Act.INFORM, value("relation", "mother"), subject="mother", text="我妈一个人过")

    said = scene.says(Act.INFORM, text="没得儿女", acts=guess(Act.INFORM, 0.9))

    assert phrases(said)[0] == "screening_begins"


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


def test_a_face_that_is_not_matched_frightens_nobody() -> None:
    scene = Scene()
    scene.says(Act.CERTIFY, subject="grandmother", text="给我奶奶认证")

    said = scene.says(Act.CERTIFY, text="刷不过去啊")

    assert phrases(said)[0] == "face_not_needed"
    assert asks(said) == "name"


def test_of_anothers_danger_one_is_not_comforted_for_oneself() -> None:
    scene = Scene()
    scene.says(Act.REPORT_OTHER, text="隔壁老人晕倒了", dangers=danger(Risk.EMERGENCY), subject="neighbour")

    first = scene.says(Act.INFORM, text="在大市口")
    second = scene.says(Act.INFORM, text="叫孙桂英")

    assert phrases(first) == ["risk_stay_of_other_1"]
    assert phrases(second) == ["risk_stay_of_other_2"]


def test_a_needed_question_passed_over_again_is_not_answered_in_the_same_words() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="gaoling")
    said = [phrases(scene.says(Act.SKIP))[0] for _ in range(3)]

    assert said == ["needed", "not_understood_2", "not_understood_3"]
