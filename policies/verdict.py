"""What a decision is: an answer of three values, the checks behind it, and what is still to be asked.

A missing fact is not a no: it leads to `Answer.UNKNOWN` and stands in `ask` or in `unsettled`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


class Answer(Enum):
    """Kleene's three truth values."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Unknown(Enum):
    """A fact that was asked and that the person does not know or will not say; one never asked is an absent
    key.
    """

    DECLINED = "declined"


FactValue = int | Decimal | str | date | Unknown
Facts = Mapping[str, FactValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One criterion looked at: its answer, the person's value beside the threshold, and the clause it comes
    from.

    `facts` are the stated facts that were used or are missing; `words` is the criterion in a
    citizen's words; `value` and `threshold` are printable with `unit`, or None where there is none.
    `clause` and `source` are as the card gives them.
    """

    criterion: str
    answer: Answer
    words: str
    facts: tuple[str, ...] = ()
    value: FactValue | None = None
    threshold: FactValue | None = None
    unit: str = ""
    clause: str = ""
    source: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What `decide` says about one benefit, region and day.

    `ask` lists the facts never asked that can still change the answer, in the card's order;
    `unsettled` those that were asked and declined, or that no figure settles, which are the
    caseworker's.
    """

    benefit: str
    region: str
    on: date
    answer: Answer
    checks: tuple[Check, ...]
    ask: tuple[str, ...]
    unsettled: tuple[str, ...]
    release: str
