"""Long numbers are masked wherever they stand: in a fact, in a person's words, in a transcript.

Whoever needs one in full asks for that one, gives a reason, and is recorded.
"""

from __future__ import annotations

import re

from nlu.values.numbers import DIGITS

# An identity number (15 or 18), a bank card (12 to 19) and a phone (11 digits), typed with or without gaps.
LONG = re.compile(r"(?<!\d)\d(?:[ -]?\d){10,17}(?:[ -]?[\dXx])?(?!\d)")
SECRET_KINDS = frozenset({"id_number", "phone", "bank_card"})
PHONE_DIGITS = 11
# The digits as they are read out.
SPOKEN = frozenset(DIGITS)


def masked(text: str) -> str:
    """Return a text with the middle of every long number starred.

    >>> masked("321102194305061234, 13800002046")
    '3211**********1234, 138****2046'
    """
    return LONG.sub(lambda found: _starred(re.sub(r"[ -]", "", found[0])), text)


def without_code(text: str) -> str:
    """Return a text of a turn that was about a spoken code, with every digit of any script or wording starred.

    >>> without_code("483 920"), without_code("四八三九二零")
    ('*** ***', '******')
    """
    return "".join("*" if letter.isdigit() or letter in SPOKEN else letter for letter in text)


def _starred(number: str) -> str:
    shown = 3 if len(number) == PHONE_DIGITS else 4
    return number[:shown] + "*" * (len(number) - shown - 4) + number[-4:]
