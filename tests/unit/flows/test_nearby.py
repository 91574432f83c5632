"""Of places that share a name the one near the office is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.nearby import near_here
from nlu.acts import Act
from nlu.reading import Reading, Value
from tests.unit.flows.scene import Scene

XUZHOU, FUZHOU = "320300", "350100"
GULOU = ("320106", "320302", "350102", "410204")
"""The four districts called Gulou: in Nanjing, Xuzhou, Fuzhou and Kaifeng (GB/T 2260)."""


def says_gulou() -> Reading:
    first, *others = GULOU
    place = Value(
        kind="region",
        value=first,
        start=0,
        end=3,
        others=tuple(others),
        needs_confirm=True,
        reason="ambiguous",
    )
    return Reading(text="鼓楼区", act=Act.INFORM, confidence=0.9, values=(place,))


@pytest.mark.parametrize(("office", "meant"), [(XUZHOU, "320302"), (FUZHOU, "350102"), ("320302", "320302")])
def test_a_shared_name_means_the_place_of_this_city(office: str, meant: str) -> None:
    near = near_here(says_gulou(), Scene(region=office).world())

    assert near.region == meant
    assert near.value("region") == Value(kind="region", value=meant, start=0, end=3)


@pytest.mark.parametrize(
    "office", ["000000", "320000", "430000"], ids=["nation", "two in the province", "elsewhere"]
)
def test_where_none_or_several_are_near_it_stays_open(office: str) -> None:
    assert near_here(says_gulou(), Scene(region=office).world()) == says_gulou()


def test_a_name_of_one_place_stays_as_it_is() -> None:
    place = Value(kind="region", value="430400", start=0, end=2)
    reading = replace(says_gulou(), values=(place,), region="430400")

    assert near_here(reading, Scene(region=XUZHOU).world()) == reading
