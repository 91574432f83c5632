"""A problem in the words of an editor who reads Chinese; what has none yet stays as the code says it.

The words stand in `chinese.yml`, by the templates the code fills: a gap is {} there, and {0}, {1} in the Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from content.problem import Problem

WORDS = Path(__file__).with_name("chinese.yml")
GAP = "{}"


def in_chinese(problem: Problem) -> Problem:
    """Return the same problem, said in Chinese."""
    return replace(problem, fault=_said("faults", problem.fault), remedy=_said("remedies", problem.remedy))


def gap_in_chinese(lack: str) -> str:
    """Return what is lacking, such as `no figure`, in Chinese."""
    return str(_read()["gaps"].get(lack, lack))


def sum_in_chinese(what: str, count: int = 0) -> str:
    """Return the closing line of a list: `none`, `faults` or `gaps`."""
    return _filled(_read()["sums"][what], [str(count)])


def _said(kind: str, text: str) -> str:
    for template, said in _templates(kind):
        if found := template.fullmatch(text):
            return _filled(said, [_read()["words"].get(gap, gap) for gap in found.groups()])
    return text


@cache
def _templates(kind: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """The templates as patterns; what says most in words of its own is tried first."""
    listed: Mapping[str, str] = _read()[kind]
    ordered = sorted(listed.items(), key=lambda entry: len(entry[0].replace(GAP, "")), reverse=True)
    return [
        (re.compile("(.*?)".join(map(re.escape, said.split(GAP))), re.DOTALL), words)
        for said, words in ordered
    ]


def _filled(said: str, gaps: Sequence[str]) -> str:
    for place, gap in enumerate(gaps):
        said = said.replace(f"{{{place}}}", gap)
    return said


@cache
def _read() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(WORDS.read_text("utf-8"))
    return found
