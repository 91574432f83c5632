"""Who answers when: hours by weekday, days off, and no word on time past what is known."""

from datetime import UTC, date, datetime, time

import pytest

import policies.compiled
from bot.settings import ROOT
from content.release import of_folder
from policies.roster import Hours, Roster

MORNING = Hours(days=frozenset(range(5)), start=time(9), end=time(12))
AFTERNOON = Hours(days=frozenset(range(5)), start=time(13, 30), end=time(17))
# 2026-11-20 is a Friday, 2026-11-22 a Sunday.
ROSTER = Roster(
    region="990000",
    office="窗口",
    hours=(AFTERNOON, MORNING),
    closed=frozenset({date(2026, 11, 24)}),
    extra=frozenset({date(2026, 11, 22)}),
    until=date(2026, 11, 30),
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (at(20, 8, 59), False),
        (at(20, 9), True),
        (at(20, 11, 59), True),
        (at(20, 12), False),
        (at(20, 13, 30), True),
        (at(20, 17), False),
        (at(21, 10), False),  # Saturday
        (at(22, 10), True),  # a Sunday that is worked
        (at(24, 10), False),  # a Tuesday that is off
    ],
)
def test_somebody_is_there_within_the_hours_of_the_day(now, is_open):
    assert ROSTER.is_open(now) is is_open


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(20, 8), at(20, 9)),
        (at(20, 12), at(20, 13, 30)),
        (at(20, 18), at(22, 9)),
        (at(23, 18), at(25, 9)),
        (at(30, 18), None),
    ],
)
def test_the_next_hour_is_the_next_that_the_roster_knows(now, opens):
    assert ROSTER.opens(now) == opens


GOOD = '"990000":\n  office: 窗口\n  hours: [{days: [mon], from: "09:00", to: "12:00"}]\n  known_until: "2026-12-31"\n'


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('"09:00"', '"12:00"'), "the hours end before they begin"),
        (('"09:00"', '"9"'), "is no time of day"),
        (("[mon]", "[moon]"), "is no weekday"),
        (('"990000":', '"123456":'), "which is no region"),
        (('known_until: "2026-12-31"', 'known_until: "2026-12-31"\n  closed: ["2027-01-01"]'), "lies after"),
        (('  known_until: "2026-12-31"\n', ""), "known_until"),
    ],
)
def test_a_roster_that_cannot_be_meant_is_refused(change, fault):
    files = {**of_folder(ROOT).files, "policies/library/roster.yml": GOOD.replace(*change)}

    found = [problem.fault for problem in policies.compiled.problems(files)]

    assert any(fault in what for what in found), found


def test_the_tree_keeps_a_roster_for_the_demonstration_alone():
    release = of_folder(ROOT)

    assert set(policies.compiled.load(release.files, release="r").rosters) == {"990000"}
