"""Every number in every answer stands in the fact base, for that place and day, with a mark that may be spoken.

The fact base is read here straight from the YAML, not by the engine that is tested.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

import pytest

from policies.answers import LONGEST, Answered, answer, common_answers, full
from policies.parameters import Figure
from tests.policies.library import library, places, release
from tests.written import written

DAYS = (date(2024, 12, 30), date(2026, 3, 20), date(2027, 6, 1))
SPEAKABLE = {"法", "政", "媒", "报"}
NUMBER = re.compile(r"\d+(?:\.\d+)?")
NAME = re.compile(r"[a-z_]+\.[a-z_0-9]+")
HOTLINE = "12345"
REGIONS = places()
BENEFITS = list(library().cards)
HOUSEHOLD: dict[str, Any] = {
    "age": 90, "household_size": 3, "household_income": 600, "residence": "rural", "disability_level": "one",
    "self_care": "none", "child_placement": "kin",
}  # fmt: skip
OWN = {"90", "3", "200", "600"}


def _begins(since: object) -> str:
    """Return the first ISO day on which something of that day, month or year holds."""
    text = str(since)
    return {4: f"{text}-12-31", 7: f"{text}-31"}.get(len(text), text)


@cache
def _fact_base() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for path, text in release().under("policies/library/parameters").items():
        tree = written(text)
        for parameter in tree.get("parameters", [tree]):
            assert parameter["id"] not in found, path
            found[parameter["id"]] = parameter["figures"]
    return found


@cache
def _named(benefit: str) -> set[str]:
    """Return the parameters a benefit's own files name, and those that these are shares of."""
    files = release().files
    own = "".join(
        text
        for path, text in files.items()
        if path in (f"policies/library/{benefit}.yml", f"policies/library/answers/{benefit}.yml")
    )
    named = {name for name in NAME.findall(own) if name in _fact_base()}
    names = named | {
        figure["share"]["of"] for name in named for figure in _fact_base()[name] if "share" in figure
    }
    return names | {
        figure["share"]["of"] for name in names for figure in _fact_base()[name] if "share" in figure
    }


@cache
def _figures(name: str, region: str, day: date) -> tuple[dict[str, Any], ...]:
    """Return the figures of a place and of those around it that may be spoken on a day."""
    chain = library().regions.chain(region)
    return tuple(
        figure
        for figure in _fact_base()[name]
        if figure["region"] in chain
        and figure["mark"] in SPEAKABLE
        and "since" in figure
        and _begins(figure["since"]) <= day.isoformat()
    )


def _numbers(name: str, region: str, day: date) -> Iterator[str]:
    for figure in _figures(name, region, day):
        assert {"region", "source", "mark", "checked"} <= set(figure), figure
        yield from (str(int(part)) for part in str(figure["since"]).split("-"))
        yield from (_plain(value) for value in _values(figure))
        for band in figure.get("bands", []):
            yield from (_plain(band[key]) for key in ("from", "to") if key in band)
        for end in figure.get("range", {}).values():
            yield _plain(end)
        if "share" in figure:
            times = figure["share"]["times"]
            yield _plain(times)
            for base in _figures(figure["share"]["of"], region, day):
                for value in _whole(base, region, day):
                    yield from (_plain(value), _plain(value * Decimal(str(times))))


def _values(figure: dict[str, Any]) -> list[Any]:
    own = [figure["value"]] if figure.get("value") is not None else []
    return own + [band["value"] for band in figure.get("bands", [])]


def _whole(figure: dict[str, Any], region: str, day: date) -> Iterator[Decimal]:
    """Yield what a figure comes to, its share taken of every figure it may be a share of."""
    yield from (Decimal(str(value)) for value in _values(figure))
    if "share" in figure:
        for base in _figures(figure["share"]["of"], region, day):
            for value in _whole(base, region, day):
                yield value * Decimal(str(figure["share"]["times"]))


def _plain(value: object) -> str:
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _allowed(benefit: str, region: str, day: date) -> set[str]:
    figures = {number for name in _named(benefit) for number in _numbers(name, region, day)}
    asked = {str(day.year), str(day.month), str(day.day)}
    return figures | asked | _years(benefit) | {HOTLINE}


@cache
def _years(benefit: str) -> set[str]:
    """Return the years of old papers that the benefit's passages name by {since}."""
    tree = written(release().files[f"policies/library/answers/{benefit}.yml"])
    passages = [item for group in tree["answers"].values() for item in group]
    return {str(item["since"])[:4] for item in passages if "{since}" in "".join(item["say"])}


