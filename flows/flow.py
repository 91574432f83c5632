"""What a flow is: named steps, and branches that hold no expressions.

Step names follow Rasa's CALM flow format (`collect`, `call`, `link`, `action`, `set_slots`, `noop`, `next`), plus
`decide` and `screen`. A branch names a literal answer, a verdict, a criterion, a property of the benefit's card or
what a look over the household found; anything that needs arithmetic is policy and lives in `policies`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nlu.phrasebook import NO_PHRASES, Phrasebook
from policies.verdict import Answer

END = "END"
NO_BENEFIT = "none"
"""Stands in a trigger for a wish that names no benefit."""

THIS = "this"
"""Stands for the benefit that the flow was started for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """True when `question` was answered with `value` (an option's id, "yes", "no" or "declined")."""

    question: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictIs:
    """True when the benefit's verdict on the answers so far is `answer`."""

    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionIs:
    """True when one criterion of the benefit has this answer."""

    criterion: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSays:
    """True when the benefit's card says so for this place: `no_application` (paid unasked) or `needs_place`.

    `not_taken_here` where the benefit has a card but no application of ours.
    """

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningShows:
    """True when the look over the household found it: `something_to_apply_for`."""

    what: str


Condition = Answered | VerdictIs | CriterionIs | CardSays | ScreeningShows
SCREENING_SHOWS = ("something_to_apply_for",)
CARD_SAYS = ("no_application", "needs_place", "not_taken_here")

ACTION_NAMES = frozenset(
    {
        "tell_verdict",
        "tell_no_application",
        "answer_policy",
        "tell_full",
        "tell_where_taken",
        "tell_objection",
        "offer_application",
        "tell_progress",
        "tell_steps",
        "tell_where_we_were",
        "tell_screening",
        "apply_for_first",
        "tell_the_rest",
        "submit",
        "tell_income",
        "tell_pairs",
        "tell_materials",
        "ring_danger",
        "ring_hunger",
        "tell_whereabouts",
        "ring_hand_over",
        "ring_report",
        "ring_alert",
        "tell_alert",
        "ring_complaint",
        "ring_certification",
        "ring_visit",
        "ring_appointment",
        "tell_where",
        "open_draft",
        "drop_draft",
        "start_over",
        "leave_draft",
        "give_code",
        "tell_kept",
        "weigh_deletion",
        "forget",
        "forget_photos",
        "weigh_revocation",
        "revoke",
        "weigh_agreement",
        "agree_again",
    }
)
"""The actions a flow may name besides `utter_<phrase>`; `flows.actions` carries them out."""


DEPENDS: Mapping[str, tuple[str, ...]] = {
    "tell_income": ("household_income", "household_size"),
    "tell_pairs": ("relief_status", "also_gets", "receiving"),
}
"""Actions that are done again when one of these answers changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Go to step `then` when the condition holds; a branch without one always holds and stands last."""

    when: Condition | None
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what it does (`kind` and `name`, e.g. collect hukou), and where it leads."""

    id: str
    kind: str
    name: str
    branches: tuple[Branch, ...]
    ask_before_filling: bool = False
    slots: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A wish that starts the flow; without a benefit it starts for any, with NO_BENEFIT when none is named."""

    intent: str
    benefit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow file's one flow; `keeps_draft` when its answers are kept as a draft of a person and a benefit.

    `said` are words, and `cues` phrases, that start it whatever act they are read as. `asks_danger`: it asks whether
    anybody is in danger before anything else, so that this is not asked besides.
    """

    id: str
    name: str
    description: str
    benefit: str | None
    keeps_draft: bool
    triggers: tuple[Trigger, ...]
    steps: Mapping[str, Step]
    first: str
    path: str
    said: tuple[str, ...] = ()
    asks_danger: bool = False
    cues: Phrasebook = NO_PHRASES
