"""Wording and figures belong to editors: code holds neither a Chinese sentence nor an amount of money.

Docstrings and comments may hold both. A module whose subject is the language itself is named below, with its
reason.
"""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Module, modules, nodes, strings

CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff]")
AMOUNT = re.compile(r"\d\s*(?:万|千|百)?\s*(?:元|块钱|yuan|CNY|RMB)|[¥￥]\s*\d", re.IGNORECASE)
MONEY_NAME = re.compile(
    r"(?:^|_)(?:amount|yuan|standard|allowance|subsidy|income|price|fee|stipend)(?:_|$)", re.IGNORECASE
)

# What stands here reads or writes the language itself; it says nothing of its own to a person.
CHARACTERS_ARE_THE_SUBJECT = {
    "nlu/values/": "numerals, units, month and day words and honorifics are what a value is read from",
    "nlu/risk.py": "a crisis is found by its words, before anything an editor's file could get wrong",
    "nlu/text.py": "folding full width, traditional and spoken forms is a table of characters",
}
# Numbers that are arithmetic (months, percent, rounding, the 万 of a numeral), not somebody's entitlement.
ARITHMETIC = {"0", "1", "2", "4", "7", "10", "12", "100", "1000", "10000", "0.1", "0.01", "0.5", "365"}


def _language(module: Module) -> bool:
    return module.path.startswith(tuple(CHARACTERS_ARE_THE_SUBJECT))


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.arg or "" if isinstance(node, ast.keyword) else ""


def _figure(node: ast.AST | None) -> bool:
    """A number of money's size written into code, bare or inside `Decimal(…)`."""
    match node:
        case ast.Call(args=[ast.Constant(value=value)]) if _name(node.func) == "Decimal":
            return str(value) not in ARITHMETIC
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float() as value):
            return str(value) not in ARITHMETIC
        case _:
            return False


def _amounts(module: Module) -> Iterator[str]:
    """Amounts said in a string, wrapped in Decimal, or bound to or compared with a name that means money."""
    for text in strings(module):
        if AMOUNT.search(str(text.value)):
            yield f"{module.at(text)} an amount in a string"
    for node in nodes(module.syntax):
        match node:
            case ast.Call() if _name(node.func) == "Decimal" and _figure(node):
                yield f"{module.at(node)} a figure in Decimal(…)"
            case ast.Assign(targets=targets, value=value) if any(
                MONEY_NAME.search(_name(one)) for one in targets
            ):
                if _figure(value):
                    yield f"{module.at(node)} an amount bound to a name"
            case ast.AnnAssign(target=target, value=value) if MONEY_NAME.search(_name(target)) and _figure(
                value
            ):
                yield f"{module.at(node)} an amount bound to a name"
            case ast.keyword(value=value) if MONEY_NAME.search(_name(node)) and _figure(value):
                yield f"{module.at(value)} an amount passed by a name"
            case ast.Compare(left=left, comparators=others):
                sides = [left, *others]
                if any(MONEY_NAME.search(_name(one)) for one in sides) and any(_figure(one) for one in sides):
                    yield f"{module.at(node)} an amount compared with a name"


def test_code_holds_no_wording():
    wording = [
        f"{module.at(text)} {str(text.value)[:30]!r}"
        for module in modules()
        if not _language(module)
        for text in strings(module)
        if CHINESE.search(str(text.value))
    ]

    assert not wording, "Wording belongs into a library or a template:\n" + "\n".join(wording)


def test_code_holds_no_amounts():
    amounts = [fault for module in modules() if not _language(module) for fault in _amounts(module)]

    assert not amounts, "Figures belong into policies/library, with region, day and source:\n" + "\n".join(
        amounts
    )


def test_an_amount_in_code_would_be_found():
    text = (
        'income_limit = 735\nDecimal("4410.5")\nsay = "每月 50 元"\n'
        "if income > 2000: pass\nf(monthly_amount=300)\n"
    )
    module = Module(path="policies/example.py", text=text, syntax=ast.parse(text))

    assert len(list(_amounts(module))) == 5
