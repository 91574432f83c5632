"""Questions about the matter itself, put in the middle of telling it or after it was handed over.

“And who sees to this?”, “when will somebody come?”, “who stopped it?”, “is he one of yours?”: the library has a list of
words for each, and a flow answers those that it has a phrase for. The open question then comes again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.outcome import Reply
from flows.settle import settle
from flows.speaking import gaps
from flows.talk import Talk, aside, open_question, say, top
from flows.world import FINISHED
from nlu.reading import Reading
from nlu.said import WHOLE_MESSAGE
from nlu.text import normalise

_LONGEST = 16
"""Characters up to which a message asks nothing else."""

_OF_THE_FLOW: Mapping[str, str] = {
    "asks_whom": "seen_to",
    "asks_when_seen": "when_seen",
    "asks_cause": "cause",
    "asks_why_at_all": "why_at_all",
    "asks_money_back": "money_back",
}
"""The words that ask, and how the name of the phrase that answers begins; then comes the flow's own name."""

_ITS_OWN_STORY = frozenset({"asks_cause"})
"""What whoever is asked what happened means by these words is what happened."""

_LATER: Mapping[str, str] = {
    "asks_when_seen": "when_seen_later",
    "asks_cause": "cause_complain",
    "asks_money_back": "money_back_report_fraud",
}
"""What is asked after it was handed over, and the phrase that answers."""

_COMPLAINED = frozenset({"asks_cause", "asks_money_back"})
"""What is asked so only of a complaint."""


def told(talk: Talk, reading: Reading) -> Talk | None:
    """Answer a question about the matter itself; None where none is put, or the flow has no answer to it."""
    frame, words = top(talk), normalise(reading.text).text
    if len(words) > _LONGEST or talk.world.policies.named_in(words):
        return None
    if frame is None:
        return _after(talk, words)
    question = open_question(talk)
    if question is None:
        return None
    story = question.kind in WHOLE_MESSAGE
    asked = (name for name in _shown(talk, words) if not (story and name in _ITS_OWN_STORY))
    answers = (f"{_OF_THE_FLOW[name]}_{frame.flow}" for name in asked)
    phrase = next((name for name in answers if name in talk.world.flows.phrases), None)
    if phrase is None:
        return None
    return settle(say(aside(talk), Reply(phrase=phrase, values=gaps(talk, frame))))


def _after(talk: Talk, words: str) -> Talk | None:
    """Answer of what was handed over in this conversation and is not finished yet."""
    open_now = {case.kind for case in talk.world.cases if case.status not in FINISHED}
    asked = (name for name in _LATER if open_now and talk.world.flows.shows(name, words))
    name = next((name for name in asked if name not in _COMPLAINED or "complaint" in open_now), None)
    return say(aside(talk), Reply(phrase=_LATER[name], values=gaps(talk, None))) if name else None


def _shown(talk: Talk, words: str) -> Iterator[str]:
    return (name for name in _OF_THE_FLOW if talk.world.flows.shows(name, words))
