"""Which figure is in force where and when."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from policies.parameters import Figure, NotInForce, Parameter, Why, in_force, is_stale, possible
from tests.policies.library import day, library

REGIONS = library().regions
FIGURE = Figure(
    parameter="p", region="320000", unit="元", mark="媒", source="s", checked=day("2026-03"), spoken=True,
    since=day("2025-07-01"), value=Decimal(100),
)  # fmt: skip


def _parameter(*figures: Figure) -> Parameter:
    regions = {figure.region for figure in figures}
    by_region = {code: tuple(f for f in figures if f.region == code) for code in regions}
    return Parameter(id="p", label="标准", figures=by_region)


def _value(figure: Figure, number: int) -> Decimal | None:
    band = figure.band(Decimal(number))
    return band.value if band else None


def _why(parameter: Parameter, region: str, on: date) -> Why:
    found = in_force(parameter, REGIONS, region, on)
    assert isinstance(found, NotInForce)
    return found.why


def test_a_figure_holds_on_its_first_day_and_not_the_day_before():
    parameter = _parameter(FIGURE)

    assert in_force(parameter, REGIONS, "320000", date(2025, 7, 1)) == FIGURE
    assert _why(parameter, "320000", date(2025, 6, 30)) is Why.BEFORE


def test_a_figure_of_a_year_holds_from_its_end():
    parameter = _parameter(replace(FIGURE, since=day("2024")))

    assert _why(parameter, "320000", date(2024, 12, 30)) is Why.BEFORE
    assert isinstance(in_force(parameter, REGIONS, "320000", date(2024, 12, 31)), Figure)


def test_a_figure_is_inherited_from_province_to_town():
    assert in_force(_parameter(FIGURE), REGIONS, "321102004", date(2026, 1, 1)) == FIGURE


def test_the_nearer_place_overrides():
    near = replace(FIGURE, region="321182", value=Decimal(120))
    parameter = _parameter(FIGURE, near)

    assert in_force(parameter, REGIONS, "321182", date(2026, 1, 1)) == near
    assert in_force(parameter, REGIONS, "321102", date(2026, 1, 1)) == FIGURE


def test_before_the_nearer_places_first_day_the_wider_place_does_not_fill_in():
    near = replace(FIGURE, region="321182", since=day("2026-01-01"))

    assert _why(_parameter(FIGURE, near), "321182", date(2025, 12, 31)) is Why.BEFORE


def test_the_latest_value_that_has_begun_counts_and_past_ones_are_kept():
    later = replace(FIGURE, since=day("2026-07-01"), value=Decimal(110))
    parameter = _parameter(later, FIGURE)

    assert in_force(parameter, REGIONS, "320000", date(2026, 6, 30)) == FIGURE
    assert in_force(parameter, REGIONS, "320000", date(2026, 7, 1)) == later


def test_a_repeal_ends_what_was_before_it():
    repeal = replace(FIGURE, since=day("2026-07-01"), value=None)
    parameter = _parameter(FIGURE, repeal)

    assert isinstance(in_force(parameter, REGIONS, "320000", date(2026, 6, 30)), Figure)
    assert _why(parameter, "320000", date(2026, 7, 1)) is Why.REPEALED


def test_a_figure_without_a_day_settles_nothing():
    assert _why(_parameter(replace(FIGURE, since=None)), "320000", date(2026, 1, 1)) is Why.NO_DAY


def test_a_figure_with_an_unspeakable_mark_settles_nothing_and_hides_no_wider_one():
    unsure = replace(FIGURE, region="321202100", mark="算", spoken=False)

    assert in_force(_parameter(FIGURE, unsure), REGIONS, "321202100", date(2026, 1, 1)) == FIGURE
    assert _why(_parameter(unsure), "321202100", date(2026, 1, 1)) is Why.UNSURE


def test_where_nothing_is_known_that_is_said():
    found = in_force(_parameter(FIGURE), REGIONS, "500229", date(2026, 1, 1))

    assert isinstance(found, NotInForce)
    assert found.reason == "p for 500229 has no value on 2026-01-01; and no wider place has one."


def test_the_reason_names_the_first_day():
    found = in_force(_parameter(FIGURE), REGIONS, "320000", date(2018, 12, 31))

    assert isinstance(found, NotInForce)
    assert found.reason == "p for 320000 has no value on 2018-12-31; its first is 2025-07-01."


def test_possible_figures_are_those_of_a_place_and_of_places_inside_it():
    near = replace(FIGURE, region="321182", value=Decimal(120))

    found = possible(_parameter(FIGURE, near), REGIONS, "321100", date(2026, 1, 1))

    assert [figure.value for figure in found if isinstance(figure, Figure)] == [100, 120]


@pytest.mark.parametrize(("on", "stale"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
def test_a_figure_is_stale_twelve_months_after_it_was_last_checked(on, stale):
    assert is_stale(day("2024"), day("2026-03"), on) is stale


@pytest.mark.parametrize(("on", "stale"), [(date(2027, 7, 1), False), (date(2027, 7, 2), True)])
def test_the_later_of_since_and_checked_counts(on, stale):
    assert is_stale(day("2026-07-01"), day("2026-03"), on) is stale


def test_bands_hold_from_their_first_to_their_last_number():
    figure = in_force(library().parameters["gaoling.amount"], REGIONS, "321102", date(2026, 1, 1))

    assert isinstance(figure, Figure)
    # 50 / 100 / 400 by G4
    assert [_value(figure, age) for age in (79, 88, 89, 98, 99, 120)] == [
        50,
        50,
        100,
        100,
        400,
        400,
    ]
    assert _value(figure, 78) is None
