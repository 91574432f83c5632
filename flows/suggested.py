"""Words a person did not write: what a recording seemed to say, where a place seemed to be, files nobody here can read.

Such words are shown and count only once the person confirms them; a place is suggested, never assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flows import answering, wishes
from flows.outcome import Reply, choices_of
from flows.settle import settle
from flows.speaking import gaps
from flows.talk import Talk, aside, open_question, say, told, top, understood
from flows.world import Happened, World
from nlu.reading import Expecting, Option

Hears = Callable[[Talk, Happened], Talk]
YES, NO = "yes", "no"
WORDS = "words"
"""The option of a question that a recording answers: it is kept for the caseworker, who listens to it."""


def yes_or_no(world: World) -> Expecting:
    """Return what a message is expected to hold that confirms or denies."""
    words = world.flows.phrases
    options = tuple(
        Option(id=word, number=number, words=(words.word(f"spoken_{word}"),))
        for number, word in enumerate((YES, NO), start=1)
    )
    return Expecting(kind="yes_no", options=options)


def _shows(phrase: str) -> Hears:
    """Return what shows the words and asks whether they are right."""

    def shown(talk: Talk, happened: Happened) -> Talk:
        said = happened.values["words"]
        choices = choices_of(yes_or_no(talk.world).options)
        talk = replace(aside(talk), state=replace(talk.state, heard=said))
        return say(talk, Reply(phrase=phrase, values={"words": said}, choices=choices))

    return shown


def _says(phrase: str) -> Hears:
    """Return what says a phrase and comes back to what was open."""

    def said(talk: Talk, _happened: Happened) -> Talk:
        return settle(say(aside(talk), Reply(phrase=phrase, values=gaps(talk, top(talk)))))

    return said


def _recorded(phrase: str) -> Hears:
    """Return what takes a recording for the words that were to be read aloud, and else says a phrase."""

    def heard(talk: Talk, happened: Happened) -> Talk:
        frame, question = top(talk), open_question(talk)
        if (
            frame is None
            or question is None
            or not question.takes_photo
            or WORDS not in question.option_labels
        ):
            return _says(phrase)(talk, happened)
        return settle(answering.record(understood(talk), frame, question, told(talk, WORDS, asked=True)))

    return heard


def _followed(talk: Talk, _happened: Happened) -> Talk:
    if talk.state.frames:
        return settle(say(aside(talk), Reply(phrase="greet_again", values=gaps(talk, top(talk)))))
    return wishes.greet(talk)


HEARS: Mapping[str, Hears] = {
    "voice_heard": _shows("voice_heard"),
    "location_heard": _shows("location_heard"),
    "heard_wrong": _says("heard_wrong"),
    "location_unknown": _says("location_unknown"),
    "voice_unheard": _recorded("voice_unheard"),
    "video_unseen": _recorded("video_unseen"),
    "link_unread": _says("link_unread"),
    "kind_unread": _says("kind_unread"),
    "photo_lost": _says("photo_lost"),
    "followed": _followed,
}
"""Each kind of happening and what it calls for, while no person holds the conversation."""
