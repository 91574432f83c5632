"""Every figure of the fact base that may be spoken stands in the library, or among the gaps with its reason.

The ledger is written from the facts, not from the library; the library is read here straight from its YAML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tests.policies.library import ROOT, release
from tests.written import written

SPEAKABLE = {"法", "政", "媒", "报"}
LEDGER = ROOT / "tests/policies/ledger.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One figure of the fact base; `since` "-" where the facts give no day."""

    benefit: str
    fact: str
    figure: str
    unit: str
    region: str
    since: str
    mark: str
    what: str


@cache
def ledger() -> tuple[Entry, ...]:
    """Return every line of the ledger."""
    names = ("fact", "figure", "unit", "region", "since", "mark", "what")
    tree = written(LEDGER.read_text("utf-8"))
    return tuple(
        Entry(benefit=benefit, **dict(zip(names, row, strict=True)))
        for benefit, rows in tree.items()
        for row in rows
    )


@cache
def _figures() -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for path, text in release().under("policies/library/parameters").items():
        tree = written(text)
        for parameter in tree.get("parameters", [tree]):
            found.extend({**figure, "id": parameter["id"], "path": path} for figure in parameter["figures"])
    return tuple(found)


def _values(figure: dict[str, Any]) -> Iterator[Decimal]:
    if figure.get("value") is not None:
        yield Decimal(str(figure["value"]))
    for band in figure.get("bands", ()):
        for key in ("value", "from", "to"):
            if key in band:
                yield Decimal(str(band[key]))
    for end in figure.get("range", {}).values():
        yield Decimal(str(end))
    if "share" in figure:
        yield Decimal(str(figure["share"]["times"]))


def _in_library(entry: Entry) -> bool:
    """Tell whether a benefit's parameters hold the figure for the region, with its mark and the day it began."""
    for figure in _figures():
        own = figure["id"].split(".")[0] == entry.benefit
        if not own or figure["region"] != entry.region or figure["mark"] not in SPEAKABLE:
            continue
        begins = str(figure.get("since", "-"))
        day = begins == entry.since or entry.since == "-" or begins.startswith(entry.since)
        if day and Decimal(entry.figure) in set(_values(figure)):
            return True
    return False


@cache
def _gaps() -> str:
    return (ROOT / "docs/policy-gaps.md").read_text("utf-8")


def _in_gaps(entry: Entry) -> bool:
    """Tell whether a row of the gaps names the figure."""
    number = re.compile(rf"(?<![\d.]){re.escape(entry.figure)}(?![\d.])")
    return any(number.search(row) for row in _gaps().splitlines() if row.startswith("|"))


@pytest.mark.parametrize(
    "entry", ledger(), ids=lambda entry: f"{entry.fact}-{entry.benefit}-{entry.figure}-{entry.region}"
)
def test_a_figure_of_the_facts_is_in_the_library_or_among_the_gaps(entry: Entry):
    assert _in_library(entry) or _in_gaps(entry), entry


def test_the_ledger_holds_only_what_may_be_spoken():
    assert {entry.mark for entry in ledger()} == SPEAKABLE


def test_the_ledger_covers_every_set_of_facts_with_figures_of_its_own():
    without = {"00", "19", "20", "27"}  # rules for all, referrals, services without figures, the matrix

    assert {entry.fact for entry in ledger()} == {f"{number:02}" for number in range(1, 27)} - without


def test_most_of_the_ledger_is_in_the_library_itself():
    kept = [entry for entry in ledger() if _in_library(entry)]

    assert len(kept) >= 0.9 * len(ledger())


def test_no_figure_of_the_library_that_is_spoken_is_only_a_guess():
    spoken = [figure for figure in _figures() if figure["mark"] in SPEAKABLE]

    assert len(spoken) > 200
    assert {figure["mark"] for figure in _figures()} - SPEAKABLE <= {"核", "算"}
