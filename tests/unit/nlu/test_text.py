"""Normalising keeps track of where every character came from."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nlu.text import normalise, stretches


def test_full_width_traditional_and_invisible_forms_become_plain():
    assert normalise("　申請 ８３歲\u200b，高齡津貼").text == "申请 83岁,高龄津贴"


def test_a_span_is_given_in_characters_of_the_text_as_sent():
    clean = normalise("\u200b我妈\u200b８３ 了")
    start = clean.text.index("8")

    assert clean.span(start, start + 2) == (4, 6)


@given(st.text(max_size=200))
def test_any_text_can_be_normalised_and_mapped_back(text):
    clean = normalise(text)

    assert len(clean.text) == len(clean.offsets)
    assert list(clean.offsets) == sorted(clean.offsets)
    assert all(0 <= offset < len(text) for offset in clean.offsets)


@given(st.text(max_size=100))
def test_normalising_twice_changes_nothing(text):
    once = normalise(text).text

    assert len(normalise(once).text) <= len(once)


@given(st.text("月年日", max_size=60), st.integers(0, 5), st.integers(0, 5))
def test_stretches_hold_what_is_near_a_mark_once_and_nothing_else(text, before, after):
    near = {
        place
        for mark, letter in enumerate(text)
        if letter == "月"
        for place in range(max(0, mark - before), min(len(text), mark + 1 + after))
    }
    found = list(stretches(text, re.compile("月"), before, after))

    assert [place for start, end in found for place in range(start, end)] == sorted(near)
    assert all(end < start for (_, end), (start, _) in pairwise(found))
