"""Which place a person at a command line or a program means: a code, or a name that only one place has."""

from __future__ import annotations

from policies.regions import Regions

MOST_SHOWN = 12


class NotOnePlace(ValueError):
    """A text that names no place, or several; the message lists the choices."""


def resolve(regions: Regions, text: str) -> str:
    """Return the code of a place given by code or name; raises NotOnePlace."""
    found = regions.find(text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotOnePlace(
            f"no place is called {text!r}; give a region code of 6 or 9 digits, or its full name"
        )
    choices = ", ".join(f"{code} {regions.spoken(code)}" for code in found[:MOST_SHOWN])
    raise NotOnePlace(f"several places are called {text!r}; give one of these codes: {choices}")
