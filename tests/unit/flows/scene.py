"""A conversation without a database: the tree's flows and policies, and readings written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache

import flows.library
import policies.compiled
from bot.settings import ROOT
from content.release import of_folder
from flows.advance import advance
from flows.library import Flows
from flows.outcome import Command, DropDraft, KeepDraft, OpenCase, Reply
from flows.state import Draft, State
from flows.stored import from_bytes, to_bytes
from flows.world import Calmed, Happened, Heard, SeenCase, World
from nlu.acts import Act, Risk
from nlu.reading import Danger, Guess, Reading, Value
from policies.policies import Policies

TODAY = date(2026, 11, 21)
ZHENJIANG = "321100"
GOOD_ID = "321102194305120022"


@cache
def known() -> Policies:
    """Return the tree's policies."""
    release = of_folder(ROOT)
    return policies.compiled.load(release.files, release=release.digest)


@cache
def library() -> Flows:
    """Return the tree's flows."""
    release = of_folder(ROOT)
    return flows.library.load(release.files, known(), release=release.digest)


@dataclass(slots=True)
class Scene:
    """One conversation; what a turn leaves behind is kept as the shell would keep it."""

    region: str = ZHENJIANG
    state: State = field(default_factory=State)
    drafts: dict[str, Draft] = field(default_factory=dict)
    cases: tuple[SeenCase, ...] = ()
    held_by: str | None = None
    now: datetime | None = None
    turn: int = 0
    commands: tuple[Command, ...] = ()

    def world(self) -> World:
        """Return what the next turn may look at."""
        return World(
            today=TODAY,
            region=self.region,
            policies=known(),
            flows=library(),
            pinned={},
            drafts={name: draft for name, draft in self.drafts.items() if draft.status == "open"},
            cases=self.cases,
            held_by=self.held_by,
            turn=self.turn,
            fresh=f"scene|{self.turn}",
            now=self.now,
        )

    def hears(self, heard: Heard) -> tuple[Reply, ...]:
        """Give one message or happening to the engine, carry out its commands, and return the replies."""
        self.turn += 1
        outcome = advance(self.state, heard, self.world())
        self.state = from_bytes(to_bytes(outcome.state))
        assert self.state == outcome.state
        for command in outcome.commands:
            match command:
                case KeepDraft():
                    self.drafts[command.draft.id] = command.draft
                case DropDraft():
                    self.drafts.pop(command.draft, None)
                case OpenCase():
                    self.cases = (*self.cases, seen(f"G-{len(self.cases):04d}", command))
                case _:
                    pass
        self.commands = outcome.commands
        return outcome.replies

    def says(self, act: Act, *values: Value, text: str = "words", **more: object) -> tuple[Reply, ...]:
        """Hear a message that was read as `act` with these values."""
        return self.hears(read(act, *values, text=text, **more))

    def calmed(self, act: Act, *values: Value, text: str = "words", **more: object) -> tuple[Reply, ...]:
        """Hear words that were feared for again, read so, after a no to the fear."""
        return self.hears(Calmed(reading=read(act, *values, text=text, **more)))


def seen(number: str, command: OpenCase) -> SeenCase:
    """Return a submitted application as the next turn sees it."""
    return SeenCase(
        number=number,
        kind="application",
        benefit=command.benefit,
        status="received",
        who=command.who,
        opened=TODAY,
        due=None,
        request=None,
        reasons="",
    )


def read(act: Act, *values: Value, text: str = "words", **more: object) -> Reading:
    """Return a reading with any other fields it may have."""
    return replace(Reading(text=text, act=act, confidence=1.0, values=values), **more)  # type: ignore[arg-type]


def danger(risk: Risk) -> tuple[Danger, ...]:
    """Return a danger as a reading carries it."""
    return (Danger(risk=risk, rule="test", start=0, end=1),)


def value(kind: str, what: int | str | None, **more: object) -> Value:
    """Return a value as it would be read from the whole message."""
    return replace(Value(kind=kind, value=what, start=0, end=5), **more)  # type: ignore[arg-type]


def guess(act: Act, confidence: float) -> tuple[Guess, ...]:
    """Return the classifier's first idea."""
    return (Guess(name=act.value, confidence=confidence),)


def suggested(**benefits: float) -> tuple[Guess, ...]:
    """Return the benefits that the words of a message suggest, each with its probability."""
    return tuple(Guess(name=name, confidence=confidence) for name, confidence in benefits.items())


def asks(replies: tuple[Reply, ...]) -> str | None:
    """Return the question that the replies end in."""
    return next((reply.asks for reply in reversed(replies) if reply.asks), None)


def phrases(replies: tuple[Reply, ...]) -> list[str]:
    """Return the phrase ids that were said."""
    return [reply.phrase for reply in replies]


def applying(**answers: int | str) -> Scene:
    """Return a scene in the middle of applying for mother, with these questions answered by asking."""
    scene = Scene()
    scene.says(Act.APPLY, benefit="gaoling", subject="mother")
    for name, what in answers.items():
        kind = library().questions[name].kind
        scene.says(Act.INFORM if kind != "yes_no" else Act.AFFIRM, value(kind, what))
    return scene


def answers(scene: Scene) -> Mapping[str, object]:
    """Return the values of the newest draft's answers."""
    return {name: told.value for name, told in list(scene.drafts.values())[-1].answers.items()}


def asked_to_agree() -> Scene:
    """Return a scene in which everything is answered and the consent is asked for."""
    return applying(
        hukou="321102",
        age=83,
        social_card_active="none",
        name="王秀兰",
        id_number=GOOD_ID,
        bank_card="6222021234567890128",
        phone="13800138000",
    )


def reviewing() -> Scene:
    """Return a scene in which everything is answered and only the last word is missing."""
    scene = asked_to_agree()
    scene.says(Act.AFFIRM)
    return scene


PHOTO = Happened(kind="photo_kept", values={"photos": "p1"})
