"""The source line, in one form everywhere: what it rests on, how far that is trusted, from when, and when
checked.
"""

from __future__ import annotations

from policies.days import Day
from policies.policies import Policies


def basis(
    policies: Policies, source: str, *, clause: str = "", since: Day | None = None, checked: Day | None = None
) -> str:
    """Return the line for one source; without `checked` it only names the source."""
    words, document = policies.words, policies.sources[source]
    title = document.title
    for number in (document.number, clause):
        if number:
            title = words.say("title_numbered", title=title, number=number)
    mark = policies.marks[document.mark].label
    if checked is None:
        return words.say("source_named", title=title, mark=mark)
    said = words.say("checked", span=words.span(checked))
    if since is None:
        return words.say("source", title=title, mark=mark, checked=said)
    return words.say(
        "source_dated", title=title, mark=mark, since=words.since(since, old=document.old), checked=said
    )
