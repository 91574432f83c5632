"""The files of `nlu/library/` made into the words that understanding looks for.

The list of benefits is theirs: an entry in `benefits.yml` or a file `benefits/<id>.yml`, and sentences below
`training/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from content.fields import Fields
from content.load import Node, parse
from content.problem import Problem
from nlu.acts import Act
from nlu.dialect import Dialect, read_dialect
from nlu.lexicon import Lexicon, lexicon
from nlu.passage import LetterWords
from nlu.phrasebook import Phrasebook
from nlu.risk import Distances, Rules
from nlu.risk_files import Worry, read_distances, read_patterns, read_rules, read_worries
from nlu.text import letters_only, normalise
from nlu.training import Example, examples
from nlu.values.relation import Relations
from nlu.values.relation_files import read_relations

FOLDER = "nlu/library/"
_SINGLE = (
    "relations", "risk", "dialogue", "elsewhere", "ours", "hints", "letters", "lookalikes", "dialect",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Words and phrases of one dialogue: `exact` for whole messages, `phrases` anywhere, by act; and others by name."""

    exact: Mapping[str, Act]
    phrases: tuple[tuple[Act, Phrasebook], ...]
    named: Mapping[str, Phrasebook]

    def shows(self, name: str, text: str) -> bool:
        """Tell whether one of the phrases under a name stands in a normalised text."""
        return name in self.named and self.named[name].shows(text)

    def end_of(self, name: str, text: str) -> int:
        """Return where the phrases under a name end in a normalised text, nought where none stands in it."""
        found = self.named[name].find(text) if name in self.named else ()
        return max((end for _, end in found), default=0)

    def starts(self, name: str, text: str) -> tuple[int, ...]:
        """Return where the phrases under a name start in a normalised text, in order."""
        found = self.named[name].find(text) if name in self.named else ()
        return tuple(sorted({start for start, _ in found}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything the files say, ready to use.

    `masked` are the names that act and aspect need not see (a benefit with `tells_act: true` is not among them, because
    its name says what is wanted); `elsewhere` are matters of other offices, `ours` other words of our own. `lookalikes`
    are groups of characters that are taken for each other.
    """

    benefits: tuple[str, ...]
    names: Lexicon
    masked: Lexicon
    elsewhere: Lexicon
    ours: Lexicon
    hints: Mapping[str, Lexicon]
    dialect: Dialect
    letters: LetterWords
    lookalikes: tuple[str, ...]
    relations: Relations
    rules: Rules
    distances: Distances
    cues: Cues
    training: tuple[Example, ...]
    worries: tuple[Worry, ...]


def own(files: Mapping[str, str]) -> Mapping[str, str]:
    """Return the files of this library out of all library files, by their paths inside it."""
    return {path.removeprefix(FOLDER): text for path, text in files.items() if path.startswith(FOLDER)}


def read_library(files: Mapping[str, str], problems: list[Problem], *, training: bool = True) -> Library:
    """Read the library out of a release's files (by path from the project), noting every fault.

    Serving leaves the `training` sentences out: a model under their name proves that they were read without a fault.
    """
    mine = own(files)
    names = _benefits(mine, problems)
    relations, risk, dialogue, elsewhere, ours, hints, letters, lookalikes, dialect = (
        _single(mine, f"{name}.yml", problems) for name in _SINGLE
    )
    benefits = tuple(sorted({id_ for _, id_, _ in names} | {"other"}))
    return Library(
        benefits=benefits,
        names=lexicon(sorted((word, id_) for word, id_, _ in names)),
        masked=lexicon(sorted((word, id_) for word, id_, tells_act in names if not tells_act)),
        elsewhere=lexicon(_words(elsewhere, problems)) if elsewhere else lexicon(()),
        ours=lexicon(_words(ours, problems)) if ours else lexicon(()),
        hints=_hints(hints, problems) if hints else {},
        dialect=read_dialect(dialect, problems),
        letters=_letters(letters, problems) if letters else LetterWords(),
        lookalikes=_groups(lookalikes, problems) if lookalikes else (),
        relations=read_relations(relations, problems)
        if relations
        else Relations(lexicon(()), lexicon(()), ()),
        rules=read_rules(risk, problems) if risk else Rules(),
        distances=read_distances(risk, problems) if risk else Distances(),
        cues=_cues(dialogue, problems) if dialogue else Cues(exact={}, phrases=(), named={}),
        training=examples(_under(mine, "training/") if training else {}, benefits, problems),
        worries=read_worries(_under(mine, "risk-training/") if training else {}, problems),
    )


def _under(mine: Mapping[str, str], folder: str) -> Mapping[str, str]:
    """The files of a folder, by their paths from the project."""
    return {FOLDER + path: text for path, text in mine.items() if path.startswith(folder)}


def _single(mine: Mapping[str, str], path: str, problems: list[Problem]) -> Node | None:
    if path not in mine:
        fault = Problem(path=FOLDER + path, line=1, fault="the file is missing", remedy="restore it")
        problems.append(fault)
        return None
    root, faults = parse(FOLDER + path, mine[path])
    problems.extend(faults)
    return root


def _benefits(mine: Mapping[str, str], problems: list[Problem]) -> list[tuple[str, str, bool]]:
    entries: dict[str, Node] = {}
    root = _single(mine, "benefits.yml", problems)
    if root is not None:
        with Fields(root, problems) as fields:
            entries.update(fields.entries("benefits", required=True))
    for path in sorted(path for path in mine if path.startswith("benefits/")):
        id_ = PurePosixPath(path).stem
        node = _single(mine, path, problems)
        if node is not None and id_ in entries:
            fault = f"the benefit {id_} already stands in {entries[id_].path}"
            problems.append(Problem(path=FOLDER + path, line=1, fault=fault, remedy="keep one of the two"))
        elif node is not None:
            entries[id_] = node
    return [name for id_, node in entries.items() for name in _names(id_, node, problems)]


def _names(id_: str, node: Node, problems: list[Problem]) -> list[tuple[str, str, bool]]:
    with Fields(node, problems) as fields:
        words = fields.texts("names", required=True)
        tells_act = fields.flag("tells_act")
        if not words:
            fields.fault(f"{id_} has no names", "write how people call it, one `- name` a line")
    return [(normalise(word).text.lower(), id_, tells_act) for word in words]


def _words(node: Node, problems: list[Problem]) -> list[tuple[str, str]]:
    with Fields(node, problems) as fields:
        return [(normalise(word).text.lower(), "word") for word in fields.texts("words", required=True)]


def _hints(node: Node, problems: list[Problem]) -> Mapping[str, Lexicon]:
    found: dict[str, Lexicon] = {}
    with Fields(node, problems) as fields:
        for about in ("acts", "aspects", "benefits"):
            words: list[tuple[str, str]] = []
            for name, entry in fields.entries(about, required=True).items():
                values = entry.value if isinstance(entry.value, tuple) else ()
                words += [(normalise(str(item.value)).text.lower(), f"{about}:{name}") for item in values]
            found[about] = lexicon(words)
    return found


def _groups(node: Node, problems: list[Problem]) -> tuple[str, ...]:
    with Fields(node, problems) as fields:
        return tuple(fields.texts("groups", required=True))


def _letters(node: Node, problems: list[Problem]) -> LetterWords:
    with Fields(node, problems) as fields:
        found = {name: read_patterns(fields, name, problems) for name in ("wish", "closing", "opening")}
    return LetterWords(**found)


def _cues(node: Node, problems: list[Problem]) -> Cues:
    exact: dict[str, Act] = {}
    phrases: list[tuple[Act, Phrasebook]] = []
    named: Mapping[str, Phrasebook] = {}
    with Fields(node, problems) as fields:
        for name, entry in fields.entries("acts", required=True).items():
            if name not in list(Act):
                fields.fault(f"unknown act {name!r}", "use one of: " + ", ".join(Act), key="acts")
                continue
            with Fields(entry, problems) as cue:
                exact |= {letters_only(normalise(word).text): Act(name) for word in cue.texts("exact")}
                phrases.append((Act(name), read_patterns(cue, "phrases", problems)))
        found = fields.take("cues", required=True)
        if found is not None:
            with Fields(found, problems) as cues:
                named = {name: read_patterns(cues, name, problems) for name in tuple(cues.keys())}
    return Cues(exact=exact, phrases=tuple(phrases), named=named)
