"""The tree of places: what lies in what, what people call it, and how it is said in full.

Codes are strings: "000000" the nation, six digits down to the county (GB/T 2260), nine for a town.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from content.fields import Fields
from content.load import Node
from content.problem import Problem

NATION = "000000"


class UnknownRegion(LookupError):
    """A code stands in no library; raised where a caller names a place, never for what a resident said."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"the region {code!r} is not in the region tree; add it to policies/library/regions.yml"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place; `statistical` marks an area that has a code for counting but is no administrative division.

    One that is only `listed` stands among the divisions of the country, and no office has written more about it.
    """

    code: str
    name: str
    parent: str
    aliases: tuple[str, ...] = ()
    demo: bool = False
    statistical: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """All places by code; `suffixes` are the generic endings people leave off.

    `chains` are the chains walked before, and `called` the codes of each name once one was looked for.
    """

    by_code: Mapping[str, Region]
    suffixes: tuple[str, ...] = ()
    chains: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    called: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def __iter__(self) -> Iterator[Region]:
        return iter(self.by_code.values())

    def region(self, code: str) -> Region:
        """Return a place; raises UnknownRegion."""
        if code not in self.by_code:
            raise UnknownRegion(code)
        return self.by_code[code]

    def chain(self, code: str) -> tuple[str, ...]:
        """Return the codes from a place up to the nation; raises UnknownRegion."""
        walked = self.chains.get(code)
        if walked is not None:
            return walked
        found = [self.region(code).code]
        while found[-1] != NATION:
            found.append(self.region(self.by_code[found[-1]].parent).code)
        self.chains[code] = tuple(found)
        return self.chains[code]

    def within(self, code: str, ancestor: str) -> bool:
        """Tell whether a place is, or lies in, another; raises UnknownRegion."""
        return self.region(ancestor).code in self.chain(code)

    def names(self, code: str) -> tuple[str, ...]:
        """Return all names of one place: in full, official, without its ending, and its aliases."""
        region = self.region(code)
        bare = (region.name.removesuffix(end) for end in self.suffixes if region.name.endswith(end))
        short = (name for name in bare if len(name) > 1)
        return tuple(dict.fromkeys((self.spoken(code), region.name, *short, *region.aliases)))

    def find(self, text: str) -> tuple[str, ...]:
        """Return the codes of every place that has exactly this name or code."""
        if not self.called:
            for code in self.by_code:
                for name in {code, *self.names(code)}:
                    self.called[name] = (*self.called.get(name, ()), code)
        return self.called.get(text.strip(), ())

    def spoken(self, code: str) -> str:
        """Return the full name as it is said: from the prefecture down, a municipality before its counties.

        A county-level city (GB/T 2260: last two digits from 81) is a city of its own and is said alone.
        """
        said: list[str] = []
        for step in self.chain(code):
            if (step == NATION and said) or (
                _is_province(step) and any(_is_prefecture(lower) for lower in said)
            ):
                break
            said.append(step)
            if _is_county_city(step):
                break
        return "".join(self.by_code[step].name for step in reversed(said))


def read_regions(root: Node, problems: list[Problem], listed: Mapping[str, Region] | None = None) -> Regions:
    """Read the tree, over the divisions `listed` for the whole country; a parent that is not given is derived."""
    by_code = dict(listed or {})
    with Fields(root, problems) as fields:
        suffixes = fields.texts("suffixes")
        entries = fields.entries("regions", required=True)
        known = by_code.keys() | entries.keys()
        for code, node in entries.items():
            if len(code) not in (6, 9) or not code.isdigit():
                fields.fault(
                    f"{code!r} is not a region code", "use six digits, or nine for a town, in quotes"
                )
                continue
            parent = parent_of(code, known)
            by_code[code] = _region(code, node, parent, by_code.get(code), problems)
        _check(fields, by_code)
    return Regions(by_code=dict(sorted(by_code.items())), suffixes=suffixes)


def _region(code: str, node: Node, parent: str, listed: Region | None, problems: list[Problem]) -> Region:
    """Read one place; of a listed division its other names are kept."""
    with Fields(node, problems) as place:
        own = place.texts("aliases")
        return Region(
            code=code,
            name=place.text("name"),
            parent=place.text("parent", required=False) or parent,
            aliases=(*own, *(name for name in (listed.aliases if listed else ()) if name not in own)),
            demo=place.flag("demo"),
            statistical=place.flag("statistical"),
        )


def _check(fields: Fields, by_code: Mapping[str, Region]) -> None:
    if NATION not in by_code:
        fields.fault("the nation is missing", f'add "{NATION}":')
    for code, region in by_code.items():
        if code != NATION and region.parent not in by_code:
            fields.fault(f"the parent {region.parent!r} of {code!r} is not here", "add it, or give `parent:`")
        if code != NATION and region.parent >= code:
            fields.fault(f"{code!r} lies in {region.parent!r}", "a parent's code comes before its child's")


def _is_province(code: str) -> bool:
    return len(code) == 6 and code.endswith("0000") and code != NATION


def _is_prefecture(code: str) -> bool:
    return len(code) == 6 and code.endswith("00") and not code.endswith("0000")


def _is_county_city(code: str) -> bool:
    return len(code) == 6 and int(code[4:]) >= 81


def parent_of(code: str, known: Container[str]) -> str:
    """Return what a place lies in by its code: a county whose prefecture is not `known` lies in its province."""
    if len(code) == 9:
        return code[:6]
    if code.endswith("0000"):
        return NATION
    province, prefecture = code[:2] + "0000", code[:4] + "00"
    return province if code.endswith("00") or prefecture not in known else prefecture
