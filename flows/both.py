"""Which two benefits a message asks about together: “can dibao and the grant for care be had at once?”.

Both stand in the message by name, or one of them was spoken of before. What shows the question are the library's
words `together` (surely) and `beside` (where it also tells of a status, “a dibao household”); `apart` are words that
make the second name another person's, or none.
"""

from __future__ import annotations

from flows.talk import Talk, top
from nlu.acts import Act
from nlu.reading import Reading

_NAMED = 0.5
"""From this probability on a benefit of the message was called by name."""

_ASKING = frozenset({Act.ASK_POLICY, Act.CHECK_ELIGIBILITY})
_SURELY = frozenset({Act.APPLY, Act.UNCLEAR})
"""Acts that “we have the one, can we have the other at once?” is also taken for."""


def both_meant(talk: Talk, reading: Reading) -> tuple[str, str] | None:
    """Return the two benefits of which a message asks whether they go together, where the matrix says."""
    says = talk.world.flows.says
    surely = says("together", reading.text)
    if reading.act not in (_ASKING | _SURELY if surely else _ASKING):
        return None
    if says("apart", reading.text) or says("compare", reading.text):
        return None
    named = tuple(_named(talk, reading))
    if len(named) == 1 and surely and talk.topic_before not in (None, *named):
        named = (str(talk.topic_before), *named)
    if not named and surely and says("the_two", reading.text):
        named = _spoken_of(talk)
    if len(named) != 2 or not (surely or says("beside", reading.text)):
        return None
    policies, region = talk.world.policies, talk.world.region
    pair = policies.matrix.between(*named, policies.regions.chain(region))
    return (named[0], named[1]) if pair is not None else None


def _spoken_of(talk: Talk) -> tuple[str, ...]:
    """Return what is worked on and what was asked about in between, where these are two."""
    frame = top(talk)
    spoken_of = (frame.benefit if frame is not None else None, talk.state.benefit)
    return tuple(dict.fromkeys(name for name in spoken_of if name and name in talk.world.policies.cards))


def _named(talk: Talk, reading: Reading) -> tuple[str, ...]:
    """Return the benefits that stand in a message by name, in the order in which they are sure."""
    cards = talk.world.policies.cards
    heard = [guess.name for guess in reading.benefits if guess.confidence >= _NAMED and guess.name in cards]
    return tuple(dict.fromkeys((*heard, *talk.world.policies.named_in(reading.text))))
