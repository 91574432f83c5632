"""A complaint or a report that goes on in the person's own words while its first question is still open.

What they add is kept as the story the flow would ask for next; no question is put twice in the same words for it.
"""

from __future__ import annotations

from dataclasses import replace

from flows.outcome import Reply
from flows.question import Question
from flows.speaking import gaps
from flows.state import Answers, Frame
from flows.talk import Talk, answers_of, flow_of, open_question, put_answers, say, told

_SHORTEST = 4
"""Characters of words that tell something."""

_LONGEST = 2000
OTHER = "other"


def went_on(talk: Talk, frame: Frame, found: Answers) -> Talk:
    """Keep further words of a complaint or report, besides the answers `found` in them."""
    before = answers_of(talk, frame)
    talk = put_answers(talk, frame, {**found, **before})
    question, asked = open_question(talk), talk.world.flows_of(frame.release).asked_in(frame.flow)
    if question is not None and (found.keys() & asked) - before.keys():
        # Where what was answered is another question, the same one is not put again as if nothing had been said.
        talk = replace(talk, wording=1) if question.id == talk.open_before else talk
        return say(talk, Reply(phrase="words_kept", values=gaps(talk, frame), release=frame.release))
    if question is None or (found.keys() & asked) - before.keys() or len(talk.words) < _SHORTEST:
        return talk
    story = _story(talk, frame)
    if story is None:
        return talk
    now = dict(answers_of(talk, frame))
    again = story.id in now
    words = f"{now[story.id].value}\n{talk.words}" if again else talk.words
    now[story.id] = told(talk, words[:_LONGEST], asked=False)
    if again and OTHER in question.option_labels:
        # Who will not sort it for us has said enough: it is of some other sort.
        now[question.id] = told(talk, OTHER, asked=True)
    # Each time in other words: who goes on telling is not told the same twice.
    talk = replace(put_answers(talk, frame, now), wording=2 if again else 1)
    return say(talk, Reply(phrase="words_kept", values=gaps(talk, frame), release=frame.release))


def _story(talk: Talk, frame: Frame) -> Question | None:
    """Return the question of a flow that any words answer."""
    library = talk.world.flows_of(frame.release)
    asked = (library.questions[name] for name in sorted(library.asked_in(flow_of(talk, frame).id)))
    return next((question for question in asked if question.kind == "text"), None)
