"""What somebody says they have, or have not: “we have no car” is more than a no."""

from __future__ import annotations

import re

_HAS = re.compile(
    "(?:我|俺|咱|他|她|家里|我们|我家)?(?:也|都|又|还)?(?:没有?|没得|莫得|冇|无|有)"
    "(?P<what>[^,。!;? ]{2,}|[车房地钱娃病卡](?![^,。!;? ]))"
)
_LACKS = re.compile("[^,。!;? 没有无]{2,8}(?:也|都|还)?(?:没有|没得|莫得)[了的呀啊]?$")
_IS_NOT = re.compile("(?:我们?家?|他|她|家里)?[也又都并]?不是(?P<what>[^,。!;? ]{2,})(?!.*是)")
_NOT_RECEIVED = re.compile(
    "(?:都|也|又|啥都|什么都)?(?:没有?|没得|从没|从来没)(?:领|拿|享受|吃)(?:过|着|到)?(?:别的|其他|其它|什么|啥|任何)?"
)
_SMALL = frozenset("的了没有在不是得")


def had(text: str) -> str:
    """Return the thing that a normalised message begins by having or not having; empty when it names none.

    >>> had("没有车"), had("有啊"), had("没有")
    ('车', '', '')
    """
    found = _HAS.match(text)
    return found["what"] if found else ""


def lacks(text: str) -> bool:
    """Tell whether a normalised message says no more than that something is had or not had.

    >>> lacks("没车"), lacks("低保没有"), lacks("没有")
    (True, True, False)
    """
    return bool(had(text)) or _LACKS.match(text) is not None


def is_not(text: str) -> str:
    """Return what a normalised message begins by saying that somebody is not; empty when it names nothing.

    >>> is_not("不是低保"), is_not("不是"), is_not("不是的")
    ('低保', '', '')
    """
    found = _IS_NOT.match(text)
    return found["what"] if found else ""


def not_received(text: str) -> bool:
    """Tell whether a normalised message is about having received nothing, or nothing else."""
    return _NOT_RECEIVED.match(text) is not None


def share_a_word(one: str, other: str) -> bool:
    """Tell whether two pieces of text have a character in common that is no little word."""
    return bool(set(one) & set(other) - _SMALL)
