"""Turn a turn's replies into bubbles: statements joined in one, the question in a second, never more than two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.message import Bubble, Choice
from flows.outcome import Reply
from flows.phrases import Phrases

PhrasesOf = Callable[[str], Phrases]


def render(replies: Sequence[Reply], results: Mapping[str, str], phrases_of: PhrasesOf) -> tuple[Bubble, ...]:
    """Return at most two bubbles; `results` fills what only carrying out the commands could tell."""
    told = [reply for reply in replies if reply.asks is None]
    asked = [reply for reply in replies if reply.asks is not None]
    groups = [group for group in (told, asked[-1:]) if group]
    return tuple(_bubble(group, results, phrases_of) for group in groups)


def _bubble(group: Sequence[Reply], results: Mapping[str, str], phrases_of: PhrasesOf) -> Bubble:
    texts = [phrases_of(r.release).render(r.phrase, {**r.values, **results}) for r in group]
    choices = tuple(Choice(label=label, send=send) for reply in group for label, send in reply.choices)
    return Bubble(
        text="\n".join(text for text in texts if text),
        choices=choices,
        phrases=tuple(reply.phrase for reply in group),
        asks=group[-1].asks or "",
    )
