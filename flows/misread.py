"""A number that cannot be right, told where nobody asked for it: said at once, and everything else goes on.

Whoever tells all in one message would otherwise learn of the wrong digit many questions later.
"""

from __future__ import annotations

from flows.outcome import Reply
from flows.speaking import gaps
from flows.talk import Talk, answers_of, first_time, open_question, said_once, say, top
from nlu.acts import Act
from nlu.reading import Reading

_IDENTITY = "id_number"
_PHRASES = ("besides_id_number", "besides_id_number_again")
"""What is said the first time, and each time after: the same words twice would help nobody."""


def wrong_besides(talk: Talk, reading: Reading) -> Talk:
    """Say of an identity number that cannot be right that it is not, unless it was asked for or corrects one."""
    wrong = any(value.kind == _IDENTITY and value.value is None for value in reading.values)
    if not wrong or _seen_to(talk, reading):
        return talk
    first = first_time(talk, _PHRASES[0])
    phrase = _PHRASES[0] if first else _PHRASES[1]
    return say(said_once(talk, _PHRASES[0]), Reply(phrase=phrase, values=gaps(talk, top(talk))))


def was_told(talk: Talk) -> bool:
    """Tell whether this turn has said so."""
    return any(reply.phrase in _PHRASES for reply in talk.replies)


def _seen_to(talk: Talk, reading: Reading) -> bool:
    """Tell whether the question that asks for it, or its correction, says what is wrong."""
    question, frame = open_question(talk), top(talk)
    if question is not None and question.kind == _IDENTITY:
        return True
    answered = frame is not None and _IDENTITY in answers_of(talk, frame)
    return answered and reading.act in (Act.CORRECT, Act.DENY)
