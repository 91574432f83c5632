"""Fill the gaps of phrases, and put a question with its choices.

All words come from the phrase library; this module only chooses which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows import consent
from flows.incomes import INCOMES
from flows.journey import journey
from flows.outcome import Reply, choices_of
from flows.phrases import Phrases, fill
from flows.question import Question
from flows.spoken import listed, phrases_of, review, review_items, who
from flows.state import Frame, frame_of
from flows.talk import Talk, answers_of, flow_of, place
from nlu.reading import Option
from policies.contacts import nearby
from policies.regions import NATION

_MOST_PURPOSES = 3
"""Purposes shown at a time; with the way out that is four choices."""


def gaps(talk: Talk, frame: Frame | None) -> Mapping[str, str]:
    """Return what a phrase may say about this frame: benefit, person, place, position and the help numbers."""
    world = talk.world
    frame = _meant(talk, frame)
    answers = answers_of(talk, frame) if frame else talk.state.loose
    benefit = frame.benefit if frame else talk.state.benefit
    card = world.policies.cards.get(benefit) if benefit else None
    filled = {
        "benefit": card.name if card else world.flows.phrases.word(f"benefit_{benefit}"),
        "who": who(talk, answers),
        "day_words": day_words(talk),
        "office": "" if world.region == NATION else world.policies.regions.spoken(world.region),
    }
    if "benefit" in filled:
        filled["matter"] = of_whom(world.flows.phrases, filled["who"], filled["benefit"])
    for contact in nearby(world.policies.contacts, world.policies.regions, world.region):
        filled.setdefault(f"phone_{contact.kind}", contact.number)
    if frame and frame.draft:
        path = journey(place(talk, frame))
        done = len(path.asked)
        filled |= {
            "step": str(done + 1),
            "steps": str(done + path.ahead),
            "next": path.open.label if path.open else "",
        }
    elif frame and any(step.kind == "screen" for step in flow_of(talk, frame).steps.values()):
        first = place(talk, frame).to_apply_for()[:1]
        filled["first"] = world.policies.cards[first[0]].name if first else ""
        # Of a whole household it must be said whose age is asked for; whom it is for is asked before that.
        filled["whom"] = filled["who"] or world.flows.phrases.word("relation_other_relative")
    return {name: text for name, text in filled.items() if text}


def of_whom(phrases: Phrases, whose: str, matter: str) -> str:
    """Return a benefit or a topic as one calls it among several people's: “mother's old-age allowance”."""
    return phrases.render("list_waiting", {"who": whose, "benefit": matter}) if whose else matter


def _meant(talk: Talk, frame: Frame | None) -> Frame | None:
    """Return the frame whose draft is spoken of: a flow about a draft speaks of that draft."""
    if frame is None or frame.about is None or frame.about not in talk.drafts:
        return frame
    draft = talk.drafts[frame.about]
    return frame_of(draft)


def options(talk: Talk, frame: Frame, question: Question) -> tuple[Option, ...]:
    """Return the numbered answers of a question; a review's are the items that can be changed."""
    if question.of_consents:
        return _of_consents(talk, question)
    if not question.review:
        filled = gaps(talk, frame)
        return tuple(replace(option, words=_worded(option.words, filled)) for option in question.options)
    return tuple(
        Option(id=item.id, number=number, words=(item.label,))
        for number, item in enumerate(review_items(talk, frame), start=1)
    )


def _of_consents(talk: Talk, question: Question) -> tuple[Option, ...]:
    """Return the options that are purposes spoken of: three, what is no purpose at all, and after it the rest.

    The rest are not shown with numbers; they are named in the question and answered in words.
    """
    meant, purposes = consent.purposes(talk, question.of_consents), talk.world.flows.purposes
    of_purposes = [option for option in question.options if option.id in meant]
    none = [option for option in question.options if option.id not in purposes]
    ordered = (*of_purposes[:_MOST_PURPOSES], *none, *of_purposes[_MOST_PURPOSES:])
    return tuple(replace(option, number=number) for number, option in enumerate(ordered, start=1))


def _worded(words: tuple[str, ...], filled: Mapping[str, str]) -> tuple[str, ...]:
    """Fill the gaps in an option's words; a word whose gap nobody fills is left out."""
    return tuple(word for word in (fill(word, filled) for word in words) if word)


def day_words(talk: Talk) -> str:
    """Return the words of the day, which somebody reads aloud to show that they are there."""
    lines = talk.world.flows.phrases.word("day_words").splitlines()
    return lines[talk.world.today.toordinal() % len(lines)] if lines else ""


def ask(talk: Talk, frame: Frame, question: Question) -> Reply:
    """Put a question, in the flow's own words where it has some; a later wording when it was not understood."""
    wording = question.wordings[min(talk.wording, len(question.wordings) - 1)]
    own = f"{wording}_in_{frame.flow}"
    wording = own if own in phrases_of(talk, frame) else wording
    values = dict(gaps(talk, frame))
    some = answers_of(talk, frame).get(INCOMES)
    if some is not None and f"{wording}_besides" in phrases_of(talk, frame):
        wording = f"{wording}_besides"
        values["items"] = listed(talk, {INCOMES: some})
    if question.review:
        values["review"] = "\n".join(review(talk, frame))
        choices: tuple[tuple[str, str], ...] = ()
    else:
        shown = options(talk, frame, question)
        if question.of_consents:
            shown, more = shown[: _MOST_PURPOSES + 1], shown[_MOST_PURPOSES + 1 :]
            values["more"] = talk.world.flows.phrases.word("list_comma").join(o.words[0] for o in more)
        choices = choices_of(shown)
    values = {name: text for name, text in values.items() if text}
    return Reply(phrase=wording, values=values, choices=choices, asks=question.id, release=frame.release)
