"""Walk on after something was said: do new actions, end flows, follow links and later wishes, then ask.

What an ended flow learnt about the person is kept for the next one.
"""

from __future__ import annotations

from dataclasses import replace

from flows import answering, doubting, drafting, incomes, linking, paused, short, waiting, wishes
from flows.actions import act
from flows.journey import journey
from flows.outcome import Reply
from flows.passing import judges
from flows.repair import menu
from flows.speaking import ask, gaps
from flows.stack import pop
from flows.state import Frame
from flows.supposing import HUKOU
from flows.talk import Talk, doubted, flow_of, open_question, place, questions_of, say, top
from nlu.acts import Act
from nlu.reading import Reading

_ENDLESS = 20
"""More flows ended or linked in one turn than any library has; a circle of links stops here."""

_SURE = 0.4
"""A further wish below this probability is not acted on."""

_LATER = frozenset({Act.APPLY, Act.CHECK_ELIGIBILITY, Act.QUERY_PROGRESS, Act.HUMAN, Act.CERTIFY})
"""Wishes that are worth coming back to without being said again."""

_LED_TO = {
    Act.APPLY: frozenset({Act.CHECK_ELIGIBILITY}),
    Act.CHECK_ELIGIBILITY: frozenset({Act.APPLY}),
    Act.COMPLAIN: frozenset({Act.QUERY_PROGRESS, Act.CHECK_ELIGIBILITY}),
}
"""Wishes that the flow of the leading one comes to by itself: it judges, offers to apply, or sees to the money."""

_COMPLAINT = "complaint"
"""The kind of work that a complaint, money that is looked for, and one who wants money all become."""

_SAY_WHOSE = frozenset({"resumed", "where_we_are", "carried_over", "draft_kept", "started_over"})
"""Phrases that say already which application is gone on with."""

_MOST_LATER = 3
"""Further wishes kept at a time; more than that nobody remembers having said."""


def settle(talk: Talk) -> Talk:
    """Walk on until a question is open or nothing is left."""
    ended, came_back = talk.open_before is not None, False
    for _ in range(_ENDLESS):
        frame = top(talk)
        if frame is None and talk.state.later:
            talk = _take_up_later(talk)
            continue
        if frame is None and talk.state.waiting and ended:
            talk = waiting.come_back(talk)
            continue
        if frame is None:
            talk = paused.left(talk) if talk.open_before is not None else talk
            return talk if talk.replies else say(talk, menu(talk))
        doubt = doubted(talk)
        if doubt is not None:
            return say(talk, doubting.doubt_reply(talk, frame, doubt))
        path = journey(place(talk, frame))
        news = [step for step in path.passed if step not in talk.behind[-1]]
        if news:
            talk = replace(talk, behind=(*talk.behind[:-1], talk.behind[-1] | {news[0]}))
            talk = act(talk, frame, news[0].action)
        elif path.link is not None:
            talk = linking.linked(talk, frame, path.link)
        elif path.open is not None:
            added = incomes.settled(talk, frame, path.open)
            if added is None:
                return _ask(_back(talk, frame, path.open.id) if came_back else talk, frame)
            talk = answering.summed(added, frame, path.open)
        else:
            talk, ended, came_back = _ended(talk, frame), True, frame.draft is None
    return talk


def kept_for_later(talk: Talk, reading: Reading) -> Talk:
    """Keep the further wishes of a message; the leading one is followed now."""
    # A second question of the same kind cannot be taken up by its name alone: what it asks would be lost.
    others = [guess for guess in reading.also if guess.name != reading.act]
    led_to = _LED_TO.get(reading.act, frozenset())
    sure = [g.name for g in others if g.confidence >= _SURE and g.name in _LATER and g.name not in led_to]
    talk, apart = waiting.put_by_another(talk, reading, sure)
    sure = [name for name in sure if name != apart]
    later = tuple(dict.fromkeys((*talk.state.later, *sure)))[:_MOST_LATER]
    return replace(talk, state=replace(talk.state, later=later))


def _take_up_later(talk: Talk) -> Talk:
    """Follow the next kept wish, about the same benefit and person; one that nothing answers was never offered."""
    first, rest = talk.state.later[0], talk.state.later[1:]
    talk = replace(talk, state=replace(talk.state, later=rest))
    flows, benefit = talk.world.flows, talk.state.benefit
    if benefit is not None and flows.started_by(first, benefit) is None:
        return talk if talk.replies else say(talk, menu(talk))
    return wishes.follow(talk, Reading(text=talk.words, act=Act(first), confidence=1.0))


def _ended(talk: Talk, frame: Frame) -> Talk:
    """Take an ended flow off; what it learnt about the person is kept for the next one."""
    facts, questions = talk.world.policies.facts, questions_of(talk, frame)
    if frame.draft is None:
        # What was told to have somebody's case judged is their own; what a question supposed need not be.
        own = judges(flow_of(talk, frame))
        theirs = {n for n, question in questions.items() if own and question.volunteered}
        learnt = {n: t for n, t in frame.answers.items() if n in theirs or (n in facts and (t.asked or own))}
        talk = replace(wishes.learn(talk, learnt), digressed=True)
    elif HUKOU in talk.drafts[frame.draft].answers:
        # Whom they apply for next is likely registered there, too, and is asked so.
        place_of_it = talk.drafts[frame.draft].answers[HUKOU]
        talk = replace(talk, state=replace(talk.state, loose={**talk.state.loose, "place": place_of_it}))
    return drafting.come_back(_not_twice(pop(talk), frame))


def _not_twice(talk: Talk, ended: Frame) -> Talk:
    """Leave off what would put the same complaint before a person once more, such as a look for the money."""
    beneath = top(talk)
    if beneath is None or beneath.draft or not short.rings_for(flow_of(talk, ended), _COMPLAINT):
        return talk
    return pop(talk) if short.rings_for(flow_of(talk, beneath), _COMPLAINT) else talk


def _back(talk: Talk, frame: Frame, question: str) -> Talk:
    """Say which matter comes again, and whose, where something else that asked its own questions has ended."""
    digression = talk.open_before in (None, question)
    read = frame.draft is not None or short.rings(flow_of(talk, frame))
    if not read or digression or any(reply.phrase in _SAY_WHOSE for reply in talk.replies):
        return talk
    values = {**gaps(talk, frame), "matter": paused.topic(talk, frame)}
    return say(talk, Reply(phrase="back_to_matter", values=values, release=frame.release))


def _ask(talk: Talk, frame: Frame) -> Talk:
    question = open_question(talk)
    if question is None:
        return talk
    back = talk.open_before == question.id and talk.digressed
    if back and frame.draft:
        talk = say(talk, Reply(phrase="back_to", values=gaps(talk, frame), release=frame.release))
    if _third(talk, frame) and talk.open_before != question.id and not _says_where(talk):
        talk = say(talk, Reply(phrase="position", values=gaps(talk, frame), release=frame.release))
    return say(talk, ask(talk, frame, question))


def _says_where(talk: Talk) -> bool:
    """Tell whether this turn has said already how far it has come."""
    return any(reply.phrase in ("resumed", "where_we_are") for reply in talk.replies)


def _third(talk: Talk, frame: Frame) -> bool:
    step = gaps(talk, frame).get("step", "0")
    return frame.draft is not None and int(step) % 3 == 0 and talk.state.misses == 0
