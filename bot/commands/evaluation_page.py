"""The page of an evaluation: tables and plots in one file that asks the network for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from nlu.evaluate import Report, Tally

_SIZE = 260
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:.5rem 2rem 1.5rem 0}td,th{padding:.15rem .6rem;text-align:left;"
    "border-bottom:1px solid #ddd}td.n{text-align:right;font-variant-numeric:tabular-nums}"
    "svg{background:#fafafa;border:1px solid #ddd;margin-right:2rem}section{display:flex;flex-wrap:wrap}"
)


def drawn(report: Report, speed: str) -> str:
    """Return the whole HTML page of a report; `speed` is the sentence on time and memory."""
    parts = [
        f"<p>{escape(speed)}</p>",
        f"<p>Refused of ours: {_percent(report.refused)}. Calibration error {report.calibration.error:.3f}. "
        f"Rejection: area {report.rejection.area:.3f}, {report.rejection.at_95:.1%} of others refused "
        "when 95 % of ours is kept.</p>",
        "<section>", _plot("Confidence and share that was right", _calibration(report)),
        _plot("Ours refused (across), others' refused (up)", report.rejection.curve), "</section>",
        "<h2>By kind of sentence</h2>", _by_kind(report),
        "<section>", *(_labels(about, found) for about, found in report.by_label.items()), "</section>",
        "<h2>Confused</h2><section>",
        *(_confusion(about, pairs) for about, pairs in report.confusion.items() if about != "value"), "</section>",
    ]  # fmt: skip
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Understanding</title>"
        f"<style>{_STYLE}</style><h1>What is understood</h1>{''.join(parts)}</html>"
    )


def _calibration(report: Report) -> tuple[tuple[float, float], ...]:
    return tuple((each.confidence, each.share) for each in report.calibration.bins)


def _plot(title: str, points: Iterable[tuple[float, float]]) -> str:
    placed = [(30 + across * (_SIZE - 40), _SIZE - 25 - up * (_SIZE - 40)) for across, up in points]
    line = " ".join(f"{across:.1f},{up:.1f}" for across, up in placed)
    dots = (
        "".join(f'<circle cx="{a:.1f}" cy="{u:.1f}" r="2.5"/>' for a, u in placed) if len(placed) < 30 else ""
    )
    corner, top = _SIZE - 25, 15
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg width="{_SIZE}" height="{_SIZE}" role="img">'
        f'<path d="M30 {top}V{corner}H{_SIZE - 10}" fill="none" stroke="#888"/>'
        f'<path d="M30 {corner}L{_SIZE - 10} {top}" stroke="#ccc" stroke-dasharray="4"/>'
        f'<polyline points="{line}" fill="none" stroke="#06c" stroke-width="2"/><g fill="#06c">{dots}</g>'
        f'<text x="24" y="{_SIZE - 8}" font-size="11">0</text>'
        f'<text x="{_SIZE - 18}" y="{_SIZE - 8}" font-size="11">1</text></svg></figure>'
    )


def _by_kind(report: Report) -> str:
    abouts = list(report.overall)
    rows = [("all", report.overall), *report.by_kind.items()]
    head = "".join(f"<th>{escape(about)}</th>" for about in abouts)
    body = "".join(
        f"<tr><td>{escape(kind)}</td>"
        + "".join(f"<td class=n>{_percent(found[about]) if about in found else ''}</td>" for about in abouts)
        + "</tr>"
        for kind, found in rows
    )
    return f"<table><tr><th></th>{head}</tr>{body}</table>"


def _labels(about: str, found: Mapping[str, Tally]) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td class=n>{_percent(tally)}</td></tr>" for name, tally in found.items()
    )
    return f"<table><tr><th>{escape(about)}</th><th></th></tr>{rows}</table>"


def _confusion(about: str, pairs: Mapping[tuple[str, str], int]) -> str:
    rows = "".join(
        f"<tr><td>{escape(wanted)}</td><td>{escape(got)}</td><td class=n>{count}</td></tr>"
        for (wanted, got), count in list(pairs.items())[:25]
    )
    return f"<table><tr><th>{escape(about)}</th><th>read as</th><th></th></tr>{rows}</table>"


def _percent(tally: Tally) -> str:
    return f"{tally.share:.1%} of {tally.total}"
