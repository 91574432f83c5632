"""One release of everything the policy editors say, as a frozen value: what every decision and answer is
given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policies.catalogue import Card
from policies.contacts import Contact, nearby
from policies.facts import FactKind
from policies.matrix import Matrix
from policies.parameters import Parameter
from policies.regions import Regions
from policies.resolved import Resolved
from policies.roster import Roster
from policies.search import Index
from policies.service import Target
from policies.sources import Mark, Source
from policies.words import Words


class UnknownBenefit(LookupError):
    """No card has this id; raised where a caller names a benefit."""

    def __init__(self, benefit: str) -> None:
        super().__init__(f"no card {benefit!r}; a benefit is a file policies/library/{benefit}.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """Everything the policy editors say, in one release; `plain` has for each hard word what to say instead.

    `parts` are the facts to ask for instead of one that follows from several, `index` finds common questions,
    `resolved` holds what was worked out before.
    """

    release: str
    marks: Mapping[str, Mark]
    sources: Mapping[str, Source]
    facts: Mapping[str, FactKind]
    regions: Regions
    parameters: Mapping[str, Parameter]
    cards: Mapping[str, Card]
    contacts: tuple[Contact, ...]
    service: Mapping[tuple[str, str], Target]
    words: Words
    plain: Mapping[str, str]
    matrix: Matrix = field(default_factory=Matrix)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rosters: Mapping[str, Roster] = field(default_factory=dict)
    index: Index = field(default_factory=Index)
    resolved: Resolved = field(default_factory=Resolved, compare=False, repr=False)

    def card(self, benefit: str) -> Card:
        """Return a benefit's card; raises UnknownBenefit."""
        if benefit not in self.cards:
            raise UnknownBenefit(benefit)
        return self.cards[benefit]

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the benefits that a text calls by a name of their own, in the cards' order."""
        return tuple(card.id for card in self.cards.values() if card.named_in(text))

    def contacts_at(self, region: str) -> tuple[Contact, ...]:
        """Return the telephone numbers that may be said at a place; raises UnknownRegion."""
        return nearby(self.contacts, self.regions, region)
