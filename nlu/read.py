"""Understand one message: `analyse` its words alone, then `read` them in the light of what was asked.

Everything is built once by `load`; after that nothing is read from a file and nothing here changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from content.problem import BadLibrary, Problem
from nlu import gather, parts, wishes
from nlu.acts import ASPECTS, WISHES, Act
from nlu.analyse import analyse
from nlu.ellipsis import continued, same_as_before
from nlu.heard import beside
from nlu.intents import NONE, model_file
from nlu.lexicon import Hit
from nlu.library import Library, own, read_library
from nlu.model import Model, load_model
from nlu.occasion import on_occasion
from nlu.passage import LONG
from nlu.reading import Analysis, Expecting, Reading, Value
from nlu.said import Settled
from nlu.settle import settle
from nlu.sight import Sight, sight
from nlu.text import letters_only
from nlu.values import receiving
from nlu.values.places import Place, Places, places
from nlu.values.relation import subject
from nlu.wishes import ASPECT_BELIEVED, believed

_HAS_ASPECT = frozenset({Act.ASK_POLICY, Act.CHECK_ELIGIBILITY, Act.APPOINTMENT_OR_LOCATION})
_NO_ASPECT = frozenset({Act.SMALLTALK, Act.OUT_OF_SCOPE, Act.HUMAN})
# What another wish asks about besides (how to apply, said while applying) must be plain.
_ASPECT_PLAIN = 0.5
_OF_THE_RULE = frozenset(ASPECTS) - {"eligibility", "other"}
_OF_THE_RULE_PLAIN = 0.7
_ASKS_WHETHER = 0.6
_BENEFIT_BELIEVED = 0.4
# Whoever tells what they get already does not wish for that one.
_NOT_OF_WHAT_IS_HAD = frozenset({Act.APPLY, Act.CHECK_ELIGIBILITY, Act.INFORM})
# What is said with these wishes is said of the person concerned, not supposed for the sake of a question.
OWN_FACTS = frozenset({Act.APPLY, Act.CHECK_ELIGIBILITY})


Other = Callable[[str, Analysis], Analysis]


def problems(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return every fault of the understanding's library in a release's files."""
    found: list[Problem] = []
    read_library(files, found)
    return tuple(sorted(found))


def model_name(files: Mapping[str, str]) -> str:
    """Name the model file that belongs to a release's files; it changes with the sentences and with our code."""
    return model_file(own(files))


