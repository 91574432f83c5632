"""While a question is open, take a message that answers another one, or tells of something else, for just that."""

from __future__ import annotations

from dataclasses import replace

from flows.question import Question
from flows.state import Frame
from flows.talk import Talk, answers_of, doubted, open_question, questions_of, top
from nlu.acts import Act
from nlu.reading import Reading
from nlu.said import WHOLE_MESSAGE
from nlu.text import normalise
from nlu.values.having import had, is_not, not_received, share_a_word

_PASSES_OVER = 0.9
"""From this probability on, words that could be an answer in free words say that something is not known."""

_FEW_WORDS = 12
"""Characters up to which words say one thing; more may answer what was asked besides."""

_HARDLY_ANSWERS = frozenset({Act.SKIP, Act.AFFIRM, Act.DENY, Act.UNCLEAR, Act.HUMAN})
"""What words are read as that hold no answer of the kind that was asked for."""

_LEAVES_OFF = frozenset({Act.PAUSE, Act.CANCEL, Act.BACK, Act.HUMAN})


def of_another(talk: Talk, reading: Reading) -> Reading:
    """Take “the card is not active”, said where an age is asked, for the answer to its own question."""
    question, frame = open_question(talk), top(talk)
    if question is None or frame is None or reading.act not in _HARDLY_ANSWERS:
        return reading
    if question.kind in WHOLE_MESSAGE or reading.value("choice") is not None:
        return reading
    words = normalise(reading.text).text
    if not answers_another(talk, frame, question, words) and not _tells_again(talk, frame, reading, words):
        return reading
    return replace(reading, act=Act.INFORM, values=tuple(v for v in reading.values if v.kind != "yes_no"))


def of_another_told(talk: Talk, reading: Reading) -> Reading:
    """Take “it is not urgent”, said where any words would answer, for the answer to its own question."""
    question, frame = open_question(talk), top(talk)
    if question is None or frame is None or question.kind not in WHOLE_MESSAGE or reading.act in _LEAVES_OFF:
        return reading
    words = normalise(reading.text).text
    another = answers_another(talk, frame, question, words, told=len(words) > _FEW_WORDS)
    if not another and not _tells_known(talk, frame, question, words):
        return reading
    values = tuple(value for value in reading.values if value.kind not in WHOLE_MESSAGE)
    return replace(reading, act=Act.INFORM, values=values, also=())


def answers_another(talk: Talk, frame: Frame, question: Question, words: str, *, told: bool = False) -> bool:
    """Tell whether words show an answer to another question of the flow that is still to come, and none to this.

    With `told`, one that any words answer: many words may name an option in passing.
    """
    if question.heard_in(words) or _told_in_words(question, words):
        return False
    library, known = talk.world.flows_of(frame.release), {question.id, *answers_of(talk, frame)}
    asked = (library.questions[name] for name in sorted(library.asked_in(frame.flow)) if name not in known)
    return any(
        _told_in_words(other, words) or (not told and len(other.heard_in(words)) == 1) for other in asked
    )


def _tells_known(talk: Talk, frame: Frame, question: Question, words: str) -> bool:
    """Tell whether “nobody looks after her”, where a place is asked, says once more what the trouble is."""
    if not question.heard_by.get("") or _told_in_words(question, words):
        return False
    questions, answers = questions_of(talk, frame), answers_of(talk, frame)
    return any(_told_in_words(questions[name], words) for name in answers if name in questions)


def _tells_again(talk: Talk, frame: Frame, reading: Reading, words: str) -> bool:
    """Tell whether “nobody cooks” after “is it urgent?” only sounds like a no, and goes on to tell of the trouble."""
    if reading.act not in (Act.AFFIRM, Act.DENY) or reading.value("yes_no") is not None:
        return False
    library = talk.world.flows_of(frame.release)
    return any(_told_in_words(library.questions[name], words) for name in library.asked_in(frame.flow))


def _told_in_words(question: Question, words: str) -> bool:
    return any(word in words for word in question.heard_by.get("", ()))


def elsewhere(talk: Talk, reading: Reading) -> Reading:
    """Take “we have no car”, “not on dibao” after another question than the one about it for something told besides."""
    question = open_question(talk)
    asks_yes_no = question is not None and question.kind == "yes_no"
    if question is None or reading.act not in (Act.AFFIRM, Act.DENY) or question.kind in WHOLE_MESSAGE:
        return reading
    text = normalise(reading.text).text
    if not asks_yes_no and (reading.act is Act.AFFIRM or talk.state.doubt is not None):
        return reading
    if (
        asks_yes_no
        and not_received(text)
        and not names(talk, question, text)
        and reading.value("choice") is None
    ):
        return replace(reading, act=Act.INFORM, values=tuple(v for v in reading.values if v.kind != "yes_no"))
    what = had(text) or is_not(text)
    if not what or names(talk, question, what) or reading.value("choice") is not None:
        return reading
    others = (q for q in talk.world.flows.questions.values() if q.id != question.id)
    if not any(name and name in what for other in others for name in _names_of(other)):
        return reading
    told = tuple(value for value in reading.values if value.kind != "yes_no")
    # A benefit that somebody says they have not is none that they ask about.
    return replace(reading, act=Act.INFORM, values=told, benefit=None, benefits=(), also=())


def of_another_thing(talk: Talk, reading: Reading) -> Reading:
    """Take “the telephone I do not know”, where something else was asked, for a word about the telephone."""
    question, leading = open_question(talk), next(iter(reading.acts), None)
    if question is None or leading is None or leading.name != Act.SKIP or leading.confidence < _PASSES_OVER:
        return reading
    if reading.act not in (Act.SKIP, Act.INFORM) or reading.value("choice") is not None:
        return reading
    text = normalise(reading.text).text
    if names(talk, question, text):
        return reading
    others = (other for other in talk.world.flows.questions.values() if other.id != question.id)
    if not any(name and text.startswith(name) for other in others for name in (other.label, *other.called)):
        return reading
    told = tuple(value for value in reading.values if value.kind not in ("yes_no", *WHOLE_MESSAGE))
    return replace(reading, act=Act.INFORM, values=told)


def in_doubt(talk: Talk, reading: Reading) -> Reading:
    """Take “no card”, while another value waits to be confirmed, for something told besides and no word on that.

    Of a choice in doubt, what is denied may be one of the choices.
    """
    frame, doubt = top(talk), doubted(talk)
    if frame is None or doubt is None or reading.act not in (Act.AFFIRM, Act.DENY, Act.SKIP):
        return reading
    question, what = questions_of(talk, frame)[doubt.question], had(normalise(reading.text).text)
    if not what or question.kind == "choice" or names(talk, question, what):
        return reading
    if reading.value("choice") is not None:
        return reading
    return replace(reading, act=Act.INFORM, values=tuple(v for v in reading.values if v.kind != "yes_no"))


def _names_of(question: Question) -> tuple[str, ...]:
    """Return what a question is called by, and what may be chosen in it."""
    chosen = question.option_labels.values() if question.kind == "choice" else ()
    return (question.label, *question.called, *chosen)


def names(talk: Talk, question: Question, what: str) -> bool:
    """Tell whether what somebody has or has not shares a word, however short, with the question."""
    phrases = talk.world.flows.phrases
    own = (question.label, *question.called, *(phrases.word(wording) for wording in question.wordings))
    options = (word for option in question.options for word in option.words)
    return share_a_word(what, "".join((*own, *options)))
