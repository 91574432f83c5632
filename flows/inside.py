"""What a conversation hears from inside: a photo was kept, a reminder is due, the page was opened."""

from __future__ import annotations

from flows import answering, channels, repair, suggested, wishes
from flows.outcome import Reply, TellCase
from flows.settle import settle
from flows.speaking import gaps
from flows.stack import push
from flows.state import frame_of
from flows.talk import Talk, aside, open_question, order, requested, say, told, top, understood
from flows.world import Happened


def hear(talk: Talk, happened: Happened) -> Talk:
    """Say what a happening calls for; nothing while a person holds the conversation."""
    if happened.kind == "photo_kept":
        return _photos(talk, tuple(happened.values.get("photos", "").split(",")))
    if talk.world.held_by is not None:
        # Whoever typed a code must learn that it was right; all else is the caseworker's to say.
        joined = happened.kind == "code_joined"
        return say(talk, Reply(phrase="code_joined", urgent=True)) if joined else talk
    if happened.kind in channels.HEARS:
        return channels.HEARS[happened.kind](talk, happened)
    if happened.kind in suggested.HEARS:
        return suggested.HEARS[happened.kind](talk, happened)
    match happened.kind:
        case "reminder_due":
            return _reminder(talk, happened.values.get("draft", ""))
        case "handed_back" if talk.state.frames and not talk.state.alarmed:
            return settle(aside(talk))
        case "opened" if not talk.state.frames and not talk.state.greeted:
            return wishes.greet(talk)
        case _:
            return talk


def _reminder(talk: Talk, draft_id: str) -> Talk:
    draft = talk.drafts.get(draft_id)
    if draft is None or draft.status != "open":
        return talk
    frame = frame_of(draft)
    values = gaps(push(talk, frame), frame)
    return say(talk, Reply(phrase="reminder", values=values, release=draft.release))


def _photos(talk: Talk, photos: tuple[str, ...]) -> Talk:
    request = requested(talk)
    if request is not None:
        talk = order(talk, TellCase(number=request, words="", photos=photos))
        if talk.world.held_by is not None:
            return talk
        return say(talk, Reply(phrase="request_answered", values={**gaps(talk, None), "number": request}))
    if talk.world.held_by is not None:
        return talk
    frame, question = top(talk), open_question(talk)
    if frame is not None and question is not None and question.takes_photo:
        talk = answering.record(
            understood(talk), frame, question, told(talk, question.takes_photo, asked=True)
        )
        return settle(
            say(talk, Reply(phrase="papers_photo", values=gaps(talk, frame), release=frame.release))
        )
    talk = settle(say(aside(talk), Reply(phrase="photo_kept", values=gaps(talk, frame))))
    # Whoever begins with a photo is asked what it is for; after something was submitted it belongs to that.
    return talk if talk.state.frames or talk.world.cases else say(talk, repair.menu(talk))
