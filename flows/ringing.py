"""Put a piece of work before the caseworkers: the person's own words, what they answered, and about whom.

What is already open for the same person gets the new words; it is never opened twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from flows import consent, handover
from flows.outcome import Reply, RingDesk, TellCase
from flows.short import OPENING
from flows.speaking import gaps
from flows.spoken import phrases_of, self_at_desk, spoken
from flows.state import Answers, Frame
from flows.talk import Talk, answers_of, new_id, order, questions_of, say
from flows.world import FINISHED, SeenCase
from nlu.acts import Risk
from policies.verdict import Unknown

Ring = Callable[[Talk, Frame], Talk]


def ring(kind: str, phrase: str, cause: str = "") -> Ring:
    """Return the action that puts work of a kind before the caseworkers and says so; `cause` is an alert's danger."""

    def rung(talk: Talk, frame: Frame) -> Talk:
        talk, key = new_id(consent.wished(talk, frame), kind)
        answers = answers_of(talk, frame)
        command = RingDesk(
            key=key,
            kind=kind,
            words=_words(talk, frame),
            region=_region(talk, answers, kind),
            benefit=frame.benefit,
            who=_who(answers),
            answers={name: told for name, told in answers.items() if name in talk.world.policies.facts},
            consents=consent.given(talk, frame),
            cause=cause,
            flow=frame.flow,
            release=frame.release,
            draft=handover.about(talk) if kind == handover.HAND_OVER else "",
        )
        return say(order(talk, command), _reply(talk, frame, phrase))

    return rung


def certify(talk: Talk, frame: Frame) -> Talk:
    """Ask for a certification; the words go to the one that is open for the same person, where there is one."""
    answers = answers_of(talk, frame)
    who, name = _who(answers), str(answers["name"].value) if "name" in answers else ""
    for case in _open(talk, "certification"):
        if case.who == who and name in (case.name, ""):
            talk = order(talk, TellCase(number=case.number, words=_words(talk, frame)))
            return say(talk, _reply(talk, frame, "certification_known", number=case.number))
    return ring("certification", "certification_taken")(talk, frame)


def tell(phrase: str) -> Ring:
    """Return the action that gives what was answered since to the alert that was rung in an earlier turn."""

    def given(talk: Talk, frame: Frame) -> Talk:
        alert = next((case for case in _open(talk, "alert")), None)
        if alert is not None:
            talk = order(talk, TellCase(number=alert.number, words=_words(talk, frame)))
        return say(talk, _reply(talk, frame, phrase))

    return given


def _reply(talk: Talk, frame: Frame, phrase: str, **more: str) -> Reply:
    return Reply(phrase=phrase, values={**gaps(talk, frame), **more}, release=frame.release)


def _open(talk: Talk, kind: str) -> Iterator[SeenCase]:
    """Yield this conversation's unfinished work of a kind, the newest first."""
    yield from (c for c in reversed(talk.world.cases) if c.kind == kind and c.status not in FINISHED)


def _words(talk: Talk, frame: Frame, *, facts: bool = True) -> str:
    """Return what the person said in this flow: the words that began it, then each answer after its label."""
    questions, phrases = questions_of(talk, frame), phrases_of(talk, frame)
    answers = answers_of(talk, frame)
    lines = [str(answers[OPENING].value)] if OPENING in answers else []
    for name, told in answers.items():
        if name not in questions or (name in talk.world.policies.facts and not (facts and told.asked)):
            continue
        value = (
            self_at_desk(talk, answers) if name == "who_for" else spoken(talk, questions[name], told.value)
        )
        said = {"label": questions[name].label, "value": value, "words": told.words}
        # A choice stands for what somebody said in their own way; the caseworker is given both.
        chose = bool(questions[name].options) and name != "who_for"
        own = chose and not told.words.isdecimal() and told.words not in ("", value)
        lines.append(phrases.render("told_line_in_words" if own else "told_line", said))
    return "\n".join(lines) or talk.words


def _region(talk: Talk, answers: Answers, kind: str) -> str:
    """Return the place that the work belongs to: where the person said it is, or else the account's.

    Whoever is in danger is where they write from, wherever they are registered; the account of a whole nation is
    nowhere in particular.
    """
    register, here = answers.get("hukou") or talk.state.loose.get("place"), talk.world.region
    if register is None or isinstance(register.value, Unknown):
        return here
    stated = str(register.value)
    elsewhere = not talk.world.policies.regions.within(stated, here)
    return here if kind == "alert" and elsewhere else stated


def _who(answers: Answers) -> str:
    relation = answers.get("who_for")
    return str(relation.value) if relation and not isinstance(relation.value, Unknown) else ""


def call(talk: Talk, frame: Frame) -> Talk:
    """Call a person, with a summary of how things stand, in which the facts are."""
    return handover.called(talk, _words(talk, frame, facts=False), "human_called", frame)


RINGS: Mapping[str, Ring] = {
    "ring_hand_over": call,
    "ring_report": ring("report", "report_taken"),
    "ring_alert": ring("alert", "report_urgent", Risk.EMERGENCY.value),
    "tell_alert": tell("report_taken"),
    "ring_danger": ring("alert", "urgent_danger", Risk.EMERGENCY.value),
    "ring_hunger": ring("alert", "urgent_hunger", Risk.EMERGENCY.value),
    "tell_whereabouts": tell("urgent_passed_on"),
    "ring_complaint": ring("complaint", "complaint_taken"),
    "ring_certification": certify,
    "ring_visit": ring("hand_over", "visit_rung"),
    "ring_appointment": ring("hand_over", "appointment_rung"),
}
"""The actions of a flow that put work before the caseworkers."""
