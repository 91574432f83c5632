"""What one application knows of another: what was told of the same person, and nothing of anybody else."""

from __future__ import annotations

from dataclasses import replace

from flows.outcome import OpenCase
from flows.state import Draft, Told
from nlu.acts import Act
from tests.unit.flows.households import FORM, applying, draft_of, facts
from tests.unit.flows.scene import Scene, library, phrases, value


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


def test_a_submitted_household_need_not_tell_its_facts_again() -> None:
    scene = applying(**FORM, consent_family_check="yes", papers="later", consent="yes")
    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="对")
    assert any(isinstance(command, OpenCase) for command in scene.commands)

    scene.says(Act.APPLY, benefit="linshi_jiuzhu", text="还想办临时救助")

    again = facts(scene, "linshi_jiuzhu")
    assert again["bank_card"] == FORM["bank_card"]
    assert "consent" not in again


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
