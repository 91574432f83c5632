"""Every number in every answer stands in the fact base, for that place and day, with a mark that may be spoken.

The fact base is read here straight from the YAML, not by the engine that is tested.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pytest
import yaml

from policies.answers import LONGEST, answer, common_answers, full
from tests.policies.library import library, release

DAYS = (date(2024, 12, 30), date(2026, 3, 20), date(2027, 6, 1))
SPEAKABLE = {"法", "政", "媒", "报"}
NUMBER = re.compile(r"\d+")
HOTLINE = "12345"


def _begins(since: object) -> str:
    """Return the first ISO day on which something of that day, month or year holds."""
    text = str(since)
    return {4: f"{text}-12-31", 7: f"{text}-31"}.get(len(text), text)


@cache
def _fact_base() -> tuple[tuple[str, dict[str, Any]], ...]:
    files = release().under("policies/library/parameters").items()
    return tuple((path, figure) for path, text in files for figure in yaml.safe_load(text)["figures"])


def _spoken_parameters(day: date) -> Iterator[tuple[str, set[str]]]:
    for path, figure in _fact_base():
        assert {"region", "source", "mark", "checked"} <= set(figure), path
        begun = "since" in figure and _begins(figure["since"]) <= day.isoformat()
        if figure["mark"] in SPEAKABLE and begun:
            bands = figure.get("bands", [])
            numbers = {str(band[key]) for band in bands for key in ("from", "to", "value") if key in band}
            yield figure["region"], numbers | _own_numbers(figure)


def _own_numbers(figure: dict[str, object]) -> set[str]:
    return {str(figure["value"]) if "value" in figure else "", str(figure["since"])[:4]}


@cache
def _passage_years() -> set[str]:
    text = release().files["policies/library/answers/gaoling.yml"]
    passages = [item for group in yaml.safe_load(text)["answers"].values() for item in group]
    return {
        str(item["since"])[:4] for item in passages if "since" in item and "{since}" in "".join(item["say"])
    }


def _allowed(region: str, day: date) -> set[str]:
    chain = library().regions.chain(region)
    figures = {number for code, numbers in _spoken_parameters(day) if code in chain for number in numbers}
    asked = {str(day.year), str(day.month), str(day.day)} if day < date(2025, 1, 1) else set()
    return figures | asked | _passage_years() | {HOTLINE}


@pytest.mark.parametrize("region", [region.code for region in library().regions])
def test_every_number_spoken_stands_in_the_fact_base(region: str):
    for day, aspect in product(DAYS, library().words.groups["aspects"]):
        told = answer(library(), "gaoling", aspect, region=region, on=day, today=day, facts={"age": 90})
        numbers = set(NUMBER.findall("".join(told.sentences)))
        own_age = {"90"} if told.figures and aspect == "amount" else set()

        assert numbers <= _allowed(region, day) | own_age, (aspect, day, told.text)


@pytest.mark.parametrize("region", [region.code for region in library().regions])
def test_every_answer_is_short_and_ends_in_a_source_or_a_number_to_call(region: str):
    for day, aspect in product(DAYS, library().words.groups["aspects"]):
        told = answer(library(), "gaoling", aspect, region=region, on=day, today=day)

        assert 0 < len("".join(told.sentences)) <= LONGEST
        if told.known:
            assert told.source.startswith("依据：")
        else:
            assert told.needs_region or HOTLINE in told.text


@pytest.mark.parametrize("region", [region.code for region in library().regions])
def test_common_questions_and_the_full_text_name_no_other_number_either(region: str):
    for day in DAYS:
        for _, told in common_answers(library(), "gaoling", region=region, on=day, today=day):
            assert set(NUMBER.findall("".join(told.sentences))) <= _allowed(region, day)
        assert full(library(), "gaoling", region=region, on=day, today=day)


def test_what_is_kept_but_may_not_be_spoken_is_never_spoken():
    spoken = "".join(
        "".join(answer(library(), "gaoling", aspect, region=region.code, on=day, today=day).sentences)
        for region in library().regions
        for aspect in library().words.groups["aspects"]
        for day in DAYS
    )

    assert not {"6000", "300", "1000", "500", "105", "200"} & set(NUMBER.findall(spoken))
