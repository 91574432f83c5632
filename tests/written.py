"""Plain YAML of tests and libraries, read as fast as libyaml reads it: ten times as fast as Python does."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def written(text: str) -> Any:
    """Return what a YAML text holds, as `yaml.safe_load` would; raises yaml.YAMLError where it is none."""
    return yaml.load(text, Loader=_LOADER)
