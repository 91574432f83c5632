"""A plain table, written from the sources by hand, gives the same amounts as the library over 10,000 random cases."""

import random
from datetime import date, timedelta
from decimal import Decimal

from policies.amounts import due
from policies.decide import decide
from policies.parameters import Figure
from policies.verdict import Facts, FactValue
from tests.policies.library import library, places

NEVER = date(9999, 12, 31)
# benefit, place, from, until (excluded), the fact that chooses, the amounts by its value ("" where none chooses).
TABLE = (
    ("tekun", "500000", date(2025, 7, 1), NEVER, "", {"": "1001"}),  # G1
    ("tekun", "321200", date(2024, 7, 1), NEVER, "", {"": "1079"}),  # G2: 830 x 1.3
    ("tekun", "320402", date(2021, 7, 1), NEVER, "", {"": "1222"}),  # G8: 940 x 1.3
    ("tekun", "320412", date(2022, 1, 1), NEVER, "", {"": "1264"}),  # WJ-2022
    ("disability_care", "500000", date(2022, 10, 1), NEVER, "disability_level", {"one": "90", "two": "80"}),  # G12
    ("disability_care", "321200", date(2024, 7, 1), NEVER, "residence", {"urban": "130", "rural": "120"}),  # G2
    ("disability_care", "320100", date(2020, 12, 31), NEVER, "", {"": "140"}),  # NJ-2020
    ("disability_living", "500000", date(2022, 10, 1), NEVER, "", {"": "80"}),  # G12
    ("orphan", "500000", date(2025, 7, 1), NEVER, "child_placement", {"institution": "1851", "kin": "1651"}),  # G1
    ("orphan", "320400", date(2023, 7, 1), NEVER, "child_placement", {"institution": "2858", "kin": "2286"}),  # G9
    ("orphan", "321100", date(2024, 12, 31), NEVER, "child_placement", {"institution": "3132"}),  # R5
    ("orphan", "321200", date(2024, 7, 1), NEVER, "", {"": "1992"}),  # G2: 830 x 2.4
    ("orphan", "320500", date(2025, 7, 1), NEVER, "", {"": "3120"}),  # G44-sz
    ("de_facto_orphan", "500000", date(2025, 7, 1), NEVER, "child_placement", {"institution": "1851", "kin": "1651"}),
    ("de_facto_orphan", "320400", date(2023, 7, 1), NEVER, "", {"": "2286"}),  # G9
    ("de_facto_orphan", "321200", date(2024, 7, 1), NEVER, "", {"": "1992"}),  # G2: the orphans' own
    ("education_aid", "000000", date(2025, 12, 31), NEVER, "", {"": "10000"}),  # G29
    ("funeral", "321100", date(2020, 12, 31), NEVER, "", {}),  # G6 speaks of 市区 only: who is from where is open
    ("funeral", "321102", date(2020, 12, 31), NEVER, "", {"": "1700"}),  # G6
    ("funeral", "321111", date(2020, 12, 31), NEVER, "", {"": "1700"}),  # G6
    ("funeral", "321112", date(2020, 12, 31), NEVER, "", {}),  # G6 says nothing of these
    ("funeral", "321171", date(2020, 12, 31), NEVER, "", {}),
    ("funeral", "321181", date(2020, 12, 31), NEVER, "", {}),
    ("funeral", "321182", date(2020, 12, 31), NEVER, "", {}),
    ("funeral", "321183", date(2020, 12, 31), NEVER, "", {}),
    ("home_care_service", "320481", date(2020, 10, 16), NEVER, "", {"": "90"}),  # G47, minutes
    ("home_care_service", "500229", date(2024, 12, 31), NEVER, "", {"": "110"}),  # R4, a bath
    ("elder_meal", "321111005", date(2025, 11, 4), NEVER, "", {"": "6"}),  # G33: 3 + 3
)  # fmt: skip
# 低保: place, from, until, 城里, 农村. An open end where the next standard's day is not known is left out of the table.
LINES = (
    ("500000", date(2021, 9, 30), date(2022, 9, 30), "636", "515"),  # G1-history
    ("500000", date(2025, 7, 1), NEVER, "770", "630"),  # G1
    ("321100", date(2024, 12, 31), NEVER, "875", "875"),  # R5
    ("321200", date(2017, 7, 31), date(2018, 7, 31), "610", "610"),  # G2
    ("321200", date(2024, 7, 1), NEVER, "830", "830"),  # G2
    ("320402", date(2021, 7, 1), NEVER, "940", "940"),  # G8
    ("990000", date(2025, 12, 31), NEVER, "980", "760"),  # R2
    ("320200", date(2025, 7, 1), NEVER, "1167", "1167"),  # G44-wx
    ("320500", date(2025, 7, 1), NEVER, "1208", "1208"),  # G44-sz
)  # fmt: skip
FACTS = {
    "residence": ("urban", "rural"),
    "disability_level": ("one", "two", "three", "four"),
    "child_placement": ("institution", "kin"),
}


