"""Purposes of consent in the library: what a flow's `consent` step asks for, and what must hold of each.

A purpose is asked for alone, in at most LONGEST characters; whoever says no to one is kept from that one thing only,
so every `consent` step says where a no leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from flows.flow import Answered, Branch, Flow, Step
from flows.phrases import Phrases
from flows.question import Purpose, Question

LONGEST = 60
"""Characters of a request for consent; line breaks are not counted."""

_STEP = "consent"


def read_purpose(name: str, node: Node, found: list[Problem]) -> Purpose:
    """Read one purpose: its `name` as it stands in a sentence, and the `question` that asks for it."""
    with Fields(node, found) as fields:
        return Purpose(
            id=name,
            name=fields.text("name"),
            question=fields.text("question"),
            needed=fields.flag("needed"),
        )


def marked(questions: Mapping[str, Question], purposes: Mapping[str, Purpose]) -> Mapping[str, Question]:
    """Return the questions, those that ask for a consent knowing for what."""
    asked = {purpose.question: name for name, purpose in purposes.items()}
    return {name: replace(question, purpose=asked.get(name, "")) for name, question in questions.items()}


def problems(flow: Flow, node: Node, purposes: Mapping[str, Purpose]) -> Iterator[Problem]:
    """Find consent steps of a flow that name no purpose, or that do not say where a no leads."""
    for step in flow.steps.values():
        if step.kind != _STEP:
            continue
        if step.name not in purposes:
            known = ", ".join(sorted(purposes))
            fault, remedy = f"{step.name} is no purpose of consent", f"use one of: {known}"
            yield Problem(path=node.path, line=step.line, fault=fault, remedy=remedy)
        elif not any(_is_no(branch, step) for branch in step.branches):
            fault = f"the consent {step.name} does not say where a no leads"
            remedy = 'give it a `next` with `- if: "no"`'
            yield Problem(path=node.path, line=step.line, fault=fault, remedy=remedy)


def question_problems(
    purpose: Purpose, node: Node, questions: Mapping[str, Question], phrases: Phrases
) -> Iterator[Problem]:
    """Find what is wrong with how a purpose is asked for."""
    question = questions.get(purpose.question)
    if question is None:
        fault, remedy = f"{purpose.question} is no question", f"add the question {purpose.question}"
        yield Problem(path=node.path, line=node.line, fault=fault, remedy=remedy)
        return
    if question.kind != "yes_no" or not question.required:
        fault = f"{question.id} asks for a consent but takes something else than a plain yes or no"
        yield Problem(
            path=node.path, line=node.line, fault=fault, remedy="write `kind: yes_no` and `required: true`"
        )
    for wording in question.wordings:
        size = len("".join(phrases.word(wording).split()))
        if size > LONGEST:
            fault = f"{wording} asks for a consent in {size} characters"
            yield Problem(
                path=node.path, line=node.line, fault=fault, remedy=f"use at most {LONGEST}, one purpose only"
            )


def asking(flow: Flow, purposes: Mapping[str, Purpose]) -> Flow:
    """Return the flow with its consent steps as questions, which are asked before anything said earlier counts."""
    return replace(flow, steps={name: _asking(step, purposes) for name, step in flow.steps.items()})


def _asking(step: Step, purposes: Mapping[str, Purpose]) -> Step:
    if step.kind != _STEP or step.name not in purposes:
        return step
    question = purposes[step.name].question
    branches = tuple(
        replace(branch, when=replace(branch.when, question=question))
        if isinstance(branch.when, Answered) and branch.when.question == step.name
        else branch
        for branch in step.branches
    )
    return replace(step, kind="collect", name=question, branches=branches, ask_before_filling=True)


def _is_no(branch: Branch, step: Step) -> bool:
    return (
        isinstance(branch.when, Answered) and branch.when.question == step.name and branch.when.value == "no"
    )
