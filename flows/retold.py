"""A yes or no that was heard in the story, said once more or otherwise while words are asked for: it answers no words.

“Not given yet”, after the story told that it was not, is no name of who asked for the money.
"""

from __future__ import annotations

from flows.outcome import Reply
from flows.settle import settle
from flows.speaking import gaps
from flows.state import Frame
from flows.talk import Talk, answers_of, aside, open_question, put_answers, questions_of, say, told, top
from nlu.acts import Act
from nlu.reading import Reading
from nlu.said import WHOLE_MESSAGE
from nlu.text import normalise

_LONGEST = 10
"""Characters up to which a message says nothing besides."""

_SAYS = frozenset({Act.INFORM, Act.AFFIRM, Act.DENY, Act.UNCLEAR, Act.SKIP})


def told_again(talk: Talk, reading: Reading) -> Talk | None:
    """Keep or change the yes or no that a message says of what was told before; None where it says no such thing."""
    frame, question = top(talk), open_question(talk)
    if frame is None or frame.draft or question is None or question.kind not in WHOLE_MESSAGE:
        return None
    words = normalise(reading.text).text
    if len(words) > _LONGEST or reading.act not in _SAYS:
        return None
    found = _said_of_before(talk, frame, words)
    if found is None:
        return None
    name, option = found
    answers = answers_of(talk, frame)
    if answers[name].value == option:
        return settle(say(aside(talk), Reply(phrase="known_already", values=gaps(talk, frame))))
    return settle(put_answers(aside(talk), frame, {**answers, name: told(talk, option, asked=True)}))


def _said_of_before(talk: Talk, frame: Frame, words: str) -> tuple[str, str] | None:
    """Return the one question of yes and no, answered by the story, of which words say an option, and that option."""
    asked = talk.world.flows_of(frame.release).asked_in(frame.flow)
    questions, answers = questions_of(talk, frame), answers_of(talk, frame)
    found = {
        (name, option.id)
        for name in asked & answers.keys()
        if questions[name].kind == "yes_no" and not answers[name].asked
        for option in questions[name].options
        if words.startswith(tuple(word for word in option.words if len(word) > 1))
    }
    return next(iter(found)) if len(found) == 1 else None
