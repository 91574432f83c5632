"""Find the common question of a card that a person's own words ask, with the probability that it is the one.

An inverted index of our own, built when a release is read: nothing is opened and nothing is written. What scores
below the library's fitted `least`, or leads by less than its `lead`, is not an answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from policies.catalogue import Card, Question
from policies.terms import Lookup

_NAMED = 0.9
"""How likely a benefit is meant whose name stands in the question itself."""

_LIKE = 3
"""So many of a question's ways of asking, the likest ones, are taken together as one sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What understanding says of the question: how likely each benefit and aspect is, and that it is none of ours."""

    benefits: Mapping[str, float] = field(default_factory=dict)
    aspects: Mapping[str, float] = field(default_factory=dict)
    outside: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A common question that may be the one asked, the probability that it is, and its lead before the next."""

    benefit: str
    question: Question
    score: float
    lead: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A common question as it is looked up: its ways of asking (terms and their weight), and all its words.

    The terms of its benefit's names are left out: they tell one card from another, not one question from the next.
    """

    benefit: str
    question: Question
    wordings: tuple[tuple[frozenset[str], float], ...]
    asked: frozenset[str]
    said: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """All entries, those that hold a term, and how rare a term is; `unheard` is the weight of one never seen.

    `named` are each benefit's names, `written` the entries that are asked in exactly these letters.
    """

    lookup: Lookup = field(default_factory=Lookup)
    entries: tuple[Entry, ...] = ()
    holding: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    rarity: Mapping[str, float] = field(default_factory=dict)
    unheard: float = 0.0
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    written: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def index(cards: Mapping[str, Card], lookup: Lookup) -> Index:
    """Build the index of all cards' common questions."""
    raw = [_entry(card, question, lookup) for card in cards.values() for question in card.questions]
    holding: dict[str, list[int]] = {}
    for number, entry in enumerate(raw):
        for term in entry.asked | entry.said:
            holding.setdefault(term, []).append(number)
    rarity = {term: _rarity(len(raw), len(at)) for term, at in holding.items()}
    written: dict[str, list[int]] = {}
    for number, entry in enumerate(raw):
        for words in (entry.question.ask, *entry.question.also):
            written.setdefault(_letters(words), []).append(number)
    names = {term: _rarity(len(raw), 1) for entry in raw for term in entry.names}
    return Index(
        lookup=lookup,
        entries=tuple(replace(entry, wordings=_weighed(entry, rarity)) for entry in raw),
        holding={term: tuple(at) for term, at in holding.items()},
        rarity={**names, **rarity},
        unheard=_rarity(len(raw), 0),
        named={card.id: (card.name, *card.called) for card in cards.values()},
        written={letters: tuple(at) for letters, at in written.items()},
    )


def _entry(card: Card, question: Question, lookup: Lookup) -> Entry:
    names = lookup.terms(" ".join((card.name, *card.called)))
    ways = tuple(lookup.terms(words) - names for words in (question.ask, *question.also))
    asked = frozenset().union(*ways)
    said = lookup.terms(" ".join(sentence for passage in question.passages for sentence in passage.say))
    return Entry(
        benefit=card.id,
        question=question,
        wordings=tuple((way, 0.0) for way in ways if way),
        asked=asked,
        said=said - asked - names,
        names=names,
    )


def _weighed(entry: Entry, rarity: Mapping[str, float]) -> tuple[tuple[frozenset[str], float], ...]:
    return tuple((way, sum(rarity[term] for term in way)) for way, _ in entry.wordings)


def _rarity(of_all: int, holding: int) -> float:
    """Weigh a term by how few entries hold it, as BM25 does (Robertson and Zaragoza 2009, formula 3.3)."""
    return math.log(1 + (of_all - holding + 0.5) / (holding + 0.5))


def search(found: Index, text: str, hint: Hint, *, places: tuple[str, ...] = ()) -> Hit | None:
    """Return the likeliest common question for a normalised text, or None where no word of it is known.

    With `places`, from the place asked about up to the nation, only questions that have an answer there are looked
    at; of two of one benefit that are as likely, the one that is answered nearer to it is meant.
    """
    exact = [found.entries[place] for place in found.written.get(_letters(text), ())]
    if exact:
        entry = max(exact, key=lambda item: hint.benefits.get(item.benefit, 0.0))
        likely = hint.benefits.get(entry.benefit, 0.0) > 0 or len(exact) == 1
        return Hit(benefit=entry.benefit, question=entry.question, score=1.0, lead=1.0 if likely else 0.0)
    weights = found.lookup.weights
    ranked: list[tuple[float, Entry]] = []
    for entry, signs in signs_of(found, text, hint):
        if places and not _nearness(entry, places):
            continue
        total = weights["bias"] + sum(weights[name] * value for name, value in signs.items())
        ranked.append((1 / (1 + math.exp(-total)), entry))
    if not ranked:
        return None
    ranked.sort(key=lambda pair: -pair[0])
    (score, entry), alike = ranked[0], ranked[1:2]
    for other, item in alike:
        nearer = _nearness(item, places) > _nearness(entry, places)
        if nearer and item.benefit == entry.benefit and score - other < found.lookup.lead:
            score, entry, ranked = other, item, ranked[1:]
    second = max((other for other, item in ranked[1:]), default=0.0)
    return Hit(benefit=entry.benefit, question=entry.question, score=score, lead=score - second)


