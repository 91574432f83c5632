"""Words that answer nothing yet: “all right” where it is asked what is so, and “how, then?”."""

from __future__ import annotations

from dataclasses import replace

from flows.talk import Talk, doubted, open_question
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import letters_only, normalise

_WISHES = 0.5
"""From this probability on, “all right, do it” is a wish."""

_PLAIN = 2
"""Characters of a bare “all right”."""

_ASKS_BARELY = frozenset({Act.UNCLEAR, Act.ASK_POLICY, Act.SKIP})


def agrees_only(talk: Talk, reading: Reading) -> Reading:
    """Take “all right”, where it is asked what is so, for a readiness to be asked; “all right, do it” for a wish."""
    question = open_question(talk)
    if question is None or doubted(talk) is not None or reading.act is not Act.AFFIRM:
        return reading
    fact = question.kind == "yes_no" and question.id in talk.world.policies.facts
    text = letters_only(normalise(reading.text).text)
    if not fact or not talk.world.flows.shows("agrees_only", text):
        return reading
    told = tuple(value for value in reading.values if value.kind != "yes_no")
    leading = reading.acts[0] if reading.acts else None
    wishes = leading is not None and leading.name == Act.APPLY and leading.confidence >= _WISHES
    return replace(reading, act=Act.APPLY if wishes and len(text) > _PLAIN else Act.REPHRASE, values=told)


def how_then(talk: Talk, reading: Reading) -> Reading:
    """Take “how, then?” for not knowing how to answer: the question comes in other words."""
    question = open_question(talk)
    if question is None or question.kind == "text" or reading.act not in _ASKS_BARELY:
        return reading
    if reading.benefit is not None or not talk.world.flows.shows("how_then", normalise(reading.text).text):
        return reading
    return replace(reading, act=Act.REPHRASE, also=())
