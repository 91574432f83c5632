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


def files(**changed: str) -> Mapping[str, str]:
    """Return the tree's policy files with some changed or added; `parameters__x` names `parameters/x.yml`."""
    own = dict(release().under("policies/library"))
    for name, text in changed.items():
        own[f"policies/library/{name.replace('__', '/')}.yml"] = text
    return own
