"""The library's wording: templates by name, numbers and days as they are said.

Every template the engine uses is listed here with its slots, so that a missing or misspelt one is found
at release.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.days import Day
from policies.files import named

TEMPLATES: Mapping[str, frozenset[str]] = {
    name: frozenset(slots.split())
    for name, slots in {
        "sign_yes": "",
        "sign_no": "",
        "sign_unknown": "",
        "day": "year month day",
        "month": "year month",
        "year": "year",
        "since_old": "span",
        "since_day": "span",
        "since_month": "span",
        "since_year": "span",
        "checked": "span",
        "source_named": "title mark",
        "source": "title mark checked",
        "source_dated": "title mark since checked",
        "title_numbered": "title number",
        "and": "",
        "stale": "",
        "future": "",
        "floor": "amount",
        "range": "low high",
        "band_between": "first last amount fact",
        "band_from": "first amount fact",
        "own_band": "value amount fact",
        "own_no_band": "value",
        "own_reckoned": "line less times amount",
        "band_is": "option amount",
        "label": "label",
        "amount_labelled": "label amount",
        "share_of": "label base share",
        "step": "label",
        "step_days": "label days",
        "line_open": "label value",
        "line_changed": "label value threshold",
        "amount_plain": "amount",
        "amount_intro": "place since",
        "local_line": "",
        "differs_below": "places",
        "no_figure": "place label",
        "no_figure_before": "place label day",
        "not_known": "place aspect",
        "not_known_before": "place aspect day",
        "hotline": "number",
        "ask_place": "",
        "more": "",
        "eligible_intro": "place",
        "material_must": "labels",
        "material_later": "labels",
        "material_waived": "labels",
        "line_within_yes": "label value",
        "line_within_no": "label value threshold",
        "line_at_least_yes": "label value threshold",
        "line_at_least_no": "label value threshold difference",
        "line_at_most_yes": "label value threshold",
        "line_at_most_no": "label value threshold difference",
        "line_equal": "label value threshold",
        "line_is_yes": "label value",
        "line_is_no": "label value threshold",
        "line_is_not_yes": "label value",
        "line_is_not_no": "label value",
        "line_missing": "label",
        "line_declined": "label",
        "line_no_figure": "place label",
        "line_coarse": "label",
        "line_depends": "label place",
        "reached_on": "day threshold",
        "answer_yes": "",
        "answer_no": "",
        "heading": "title",
        "also_asked": "",
        "stop": "",
        "band_span": "first last",
        "band_open": "first",
        "compared_side": "intro whom amount",
        "compared_band": "band amount",
        "compared_in_band": "band one first other second gap",
        "compared": "gap",
        "compared_gap": "gap more less",
        "compared_same": "",
        "compared_floor": "",
        "both_at": "place said",
        "both_together": "one other",
        "both_one_of": "one other",
        "both_one_of_kept": "one other kept",
        "both_higher": "one other",
        "both_difference": "one other",
        "both_local": "one other",
    }.items()
}
GROUPS = ("aspects", "gaps", "yes_no", "columns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Templates by name, and the units, each with the way an amount in it is said."""

    templates: Mapping[str, str]
    groups: Mapping[str, Mapping[str, str]]
    units: Mapping[str, str]

    def say(self, name: str, **slots: str) -> str:
        """Fill a template."""
        return self.templates[name].format(**slots)

    def amount(self, value: Decimal | int, unit: str) -> str:
        """Say a number with its unit; an unknown unit is written after it."""
        return self.units.get(unit, "{number}" + unit).format(number=plain_number(value))

    def gap(self, value: Decimal | int, unit: str) -> str:
        """Say a difference between two amounts of a unit."""
        template = self.groups["gaps"].get(unit)
        return template.format(number=plain_number(value)) if template else self.amount(value, unit)

    def day(self, day: date) -> str:
        """Say a day in full."""
        return self.say("day", year=str(day.year), month=str(day.month), day=str(day.day))

    def span(self, span: Day) -> str:
        """Say a day, month or year, as exactly as the source does."""
        first = span.first
        return self.say(span.precision, year=str(first.year), month=str(first.month), **_day_slot(span))

    def since(self, span: Day, *, old: bool = False) -> str:
        """Say from when something holds, or of which year or old paper it is."""
        return self.say("since_old" if old else f"since_{span.precision}", span=self.span(span))


def plain_number(value: Decimal | int) -> str:
    """Write a number without needless zeros.

    >>> plain_number(Decimal("50.00")), plain_number(1200)
    ('50', '1200')
    """
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_words(root: Node, units: tuple[Node, ...], problems: list[Problem]) -> Words:
    """Read the templates and units; every template must stand there with no other slots than its own."""
    templates: dict[str, str] = {}
    with Fields(root, problems) as fields:
        groups = {group: _texts(fields.entries(group, required=True)) for group in GROUPS}
        for name, allowed in TEMPLATES.items():
            templates[name] = fields.text(name)
            _check_slots(fields, name, templates[name], allowed)
    spoken = {name: text for unit in units for name, text in _texts(named(unit, problems)).items()}
    return Words(templates=templates, groups=groups, units=spoken)


def read_plain(root: Node, problems: list[Problem]) -> Mapping[str, str]:
    """Read the words residents should not have to read, each with what to say instead (empty: leave it out)."""
    found: dict[str, str] = {}
    for word, node in named(root, problems).items():
        if isinstance(node.value, str):
            found[word] = node.value
        else:
            Fields(root, problems).fault(
                f"what to say instead of {word!r} is no words", 'write "…"', key=word
            )
    return found


def slots_of(template: str) -> frozenset[str]:
    """Return a template's slot names; raises ValueError where its braces do not match."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def _check_slots(fields: Fields, name: str, template: str, allowed: frozenset[str]) -> None:
    try:
        extra = slots_of(template) - allowed
    except ValueError:
        fields.fault(f"the braces of {name} do not match", "close every { with a }", key=name)
        return
    if extra:
        slots = ", ".join("{" + slot + "}" for slot in sorted(allowed)) or "none"
        fields.fault(f"{name} uses {', '.join(sorted(extra))}", f"slots it can have: {slots}", key=name)


def _texts(entries: Mapping[str, Node]) -> Mapping[str, str]:
    return {name: str(node.value) for name, node in entries.items()}


def _day_slot(span: Day) -> Mapping[str, str]:
    return {"day": str(span.first.day)} if span.precision == "day" else {}
