"""What a library without faults still lacks: places without a figure, figures nobody looked at for long.

A gap is not a fault: what is not known is said to be unknown. It is told so that an editor can fill it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policies.parameters import Figure, in_force, is_stale
from policies.policies import Policies
from policies.regions import NATION

# Codes of so many digits are counties; longer ones are towns, which set no figures.
COUNTY = 6


class Lack(StrEnum):
    """The kinds of gap."""

    NO_FIGURE = "no figure"
    STALE = "stale"
    ADJUSTED = "adjusted since"
    NO_DAY = "no day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap: of which parameter, where, and what it is; `since` tells from when the figure we hold is."""

    lack: str
    parameter: str
    region: str
    since: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.lack}:", self.parameter, self.region, self.since) if part)


def gaps(policies: Policies, today: date, *, within: str = NATION) -> Iterator[Gap]:
    """Yield the gaps of every amount and line that differs by place, on a day, in the order of the cards.

    Only those `within` a place, by its code. A place that has no figure, nor any place in it, is told once: not with
    every county of a province that nobody has looked at yet.
    """
    for name in dict.fromkeys(name for card in policies.cards.values() for name in card.amounts):
        for region in _empty(policies, name, today):
            if policies.regions.within(region, within) or policies.regions.within(within, region):
                yield Gap(lack=Lack.NO_FIGURE, parameter=name, region=region)
    for parameter in policies.parameters.values():
        for group in parameter.figures.values():
            for figure in group:
                if policies.regions.within(figure.region, within):
                    yield from _old(figure, policies, today)


def _empty(policies: Policies, parameter: str, today: date) -> Iterator[str]:
    """Yield the widest places down to the county that have no figure on a day, and in which no place has one."""
    regions, figures = policies.regions, policies.parameters[parameter]
    places = {region.code for region in regions if not region.demo and len(region.code) <= COUNTY} - {NATION}
    known = {code for code in places if isinstance(in_force(figures, regions, code, today), Figure)}
    known_about = {code for place in known for code in regions.chain(place)}
    empty = places - known_about
    yield from (
        code for code in regions.by_code if code in empty and regions.by_code[code].parent not in empty
    )


def _old(figure: Figure, policies: Policies, today: date) -> Iterator[Gap]:
    """Yield what is old of a figure that is spoken still, and one that is kept only because it has no day."""
    here = {"parameter": figure.parameter, "region": figure.region}
    if not figure.spoken or figure.repealed:
        return
    if figure.since is None:
        yield Gap(lack=Lack.NO_DAY, **here)
        return
    now = in_force(policies.parameters[figure.parameter], policies.regions, figure.region, today)
    if not isinstance(now, Figure) or now.since != figure.since:
        return
    since = figure.since.last.isoformat()
    if figure.may_have_changed(today):
        yield Gap(lack=Lack.ADJUSTED, since=since, **here)
    elif is_stale(figure.since, figure.checked, today):
        yield Gap(lack=Lack.STALE, since=since, **here)
