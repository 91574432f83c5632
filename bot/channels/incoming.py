"""Parse what programs send: a JSON object whose fields are taken one at a time, each with a plain refusal.

Words of a resident are never refused for a strange character: what cannot be stored is replaced, one for one.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request

from bot.errors import Refused
from bot.message import Photo

LONGEST_TEXT = 10_000
LONGEST_NAME = 200
MOST_PHOTOS = 9
# First bytes of the picture formats phones make; WebP and HEIC carry their mark at an offset.
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
Fields = Mapping[str, Any]


async def json_object(request: Request) -> Fields:
    """Return the request's JSON object; raises Refused for anything else."""
    try:
        value = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise Refused(400, "body", "is not JSON", "send one JSON object in UTF-8") from None
    if not isinstance(value, dict):
        raise Refused(400, "body", "is not a JSON object", 'send {"name": value, …} in UTF-8')
    return value


def storable(text: str) -> str:
    """Return the text with each character that no store can hold replaced by U+FFFD, so that positions stay."""
    return _UNSTORABLE.sub("\ufffd", text)


def words(fields: Fields, name: str) -> str:
    """Return a required text, at most 10,000 characters."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise Refused(422, name, "is missing or not a string", f'send "{name}": "…"')
    if len(value) > LONGEST_TEXT:
        limit = f"send at most {LONGEST_TEXT} characters at a time"
        raise Refused(413, name, f"is {len(value)} characters long", limit)
    return storable(value)


def identifier(fields: Fields, name: str) -> str:
    """Return a required id: 1 to 200 characters, none of them a control character."""
    value = fields.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME or _CONTROL.search(value):
        raise Refused(422, name, "is not an id", f"send a string of 1 to {LONGEST_NAME} printable characters")
    return value


def message_id(fields: Fields) -> str:
    """Return the message's id, or a fresh one when the sender gave none."""
    if fields.get("message_id") is None:
        return f"unnamed:{secrets.token_hex(16)}"
    return identifier(fields, "message_id")


def day(fields: Fields, name: str = "today") -> date | None:
    """Return an optional day."""
    value = fields.get(name)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Refused(422, name, "is not a day", "write it as 2026-01-31") from None


def optional_words(fields: Fields, name: str) -> str | None:
    """Return an optional text."""
    return None if fields.get(name) is None else words(fields, name)


def photos(fields: Fields) -> tuple[Photo, ...]:
    """Return the attached pictures; each must be what its first bytes say a picture is."""
    listed = fields.get("attachments")
    if listed is None:
        return ()
    if not isinstance(listed, list) or len(listed) > MOST_PHOTOS:
        raise Refused(
            422, "attachments", "is not a short list", f"send a list of at most {MOST_PHOTOS} images"
        )
    return tuple(_photo(item) for item in listed)


def _photo(item: object) -> Photo:
    field = "attachments"
    if not isinstance(item, dict) or item.get("kind") != "image":
        raise Refused(
            422, field, "holds something other than an image", 'send {"kind": "image", "name", "base64"}'
        )
    name, encoded = item.get("name", "photo"), item.get("base64")
    if not isinstance(name, str) or not isinstance(encoded, str):
        raise Refused(422, field, "lacks name or base64", 'send {"kind": "image", "name", "base64"}')
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(422, field, "is not base64", "encode the file's bytes in standard base64") from None
    if not is_picture(data):
        raise Refused(415, field, "is not a picture we know", "send JPEG, PNG, WebP, GIF or HEIC")
    return Photo(name=storable(name)[:LONGEST_NAME], data=data)


def is_picture(data: bytes) -> bool:
    """Tell by its first bytes whether this is a JPEG, PNG, GIF, WebP or HEIC file."""
    if data.startswith(_STARTS):
        return True
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or (data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS)
