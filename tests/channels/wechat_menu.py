"""What the platform asks of a menu that an account puts below the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def menu_fault(menu: Mapping[str, Any]) -> int:
    """Return the code with which a menu is refused, 0 for one that is taken."""
    buttons = menu.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        return 40016
    for button in buttons:
        below = button.get("sub_button", [])
        if len(below) > 5:
            return 40023
        for one in (button, *below):
            if not str(one.get("name", "")) or len(str(one["name"]).encode()) > 60:
                return 40018
            if not one.get("sub_button") and not one.get("type"):
                return 40020
            if len(str(one.get("key", "")).encode()) > 128:
                return 40021
    return 0
