"""What a push means: something a person said, something to fetch, a note for our books, or nothing to us.

Messages are told apart by MsgId, events by who, when, which and with what key: without the key two taps in one second
would be one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.channels import choices, incoming
from bot.channels.wechat.xml import BadPush, Fields
from bot.message import Message
from flows.world import Happened
from storage.conversation import Sender

CHANNEL = "wechat"
MESSAGE, TAP = "message", "tap"
IMAGE, VOICE, VIDEO = "image", "voice", "video"
SCENE = "qrscene_"
_LONGEST_ID = 128
_LIST = re.compile(r"((?:\w+\.)?List(?:\[\d+\])?)\.(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A turn to be served at once; `fetch` is the media id of a recording kept for the desk.

    `tapped` names the choice that was tapped, whose words then are what was said if it is still open.
    """

    message: Message
    fetch: str = ""
    kind: str = ""
    tapped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A picture that must be fetched before it can be served; the message says who sent it, in which message."""

    message: Message
    media_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A person who no longer follows us."""

    sender: Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented:
    """What a person answered when asked for notices: by template, yes or no; `settled` in the account's settings."""

    sender: Sender
    id: str
    answers: tuple[tuple[str, bool], ...]
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What became of templates and notices: each by its number and its template ("" unknown), and whether it came."""

    sender: Sender
    ended: tuple[tuple[str, str, bool], ...]


Pushed = Said | Sent | Left | Consented | Results | None


def pushed(found: Fields, answer_by: datetime) -> Pushed:
    """Return what a push means; None for what is only acknowledged; raises BadPush without what every push has."""
    sender = Sender(CHANNEL, found["ToUserName"], _person(found["FromUserName"]))
    kind = found.get("MsgType", "")
    if kind == "event":
        return _event(found, sender, answer_by)
    number = found.get("MsgId", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 20) or not kind:
        raise BadPush
    message = Message(sender=sender, id=f"msg:{number}", text="", answer_by=answer_by, opens=MESSAGE)
    return _message(found, kind, message)


def _message(found: Fields, kind: str, message: Message) -> Pushed:
    media_id = found.get("MediaId", "")[:512]
    match kind:
        case "text":
            chosen = found.get("bizmsgmenuid", "").strip()
            if choices.is_one(chosen):
                return Said(message=replace(message, text=_words(found, "Content")), tapped=chosen)
            return Said(message=replace(message, text=chosen or _words(found, "Content")))
        case "voice" if heard := _words(found, "Recognition").strip():
            return Said(message=replace(message, text=heard, suggests="voice"))
        case "voice":
            return Said(
                message=replace(message, happened=Happened(kind="voice_unheard")), fetch=media_id, kind=VOICE
            )
        case "image" if media_id:
            return Sent(message=message, media_id=media_id)
        case "video" | "shortvideo":
            return Said(
                message=replace(message, happened=Happened(kind="video_unseen")), fetch=media_id, kind=VIDEO
            )
        case "location":
            return Said(message=replace(message, text=_words(found, "Label"), suggests="location"))
        case "link":
            return Said(message=replace(message, happened=Happened(kind="link_unread")))
        case _:
            return Said(message=replace(message, happened=Happened(kind="kind_unread")))


def _event(found: Fields, sender: Sender, answer_by: datetime) -> Pushed:
    event, key = found.get("Event", ""), found.get("EventKey", "")
    at = found.get("CreateTime", "")
    message = Message(
        sender=sender, id=f"event:{at}:{event}:{key[:200]}", text="", answer_by=answer_by, opens=TAP
    )
    match event:
        case "subscribe":
            return Said(message=_scene(message, key.removeprefix(SCENE)))
        case "SCAN":
            return Said(message=_scene(message, key))
        case "CLICK":
            return Said(message=replace(message, text=incoming.storable(key)))
        case "unsubscribe":
            return Left(sender=sender)
        case "TEMPLATESENDJOBFINISH":
            good = found.get("Status", "success") == "success"
            return Results(sender=sender, ended=((found.get("MsgID", "")[:40], "", good),))
        case "subscribe_msg_popup_event" | "subscribe_msg_change_event":
            return _consented(found, sender, event, at)
        case "subscribe_msg_sent_event":
            ended = tuple(
                (one.get("MsgID", "")[:40], one.get("TemplateId", ""), one.get("ErrorCode", "0") == "0")
                for one in _listed(found)
            )
            return Results(sender=sender, ended=ended)
        case _:
            return None


def _consented(found: Fields, sender: Sender, event: str, at: str) -> Consented:
    answers = tuple(
        (one["TemplateId"], one.get("SubscribeStatusString") == "accept")
        for one in _listed(found)
        if one.get("TemplateId")
    )
    settled = event == "subscribe_msg_change_event"
    return Consented(sender=sender, id=f"{event}:{at}:{answers}", answers=answers, settled=settled)


def _listed(found: Fields) -> tuple[Fields, ...]:
    """Return the entries of a subscription event's `List`, whatever its wrapper is called.

    The platform's own sample of the change event names the wrapper of the other one.
    """
    entries: dict[str, dict[str, str]] = {}
    for name, value in found.items():
        place = _LIST.fullmatch(name)
        if place:
            entries.setdefault(place[1], {})[place[2]] = value[:128]
    return tuple(entries.values())


def _scene(message: Message, scene: str) -> Message:
    """Following and scanning greet; what a scene stands for is the account's to say."""
    happened = Happened(kind="followed", values={"scene": incoming.storable(scene)[:200]})
    return replace(message, happened=happened)


def _words(found: Fields, name: str) -> str:
    return incoming.storable(found.get(name, ""))[: incoming.LONGEST_TEXT]


def _person(openid: str) -> str:
    if len(openid) > _LONGEST_ID or not openid.isascii() or not openid.isprintable():
        raise BadPush
    return openid
