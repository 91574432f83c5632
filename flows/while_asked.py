"""While a question is open, take a message for an answer to it or for none, as its words plainly say."""

from __future__ import annotations

from dataclasses import replace

from flows import correcting
from flows.passing import judges
from flows.talk import Talk, flow_of, open_question, top
from nlu.acts import Act
from nlu.reading import Reading
from nlu.said import WHOLE_MESSAGE
from nlu.text import letters_only, normalise

ASKING = frozenset({Act.ASK_POLICY, Act.CHECK_ELIGIBILITY, Act.APPOINTMENT_OR_LOCATION, Act.QUERY_PROGRESS})
"""Acts of whoever asks something."""

_WISHES = 0.5
"""From this probability on, words that could be an answer are taken for the wish for another benefit they name."""

_HARDLY = 0.6
"""Below this probability words that neither ask nor want anything, while something is asked, are no question."""

_OUTSIDE = 0.7
"""Below this probability words in the middle of a form are not another office's matter."""

_SHORT_YES = 2
"""Characters of a plain yes; a message that is hardly longer can be nothing else."""

_ASKS = 0.3
"""From this probability on, a message that also reads as a yes is taken for a question."""

_LEAVES = 0.9
"""From this probability on, words that could be an answer in free words are taken for a pause or a stop."""

_CORRECTS = 0.35
"""From this probability on, they are taken for a correction, where they also name what was answered."""

_A_STATUS = 8
"""Characters up to which a message that ends in a status says no more than that."""

_PLAIN_NO = 4
"""Characters of a plain no; what follows it may say what is right instead."""


def status(talk: Talk, reading: Reading) -> Reading:
    """Take “a dibao household”, while facts are asked for, for what they are, and not for a question about it."""
    text, flows = letters_only(normalise(reading.text).text), talk.world.flows
    if open_question(talk) is None or reading.act not in ASKING or len(text) > _A_STATUS:
        return reading
    tells = text.endswith(flows.words.get("beside", ())) and not flows.says("asks", text)
    return replace(reading, act=Act.INFORM, benefit=None, benefits=()) if tells else reading


def hardly_asks(talk: Talk, reading: Reading) -> Reading:
    """Take “they told us to wait”, while something is asked, for something told, though it sounds like asking."""
    if open_question(talk) is None or reading.act not in ASKING or reading.confidence >= _HARDLY:
        return reading
    flows, words = talk.world.flows, normalise(reading.text).text
    named = any(card.named_in(words) for card in talk.world.policies.cards.values())
    if named or flows.says("asks", words) or flows.says("wants", words):
        return reading
    return replace(reading, act=Act.INFORM, benefit=None, benefits=(), also=())


def inside(talk: Talk, reading: Reading) -> Reading:
    """Take what hardly sounds like another office's matter, while something is asked, for something told.

    Whoever is asked how they live, and neither asks nor wants anything, tells of their life.
    """
    frame, asks = top(talk), talk.world.flows.says("asks", reading.text)
    if reading.act is not Act.OUT_OF_SCOPE or asks or frame is None or open_question(talk) is None:
        return reading
    wants = talk.world.flows.says("wants", reading.text)
    life = not wants and judges(flow_of(talk, frame))
    if reading.confidence >= _OUTSIDE and not life:
        return reading
    return replace(reading, act=Act.INFORM if reading.values or life else Act.UNCLEAR)


def plain(talk: Talk, reading: Reading) -> Reading:
    """Take a message that may be a question for one, where only a plain yes would do or a yes answers nothing."""
    question = open_question(talk)
    leading = reading.acts[0] if reading.acts else None
    if question is None or leading is None or reading.act not in (Act.AFFIRM, Act.DENY, Act.CHOOSE):
        return reading
    if not question.explicit and (question.kind == "yes_no" or reading.act is Act.CHOOSE):
        return reading
    chosen = reading.value("choice")
    said = chosen.end - chosen.start if chosen is not None else _SHORT_YES
    asks = leading.name in ASKING and leading.confidence >= _ASKS and len(reading.text) > said + 2
    return replace(reading, act=Act(leading.name)) if asks else reading


def turned(talk: Talk, reading: Reading) -> Reading:
    """Take words for a pause, a stop, a correction or another wish where they clearly are, though they could answer."""
    question, frame = open_question(talk), top(talk)
    leading = reading.acts[0] if reading.acts else None
    if frame is None or question is None or leading is None:
        return reading
    told = question.kind in WHOLE_MESSAGE and reading.act is Act.INFORM
    if told and leading.name in (Act.PAUSE, Act.CANCEL) and leading.confidence >= _LEAVES:
        return replace(reading, act=Act(leading.name))
    certifies = talk.world.flows.shows("certifies", normalise(reading.text).text)
    if told and leading.name == Act.CERTIFY and leading.confidence >= _LEAVES and certifies:
        return replace(reading, act=Act.CERTIFY, values=tuple(v for v in reading.values if v.kind != "text"))
    if (
        told
        and leading.name == Act.APPLY
        and leading.confidence >= _WISHES
        and _another(reading, frame.benefit)
        and (frame.draft is not None or _to_be_done(talk, reading))
    ):
        return replace(reading, act=Act.APPLY)
    if leading.name != Act.CORRECT or leading.confidence < _CORRECTS or not (told or _more_than_no(reading)):
        return reading
    values = tuple(value for value in reading.values if value.kind not in (*WHOLE_MESSAGE, "yes_no"))
    corrects = replace(reading, act=Act.CORRECT, values=values)
    return corrects if correcting.correct(talk, frame, corrects) is not None else reading


def _to_be_done(talk: Talk, reading: Reading) -> bool:
    """Tell whether it is said that something is to be done; “it was about the allowance” only names the matter."""
    return talk.world.flows.shows("to_be_done", normalise(reading.text).text)


def _another(reading: Reading, benefit: str | None) -> bool:
    return reading.benefit is not None and reading.benefit != benefit


def _more_than_no(reading: Reading) -> bool:
    return reading.act is Act.DENY and len(reading.text) > _PLAIN_NO


def agreed(talk: Talk, reading: Reading) -> Reading:
    """Take what answers another question for no yes to a consent: “it is activated” after “do they agree?”."""
    question = open_question(talk)
    if question is None or not question.purpose or reading.act is not Act.AFFIRM:
        return reading
    text = normalise(reading.text).text
    own = (
        word
        for option in question.options
        for word in (*option.words, question.option_labels.get(option.id, ""))
    )
    if talk.world.flows.says("agreeing", text) or any(word and word in text for word in own):
        return reading
    others = (other for other in talk.world.flows.questions.values() if other.id != question.id)
    if not any(
        len(w) > 1 and w in text for other in others for option in other.options for w in option.words
    ):
        return reading
    told = tuple(value for value in reading.values if value.kind not in ("yes_no", "choice"))
    return replace(reading, act=Act.INFORM, values=told)
