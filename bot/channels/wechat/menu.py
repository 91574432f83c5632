"""The menu under the chat, from an editor's YAML: each button says words for the person, or opens a page.

A tap on a button that says words arrives as those words, so a menu needs no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.settings import BadSettings
from content.fields import Fields
from content.load import Node, parse
from content.problem import Problem

MOST_BUTTONS, MOST_BELOW = 3, 5
# Bytes the platform takes; the phone shows 4 characters of a button and 8 of one below it.
LONGEST_NAME, LONGEST_NAME_BELOW, LONGEST_WORDS = 16, 60, 128
PAGE = "chat"
Button = dict[str, object]


def menu(path: Path, *, page: str) -> Mapping[str, object]:
    """Return the menu of a file as the platform takes it; `page` is the address of our page, empty without one.

    Raises BadSettings with every fault of the file.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path} cannot be read ({type(error).__name__}); name a YAML file.") from None
    root, found = parse(path.as_posix(), text)
    problems = list(found)
    buttons: list[Button] = []
    if root is not None:
        with Fields(root, problems) as top:
            top.text("version", required=False)
            items = top.items("buttons")
            if not 1 <= len(items) <= MOST_BUTTONS:
                top.fault(f"the menu has {len(items)} buttons", "give it one to three", key="buttons")
            buttons = [_button(item, problems, page) for item in items]
    if problems:
        raise BadSettings("\n".join(str(problem) for problem in sorted(problems)))
    return {"button": buttons}


def _button(node: Node, problems: list[Problem], page: str) -> Button:
    with Fields(node, problems) as fields:
        name = fields.text("name")
        below = fields.items("below")
        if below:
            if len(below) > MOST_BELOW:
                fields.fault(f"{name} has {len(below)} buttons below it", "give it one to five", key="below")
            _short(fields, name, LONGEST_NAME)
            return {"name": name, "sub_button": [_leaf(item, problems, page) for item in below]}
        _short(fields, name, LONGEST_NAME)
        return _act(fields, name, page)


def _leaf(node: Node, problems: list[Problem], page: str) -> Button:
    with Fields(node, problems) as fields:
        name = fields.text("name")
        _short(fields, name, LONGEST_NAME_BELOW)
        return _act(fields, name, page)


def _act(fields: Fields, name: str, page: str) -> Button:
    says, opens = fields.text("says", required=False), fields.text("opens", required=False)
    if says and opens:
        fields.fault(f"{name} says words and opens a page", "keep `says:` or `opens:`, not both", key="opens")
    elif not says and not opens:
        fields.fault(f"{name} does nothing", "give it `says:` or `opens:`", key="name")
        return {}
    if says:
        if len(says.encode()) > LONGEST_WORDS:
            fields.fault(f"{name} says more than {LONGEST_WORDS} bytes", "say it shorter", key="says")
        return {"type": "click", "name": name, "key": says}
    address = page if opens == PAGE else opens
    if not address.startswith(("http://", "https://")):
        remedy = "write a whole address, or `chat` with ZHANGBAN_PUBLIC_URL set"
        fields.fault(f"{name} opens no address", remedy, key="opens")
    return {"type": "view", "name": name, "url": address}


def _short(fields: Fields, name: str, limit: int) -> None:
    if len(name.encode()) > limit:
        fields.fault(f"{name} is longer than {limit} bytes", "use fewer characters", key="name")
