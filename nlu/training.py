"""Read training and test sentences in Rasa's NLU format (YAML, version 3.1), and say where one is wrong.

A sentence's act is its intent. Its benefit and aspect come from annotations or, for all sentences of an item, from
`metadata`. Offsets are those of the sentence without its annotations.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from content.fields import Fields
from content.load import Node, parse
from content.problem import Problem
from nlu.acts import ASPECTS, Act
from nlu.lexicon import table

_ANNOTATION = re.compile(r"\[([^\[\]]+)\](?:\(([A-Za-z_]+)\)|(\{[^{}]*\}))")
_LEFTOVER = re.compile(r"\]\s*[({]|\[[^\[\]]*$|^[^\[\]]*\]|\[[^\]]*\]")
_METADATA = ("benefit", "aspect", "kind", "also", "risk")
ENTITIES = table(
    """
    benefit aspect region relation age date id_number phone bank_card name yes_no choice money_monthly
    money_yearly household_size disability_grade address
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An annotated part of a sentence: its kind, its standard value, and where it stands."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One sentence, what it means, and the file and line it stands on; `kind` groups test sentences."""

    text: str
    act: Act
    entities: tuple[Entity, ...]
    metadata: Mapping[str, str]
    path: str
    line: int

    def labelled(self, kind: str) -> str:
        """Return the benefit or aspect that the annotations or the metadata give, or ""."""
        entity = next((entity for entity in self.entities if entity.kind == kind), None)
        return entity.value if entity else self.metadata.get(kind, "")


def examples(
    files: Mapping[str, str], benefits: Collection[str], problems: list[Problem]
) -> tuple[Example, ...]:
    """Read all sentences of the files, in an order that does not depend on the files' names."""
    found: list[Example] = []
    for path, text in sorted(files.items()):
        root, faults = parse(path, text)
        problems.extend(faults)
        if root is not None:
            found.extend(_file(root, text.splitlines(), benefits, problems))
    return tuple(sorted(found, key=lambda example: (example.text, example.act, example.path, example.line)))


def _file(
    root: Node, lines: list[str], benefits: Collection[str], problems: list[Problem]
) -> Iterator[Example]:
    with Fields(root, problems) as fields:
        if fields.text("version") != "3.1":
            fields.fault("version should be the words 3.1", 'write version: "3.1"', key="version")
        for item in fields.items("nlu", required=True):
            yield from _item(item, lines, benefits, problems)


def _item(
    item: Node, lines: list[str], benefits: Collection[str], problems: list[Problem]
) -> Iterator[Example]:
    with Fields(item, problems) as fields:
        intent = fields.choice("intent", [str(act) for act in Act])
        metadata = _metadata(fields, benefits, problems)
        node = fields.take("examples", required=True)
    if not intent or node is None or not isinstance(node.value, str):
        return
    for line, words in _sentences(node, lines):
        example = _example(words, Act(intent), metadata, node.path, line, benefits, problems)
        if example is not None:
            yield example


def _metadata(fields: Fields, benefits: Collection[str], problems: list[Problem]) -> Mapping[str, str]:
    node = fields.take("metadata")
    if node is None:
        return {}
    with Fields(node, problems) as metadata:
        found = {key: metadata.text(key, required=False) for key in _METADATA}
        if found["benefit"] and found["benefit"] not in benefits:
            metadata.fault(f"unknown benefit {found['benefit']!r}", "name one of benefits.yml", key="benefit")
        if found["aspect"] and found["aspect"] not in ASPECTS:
            metadata.fault(
                f"unknown aspect {found['aspect']!r}", "use one of: " + ", ".join(ASPECTS), key="aspect"
            )
    return {key: word for key, word in found.items() if word}


def _sentences(node: Node, lines: list[str]) -> Iterator[tuple[int, str]]:
    """The block's lines start below its `|`; each `- ` opens a sentence, the rest of the line is literal."""
    for index, words in enumerate(str(node.value).splitlines()):
        if words.strip():
            yield node.line + 1 + index if "|" in lines[node.line - 1] else node.line, words.strip()


def _example(
    words: str, act: Act, metadata: Mapping[str, str], path: str, line: int,
    benefits: Collection[str], problems: list[Problem],
) -> Example | None:  # fmt: skip
    def fault(what: str, remedy: str) -> None:
        problems.append(Problem(path=path, line=line, fault=what, remedy=remedy))

    if not words.startswith("- "):
        fault("an example does not start with a dash", "write `- ` before each sentence")
        return None
    sentence = words[2:].strip()
    if _LEFTOVER.search(_ANNOTATION.sub("", sentence)):
        fault(
            f"an annotation does not close: {sentence!r}", 'write [words](kind) or [words]{"entity":"kind"}'
        )
        return None
    text, entities = _annotations(sentence)
    for entity in entities:
        if entity.kind not in ENTITIES:
            fault(f"unknown entity {entity.kind!r}", "use one of: " + ", ".join(sorted(ENTITIES)))
        elif entity.kind == "benefit" and entity.value not in benefits:
            fault(f"unknown benefit {entity.value!r}", 'add "value" with an id of benefits.yml')
        elif entity.kind == "aspect" and entity.value not in ASPECTS:
            fault(f"unknown aspect {entity.value!r}", "use one of: " + ", ".join(ASPECTS))
        elif entity.value == "\0":
            fault(
                f"an annotation is not JSON: {sentence!r}",
                'write [words]{"entity":"benefit","value":"gaoling"}',
            )
    return Example(text=text, act=act, entities=entities, metadata=metadata, path=path, line=line)


def _annotations(sentence: str) -> tuple[str, tuple[Entity, ...]]:
    pieces: list[str] = []
    entities: list[Entity] = []
    position = length = 0
    for match in _ANNOTATION.finditer(sentence):
        words, kind, more = match.groups()
        pieces.append(sentence[position : match.start()])
        start = length + match.start() - position
        pieces.append(words)
        length, position = start + len(words), match.end()
        entities.append(_entity(words, kind, more, start))
    pieces.append(sentence[position:])
    return "".join(pieces), tuple(entities)


def _entity(words: str, kind: str | None, more: str | None, start: int) -> Entity:
    if kind:
        return Entity(kind=kind, value=words, start=start, end=start + len(words))
    try:
        fields = json.loads(more or "{}")
    except json.JSONDecodeError:
        fields = {"entity": "benefit", "value": "\0"}
    return Entity(
        kind=str(fields.get("entity", "")),
        value=str(fields.get("value", words)),
        start=start,
        end=start + len(words),
    )
