"""What a policy question is about besides its benefit and aspect: the day, the place, the person supposed.

“and the country?”, “and at a hundred?”, “and last year?” keep what was asked before; “how far apart are they?” has
two sides (`flows.comparing`). What shows this are the library's words `follow` and `compare`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flows import comparing, following
from flows.both import both_meant
from flows.flow import Flow
from flows.looking_up import looked_up
from flows.question import MENU
from flows.state import Answers, Frame, Told
from flows.supposing import AGE, DAY, HUKOU, LEVEL, Supposed, Supposes, banded, supposed
from flows.talk import Talk, told, top
from flows.topic import lacked
from flows.varying import variation
from nlu.acts import WISHES, Act
from nlu.reading import Reading
from nlu.text import letters_only
from policies.catalogue import Question

PAPERS = ("birth_date", "id_number")
WHOLE = "tell_full"
_ELLIPTIC = 16
"""Characters up to which a message can be a follow-up."""

_LEFT_OVER = 1
"""Letters of a follow-up that may be neither a value nor a little word."""


def goes_on(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message only goes on about what was asked before, whatever benefit it names."""
    return followed(talk, reading) is not reading or lacked(talk, reading) is not reading


def followed(talk: Talk, reading: Reading) -> Reading:
    """Return a message that only changes what was asked before as that question again; any other as it is."""
    frame = top(talk)
    filling = talk.state.aspect is None and (frame is None or frame.draft is not None)
    if (
        talk.state.benefit is None
        or talk.state.offered == MENU
        or filling
        or following.tells_what_is_judged(talk, reading)
    ):
        return reading
    varied = _varied(talk, reading, talk.state.benefit)
    if varied is not None:
        return replace(
            reading, act=Act.ASK_POLICY, benefit=talk.state.benefit, aspect=varied.aspect, parts=()
        )
    if len(reading.text) > _ELLIPTIC:
        return reading
    plain_wish = reading.act in WISHES - {Act.ASK_POLICY, Act.OUT_OF_SCOPE, Act.SMALLTALK}
    found = tuple(supposed(talk, reading, talk.state.benefit))
    other = reading.benefit not in (None, talk.state.benefit)
    if not _follows(talk, reading, found, 0 if plain_wish or other else _LEFT_OVER):
        return reading
    if other and not following.only_options(talk, reading, found):
        return reading
    if following.asks_something_else(talk, reading) or following.only_tells(talk, reading, found):
        return reading
    # After a verdict it is the amount that another place or age would change.
    return replace(
        reading, act=Act.ASK_POLICY, benefit=talk.state.benefit, aspect=talk.state.aspect or "amount"
    )


def _varied(talk: Talk, reading: Reading, benefit: str | None) -> Question | None:
    """Return the common question of another circumstance that a message asks, unless a figure of its own answers it."""
    if benefit is None or benefit != talk.topic_before:
        return None
    found = tuple(supposed(talk, reading, benefit))
    figures = banded(talk, benefit) | {HUKOU, DAY}
    amount = talk.state.aspect == "amount" and all(item.name in figures for item in found)
    return None if amount and _follows(talk, reading, found) else variation(talk, reading)


def _follows(talk: Talk, reading: Reading, found: tuple[Supposed, ...], left_over: int = _LEFT_OVER) -> bool:
    """Tell whether a message says nothing besides what it supposes."""
    return bool(found) and len(_left_over(talk, reading.text, found)) <= left_over


def _only_whose(talk: Talk, reading: Reading, found: tuple[Supposed, ...]) -> bool:
    """Tell whether a message only names somebody, of an age or a grade: “and my father, who is 85?”."""
    people = tuple(
        Supposed(name=v.kind, value=v.value, start=v.start, end=v.end)
        for v in reading.values
        if v.kind == "relation" and isinstance(v.value, str)
    )
    of_them = any(item.name in (AGE, LEVEL) for item in found)
    return of_them and bool(people) and _follows(talk, reading, (*found, *people))


def asked(talk: Talk, frame: Frame, reading: Reading) -> tuple[Talk, Frame]:
    """Give a policy question's frame its day and what it supposes, or its two sides; a follow-up remembers them."""
    both = both_meant(talk, reading)
    if both is not None:
        return talk, replace(frame, both=next(name for name in both if name != frame.benefit))
    varied = _varied(talk, reading, frame.benefit)
    if varied is not None:
        state = replace(talk.state, asked_common=varied.ask)
        return replace(talk, state=state), replace(frame, aspect=varied.aspect, common=varied.ask)
    found = tuple(supposed(talk, reading, frame.benefit or ""))
    before = _kept(talk, reading, frame)
    compares = comparing.compares(talk, reading)
    if compares:
        sides = comparing.sides(talk, frame, found, before)
        if sides is not None:
            return _placed_nowhere(talk, sides[0]), _beside(talk, frame, before, *sides)
        if comparing.names_both(talk, reading.text):
            # What the figures do not tell apart is seen from the figures themselves.
            talk, frame = _about_the_amount(talk, frame)
    if (
        frame.benefit == talk.topic_before
        and frame.aspect not in following.OF_ONES_OWN
        and _only_whose(talk, reading, found)
    ):
        # Papers and steps are the same for everybody: of another person it is the money that differs.
        talk, frame = _about_the_amount(talk, frame)
    now = {**before, **{item.name: item.value for item in found}}
    if not compares and not _follows(talk, reading, found):
        frame = looked_up(talk, frame, reading)
    elif not compares and frame.benefit == talk.topic_before:
        frame = replace(frame, common=talk.state.asked_common)
    return _remembered(talk, frame, now)


