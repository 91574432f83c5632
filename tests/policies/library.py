"""The library as it stands in the tree, loaded once, for tests that hold editors' rules against it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from content.release import Release, of_folder
from policies.compiled import load
from policies.days import Day, span
from policies.policies import Policies

ROOT = Path(__file__).parents[2]


def day(text: str) -> Day:
    """Return a day, month or year as the library would write it."""
    found = span(text)
    assert found is not None, text
    return found


@cache
def release() -> Release:
    """Return the release made of the files in the tree."""
    return of_folder(ROOT)


@cache
def library() -> Policies:
    """Return the policies of the tree."""
    return load(release().files, release=release().digest)


@cache
def places() -> tuple[str, ...]:
    """Return the places that an office has described, and of the country's others the first one of each province.

    A place that is only listed has no figure of its own: one of a province answers as all of them do.
    """
    listed: dict[str, str] = {}
    for region in library().regions:
        if region.listed:
            listed.setdefault(region.code[:2], region.code)
    return tuple(r.code for r in library().regions if not r.listed or r.code in listed.values())


def files(**changed: str) -> Mapping[str, str]:
    """Return the tree's policy files with some changed or added; `parameters__x` names `parameters/x.yml`."""
    own = dict(release().under("policies/library"))
    for name, text in changed.items():
        own[f"policies/library/{name.replace('__', '/')}.yml"] = text
    return own
