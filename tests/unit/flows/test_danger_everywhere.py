"""From every place a conversation can stand in, words of danger are answered in the same turn and nothing is lost."""

from __future__ import annotations

from copy import deepcopy
from itertools import product

import pytest

from flows.outcome import Reply, RingDesk
from flows.state import Frame
from nlu.acts import Act, Risk
from policies.contacts import nearby
from tests.unit.flows.scene import Scene, asks, danger, known, library, phrases
from tests.unit.flows.states import ABOUT_A_DRAFT, open_in, places, stands_alone

FLOWS = sorted(name for name, flow in library().flows.items() if stands_alone(flow))
NEEDS = {
    Risk.CRISIS: {"mind", "ambulance", "police"},
    Risk.EMERGENCY: {"ambulance", "police"},
    Risk.MINOR: {"police"},
    Risk.FRAUD: {"police"},
}
"""The kinds of help numbers that an answer to each danger must hold."""


def of(flow: str) -> list[tuple[str, str | None, str]]:
    """Return the places of one flow, in a stable order."""
    return sorted((place for place in places() if place[0] == flow), key=str)


def text(replies: tuple[Reply, ...]) -> str:
    return "\n".join(library().phrases.render(reply.phrase, reply.values) for reply in replies)


def numbers(scene: Scene, risk: Risk) -> set[str]:
    """Return the numbers of the scene's region that the answer must hold, from the fact base."""
    policies = known()
    found = {
        contact.kind: contact.number for contact in nearby(policies.contacts, policies.regions, scene.region)
    }
    return {found[kind] for kind in NEEDS.get(risk, set())}


def rung(scene: Scene) -> list[tuple[str, str]]:
    return [(command.kind, command.cause) for command in scene.commands if isinstance(command, RingDesk)]


def frames(scene: Scene) -> tuple[Frame, ...]:
    return scene.state.frames


def test_the_walk_reaches_every_question_that_a_flow_asks() -> None:
    asked = {
        step.name
        for flow in library().flows.values()
        for step in flow.steps.values()
        if step.kind == "collect"
    }

    assert asked - {question for _, _, question in places()} == set()


def test_every_flow_that_is_walked_through_is_tried() -> None:
    assert {flow for flow, _, _ in places()} <= set(FLOWS)


@pytest.mark.parametrize("flow", FLOWS)
def test_danger_is_answered_in_the_same_turn_and_nothing_is_lost(flow: str) -> None:
    for place, risk in product(of(flow), (Risk.CRISIS, Risk.EMERGENCY, Risk.MINOR)):
        scene = deepcopy(places()[place])
        before = frames(scene), dict(scene.drafts)

        replies = scene.says(Act.UNCLEAR, text="活不下去了", dangers=danger(risk))

        assert phrases(replies) == [f"risk_{risk.value}"], (place, risk)
        assert numbers(scene, risk) <= set(numbers_in(text(replies))), (place, risk)
        assert all(reply.urgent for reply in replies)
        assert rung(scene) == [("alert", risk.value)]
        assert (frames(scene), scene.drafts) == before, (place, risk)
        assert open_in(scene) == place[2], (place, risk)

        again = scene.says(Act.RESUME, text="接着办")

        went_on = "resumed" in phrases(again) if flow in ABOUT_A_DRAFT else asks(again) == place[2]
        assert went_on, (place, risk, phrases(again))


@pytest.mark.parametrize("flow", FLOWS)
def test_a_warning_is_given_and_the_open_question_is_asked_again(flow: str) -> None:
    for place, risk in product(of(flow), (Risk.FRAUD, Risk.PRIVACY, Risk.INJECTION)):
        if (flow, risk) == ("report_fraud", Risk.FRAUD):
            continue  # whoever was warned tells more of it there
        scene = deepcopy(places()[place])
        before = frames(scene), dict(scene.drafts)

        replies = scene.says(Act.UNCLEAR, text="有人说交钱就能办", dangers=danger(risk))

        assert f"risk_{risk.value}" in phrases(replies), (place, risk)
        assert numbers(scene, risk) <= set(numbers_in(text(replies)))
        assert rung(scene) == ([("alert", "fraud")] if risk is Risk.FRAUD else [])
        assert (frames(scene), scene.drafts) == before, (place, risk)
        assert asks(replies) == place[2], (place, risk)


def test_who_tells_more_of_a_fraud_is_not_warned_of_it_again() -> None:
    for place in of("report_fraud"):
        scene = deepcopy(places()[place])

        replies = scene.says(Act.INFORM, text="姓王，不给钱不给办", dangers=danger(Risk.FRAUD))

        assert "risk_fraud" not in phrases(replies), place


@pytest.mark.parametrize("flow", FLOWS)
def test_a_person_can_be_called_from_everywhere(flow: str) -> None:
    for place in of(flow):
        scene = deepcopy(places()[place])

        replies = scene.says(Act.HUMAN, text="找人工")

        assert ("hand_over", "") in rung(scene), place
        assert "human_called" in phrases(replies), place


def numbers_in(words: str) -> list[str]:
    """Return the runs of digits of a text."""
    return "".join(letter if letter.isdigit() else " " for letter in words).split()
