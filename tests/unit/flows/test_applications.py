"""What the applications of a household share: sums shown back, papers by photo, corrections, which office takes it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from flows.outcome import OpenCase
from flows.state import Told
from flows.world import Happened
from nlu.acts import Act
from nlu.reading import Guess
from tests.unit.flows.households import FORM, applying, facts
from tests.unit.flows.scene import Scene, asks, known, library, phrases, value


def test_several_incomes_are_added_and_the_sum_is_confirmed() -> None:
    scene = applying(who_for="self", hukou="321102", relief_status="none", household_size=2)

    money = [value("money_monthly", amount) for amount in (Decimal(1200), Decimal(800))]
    shown = scene.says(Act.INFORM, *money, text="我1200，老伴800")
    assert phrases(shown) == ["confirm_money_monthly_added"]
    scene.says(Act.AFFIRM, value("yes_no", "yes"))

    assert facts(scene)["household_income"] == Decimal(2000)


def test_the_income_for_each_head_is_told_anew_when_it_changes() -> None:
    scene = applying(**{name: FORM[name] for name in list(FORM)[:6]})

    replies = scene.says(Act.CORRECT, value("money_monthly", Decimal(600)), text="收入是600")

    assert "income_sum" in phrases(replies)
    assert next(r for r in replies if r.phrase == "income_sum").values["share"] == "每月300元"


def test_a_relative_spoken_of_does_not_change_whose_household_it_is() -> None:
    scene = applying(**{name: FORM[name] for name in list(FORM)[:9]})

    scene.says(Act.INFORM, value("relation", "child"), subject="child", text="卡也在儿子那边")

    assert facts(scene)["who_for"] == "self"


def test_a_photo_where_papers_are_asked_is_the_answer() -> None:
    scene = applying(**FORM, consent_family_check="yes")
    assert asks(scene.says(Act.REPEAT)) == "papers"

    replies = scene.hears(Happened(kind="photo_kept", values={"photos": "p1"}))

    assert facts(scene)["papers"] == "sent"
    assert phrases(replies)[0] == "papers_photo"
    assert asks(replies) == "consent"


def test_a_level_is_corrected_by_its_name_and_a_plain_none_changes_nothing() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="disability_care", subject="father", text="给我爸办护理补贴，肢体三级")
    assert facts(scene, "disability_care")["disability_level"] == "three"

    scene.says(Act.CORRECT, text="不是三级，是二级")
    assert facts(scene, "disability_care")["disability_level"] == "two"

    guess = (Guess(name="correct", confidence=0.9),)
    scene.says(Act.DENY, value("yes_no", "no"), text="没有那些身份", acts=guess)
    assert facts(scene, "disability_care")["disability_card"] == "yes"


def test_whoever_asks_midway_whether_they_may_have_it_is_not_asked_all_over() -> None:
    scene = applying(who_for="self", hukou="321102", relief_status="none")

    replies = scene.says(Act.CHECK_ELIGIBILITY, benefit="dibao", text="我家能领低保吗")

    assert "being_looked_at" in phrases(replies)
    assert asks(replies) == "household_size"
    assert len(scene.state.frames) == 1


def test_every_question_of_the_applications_has_three_wordings() -> None:
    flows = library()
    benefits = ("dibao", "tekun", "linshi_jiuzhu", "disability_care", "disability_living")
    collected = {name for benefit in benefits for name in flows.asked_in(f"apply_{benefit}")}
    decided = {fact for benefit in benefits for fact in known().cards[benefit].facts}

    few = sorted(
        name for name in (collected | decided) - {"confirm_submit"} if len(flows.questions[name].wordings) < 3
    )

    assert few == []


def in_trouble(**answers: object) -> Scene:
    """Somebody registered in 镇江京口 whose house or work went wrong, with everything answered but the last word."""
    scene = Scene()
    scene.says(Act.APPLY, benefit="linshi_jiuzhu", text="想办临时救助")
    (draft,) = scene.drafts.values()
    form = {
        name: FORM[name]
        for name in ("who_for", "hukou", "address", "name", "id_number", "bank_card", "phone")
    }
    given = {
        "tonight": "safe", "trouble": "accident", "basics_hard": "yes", "what_happened": "摔下来了",
        "when_happened": "昨天", "money_spent": "两千", "papers": "later", "consent": "yes", **form, **answers,
    }  # fmt: skip
    told = {
        name: Told(value=said, words=str(said), turn=1, asked=True)  # type: ignore[arg-type]
        for name, said in given.items()
    }
    scene.drafts[draft.id] = replace(draft, answers=told)
    return scene


def opened(scene: Scene) -> OpenCase:
    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="对")
    return next(command for command in scene.commands if isinstance(command, OpenCase))


def test_sudden_trouble_is_taken_up_where_it_happened_and_not_where_one_is_registered() -> None:
    assert opened(in_trouble(trouble_at="away", trouble_place="320411")).region == "320411"
    assert opened(in_trouble(trouble_at="home")).region == "321102"


def test_a_place_that_a_correction_took_back_no_longer_takes_the_application() -> None:
    assert opened(in_trouble(trouble_at="home", trouble_place="320411")).region == "321102"


def test_costs_too_high_for_a_household_are_taken_up_where_it_is_registered() -> None:
    told = {"household_size": 2, "household_income": Decimal(800), "consent_family_check": "yes"}

    case = opened(in_trouble(trouble="costs", trouble_place="320411", consent_medical="no", **told))

    assert case.region == "321102"
    assert ("medical", False) in [(one.purpose, one.given) for one in case.consents]
