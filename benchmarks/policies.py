"""`python -m benchmarks.policies`: one decision, one answer, one screening, and households by the thousand.

The floor is the same four-criterion rule as plain Python on the same facts, in the same run.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date
from statistics import median

from bot.release import tree_release
from policies.answers import answer
from policies.compiled import load
from policies.decide import decide
from policies.policies import Policies
from policies.screen import screen
from policies.verdict import Facts

TODAY = date(2026, 3, 20)
ROUNDS, HOUSEHOLDS = 2000, 2000
AT = "500229"


def main() -> None:
    """Measure in turns with the floor and print one line each."""
    release = tree_release()
    policies = load(release.files, release=release.digest)
    one: Facts = {
        "hukou": AT, "disability_card": "yes", "disability_level": "one", "needs_care": "yes",
        "relief_status": "none", "injury_nursing": "no",
    }  # fmt: skip
    floor = _median(lambda: _plain(one))
    acts: dict[str, Callable[[], object]] = {
        "one decision with its trace": lambda: decide(
            policies, "disability_care", one, region=AT, today=TODAY
        ),
        "one answer": lambda: answer(policies, "tekun", "amount", region=AT, on=TODAY, today=TODAY),
        "one screening of all benefits": lambda: screen(policies, one, region=AT, today=TODAY),
    }
    print(f"the same rule in plain Python: {floor:.2f} µs")
    for name, act in acts.items():
        took = _median(act)
        print(f"{name}: {took:.0f} µs, {took / floor:.0f} times the floor")
    print(f"households screened: {_rate(policies):.0f} a second")


def _plain(facts: Facts) -> bool:
    return (
        facts["disability_card"] == "yes"
        and facts["disability_level"] in ("one", "two")
        and facts["needs_care"] == "yes"
        and facts["relief_status"] != "tekun"
    )


def _median(act: Callable[[], object]) -> float:
    spent: list[float] = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        spent.append(time.perf_counter() - begun)
    return 1_000_000 * median(spent)


def _rate(policies: Policies) -> float:
    lots = random.Random(1)
    places = sorted(policies.regions.by_code)
    households: list[Facts] = [
        {
            "hukou": lots.choice(places),
            "age": lots.randrange(100),
            "household_size": lots.randrange(1, 7),
            "household_income": lots.randrange(9000),
            "disability_card": lots.choice(("yes", "no")),
        }
        for _ in range(HOUSEHOLDS)
    ]
    begun = time.perf_counter()
    for facts in households:
        screen(policies, facts, region="000000", today=TODAY)
    return HOUSEHOLDS / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
