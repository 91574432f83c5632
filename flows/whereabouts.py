"""Say where to go for a benefit and what to bring; opening hours only where the fact base has them."""

from __future__ import annotations

from flows.outcome import Reply
from flows.speaking import gaps
from flows.state import Frame
from flows.talk import Talk, place, say
from policies.answers import answer


def tell_where(talk: Talk, frame: Frame) -> Talk:
    """Say the card's own words on where to go and what to bring; without a benefit, where anybody begins."""
    here = place(talk, frame)
    if frame.benefit is None or frame.benefit not in here.policies.cards:
        return say(talk, Reply(phrase="where_generally", values=gaps(talk, frame), release=frame.release))
    where, bring = (
        answer(
            here.policies,
            frame.benefit,
            aspect,
            region=here.here,
            on=here.on,
            today=here.today,
            facts=here.facts,
        )
        for aspect in ("where", "materials")
    )
    filled = {
        **gaps(talk, frame),
        "where": "\n".join(where.sentences),
        "bring": bring.sentences[0] if bring.known and bring.sentences else "",
        "source": where.source,
    }
    return say(talk, Reply(phrase="where_to_go", values=filled, release=frame.release))
