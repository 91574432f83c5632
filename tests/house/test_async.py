"""Only the rooms that meet the network are asynchronous, and every endpoint there is `async def`.

A plain `def` endpoint runs in a pool of forty threads, beside the one thread that turns run on.
"""

import ast
from collections.abc import Iterator

from tests.house.tree import Module, modules, nodes

OUTER = ("bot", "desk", "studio")
Function = ast.FunctionDef | ast.AsyncFunctionDef
METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _endpoints(module: Module) -> Iterator[ast.expr]:
    """The second argument of every `Route(…)`, or the one named endpoint."""
    for node in nodes(module.syntax):
        if isinstance(node, ast.Call) and _called(node) == "Route":
            yield from node.args[1:2]
            yield from (named.value for named in node.keywords if named.arg == "endpoint")


def _definitions(module: Module, name: str) -> list[Function | ast.ClassDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node for node in nodes(module.syntax) if isinstance(node, kinds) and node.name == name]


def _homes(module: Module, name: str) -> list[tuple[Module, str]]:
    """Where a name may be defined: here, or in the module of these rooms that it was imported from."""
    homes = [(module, name)]
    by_name = {each.dotted: each for each in modules(*OUTER)}
    for node in nodes(module.syntax):
        if isinstance(node, ast.ImportFrom) and node.module in by_name:
            homes += [
                (by_name[node.module], one.name) for one in node.names if name == (one.asname or one.name)
            ]
    return homes


def _not_async(module: Module, endpoint: ast.expr) -> Iterator[str]:
    """Say what is wrong with an endpoint: a name, a method, or one inside a guard like `signed_in(view)`."""
    match endpoint:
        case ast.Lambda():
            yield f"{module.at(endpoint)} a lambda cannot be awaited"
        case ast.Call(args=args, keywords=keywords):
            for inner in (*args, *(named.value for named in keywords)):
                yield from _not_async(module, inner)
        case ast.Name(id=name):
            found = [node for home, known in _homes(module, name) for node in _definitions(home, known)]
            yield from _faults(module, endpoint, name, found)
        case ast.Attribute(attr=name):
            found = [node for each in modules(*OUTER) for node in _definitions(each, name)]
            yield from _faults(module, endpoint, name, found)


def _faults(
    module: Module, where: ast.expr, name: str, found: list[Function | ast.ClassDef]
) -> Iterator[str]:
    for node in found:
        if isinstance(node, ast.ClassDef):
            plain = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name in METHODS]
            yield from (f"{module.at(where)} {name}.{one.name} is not 'async def'" for one in plain)
        elif isinstance(node, ast.FunctionDef) and not any(
            isinstance(inner, ast.AsyncFunctionDef) for inner in ast.walk(node)
        ):
            yield f"{module.at(where)} {name} is not 'async def'"


def test_async_def_stands_only_in_the_outer_rooms():
    misplaced = [
        f"{module.at(node)} async def {node.name}"
        for module in modules()
        if module.room not in OUTER
        for node in nodes(module.syntax)
        if isinstance(node, ast.AsyncFunctionDef)
    ]

    assert not misplaced, "\n".join(misplaced)


def test_every_endpoint_is_async():
    faults = [
        fault
        for module in modules(*OUTER)
        for endpoint in _endpoints(module)
        for fault in _not_async(module, endpoint)
    ]

    assert not faults, "\n".join(faults)


def test_a_plain_endpoint_would_be_found():
    text = "def page(request): ...\nroutes = [Route('/', page), Route('/x', endpoint=guard(page))]\n"
    module = Module(path="bot/example.py", text=text, syntax=ast.parse(text))

    faults = [fault for endpoint in _endpoints(module) for fault in _not_async(module, endpoint)]

    assert faults == ["bot/example.py:2 page is not 'async def'"] * 2
