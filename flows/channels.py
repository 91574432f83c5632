"""What a conversation hears from the channel it is held on: a command, a stale button, a file, a spoken code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flows import drafting, wishes
from flows.outcome import Reply
from flows.settle import settle
from flows.speaking import gaps
from flows.talk import Talk, aside, say, top, understood
from flows.world import Happened
from nlu.acts import Act
from nlu.reading import Reading

USE_CODE = "use_code"
Hears = Callable[[Talk, Happened], Talk]


def _says(phrase: str) -> Hears:
    """Return what says a phrase, with the happening's values, and comes back to what was open."""

    def said(talk: Talk, happened: Happened) -> Talk:
        filled = {**gaps(talk, top(talk)), **happened.values}
        return settle(say(aside(talk), Reply(phrase=phrase, values=filled)))

    return said


def _command(talk: Talk, happened: Happened) -> Talk:
    match happened.values.get("name"):
        case "progress":
            wish = Reading(text="", act=Act.QUERY_PROGRESS, confidence=1.0)
            return settle(wishes.follow(understood(talk), wish))
        case "help":
            return _says("help")(talk, happened)
        case "privacy":
            return _says("privacy_notice")(talk, happened)
        case _ if talk.state.frames:
            return settle(say(aside(talk), Reply(phrase="greet_again", values=gaps(talk, top(talk)))))
        case _:
            return wishes.greet(talk)


def _code_joined(talk: Talk, happened: Happened) -> Talk:
    """Leave the question for the code and take up the first draft that came with it."""
    kept = [(f, b) for f, b in zip(talk.state.frames, talk.behind, strict=True) if f.flow != USE_CODE]
    state = replace(talk.state, frames=tuple(f for f, _ in kept))
    talk = replace(understood(talk), state=state, behind=tuple(b for _, b in kept))
    talk = say(talk, Reply(phrase="code_joined"))
    drafts = [talk.drafts[name] for name in happened.values["drafts"].split(",") if name in talk.drafts]
    return settle(drafting.take_up(talk, drafts[0]) if drafts else talk)


def _code_wrong(talk: Talk, _happened: Happened) -> Talk:
    return settle(replace(say(understood(talk), Reply(phrase="code_wrong")), wording=1))


HEARS: Mapping[str, Hears] = {
    "command": _command,
    "stale_choice": _says("stale_choice"),
    "contact_not_own": _says("contact_not_own"),
    "file_not_here": _says("file_not_here"),
    "file_lost": _says("file_lost"),
    "file_not_a_picture": _says("file_not_a_picture"),
    "code_joined": _code_joined,
    "code_wrong": _code_wrong,
}
"""Each kind of happening and what it calls for, while no person holds the conversation."""
