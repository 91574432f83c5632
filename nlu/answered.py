"""Decide whether a message answers the question that was asked: by an option, by yes or no, by a value of its kind.

A value inside a question of the person's own answers nothing.
"""

from __future__ import annotations

from nlu.acts import WISHES, Act
from nlu.reading import Value
from nlu.said import SHORT, WHOLE_MESSAGE, Said, Settled
from nlu.text import letters_only
from nlu.values.choice import choice
from nlu.values.yes_no import has_none
from nlu.values.yes_no import hedged as hedged_yes_no

_YES_NO_KINDS = frozenset({"", "yes_no", "choice"})
_BELIEVED = 0.55
_PLAIN = 0.8
_WISHES = 0.4
_LITTLE = 2


def option(said: Said) -> Settled | None:
    """One of the numbered answers, by its number or in its words."""
    chosen = choice(said.text, said.options) if said.options else None
    if chosen is None:
        return None
    if chosen.value is None:
        if fits(said.values, said.asked):
            return None
        last_way_out = said.text.strip(" .。") == "9"
        act = Act.SKIP if last_way_out else Act.UNCLEAR
        return Settled(act=act, confidence=0.9, values=(chosen, *said.values))
    within = chosen.end - chosen.start < len(said.text) - _LITTLE
    # A choice whose sentence wishes the very thing says more than the choice: what is to be done.
    wishes_it = said.wish.act == chosen.value and said.wish.confidence >= _WISHES
    if within and (wishes_it or said.shows("question")):
        return None
    kept = tuple(
        value for value in said.values if value.kind not in ("text", "money_monthly", "money_yearly")
    )
    return Settled(act=Act.CHOOSE, confidence=0.95, values=(chosen, *kept))


def yes_or_no(said: Said, answer: str | None) -> Settled | None:
    """A plain `answer`, "yes" or "no"; where something else was asked, that the person has none of it."""
    kind = said.asked
    if answer is None or kind in WHOLE_MESSAGE or (kind not in _YES_NO_KINDS and fits(said.values, kind)):
        return None
    told = tuple(value for value in said.values if value.kind != "yes_no")
    if answer == "no" and lacks(said):
        return Settled(act=Act.SKIP, confidence=0.85, values=told)
    value = Value(kind="yes_no", value=answer, start=0, end=len(said.text))
    return Settled(act=_act(answer), confidence=0.95 if kind == "yes_no" else 0.85, values=(value, *told))


def hedged(said: Said) -> Settled | None:
    """Yes or no as far as the person knows: to be confirmed."""
    answer = hedged_yes_no(said.text) if said.asked in ("yes_no", "choice") else None
    if answer is None:
        return None
    value = Value(
        kind="yes_no", value=answer, start=0, end=len(said.text), needs_confirm=True, reason="unsure"
    )
    return Settled(act=_act(answer), confidence=0.7, values=(value, *said.values))


def _act(answer: str) -> Act:
    return Act.AFFIRM if answer == "yes" else Act.DENY


def fitting(said: Said) -> Settled | None:
    """A value of the kind that was asked, unless it stands inside a question of the person's own."""
    if not said.asked or not fits(said.told(said.asked), said.asked) or _asks(said):
        return None
    return Settled(act=Act.INFORM, confidence=0.95, values=said.values)


def whole(said: Said) -> Settled | None:
    """A question that takes any text gets the message, unless the person plainly asks for something else."""
    if not said.asked or not fits(said.values, said.asked) or _interrupts(said):
        return None
    return Settled(act=Act.INFORM, confidence=0.9, values=said.values)


def fits(values: tuple[Value, ...], kind: str) -> bool:
    """Tell whether one of some values is of a kind."""
    return any(value.kind == kind for value in values)


def lacks(said: Said) -> bool:
    """Tell whether the person says to have none of what was asked for (a telephone, a card)."""
    return said.asked not in _YES_NO_KINDS and has_none(letters_only(said.text))


def _interrupts(said: Said) -> bool:
    least = _BELIEVED if said.shows("announced") else _PLAIN
    return len(said.text) <= 2 * SHORT and said.shows("question") and said.wishes(WISHES, least)


def _asks(said: Said) -> bool:
    covered = sum(value.end - value.start for value in said.values if value.kind == said.asked)
    return covered * 2 < len(said.text) and said.shows("question") and said.wishes(WISHES, _BELIEVED)
