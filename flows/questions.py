"""Read one question of the flow library, with every fault it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from flows.manners import WORDINGS
from flows.question import Question
from nlu.reading import Option


def read_question(name: str, node: Node, found: list[Problem]) -> Question:
    """Return the question of one entry of a library file; faults go to `found`."""
    with Fields(node, found) as fields:
        label = fields.text("label", required=False)
        heard = {"": fields.texts("heard_by")}
        options, labels = _options(fields, label, heard, found)
        return Question(
            id=name,
            kind=fields.text("kind"),
            label=label,
            wordings=(f"ask_{name}",),
            why=fields.text("why", required=False, default=f"why_{name}"),
            options=options,
            option_labels=labels,
            volunteered=fields.flag("volunteered"),
            required=fields.flag("required"),
            in_review=fields.flag("in_review"),
            review=fields.flag("review"),
            sensitive=fields.flag("sensitive"),
            of_person=fields.flag("of_person"),
            of_relatives=fields.flag("of_relatives"),
            of_occasion=fields.flag("of_occasion"),
            refuses=fields.texts("refuses"),
            yes_words=fields.texts("yes_words"),
            only_with=fields.texts("only_with"),
            called=fields.texts("called"),
            of_consents=fields.text("of_consents", required=False),
            heard_by={option: words for option, words in heard.items() if words},
            heard_as=_pairs(fields, "heard_as", found),
            group=fields.text("group", required=False),
            takes_photo=fields.text("takes_photo", required=False),
            people=fields.text("people", required=False),
            agrees=_pairs(fields, "agrees", found),
            shown_by=_pairs(fields, "shown_by", found),
        )


def _options(
    fields: Fields, label: str, heard: dict[str, tuple[str, ...]], found: list[Problem]
) -> tuple[tuple[Option, ...], Mapping[str, str]]:
    """Return the options and their labels; the words by which each is `heard` are added to those."""
    labels: dict[str, str] = {}
    options: list[Option] = []
    for number, item in enumerate(fields.items("options"), start=1):
        with Fields(item, found) as option:
            option_id = option.text("id")
            labels[option_id] = option.text("label")
            words = (labels[option_id], labels[option_id] + label, *option.texts("words"))
            heard[option_id] = option.texts("heard_by")
            options.append(Option(id=option_id, number=number, words=words))
    return tuple(options), labels


def _pairs(fields: Fields, name: str, found: list[Problem]) -> Mapping[str, str]:
    node = fields.take(name)
    if node is None:
        return {}
    with Fields(node, found) as answers:
        return {answer: answers.text(answer) for answer in answers.keys()}  # noqa: SIM118 (Fields is not a mapping)


def worded(question: Question, texts: Mapping[str, str]) -> Question:
    """Return a question with those of its wordings that the phrases hold."""
    there = tuple(form.format(question.id) for form in WORDINGS if form.format(question.id) in texts)
    return replace(question, wordings=there or question.wordings)
