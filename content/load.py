"""Read one YAML file into values that remember their line.

Refused, each with its line: keys that stand twice, keys that are not words, bare `yes`, `no`, `on` and `off`,
numbers YAML would read in base 8 or 60, tabs, anchors, aliases and tags.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

import yaml

from content.problem import Problem

Scalar = str | int | Decimal | bool | date | None

# libyaml reads ten times as fast as Python does; both give the same nodes, but for the style of a plain scalar.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRAP_WORDS = frozenset({"yes", "no", "on", "off", "y", "n"})
_TRAP_NUMBERS = re.compile(r"[-+]?0[0-7_]+|0[ob][0-7_]+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?")

# YAML tells where it noticed, often a line below; punctuation of Chinese keyboards looks right and is not.
MEND = "mend the indentation, brackets or quotes here or just above; , : and quotes of YAML are half-width"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value of a YAML file and the line it starts on (counted from 1)."""

    path: str
    line: int
    value: Scalar | Mapping[str, Node] | tuple[Node, ...]
    key_lines: Mapping[str, int]


@lru_cache(maxsize=512)  # an editor's change leaves all files of a library but one as they were
def parse(path: str, text: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the file's root value, or None with the problems that make it unreadable."""
    problems: list[Problem] = []
    # YAML allows a tab in some places and not in others, and readers of YAML differ about which.
    tab = next((line for line, words in enumerate(text.split("\n"), start=1) if "\t" in words), None)
    if tab is not None:
        return None, (_problem(path, tab, "a tab stands in the line", "write spaces"),)
    try:
        if "*" in text and any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(text, Loader=_LOADER)):
            return None, (
                _problem(path, 1, "uses a YAML anchor or alias", "write the value out where it is used"),
            )
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, (_problem(path, line, f"is not YAML: {error.problem}", MEND),)
    except yaml.YAMLError as error:
        return None, (_problem(path, 1, f"is not YAML: {error}", "save the file as plain UTF-8 text"),)
    if root is None:
        return None, (_problem(path, 1, "the file is empty", "write its content or remove it"),)
    return _node(path, root, problems), tuple(problems)


def _problem(path: str, line: int, fault: str, remedy: str) -> Problem:
    return Problem(path=path, line=line, fault=fault, remedy=remedy)


def _node(path: str, raw: yaml.Node, problems: list[Problem]) -> Node:
    line = raw.start_mark.line + 1
    if isinstance(raw, yaml.MappingNode):
        return _mapping(path, line, raw, problems)
    if isinstance(raw, yaml.SequenceNode):
        items = tuple(_node(path, item, problems) for item in raw.value)
        return Node(path=path, line=line, value=items, key_lines={})
    if not isinstance(raw, yaml.ScalarNode):
        raise TypeError(f"PyYAML composed a {type(raw).__name__}, which is none of its three kinds of node")
    return Node(path=path, line=line, value=_scalar(path, line, raw, problems), key_lines={})


def _mapping(path: str, line: int, raw: yaml.MappingNode, problems: list[Problem]) -> Node:
    found: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for raw_key, raw_value in raw.value:
        key_line = raw_key.start_mark.line + 1
        key = _key(path, key_line, raw_key, problems)
        if key is None:
            continue
        if key in found:
            fault = f"the key {key!r} already stands on line {lines[key]}"
            problems.append(_problem(path, key_line, fault, "keep one of the two"))
            continue
        found[key] = _node(path, raw_value, problems)
        lines[key] = key_line
    return Node(path=path, line=line, value=found, key_lines=lines)


def _key(path: str, line: int, raw: yaml.Node, problems: list[Problem]) -> str | None:
    if not isinstance(raw, yaml.ScalarNode):
        problems.append(_problem(path, line, "a key is a list or a mapping", "use a word as the key"))
        return None
    word = str(raw.value)
    if not raw.style and (word.lower() in _TRAP_WORDS or raw.tag != "tag:yaml.org,2002:str"):
        fault = f"the bare key {word} is read by YAML as something other than a word"
        problems.append(_problem(path, line, fault, f'write "{word}" with quotes'))
        return None
    return word


def _scalar(path: str, line: int, raw: yaml.ScalarNode, problems: list[Problem]) -> Scalar:
    word = str(raw.value)
    if raw.style:
        return word
    if word.lower() in _TRAP_WORDS or _TRAP_NUMBERS.fullmatch(word):
        fault = f"bare {word} is read by YAML as a yes, a no or another number"
        problems.append(_problem(path, line, fault, f'write "{word}" with quotes, or true or false'))
        return word
    match raw.tag.rsplit(":", 1)[-1]:
        case "null":
            return None
        case "bool":
            return word.lower() == "true"
        case "int":
            return int(word.replace("_", ""), 0)
        case "float":
            return _decimal(path, line, word, problems)
        case "timestamp":
            return _day(path, line, word, problems)
        case "str":
            return word
        case other:
            problems.append(_problem(path, line, f"uses the YAML tag {other}", "write a plain value"))
            return word


def _decimal(path: str, line: int, word: str, problems: list[Problem]) -> Scalar:
    number = Decimal(word.replace("_", "")) if re.fullmatch(r"[-+]?[0-9_]*\.?[0-9_]+", word) else None
    if number is None:
        problems.append(
            _problem(path, line, f"{word} is not a plain number", "write it in digits with one point")
        )
        return word
    return number


def _day(path: str, line: int, word: str, problems: list[Problem]) -> Scalar:
    try:
        return date.fromisoformat(word)
    except ValueError:
        problems.append(_problem(path, line, f"{word} is not a day", "write it as 2026-01-31"))
        return word
