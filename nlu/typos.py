"""Put typos into labelled sentences, to see how much understanding suffers: like sounds and like shapes.

The same sentence always gets the same typos. Needs the training library (pypinyin); nothing that serves imports this.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from nlu.library import read_library
from nlu.samples import hear, lookalikes, mistyped
from nlu.trials import Trial


def with_typos(sentences: Sequence[Trial], files: Mapping[str, str], share: float) -> Iterator[Trial]:
    """Yield the sentences with about a `share` of their characters swapped for others of like sound or shape.

    `files` are a release's; its library must have no faults.
    """
    alike = lookalikes(read_library(files, []), hear())
    for trial in sentences:
        chance = random.Random(f"typos {trial.text}")  # noqa: S311 - typos, not secrets
        yield replace(trial, text=mistyped(trial.text, alike, chance, share))
