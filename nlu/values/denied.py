"""Whether some words of a message are said not to be so: “he would rather not be photographed”, “not beside me”."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"(?:(?P<again>.?)不(?P<verb>[想愿要肯会能让准便])?(?:意|得)?|(?<!有)没(?:法|有|办法)?|(?<!方便)不方便|(?<!是)不是"
    r"|(?<!用)不用|不了|别|甭|莫)"
    r"(?:再|太|给|让|去|来|他|她|您|我|用|跟他|跟她|老人|本人)*$"
)
_AFTER = re.compile(
    r"^(?:[拍打去念发看]?不(?:了|行|成|方便|到|合适)|(?:就)?不用了?|不会|没法|不想|就算了|不要了?(?!紧)"
    r"|(?:也|都|还|是|啥的|什么的)?(?:没有|没得|莫得)(?:了|过|的|呀|啊|哦)?(?=$|[,。!;、 ]))"
)
# “Or else”, “rather”: a little word that proposes what comes after it.
_PROPOSES = frozenset("要")


def denied(text: str, start: int, end: int) -> bool:
    """Tell whether words of a normalised text, by their place, are denied right before or right after.

    >>> denied("他不想拍照", 3, 5), denied("能不能打电话", 3, 6), denied("要不打电话", 2, 5), denied("低保没有", 0, 2)
    (True, False, False, True)
    """
    before = _BEFORE.search(text[:start])
    if before is not None and not _asks_whether(before):
        return True
    return _AFTER.match(text[end:]) is not None


def _asks_whether(before: re.Match[str]) -> bool:
    """“Can or cannot he” asks, “or not: …” proposes."""
    again, verb = before.group("again"), before.group("verb")
    return (again == verb and bool(verb)) or (again in _PROPOSES and not verb)
