"""Danger first: help numbers and a person in the same turn, from any state, whoever holds the conversation.

The messages after it are not taken as answers of a form until the person clearly goes on with something else.
What is only feared is asked about gently, with the help number; a yes, or more such words, is danger. After a no the
words that were feared for are heard again, for the wish they held. Where a wish came with a fear that leaves room for
it, the number is said and the wish is served at once.
"""

from __future__ import annotations

from dataclasses import replace

from flows import handover
from flows.feelings import DISASTER
from flows.members import NO_RELATIVES
from flows.outcome import Reply, RingDesk, choices_of
from flows.overheard import overheard
from flows.settle import settle
from flows.speaking import gaps
from flows.state import State
from flows.suggested import yes_or_no
from flows.talk import Talk, aside, first_time, new_id, order, said_once, say
from nlu.acts import WISHES, Act, Risk
from nlu.heard import MODEL
from nlu.reading import Danger, Reading
from nlu.text import normalise

STOPS = (Risk.CRISIS, Risk.EMERGENCY, Risk.MINOR)
"""Dangers after which nothing else is asked in this turn."""

WARNS = (Risk.FRAUD, Risk.PRIVACY, Risk.INJECTION)
"""Dangers that are answered at once; then the conversation goes on."""

RINGS = (*STOPS, Risk.FRAUD)
"""Dangers that put an alert before the caseworkers in the same turn."""

_DOUBTED = 0.9

_OF_ONESELF, _OF_OTHER = 1, 3
_REMEMBERED = 1000
"""Characters kept of words that were feared for; a wish stands at one end of a letter, mostly the last."""

_ELSEWHERE = WISHES - {Act.SMALLTALK}


def gravest(reading: Reading) -> Danger | None:
    """Return the danger that must be answered first, or None; what is neither stops nor warned of is passed over."""
    order_of = list(Risk)
    answered = (danger for danger in reading.dangers if danger.risk in (*STOPS, *WARNS))
    found = sorted(answered, key=lambda danger: order_of.index(danger.risk))
    if (
        found
        and found[0].rule == MODEL
        and found[0].risk is Risk.EMERGENCY
        and reading.act is Act.REPORT_OTHER
    ):
        # The report asks where, and how urgent it is; the number is said beside it.
        return replace(found[0], confidence=min(found[0].confidence, _DOUBTED))
    return found[0] if found else None


def is_feared(danger: Danger) -> bool:
    """Tell whether a danger is not certain: the person is asked before anybody is called."""
    return danger.risk in STOPS and danger.confidence < 1


def is_certain(danger: Danger) -> bool:
    """Tell whether help is called at once, and nothing else asked."""
    return danger.risk in STOPS and danger.confidence == 1


def ask_gently(talk: Talk, danger: Danger) -> Talk:
    """Ask whether somebody is in danger, and give the help number with the question."""
    asked = -1 - STOPS.index(danger.risk)
    talk = replace(aside(talk), state=replace(talk.state, alarmed=asked, feared=talk.words[-_REMEMBERED:]))
    choices = choices_of(yes_or_no(talk.world).options)
    phrase = f"risk_{_spoken_of(talk, danger)}_feared"
    return say(talk, Reply(phrase=phrase, values=gaps(talk, None), choices=choices, urgent=True))


def leaves_room(danger: Danger, reading: Reading) -> bool:
    """Tell whether a wish can be served beside a feared danger; a life that the model alone fears for comes first."""
    return reading.act in _ELSEWHERE and (danger.risk is not Risk.CRISIS or danger.rule != MODEL)


def care(talk: Talk, danger: Danger) -> Talk:
    """Say where help is, should it be needed; what was wished for is served next."""
    phrase = f"risk_{_spoken_of(talk, danger)}_care"
    return say(talk, Reply(phrase=phrase, values=gaps(talk, None), urgent=True))


def _spoken_of(talk: Talk, danger: Danger) -> str:
    """Return the risk that is spoken of: no child, where the model alone fears for one and none is named."""
    words = normalise(talk.words).text
    unnamed = (
        danger.risk is Risk.MINOR and danger.rule == MODEL and not talk.world.flows.says("a_child", words)
    )
    return (Risk.EMERGENCY if unnamed else danger.risk).value


