"""Read situations from YAML: what a household says, where and when it asks, and what must come of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from policies.verdict import Facts, Unknown
from tests.written import written

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One situation; `expect` holds only what this situation is about."""

    benefit: str
    name: str
    region: str
    today: Any
    facts: Facts
    expect: Mapping[str, Any]
    source: str


def _exact(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts with amounts of money as the library reads them: exact, never in binary."""
    return {name: Decimal(str(v)) if isinstance(v, float) else v for name, v in facts.items()}


def situations() -> Iterator[Situation]:
    """Yield the situations of all benefits, in the order of their files."""
    for path in sorted(FOLDER.glob("*/*.yaml")):
        for entry in written(path.read_text("utf-8")):
            declined = dict.fromkeys(entry.pop("declined", ()), Unknown.DECLINED)
            yield Situation(
                benefit=path.parent.name,
                name=f"{path.stem}: {entry['name']}",
                region=entry["region"],
                today=entry["today"],
                facts={**_exact(entry.get("facts", {})), **declined},
                expect=entry["expect"],
                source=entry["source"],
            )
