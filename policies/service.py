"""The office's own targets: how many working days a kind of work may take before it is overdue.

A target is not a promise: it is told to a resident only where `said_to_resident` is true, which needs a
source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.files import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Working days to the due day for a kind of work, for one benefit or (empty) for all."""

    kind: str
    benefit: str
    working_days: int
    said_to_resident: bool
    source: str


class HasService(Protocol):
    """Whatever carries the targets by kind and benefit: a release's Policies."""

    @property
    def service(self) -> Mapping[tuple[str, str], Target]:
        """Return the targets."""


def due_target(policies: HasService, kind: str, benefit: str | None = None) -> Target:
    """Return the target of a kind of work, a benefit's own before the general one; raises KeyError."""
    own = policies.service.get((kind, benefit or ""))
    target = own or policies.service.get((kind, ""))
    if target is None:
        raise KeyError(f"no target for the work kind {kind!r}; add it to policies/library/service.yml")
    return target


def due_days(policies: HasService, kind: str, benefit: str | None = None) -> int:
    """Return how many working days a kind of work has; raises KeyError for an unknown kind."""
    return due_target(policies, kind, benefit).working_days


def read_service(root: Node, problems: list[Problem]) -> Mapping[tuple[str, str], Target]:
    """Read the targets by kind and benefit; a promise to residents without a source is a problem."""
    found: dict[tuple[str, str], Target] = {}
    for kind, node in named(root, problems).items():
        with Fields(node, problems) as general:
            found[kind, ""] = _target(general, kind, "")
            own = general.entries("benefits")
        for benefit, entry in own.items():
            with Fields(entry, problems) as fields:
                found[kind, benefit] = _target(fields, kind, benefit)
    return found


def _target(fields: Fields, kind: str, benefit: str) -> Target:
    target = Target(
        kind=kind,
        benefit=benefit,
        working_days=fields.whole("working_days"),
        said_to_resident=fields.flag("said_to_resident"),
        source=fields.text("source", required=False),
    )
    if target.said_to_resident and not target.source:
        fields.fault(
            "a promise to residents has no source", "name the source, or write said_to_resident: false"
        )
    return target
