"""What a flow is: named steps, branches that hold no expressions, and the questions they ask.

Step names follow Rasa's CALM flow format (`collect`, `call`, `link`, `action`, `set_slots`, `noop`, `next`), plus
`decide` and `screen`. A branch names a literal answer, a verdict, a criterion, a property of the benefit's card or
what a look over the household found; anything that needs arithmetic is policy and lives in `policies`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nlu.patterns import NO_PHRASES, Phrasebook
from nlu.reading import Option
from nlu.values.denied import denied
from policies.verdict import Answer

END = "END"
MENU = "menu"
"""The question that shows the opening choices."""

NO_BENEFIT = "none"
"""Stands in a trigger for a wish that names no benefit."""

ANY = "any"
"""Stands for any answer but that of not knowing."""

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
    """True when the benefit's card says so for this place: `no_application` (paid unasked) or `needs_place`."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningShows:
    """True when the look over the household found it: `something_to_apply_for`."""

    what: str


Condition = Answered | VerdictIs | CriterionIs | CardSays | ScreeningShows
SCREENING_SHOWS = ("something_to_apply_for",)
CARD_SAYS = ("no_application", "needs_place")

ACTION_NAMES = frozenset(
    {
        "tell_verdict",
        "tell_no_application",
        "answer_policy",
        "tell_full",
        "tell_where_taken",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """One thing that is done only with a person's consent: its name in a sentence, and the question that asks.

    `needed`: without it nobody may decide on what was submitted.
    """

    id: str
    name: str
    question: str
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that is asked: the kind of value that answers it and the words around it.

    `wordings` are phrase ids, the first one asked first, the others when it was not understood. `volunteered`: a
    value of this kind that the person mentions without being asked is kept as the answer. `review`: this question
    shows everything answered, numbered, and only an explicit yes to it counts. `of_person`: the answer is about the
    person it is for, so that words about somebody else are no answer. `of_occasion`: the answer is about this one
    application (what happened, its papers), so that the next one asks anew. `refuses`: values that are no single
    answer. `yes_words`: a yes counts only with one of these words in it, so that a yes sent twice confirms nothing.
    `only_with`: told unasked, a value counts only where one of these words stands with it: most days are no birthday.
    `heard_by`: words by which an answer is heard in a message about something else, for each option's id; under ""
    those that show a part of the message to be the answer itself.
    `purpose`: what the person agrees to by a yes to it; empty for a question that is no consent. `of_consents`: only
    those of its options are shown that are purposes `agreed` to, or `revoked`. `agrees`: answers (ANY: whatever is
    told) that agree to a purpose by themselves, since the question says what it is for: whoever sends the photo lets it
    be kept.
    `called`: further words by which people point at it (“the income was wrong”), besides its label. `group` is its
    heading in the review. A photo that is sent while it is open answers it with `takes_photo`. `people` is the question
    that the same words answer too where they name relatives (“my wife, a grandson and me” is how many, and who).
    `heard_as`: aspects of a wish that say as much as an option (who asks about the day of payment has not been paid).
    `shown_by`: kinds of values, and answers to other questions, that answer it with an option by coming in its place:
    who sends their number when asked whether to be called says yes.
    """

    id: str
    kind: str
    label: str
    wordings: tuple[str, ...]
    why: str
    options: tuple[Option, ...]
    option_labels: Mapping[str, str]
    volunteered: bool
    required: bool
    in_review: bool
    review: bool
    sensitive: bool
    of_person: bool
    of_occasion: bool
    refuses: tuple[str, ...]
    yes_words: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()
    heard_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    heard_as: Mapping[str, str] = field(default_factory=dict)
    called: tuple[str, ...] = ()
    group: str = ""
    takes_photo: str = ""
    people: str = ""
    purpose: str = ""
    of_consents: str = ""
    agrees: Mapping[str, str] = field(default_factory=dict)
    shown_by: Mapping[str, str] = field(default_factory=dict)

    def agrees_to(self, value: object) -> str:
        """Return the purpose that this answer by itself agrees to, as its question said; empty for none."""
        return self.agrees.get(str(value), self.agrees.get(ANY, ""))

    def heard_in(self, words: str) -> tuple[str, ...]:
        """Return the options whose own words (`heard_by`) stand in a normalised text and are not denied there."""
        return tuple(
            o for o, heard in self.heard_by.items() if o and any(_said(word, words) for word in heard)
        )

    @property
    def explicit(self) -> bool:
        """Whether only a plain yes or no to this very question counts: a consent, and the last word before sending."""
        return self.review or (self.required and self.kind == "yes_no")


def _said(word: str, words: str) -> bool:
    place = words.find(word)
    return place >= 0 and not denied(words, place, place + len(word))