def _nearness(entry: Entry, places: tuple[str, ...]) -> int:
    """Return how near to the first of some places a question is answered; 0 where it is answered at none."""
    answered = {passage.region for passage in entry.question.passages}
    return next((len(places) - number for number, place in enumerate(places) if place in answered), 0)


def of_benefit(found: Index, text: str, benefit: str, *, least: float) -> tuple[Question, ...]:
    """Return the common questions of one benefit that a normalised text asks at least so likely, the likeliest first.

    For words that only vary what was asked of the benefit: it is known, and no other card need be told apart.
    """
    weights, hint = found.lookup.weights, Hint(benefits={benefit: 1.0})
    ranked = [
        (
            1
            / (1 + math.exp(-weights["bias"] - sum(weights[name] * value for name, value in signs.items()))),
            entry,
        )
        for entry, signs in signs_of(found, text, hint)
        if entry.benefit == benefit
    ]
    ranked.sort(key=lambda pair: -pair[0])
    return tuple(entry.question for score, entry in ranked if score >= least)


def answers(found: Index, hit: Hit | None) -> bool:
    """Tell whether a hit is sure enough to be an answer: likely, and much likelier than any other question."""
    return hit is not None and hit.score >= found.lookup.least and hit.lead >= found.lookup.lead


def signs_of(found: Index, text: str, hint: Hint) -> Iterator[tuple[Entry, Mapping[str, float]]]:
    """Yield the signs of a match for each entry that shares a term with a text.

    `heard` is the share of the question's weight that stands in the ways of asking, `said` in the answer, `left` in
    neither nor in the names; `way` and `covered` are the shares of the likest single way and of the question in it,
    `alike` their cosine, `ways` the mean cosine of the three likest, `shared` and `much` the weight itself (log);
    `other` is how much likelier another benefit is meant.
    """
    terms = found.lookup.terms(text)
    weight = {term: found.rarity.get(term, found.unheard) for term in terms}
    named = {
        benefit: max(hint.benefits.get(benefit, 0.0), _NAMED * any(name in text for name in names))
        for benefit, names in found.named.items()
    }
    likeliest = max(named.values(), default=0.0)
    for place in sorted({place for term in terms for place in found.holding.get(term, ())}):
        entry = found.entries[place]
        own = terms - entry.names
        total = sum(weight[term] for term in own) or 1.0
        heard = sum(weight[term] for term in own & entry.asked)
        said = sum(weight[term] for term in own & entry.said)
        way, covered, cosines = _likest(entry, own, weight, total)
        yield (
            entry,
            {
                "heard": heard / total,
                "way": way / total,
                "covered": covered,
                "said": said / total,
                "named": named[entry.benefit],
                "aspect": hint.aspects.get(entry.question.aspect, 0.0),
                "left": 1 - (heard + said) / total,
                "much": math.log1p(heard),
                "outside": hint.outside,
                "alike": max(cosines, default=0.0),
                "ways": sum(sorted(cosines, reverse=True)[:_LIKE]) / _LIKE,
                "other": likeliest - named[entry.benefit],
                "shared": math.log1p(way),
            },
        )


def _likest(
    entry: Entry, terms: frozenset[str], weight: Mapping[str, float], total: float
) -> tuple[float, float, list[float]]:
    """Return the weight shared with the likest way of asking, its share of that way, and the cosine of every way."""
    best = (0.0, 0.0)
    cosines: list[float] = []
    for way, whole in entry.wordings:
        shared = sum(weight[term] for term in terms & way)
        if shared:
            best = max(best, (shared, shared / whole))
            cosines.append(shared / math.sqrt(total * whole))
    return *best, cosines


def beyond_names(found: Index, text: str, benefit: str) -> bool:
    """Tell whether a text says more than a benefit's names and words that say nothing of the matter."""
    names = found.lookup.terms(" ".join(found.named.get(benefit, ())))
    return len(found.lookup.terms(text) - names) > 2


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
