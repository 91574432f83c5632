"""Find the wish in a message that may be one word or a letter: which sentence carries it, and which more there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlu.acts import WISHES, Act
from nlu.intents import NONE
from nlu.lexicon import Hit
from nlu.passage import LONG
from nlu.reading import Analysis, Guess, Span

_WEAK = frozenset({Act.SMALLTALK, Act.OUT_OF_SCOPE})
_SURE = 0.6
_KEPT = 5
# Training has more sentences without a benefit than people write: silence is believed less than a suggestion.
_NO_BENEFIT = 0.4
_MEANT = 0.5
# How much the logarithms of what a letter as a whole and the passage of its wish show count; fitted on training letters
# that were held out, a little less sure than fits these, and so is that the passage tells nothing more of the benefit.
_WHOLE = 0.9
_PASSAGE = 0.2
_LEAST_LIKELY = 1e-4
# A sentence of a short message that is clearer than the message as a whole leads it.
_CLEARER = 0.9
_HEARD_IN_THE_WHOLE = 0.05
_HEARD_BESIDE_A_QUESTION = 0.1
_PLAIN = 0.5
_BELIEVED = 0.5
ASPECT_BELIEVED = 0.25
_WHO = "eligibility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The act that leads, how sure it is, the sentence that carries it, further wishes, and how likely none is ours."""

    act: Act
    confidence: float
    span: Span
    acts: tuple[Guess, ...]
    also: tuple[Guess, ...]
    outside: float


def wish(analysis: Analysis) -> Wish:
    """Weigh the sentences of a message against the message as a whole."""
    acts = _mixed("act", analysis)
    carrier = analysis.passage or analysis.whole
    strong = _strong(analysis)
    # The clauses of a story are no wishes of their own: only a short message is led by one.
    long = analysis.passage is not None or len(analysis.clean.text) >= LONG
    if not long:
        strong = _without_reasons(strong, acts)
        if strong:
            acts, carrier = _led(analysis, acts, strong)
    elif acts[0].name == Act.INFORM:
        # All of a form told in one message, with the wish that it is for.
        named = next((part for part in strong.values() if part.named), None)
        acts = _first(acts, named) if named else acts
    lead = acts[0]
    also, first = _also(analysis, lead.name, strong)
    if first is not None and not long:
        carrier = first
    aspects = _mixed("aspect", analysis) if carrier is analysis.passage else carrier.aspects
    span = Span(
        start=carrier.start,
        end=carrier.end,
        acts=carrier.acts,
        # The first of several wishes is of what it names itself.
        benefits=carrier.benefits if carrier.named and not long else analysis.whole.benefits,
        aspects=aspects,
    )
    return Wish(
        act=Act(lead.name),
        confidence=lead.confidence,
        span=span,
        acts=acts[:_KEPT],
        also=also,
        outside=next((guess.confidence for guess in acts if guess.name == Act.OUT_OF_SCOPE), 0.0),
    )  # fmt: skip


def _also(analysis: Analysis, lead: str, strong: Mapping[str, Span]) -> tuple[tuple[Guess, ...], Span | None]:
    """The other clear wishes; a second one of the same kind counts when it says that it is another, or plainly is: then
    also the sentence of the first."""
    own = [span for span in analysis.spans if _like(lead, span, strong) and _clear(span)]
    others = [
        Guess(name=name, confidence=part.acts[0].confidence)
        for name, part in strong.items()
        if name != lead and part not in own
    ]
    again = next((span for span in own[1:] if span.besides or _differs(own[0], span)), None)
    if again is None:
        return tuple(others), None
    return (*others, Guess(name=lead, confidence=again.acts[0].confidence)), own[0]


def _clear(span: Span) -> bool:
    """A sentence is a question of the rules only when it asks: its topic alone sounds like one."""
    return span.acts[0].confidence >= _SURE and (span.asks or span.acts[0].name != Act.ASK_POLICY)


def _like(lead: str, span: Span, strong: Mapping[str, Span]) -> bool:
    """Tell whether a sentence carries the leading wish: who may have it, asked of the rule, is the same question as
    whether this person may."""
    name = span.acts[0].name
    if name == lead or {name, lead} != {Act.ASK_POLICY, Act.CHECK_ELIGIBILITY}:
        return name == lead
    of_the_rule = span if name == Act.ASK_POLICY else strong.get(lead)
    return of_the_rule is not None and of_the_rule.aspects[:1] != () and of_the_rule.aspects[0].name == _WHO


def _differs(first: Span, second: Span) -> bool:
    """Tell whether two sentences of one kind of wish plainly ask different things."""
    of_something_else = _other(first.benefits, second.benefits)
    return of_something_else or (first.asks and second.asks and _other(first.aspects, second.aspects))


def _other(first: Sequence[Guess], second: Sequence[Guess]) -> bool:
    if not first or not second or NONE in (first[0].name, second[0].name):
        return False
    return first[0].name != second[0].name and min(first[0].confidence, second[0].confidence) >= _SURE


def _mixed(head: str, analysis: Analysis) -> tuple[Guess, ...]:
    """The guesses of a letter as a whole and of its passage, weighed; of a short message those of the whole."""
    whole = _guesses(head, analysis.whole)
    if analysis.passage is None:
        return whole
    part = {guess.name: guess.confidence for guess in _guesses(head, analysis.passage)}
    likely = {
        guess.name: guess.confidence**_WHOLE * max(part.get(guess.name, 0.0), _LEAST_LIKELY) ** _PASSAGE
        for guess in whole
    }
    together = sum(likely.values()) or 1.0
    mixed = [Guess(name=name, confidence=share / together) for name, share in likely.items()]
    return tuple(sorted(mixed, key=lambda guess: (-guess.confidence, guess.name)))


