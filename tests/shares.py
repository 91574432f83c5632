"""How tests are dealt out to the workers of pytest-xdist: what shares something costly to one, the longest first."""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/conversations/", "tests/house/")
"""Folders whose files share something: the conversations as they were played, the syntax trees of the rooms."""

EARLY = ("training", "browser", "whole")
"""Tests of these marks begin first, so that a long one is never what everybody waits for at the end."""

EARLIEST = "tests/whole/crash/"


class Shares(LoadScopeScheduling):
    """Gives each file, or each of some folders, to one worker as a whole."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def turn_of(item: pytest.Item) -> tuple[bool, int, bool]:
    """Return what to sort tests by, for what begins first to come first."""
    rank = next((place for place, mark in enumerate(EARLY) if item.get_closest_marker(mark)), len(EARLY))
    return not item.nodeid.startswith(EARLIEST), rank, not item.nodeid.startswith(TOGETHER)
