"""What residents and caseworkers see of every conversation stands in the tree, as it is now."""

from __future__ import annotations

from difflib import unified_diff

import pytest

from tests.conversations.play import Player
from tests.conversations.script import Script, scripts
from tests.conversations.transcripts import FOLDER, REMEDY, file_of, kept, transcript


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_a_transcript_is_what_is_said_now(script: Script, played: Player) -> None:
    file = file_of(script)
    places = {region.code: region.name for region in played.libraries.libraries.policies.regions}

    before = file.read_text("utf-8").splitlines() if file.is_file() else []
    now = transcript(script, played.says(script), places).splitlines()

    difference = "\n".join(unified_diff(before, now, "kept", "now", lineterm="", n=2))
    assert not difference, (
        f"{file.relative_to(FOLDER.parents[1])} differs; if it should: {REMEDY}\n{difference}"
    )


def test_no_transcript_is_left_of_a_conversation_that_is_gone() -> None:
    left = set(kept()) - {file_of(script) for script in scripts()}

    assert left == set(), f"remedy: {REMEDY}"
