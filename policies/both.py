"""Whether two benefits can be had together, as the editors' matrix says: one short answer with its source."""

from __future__ import annotations

from datetime import date

from policies.answers import LONGEST, Answered, fitting
from policies.basis import basis
from policies.matrix import Pair
from policies.policies import Policies
from policies.regions import NATION


def both(policies: Policies, one: str, other: str, *, region: str, on: date) -> Answered | None:
    """Say whether two benefits go together at a place, or None where no source may be named for it.

    Raises UnknownBenefit and UnknownRegion.
    """
    card = policies.card(one)
    policies.card(other)
    pair = policies.matrix.between(one, other, policies.regions.chain(region))
    if pair is None:
        return None
    return Answered(
        benefit=one,
        aspect="other",
        region=region,
        on=on,
        sentences=fitting((*_kind(policies, pair), *pair.say), (), LONGEST),
        source=basis(policies, pair.source, checked=card.last_checked),
        more=policies.words.say("more"),
    )


def _kind(policies: Policies, pair: Pair) -> tuple[str, ...]:
    """Say what holds by the pair's kind, and for which place where it is not the whole nation.

    What places settle differently is said in the pair's own words alone, where it has any.
    """
    if pair.kind == "local" and pair.say:
        return ()
    names = {
        "one": policies.cards[pair.one].name,
        "other": policies.cards[pair.other].name,
        "kept": policies.cards[pair.keep].name if pair.keep else "",
    }
    sentence = policies.words.say(f"both_{pair.kind}_kept" if pair.keep else f"both_{pair.kind}", **names)
    if pair.region == NATION:
        return (sentence,)
    return (policies.words.say("both_at", place=policies.regions.spoken(pair.region), said=sentence),)
