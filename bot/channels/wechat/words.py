"""Words as WeChat takes them: one text of at most 2,048 bytes, cut at a line, its choices as numbered lines to tap.

A tap sends the choice's words back with its name, by which an old one is known. Characters that neither XML nor the
platform's JSON can carry are replaced, so that they never cost the whole message.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.channels.choices import tag
from bot.channels.terminal import numbered
from bot.message import Bubble, Choice, as_text

LIMIT = 2048
BETWEEN = "\n\n"
# What XML 1.0 cannot hold; JSON would write most of it as \uXXXX, which the platform refuses with 40033.
_UNSENDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# Such a text inside JSON is taken for an escape, and refused with 40033.
_ESCAPE = re.compile(r"\\(?=u[0-9a-fA-F]{4})")
# A link costs some ninety bytes of a text's 2,048, so a long list is numbered only.
MOST_LINKS = 9
_LINKABLE = re.compile(r"[\w\u3000-\u303f\uff0c\uff1a\uff08\uff09、，。：（）·-]{1,20}")
_JOINERS = "\u200d\ufe0f\ufe0e"


def sendable(text: str) -> str:
    """Return the text with what the platform cannot carry replaced, one character for one."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPE.sub("\uff3c", _UNSENDABLE.sub("\ufffd", plain))


def joined(bubbles: Sequence[Bubble], *, links: bool = True) -> str:
    """Return bubbles as the one text in which they leave; without `links` choices are plain numbered lines.

    Blank words are none: an answer of a space would be shown as a fault of the account.
    """
    return BETWEEN.join(
        text
        for text in (sendable(_shown(bubble) if links else as_text(bubble)).strip("\n") for bubble in bubbles)
        if text.strip()
    )


def _shown(bubble: Bubble) -> str:
    """The words with the numbered choices under them, each a link that writes it."""
    mark = tag(bubble)
    lines = [
        _line(choice, f"c-{mark}-{place}")
        for place, choice in enumerate(bubble.choices[:MOST_LINKS])
        if choice.send != choice.label
    ]
    plain = as_text(replace(bubble, text="", choices=bubble.choices[MOST_LINKS:])).strip("\n")
    return "\n".join(part for part in (bubble.text, *lines, plain) if part)


def _line(choice: Choice, name: str) -> str:
    """A choice as it is read. Words that could break out of the link stand without one: they can be typed."""
    words = numbered(choice.label, choice.send)
    if not _LINKABLE.fullmatch(choice.label):
        return words
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={choice.label}&msgmenuid={name}">{words}</a>'


def fits(bubbles: Sequence[Bubble]) -> bool:
    """Tell whether these bubbles together are one text."""
    return size(joined(bubbles)) <= LIMIT


def size(text: str) -> int:
    """Return the bytes a text counts."""
    return len(text.encode())


def cut(bubbles: Sequence[Bubble], limit: int = LIMIT) -> tuple[Bubble, ...]:
    """Return the same words in bubbles that each are one text; choices stay with the last piece of theirs."""
    return tuple(piece for bubble in bubbles for piece in _pieces(bubble, limit))


def _pieces(bubble: Bubble, limit: int) -> Iterator[Bubble]:
    if size(joined([bubble])) <= limit:
        yield bubble
        return
    *texts, last = cut_text(sendable(bubble.text), limit) or [""]
    for text in texts:
        yield replace(bubble, text=text, choices=(), asks="")
    rest = replace(bubble, text=last)
    while rest.choices and size(joined([rest])) > limit:
        count = max(_count(rest, limit), 0 if rest.text else 1)
        yield replace(rest, choices=rest.choices[:count], asks="")
        rest = replace(rest, text="", choices=rest.choices[count:])
    yield rest


def _count(bubble: Bubble, limit: int) -> int:
    """How many of a bubble's choices fit with its words."""
    count = 0
    while size(joined([replace(bubble, choices=bubble.choices[: count + 1])])) <= limit:
        count += 1
    return count


def cut_text(text: str, limit: int = LIMIT) -> list[str]:
    """Return a text in pieces of at most so many bytes, cut between lines, and inside a line only when it must be.

    >>> cut_text("one two\\nthree", 8)
    ['one two', 'three']
    """
    pieces: list[str] = []
    for line in text.split("\n"):
        first, *rest = _parts(line, limit)
        longer = f"{pieces[-1]}\n{first}" if pieces else first
        if pieces and size(longer) <= limit:
            pieces[-1] = longer
        else:
            pieces.append(first)
        pieces.extend(rest)
    return [piece for piece in pieces if piece.strip("\n")]


def _parts(line: str, limit: int) -> Iterator[str]:
    """A line that is too long, cut between characters that do not belong together."""
    while size(line) > limit:
        end = len(line.encode()[:limit].decode(errors="ignore"))
        whole = end
        while whole > 1 and _belongs(line[whole - 1], line[whole]):
            whole -= 1
        end = whole if whole > 1 else end
        yield line[:end]
        line = line[end:]
    yield line


def _belongs(before: str, after: str) -> bool:
    return bool(unicodedata.combining(after)) or after in _JOINERS or before == "\u200d"


def answer_xml(text: str, *, to: str, account: str, at: int) -> str:
    """Return a passive answer with one text; a text that holds the end of CDATA stays whole."""
    return (
        f"<xml><ToUserName>{_cdata(to)}</ToUserName><FromUserName>{_cdata(account)}</FromUserName>"
        f"<CreateTime>{at}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content>{_cdata(text)}</Content></xml>"
    )


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