def _expected(benefit: str, place: str, on: date, facts: Facts) -> Decimal | None:
    chain = library().regions.chain(place)
    for code in chain:
        for name, region, begins, ends, by, amounts in TABLE:
            if name == benefit and region == code and begins <= on < ends:
                found = amounts.get(str(facts.get(by, "")) if by else "")
                return Decimal(found) if found else None
        if any(name == benefit and region == code for name, region, *_ in TABLE):
            return None
    return None


def test_amounts_agree_with_a_plain_table_over_ten_thousand_cases():
    lots = random.Random(20260320)
    benefits = sorted({row[0] for row in TABLE})
    where = [code for code in places() if len(code) == 6]
    differ = []
    compared = 0
    while compared < 10_000:
        benefit, place = lots.choice(benefits), lots.choice([*where, "321111005"])
        on = date(2020, 6, 1) + timedelta(days=lots.randrange(2400))
        facts: dict[str, FactValue] = {
            name: lots.choice(values) for name, values in FACTS.items() if lots.random() < 0.8
        }
        if not _settled_place(benefit, place):
            continue
        compared += 1
        found = due(library(), benefit, {**facts, "hukou": place}, region=place, on=on, today=on)
        expected = _expected(benefit, place, on, facts)
        if (found.amount if found else None) != expected:
            differ.append((benefit, place, on, facts, found and found.amount, expected))

    assert not differ, differ[:5]


# 尊老金: place, first age, and the amounts by age (G4, of 2024: from 2024-12-31 on; 江苏 80 without an amount).
ELDERS = {
    "321102": (79, ((79, 88, 50), (89, 98, 100), (99, 200, 400))),
    "321111": (79, ((79, 88, 50), (89, 98, 100), (99, 200, 400))),
    "321112": (79, ((79, 88, 50), (89, 98, 100), (99, 200, 400))),
    "321181": (79, ((79, 88, 50), (89, 98, 100), (99, 200, 400))),
    "321182": (79, ((79, 88, 60), (89, 98, 120), (99, 200, 800))),
    "321183": (79, ((79, 88, 50), (89, 98, 100), (99, 200, 400))),
    "320402": (80, ()),
    "321202": (80, ()),
}


def _age(born: date, on: date) -> int:
    """Count birthdays: who was born on 29 February has one on the 28th of a year without a 29th (Civil Code 202)."""
    leap = on.year % 4 == 0 and (on.year % 100 != 0 or on.year % 400 == 0)
    birthday = (2, 28) if (born.month, born.day) == (2, 29) and not leap else (born.month, born.day)
    return on.year - born.year - ((on.month, on.day) < birthday)


