"""An expression that says with which characters it begins finds what it would find without."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.values import age, birth, quantity

GUARDED = (age._SAID, birth._BORN, quantity._SUM)
HEAD = re.compile(r"\(\?=\[[^]]*\]\)")


@pytest.mark.parametrize("guarded", GUARDED)
def test_no_match_begins_with_another_character(guarded):
    head = HEAD.match(guarded.pattern)
    whole = re.compile(guarded.pattern.removeprefix(head.group()))
    words = sorted(
        {*re.findall(r"[\u4e00-\u9fff]+", whole.pattern), *"0123456789,.- 生人岁月一二十百万半廿卅"}
    )

    @given(st.lists(st.sampled_from(words), max_size=8).map("".join))
    def found_alike(text):
        assert [m.span() for m in guarded.finditer(text)] == [m.span() for m in whole.finditer(text)]

    found_alike()
