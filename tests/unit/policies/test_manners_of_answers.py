"""Every answer the fact base can give, at several places and of every aspect, is said in plain words."""

from __future__ import annotations

import re
from itertools import product

import pytest

from nlu.acts import ASPECTS
from policies.answers import answer
from tests.unit.flows.scene import TODAY, known

PLACES = ("000000", "321100", "321182", "500229")
UNSPEAKABLE = re.compile(r"[/￥¥{}]|https?:")


@pytest.mark.parametrize("benefit", sorted(known().cards))
def test_an_answer_has_no_hard_word_no_promise_and_no_gap(benefit: str) -> None:
    policies = known()

    for aspect, place in product(ASPECTS, PLACES):
        said = "\n".join(answer(policies, benefit, aspect, region=place, on=TODAY, today=TODAY).sentences)
        assert not [word for word in policies.plain if word in said], (aspect, place)
        assert not UNSPEAKABLE.search(said), (aspect, place, said)
        assert said.count("？") <= 1, (aspect, place)