def _reckoned(region: str, day: date) -> set[str]:
    """Return what a household of three with 600 a month would get by each standard: (standard - 200) x 3."""
    standards = [value for figure in _figures("dibao.standard", region, day) for value in _values(figure)]
    return {_plain((Decimal(str(value)) - 200) * 3) for value in standards}


@cache
def _told(benefit: str, aspect: str, region: str, day: date) -> Answered:
    """Return what is answered, the same for each rule that is held against it."""
    return answer(library(), benefit, aspect, region=region, on=day, today=day)


@pytest.mark.parametrize("benefit", BENEFITS)
def test_every_number_spoken_stands_in_the_fact_base(benefit: str):
    for day, aspect, region in product(DAYS, library().words.groups["aspects"], REGIONS):
        told = _told(benefit, aspect, region, day)
        numbers = set(NUMBER.findall("".join(told.sentences)))

        assert numbers <= _allowed(benefit, region, day), (aspect, region, day, told.text)


@pytest.mark.parametrize("benefit", BENEFITS)
def test_a_persons_own_amount_names_their_facts_the_figure_and_the_sum(benefit: str):
    for day, region in product(DAYS, REGIONS):
        told = answer(library(), benefit, "amount", region=region, on=day, today=day, facts=HOUSEHOLD)
        numbers = set(NUMBER.findall("".join(told.sentences)))

        allowed = _allowed(benefit, region, day) | OWN | _reckoned(region, day)
        assert numbers <= allowed, (region, day, told.text)


@pytest.mark.parametrize("benefit", BENEFITS)
def test_every_answer_is_short_and_ends_in_a_source_or_a_number_to_call(benefit: str):
    for day, aspect, region in product(DAYS, library().words.groups["aspects"], REGIONS):
        told = _told(benefit, aspect, region, day)

        assert 0 < len("".join(told.sentences)) <= LONGEST
        if told.known:
            assert told.source.startswith("依据："), (aspect, region, told.text)
        else:
            assert told.needs_region or HOTLINE in told.text


@pytest.mark.parametrize("benefit", BENEFITS)
def test_common_questions_and_the_full_text_name_no_other_number_either(benefit: str):
    for day, region in product(DAYS, REGIONS):
        for ask, told in common_answers(library(), benefit, region=region, on=day, today=day):
            numbers = set(NUMBER.findall("".join(told.sentences)))
            assert numbers <= _allowed(benefit, region, day), (ask, region, day, told.text)
            assert len("".join(told.sentences)) <= LONGEST
        assert full(library(), benefit, region=region, on=day, today=day)


def test_what_is_kept_but_may_not_be_spoken_is_never_spoken():
    spoken = "".join(
        "".join(answer(library(), "gaoling", aspect, region=region, on=day, today=day).sentences)
        for region in REGIONS
        for aspect in library().words.groups["aspects"]
        for day in DAYS
    )

    assert not {"6000", "300", "1000", "500", "105", "200"} & set(NUMBER.findall(spoken))


@pytest.mark.parametrize("benefit", BENEFITS)
def test_nothing_of_a_passage_is_cut_off_to_make_it_fit(benefit: str):
    card = library().card(benefit)
    for passages in (*card.answers.values(), *(question.passages for question in card.questions)):
        for passage in passages:
            assert sum(len(sentence) for sentence in passage.say) <= LONGEST, passage.say


def _entry(figure: Figure) -> dict[str, Any]:
    """Return the YAML entry that a spoken figure comes from: its region, the day it began and its source agree."""
    return next(
        entry
        for entry in _fact_base()[figure.parameter]
        if entry["region"] == figure.region
        and entry["source"] == figure.source
        and figure.since is not None
        and _begins(entry.get("since")) == _begins_of(figure)
        and (figure.value is None or figure.base or _plain(entry.get("value")) == _plain(figure.value))
    )


def _begins_of(figure: Figure) -> str:
    assert figure.since is not None
    last = figure.since.last
    return {"month": f"{last:%Y-%m}-31"}.get(figure.since.precision, last.isoformat())


@pytest.mark.parametrize("benefit", BENEFITS)
def test_every_figure_spoken_is_told_with_its_own_source_and_a_mark_that_may_be_spoken(benefit: str):
    for day, aspect, region in product(DAYS, library().words.groups["aspects"], REGIONS):
        told = _told(benefit, aspect, region, day)
        for figure in told.figures:
            entry = _entry(figure)
            assert entry["mark"] in SPEAKABLE, (figure, entry)
            assert _begins(entry["since"]) <= day.isoformat()
            assert figure.region in library().regions.chain(region)
        if told.figures and told.aspect == "amount":
            titles = {library().sources[figure.source].title for figure in told.figures}
            assert all(title in told.source for title in titles), (aspect, region, day, told.source)
