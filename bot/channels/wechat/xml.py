"""Read a push's XML as flat fields, refusing whatever the platform never sends: DTDs, entities, depth, other encodings.

Expat does the reading; a document type ends it before any entity could be declared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from xml.parsers import expat

LARGEST = 256 * 1024
DEEPEST = 6
MOST_ELEMENTS = 300

Fields = Mapping[str, str]


class BadPush(Exception):
    """A push that is not the platform's; whoever sent it is told nothing more."""


def fields(body: bytes) -> Fields:
    """Return the leaves under the root by name, an inner one as `Outer.Inner`; raises BadPush.

    Where an inner name stands several times, as in a list, the second goes by `Outer.Inner[2]`, and so on; a leaf right
    under the root may stand only once.
    """
    if len(body) > LARGEST or b"\0" in body or body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise BadPush
    try:
        text = body.decode("utf-8")
        return _Reader().read(text)
    except (UnicodeDecodeError, expat.ExpatError, RecursionError):
        raise BadPush from None


class _Reader:
    """One reading: where the parser stands, and the leaves found so far."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._among: list[Counter[str]] = [Counter()]
        self._words: list[str] = []
        self._leaf = False
        self._count = 0
        self._found: dict[str, str] = {}

    def read(self, text: str) -> Fields:
        # Given as text, so that an encoding named inside changes nothing.
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words.append
        for refused in ("StartDoctypeDecl", "EntityDecl", "ExternalEntityRef", "ProcessingInstruction"):
            setattr(parser, f"{refused}Handler", _refuse)
        parser.Parse(text, True)
        return self._found

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        too_much = self._count > MOST_ELEMENTS or len(self._path) >= DEEPEST or bool(attributes)
        if too_much or (not self._path and name != "xml"):
            raise BadPush
        self._among[-1][name] += 1
        place = self._among[-1][name]
        self._path.append(f"{name}[{place}]" if place > 1 and len(self._path) > 1 else name)
        self._among.append(Counter())
        self._words.clear()
        self._leaf = True

    def _end(self, _name: str) -> None:
        if self._leaf and len(self._path) > 1:
            name = ".".join(self._path[1:])
            if name in self._found and len(self._path) == 2:
                raise BadPush
            self._found.setdefault(name, "".join(self._words))
        self._leaf = False
        self._words.clear()
        self._among.pop()
        self._path.pop()


def _refuse(*_what: object) -> int:
    raise BadPush