def _guesses(head: str, span: Span) -> tuple[Guess, ...]:
    return span.acts if head == "act" else span.aspects


def _led(
    analysis: Analysis, acts: tuple[Guess, ...], strong: Mapping[str, Span]
) -> tuple[tuple[Guess, ...], Span]:
    """Of several clear wishes in a short message the first leads, if it is one of its own; one that is clearer than
    the whole leads too."""
    name, part = next(iter(strong.items()))
    if len(strong) > 1 and acts[0].name in strong:
        return (_first(acts, part), part) if _of_its_own(part, acts, strong) else (acts, analysis.whole)
    plain = acts[0].confidence
    if acts[0].name == name or plain >= _PLAIN or part.acts[0].confidence * _CLEARER <= plain:
        return acts, analysis.whole
    return _first(acts, part), part


def _of_its_own(part: Span, acts: Sequence[Guess], strong: Mapping[str, Span]) -> bool:
    """Tell whether the first clear clause is a wish, and not what leads up to one: "I would like to have my father in
    the home, where do I go?" asks where."""
    if any(other.besides for other in strong.values()):
        return True
    likely = {guess.name: guess.confidence for guess in acts}
    heard = part.asks or likely.get(part.acts[0].name, 0.0) >= _HEARD_BESIDE_A_QUESTION
    return part.acts[0].confidence >= _CLEARER and (heard or acts[0].name != Act.ASK_POLICY)


def _first(acts: tuple[Guess, ...], part: Span) -> tuple[Guess, ...]:
    """The acts with that of a sentence before all others."""
    lead = part.acts[0]
    return (lead, *(guess for guess in acts if guess.name != lead.name))


def _without_reasons(strong: Mapping[str, Span], acts: Sequence[Guess]) -> Mapping[str, Span]:
    """Drop the clause that tells why ("my house burnt down, I would like the emergency aid"): it asks nothing, names
    nothing, and the whole sounds like nothing of its kind. Said last, or before "and besides", it is a wish."""
    if any(part.besides for part in strong.values()):
        return strong
    likely = {guess.name: guess.confidence for guess in acts}
    last = max((part.start for part in strong.values()), default=0)
    return {
        name: part
        for name, part in strong.items()
        if part.asks or part.named or part.start == last or likely.get(name, 0.0) >= _HEARD_IN_THE_WHOLE
    }


def _strong(analysis: Analysis) -> Mapping[str, Span]:
    """The sentences that show a wish clearly, each by its act, in the order they were said."""
    found: dict[str, Span] = {}
    for span in analysis.spans:
        guess = span.acts[0]
        if Act(guess.name) in WISHES - _WEAK and _clear(span):
            found.setdefault(guess.name, span)
    return found


def benefits(analysis: Analysis, lead: Span, hits: Sequence[Hit], act: Act) -> tuple[Guess, ...]:
    """Rank the benefits: those called by name first, else those the words suggest."""
    named = _named(hits, lead, analysis, act)
    if named:
        return named
    ranked = [
        guess._replace(confidence=guess.confidence * _NO_BENEFIT) if guess.name == NONE else guess
        for guess in lead.benefits
    ]
    whole = sum(guess.confidence for guess in ranked) or 1.0
    ranked.sort(key=lambda guess: (-guess.confidence, guess.name))
    return tuple(
        guess._replace(confidence=guess.confidence / whole)
        for place, guess in enumerate(ranked[: _KEPT + 1])
        if guess.name != NONE or place == 0
    )


def _named(hits: Sequence[Hit], lead: Span, analysis: Analysis, act: Act) -> tuple[Guess, ...]:
    counts: Counter[str] = Counter()
    whole = lead.start == analysis.whole.start and lead.end == analysis.whole.end
    for hit in hits:
        start, end = analysis.clean.span(hit.start, hit.end)
        for meaning in hit.meanings:
            counts[meaning] += 3 if not whole and lead.start <= start and end <= lead.end else 1
    if act is Act.CERTIFY and len(counts) > 1:
        counts.pop("certification", None)
    likely = {guess.name: guess.confidence for guess in lead.benefits}
    # 低保户能不能申请公租房: the name may be what somebody is, and the words show what is wanted.
    meant = next((guess for guess in lead.benefits if guess.name != NONE), None)
    if counts and meant is not None and meant.name not in counts and meant.confidence >= _MEANT:
        counts[meant.name] = max(counts.values())
    ranked = sorted(counts, key=lambda name: (-counts[name] * (0.05 + likely.get(name, 0.0)), name))
    total = sum(counts.values())
    together = {meaning for hit in hits if len(hit.meanings) > 1 for meaning in hit.meanings}
    sure = 0.97 if len(ranked) == 1 else 0.9
    return tuple(
        Guess(name=name, confidence=sure if place == 0 or name in together else counts[name] / total)
        for place, name in enumerate(ranked)
    )


def believed(guesses: Sequence[Guess], least: float = _BELIEVED) -> str | None:
    """Return the first guess's name, or None where it is none or not likely enough."""
    if not guesses or guesses[0].name == NONE or guesses[0].confidence < least:
        return None
    return guesses[0].name
