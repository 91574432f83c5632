"""Look for what cannot work in the flow library: references to nothing, dead ends, branches that never hold.

How sentences must be is looked after by `flows.manners`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from content.load import Node
from content.problem import Problem
from flows.flow import END, THIS, Answered, Flow, Step
from flows.manners import question_problems as choice_problems
from flows.purposes import question_problems
from flows.question import ANY, Question
from nlu.acts import ASPECTS, Act, Risk
from policies.policies import Policies

if TYPE_CHECKING:
    from flows.library import Flows

OF_ONES_OWN_DATA = (
    "case_withdrawn", "kept", "kept_ways", "kept_nothing", "deletable", "deletable_drafts", "not_deletable",
    "forgotten", "forgotten_there", "forgotten_drafts", "words_being_read", "photos_forgotten", "photos_kept_for_case",
    "consents_none",
    "consents_none_revoked", "revoked", "revoked_one", "agreed_again", "list_draft", "list_draft_empty", "list_loose",
    "list_other", "list_case", "list_agreed", "list_paused",
)  # fmt: skip
LITERALS = {"yes_no": ("yes", "no", "declined")}
ALWAYS_NEEDED = (
    "greet", "greet_again", "ask_menu", "noted", "noted_item", "noted_item_chosen", "noted_what_next", "list_comma",
    "back_to", "back_to_matter", "looks_at", "applies_for",
    "position", "not_understood_1", "not_understood_2", "not_understood_3", "out_of_scope", "needed",
    "declined_noted", "ask_anew", "consent_needed", "correct_what", "corrected", "bad_value", "confirm_value",
    "why_in_general", "risk_crisis", "risk_emergency", "risk_minor", "risk_crisis_feared",
    "risk_emergency_feared", "risk_minor_feared", "risk_fear_over", "risk_crisis_care",
    "risk_emergency_care", "risk_minor_care", "risk_fraud", "risk_privacy",
    "risk_injection", "spoken_day", "spoken_declined", "spoken_yes", "spoken_no", "policy_answer",
    "verdict_yes", "verdict_no", "verdict_unknown", "submitted", "progress_none", "progress_money", "progress_draft",
    "request_answered", "photo_kept", "paused", "paused_nothing", "resumed", "nothing_to_resume",
    "nothing_to_cancel", "left_off", "draft_kept", "draft_dropped", "reminder", "said_before", "small_talk", "heard_so",
    "which_benefit", "which_by_name", "no_card_yet", "no_flow_yet", "human_called", "review_line",
    "turn_failed", "case_requested", "case_approved", "case_refused", "case_closed", "caseworker_here",
    "caseworker_left", "code_given", "code_nothing", "code_joined", "code_wrong", "code_used", "spoken_channel_other",
    "corrected_to_same", "edit_reopened", "edit_after_submit", "stale_choice", "command_start", "command_help",
    "command_progress", "command_privacy", "help", "privacy_notice", "contact_not_own", "file_not_here", "file_lost",
    "file_not_a_picture", "group_only_private", "task_recording", "task_wechat_account", "voice_heard",
    "location_heard", "location_unknown", "heard_wrong", "voice_unheard", "video_unseen", "link_unread",
    "kind_unread", "photo_lost", "rest_waits", "full_text", "not_written", "resumed_short", "more_paused",
    "progress_paused", "thanked", "thanked_first", "farewell", "where_we_are", "where_we_are_short",
    "where_we_were_topic", "which_openly", "which_to_apply", "where_we_were_nothing", "noted_not_receiving",
    "one_by_one", "list_waiting",
)  # fmt: skip

WORDS_NEEDED = ("follow", "compare")


def lint(
    library: Flows, places: Mapping[str, Node], policies: Policies, actions: frozenset[str]
) -> list[Problem]:
    """Return every problem that shows only when the whole library is seen together."""
    found: list[Problem] = []
    some = next(iter(places.values()), None)
    for phrase in (*ALWAYS_NEEDED, *OF_ONES_OWN_DATA):
        if phrase not in library.phrases and some is not None:
            found.append(_at(some, f"the phrase {phrase} is missing", f"add `{phrase}: …` under phrases"))
    for list_name in WORDS_NEEDED:
        if not library.words.get(list_name) and some is not None:
            found.append(
                _at(some, f"the words {list_name} are missing", f"add `{list_name}: […]` under words")
            )
    for name, question in library.questions.items():
        found.extend(_question(places[f"question {name}"], question, library, policies))
        found.extend(choice_problems(places[f"question {name}"], question, library.phrases))
    for name, purpose in library.purposes.items():
        node = places[f"purpose {name}"]
        found.extend(question_problems(purpose, node, library.questions, library.phrases))
    for name, flow in library.flows.items():
        found.extend(_flow(places[f"flow {name}"], flow, library, policies, actions))
    return found


def _at(node: Node, fault: str, remedy: str, line: int | None = None) -> Problem:
    return Problem(path=node.path, line=line or node.line, fault=fault, remedy=remedy)


def _question(node: Node, question: Question, library: Flows, policies: Policies) -> Iterator[Problem]:
    if question.wordings[0] not in library.phrases:
        yield _at(node, f"nothing asks {question.id}", f"add the phrase {question.wordings[0]}")
    if question.yes_words and f"only_{question.id}" not in library.phrases:
        yield _at(
            node, f"{question.id} has yes_words but nothing says so", f"add the phrase only_{question.id}"
        )
    if question.people and question.people not in library.questions:
        yield _at(
            node, f"the words of {question.id} answer {question.people} too, which is no question", "name one"
        )
    if question.takes_photo and question.takes_photo not in question.option_labels:
        fault = f"a photo answers {question.id} with {question.takes_photo}, which is none of its options"
        yield _at(node, fault, "name the id of an option")
    for answer, purpose in question.agrees.items():
        if purpose not in library.purposes:
            yield _at(
                node, f"{question.id} agrees to {purpose}, which is no purpose of consent", "name a purpose"
            )
        if answer not in (ANY, *question.option_labels):
            yield _at(node, f"{question.id} is never answered {answer!r}", "name an option, or any")
    for option in {*question.shown_by.values(), *question.heard_as.values()} - question.option_labels.keys():
        yield _at(
            node, f"{question.id} is shown to be {option!r}, which is none of its options", "name an option"
        )
    for aspect in question.heard_as.keys() - set(ASPECTS):
        yield _at(node, f"{question.id} is heard as {aspect!r}, which is no aspect", "name an aspect")
    if question.in_review and not question.label:
        yield _at(node, f"{question.id} is shown in the review without a label", "add `label:`")
    fact = policies.facts.get(question.id)
    if fact is not None and fact.kind != question.kind:
        fault = f"{question.id} asks for a {question.kind}, but the fact is a {fact.kind}"
        yield _at(node, fault, f"write `kind: {fact.kind}`")
    if fact is not None and question.kind == "choice":
        for option in {o.id for o in fact.options} ^ set(question.option_labels):
            yield _at(
                node, f"the option {option} stands in only one of fact and question", "give both the same ids"
            )


def _flow(
    node: Node, flow: Flow, library: Flows, policies: Policies, actions: frozenset[str]
) -> Iterator[Problem]:
    reached = _reached(flow)
    for trigger in flow.triggers:
        if trigger.intent not in {*Act, *Risk}:
            yield _at(
                node,
                f"{flow.id} is started by {trigger.intent}, which is no act and no risk",
                "use one of the acts or risks of nlu",
            )
    if flow.benefit is not None and flow.benefit not in policies.cards:
        yield _at(
            node,
            f"{flow.id} is for {flow.benefit}, which has no card",
            f"add policies/library/{flow.benefit}.yml",
        )
    for step in flow.steps.values():
        if step.id not in reached:
            yield _at(
                node, f"nobody can reach the step {step.id}", "lead a branch to it or remove it", step.line
            )
        yield from _step(node, flow, step, library, policies, actions)


def _reached(flow: Flow) -> frozenset[str]:
    seen: set[str] = set()
    ahead = [flow.first]
    while ahead:
        here = ahead.pop()
        if here not in seen and here in flow.steps:
            seen.add(here)
            ahead.extend(branch.then for branch in flow.steps[here].branches)
    return frozenset(seen)


def _step(
    node: Node, flow: Flow, step: Step, library: Flows, policies: Policies, actions: frozenset[str]
) -> Iterator[Problem]:
    match step.kind:
        case "collect" if step.name not in library.questions:
            yield _at(
                node,
                f"{step.name} is collected but not among the questions",
                "add it under questions",
                step.line,
            )
        case "decide" if step.name != THIS and step.name not in policies.cards:
            yield _at(
                node, f"decides on {step.name}, which has no card", "use a benefit's id, or this", step.line
            )
        case "decide" if step.name != THIS:
            for fact in policies.cards[step.name].facts:
                if fact not in library.questions:
                    fault = f"{step.name} needs {fact}, which no question asks"
                    yield _at(node, fault, f"add the question {fact}", step.line)
        case "screen":
            for fact in dict.fromkeys(f for b in policies.matrix.order for f in policies.cards[b].facts):
                if fact not in library.questions and policies.facts[fact].derived is None:
                    fault = f"the look over a household needs {fact}, which no question asks"
                    yield _at(node, fault, f"add the question {fact}", step.line)
        case "call" | "link" if step.name not in {*library.flows, THIS}:
            yield _at(node, f"leads to the flow {step.name}, which does not exist", "name a flow", step.line)
        case "action" if step.name.startswith("utter_"):
            if step.name.removeprefix("utter_") not in library.phrases:
                yield _at(
                    node,
                    f"says {step.name.removeprefix('utter_')}, which no file defines",
                    "add it",
                    step.line,
                )
        case "action" if step.name not in actions:
            known = ", ".join(sorted(actions))
            yield _at(node, f"{step.name} is no action", f"use utter_<phrase> or one of: {known}", step.line)
    yield from _branches(node, flow, step, library)


def _branches(node: Node, flow: Flow, step: Step, library: Flows) -> Iterator[Problem]:
    for branch in step.branches:
        if branch.then != END and branch.then not in flow.steps:
            yield _at(
                node,
                f"leads to the step {branch.then}, which {flow.id} lacks",
                "name a step or END",
                step.line,
            )
        if isinstance(branch.when, Answered):
            yield from _literal(node, step, branch.when, library)


def _literal(node: Node, step: Step, when: Answered, library: Flows) -> Iterator[Problem]:
    question = library.questions.get(when.question)
    if question is None:
        yield _at(
            node, f"a branch looks at {when.question}, which is no question", "name a question", step.line
        )
        return
    allowed = (*question.option_labels, *LITERALS.get(question.kind, ("declined",)))
    if question.kind in ("choice", "yes_no") and when.value not in allowed:
        fault = f"{when.question} is never {when.value!r}"
        yield _at(node, fault, "use one of: " + ", ".join(sorted(set(allowed))), step.line)
