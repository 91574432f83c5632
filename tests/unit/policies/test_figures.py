"""A figure that lacks something, leads nowhere or can never be reached is refused."""

import pytest

from tests.unit.policies.demo import CARD, FIGURES, faults


@pytest.mark.parametrize(
    ("taken", "fault"),
    [
        ('region: "990000", ', "region is missing"),
        ("mark: 政, ", "mark is missing"),
        ("source: G38, ", "source is missing"),
        (", checked: 2026-03-01", "checked is missing"),
        ("value: 30, ", "the figure has no value"),
    ],
)
def test_a_figure_lacking_something_is_refused(taken, fault):
    assert fault in faults(demo=CARD, parameters__demo=FIGURES.replace(taken, ""))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("unit: 元/月", "unit: 两/月", "the unit '两/月' does not exist"),
        ('"990000"', '"990009"', "the region '990009' does not exist"),
        ("source: G38", "source: G99", "the source 'G99' does not exist"),
        ("mark: 政", "mark: 猜", "mark is '猜'"),
        ("since: 2026-01-01", "since: 26", "since is not a day, a month or a year"),
        ("value: 30", "value: no", "bare no is read by YAML as a yes, a no or another number"),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(old, new, fault):
    assert fault in faults(demo=CARD, parameters__demo=FIGURES.replace(old, new))


def test_two_figures_of_one_region_may_not_begin_in_the_same_span():
    second = '  - {region: "990000", value: 40, since: "2026", mark: 政, source: G38, checked: 2026-03-01}\n'

    assert "the figure begins when another of the same region does" in faults(
        demo=CARD, parameters__demo=FIGURES + second
    )


@pytest.mark.parametrize(
    ("bands", "fault"),
    [
        ("[{from: 80, to: 79, value: 1}]", "the band from 80 to 79 can never be reached"),
        ("[{from: 80, value: 1}, {from: 90, value: 2}]", "the band from 90 begins inside the one before it"),
        (
            "[{from: 80, to: 90, value: 1}, {from: 90, value: 2}]",
            "the band from 90 begins inside the one before it",
        ),
    ],
)
def test_a_band_that_cannot_be_reached_is_refused(bands, fault):
    banded = FIGURES.replace("unit: 元/月", "unit: 元/月\nby: age").replace("value: 30", f"bands: {bands}")

    assert fault in faults(demo=CARD, parameters__demo=banded)
