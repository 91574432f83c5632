"""Take a message for what it plainly is, in the light of what was just asked or offered.

The same words are a yes after one question and a question of their own after another.
"""

from __future__ import annotations

from dataclasses import replace

from flows import answering, correcting
from flows.feelings import mourns
from flows.passing import judges
from flows.question import Question
from flows.talk import Talk, answers_of, open_question, top
from nlu.acts import WISHES, Act
from nlu.reading import Reading, Value
from nlu.text import normalise
from nlu.values.having import had, not_received, share_a_word

_SURE_WISHES = frozenset({Act.HUMAN, Act.COMPLAIN, Act.QUERY_PROGRESS, Act.REPORT_OTHER, Act.CERTIFY})
"""Wishes that no change of mind about an application explains better."""

_OUTSIDE = 0.7
"""Below this probability words in the middle of a form are not another office's matter."""

_OF_ITS_OWN = 0.8
"""Below this probability a wish in the middle of a complaint may be part of it."""

_BEHIND = 0.1
"""A wish of this probability is looked for behind a “why” where nothing was asked."""

_ALSO_COMPLAINS = 0.1
"""From this probability on, words in the middle of a complaint that sound like the wish to apply go on complaining."""

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

_SOME_WORDS = 6
"""Characters from which words that answer nothing tell something."""

_STOPS = "change_or_stop"

_AGREES = 0.5
"""Below this probability words that hold no yes do not take up an offer."""

_PLAIN_NO = 4
"""Characters of a plain no; what follows it may say what is right instead."""


def taken(talk: Talk, reading: Reading) -> Reading:
    """Return the reading as it is to be taken while a question is open."""
    for look in (
        _after_a_death,
        _first_do,
        _instead,
        _inside,
        _going_on,
        _plain,
        _of_another,
        _elsewhere,
        _story,
        _turned,
    ):
        reading = look(talk, reading)
    return reading


def _after_a_death(talk: Talk, reading: Reading) -> Reading:
    """Take “he died, and the money still comes” for the question what is to be done."""
    if reading.act not in (Act.QUERY_PROGRESS, Act.INFORM) or reading.benefit is None or talk.state.frames:
        return reading
    return replace(reading, act=Act.ASK_POLICY, aspect=_STOPS) if mourns(talk, reading) else reading


def _first_do(talk: Talk, reading: Reading) -> Reading:
    """Take “then do the one for care first” for the wish to apply for what it calls by name."""
    frame, text = top(talk), normalise(reading.text).text
    if (frame is not None and frame.draft) or reading.act not in (*_ASKING, Act.INFORM, Act.AFFIRM):
        return reading
    called = bool(reading.benefits) and reading.benefits[0].confidence >= _WISHES
    asks = any(word in text for word in talk.world.flows.words.get("asks", ()))
    if not called or asks or len(text) > _BARE or not talk.world.flows.shows("first_do", text):
        return reading
    return replace(reading, act=Act.APPLY, benefit=reading.benefits[0].name)


def _of_another(talk: Talk, reading: Reading) -> Reading:
    """Take “the card is not active”, said where an age is asked, for the answer to its own question."""
    question, frame = open_question(talk), top(talk)
    if question is None or frame is None or reading.act not in (Act.SKIP, Act.AFFIRM, Act.DENY):
        return reading
    words, library = normalise(reading.text).text, talk.world.flows_of(frame.release)
    if question.kind in _TEXTS or question.heard_in(words) or reading.value("choice") is not None:
        return reading
    known = {question.id, *answers_of(talk, frame)}
    asked = (library.questions[name] for name in sorted(library.asked_in(frame.flow)) if name not in known)
    if not any(len(other.heard_in(words)) == 1 for other in asked):
        return reading
    return replace(reading, act=Act.INFORM, values=tuple(v for v in reading.values if v.kind != "yes_no"))


def _inside(talk: Talk, reading: Reading) -> Reading:
    """Take what hardly sounds like another office's matter, while something is asked, for something told.

    Whoever is asked how they live, and neither asks nor wants anything, tells of their life.
    """
    words, frame = talk.world.flows.words, top(talk)
    asks = any(word in reading.text for word in words.get("asks", ()))
    if reading.act is not Act.OUT_OF_SCOPE or asks or frame is None or open_question(talk) is None:
        return reading
    wants = any(word in reading.text for word in words.get("wants", ()))
    life = not wants and judges(talk.world.flows_of(frame.release).flows[frame.flow])
    if reading.confidence >= _OUTSIDE and not life:
        return reading
    return replace(reading, act=Act.INFORM if reading.values or life else Act.UNCLEAR)