def test_elders_days_and_amounts_agree_with_a_plain_table_over_ten_thousand_cases():
    lots = random.Random(20260322)
    elders_places = [place for place in ELDERS if place in library().regions]
    differ = []
    for _ in range(10_000):
        place, on = lots.choice(elders_places), date(2024, 12, 31) + timedelta(days=lots.randrange(1200))
        born = date(on.year - lots.randrange(74, 104), 1, 1) + timedelta(days=lots.randrange(366))
        first, amounts = ELDERS[place]
        month_end = (on.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        at_month_end = _age(born, month_end)
        owed = next((amount for low, high, amount in amounts if low <= at_month_end <= high), None)
        facts: dict[str, FactValue] = {"hukou": place, "birth_date": born}

        verdict = decide(library(), "gaoling", facts, region=place, today=on)
        found = due(library(), "gaoling", facts, region=place, on=on, today=on)

        expected = ("yes" if _age(born, on) >= first else "no", owed)
        seen = (verdict.answer.value, int(found.amount) if found else None)
        if seen != expected:
            differ.append((place, on, born, seen, expected))

    assert not differ, (len(differ), differ[:5])


def test_care_for_the_disabled_agrees_with_plain_conditions_over_ten_thousand_cases():
    """Grade one or two, needs care, a card, no tekun, no nursing money of a work accident (L23)."""
    lots = random.Random(20260323)
    differ = []
    for _ in range(10_000):
        facts: dict[str, FactValue] = {
            "hukou": "500229",
            "disability_card": lots.choice(("yes", "no")),
            "disability_level": lots.choice(("one", "two", "three", "four")),
            "needs_care": lots.choice(("yes", "no")),
            "relief_status": lots.choice(("dibao", "tekun", "low_income_edge", "none")),
            "injury_nursing": lots.choice(("yes", "no")),
        }
        never = (
            facts["disability_card"] == "no"
            or facts["relief_status"] == "tekun"
            or facts["injury_nursing"] == "yes"
        )
        sure = not never and facts["disability_level"] in ("one", "two") and facts["needs_care"] == "yes"
        on = date(2022, 10, 1) + timedelta(days=lots.randrange(1500))

        answer = decide(library(), "disability_care", facts, region="500000", today=on).answer.value

        if (never and answer != "no") or (sure and answer != "yes") or (not sure and answer == "yes"):
            differ.append((facts, answer))

    assert not differ, differ[:3]


def _settled_place(benefit: str, place: str) -> bool:
    """Leave out places that are too wide: inside them another figure holds than in them."""
    regions = library().regions
    inside = [row for row in TABLE if row[0] == benefit and row[1] != place and regions.within(row[1], place)]
    lines = [row for row in LINES if row[0] != place and regions.within(row[0], place)]
    return not inside and not lines


def test_the_difference_to_the_line_agrees_with_a_plain_sum():
    lots = random.Random(20260321)
    for _ in range(3_000):
        place, begins, ends, urban, rural = lots.choice(LINES)
        last = min(ends, date(2026, 11, 1))
        on = begins + timedelta(days=lots.randrange((last - begins).days))
        persons, each = lots.randrange(1, 8), lots.randrange(0, 1300)
        residence = lots.choice(("urban", "rural"))
        facts: dict[str, FactValue] = {
            "hukou": place, "residence": residence, "household_size": persons, "household_income": persons * each,
        }  # fmt: skip
        line = Decimal(urban if residence == "urban" else rural)

        found = due(library(), "dibao", facts, region=place, on=on, today=on)

        owed = (line - each) * persons
        assert (found.amount if found else None) == (owed if owed > 0 else None), (place, on, facts)


def test_the_table_holds_every_figure_in_force_that_a_card_pays():
    """No figure that may be spoken today escapes the table: what the library adds must be added here."""
    today = date(2026, 3, 20)
    listed = {(row[0], row[1]) for row in TABLE} | {("dibao", row[0]) for row in LINES}
    for benefit, card in library().cards.items():
        if benefit in {"gaoling", "disabled_elder", "child_protection"} or not card.amounts:
            continue  # gaoling has its own file; vouchers and the children's four classes are situations
        figures = library().parameters[card.amounts[0]].figures
        for region, group in figures.items():
            begun = [item for item in group if _holds(item, today)]
            assert not begun or (benefit, region) in listed, (benefit, region)


def _holds(figure: Figure, today: date) -> bool:
    return figure.spoken and figure.since is not None and figure.since.last <= today and not figure.low
