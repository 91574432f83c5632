"""Make what was sent comparable, and remember which character of it each character came from.

Everything that looks for something looks in the normalised text; everything that is reported is reported in code
points of the text as it was sent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import opencc

_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_SENTENCE = re.compile("[^。!?;\n]+")
# Between Chinese characters nobody writes a space but for a pause.
_CLAUSE = re.compile(f"(?:[^。!?;\n,、: ]|(?<![{_HAN}]) | (?![{_HAN}]))+")
# What may not stand in a normalised text as it was sent.
_ODD = re.compile("[^\u4e00-\u9fff!-~]")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """A text as sent, its normalised form, and for each normalised character its place in the text as sent."""

    sent: str
    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the normalised characters from `start` to `end` (exclusive) stand in the text as sent."""
        if start >= end or not self.offsets:
            return (0, 0)
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=8)  # one message is looked at from many sides in its turn
def normalise(sent: str) -> Clean:
    """Return the text with full-width forms, traditional characters, invisible characters and spaces made plain.

    >>> normalise("　申請 ８３歲\\u200b").text
    '申请 83岁'
    """
    letters: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in _ODD.finditer(sent):
        index = match.start()
        letters += sent[done:index]
        offsets += range(done, index)
        done = index + 1
        for letter in _plain(sent[index]):
            if letter in " \n" and (not letters or letters[-1] in " \n"):
                if letter == "\n" and letters:
                    letters[-1] = "\n"
                continue
            letters.append(letter)
            offsets.append(index)
    letters += sent[done:]
    offsets += range(done, len(sent))
    while letters and letters[-1] in " \n":
        letters.pop()
        offsets.pop()
    return Clean(sent=sent, text=_simplified("".join(letters)), offsets=tuple(offsets))


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter in "\r\n\u2028\u2029":
        return "\n"
    category = unicodedata.category(letter)
    if category in ("Cf", "Cc", "Cs", "Co", "Cn") and letter != "\t":
        return ""
    if category == "Zs" or letter == "\t":
        return " "
    if letter in "\ufe0e\ufe0f\u20e3":
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    return plain if plain.strip() else " "


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _simplified(text: str) -> str:
    """Words first, because one traditional character may stand for two; character by character if that shifts."""
    whole: str = _converter().convert(text)
    if len(whole) == len(text):
        return whole
    return "".join(_same_length(letter, _converter().convert(letter)) for letter in text)


def _same_length(letter: str, simple: str) -> str:
    return simple if len(simple) == 1 else letter


def is_han(letter: str) -> bool:
    """Tell whether a character is Chinese."""
    return "\u4e00" <= letter <= "\u9fff" or "\u3400" <= letter <= "\u4dbf"


@lru_cache(maxsize=256)  # one message is parted by everybody who looks for something in it
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of a normalised text start and end, without their closing marks."""
    return tuple([match.span() for match in _SENTENCE.finditer(text)])


@lru_cache(maxsize=256)
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the clauses (cut at commas too, also where a space stands for one) of a normalised text are."""
    return tuple([match.span() for match in _CLAUSE.finditer(text)])


def stretches(text: str, mark: re.Pattern[str], before: int, after: int) -> Iterator[tuple[int, int]]:
    """Yield where a text has a mark, with so many characters before and after it, from left to right; stretches that
    touch are one."""
    start = end = 0
    for match in mark.finditer(text):
        low = max(0, match.start() - before)
        if end and low > end:
            yield start, end
            start, end = low, 0
        start = start if end else low
        end = min(len(text), match.end() + after)
    if end:
        yield start, end


@lru_cache(maxsize=4096)  # what the options of questions are called is compared with every message
def letters_only(text: str) -> str:
    """Return the text without punctuation, spaces and symbols, in lower case: for comparing whole messages."""
    return _NO_LETTERS.sub("", text.lower())
