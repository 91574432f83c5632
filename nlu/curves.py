"""How honest confidence is, and how well another office's matters are told from ours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_BINS = 10
_KEPT = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Sentences of like confidence: how many, how sure on average, and which share was right."""

    count: int
    confidence: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """`error` is the expected calibration error: how far confidence and share are apart, on average."""

    error: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """`area` under the curve of (ours refused, others' refused), and what is refused when 95 % of ours is kept."""

    area: float
    at_95: float
    curve: tuple[tuple[float, float], ...]


def calibration(answers: Sequence[tuple[float, bool]]) -> Calibration:
    """Compare confidences with how often they were right.

    >>> calibration([(0.95, True)] * 19 + [(0.95, False)]).error < 1e-9
    True
    """
    bins = []
    for place in range(_BINS):
        low, high = place / _BINS, (place + 1) / _BINS
        inside = [
            (sure, right) for sure, right in answers if low < sure <= high or (place == 0 and sure == 0)
        ]
        if inside:
            count = len(inside)
            sure = sum(pair[0] for pair in inside) / count
            bins.append(Bin(count=count, confidence=sure, share=sum(pair[1] for pair in inside) / count))
    whole = sum(each.count for each in bins)
    error = sum(each.count * abs(each.confidence - each.share) for each in bins) / max(whole, 1)
    return Calibration(error=error, bins=tuple(bins))


def rejection(ours: Sequence[float], others: Sequence[float]) -> Rejection:
    """Compare the probabilities of being another's matter, of sentences that are ours and that are not.

    >>> rejection([0.1, 0.2], [0.8, 0.9]).area
    1.0
    """
    if not ours or not others:
        return Rejection(area=1.0, at_95=1.0, curve=())
    kept, refused = sorted(ours), sorted(others)
    wins = sum(bisect_left(kept, score) + bisect_right(kept, score) for score in refused) / 2
    least = kept[min(len(kept) - 1, int(_KEPT * len(kept)))]
    points = sorted({0.0, 1.0, *ours, *others}, reverse=True)
    curve = tuple((_above(kept, point), _above(refused, point)) for point in points)
    return Rejection(area=wins / (len(kept) * len(refused)), at_95=_above(refused, least), curve=curve)


def _above(ranked: Sequence[float], point: float) -> float:
    return 1 - bisect_left(ranked, point) / len(ranked)
