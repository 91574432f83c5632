"""What a wish starts: an answer, a new draft, the draft that is already there, or a short flow of its own."""

from __future__ import annotations

from dataclasses import replace

from flows import asking, comparing, paused, receiving, relieved, short, venting
from flows.both import both_meant
from flows.doubtful import doubtful
from flows.drafting import apply, may_be
from flows.feelings import mourns
from flows.flow import THIS, Flow
from flows.linking import linked
from flows.looking_up import asks_rule
from flows.members import looks_over
from flows.outcome import Reply
from flows.passing import judges, keep_mentioned, mentioned
from flows.policy_answers import tell_done_elsewhere
from flows.repair import menu, which_benefit, without_card
from flows.speaking import gaps
from flows.stack import push
from flows.state import Answers, Frame
from flows.talk import Talk, answers_of, aside, flow_of, open_question, say, told, top
from flows.topic import CALLED, NEEDS_BENEFIT, asks_for_anything, benefit_meant, of_another
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise

_OPENS = 1
"""Characters before whoever a message begins with: “给我妈…”."""

_SOME_WORDS = 8
"""Characters from which words that want nothing tell something."""

_WHERE = ("where", "contact")
"""Aspects of a question that need no benefit: the office is the same for all."""


def follow(talk: Talk, reading: Reading) -> Talk:
    """Start what the person wishes; a wish without a benefit takes the last topic or asks which."""
    anything = asks_for_anything(talk, reading)
    if not anything and (both_meant(talk, reading) is not None or asks_rule(talk, reading)):
        reading = replace(reading, act=Act.ASK_POLICY)
    act = reading.act
    benefit = None if anything else benefit_meant(talk, reading)
    if benefit is None and act is Act.ASK_POLICY and reading.aspect in _WHERE:
        reading = replace(reading, act=Act.APPOINTMENT_OR_LOCATION)
        act = reading.act
    if act is Act.APPLY and top(talk) is None and _only_tells(talk, reading):
        return _hear_out(talk, reading)
    unnamed = talk.world.flows.for_none(act.value) if benefit is None else None
    if act in NEEDS_BENEFIT and benefit is None and unnamed is None:
        if reading.subject is not None or reading.text.startswith(talk.world.flows.words.get("writer", ())):
            talk = learn(talk, mentioned(talk, reading))
        return which_benefit(replace(talk, state=replace(talk.state, wish=act.value)), reading)
    if act is Act.CHECK_ELIGIBILITY and unnamed is None and benefit not in talk.world.policies.cards:
        reading = replace(reading, act=Act.ASK_POLICY, aspect="eligibility")
        act = reading.act
    if act is Act.CHECK_ELIGIBILITY and unnamed is None and _being_applied_for(talk, reading, benefit):
        return say(aside(talk), Reply(phrase="being_looked_at", values=gaps(talk, top(talk))))
    flow = unnamed or talk.world.flows.started_by(act.value, benefit)
    if flow is None:
        if act in NEEDS_BENEFIT and benefit not in talk.world.policies.cards:
            return without_card(talk, reading)
        talk = replace(talk, state=replace(talk.state, benefit=benefit))
        if act not in NEEDS_BENEFIT:
            return say(talk, Reply(phrase="out_of_scope", values=gaps(talk, None)))
        return tell_done_elsewhere(talk, _asking_about(talk, benefit, reading))
    kept = _told_here(talk, flow, reading)
    if kept is not talk:
        return kept
    return _begun(_remember_topic(_not_later(talk, act), act, benefit, reading), flow, benefit, reading)


def _begun(talk: Talk, flow: Flow, benefit: str | None, reading: Reading) -> Talk:
    """Open the flow of a wish, or go on with what was begun before."""
    if flow.keeps_draft and benefit:
        return _asked_at_once(_judged(talk, benefit, reading) or apply(talk, flow, benefit, reading), reading)
    frame = top(talk)
    if frame is not None and _goes_on_with(talk, frame, flow, reading):
        return venting.went_on(talk, frame, short.frame(talk, flow, reading, benefit).answers)
    begun = short.frame(talk, flow, reading, benefit)
    before = paused.take_up_same(talk, begun)
    if before is not None:
        return before
    if reading.act is not Act.ASK_POLICY:
        other_person = judges(flow) and benefit is not None and of_another(talk, reading)
        # A question about somebody else's place in the middle of the mother's would be taken for hers.
        at = (Reply(phrase="looks_at", values=gaps(talk, begun)),) if other_person else ()
        return short.opened(say(talk, *at), begun)
    other = comparing.compared_with(talk, reading)
    if other is not None:
        return push(push(talk, replace(begun, benefit=other)), begun)
    talk, begun = asking.asked(talk, begun, reading)
    return push(talk, begun)


def _asking_about(talk: Talk, benefit: str | None, reading: Reading) -> Frame:
    """Return a frame of the question about a benefit, with what is known; it is not opened."""
    flow = next(
        f for f in talk.world.flows.flows.values() if f.triggers and f.triggers[0].intent == Act.ASK_POLICY
    )
    return short.frame(talk, flow, reading, benefit)


def _goes_on_with(talk: Talk, frame: Frame, flow: Flow, reading: Reading) -> bool:
    """Tell whether a wish goes on with the open flow: the same one, or a complaint where one is written down."""
    if frame.flow == flow.id:
        return short.rings(flow)
    here = flow_of(talk, frame)
    return reading.act is Act.COMPLAIN and frame.draft is None and short.rings_for(here, "complaint")


