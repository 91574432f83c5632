"""Read the flow library: flows, questions and phrases, with every fault of every file at once.

A file may hold any of the top-level keys `flows`, `questions`, `phrases`, `purposes`, `words` and `cues`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.fields import Fields
from content.load import Node, parse
from content.problem import BadLibrary, Problem
from flows import purposes as consents
from flows.compile import compile_flow
from flows.flow import ACTION_NAMES, NO_BENEFIT, Answered, Flow, Trigger
from flows.lint import lint
from flows.manners import Manners, joined, read_manners
from flows.manners import problems as manners_problems
from flows.phrases import Phrases
from flows.question import Purpose, Question
from flows.questions import read_question, worded
from nlu.phrasebook import NO_PHRASES, Bookshelf, Phrasebook
from nlu.risk_files import read_patterns
from policies.policies import Policies

FOLDER = "flows/library"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """The flows, questions and phrases of one release; `words` and `cues` are what a message is known by.

    `started` holds the cues of each flow in turn, and `asked` what `asked_in` found.
    """

    release: str
    flows: Mapping[str, Flow]
    questions: Mapping[str, Question]
    phrases: Phrases
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    purposes: Mapping[str, Purpose] = field(default_factory=dict)
    cues: Mapping[str, Phrasebook] = field(default_factory=dict)
    started: Bookshelf = field(init=False, repr=False, compare=False)
    asked: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "started", Bookshelf(tuple(flow.cues for flow in self.flows.values())))

    def shows(self, cue: str, text: str) -> bool:
        """Tell whether one of the phrases of a list of cues stands in a normalised text."""
        return self.cues.get(cue, NO_PHRASES).shows(text)

    def says(self, words: str, text: str) -> bool:
        """Tell whether one of a list of words stands in a text."""
        return any(word in text for word in self.words.get(words, ()))

    def started_by(self, intent: str, benefit: str | None) -> Flow | None:
        """Return the flow a wish starts: one for this very benefit first, then one for any benefit."""
        general = None
        for flow in self.flows.values():
            for trigger in flow.triggers:
                if trigger.intent == intent and trigger.benefit is not None and trigger.benefit == benefit:
                    return flow
                if trigger.intent == intent and trigger.benefit is None:
                    general = general or flow
        return general

    def for_none(self, intent: str) -> Flow | None:
        """Return the flow for a wish that names no benefit, where a file has one just for that."""
        wanted = Trigger(intent=intent, benefit=NO_BENEFIT)
        return next((flow for flow in self.flows.values() if wanted in flow.triggers), None)

    def named(self, text: str) -> Flow | None:
        """Return the flow that some words of a message start; of two, the one with the longer words."""
        cues = self.started.find(text)
        found = [
            (size, flow.id)
            for place, flow in enumerate(self.flows.values())
            for size in (
                *(len(words) for words in flow.said if words in text),
                *(end - start for start, end in cues.get(place, ())),
            )
        ]
        return self.flows[max(found)[1]] if found else None

    def asked_in(self, flow: str) -> frozenset[str]:
        """Return the questions that a flow collects by name or branches on, those of the flows it calls among them."""
        if flow not in self.asked:
            self.asked[flow] = self._asked_in(flow)
        return self.asked[flow]

    def _asked_in(self, flow: str) -> frozenset[str]:
        steps = tuple(self.flows[flow].steps.values())
        called = [self.asked_in(step.name) for step in steps if step.kind == "call"]
        looked_at = {
            branch.when.question
            for step in steps
            for branch in step.branches
            if isinstance(branch.when, Answered)
        }
        return frozenset(step.name for step in steps if step.kind == "collect").union(looked_at, *called)

    def can_apply_for(self) -> tuple[str, ...]:
        """Return the benefits that have an application flow of their own."""
        return tuple(sorted({f.benefit for f in self.flows.values() if f.keeps_draft and f.benefit}))


def load(files: Mapping[str, str], policies: Policies, *, release: str) -> Flows:
    """Return the flow library; raises BadLibrary with every problem when there is one."""
    flows, problems = _read(files, policies, release)
    if problems:
        raise BadLibrary(problems)
    return flows


def problems(files: Mapping[str, str], policies: Policies) -> tuple[Problem, ...]:
    """Return what is wrong in the flow library's files, in file order."""
    return tuple(sorted(_read(files, policies, "check")[1]))


