"""What the applications of a household share: sums shown back, facts carried over, papers by photo, corrections."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from flows.outcome import OpenCase
from flows.state import Draft, Told
from flows.world import Happened
from nlu.acts import Act
from nlu.reading import Guess
from tests.unit.flows.scene import Scene, asks, known, library, phrases, value

FORM = {
    "who_for": "self", "hukou": "321102", "relief_status": "none", "household_size": 2,
    "household_income": Decimal(800), "much_property": "no", "household_members": "我和老伴", "address": "花山湾3栋",
    "consent_visit": "yes",
    "name": "王建国", "id_number": "321102194305120022", "bank_card": "6222021234567890128", "phone": "13800138000",
}  # fmt: skip


def applying(**answers: object) -> Scene:
    """A household in the middle of its application for dibao."""
    scene = Scene()
    scene.says(Act.APPLY, benefit="dibao", text="我想申请低保")
    (draft,) = scene.drafts.values()
    told = {
        name: Told(value=given, words=str(given), turn=1, asked=True)  # type: ignore[arg-type]
        for name, given in answers.items()
    }
    scene.drafts[draft.id] = replace(draft, answers=told)
    return scene


def draft_of(scene: Scene, benefit: str) -> Draft:
    return next(draft for draft in scene.drafts.values() if draft.benefit == benefit)


def facts(scene: Scene, benefit: str = "dibao") -> dict[str, object]:
    return {name: told.value for name, told in draft_of(scene, benefit).answers.items()}


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


def test_another_benefit_for_the_same_person_begins_with_what_was_said() -> None:
    scene = applying(**{name: FORM[name] for name in list(FORM)[:6]})

    replies = scene.says(Act.APPLY, benefit="tekun", text="改办特困")

    assert "carried_over" in phrases(replies)
    assert facts(scene, "tekun")["hukou"] == "321102"
    assert facts(scene, "tekun")["who_for"] == "self"


def test_another_benefit_for_another_person_begins_anew() -> None:
    scene = applying(**{name: FORM[name] for name in list(FORM)[:6]})

    scene.says(Act.APPLY, benefit="tekun", subject="father", text="给我爸办特困")

    assert "hukou" not in facts(scene, "tekun")


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


def test_a_submitted_household_need_not_tell_its_facts_again() -> None:
    scene = applying(**FORM, consent_family_check="yes", papers="later", consent="yes")
    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="对")
    assert any(isinstance(command, OpenCase) for command in scene.commands)

    scene.says(Act.APPLY, benefit="linshi_jiuzhu", text="还想办临时救助")

    again = facts(scene, "linshi_jiuzhu")
    assert again["bank_card"] == FORM["bank_card"]
    assert "consent" not in again


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


def disabled(draft: str, benefit: str, **answers: object) -> Draft:
    """An application for a disability subsidy that was begun for somebody."""
    flow, release = f"apply_{benefit}", library().release
    told = {
        name: Told(value=given, words=str(given), turn=1, asked=True)  # type: ignore[arg-type]
        for name, given in answers.items()
    }
    return Draft(id=draft, person=draft, benefit=benefit, flow=flow, release=release, answers=told)


LIVING = {"who_for": "father", "hukou": "321102", "disability_card": "yes", "disability_level": "two"}
FATHERS = {"relief_status": "dibao", "needs_care": "yes", "injury_nursing": "no"}


def resumed(benefit: str, *drafts: Draft) -> dict[str, object]:
    """What the application for a benefit knows when it is gone on with, beside others."""
    scene = Scene(drafts={draft.id: draft for draft in drafts})
    scene.says(Act.RESUME, text="接着办")
    return facts(scene, benefit)


def test_what_was_told_in_an_application_begun_inside_another_is_known_to_the_outer_one() -> None:
    outer = disabled("outer", "disability_living", **LIVING, relief_status="dibao")
    scene = Scene(drafts={outer.id: outer})
    scene.says(Act.RESUME, text="接着办")
    scene.says(Act.APPLY, benefit="disability_care", text="护理补贴也给我爸办一个", subject="father")
    inner = draft_of(scene, "disability_care")
    told = {
        n: Told(value=v, words=str(v), turn=2, asked=True)
        for n, v in (("also_gets", "none"), ("phone", "13800138000"))
    }
    scene.drafts[inner.id] = replace(inner, answers={**inner.answers, **told})

    scene.says(Act.CANCEL, text="护理补贴先不办了")
    scene.says(Act.INFORM, value("choice", "keep"), text="先存着")

    assert facts(scene, "disability_living")["also_gets"] == "none"
    assert facts(scene, "disability_living")["phone"] == "13800138000"


def test_an_application_gone_on_with_knows_what_another_one_was_told_of_the_same_person() -> None:
    living = disabled("a", "disability_living", **LIVING)
    care = disabled("b", "disability_care", **LIVING, **FATHERS, papers="later", consent="yes")

    known_now = resumed("disability_living", living, care)

    assert known_now == {**LIVING, **FATHERS}, "papers and consents belong to their own application"


def test_an_application_gone_on_with_learns_nothing_of_another_person() -> None:
    living = disabled("a", "disability_living", **LIVING)
    care = disabled("b", "disability_care", **{**LIVING, "who_for": "mother"}, **FATHERS)

    assert resumed("disability_living", living, care) == LIVING


def test_two_neighbours_are_not_taken_for_one() -> None:
    for_neighbour = {**LIVING, "who_for": "neighbour"}
    living = disabled("a", "disability_living", **for_neighbour)
    care = disabled("b", "disability_care", **for_neighbour, **FATHERS)

    assert resumed("disability_living", living, care) == for_neighbour


def test_two_children_whose_names_differ_are_not_taken_for_one() -> None:
    for_child = {**LIVING, "who_for": "child"}
    living = disabled("a", "disability_living", **for_child, name="王小明")
    care = disabled("b", "disability_care", **for_child, name="王小红", **FATHERS)

    assert resumed("disability_living", living, care) == {**for_child, "name": "王小明"}