def after_asking(talk: Talk, reading: Reading, danger: Danger | None) -> Talk | None:
    """Return what follows the gentle question; None for words about something else, which go their own way."""
    word = _yes_or_no(reading)
    danger = None if word == "no" else danger
    if word == "yes" or (danger is not None and danger.risk in STOPS):
        feared = Danger(risk=STOPS[-1 - talk.state.alarmed], rule="asked", start=0, end=len(reading.text))
        return answer_danger(talk, danger if danger is not None and danger.risk in STOPS else feared, reading)
    if word != "no" or reading.act in _ELSEWHERE:
        return None
    return settle(aside(no_fear(talk)))


def calms(state: State, reading: Reading) -> bool:
    """Tell whether a message says no more than that the words feared for meant no danger."""
    return (
        bool(state.feared)
        and state.alarmed < 0
        and _yes_or_no(reading) == "no"
        and reading.act not in _ELSEWHERE
        and not any(is_certain(danger) for danger in reading.dangers)
    )


def no_fear(talk: Talk) -> Talk:
    """Say that the fear is over."""
    talk = replace(talk, state=replace(talk.state, alarmed=0, feared=""))
    return say(talk, Reply(phrase="risk_fear_over", values=gaps(talk, None)))


def _yes_or_no(reading: Reading) -> str | None:
    said = reading.value("yes_no") or reading.value("choice")
    if said is not None and said.value in ("yes", "no"):
        return str(said.value)
    return {Act.AFFIRM: "yes", Act.DENY: "no"}.get(reading.act)


def answer_danger(talk: Talk, danger: Danger, reading: Reading) -> Talk:
    """Say the help words for a danger and put an alert before the caseworkers where one is needed."""
    urgent, before = danger.risk in STOPS, talk.state.alarmed
    if danger.risk in RINGS:
        talk, key = new_id(talk, danger.risk.value)
        alert = RingDesk(
            key=key,
            kind="alert",
            words=talk.words,
            region=talk.world.region,
            summary=handover.summary(talk),
            cause=danger.risk.value,
        )
        talk = order(talk, alert)
    if urgent:
        own = danger.risk is Risk.CRISIS and not _about_another(talk, reading)
        feared = talk.words[-_REMEMBERED:]
        talk = replace(
            talk, state=replace(talk.state, alarmed=_OF_ONESELF if own else _OF_OTHER, feared=feared)
        )
    phrase = "fraud_paid" if _has_paid(talk, danger, reading) else f"risk_{danger.risk.value}"
    if danger.risk is Risk.EMERGENCY:
        phrase += _kind_of_emergency(talk, normalise(reading.text).text)
    of_other = f"{phrase}_of_other"
    if of_other in talk.world.flows.phrases and _about_another(talk, reading):
        phrase = of_other
    if urgent and before > 0 and not first_time(talk, phrase):
        # Who goes on telling of it has the numbers, and is not told the same once more.
        phrase = "risk_again_crisis" if danger.risk is Risk.CRISIS else "risk_again"
    elif urgent:
        talk = said_once(talk, phrase)
    return say(talk, Reply(phrase=phrase, values=gaps(talk, None), urgent=urgent))


def _kind_of_emergency(talk: Talk, words: str) -> str:
    """Return the ending of the help words that suit: a fire and its like, one missing, hunger, or any other."""
    shows = talk.world.flows.shows
    if shows(DISASTER, words):
        return "_disaster"
    if shows("missing", words):
        return "_missing"
    return "_hunger" if shows("hungry", words) and not shows("not_only_hungry", words) else ""


def _has_paid(talk: Talk, danger: Danger, reading: Reading) -> bool:
    """Tell whether words of fraud say that the money is gone: then there is nothing to warn of, but much to hurry."""
    asked = talk.world.flows.questions.get("fraud_paid")
    if danger.risk is not Risk.FRAUD or asked is None:
        return False
    heard = overheard(talk, (asked,), reading.text).get(asked.id)
    return heard is not None and heard.value == "yes"


def _about_another(talk: Talk, reading: Reading) -> bool:
    if reading.subject in NO_RELATIVES:
        return True
    # “I have not eaten for two days” speaks of oneself, whatever it sounds like.
    own = talk.world.flows.shows("of_oneself", normalise(reading.text).text)
    return reading.act is Act.REPORT_OTHER and not own