@dataclass(slots=True)
class _Found:
    """What the files hold so far, where each thing stands, and their faults."""

    texts: dict[str, str] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    purposes: dict[str, Purpose] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cues: dict[str, Phrasebook] = field(default_factory=dict)
    manners: Manners = field(default_factory=Manners)
    places: dict[str, Node] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def _read(files: Mapping[str, str], policies: Policies, release: str) -> tuple[Flows, list[Problem]]:
    found = _Found()
    for path, text in sorted(files.items()):
        if path.startswith(FOLDER + "/"):
            root, faults = parse(path, text)
            found.problems.extend(faults)
            if root is not None:
                _file(root, found)
    for name, flow in found.flows.items():
        found.problems.extend(consents.problems(flow, found.places[f"flow {name}"], found.purposes))
    asked = {name: worded(question, found.texts) for name, question in found.questions.items()}
    library = Flows(
        release=release,
        flows={name: consents.asking(flow, found.purposes) for name, flow in found.flows.items()},
        questions=consents.marked(asked, found.purposes),
        phrases=Phrases(texts=found.texts),
        purposes=found.purposes,
        words=found.words,
        cues=found.cues,
    )
    found.problems.extend(lint(library, found.places, policies, ACTION_NAMES))
    found.problems.extend(manners_problems(library.phrases, found.places, found.manners, policies.plain))
    return library, found.problems


def _file(root: Node, found: _Found) -> None:
    problems = found.problems
    with Fields(root, problems) as top:
        top.text("version", required=False)
        texts, questions = top.entries("phrases"), top.entries("questions")
        flows = top.entries("flows")
        found.words.update(_word_lists(top.take("words"), problems))
        found.cues.update(_cue_lists(top.take("cues"), problems))
        purposes = top.entries("purposes")
        found.manners = joined(found.manners, read_manners(top, problems))
    _once("phrase", texts, found.texts, found)
    found.texts.update({name: _phrase(node, problems) for name, node in texts.items()})
    _once("question", questions, found.questions, found)
    found.questions.update({name: read_question(name, node, problems) for name, node in questions.items()})
    _once("purpose", purposes, found.purposes, found)
    found.purposes.update({n: consents.read_purpose(n, node, problems) for n, node in purposes.items()})
    _once("flow", flows, found.flows, found)
    compiled = {name: compile_flow(name, node, problems) for name, node in flows.items()}
    found.flows.update({name: flow for name, flow in compiled.items() if flow is not None})


def _once(what: str, here: Mapping[str, Node], before: Mapping[str, object], found: _Found) -> None:
    for name, node in here.items():
        if name in before:
            other = found.places[f"{what} {name}"]
            fault = f"the {what} {name} already stands in {other.path}, line {other.line}"
            problem = Problem(path=node.path, line=node.line, fault=fault, remedy="keep one of the two")
            found.problems.append(problem)
        found.places[f"{what} {name}"] = node


def _word_lists(node: Node | None, found: list[Problem]) -> Mapping[str, tuple[str, ...]]:
    if node is None:
        return {}
    with Fields(node, found) as lists:
        return {name: lists.texts(name) for name in lists.keys()}  # noqa: SIM118 (Fields is not a mapping)


def _cue_lists(node: Node | None, found: list[Problem]) -> Mapping[str, Phrasebook]:
    if node is None:
        return {}
    with Fields(node, found) as lists:
        return {name: read_patterns(lists, name, found) for name in lists.keys()}  # noqa: SIM118


def _phrase(node: Node, found: list[Problem]) -> str:
    if isinstance(node.value, str):
        return node.value.strip("\n")
    fault = "a phrase should be words"
    found.append(
        Problem(path=node.path, line=node.line, fault=fault, remedy="write the sentence, or `|` and lines")
    )
    return ""
