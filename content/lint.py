"""Checks that every library shares: references that lead nowhere, words a resident should not have to read.

What may be referred to, and which words are hard, comes from the caller and its library.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from content.load import Node
from content.problem import Problem

_SENTENCE = re.compile("[^\u3002\uff01\uff1f\uff1b\n]+")  # full-width full stop, ! and ?, semicolon
_SLOT = re.compile(r"\{[^}]*\}")


def dead_references(root: Node, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Find values that name what does not exist.

    `known` says for a key (`source`, `facts` …), wherever it stands in the file, which ids its word
    or list of words may name; empty words are left to whoever reads the file.
    """
    if isinstance(root.value, Mapping):
        for key, node in root.value.items():
            if key in known:
                yield from _checked(key, node, known[key])
            yield from dead_references(node, known)
    elif isinstance(root.value, tuple):
        for node in root.value:
            yield from dead_references(node, known)


def hard_words(path: str, line: int, text: str, avoid: Mapping[str, str]) -> Iterator[Problem]:
    """Find words that are hard, cold or frightening; `avoid` gives for each what to say instead."""
    for word, instead in avoid.items():
        if word in text:
            remedy = f"say {instead}" if instead else "leave it out"
            yield Problem(
                path=path, line=line, fault=f"a resident should not have to read {word!r}", remedy=remedy
            )


def long_sentences(path: str, line: int, text: str, longest: int) -> Iterator[Problem]:
    """Find sentences of more than `longest` characters; a slot counts as two."""
    for sentence in _SENTENCE.findall(_SLOT.sub("__", text)):
        if len(sentence) > longest:
            fault = f"a sentence has {len(sentence)} characters: {sentence}"
            yield Problem(
                path=path, line=line, fault=fault, remedy=f"use at most {longest}, or make two of it"
            )


def _checked(key: str, node: Node, known: Collection[str]) -> Iterator[Problem]:
    for item in node.value if isinstance(node.value, tuple) else (node,):
        word = item.value
        if isinstance(word, str) and word and word not in known:
            near = get_close_matches(word, sorted(known), n=1)
            remedy = f"did you mean {near[0]}?" if near else "define it, or name one that is defined"
            yield Problem(
                path=item.path, line=item.line, fault=f"the {key} {word!r} does not exist", remedy=remedy
            )


def rare_characters(text: str, known: str = "") -> Mapping[str, int]:
    """Count the Chinese characters that are not among the 3,755 most used ones, nor in `known`.

    Those are the first level of GB 2312-1980, rows 16 to 55, chosen by how often they are used.

    >>> rare_characters("殡葬补贴"), rare_characters("殡葬补贴", known="惠民殡葬")
    ({'殡': 1}, {})
    """
    found: dict[str, int] = {}
    for letter in text:
        if 0x4E00 <= ord(letter) <= 0x9FFF and letter not in known and not _often_used(letter):
            found[letter] = found.get(letter, 0) + 1
    return found


def _often_used(letter: str) -> bool:
    try:
        row = letter.encode("gb2312")[0] - 0xA0
    except UnicodeEncodeError:
        return False
    return 16 <= row <= 55
