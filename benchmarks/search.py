"""`python -m benchmarks.search`: how well common questions are found by people's own words, beside SQLite FTS5.

`--fit` prints weights fitted anew. They are fitted on the cards' own other wordings, each looked for in an index
without it, and on the part `fit` of the written questions, from which alone the bounds are taken; what is measured
here was never fitted on.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from statistics import median
from typing import TYPE_CHECKING

from bot.release import read_in_force, tree_release
from bot.settings import Settings, make_data_folder
from flows.looking_up import hint
from nlu.read import Understanding
from policies.catalogue import Card
from policies.policies import Policies
from policies.search import Hint, Index, index, search, signs_of
from policies.terms import SIGNS
from tests.policies.questions import Asked, Hints, asked, count

if TYPE_CHECKING:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

TODAY = date(2026, 3, 20)
PRECISE = 0.9
"""The share of right answers asked of the questions that the bounds are taken from."""

PARTS = 5
"""The written questions are split into so many parts, each judged by weights fitted on the others."""

WRITTEN = 5.0
"""A question written as residents ask weighs so many times one of a card's own wordings."""


def main() -> None:
    """Measure, or fit."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    options.add_argument("--fit", action="store_true", help="print weights fitted anew")
    ready = read_in_force(tree_release(), make_data_folder(Settings()) / "models", print)
    policies, hints = ready.libraries.policies, _hints(ready.understanding)
    if options.parse_args().fit:
        for name, value in fitted(policies, hints).items():
            print(f"{name}: {value:.2f}")
        return
    held = asked("held")
    ours = count(policies.index, held, hints)
    print(f"ours: precision {ours.precision:.2f}, recall {ours.recall:.2f} of {ours.answerable} answerable, "
          f"{ours.answered_for_nothing} of {len(held) - ours.answerable} unanswerable answered")  # fmt: skip
    print(f"ours, the right one first whatever its score: {_first(policies.index, held, hints):.2f}")
    print(f"SQLite FTS5 over character pairs, the right one first: {_fts5(policies, held):.2f}")
    print(f"one search: {_microseconds(policies.index, held, hints):.0f} µs of processor time")


def _hints(understanding: Understanding) -> Hints:
    kept: dict[str, Hint] = {}

    def of(text: str) -> Hint:
        if text not in kept:
            reading = understanding.read(
                understanding.analyse(text), expecting=None, before=None, today=TODAY
            )
            kept[text] = hint(reading)
        return kept[text]

    return of


def _first(found: Index, questions: Sequence[Asked], hints: Hints) -> float:
    answerable = [question for question in questions if question.ask]
    hits = [search(found, question.says, hints(question.says)) for question in answerable]
    right = [hit for hit, question in zip(hits, answerable, strict=True)
             if hit and (hit.benefit, hit.question.ask) == (question.benefit, question.ask)]  # fmt: skip
    return len(right) / len(answerable)


def _fts5(policies: Policies, questions: Sequence[Asked]) -> float:
    """Return how often SQLite's own ranking puts the right common question first, over the same words."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE found USING fts5(benefit UNINDEXED, ask UNINDEXED, pairs)")
    for card in policies.cards.values():
        for question in card.questions:
            said = " ".join(sentence for passage in question.passages for sentence in passage.say)
            words = " ".join((card.name, *card.called, question.ask, *question.also, said))
            db.execute("INSERT INTO found VALUES (?, ?, ?)", (card.id, question.ask, " ".join(_pairs(words))))
    answerable = [item for item in questions if item.ask]
    right = 0
    for item in answerable:
        wanted = " OR ".join(f'"{pair}"' for pair in dict.fromkeys(_pairs(item.says)))
        first = "SELECT benefit, ask FROM found WHERE found MATCH ? ORDER BY rank LIMIT 1"
        right += db.execute(first, (wanted,)).fetchone() == (item.benefit, item.ask)
    return right / len(answerable)


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum()]


def _microseconds(found: Index, questions: Sequence[Asked], hints: Hints) -> float:
    spent: list[float] = []
    for _ in range(5):
        for question in questions:
            known = hints(question.says)
            begun = time.process_time()
            search(found, question.says, known)
            spent.append(time.process_time() - begun)
    return 1_000_000 * median(spent)


def fitted(policies: Policies, hints: Hints) -> Mapping[str, float]:
    """Return the weights of a logistic regression over the signs, and the least score and lead to answer from."""
    import numpy as np

    rows = list(_rows(policies, hints))
    signs = np.array([row[1] for row in rows])
    right = np.array([row[2] for row in rows])
    known = {item.says for item in asked("fit")}
    written = np.array([row[0] in known for row in rows])
    ranked: dict[str, list[tuple[float, bool]]] = {}
    parts = np.array([sum(map(ord, row[0])) % PARTS for row in rows])
    for part in range(PARTS):
        # The bounds are taken from chances told by weights that were fitted without these very questions.
        model = _fit(signs[parts != part], right[parts != part], written[parts != part])
        for at in np.flatnonzero(written & (parts == part)):
            chance = float(model.predict_proba(signs[at : at + 1])[0, 1])
            ranked.setdefault(rows[at][0], []).append((chance, bool(right[at])))
    model = _fit(signs, right, written)
    weights = dict(zip(SIGNS, (float(model.intercept_[0]), *map(float, model.coef_[0])), strict=True))
    least, lead = _bounds([sorted(row, reverse=True) for row in ranked.values()])
    return {**weights, "least": least, "lead": lead}


def _fit(signs: np.ndarray, right: np.ndarray, written: np.ndarray) -> LogisticRegression:
    from sklearn.linear_model import LogisticRegression

    weights = 1.0 + (WRITTEN - 1.0) * written
    return LogisticRegression(C=1.0, max_iter=3000).fit(signs, right, sample_weight=weights)


def _bounds(ranked: Sequence[Sequence[tuple[float, bool]]]) -> tuple[float, float]:
    """Return the least score and lead with which most are answered rightly and at least so many answers are right."""
    best = (0, 1.0, 0.0)
    for least, lead in product([x / 20 for x in range(2, 20)], (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)):
        given = [row[0][1] for row in ranked
                 if row[0][0] >= least and row[0][0] - (row[1][0] if len(row) > 1 else 0.0) >= lead]  # fmt: skip
        if given and sum(given) >= PRECISE * len(given):
            best = max(best, (sum(given), least, lead), key=lambda x: x[0])
    return best[1], best[2]


def _rows(policies: Policies, hints: Hints) -> Iterator[tuple[str, tuple[float, ...], bool]]:
    """Yield for each question to fit on the signs of every wording, and whether it asks the same."""
    for card in policies.cards.values():
        for question in card.questions:
            for words in question.also:
                less = index(_without(policies.cards, card, words), policies.index.lookup)
                yield from _signs(less, words, hints(words), (card.id, question.ask))
    for item in asked("fit"):
        yield from _signs(policies.index, item.says, hints(item.says), (item.benefit, item.ask))


def _without(cards: Mapping[str, Card], card: Card, words: str) -> Mapping[str, Card]:
    questions = tuple(
        replace(item, also=tuple(x for x in item.also if x != words)) for item in card.questions
    )
    return {**cards, card.id: replace(card, questions=questions)}


def _signs(
    found: Index, words: str, known: Hint, wanted: tuple[str, str]
) -> Iterator[tuple[str, tuple[float, ...], bool]]:
    for entry, signs in signs_of(found, words, known):
        right = (entry.benefit, entry.question.ask) == wanted
        if right or signs["heard"] > 0:
            yield words, tuple(signs[name] for name in SIGNS[1:]), right


if __name__ == "__main__":
    main()
