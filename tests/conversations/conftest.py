"""One player for all tests of the conversations: each script is played once, and what it walks is kept."""

from __future__ import annotations

import pytest

from tests.conversations.play import Player, player


@pytest.fixture(scope="session")
def played() -> Player:
    return player()