def _remembered(talk: Talk, frame: Frame, now: Supposes) -> tuple[Talk, Frame]:
    """Give the frame what is supposed, and keep that for a follow-up."""
    facts, on = _facts(talk, now), _day(now)
    state = replace(talk.state, benefit=frame.benefit, asked_on=on, asked_of=facts, asked_common=frame.common)
    supposing = _with(frame.answers, _on_that_day(talk, facts, on))
    return replace(talk, state=state), replace(frame, on=on, answers=supposing)


def _about_the_amount(talk: Talk, frame: Frame) -> tuple[Talk, Frame]:
    state = replace(talk.state, aspect="amount")
    return replace(talk, state=state), replace(frame, aspect="amount")


def spoken_of(talk: Talk, flow: Flow, frame: Frame) -> Frame:
    """Let a flow that tells the whole card tell that of the benefit, place and day last asked about."""
    if not any(step.name == WHOLE for step in flow.steps.values()):
        return frame
    loose = talk.state.loose
    place = talk.state.asked_of.get(HUKOU) or loose.get("place") or loose.get(HUKOU)
    answers = {HUKOU: place} if place else frame.answers
    return replace(frame, benefit=talk.state.benefit, on=talk.state.asked_on, answers=answers)


def _left_over(talk: Talk, text: str, found: tuple[Supposed, ...]) -> str:
    taken = {place for item in found for place in range(item.start, item.end)}
    left = "".join(letter for place, letter in enumerate(text) if place not in taken)
    words = talk.world.flows.words
    for word in sorted((*words.get("follow", ()), *words.get("compare", ())), key=len, reverse=True):
        left = left.replace(word, "")
    return letters_only(left)


def _kept(talk: Talk, reading: Reading, frame: Frame) -> Supposes:
    """Return what the question before supposed, as long as the talk stays with it and does not name it anew."""
    card = talk.world.policies.cards.get(frame.benefit or "")
    named = card is not None and card.named_in(reading.text)
    if named or frame.benefit != talk.topic_before:
        return {}
    kept = {name: item.value for name, item in talk.state.asked_of.items()}
    return kept if talk.state.asked_on is None else {**kept, DAY: talk.state.asked_on}


def _placed_nowhere(talk: Talk, side: Supposes) -> Talk:
    """Forget the first of two places compared as the place spoken of: neither is more the person's than the other."""
    loose = {name: item for name, item in talk.state.loose.items() if name != "place" or HUKOU not in side}
    return replace(talk, state=replace(talk.state, loose=loose))


def _beside(talk: Talk, frame: Frame, before: Supposes, one: Supposes, other: Supposes) -> Frame:
    """Return the frame with two sides to compare."""
    first, second = ({**before, **side} for side in (one, other))
    return replace(
        frame,
        aspect="amount",
        on=_day(first),
        answers=_with(frame.answers, _facts(talk, first)),
        beside_on=_day(second),
        beside=_with(frame.answers, _facts(talk, second)),
    )


def _facts(talk: Talk, supposes: Supposes) -> Answers:
    """Return what is supposed as answers nobody was asked for; the day is none."""
    return {name: told(talk, value, asked=False) for name, value in supposes.items() if name != DAY}


def _on_that_day(talk: Talk, facts: Answers, on: date | None) -> Answers:
    """Take a supposed age as that of the day asked about, as policies count a stated age from today."""
    age = facts.get(AGE)
    if on is None or age is None or not isinstance(age.value, int):
        return facts
    today = talk.world.today
    years = ((on.year - today.year) * 12 + on.month - today.month) // 12
    return {**facts, AGE: replace(age, value=max(age.value - years, 0))}


def _day(supposes: Supposes) -> date | None:
    day = supposes.get(DAY)
    return day if isinstance(day, date) else None


def _with(answers: Answers, facts: Answers) -> Answers:
    """Put what is supposed over what is known; an age that is supposed beats the papers of the person spoken of."""
    surer = PAPERS if AGE in facts else ()
    kept: dict[str, Told] = {name: item for name, item in answers.items() if name not in surer}
    return {**kept, **facts}
