"""A policy question and what may be found to it: the values that finding and answering hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policies.catalogue import Card
from policies.days import Day
from policies.parameters import Figure
from policies.policies import Policies
from policies.verdict import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What is asked, where, for which day, and what is known of the person."""

    policies: Policies
    card: Card
    aspect: str
    region: str
    on: date
    today: date
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Sentences that answer, and what they rest on; `deeper` are places inside the region that differ.

    `also` are the figures whose sources stand below the first one.
    """

    sentences: tuple[str, ...]
    source: str
    since: Day | None
    checked: Day | None
    figures: tuple[Figure, ...] = ()
    deeper: tuple[str, ...] = ()
    also: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """Why nothing answers, with sentences that are true all the same; `deeper` are places inside that have
    one.
    """

    why: str
    sentences: tuple[str, ...] = ()
    source: str = ""
    since: Day | None = None
    checked: Day | None = None
    figures: tuple[Figure, ...] = ()
    deeper: tuple[str, ...] = ()
