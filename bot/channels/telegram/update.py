"""What an update says, read from Telegram's JSON; whatever is not for us, or not of the documented shape, says nothing.

Only private chats are conversations: there the chat is the person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.channels import incoming

if TYPE_CHECKING:
    import telegram

COMMANDS = ("start", "help", "progress", "privacy")
PRIVATE = "private"
# What Bot API servers give out: https://core.telegram.org/bots/api#getfile
LARGEST_FILE = 20 * 1024 * 1024
_COMMAND = re.compile(r"/([a-z]+)(?:@\w+)?(?:\s.*)?", re.DOTALL)


class Unreadable(ValueError):
    """An update whose shape is none that is documented."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text message, or a caption; `edited` when it is the newest text of an earlier one."""

    text: str
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One of our commands."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """A button was tapped; `query` must be acknowledged, whatever the data is."""

    query: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact card; `phone` is empty when it is not the sender's own."""

    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file by Telegram's name for it; `kind` is photo, document, voice or other."""

    file: str
    kind: str
    name: str
    caption: str
    too_large: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place that was sent; `label` are its words, empty for a bare point."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Something in a chat of several people; `called` when it is meant for us."""

    called: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """A person blocked the bot, or let it in again."""

    blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A message of a kind we cannot take, such as a sticker."""


What = Words | Command | Tap | Contact | File | Location | Group | Blocked | Other


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One update: its number, the chat, the message it is about (0 when none), and what it says."""

    number: int
    chat: int
    message: int
    what: What


def number_of(raw: Mapping[str, Any]) -> int:
    """Return an update's number; raises Unreadable when it has none."""
    number = raw.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
        raise Unreadable("update_id")
    return number


def read(raw: Mapping[str, Any]) -> Came | None:
    """Return what an update says, None when it is not for us; raises Unreadable."""
    from telegram import Update

    try:
        update = Update.de_json(dict(raw), None)
        return _came(update)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, RecursionError, OSError) as error:
        raise Unreadable(type(error).__name__) from None


def _came(update: telegram.Update) -> Came | None:
    message, query = update.message or update.edited_message, update.callback_query
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    if query is not None:
        return _tap(update.update_id, query)
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    chat = _whole(message.chat.id)
    if message.chat.type != PRIVATE:
        called = update.message is not None and str(message.text or "").startswith("/")
        return Came(number=update.update_id, chat=chat, message=0, what=Group(called=called))
    what = _what(message, edited=update.edited_message is not None)
    if what is None:
        return None
    return Came(number=update.update_id, chat=chat, message=_whole(message.message_id), what=what)


def _membership(number: int, change: telegram.ChatMemberUpdated) -> Came:
    status, chat = str(change.new_chat_member.status), _whole(change.chat.id)
    if change.chat.type == PRIVATE:
        return Came(number=number, chat=chat, message=0, what=Blocked(blocked=status == "kicked"))
    joined = status in ("member", "administrator") and str(change.old_chat_member.status) in (
        "left",
        "kicked",
    )
    return Came(number=number, chat=chat, message=0, what=Group(called=joined))


def _tap(number: int, query: telegram.CallbackQuery) -> Came:
    tap = Tap(query=_word(query.id), data=_word(query.data or ""))
    there = query.message.chat if query.message is not None else None
    if there is not None and there.type != PRIVATE:
        return Came(number=number, chat=_whole(there.id), message=0, what=tap)
    return Came(number=number, chat=_whole(query.from_user.id), message=0, what=tap)


def _what(message: telegram.Message, *, edited: bool) -> What | None:
    text = message.text if message.text is not None else message.caption
    if edited:
        # A live location that moves is an edited message too.
        return Words(text=_word(text), edited=True) if text is not None else None
    if message.text is not None:
        command = _COMMAND.fullmatch(_word(message.text).strip())
        if command and command[1] in COMMANDS:
            return Command(name=command[1])
        return Words(text=_word(message.text))
    if message.contact is not None:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return Contact(phone=_phone(_word(message.contact.phone_number)) if own else "")
    if message.venue is not None:
        return Location(label=f"{_word(message.venue.address)} {_word(message.venue.title)}".strip())
    if message.location is not None:
        return Location(label="")
    if _is_service(message):
        return None
    return _file(message) or Other()


def _file(message: telegram.Message) -> File | None:
    caption = _word(message.caption or "")
    if message.photo:
        fitting = [size for size in message.photo if (size.file_size or 0) <= LARGEST_FILE]
        best = max(fitting or message.photo, key=lambda size: _whole(size.width) * _whole(size.height))
        return File(
            file=_word(best.file_id), kind="photo", name="photo", caption=caption, too_large=not fitting
        )
    heard = message.voice or message.audio
    if heard is not None:
        large = (heard.file_size or 0) > LARGEST_FILE
        return File(file=_word(heard.file_id), kind="voice", name="voice", caption=caption, too_large=large)
    document = message.document
    if document is None:
        return None
    name = incoming.storable(_word(document.file_name or "document"))[: incoming.LONGEST_NAME]
    large = (document.file_size or 0) > LARGEST_FILE
    return File(file=_word(document.file_id), kind="document", name=name, caption=caption, too_large=large)


def _is_service(message: telegram.Message) -> bool:
    """Whether nobody wrote this: a pinned message, a changed timer, a chat that was joined."""
    return not message.effective_attachment and not message.forward_origin


def _phone(number: str) -> str:
    """Return a telephone number as people here write it, without the country's code."""
    digits = re.sub(r"[^0-9]", "", number)
    return digits.removeprefix("86") if len(digits) == 13 else digits


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
