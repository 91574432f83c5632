"""The project's own files as syntax trees, for the rules in this folder; nothing is imported or run."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "desk", "studio", "cases", "flows", "nlu", "policies", "content", "storage")
PURE = ("flows", "nlu", "policies", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One Python file: its path from the root, its text, and its syntax tree."""

    path: str
    text: str
    syntax: ast.Module

    @property
    def room(self) -> str:
        """The first folder of the path."""
        return self.path.split("/", 1)[0]

    @property
    def dotted(self) -> str:
        """The name by which others import it."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def at(self, node: ast.AST) -> str:
        """Say where a node stands, in the form an editor can jump to."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def modules(*rooms: str) -> tuple[Module, ...]:
    """Every Python file of these folders (all rooms when none is named), in order of path."""
    return tuple(_read(path) for room in rooms or ROOMS for path in sorted((ROOT / room).rglob("*.py")))


@cache
def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path=path.relative_to(ROOT).as_posix(), text=text, syntax=ast.parse(text, str(path)))


@cache
def nodes(syntax: ast.Module) -> tuple[ast.AST, ...]:
    """Every node of a file, walked once for all rules."""
    return tuple(ast.walk(syntax))


def strings(module: Module) -> Iterator[ast.Constant]:
    """Every string literal that is a value: docstrings and other bare strings say nothing to anybody."""
    bare = {id(node.value) for node in nodes(module.syntax) if isinstance(node, ast.Expr)}
    for node in nodes(module.syntax):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node


@cache
def kept_files() -> tuple[str, ...]:
    """Paths that are, or could be, committed; without git, every file outside hidden folders and caches."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listed = subprocess.run(
            [git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\0")
        return tuple(sorted({name for name in listed if name and (ROOT / name).is_file()}))
    every = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    shown = (path for path in every if not any(part.startswith((".", "__pycache__")) for part in path.parts))
    return tuple(sorted(path.as_posix() for path in shown))


def text_of(name: str) -> str:
    """The text of a kept file; of a picture or another file of bytes, nothing."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
