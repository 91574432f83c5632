"""A household in the middle of its application for dibao, and what an application knows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from flows.state import Draft, Told
from nlu.acts import Act
from tests.unit.flows.scene import Scene

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
