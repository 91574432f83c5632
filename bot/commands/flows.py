"""Commands for editors: read a flow aloud as an outline, see it as a picture, list the flows there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.faults import fail, say, told_plainly

if TYPE_CHECKING:
    from flows.library import Flows
    from nlu.library import Library
    from policies.policies import Policies


def flow(
    name: Annotated[str, typer.Argument(help="a flow or a benefit, by its id or its Chinese name")] = "",
    mermaid: Annotated[bool, typer.Option("--mermaid", help="a picture in Mermaid's text form")] = False,
    listed: Annotated[bool, typer.Option("--list", help="list the flows and end")] = False,
) -> None:
    """Print a flow as an indented outline, with the parts it calls shown inside."""
    from bot.release import read_libraries, tree_release
    from flows.draw import Drawing, outline
    from flows.mermaid import mermaid as picture
    from nlu.library import read_library

    tree = tree_release()
    with told_plainly():
        known = read_libraries(tree)
    if listed or not name:
        for each in _ordered(known.flows):
            say(f"{each}  {known.flows.flows[each].name}: {known.flows.flows[each].description}")
        return
    wanted = found(name, known.flows, known.policies, read_library(tree.files, [], training=False))
    if wanted is None:
        names = ", ".join(f"{each} {known.flows.flows[each].name}" for each in _ordered(known.flows))
        raise fail(f"There is no flow and no benefit {name!r} with a flow; there are: {names}.", 2)
    drawing = Drawing(
        flow=known.flows.flows[wanted], library=known.flows, policies=known.policies, inside=True
    )
    say(picture(drawing) if mermaid else outline(drawing))


def found(name: str, going: Flows, policies: Policies, words: Library) -> str | None:
    """Return the id of the flow that is meant by its id, its name, or by a benefit's id, name or everyday name."""
    if name in going.flows:
        return name
    by_name = {each.name: each.id for each in going.flows.values()}
    by_benefit: Mapping[str | None, str] = {
        each.benefit: each.id for each in going.flows.values() if each.benefit and each.keeps_draft
    }
    cards = {card.name: benefit for benefit, card in policies.cards.items()}
    everyday = words.names.meanings.get(name, ())
    for benefit in (name, cards.get(name), *everyday):
        if benefit in by_benefit:
            return by_benefit[benefit]
    return by_name.get(name)


def _ordered(going: Flows) -> list[str]:
    """Return the flows in the order of what they are for: applications first, then the rest, by id."""
    return sorted(going.flows, key=lambda each: (not going.flows[each].keeps_draft, each))