def _going_on(talk: Talk, reading: Reading) -> Reading:
    """Take what hardly sounds like a wish of its own, in the middle of a complaint or a report, for more of it."""
    frame = top(talk)
    if frame is None or frame.draft:
        return reading
    flow = talk.world.flows_of(frame.release).flows[frame.flow]
    if not flow.triggers or flow.triggers[0].intent not in _TOLD_AT_LENGTH:
        return reading
    told = Act(flow.triggers[0].intent)
    asks = any(word in reading.text for word in talk.world.flows.words.get("asks", ()))
    if (_hardly_asks(reading) or _tells_more(talk, reading)) and not asks:
        return replace(reading, act=told)
    return replace(reading, act=told, also=()) if _sounds_also(reading, told) else reading


def _sounds_also(reading: Reading, told: Act) -> bool:
    """Tell whether a wish to apply is as well a complaint: “they will not let me apply” names what was refused."""
    guesses = (*reading.acts, *reading.also)
    heard = any(guess.name == told and guess.confidence >= _ALSO_COMPLAINS for guess in guesses)
    return reading.act is Act.APPLY and heard


def _hardly_asks(reading: Reading) -> bool:
    return reading.act in _ASKING and reading.confidence < _OF_ITS_OWN


def _tells_more(talk: Talk, reading: Reading) -> bool:
    """Tell whether words of some length answer nothing and are about nothing else: the story goes on."""
    question = open_question(talk)
    if question is None or question.kind in _TEXTS or len(reading.text) < _SOME_WORDS:
        return False
    other = reading.act is Act.COMPLAIN and reading.confidence < _OF_ITS_OWN
    return (other or reading.act in (Act.UNCLEAR, Act.INFORM)) and not answering.takes(question, reading)


def _instead(talk: Talk, reading: Reading) -> Reading:
    """Take “no, rather the other one” and “not for mother, for father” for the wish to apply for that instead."""
    frame = top(talk)
    if frame is None or frame.draft is None or reading.act in _SURE_WISHES:
        return reading
    text = normalise(reading.text).text
    settles = len(text) <= _BARE and talk.world.flows.shows("settles_on", text)
    if not settles and not talk.world.flows.shows("instead", text):
        return reading
    if reading.act is Act.ASK_POLICY and reading.benefit == frame.benefit:
        return reading
    # A benefit that was only guessed, not called by name, is none that somebody changes to.
    called = [guess.name for guess in reading.benefits if guess.confidence >= _WISHES]
    other = next((name for name in called if name != frame.benefit), None)
    if other is not None and talk.world.flows.started_by(Act.APPLY.value, other) is not None:
        return replace(reading, act=Act.APPLY, benefit=other)
    if settles and called[:1] == [frame.benefit]:
        return replace(reading, act=Act.RESUME)
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
    text = normalise(reading.text).text
    if not_received(text) and not _names(talk, question, text) and reading.value("choice") is None:
        return replace(reading, act=Act.INFORM, values=tuple(v for v in reading.values if v.kind != "yes_no"))
    what = had(text)
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


def plain_yes(reading: Reading) -> bool:
    """Tell whether a message agrees; words that only sound a little like it, such as the name of a place, do not."""
    return reading.act is Act.AFFIRM and (
        reading.value("yes_no") is not None or reading.confidence >= _AGREES
    )


def awaited(talk: Talk, reading: Reading) -> Reading:
    """A bare name of a benefit after “which one?” carries on the wish that waited for it; a yes takes an offer."""
    if reading.act is Act.WHY and open_question(talk) is None:
        # “Why has mine been stopped?” asks about the matter, where no question of ours is there to be asked about.
        likely = (guess for guess in reading.acts if guess.confidence >= _BEHIND and guess.name in WISHES)
        behind = next(likely, None)
        return replace(reading, act=Act(behind.name)) if behind is not None else reading
    if plain_yes(reading) and not talk.state.frames and talk.state.offered == Act.APPLY.value:
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
