"""The same four-criterion rule in zen-engine, for measuring beside it; it is no dependency of the program.

Where it is not installed (`pip install zen-engine` in an environment of its own), the row says so.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping

Evaluate = Callable[[Mapping[str, object]], object]


def zen_rule() -> Evaluate | None:
    """Return the rule as a decision table of zen-engine, or None where it is not installed."""
    try:
        zen = importlib.import_module("zen")
    except ImportError:
        return None
    decision = zen.ZenEngine().create_decision(json.dumps(_table()))
    return lambda facts: decision.evaluate(dict(facts))["result"]


def _table() -> Mapping[str, object]:
    fields = ("income", "much_property", "relief_status", "residence")
    tests = ("< 770", '"no"', '$ != "tekun"', '"urban"')
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in fields],
        "outputs": [{"id": "eligible", "name": "eligible", "field": "eligible"}],
        "rules": [{"_id": "one", **dict(zip(fields, tests, strict=True)), "eligible": "true"}],
    }
    nodes: list[dict[str, object]] = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "table", "type": "decisionTableNode", "name": "table", "content": content},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    return {"nodes": [{**node, "position": {"x": 0, "y": 0}} for node in nodes], "edges": edges}
