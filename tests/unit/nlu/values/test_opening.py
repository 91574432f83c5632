"""An expression that says with which characters it begins finds what it would find without."""

import itertools
import re
import string

import pytest

from nlu.values import age, birth, quantity

GUARDED = (age._SAID, birth._BORN, quantity._SUM)
HEAD = re.compile(r"\(\?=\[[^]]*\]\)")


NUMBERS = ("八十三岁", "300元", "1950年生", "几百块", "千把百", "半岁", "五零年出生")


def found(expression, text):
    return [match.span() for match in expression.finditer(text)]


@pytest.mark.parametrize("guarded", GUARDED)
def test_no_match_begins_with_another_character(guarded):
    whole = re.compile(guarded.pattern.removeprefix(HEAD.match(guarded.pattern).group()))
    words = re.findall(r"[\u4e00-\u9fff]+", whole.pattern)
    before = {*words, *"".join(words), *string.printable}

    for text in map("".join, itertools.product(before, NUMBERS)):
        assert found(guarded, text) == found(whole, text)
