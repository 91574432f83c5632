"""“And who sees to this?”, asked in the middle of a complaint or a report: who does, and the open question again.

A flow answers it that has a phrase for it, `seen_to_` and its name.
"""

from __future__ import annotations

from flows.outcome import Reply
from flows.settle import settle
from flows.speaking import gaps
from flows.talk import Talk, aside, open_question, say, top
from nlu.reading import Reading
from nlu.text import normalise

_LONGEST = 14
"""Characters up to which a message asks nothing else."""


def told(talk: Talk, reading: Reading) -> Talk | None:
    """Say who sees to what is being told; None where that is not asked, or the flow does not say."""
    frame, words = top(talk), normalise(reading.text).text
    if frame is None or open_question(talk) is None or len(words) > _LONGEST:
        return None
    phrase = f"seen_to_{frame.flow}"
    if phrase not in talk.world.flows.phrases or not talk.world.flows.shows("asks_whom", words):
        return None
    if any(card.named_in(words) for card in talk.world.policies.cards.values()):
        return None
    return settle(say(aside(talk), Reply(phrase=phrase, values=gaps(talk, frame))))
