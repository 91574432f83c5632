"""The clock is read in one module, `bot/clock.py`: everything else is given the day or the instant.

Measuring how long something took (`monotonic`, `perf_counter`) is not telling the time: `bot` and
`benchmarks` may.
"""

import ast
from collections.abc import Iterator

from tests.house.tree import ROOMS, Module, modules, nodes

CLOCK = "bot/clock.py"
READS = {
    "date": {"today"},
    "datetime": {"now", "today", "utcnow"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"},
}
MEASURES = {"time": {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns"}}
MAY_MEASURE = ("bot", "benchmarks")


def _aliases(module: Module) -> dict[str, str]:
    """What the names of the clock's modules and classes are called in this file: `import datetime as dt`."""
    known = {name: name for name in READS}
    for node in nodes(module.syntax):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for one in node.names:
                if one.name in READS and one.asname:
                    known[one.asname] = one.name
    return known


def _uses(module: Module, what: dict[str, set[str]]) -> Iterator[str]:
    """Each mention counts, called or not: `default_factory=datetime.now` reads the clock as well."""
    aliases = _aliases(module)
    for node in nodes(module.syntax):
        if isinstance(node, ast.Attribute):
            base = node.value
            name = (
                base.id
                if isinstance(base, ast.Name)
                else base.attr
                if isinstance(base, ast.Attribute)
                else ""
            )
            if node.attr in what.get(aliases.get(name, name), ()):
                yield f"{module.at(node)} {name}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (
                f"{module.at(node)} time.{one.name}" for one in node.names if one.name in what.get("time", ())
            )


def test_the_clock_is_read_in_one_module():
    reads = [use for module in modules() if module.path != CLOCK for use in _uses(module, READS)]

    assert not reads, "Only bot/clock.py reads the clock:\n" + "\n".join(reads)


def test_only_the_shell_and_the_benchmarks_measure_time():
    inner = [room for room in ROOMS if room not in MAY_MEASURE]

    measured = [use for module in modules(*inner) for use in _uses(module, MEASURES)]

    assert not measured, "\n".join(measured)


def test_a_hidden_reading_would_be_found():
    text = (
        "import datetime as dt\nfrom time import time\n"
        "dt.datetime.now()\nx = field(default_factory=date.today)\nworld.today\n"
    )
    module = Module(path="cases/example.py", text=text, syntax=ast.parse(text))

    assert len(list(_uses(module, READS))) == 3
