"""What a question is: the kind of value that answers it, its words, and the consent that a yes to it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nlu.reading import Option
from nlu.values.denied import denied

MENU = "menu"
"""The question that shows the opening choices."""

ANY = "any"
"""Stands for any answer but that of not knowing."""

NONE = "none"
"""The option that none of the others is so."""


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
    person it is for, so that words about somebody else are no answer. `of_relatives`: it asks about their relatives, so
    that whoever an answer names is one of them, and nobody else it would be for. `of_occasion`: the answer is about
    this one application (what happened, its papers), so that the next one asks anew. `refuses`: values that are no
    single answer. `yes_words`: a yes counts only with one of these words in it, so that a yes sent twice confirms
    nothing.
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
    of_relatives: bool
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
        # Who speaks leaves gaps where there is no comma: “there is a card activated it”.
        spoken = words.replace(" ", "")
        return tuple(
            option
            for option, heard in self.heard_by.items()
            if option and any(word in spoken and said(word, spoken) for word in heard)
        )

    def denied_by(self, option: str, word: str) -> bool:
        """Tell whether a word for an option denies just another one by its label: “no dibao” for “none of these”."""
        others = (label for other, label in self.option_labels.items() if other != option)
        return option == NONE and any(label in word for label in others)

    @property
    def explicit(self) -> bool:
        """Whether only a plain yes or no to this very question counts: a consent, and the last word before sending."""
        return self.review or (self.required and self.kind == "yes_no")


def said(word: str, words: str) -> bool:
    """Tell whether a word stands in a normalised text and is not denied there."""
    place = words.find(word)
    return place >= 0 and not denied(words, place, place + len(word))
