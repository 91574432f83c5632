"""Read figures from an editor's file: every one with region, unit, mark, source and the day it was
checked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.days import NEVER, Day, take_day
from policies.parameters import Band, Figure, Parameter, Round
from policies.sources import Mark


def read_parameters(root: Node, marks: Mapping[str, Mark], problems: list[Problem]) -> tuple[Parameter, ...]:
    """Read a file of one parameter, or of several that belong together under `parameters:`."""
    if "parameters" not in (fields := Fields(root, problems)):
        return (_parameter(root, marks, problems),)
    with fields:
        nodes = fields.items("parameters")
    return tuple(_parameter(node, marks, problems) for node in nodes)


def _parameter(root: Node, marks: Mapping[str, Mark], problems: list[Problem]) -> Parameter:
    with Fields(root, problems) as fields:
        name = fields.text("id")
        unit = fields.text("unit")
        by = fields.text("by", required=False)
        reckoned = fields.choice("reckoned", {item.value for item in Round}, required=False, default="day")
        label = fields.text("label")
        labelled = fields.flag("labelled")
        adjusted = _adjusted(fields)
        nodes = fields.items("figures", required=True)
    figures = [
        replace(figure, sure_until=_next(adjusted, figure.since))
        for figure in (_figure(name, unit, by, node, marks, problems) for node in nodes)
    ]
    for place, figure in enumerate(figures):
        if any(_overlap(figure, earlier) for earlier in figures[:place]):
            Fields(nodes[place], problems).fault(
                "the figure begins when another of the same region does",
                "give each its own `since:`, or join them",
            )
    by_region: dict[str, tuple[Figure, ...]] = {}
    for figure in figures:
        by_region[figure.region] = (*by_region.get(figure.region, ()), figure)
    return Parameter(
        id=name, label=label, labelled=labelled, by=by, reckoned=Round(reckoned), figures=by_region
    )


def _adjusted(fields: Fields) -> tuple[int, int] | None:
    text = fields.text("adjusted", required=False)
    found = re.fullmatch(r"(\d\d)-(\d\d)", text)
    if text and found is None:
        fields.fault(f"adjusted is {text!r}", 'write the month and day of each year: adjusted: "07-01"')
    return (int(found[1]), int(found[2])) if found else None


def _next(adjusted: tuple[int, int] | None, since: Day | None) -> date | None:
    """Return the first day of adjustment after a figure began."""
    if adjusted is None or since is None:
        return None
    this_year = date(since.last.year, *adjusted)
    return this_year if this_year > since.last else date(since.last.year + 1, *adjusted)


def _figure(
    name: str, unit: str, by: str, node: Node, marks: Mapping[str, Mark], problems: list[Problem]
) -> Figure:
    with Fields(node, problems) as fields:
        mark = fields.choice("mark", marks)
        own_unit = fields.text("unit", required=False) or unit
        low, high = _range(fields, problems)
        own_by = fields.text("by", required=False) or by
        base, share = _share(fields, problems)
        figure = Figure(
            parameter=name,
            region=fields.text("region"),
            unit=own_unit,
            mark=mark,
            source=fields.text("source"),
            checked=take_day(fields, "checked", required=True) or NEVER,
            spoken=mark in marks and marks[mark].speakable,
            since=take_day(fields, "since"),
            value=fields.number("value", required=False),
            bands=_bands(fields, own_unit, problems),
            low=low,
            high=high,
            scope=fields.text("scope", required=False),
            floor=fields.flag("floor"),
            old=fields.flag("old"),
            clause=fields.text("clause", required=False),
            by=own_by,
            base=base,
            share=share,
        )
        if figure.repealed and "value" not in fields:
            fields.fault(
                "the figure has no value", "give `value:` or `bands:`, or `value: null` for a repeal"
            )
        if bool(figure.bands) != bool(own_by) and not figure.repealed and low is None and not base:
            fields.fault(
                "bands and `by` belong together", "give the parameter or the figure `by:`, and it `bands:`"
            )
    return figure


def _overlap(one: Figure, other: Figure) -> bool:
    if one.region != other.region or one.spoken != other.spoken:
        return False
    if one.since is None or other.since is None:
        return one.since is other.since and one.scope == other.scope
    return one.since.first <= other.since.last and other.since.first <= one.since.last


def _range(fields: Fields, problems: list[Problem]) -> tuple[Decimal | None, Decimal | None]:
    node = fields.take("range")
    if node is None:
        return None, None
    with Fields(node, problems) as ends:
        return ends.number("low"), ends.number("high")


def _share(fields: Fields, problems: list[Problem]) -> tuple[str, Decimal | None]:
    node = fields.take("share")
    if node is None:
        return "", None
    with Fields(node, problems) as share:
        return share.text("of"), share.number("times")


def _bands(fields: Fields, unit: str, problems: list[Problem]) -> tuple[Band, ...]:
    found: list[Band] = []
    for node in fields.items("bands"):
        with Fields(node, problems) as band:
            option = band.text("is", required=False)
            first = Decimal(0) if option else band.number("from")
            last, value = band.number("to", required=False), band.number("value")
            own_unit = band.text("unit", required=False) or unit
            if option and value is not None:
                found.append(Band(first=Decimal(0), last=None, value=value, unit=own_unit, option=option))
                continue
            if first is None or value is None:
                band.fault("a band lacks its start or its value", "write {from: 79, to: 88, value: 50}")
                continue
            if last is not None and last < first:
                band.fault(f"the band from {first} to {last} can never be reached", "end it after its start")
            if found and (found[-1].last is None or found[-1].last >= first):
                band.fault(
                    f"the band from {first} begins inside the one before it",
                    "let the bands follow each other",
                )
            found.append(Band(first=first, last=last, value=value, unit=own_unit))
    return tuple(found)
