"""Every conversation is played once in each of its wordings, for all that is held against it."""

import pytest

from tests.conversations.play import Player, player


@pytest.fixture(scope="session")
def played() -> Player:
    return player()
