"""The day the tests reckon from, and a question with five lines to choose from."""

from datetime import date

from nlu.reading import Expecting, Option

TODAY = date(2026, 11, 21)
REVIEW = Expecting(
    kind="choice", options=tuple(Option(id=f"q{n}", number=n, words=(f"第{n}项",)) for n in range(1, 6))
)
