"""A Rasa server as the second reader: it says which act and which benefit, our own engine everything else.

Rasa is asked at `/model/parse` and has 1.5 seconds; when it is late, down or answers nonsense, our own engine's
analysis stands, so a message is never lost. Rasa learns acts and names from the same sentences; aspects, sentences of
a letter, values and dangers stay ours. Chosen by `ZHANGBAN_READER=rasa`; see deploy/rasa.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx
import structlog

from nlu.acts import Act
from nlu.read import Other
from nlu.reading import Analysis, Guess

LIMIT = 1.5
_NAMED = 0.9


def rasa(client: httpx.Client, address: str) -> Other:
    """Return the reader that asks the Rasa server at `address` (scheme, host and port)."""
    door = f"{address.rstrip('/')}/model/parse"

    def read(text: str, own: Analysis) -> Analysis:
        try:
            answer = client.post(door, json={"text": text}, timeout=LIMIT)
            answer.raise_for_status()
            return _merged(own, answer.json())
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            structlog.get_logger().warning("rasa did not answer", fault=type(error).__name__)
            return own

    return read


def _merged(own: Analysis, answer: Mapping[str, Any]) -> Analysis:
    acts = tuple(
        Guess(name=str(Act(found["name"])), confidence=float(found["confidence"]))
        for found in answer["intent_ranking"]
    )
    if not acts:
        raise ValueError("an empty ranking")
    known = {guess.name for guess in own.whole.benefits}
    named = {found["value"] for found in answer["entities"] if found["entity"] == "benefit"} & known
    benefits = tuple(Guess(name=str(name), confidence=_NAMED) for name in sorted(named))
    rest = tuple(guess for guess in own.whole.benefits if guess.name not in named)
    whole = replace(own.whole, acts=acts, benefits=(*benefits, *rest))
    return replace(own, whole=whole, spans=(), passage=None, reader="rasa")
