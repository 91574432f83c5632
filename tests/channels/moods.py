"""The moods that both platforms have: a connection that breaks, an answer that takes its time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from starlette.responses import Response

Mood = TypeVar("Mood")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """A connection that breaks, before the call took effect or `after` it did."""

    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """An answer that takes so many seconds."""

    seconds: float


async def next_of(coming: Mapping[str, deque[Mood]], *calls: str) -> Mood | None:
    """Use up the next mood of the first of these calls that has one coming; a slow one is waited for here."""
    moods = next((found for call in calls if (found := coming.get(call))), None)
    mood = moods.popleft() if moods else None
    if isinstance(mood, Slow):
        await asyncio.sleep(mood.seconds)
    return mood


def broken() -> Response:
    """Return an answer that announces more than it holds, whereupon the server cuts the connection."""
    return Response(b"", headers={"Content-Length": "999"})
