"""Go back to an earlier matter that is called by its person, its benefit, or as what was spoken of just now.

“No, rather my mother's money”, “the allowance first after all”: what is being talked about is put away and not lost,
and what lies beneath it or was put away before is talked about again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows import asides, drafting, paused
from flows.answering import OTHER_PERSON
from flows.outcome import Reply
from flows.speaking import gaps
from flows.stack import pop
from flows.state import Answers, Frame
from flows.talk import Talk, doubted, drop_draft, say, top
from flows.topic import called
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise

_LONGEST = 16
"""Characters up to which a message that says what to go on with says nothing else."""

_LEAVES_OFF = frozenset({Act.CANCEL, Act.PAUSE, Act.BACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meant:
    """What a message calls a matter by: its benefits, its person's relation, or the words in which a name may stand."""

    benefits: frozenset[str]
    whose: str | None
    words: str

    def is_it(self, benefit: str | None, answers: Answers) -> bool:
        """Tell whether a matter is called so, by one of them and against none."""
        who_for, name = answers.get("who_for"), answers.get("name")
        by_name = name is not None and str(name.value) in self.words
        by_relation = self.whose is not None and who_for is not None and str(who_for.value) == self.whose
        if self.benefits and benefit not in self.benefits:
            return False
        if self.whose is not None and who_for is not None and not by_relation:
            return by_name
        return by_name or by_relation or bool(self.benefits)


def gone_back(talk: Talk, reading: Reading) -> Talk | None:
    """Talk again about the earlier matter that a message calls by name; None where it calls none that is kept."""
    text, flows = normalise(reading.text).text, talk.world.flows
    if len(text) > _LONGEST or flows.says("asks", text):
        return None
    if not flows.shows("go_on_with", text) or flows.shows("goes_on_with_none", text):
        return None
    if flows.shows("just_now", text):
        return _just_now(talk)
    meant = _Meant(benefits=called(talk, reading), whose=reading.subject, words=text)
    frames = talk.state.frames
    if frames and meant.is_it(frames[-1].benefit, _answers(talk, frames[-1])):
        doubt = doubted(talk)
        if doubt is not None and doubt.reason == OTHER_PERSON:
            # “Father's first, rather” after “shall it be for mother?”
            talk = replace(talk, state=replace(talk.state, doubt=None))
            return say(talk, Reply(phrase="as_before", values=gaps(talk, frames[-1])))
        # “No more of that, rather my mother's” leaves off nothing of hers.
        return talk if reading.act in _LEAVES_OFF else None
    for place in reversed(range(len(frames) - 1)):
        if meant.is_it(frames[place].benefit, _answers(talk, frames[place])):
            return _down_to(talk, place)
    kept = (draft for draft in talk.drafts.values() if draft.status == "open")
    draft = next((draft for draft in kept if meant.is_it(draft.benefit, draft.answers)), None)
    if draft is not None:
        return drafting.take_up(_put_away(talk, 0), draft)
    short = (frame for frame in reversed(talk.state.paused) if frame.draft is None)
    before = next((frame for frame in short if meant.is_it(frame.benefit, frame.answers)), None)
    return None if before is None else paused.take_up_that(_put_away(talk, 0), before)


def _just_now(talk: Talk) -> Talk | None:
    """Go back to what lies beneath, or where nothing is open to what was put away last."""
    if not talk.state.frames:
        return asides.resume(talk)
    return _down_to(talk, len(talk.state.frames) - 2) if len(talk.state.frames) > 1 else None


def _down_to(talk: Talk, place: int) -> Talk:
    """Put away what lies above a frame, and say what is gone on with."""
    talk = _put_away(talk, place + 1)
    frame = top(talk)
    if frame is None:
        return talk
    if frame.draft is not None:
        return say(talk, Reply(phrase="resumed", values=gaps(talk, frame), release=frame.release))
    return say(talk, Reply(phrase="resumed_short", values=paused.recalled(talk, frame)))


def _put_away(talk: Talk, depth: int) -> Talk:
    """Take the frames above the first `depth` off: what was asked and told in them is kept."""
    while len(talk.state.frames) > depth:
        frame = talk.state.frames[-1]
        if frame.draft is not None:
            talk = _left(talk, frame, frame.draft)
            continue
        if paused.gathered(talk, frame):
            later = (*talk.state.paused, frame)[-paused.MOST :]
            talk = replace(talk, state=replace(talk.state, paused=later))
        talk = pop(talk)
    return talk


def _left(talk: Talk, frame: Frame, draft: str) -> Talk:
    """Leave an application; one in which nothing was told that does not stand in another one is not kept."""
    elsewhere = {
        (name, told.value)
        for other in talk.drafts.values()
        if other.id != draft
        for name, told in other.answers.items()
    }
    if all((name, told.value) in elsewhere for name, told in talk.drafts[draft].answers.items()):
        return drop_draft(talk, draft)
    return pop(say(talk, Reply(phrase="draft_left", values=gaps(talk, frame), release=frame.release)))


def _answers(talk: Talk, frame: Frame) -> Answers:
    return talk.drafts[frame.draft].answers if frame.draft is not None else frame.answers
