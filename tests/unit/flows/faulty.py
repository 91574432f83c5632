"""What is wrong with a flow file that stands beside the tree's own."""

from __future__ import annotations

import flows.library
from bot.settings import ROOT
from content.release import of_folder
from tests.unit.flows.scene import known

PATH = "flows/library/zz_test.yml"


def faults(text: str) -> list[tuple[int, str]]:
    """Return line and fault of each problem of a file with this text."""
    files = {**of_folder(ROOT).files, PATH: text}
    return [(p.line, p.fault) for p in flows.library.problems(files, known()) if p.path == PATH]
