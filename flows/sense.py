"""Take a message for what it plainly is, in the light of what was just asked or offered.

The same words are a yes after one question and a question of their own after another.
"""

from __future__ import annotations

from dataclasses import replace

from flows import correcting
from flows.flow import Question
from flows.talk import Talk, answers_of, open_question, top
from nlu.acts import Act
from nlu.reading import Reading, Value
from nlu.text import normalise
from nlu.values.having import had, share_a_word

_SURE_WISHES = frozenset({Act.HUMAN, Act.COMPLAIN, Act.QUERY_PROGRESS, Act.REPORT_OTHER, Act.CERTIFY})
"""Wishes that no change of mind about an application explains better."""

_OUTSIDE = 0.7
"""Below this probability words in the middle of a form are not another office's matter."""

_OF_ITS_OWN = 0.8
"""Below this probability a wish in the middle of a complaint may be part of it."""

_TOLD_AT_LENGTH = frozenset({Act.COMPLAIN.value, Act.REPORT_OTHER.value})

_BARE = 12
"""Characters up to which a message that names a benefit is taken to be its name alone."""

_SHORT_YES = 2
"""Characters of a plain yes; a message that is hardly longer can be nothing else."""

_ASKS = 0.3
"""From this probability on, a message that also reads as a yes is taken for a question."""

_ASKING = frozenset({Act.ASK_POLICY, Act.CHECK_ELIGIBILITY, Act.APPOINTMENT_OR_LOCATION, Act.QUERY_PROGRESS})

_TELLS = frozenset({Act.COMPLAIN, Act.REPORT_OTHER, Act.QUERY_PROGRESS, Act.SKIP, Act.DENY, Act.AFFIRM})
"""What a story reads as when its teller repeats a wish, or says what was forgotten, refused or agreed to in it."""

_TEXTS = ("text", "address")
"""Kinds of answers that any words could be."""

_LEAVES = 0.9
"""From this probability on, words that could be an answer in free words are taken for a pause or a stop."""

_WISHES = 0.5
"""From this probability on, they are taken for the wish to apply for another benefit that they name."""

_CORRECTS = 0.35
"""From this probability on, they are taken for a correction, where they also name what was answered."""

_PLAIN_NO = 4
"""Characters of a plain no; what follows it may say what is right instead."""


def taken(talk: Talk, reading: Reading) -> Reading:
    """Return the reading as it is to be taken while a question is open."""
    return _turned(
        talk,
        _story(talk, _elsewhere(talk, _plain(talk, _going_on(talk, _inside(talk, _instead(talk, reading)))))),
    )


def _inside(talk: Talk, reading: Reading) -> Reading:
    """Take what hardly sounds like another office's matter, while something is asked, for something told."""
    asks = any(word in reading.text for word in talk.world.flows.words.get("asks", ()))
    if reading.act is not Act.OUT_OF_SCOPE or reading.confidence >= _OUTSIDE or asks:
        return reading
    if open_question(talk) is None:
        return reading
    return replace(reading, act=Act.INFORM if reading.values else Act.UNCLEAR)


def _going_on(talk: Talk, reading: Reading) -> Reading:
    """Take what hardly sounds like a wish of its own, in the middle of a complaint or a report, for more of it."""
    frame = top(talk)
    if frame is None or frame.draft or reading.act not in _ASKING or reading.confidence >= _OF_ITS_OWN:
        return reading
    flow = talk.world.flows_of(frame.release).flows[frame.flow]
    asks = any(word in reading.text for word in talk.world.flows.words.get("asks", ()))
    if asks or not flow.triggers or flow.triggers[0].intent not in _TOLD_AT_LENGTH:
        return reading
    return replace(reading, act=Act(flow.triggers[0].intent))


def _instead(talk: Talk, reading: Reading) -> Reading:
    """Take “no, rather the other one” and “not for mother, for father” for the wish to apply for that instead."""
    frame = top(talk)
    if frame is None or frame.draft is None or reading.act in _SURE_WISHES:
        return reading
    if not talk.world.flows.shows("instead", normalise(reading.text).text):
        return reading
    if reading.act is Act.ASK_POLICY and reading.benefit == frame.benefit:
        return reading
    # A benefit that was only guessed, not called by name, is none that somebody changes to.
    called = [guess.name for guess in reading.benefits if guess.confidence >= _WISHES]
    other = next((name for name in called if name != frame.benefit), None)
    if other is not None and talk.world.flows.started_by(Act.APPLY.value, other) is not None:
        return replace(reading, act=Act.APPLY, benefit=other)
    whose = answers_of(talk, frame).get("who_for")
    named = [str(v.value) for v in reading.values if v.kind == "relation" and v.value]
    if reading.act is Act.CANCEL and whose is not None and len(named) > 1 and named[-1] != whose.value:
        return replace(reading, act=Act.APPLY, benefit=frame.benefit, subject=named[-1])
    return reading


