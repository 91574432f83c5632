"""What an operator watches: turns and their seconds, words that wait, and how long the oldest has waited.

Labels are closed lists (a channel, a status): never a person, a place or a text.
"""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)


class Metrics:
    """The counters of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter("zhangban_turns", "Turns taken", ["channel", "outcome"], registry=self.registry)
        self.turn_seconds = Histogram(
            "zhangban_turn_seconds", "Seconds one turn took", buckets=_BUCKETS, registry=self.registry
        )
        self.waiting_turns = Gauge("zhangban_turns_waiting", "Turns in the queue", registry=self.registry)
        self.refused = Counter("zhangban_turns_refused", "Turns answered 503", registry=self.registry)
        self.outbox = Gauge("zhangban_outbox_rows", "Outbox rows", ["status"], registry=self.registry)
        self.oldest = Gauge(
            "zhangban_oldest_age_seconds",
            "Age of the oldest unfinished row",
            ["what"],
            registry=self.registry,
        )

    def text(self, outbox: Mapping[str, int], oldest: Mapping[str, float]) -> bytes:
        """Return everything in Prometheus' text format, the outbox's counts and ages as given."""
        for status, count in outbox.items():
            self.outbox.labels(status=status).set(count)
        for what, seconds in oldest.items():
            self.oldest.labels(what=what).set(seconds)
        return generate_latest(self.registry)