def _only_tells(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message that sounds like a plea tells of a life, and neither wants, asks nor names anything."""
    flows, text = talk.world.flows, normalise(reading.text).text
    first = reading.benefits[0] if reading.benefits else None
    named = first is not None and first.confidence >= CALLED and _said_by_name(talk, first.name, text)
    for word in flows.words.get("no_wants", ()):
        text = text.replace(word, "")
    wants = flows.says("wants", text) or flows.says("asks", text) or flows.says("anything", text)
    return not named and not wants and len(text) > _SOME_WORDS and reading.value("id_number") is None


def _said_by_name(talk: Talk, benefit: str, text: str) -> bool:
    """Tell whether a benefit that cannot be applied for here stands in a text, and is not only guessed from illness."""
    card = talk.world.policies.cards.get(benefit)
    here = talk.world.flows.started_by(Act.APPLY.value, benefit) is not None
    return here or card is None or card.named_in(text)


def _hear_out(talk: Talk, reading: Reading) -> Talk:
    """Keep what was told of a hard life and offer a look at what there is; who died is nobody to apply for."""
    found = {**mentioned(talk, reading)}
    if mourns(talk, reading):
        found.pop("who_for", None)
    talk = learn(talk, found)
    disaster = relieved.over(talk, reading)
    if disaster is not None:
        return disaster
    heard = () if talk.replies else (Reply(phrase="hardship_heard", values=gaps(talk, None)),)
    return say(talk, *heard, Reply(phrase="offer_look", values=gaps(talk, None)))


def _asked_at_once(talk: Talk, reading: Reading) -> Talk:
    """Ask about an age that the wish itself told in a doubtful way, where its application has begun."""
    frame = top(talk)
    if frame is None or frame.draft is None or talk.state.doubt is not None:
        return talk
    return doubtful(talk, frame, reading)


def _judged(talk: Talk, benefit: str, reading: Reading) -> Talk | None:
    """Go on to the application for what has just been looked at; None where that is another benefit or person."""
    frame = top(talk)
    if frame is None or frame.draft is not None or frame.benefit != benefit:
        return None
    whose = answers_of(talk, frame).get("who_for")
    other = reading.subject is not None and whose is not None and whose.value != reading.subject
    return None if other or not judges(flow_of(talk, frame)) else linked(talk, frame, THIS)


def _told_here(talk: Talk, flow: Flow, reading: Reading) -> Talk:
    """Keep the facts of a household that is being looked over; they sound like the wish to have it looked over."""
    frame = top(talk)
    if frame is None or frame.flow != flow.id or not looks_over(flow) or open_question(talk) is None:
        return talk
    return keep_mentioned(talk, reading) if mentioned(talk, reading).keys() - {"who_for"} else talk


def _not_later(talk: Talk, act: Act) -> Talk:
    """Forget that a wish was to be taken up later: it is followed now."""
    later = tuple(wish for wish in talk.state.later if wish != act)
    return replace(talk, state=replace(talk.state, later=later))


def _remember_topic(talk: Talk, act: Act, benefit: str | None, reading: Reading) -> Talk:
    aspect = reading.aspect if act is Act.ASK_POLICY and reading.aspect != "other" else None
    if act is Act.APPOINTMENT_OR_LOCATION:
        aspect = "where"
    elif aspect is None and act is Act.ASK_POLICY:
        followed = benefit is not None and benefit == talk.state.benefit
        aspect = talk.state.aspect if followed and talk.state.aspect else "definition"
    if reading.subject is not None or act is not Act.ASK_POLICY:
        talk = learn(talk, _of_own_household(talk, benefit, reading, mentioned(talk, reading)))
    if reading.region is not None:
        place_now = told(talk, reading.region, asked=False)
        talk = replace(talk, state=replace(talk.state, loose={**talk.state.loose, "place": place_now}))
    benefit = benefit or talk.state.benefit
    return replace(talk, state=replace(talk.state, benefit=benefit, aspect=aspect, wish=None))


def _of_own_household(talk: Talk, benefit: str | None, reading: Reading, found: Answers) -> Answers:
    """Take a household's benefit to be for whoever speaks of their own household, whoever else of it is named."""
    card = talk.world.policies.cards.get(benefit or "")
    if card is None or card.unit != "household" or "who_for" not in found:
        return found
    if _starts_with_whom(reading) or not talk.world.flows.says("own_household", reading.text):
        return found
    return {**found, "who_for": replace(found["who_for"], value="self")}


def _starts_with_whom(reading: Reading) -> bool:
    first = reading.value("relation")
    return first is not None and first.start <= _OPENS


def _being_applied_for(talk: Talk, reading: Reading, benefit: str | None) -> bool:
    """Tell whether an application for this benefit is open, which will say by itself whether they may have it."""
    drafts = (talk.drafts[frame.draft] for frame in talk.state.frames if frame.draft)
    return any(draft.benefit == benefit and may_be(draft, reading.subject) for draft in drafts)


def learn(talk: Talk, found: Answers) -> Talk:
    """Keep facts told before any draft; those of another person told earlier are forgotten."""
    loose = talk.state.loose
    whose, before = found.get("who_for"), loose.get("who_for")
    if whose is not None and before is not None and whose.value != before.value:
        loose = {name: kept for name, kept in loose.items() if name == "place"}
    return replace(talk, state=replace(talk.state, loose={**loose, **receiving.together(loose, found)}))


def greet(talk: Talk) -> Talk:
    """Say who we are and show the opening choices; later greetings are short."""
    if talk.state.greeted:
        return say(talk, Reply(phrase="greet_again", values=gaps(talk, None)), menu(talk))
    talk = replace(talk, state=replace(talk.state, greeted=True))
    return say(talk, Reply(phrase="greet", values=gaps(talk, None)), menu(talk))