def _plain(talk: Talk, reading: Reading) -> Reading:
    """Take a message that may be a question for one, where only a plain yes would do or a yes answers nothing."""
    question = open_question(talk)
    leading = reading.acts[0] if reading.acts else None
    if question is None or leading is None or reading.act not in (Act.AFFIRM, Act.DENY, Act.CHOOSE):
        return reading
    if not question.explicit and (question.kind == "yes_no" or reading.act is Act.CHOOSE):
        return reading
    chosen = reading.value("choice")
    said = chosen.end - chosen.start if chosen is not None else _SHORT_YES
    asks = leading.name in _ASKING and leading.confidence >= _ASKS and len(reading.text) > said + 2
    return replace(reading, act=Act(leading.name)) if asks else reading


def _elsewhere(talk: Talk, reading: Reading) -> Reading:
    """Take “we have no car” after another question than the one about cars for something told besides."""
    question = open_question(talk)
    if question is None or question.kind != "yes_no" or reading.act not in (Act.AFFIRM, Act.DENY):
        return reading
    what = had(normalise(reading.text).text)
    if not what or _names(talk, question, what) or reading.value("choice") is not None:
        return reading
    others = (q for q in talk.world.flows.questions.values() if q.id != question.id)
    if not any(name and name in what for other in others for name in (other.label, *other.called)):
        return reading
    told = tuple(value for value in reading.values if value.kind != "yes_no")
    return replace(reading, act=Act.INFORM, values=told)


def _names(talk: Talk, question: Question, what: str) -> bool:
    """Tell whether what somebody has or has not shares a word, however short, with the question."""
    phrases = talk.world.flows.phrases
    own = (question.label, *question.called, *(phrases.word(wording) for wording in question.wordings))
    options = (word for option in question.options for word in option.words)
    return share_a_word(what, "".join((*own, *options)))


def _story(talk: Talk, reading: Reading) -> Reading:
    """Take a long message after “what happened?” for the answer, though it complains, reports, or tells of a “no”."""
    question = open_question(talk)
    if question is None or question.kind != "text" or reading.act not in _TELLS or len(reading.text) <= _BARE:
        return reading
    whole = Value(kind="text", value=reading.text, start=0, end=len(reading.text))
    return replace(reading, act=Act.INFORM, values=(whole, *reading.values), also=())


def _turned(talk: Talk, reading: Reading) -> Reading:
    """Take words for a pause, a stop or a correction where they clearly are one, though they could be an answer."""
    question, frame = open_question(talk), top(talk)
    leading = reading.acts[0] if reading.acts else None
    if frame is None or question is None or leading is None:
        return reading
    told = question.kind in _TEXTS and reading.act is Act.INFORM
    if told and leading.name in (Act.PAUSE, Act.CANCEL) and leading.confidence >= _LEAVES:
        return replace(reading, act=Act(leading.name))
    if (
        told
        and leading.name == Act.APPLY
        and leading.confidence >= _WISHES
        and _another(reading, frame.benefit)
    ):
        return replace(reading, act=Act.APPLY)
    if leading.name != Act.CORRECT or leading.confidence < _CORRECTS or not (told or _more_than_no(reading)):
        return reading
    values = tuple(value for value in reading.values if value.kind not in (*_TEXTS, "yes_no"))
    corrects = replace(reading, act=Act.CORRECT, values=values)
    return corrects if correcting.correct(talk, frame, corrects) is not None else reading


def _another(reading: Reading, benefit: str | None) -> bool:
    return reading.benefit is not None and reading.benefit != benefit


def _more_than_no(reading: Reading) -> bool:
    return reading.act is Act.DENY and len(reading.text) > _PLAIN_NO


def awaited(talk: Talk, reading: Reading) -> Reading:
    """A bare name of a benefit after “which one?” carries on the wish that waited for it; a yes takes an offer."""
    if reading.act is Act.AFFIRM and not talk.state.frames and talk.state.offered == Act.APPLY.value:
        return replace(reading, act=Act.APPLY, benefit=talk.state.benefit)
    chosen = reading.value("choice")
    if chosen is not None and chosen.value in talk.state.which:
        return replace(reading, act=Act(talk.state.wish or Act.ASK_POLICY), benefit=str(chosen.value))
    bare = len(reading.text) <= _BARE and reading.benefit is not None
    if talk.state.wish and bare and reading.act in (Act.ASK_POLICY, Act.INFORM, Act.CHOOSE, Act.UNCLEAR):
        return replace(reading, act=Act(talk.state.wish))
    if bare and reading.act in (Act.INFORM, Act.CHOOSE, Act.UNCLEAR) and not reading.values:
        return replace(reading, act=Act.ASK_POLICY)
    return reading