def load(files: Mapping[str, str], model_path: Path, gazetteer: Sequence[Place]) -> Understanding:
    """Build the understanding of a release; raises BadLibrary with all faults, FileNotFoundError without a model."""
    found: list[Problem] = []
    library = read_library(files, found, training=not model_path.is_file())
    if found:
        raise BadLibrary(found)
    model = load_model(model_path)
    eyes = sight(library, model.sounds)
    return Understanding(library=library, model=model, sight=eyes, places=places(gazetteer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """The library, the trained model and the gazetteer of one release.

    `other` is another reader's say, given our own analysis of the text; it must not raise.
    """

    library: Library
    model: Model
    sight: Sight
    places: Places
    other: Other | None = None

    def analyse(self, text: str) -> Analysis:
        """Say what the words show by themselves; depends on nothing but the text."""
        own = analyse(text, library=self.library, model=self.model, sight=self.sight)
        return self.other(text, own) if self.other else own

    def read(
        self, analysis: Analysis, *, expecting: Expecting | None, before: str | None, today: date
    ) -> Reading:
        """Say what the message means after the question that was asked and the person's message `before` it."""
        text = analysis.clean.text
        asked = expecting.kind if expecting else ""
        repeated = same_as_before(self, analysis, before, expecting, today)
        if repeated is not None:
            return repeated
        hits = self.sight.names(self.model.spoken(text.lower()))
        values = gather.gather(
            text, asked, today, relations=self.library.relations, places=self.places, named=hits
        )
        lead = on_occasion(wishes.wish(analysis), expecting, names_benefit=bool(hits))
        settled = settle(text, values, expecting, lead, self.library.cues, self.model.reject)
        reading = self._reading(analysis, settled, lead, hits, expecting)
        reading = _of_one_person(continued(self, reading, before, hits, text, today, asked=asked))
        several = (
            self._parts(analysis, values, hits, today)
            or self._beside(analysis, reading, today)
            or parts.of_both(reading, hits)
        )
        return replace(reading, parts=several)

    def _parts(
        self, analysis: Analysis, values: Sequence[Value], hits: Sequence[Hit], today: date
    ) -> tuple[Reading, ...]:
        """Read each of several wishes by itself, where the message holds more than one."""
        text, sent = analysis.clean, analysis.clean.sent
        apart = [[text.span(*place) for place in places] for places in parts.parted(text.text, hits, values)]
        wished = ("，".join(sent[start:end] for start, end in places) for places in apart)
        read = [self.read(self.analyse(words), expecting=None, before=None, today=today) for words in wished]
        return parts.wishes_of([wish for part in read for wish in part.parts or (part,)])

    def _beside(self, analysis: Analysis, reading: Reading, today: date) -> tuple[Reading, ...]:
        """Read an application and the question beside it each by itself."""
        sent = analysis.clean.sent
        place = parts.beside(sent, analysis.spans) if reading.act in (Act.APPLY, Act.ASK_POLICY) else None
        if place is None:
            return ()
        before, after = sent[: place.start], sent[place.end :]
        question, rest = sent[place.start : place.end], after if place.leads else before
        alone = self.read(self.analyse(question), expecting=None, before=None, today=today)
        if not parts.is_aside(alone):
            return ()
        whole = not place.leads and bool(letters_only(after))
        applying = (
            reading if whole else self.read(self.analyse(rest), expecting=None, before=None, today=today)
        )
        return parts.with_question(applying, alone, place)

    def _reading(
        self,
        analysis: Analysis,
        settled: Settled,
        lead: wishes.Wish,
        hits: Sequence[Hit],
        expecting: Expecting | None,
    ) -> Reading:
        act, values = settled.act, settled.values
        if act in WISHES - OWN_FACTS and expecting is not None and expecting.kind != "choice":
            values = gather.doubtful(values, frozenset({"age"}))
        had, hits = receiving.apart(hits, values) if act in _NOT_OF_WHAT_IS_HAD else (frozenset(), hits)
        ranked = wishes.benefits(analysis, lead.span, hits, act) if act in WISHES or hits else ()
        ranked = tuple(guess for guess in ranked if guess.name not in had)
        # Of what is not understood they say what it may ask, and no aspect is believed.
        wished = act in WISHES - _NO_ASPECT
        aspects = lead.span.aspects if wished or act is Act.UNCLEAR else ()
        least = ASPECT_BELIEVED if act in _HAS_ASPECT else _ASPECT_PLAIN
        regions = [value for value in values if value.kind == "region" and not value.needs_confirm]
        return Reading(
            text=analysis.clean.sent,
            act=act,
            confidence=round(settled.confidence, 4),
            acts=lead.acts,
            benefit=believed(ranked, _BENEFIT_BELIEVED),
            benefits=tuple(guess for guess in ranked if guess.name != NONE),
            aspect=believed(aspects, least) if wished else None,
            aspects=tuple(guess for guess in aspects if guess.name != NONE),
            region=str(regions[0].value) if regions else None,
            subject=subject(values),
            dangers=beside(analysis.dangers, act),
            values=gather.as_sent(values, analysis.clean),
            also=lead.also if act in WISHES else (),
            outside=lead.outside,
        )


def _of_one_person(reading: Reading) -> Reading:
    """Who may have it, asked about one person with their age, is a question about that person. (A letter names people
    and ages whatever it asks.)

    How much, where or when, asked of a person, is a question about the rule: that person's standing is not in doubt.
    """
    if reading.act is Act.CHECK_ELIGIBILITY and reading.aspect in _OF_THE_RULE:
        # A letter that asks whether somebody may have it often asks besides how, or how much.
        both = len(reading.text) >= LONG and reading.confidence >= _ASKS_WHETHER
        plain = reading.aspects[0].confidence >= _OF_THE_RULE_PLAIN
        return replace(reading, act=Act.ASK_POLICY) if plain and not both else reading
    if reading.act is not Act.ASK_POLICY or reading.aspect != "eligibility":
        return reading
    if len(reading.text) >= LONG or reading.subject is None or reading.value("age") is None:
        return reading
    return replace(reading, act=Act.CHECK_ELIGIBILITY)
