"""“We get that already”, “in fact we never got that”: nothing is applied for twice, and what is known of it is kept.

Whoever has a benefit is told so, and what else can be done: see to money that did not come, look for what else there
is. Whoever has none after all is not taken to have it any longer.
"""

from __future__ import annotations

from dataclasses import replace

from flows import answer_value, receiving, wishes
from flows.members import whom
from flows.outcome import Reply
from flows.place import RECEIVING
from flows.settle import settle
from flows.speaking import gaps
from flows.stack import pop
from flows.state import Answers
from flows.talk import (
    Talk,
    answers_of,
    aside,
    drop_draft,
    open_question,
    put_answers,
    say,
    told,
    top,
    understood,
)
from flows.topic import called
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise

_LONGEST = 16
"""Characters up to which a message that says somebody gets a benefit says nothing else."""

_ASKED = frozenset({Act.QUERY_PROGRESS, Act.COMPLAIN, Act.APPLY, Act.CERTIFY})
STATUS = "relief_status"


def received(talk: Talk, reading: Reading) -> Talk | None:
    """Leave off what is received already; None where a message says no such thing of what is spoken of."""
    text, flows = normalise(reading.text).text, talk.world.flows
    if len(text) > _LONGEST or reading.act in _ASKED or not flows.shows("receiving", text):
        return None
    frame, question = top(talk), open_question(talk)
    said = reading.value(RECEIVING)
    named = reading.benefit or (str(said.value) if said is not None else None)
    benefit = (frame.benefit if frame is not None else None) or named or talk.state.benefit
    if benefit is None or benefit not in talk.world.policies.cards or named not in (None, benefit):
        return None
    if question is not None and (question.id == STATUS or answer_value.takes(question, reading)):
        return None
    status = flows.questions.get(STATUS)
    if status is not None and benefit in status.option_labels:
        talk = wishes.learn(talk, {STATUS: told(talk, benefit, asked=False)})
    talk = wishes.learn(talk, receiving.heard(talk, reading, whom(talk, reading)))
    talk = _left(aside(talk), benefit)
    talk = replace(talk, state=replace(talk.state, benefit=benefit))
    name = talk.world.policies.cards[benefit].name
    return settle(say(talk, Reply(phrase="already_received", values={**gaps(talk, None), "benefit": name})))


def taken_back(talk: Talk, reading: Reading) -> Talk | None:
    """Take back what was said to be received; None where a message says no such thing of what was.

    Where it names none, all of it is meant.
    """
    text, frame, question = normalise(reading.text).text, top(talk), open_question(talk)
    if len(text) > _LONGEST or not talk.world.flows.shows("not_receiving", text):
        return None
    before: Answers = answers_of(talk, frame) if frame is not None else talk.state.loose
    had, named = receiving.standing(talk, before), called(talk, reading)
    meant = tuple(name for name in had if name in named or not named)
    answers_it = question is not None and answer_value.takes(question, reading)
    if not meant or (answers_it and not named and not talk.world.flows.shows("instead", text)):
        return None
    talk = replace(talk, state=replace(talk.state, loose=receiving.less(talk.state.loose, meant)))
    if frame is not None:
        talk = put_answers(talk, frame, receiving.less(answers_of(talk, frame), meant))
    phrases, cards = talk.world.flows.phrases, talk.world.policies.cards
    names = phrases.word("list_comma").join(cards[name].name for name in meant)
    items = phrases.render("noted_not_receiving", {"value": names})
    return settle(
        say(understood(talk), Reply(phrase="corrected", values={**gaps(talk, frame), "items": items}))
    )


def _left(talk: Talk, benefit: str) -> Talk:
    """Take the flows about a benefit off the top; a draft that holds no answer yet is not kept."""
    frame = top(talk)
    while frame is not None and frame.benefit == benefit:
        asked = any(answer.asked for answer in answers_of(talk, frame).values())
        talk = drop_draft(talk, frame.draft) if frame.draft and not asked else pop(talk)
        frame = top(talk)
    return talk
