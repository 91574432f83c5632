"""Telephone numbers: what each is for, where it answers, and whether it may be said at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.days import NEVER, Day, take_day
from policies.files import named
from policies.regions import Regions
from policies.sources import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A number to call; `kind` is what a flow asks for (`government`, `police`, `mind` …)."""

    number: str
    kind: str
    label: str
    region: str
    mark: str
    source: str
    checked: Day
    spoken: bool


def nearby(contacts: tuple[Contact, ...], regions: Regions, region: str) -> tuple[Contact, ...]:
    """Return the numbers that may be said at a place, in the library's order; raises UnknownRegion."""
    chain = regions.chain(region)
    return tuple(contact for contact in contacts if contact.spoken and contact.region in chain)


def read_contacts(root: Node, marks: Mapping[str, Mark], problems: list[Problem]) -> tuple[Contact, ...]:
    """Read the numbers; one whose mark may not be spoken, or that says so itself, is kept and never said."""
    found: list[Contact] = []
    for number, node in named(root, problems).items():
        with Fields(node, problems) as fields:
            mark = fields.choice("mark", marks)
            speak = fields.flag("speak", default=True)
            found.append(
                Contact(
                    number=number,
                    kind=fields.text("kind"),
                    label=fields.text("label"),
                    region=fields.text("region"),
                    mark=mark,
                    source=fields.text("source"),
                    checked=take_day(fields, "checked", required=True) or NEVER,
                    spoken=speak and mark in marks and marks[mark].speakable,
                )
            )
    return tuple(found)
