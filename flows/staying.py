"""After words of danger: what still belongs to them, and words that stay with whoever is in it."""

from __future__ import annotations

from dataclasses import replace

from flows.outcome import Reply, TellCase
from flows.question import Question
from flows.speaking import gaps
from flows.talk import Talk, order, say
from flows.world import FINISHED
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise

_STAY = ("risk_stay_1", "risk_stay_2", "risk_stay_of_other_1", "risk_stay_of_other_2")
"""What is said by turns to whoever is in danger themselves (the first two), and of somebody else (the others)."""
_VAGUE = frozenset(
    {
        Act.AFFIRM,
        Act.DENY,
        Act.INFORM,
        Act.CHOOSE,
        Act.SKIP,
        Act.UNCLEAR,
        Act.SMALLTALK,
        Act.OUT_OF_SCOPE,
        Act.REPORT_OTHER,
    }
)
_MAY_TELL = frozenset({Act.APPLY, Act.ASK_POLICY, Act.QUERY_PROGRESS, Act.COMPLAIN, Act.CHECK_ELIGIBILITY})
"""Wishes for which words about a danger are taken by mistake."""
_PLAINLY = 0.9
"""From this probability on a wish is a wish, also after words of danger."""
_UNMISTAKABLE = frozenset({"id_number", "bank_card", "phone", "age", "date"})
"""Kinds of answers that nobody gives to “is somebody with you?” or “where are you?”."""


def still_speaks_of_it(talk: Talk, reading: Reading, question: Question | None) -> bool:
    """Tell whether a message after words of danger belongs to them and not to the open question of a form."""
    if reading.act not in _VAGUE and not _only_sounds_like_a_wish(talk, reading):
        return False
    value = reading.value(question.kind) if question is not None else None
    return value is None or value.kind not in _UNMISTAKABLE or value.value is None


def _only_sounds_like_a_wish(talk: Talk, reading: Reading) -> bool:
    """Tell whether “come and look, quick” names nothing that we do, asks nothing, and is no plain wish."""
    cards, words = talk.world.policies.cards.values(), normalise(reading.text).text
    if talk.world.flows.shows("asks_secret", words):
        return True
    if reading.act is Act.PAUSE and not talk.world.flows.says("leaving", words):
        # “My battery is nearly flat” puts nothing off where help is on its way.
        return True
    if (
        reading.act not in _MAY_TELL
        or reading.confidence >= _PLAINLY
        or any(c.named_in(words) for c in cards)
    ):
        return False
    return not talk.world.flows.says("asks", words)


def stay(talk: Talk, reading: Reading) -> Talk:
    """Say that we listen, and give the words to the alert that was rung."""
    alerts = [case for case in talk.world.cases if case.kind == "alert" and case.status not in FINISHED]
    if alerts and reading.text.strip():
        talk = order(talk, TellCase(number=alerts[-1].number, words=reading.text))
    now = talk.state.alarmed
    if talk.world.flows.shows("asks_secret", normalise(reading.text).text):
        return say(talk, Reply(phrase="risk_stay_secret", values=gaps(talk, None), urgent=True))
    phrase = _STAY[now - 1]
    # The two of a pair by turns: one, two, one; three, four, three.
    talk = replace(talk, state=replace(talk.state, alarmed=now + 1 if now % 2 else now - 1))
    return say(talk, Reply(phrase=phrase, values=gaps(talk, None), urgent=True))
