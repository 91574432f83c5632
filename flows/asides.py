"""Words about the conversation itself: say it again, why do you ask, later, go on, no more, thank you."""

from __future__ import annotations

from flows import drafting, paused, repair, wishes
from flows.outcome import Reply
from flows.sense import ACKNOWLEDGING
from flows.settle import settle
from flows.speaking import ask, gaps
from flows.stack import pop, push
from flows.state import Frame
from flows.talk import Talk, has_open_draft, open_question, say, top
from nlu.text import letters_only, normalise

_LEAVES = "leave_or_delete"
"""The flow that asks what should become of an application that is left off."""


def small_talk(talk: Talk) -> Talk:
    """Answer thanks, goodbyes and greetings, and come back to what was open; a goodbye puts it away."""
    said, flows = letters_only(normalise(talk.words).text), talk.world.flows
    calls = said in flows.words.get("calling", ())
    thanks, leaves = flows.says("thanking", said), flows.says("leaving", said)
    if leaves and talk.state.frames:
        return pause(talk)
    first = not talk.state.greeted and not talk.state.frames and not talk.state.before
    if first and not thanks and not leaves:
        return wishes.greet(talk)
    if said in flows.words.get(ACKNOWLEDGING, ()) and open_question(talk) is not None:
        return settle(say(talk, Reply(phrase="heard_so", values=gaps(talk, top(talk)))))
    phrase = "greet_again" if calls else "small_talk"
    if thanks:
        phrase = "thanked_first" if first else "thanked"
    reply = Reply(phrase="farewell" if leaves else phrase, values=gaps(talk, top(talk)))
    return say(talk, reply) if first or leaves else settle(say(talk, reply))


def again(talk: Talk) -> Talk:
    """Say the last words once more; the open question comes with its choices."""
    frame, question = top(talk), open_question(talk)
    asked = frame is not None and question is not None and not talk.state.alarmed
    told = talk.world.last_said[:-1] if asked else talk.world.last_said
    if told:
        talk = say(talk, Reply(phrase="said_before", values={"words": "\n".join(told)}))
    if asked and frame is not None and question is not None:
        return settle(talk) if talk.state.doubt else say(talk, ask(talk, frame, question))
    return talk if talk.replies else wishes.greet(talk)


def why(talk: Talk) -> Talk:
    """Say why the open question is asked, and ask it again."""
    frame, question = top(talk), open_question(talk)
    if frame is None or question is None:
        return talk
    phrases = talk.world.flows_of(frame.release).phrases
    of_flow = f"{question.why}_in_{frame.flow}"
    reason = next((name for name in (of_flow, question.why) if name in phrases), "why_in_general")
    return settle(say(talk, Reply(phrase=reason, values=gaps(talk, frame), release=frame.release)))


def pause(talk: Talk) -> Talk:
    """Put everything away; drafts stay, and so does what was told in a short flow."""
    frame = next((f for f in reversed(talk.state.frames) if f.draft or paused.gathered(talk, f)), None)
    if frame is None:
        kept = talk.state.paused or has_open_draft(talk)
        phrase = "paused" if kept else "paused_nothing"
        return say(paused.put_away(talk), Reply(phrase=phrase, values=gaps(talk, None)))
    return paused.put_away(say(talk, Reply(phrase="paused", values=gaps(talk, frame), release=frame.release)))


def resume(talk: Talk) -> Talk:
    """Go on with what was put away last, or with the draft spoken of last."""
    frame = top(talk)
    beneath = [other.draft for other in talk.state.frames[:-1]]
    if frame is not None and frame.flow == _LEAVES and frame.about in beneath:
        # Whoever goes on after all does not answer what should become of it.
        return pop(talk)
    taken = paused.take_up(talk) if frame is None else None
    if taken is not None:
        return taken
    drafts = [draft for draft in talk.drafts.values() if draft.status == "open"]
    if not drafts and frame is not None:
        # Whoever says “go on” in the middle of something goes on with just that.
        return talk
    if not drafts:
        return say(talk, Reply(phrase="nothing_to_resume", values=gaps(talk, None)), repair.menu(talk))
    return drafting.take_up(talk, drafts[0])


def cancel(talk: Talk) -> Talk:
    """Leave off; a draft is never thrown away without asking."""
    frame = top(talk)
    if frame is None:
        return say(talk, Reply(phrase="nothing_to_cancel", values=gaps(talk, None)), repair.menu(talk))
    if frame.draft is None:
        return say(pop(talk), Reply(phrase="left_off", values=gaps(talk, frame)))
    about = Frame(flow=_LEAVES, release=talk.world.flows.release, benefit=frame.benefit, about=frame.draft)
    return push(talk, about)
