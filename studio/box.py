"""The unanswered box as it is shown: questions that one answer would settle stand together, the most asked first."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from policies.policies import Policies
from storage.unanswered import Unanswered

CHINA = ZoneInfo("Asia/Shanghai")
SAMPLES = 5
"""So many ways of asking are shown of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Questions that belong together: how often, in which words, about what, where, and when the last came.

    `id` is the oldest question's, by which the group is named; `ids` are all of them, closed together.
    """

    id: str
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    benefit: str
    aspect: str
    region: str
    at: str

    @property
    def times(self) -> int:
        """How often it was asked."""
        return len(self.ids)


def asked(policies: Policies, questions: Sequence[Unanswered]) -> tuple[Asked, ...]:
    """Group open questions, given oldest first: by what of a benefit was asked where, or else by their words."""
    groups: dict[Hashable, list[Unanswered]] = {}
    for question in questions:
        groups.setdefault(_about(question), []).append(question)
    # Sorting keeps the order of those asked equally often, the oldest first.
    return tuple(_asked(policies, group) for group in sorted(groups.values(), key=len, reverse=True))


def shown(instant: datetime) -> str:
    """Return an instant in China's time, to the minute."""
    return instant.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def _about(question: Unanswered) -> Hashable:
    if question.benefit and question.aspect and question.aspect != "other":
        return question.benefit, question.aspect, question.region
    return "".join(question.text.split()), question.region


def _asked(policies: Policies, group: Sequence[Unanswered]) -> Asked:
    first, benefit = group[0], group[0].benefit or ""
    return Asked(
        id=first.id,
        ids=tuple(one.id for one in group),
        texts=tuple(dict.fromkeys(one.text for one in group))[:SAMPLES],
        benefit=policies.cards[benefit].name if benefit in policies.cards else benefit,
        aspect=policies.words.groups.get("aspects", {}).get(first.aspect or "", ""),
        region=policies.regions.spoken(first.region) if first.region in policies.regions else first.region,
        at=shown(group[-1].at),
    )
