"""What a policy question compares: two benefits by name, or two sides of one (two places, ages, days, options).

What shows a comparison are the library's words `compare`.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.state import Frame
from flows.supposing import DAY, HUKOU, Supposed, Supposes, banded
from flows.talk import Talk
from nlu.reading import Reading
from policies.verdict import FactValue, Unknown

_NAMED = 0.5
"""From this probability on two benefits of one message were both called by name."""


def compares(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message compares."""
    return talk.world.flows.says("compare", reading.text)


def compared_with(talk: Talk, reading: Reading) -> str | None:
    """Return the second of two benefits that a message calls by name to compare them; each is told from its card."""
    if not compares(talk, reading):
        return None
    named = [guess.name for guess in reading.benefits[:2] if guess.confidence >= _NAMED]
    return named[1] if len(named) == 2 and set(named) <= talk.world.policies.cards.keys() else None


def sides(
    talk: Talk, frame: Frame, found: tuple[Supposed, ...], before: Supposes
) -> tuple[Supposes, Supposes] | None:
    """Return the two sides of a comparison: two values of one kind, or one beside what was spoken of before."""
    said: dict[str, list[FactValue]] = {}
    for item in found:
        values = said.setdefault(item.name, [])
        values.extend([item.value] if item.value not in values else [])
    common = {name: values[0] for name, values in said.items() if len(values) == 1}
    for name, values in said.items():
        if len(values) > 1:
            return {**common, name: values[0]}, {**common, name: values[1]}
    for name, value in common.items():
        other = before.get(name, _own(talk, frame, name))
        if other is not None and other != value:
            return {**common, name: value}, {**common, name: other}
    both = tuple(_both_options(talk, frame.benefit or "")) if not common else ()
    return (both[0], both[1]) if both else None


def _own(talk: Talk, frame: Frame, name: str) -> FactValue | None:
    """Return what holds without being said: today, the place spoken of, the person's own fact."""
    if name == DAY:
        return talk.world.today
    known = frame.answers.get(name)
    if known is not None and not isinstance(known.value, Unknown):
        return known.value
    return talk.world.region if name == HUKOU else None


def _both_options(talk: Talk, benefit: str) -> Iterator[Supposes]:
    """Yield both options of the fact that the benefit's amount goes by, where it has just two."""
    for fact in sorted(banded(talk, benefit)):
        options = talk.world.policies.facts[fact].options
        if len(options) == 2:
            yield from ({fact: option.id} for option in options)
            return


def names_both(talk: Talk, text: str) -> bool:
    """Tell whether a comparison is of the two answers that some question has, such as town and country."""
    pairs = (
        question.options for question in talk.world.flows.questions.values() if len(question.options) == 2
    )
    return any(all(any(word in text for word in option.words) for option in pair) for pair in pairs)
