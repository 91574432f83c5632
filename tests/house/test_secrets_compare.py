"""A secret is compared in constant time: `==` tells how much was right, `hmac.compare_digest` does not."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Module, modules, nodes

SECRET = re.compile(
    r"(?:^|_)(?:token|secret|signature|password|passphrase|hmac|csrf|api_key|login_code)(?:_|$)"
)
WHERE = ("bot", "desk", "studio", "cases", "storage")


def _names(node: ast.expr) -> Iterator[str]:
    """The names one side of a comparison is made of; the length of a secret is not the secret."""
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Attribute(attr=name, value=value):
            yield name
            yield from (_names(value) if isinstance(value, ast.Call) else ())
        case ast.Subscript(value=value, slice=key):
            yield from _names(value)
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value.replace("-", "_")
        case ast.Call(func=ast.Name(id="len")):
            return
        case ast.Call(func=function, args=args):
            yield from _names(function)
            for argument in args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value.replace("-", "_")
                else:
                    yield from _names(argument)


def _nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in (None, "", b"")


def _plain_comparisons(module: Module) -> Iterator[str]:
    for node in nodes(module.syntax):
        if not isinstance(node, ast.Compare) or not any(
            isinstance(one, ast.Eq | ast.NotEq) for one in node.ops
        ):
            continue
        sides = [node.left, *node.comparators]
        if any(_nothing(side) for side in sides):
            continue
        secret = [name for side in sides for name in _names(side) if SECRET.search(name.lower())]
        if secret:
            yield f"{module.at(node)} {secret[0]} is compared with == or !="


def test_no_secret_is_compared_with_a_plain_operator():
    faults = [fault for module in modules(*WHERE) for fault in _plain_comparisons(module)]

    assert not faults, "Use hmac.compare_digest:\n" + "\n".join(faults)


def test_a_plain_comparison_would_be_found():
    text = (
        "settings.api_token == given\nform['password'] != kept\n"
        "len(token) == 32\ntoken == ''\nkind == other\n"
    )
    module = Module(path="bot/example.py", text=text, syntax=ast.parse(text))

    assert [fault.split()[1] for fault in _plain_comparisons(module)] == ["api_token", "password"]
